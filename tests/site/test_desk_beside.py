"""Counts beside the factors of a wijk: 24 months of people, looked at all along; every number is safe."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from wijkwijzer.desk import AMSTERDAM, Heard, PublicCounts, attack, plant
from wijkwijzer.desk.crawling import Shown
from wijkwijzer_web.core.rooms import Area, heard, panels
from wijkwijzer_web.desk.counting.actions import renew_counts
from wijkwijzer_web.desk.counting.queries import counts_of
from wijkwijzer_web.desk.models import OPGAVEN, CrossTables, Desk, Signal

pytestmark = pytest.mark.django_db
GEMEENTE, CODES = "GM1001", [code for code, _name in OPGAVEN]
FACTORS = ["beheer", "samenhang", "investeringen"]


def _planted() -> list[Heard]:
    """Two years of people in six wijken of one gemeente, in order of day."""
    return [
        Heard(
            f"WK1001{int(one.area[2:]):02d}", CODES[int(one.opgave.split()[1])] if one.opgave else "", one.on
        )
        for one in plant(5, areas=6, people=420)
    ]


def _comes(desk: Desk, number: int, one: Heard) -> Signal:
    at = datetime(one.on.year, one.on.month, one.on.day, 12, tzinfo=AMSTERDAM)
    times = {"received_at": at, "last_word_at": at, "next_on": one.on}
    return Signal(desk=desk, number=number, area=one.area, opgave=one.opgave, **times)


def _seen(area: Area) -> set[int]:
    """Every number that a stranger reads of what people told: in the factors, the section and the API."""
    told = []
    for language in ("nl", "en"):
        with translation.override(language):
            told += [one.text for one in heard(area)]
            told += [one.html for one in panels(area, None) if one.key == "signalen-loket"]
    told.append(str(Client().get(f"/api/v1/gebieden/{area.key}/signalen").json()))
    words = re.sub(
        r"<[^>]+>|\d{1,2} \w+ 20\d\d|20\d\d-\d\d-\d\d|\bWK\d+|\bGM\d+|\b20\d\d\b", " ", " ".join(told)
    )
    return {int(number) for number in re.findall(r"\d+", words)}


def _allowed(counts: PublicCounts, area: Area) -> set[int]:
    """The numbers that the attack below looks at, for this page."""
    if area.level == "gemeente":
        return {counts.everyone, counts.together(), *counts.by_opgave().values()}
    tables = [table.document["cells"].get(area.key, {}) for table in CrossTables.objects.all()]
    return {counts.of_area(area.key) or 0, *(n for cells in tables for n in cells.values())}


def _groups(counts: PublicCounts, people: list[Heard]) -> Iterator[Shown]:
    """The people behind each block of a wijk and each part of a batch."""
    blocks: list[Shown] = []
    since: dict[str, date] = {}
    for block in counts.blocks:
        start = since.get(block.area, date.min)
        blocks.append(
            frozenset(
                n for n, one in enumerate(people) if one.area == block.area and start <= one.on < block.until
            )
        )
        since[block.area] = block.until
    yield from blocks
    for batch in counts.batches:
        inside = frozenset[int]().union(*(blocks[number] for number in batch.blocks))
        for part in batch.parts:
            yield frozenset(n for n in inside if people[n].opgave in part.opgaven)


def test_24_months_beside_the_factors_give_no_group_under_ten(desk: Desk) -> None:
    people = _planted()
    areas = [Area(f"WK1001{n:02d}", "wijk", "W", "/w", (GEMEENTE,)) for n in range(6)]
    areas.append(Area(GEMEENTE, "gemeente", "G", "/g"))
    rng, moved, came, shown = random.Random(1), 0, 0, set[str]()
    for week in range(110):
        day = date(2024, 1, 1) + timedelta(weeks=week)
        here = sum(one.on <= day for one in people)
        Signal.objects.bulk_create(_comes(desk, n + 1, people[n]) for n in range(came, here))
        came, changed = here, renew_counts(day)
        counts = counts_of(GEMEENTE)
        for area in areas if changed else rng.sample(areas, 1):
            numbers = _seen(area)
            assert numbers <= {0, *_allowed(counts, area)}, (day, area.key)
            assert not {number for number in numbers if 0 < number < 10}, (day, area.key)
            if numbers - {0}:
                shown.add(area.key)
        moved += changed
    assert moved > 10
    assert len(shown) >= 6, "nearly every wijk is shown, or silence would pass"
    outcome = attack(_groups(counts_of(GEMEENTE), people), people)
    assert outcome.tried > 1000
    assert outcome.learned == 0


def test_a_factor_without_open_data_shows_what_people_told(desk: Desk) -> None:
    with translation.override("nl"):
        few = {
            one.factor: one.text for one in heard(Area("WK100101", "wijk", "De Spoordijk", "/w", (GEMEENTE,)))
        }
    assert list(few) == FACTORS
    assert all("te weinig om te tonen" in text for text in few.values())
    assert heard(Area("BU10010101", "buurt", "x", "/x")) == ()
    assert heard(Area("WK200101", "wijk", "Elders", "/e", ("GM2001",))) == (), (
        "no desk, nothing told: no line"
    )
