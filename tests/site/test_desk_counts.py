"""Public counts on the site: they move by ten, follow what was published, and say the same everywhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from wijkwijzer.disclosure import SMALLEST
from wijkwijzer_web.core.rooms import Area
from wijkwijzer_web.desk.counting.actions import renew_counts
from wijkwijzer_web.desk.counting.pages import panels
from wijkwijzer_web.desk.counting.queries import heard_of
from wijkwijzer_web.desk.models import CrossTables, Desk, Published, Signal, this_minute
from wijkwijzer_web.desk.queries import today

pytestmark = pytest.mark.django_db
WIJK, OTHER = "WK100101", "WK100102"


def heard(desk: Desk, number: int, area: str = WIJK, opgave: str = "zorg", days: int = 20) -> None:
    """People who told something some days ago."""
    first = desk.signals.count() + 1
    for place in range(first, first + number):
        at = this_minute() - timedelta(days=days)
        Signal.objects.create(
            desk=desk,
            number=place,
            area=area,
            opgave=opgave,
            received_at=at,
            last_word_at=at,
            next_on=today(),
        )


def everywhere(area: str) -> set[Any]:
    """What each public place says of the people of an area."""
    told = Client().get(f"/api/v1/gebieden/{area}/signalen").json()["mensen"]
    return {heard_of(area).people, told}


def test_under_ten_is_nothing_and_ten_others_move_it(desk: Desk) -> None:
    heard(desk, 9)
    renew_counts(today())
    assert everywhere(WIJK) == {None}
    heard(desk, 1)
    renew_counts(today())
    assert everywhere(WIJK) == {10}
    later = today() + timedelta(days=14)
    heard(desk, 9, days=-3)
    renew_counts(later)
    assert everywhere(WIJK) == {10}, "nine others are too few"
    heard(desk, 1, days=-3)
    renew_counts(later)
    assert everywhere(WIJK) == {20}
    assert everywhere(OTHER) == {None}


def test_who_erases_or_is_sorted_anew_changes_no_public_number(desk: Desk) -> None:
    heard(desk, 12, opgave="zorg")
    heard(desk, 11, opgave="wonen")
    renew_counts(today())
    before = Published.objects.get().document
    Signal.objects.update(opgave="werk", state="gewist", next_on=None)
    renew_counts(today() + timedelta(days=7))
    assert Published.objects.get().document == before
    assert everywhere(WIJK) == {23}


def test_the_page_of_a_wijk_says_too_few_and_never_that_all_is_well(desk: Desk) -> None:
    heard(desk, 3)
    renew_counts(today())
    (panel,) = panels(Area(WIJK, "wijk", "De Spoordijk", "/wijk/x", ("GM1001",)), None)
    assert panel.context is not None
    assert panel.context["shown"].people is None
    assert panels(Area("BU10010101", "buurt", "x", "/x"), None) == []


def test_the_cross_table_is_made_once_a_year_over_new_people_only(desk: Desk) -> None:
    for opgave in ("zorg", "wonen", "werk", "onderwijs", "veiligheid", "samenleven"):
        heard(desk, 14, opgave=opgave)
        heard(desk, 12, area=OTHER, opgave=opgave)
    renew_counts(today())
    first = CrossTables.objects.get()
    assert all(n >= SMALLEST for row in first.document["cells"].values() for n in row.values())
    heard(desk, 30, days=-3)
    renew_counts(today() + timedelta(days=14))
    assert CrossTables.objects.count() == 1, "not twice in a year"
    renew_counts(today() + timedelta(days=400))  # over a year after any Monday
    assert CrossTables.objects.count() == 2
    assert CrossTables.objects.latest("year").document["batches"] > first.document["batches"]


@pytest.mark.parametrize("area", ["WK1", "BU10010101", "wk²00101", "GM10", "WKabcdef", "%00"])
def test_an_area_that_is_none_is_not_found(area: str, db: None) -> None:
    assert Client().get(f"/api/v1/gebieden/{area}/signalen").status_code == 404
