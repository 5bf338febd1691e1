"""Nothing under ten, in one look or in two years of looking; and enough is shown to be of use."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.desk import (
    Heard,
    PublicCounts,
    attack,
    crawl,
    cross,
    divided,
    plant,
    renew,
    round_day,
    running_counts,
    shown_in_time,
)
from wijkwijzer.desk.crawling import Shown

OPGAVEN = [f"opgave {number}" for number in range(8)]


@pytest.mark.parametrize("seed", [1, 2])
def test_24_months_crawled_daily_give_no_group_under_ten(seed: int) -> None:
    people = plant(seed)
    versions = list(crawl(people, OPGAVEN))
    sets: list[Shown] = [members for version in versions for members in version.fresh]
    found = attack(sets, people)
    assert found.tried > 5000
    assert found.learned == 0
    assert shown_in_time(versions, people) >= 0.8
    alone = sum(versions[-1].shown.by_opgave().values())
    assert alone >= 0.6 * sum(p.people for b in versions[-1].shown.batches for p in b.parts)
    assert attack(running_counts(people), people).learned > 100  # so that the attack is one


def test_every_number_is_ten_or_more_and_only_moves_by_ten() -> None:
    people = plant(3, people=300)
    before = PublicCounts()
    for version in crawl(people, OPGAVEN):
        for area in {one.area for one in people}:
            now, then = version.shown.of_area(area), before.of_area(area) or 0
            assert now is None or now == then or now - then >= 10
        before = version.shown
    assert all(part.people >= 10 for batch in before.batches for part in batch.parts)


@given(st.dictionaries(st.sampled_from(OPGAVEN), st.integers(0, 40), min_size=2))
def test_parts_are_ten_or_more_and_name_no_zero(counts: dict[str, int]) -> None:
    parts = divided(counts)
    assert sum(part.people for part in parts) in (0, sum(counts.values()))
    assert all(part.people >= 10 for part in parts)
    named = [opgave for part in parts for opgave in part.opgaven]
    assert sorted(named) == sorted(counts) if parts else not named
    assert all(len(part.opgaven) > 1 or counts[part.opgaven[0]] >= 10 for part in parts)


def test_who_erases_or_is_sorted_anew_changes_nothing_that_is_shown() -> None:
    day = date(2026, 1, 6)
    people = [Heard("WK1", "wonen", day)] * 12 + [Heard("WK1", "zorg", day)] * 11
    shown = renew(PublicCounts(), people, opgaven=["wonen", "zorg"], on=date(2026, 1, 12))
    later = [Heard("WK1", "zorg", day)] * 20  # three rows were taken away, all were sorted anew
    assert renew(shown, later, opgaven=["wonen", "zorg"], on=date(2026, 3, 2)) == shown


def test_a_count_is_renewed_on_mondays_for_ten_others_only() -> None:
    first = [Heard("WK1", "wonen", date(2026, 1, 6))] * 10
    shown = renew(PublicCounts(), first, opgaven=["wonen"], on=date(2026, 1, 9))
    assert shown.of_area("WK1") is None
    shown = renew(shown, first, opgaven=["wonen"], on=date(2026, 1, 14))
    assert (shown.of_area("WK1"), shown.as_of("WK1")) == (10, date(2026, 1, 12))
    nine = [*first, *[Heard("WK1", "wonen", date(2026, 2, 3))] * 9]
    assert renew(shown, nine, opgaven=["wonen"], on=date(2026, 3, 2)).of_area("WK1") == 10
    assert round_day(date(2026, 3, 2)) == date(2026, 3, 2)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_cross_table_of_a_year_tells_no_small_cell(seed: int) -> None:
    people = plant(seed, areas=3, opgaven=4, people=240, days=300)
    shown = PublicCounts()
    for week in range(60):
        day = people[0].on + timedelta(weeks=week)
        shown = renew(shown, [one for one in people if one.on < day], opgaven=OPGAVEN[:4], on=day)
    table = cross(shown, people, on=date(2025, 6, 1))
    assert all(size >= 10 for size in table.cells.values())
    for area, total in table.areas.items():
        rest = total - sum(size for (where, _o), size in table.cells.items() if where == area)
        assert rest == 0 or rest >= 10
