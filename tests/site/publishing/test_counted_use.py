"""Counting readers: who counts, when the numbers are added to the day, and what is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.test import RequestFactory
from django.utils import timezone

from wijkwijzer_web.publishing.models import DailyUse
from wijkwijzer_web.publishing.service import Use, flush_use, note_use, use_of
from wijkwijzer_web.publishing.usage import actions, queries

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def request(method: str = "get", user: Any = None, **headers: str) -> Any:
    made = getattr(RequestFactory(), method)("/", headers={"User-Agent": BROWSER} | headers)
    made.user = user or AnonymousUser()
    return made


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(actions, "_last", actions.time.monotonic())
    actions._held.clear()
    yield
    actions._held.clear()


def counted() -> dict[str, tuple[int, int]]:
    flush_use()
    return {row.subject: (row.read, row.taken) for row in DailyUse.objects.all()}


def test_reading_and_taking_along_are_counted_apart_and_added_up() -> None:
    for _turn in range(3):
        note_use(request(), "stuk:1")
    note_use(request(), "stuk:1", taken=True)
    note_use(request(), "w" * 200)
    assert counted() == {"stuk:1": (3, 1), "w" * 160: (1, 0)}
    note_use(request(), "stuk:1")
    assert counted()["stuk:1"] == (4, 1)
    assert counted()["stuk:1"] == (4, 1), "what was added is not added again"
    assert DailyUse.objects.get(subject="stuk:1").day == timezone.localdate()


@pytest.mark.parametrize(
    "who",
    [
        request("head"),
        request("post"),
        request(**{"Sec-Purpose": "prefetch;prerender"}),
        request(Purpose="prefetch"),
        request(user=SimpleNamespace(is_authenticated=True)),
        request(**{"User-Agent": ""}),
        *(request(**{"User-Agent": name}) for name in ("Googlebot/2", "curl/8", "HeadlessChrome", "Java/21")),
    ],
)
def test_machines_staff_and_pages_fetched_ahead_are_no_readers(who: Any) -> None:
    note_use(who, "stuk:1")
    assert counted() == {}


def test_numbers_wait_a_minute_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    now = actions.time.monotonic()
    clock = SimpleNamespace(monotonic=lambda: now)
    monkeypatch.setattr(actions, "time", clock)
    monkeypatch.setattr(actions, "_last", now)
    note_use(request(), "stuk:1")
    now += 59.9
    note_use(request(), "stuk:1")
    assert not DailyUse.objects.exists()
    now += 0.1
    note_use(request(), "stuk:1")
    assert DailyUse.objects.get().read == 3
    now += 30
    note_use(request(), "stuk:1")
    assert DailyUse.objects.get().read == 3, "the minute begins anew"
    now += 30
    note_use(request(), "stuk:1")
    assert DailyUse.objects.get().read == 5


def test_a_database_that_is_away_costs_the_numbers_and_not_the_page(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    note_use(request(), "stuk:1")
    note_use(request(), "stuk:1", taken=True)

    def away(*_given: Any, **_how: Any) -> None:
        raise DatabaseError

    with monkeypatch.context() as patched, caplog.at_level("WARNING"):
        patched.setattr(DailyUse.objects, "get_or_create", away)
        flush_use()
    assert [(line.message, line.number) for line in caplog.records] == [("counts of use were lost", 2)]  # type: ignore[attr-defined]
    assert counted() == {}


def test_sums_are_over_the_days_asked_and_small_ones_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    days = {0: (6, 10), 1: (4, 0), 5: (100, 100)}
    for back, (read, taken) in days.items():
        day = today - datetime.timedelta(days=back)
        DailyUse.objects.create(day=day, subject="a", read=read, taken=taken)
        DailyUse.objects.create(day=day, subject="b", read=read - 1, taken=0)
    DailyUse.objects.create(day=today + datetime.timedelta(days=1), subject="a", read=50)
    yesterday = today - datetime.timedelta(days=1)
    monkeypatch.setattr(queries, "_MOST", 2)
    found = use_of(["c", "d", "a", "a", "b"], yesterday)
    assert found == {"a": Use(10, 10), "b": Use()}
    assert use_of(["a"], yesterday, yesterday) == {"a": Use()}
    assert use_of(["a"], today - datetime.timedelta(days=5), yesterday) == {"a": Use(104, 100)}
    assert use_of([], yesterday) == {}
    assert Use() == Use(None, None)


def test_days_are_forgotten_after_three_years() -> None:
    today = timezone.localdate()
    for back in (0, actions.KEPT_DAYS, actions.KEPT_DAYS + 1, actions.KEPT_DAYS + 400):
        DailyUse.objects.create(day=today - datetime.timedelta(days=back), subject="a", read=1)
    assert actions.forget_use() == {"gebruik per dag": 2}
    assert min(DailyUse.objects.values_list("day", flat=True)) == today - datetime.timedelta(days=3 * 366)
