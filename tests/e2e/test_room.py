"""Eight browsers in one room type while the line falls at random: no line is lost, none is there twice.

It takes ROOM_SECONDS (40); `benchmarks/bench_room.py` runs it for fifteen minutes.
"""

from __future__ import annotations

import datetime
import os
import random
import time
from collections import Counter

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.models import Meeting

pytestmark = pytest.mark.e2e
TABLES, SECONDS, SEED = 8, float(os.environ.get("ROOM_SECONDS", "40")), 20_261_129
SIDES = ("koppelen", "partijen", "geld", "regels")
WAITS = "Object.keys(localStorage).filter(key => key.startsWith('ww-taak:')).length"


@pytest.fixture
def meeting(site: str) -> Meeting:
    """A meeting that is going on, with a room of its own."""
    organisation, _ = Organisation.objects.get_or_create(slug="tafels", defaults={"name": "Gemeente Tafel"})
    return Meeting.objects.create(
        organisation=organisation,
        theme="Acht tafels",
        day=datetime.date(2026, 3, 12),
        begins=datetime.time(10),
        ends=datetime.time(16),
        place="Het Dok",
        code="TA" + "".join(random.choices("BCDEFGH", k=2)),
        state=Meeting.State.RUNNING,
    )


class Table:
    """One table with one browser, that writes and whose line falls."""

    def __init__(self, context: BrowserContext, address: str, number: int) -> None:
        self.context, self.number = context, number
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.address, self.wrote, self.online = f"{address}?tafel={number}", 0, True
        self.page.goto(self.address)

    def write(self, chance: random.Random) -> None:
        """Write one line; the line falls before or just after it is sent, or not."""
        cut_before, cut_after = chance.random() < 0.2, chance.random() < 0.2
        self.line(not cut_before if self.online else chance.random() < 0.4)
        self.wrote += 1
        words = self.page.locator("#t")
        words.fill(f"Tafel {self.number} regel {self.wrote}")
        self.page.locator(f"input[name=kant][value={chance.choice(SIDES)}]").check()
        words.evaluate("field => field.form.requestSubmit()")
        if cut_after:
            self.line(False)
        self.page.wait_for_function("document.querySelector('#t').value === ''")

    def line(self, there: bool) -> None:
        """The line comes back or falls."""
        if there != self.online:
            self.context.set_offline(not there)
            self.online = there

    def session_gone(self) -> None:
        """The browser is closed and opened again: what waited is there still."""
        if self.online:
            self.page.goto(self.address)

    def settle(self) -> None:
        """The line is back; wait until nothing waits any more."""
        self.line(True)
        try:
            self.page.goto(self.address)
        except Error:  # Chromium needs a moment after the line came back
            self.page.goto(self.address)
        self.page.wait_for_function(f"{WAITS} === 0", timeout=60_000)


def test_eight_tables_lose_nothing_and_write_nothing_twice(
    site: str, meeting: Meeting, browser: Browser
) -> None:
    chance = random.Random(SEED)
    contexts = [
        browser.new_context(viewport={"width": 390, "height": 780}, bypass_csp=True) for _ in range(TABLES)
    ]
    tables = [Table(each, f"{site}/zaal/{meeting.code}", n) for n, each in enumerate(contexts, 1)]
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        table = chance.choice(tables)
        table.write(chance)
        if chance.random() < 0.05:
            table.session_gone()
    for table in tables:
        table.settle()
    kept = Counter(meeting.tasks.values_list("text", flat=True))
    written = {f"Tafel {each.number} regel {n}" for each in tables for n in range(1, each.wrote + 1)}
    assert not written - set(kept), "lost"
    assert not set(kept) - written
    assert [text for text, count in kept.items() if count > 1] == []
    assert len(written) >= SECONDS / 4, "hardly anything was written"
    print(f"{len(written)} lines of {TABLES} tables in {SECONDS:.0f} s")
    for context in contexts:
        context.close()


def test_a_task_that_the_room_refuses_stays_readable(site: str, meeting: Meeting, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site}/zaal/{meeting.code}")
    context.set_offline(True)
    page.locator("#t").fill("Te laat geschreven.")
    page.locator("input[name=kant][value=geld]").check()
    page.locator("#t").evaluate("field => field.form.requestSubmit()")
    page.wait_for_function(f"{WAITS} === 1")
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.DISCUSSED)
    context.set_offline(False)
    page.locator("[data-fout]", has_text="Te laat geschreven.").wait_for(timeout=20_000)
    assert "niet open" in page.locator("[data-fout]").inner_text()
    context.close()
