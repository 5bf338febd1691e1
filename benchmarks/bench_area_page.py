"""The page of a wijk with everything on it, new, and its PDF, beside their bars.

Bars (docs/en/chain.md): 15 questions to the database and 60 ms CPU for the page, 1 s CPU for its PDF.
It reads the example as `make demo` keeps it in var/voorbeeld, and changes nothing there.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parents[1] / "var" / "voorbeeld"
os.environ.update(
    DJANGO_SETTINGS_MODULE="wijkwijzer_web.settings",
    DEMO="1",
    EXAMPLE="1",
    VAR_DIR=str(FOLDER),
    DATABASE_URL=f"sqlite:///{FOLDER / 'wijkwijzer.sqlite3'}",
)
AREA, TURNS = "WK990311", 15
BAR_QUESTIONS, BAR_PAGE_MS, BAR_PDF_S = 15, 60.0, 1.0


def main() -> int:
    """Print the figures; 1 when a bar is not met."""
    if not (FOLDER / "wijkwijzer.sqlite3").exists():
        print("Eerst make demo: de pagina komt uit var/voorbeeld.")
        return 1
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.cookies["bezoeker"] = "1"  # who brings something gets a page that is made
    address = client.get(f"/wijk/{AREA}", follow=True).redirect_chain[-1][0]
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    page = _middle(lambda: client.get(address), TURNS) * 1000
    new = _middle(lambda: _fresh(client, address), TURNS) * 1000
    pdf = _middle(_pdf, 3)
    print(f"page: {len(asked)} questions, {len(answer.content)} bytes, {page:.0f} ms CPU as it is kept")
    print(f"page made new: {new:.0f} ms CPU; its PDF: {pdf:.2f} s CPU")
    print(f"bars: {BAR_QUESTIONS} questions, {BAR_PAGE_MS:.0f} ms, {BAR_PDF_S:.0f} s; {platform.machine()}")
    return int(len(asked) > BAR_QUESTIONS or new > BAR_PAGE_MS or pdf > BAR_PDF_S)


def _middle(work: Callable[[], object], turns: int) -> float:
    work()
    spent = []
    for _turn in range(turns):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return statistics.median(spent)


def _fresh(client: object, address: str) -> None:
    """The page with nothing kept of its figures but the profile that was read."""
    from wijkwijzer_web.areas import pages

    pages._area_page.cache_clear()
    client.get(address)  # type: ignore[attr-defined]


def _pdf() -> bytes:
    from wijkwijzer.report import render
    from wijkwijzer_web.areas import pages, queries

    shown = queries.current()
    said = pages.said_of(shown.names.by_key[AREA])
    return render(pages.report_document(shown, AREA, "long", said=said), "pdf")


if __name__ == "__main__":
    sys.exit(main())
