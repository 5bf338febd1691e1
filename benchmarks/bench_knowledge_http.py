"""`/kennis` over HTTP at 20,000 records: a question, any two of eleven filters, the feed.

The whole request is measured as the site answers it (middleware, index, all counts, template), one at a time
and warm: its own processor time, which other work on the machine does not lengthen, and the clock. Vectors
of the documents are drawn, as making them says nothing about a request; that of a question is made.
"""

from __future__ import annotations

import itertools
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt

MANY = int(os.environ.get("BENCH_RECORDS", "20000"))
BAR, BAR_FILTERS = 80.0, 50.0  # milliseconds of a whole page; counting alone is in bench_catalogue
_FOLDER = tempfile.TemporaryDirectory()
os.environ["VAR_DIR"] = _FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from wijkwijzer.example.knowledge import example_records  # noqa: E402
from wijkwijzer.knowledge import Document, build_index  # noqa: E402
from wijkwijzer.knowledge.search import meaning  # noqa: E402
from wijkwijzer_web.knowledge.catalogue.queries import catalogue  # noqa: E402
from wijkwijzer_web.knowledge.models import Counter, FacetValue, KnowledgeRecord, State  # noqa: E402
from wijkwijzer_web.knowledge.records.queries import FACETS  # noqa: E402
from wijkwijzer_web.knowledge.search import queries as search  # noqa: E402

SIZES = dict(zip(FACETS, (9, 8, 11, 4, 200, 3_000, 400, 30, 4, 12, 6), strict=True))
KINDS = ("publicatie", "interventie", "mislukking", "aanname", "initiatief", "tip")
QUESTIONS = (
    "wat helpt tegen eenzaamheid bij ouderen",
    "soep koken met bewoners",
    "jongeren op straat",
    "schimmel in de woning",
    "hoe houd je een buurtkamer open",
    "wie betaalt een pluktuin",
)


def fill(chance: random.Random) -> None:
    """Titles and texts of the example, mixed; in most filters one to three values."""
    texts = [str(data.get("samenvatting") or data.get("wat_gebeurde") or data.get("uitspraak") or "")
             for _kind, data in example_records()]  # fmt: skip
    sentences = [one for text in texts for one in text.split(". ") if one]
    now, rows = timezone.now(), []
    for n in range(MANY):
        title = chance.choice(sentences)[:120]
        data = {"id": f"k{n}", "titel": title, "samenvatting": ". ".join(chance.sample(sentences, 3))}
        fixed = {"title": title, "summary": data["samenvatting"], "state": State.REVIEWED, "public": True}
        times = {"created_at": now, "changed_at": now, "published_at": now}
        rows.append(
            KnowledgeRecord(kind=chance.choice(KINDS), slug=f"s{n}", key=f"k{n}", data=data, **fixed, **times)
        )
    made = KnowledgeRecord.objects.bulk_create(rows, batch_size=500)
    values = (
        FacetValue(record=row, facet=facet, value=f"{facet}-{value}")
        for row in made
        for facet, size in SIZES.items()
        for value in chance.sample(range(size), min(size, chance.randint(0, 3)))
    )
    FacetValue.objects.bulk_create(values, batch_size=5_000)
    with transaction.atomic():
        Counter.next()


def index() -> None:
    """Make the index of them; an index is there when it is asked for."""
    meaning.document_vectors = drawn
    build_index(map(search.document, KnowledgeRecord.objects.iterator()), search.folder())
    (search.folder() / "stand").write_text(
        f"{Counter.current()} {getattr(search, 'WITH', '')}", encoding="utf-8"
    )


def drawn(documents: Sequence[Document], engine: str) -> npt.NDArray[np.float32]:
    """Unit vectors by chance."""
    found = np.random.default_rng(len(documents)).normal(size=(len(documents), 512)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def measured(client: Client, addresses: list[str]) -> tuple[list[float], list[float]]:
    """Processor time and clock of each, in milliseconds."""
    cpu, clock = [], []
    for address in addresses:
        start, began = time.process_time(), time.perf_counter()
        answer = client.get(address)
        cpu.append((time.process_time() - start) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, address
    return cpu, clock


def main() -> int:
    chance = random.Random(7)
    logging.disable(logging.INFO)
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    fill(chance)
    print(f"{len(catalogue())} records")
    pairs = list(itertools.combinations(FACETS, 2))

    def pick(facets: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(facet, f"{facet}-{chance.randrange(SIZES[facet])}") for facet in facets for _ in range(2)]

    filters = [f"/kennis?{urlencode(pick(pair))}" for pair in pairs]
    questions = [f"/kennis?{urlencode([('q', one)])}" for one in QUESTIONS * 10]
    both = [f"/kennis?{urlencode([('q', chance.choice(QUESTIONS)), *pick(pair)])}" for pair in pairs]
    client, missed = Client(), False
    for name, addresses, bar in (
        ("any two of eleven filters", filters, BAR_FILTERS),
        ("the feed of two filters", [one.replace("/kennis?", "/kennis/feed?") for one in filters], BAR),
        ("a question", questions, BAR),
        ("a question and two filters", both, BAR),
    ):
        if "question" in name and search.index() is None:
            index()
        measured(client, addresses[:5])
        cpu, clock = measured(client, addresses)
        p95, slowest = (statistics.quantiles(times, n=20)[-1] for times in (cpu, clock))
        missed |= p95 > bar
        verdict = f"<= {bar:g}  {'NOT' if p95 > bar else 'ok'}"
        print(f"  {name:28s} p50 {statistics.median(cpu):5.1f}  p95 {p95:5.1f} ms processor", end="")
        print(f"  (clock p95 {slowest:6.1f})  {verdict}", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
