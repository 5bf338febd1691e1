"""OAI-PMH at 20,000 records, 20 changes at every page and one restart: the set of two harvesters of others
equals the database after the harvest that follows, deletions included.
"""

from __future__ import annotations

import datetime
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator

MANY = 20_000
CHANGES = 20
PORT = 8791
SLOWEST = 2.0  # seconds for one page while others change things
_FOLDER = tempfile.TemporaryDirectory()
os.environ["VAR_DIR"] = _FOLDER.name
os.environ["SITE_URL"] = f"http://localhost:{PORT}"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from oaipmh_scythe import Scythe  # noqa: E402
from sickle import Sickle  # noqa: E402

from wijkwijzer_web.knowledge.harvest.queries import PAGE, identifier  # noqa: E402
from wijkwijzer_web.knowledge.models import HarvestHeader, KnowledgeRecord, State  # noqa: E402

ADDRESS = f"http://localhost:{PORT}/oai"
Got = tuple[str, bool, str]
_serial = iter(range(10**9))
logging.getLogger("httpx2").setLevel(logging.WARNING)


def fill() -> None:
    """20,000 publications of 40 seconds: many of one second, as after an import."""
    now = timezone.now().replace(microsecond=0) - datetime.timedelta(hours=1)
    rows, headers = [], []
    for n in range(MANY):
        when = now + datetime.timedelta(seconds=n // 500)
        key = f"publicatie-{n:06d}"
        data = {"id": key, "titel": f"Rapport {n}", "samenvatting": "Wat er in de wijk gebeurde. " * 10}
        rows.append(
            KnowledgeRecord(
                kind="publicatie",
                slug=f"rapport-{n}",
                key=key,
                title=data["titel"],
                data=data,
                state=State.REVIEWED,
                public=True,
                year=2020,
                created_at=when,
                changed_at=when,
                published_at=when,
            )
        )
        headers.append(HarvestHeader(key=key, kind="publicatie", datestamp=when))
    KnowledgeRecord.objects.bulk_create(rows, batch_size=500)
    HarvestHeader.objects.bulk_create(headers, batch_size=500)


def change(chance: random.Random, keys: list[str]) -> None:
    """Twelve corrected, five gone, three new: in the same tables, by the same signals as on the site."""
    with transaction.atomic():
        for key in chance.sample(keys, CHANGES - 3):
            row = KnowledgeRecord.objects.filter(key=key, public=True).first()
            if row is None:
                continue
            if chance.random() < 0.3:
                row.delete()
                continue
            row.title = row.data["titel"] = f"Verbeterd {next(_serial)}"
            row.changed_at = timezone.now()
            row.save()
        for _ in range(3):
            n, now = next(_serial), timezone.now()
            key = f"publicatie-nieuw-{n}"
            KnowledgeRecord.objects.create(
                kind="publicatie",
                slug=key,
                key=key,
                title=f"Nieuw {n}",
                data={"id": key, "titel": f"Nieuw {n}"},
                state=State.REVIEWED,
                public=True,
                year=2020,
                created_at=now,
                changed_at=now,
                published_at=now,
            )
            keys.append(key)


def serve() -> subprocess.Popen[bytes]:
    """A server process of its own."""
    command = [sys.executable, "-m", "django", "runserver", f"localhost:{PORT}", "--noreload"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            Sickle(ADDRESS, timeout=20).Identify()
        except Exception:
            time.sleep(0.2)
        else:
            return server
    raise SystemExit("the server did not start")


def stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait(20)


def sickle(since: str | None) -> Iterator[Got]:
    more = {"from": since} if since else {}
    for one in Sickle(ADDRESS, timeout=60).ListRecords(metadataPrefix="oai_dc", **more):
        yield one.header.identifier, one.deleted, "" if one.deleted else one.metadata["title"][0]


def scythe(since: str | None) -> Iterator[Got]:
    with Scythe(ADDRESS) as client:
        for one in client.list_records(from_=since):
            yield one.header.identifier, one.deleted, "" if one.deleted else one.metadata["title"][0]


def taken(copy: dict[str, str], found: Iterable[Got], at_page: Callable[[int], None]) -> tuple[int, float]:
    """Keep what comes; returns how many came and the longest wait, our changes not counted."""
    number, slowest, last = 0, 0.0, time.perf_counter()
    for name, deleted, title in found:
        slowest = max(slowest, time.perf_counter() - last)
        number += 1
        if deleted:
            copy.pop(name, None)
        else:
            copy[name] = title
        if number % PAGE == PAGE // 2:
            at_page(number // PAGE)
        last = time.perf_counter()
    return number, slowest


def run(
    name: str, harvest: Callable[[str | None], Iterator[Got]], servers: list[subprocess.Popen[bytes]]
) -> bool:
    chance = random.Random(name)
    keys = list(KnowledgeRecord.objects.values_list("key", flat=True))
    copy: dict[str, str] = {}

    def at_page(page: int) -> None:
        change(chance, keys)
        if page == 100:
            stop(servers.pop())
            servers.append(serve())

    began, start = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"), time.perf_counter()
    first, slowest = taken(copy, harvest(None), at_page)
    took = time.perf_counter() - start
    there = dict(KnowledgeRecord.objects.filter(public=True).values_list("key", "title"))
    missed = sum(copy.get(identifier(key)) != title for key, title in there.items())
    later, _ = taken(copy, harvest(began), lambda page: None)
    there = {identifier(key): title for key, title in there.items()}
    wrong = len(set(there.items()) ^ set(copy.items()))
    good = not wrong and slowest <= SLOWEST
    print(
        f"  {name}: {first} in {took:.0f} s with changes, longest page {slowest:.2f} s; "
        f"behind after the first harvest {missed}; the next brought {later}; "
        f"then different {wrong} of {len(there)}  {'ok' if good else 'NOT'}"
    )
    return good


def main() -> int:
    call_command("migrate", verbosity=0)
    fill()
    print(f"{MANY} records, {PAGE} on a page, {CHANGES} changes at every page, one restart at page 100")
    servers = [serve()]
    try:
        good = [run("oaipmh-scythe", scythe, servers), run("sickle", sickle, servers)]
    finally:
        stop(servers.pop())
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
