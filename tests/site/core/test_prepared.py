"""A question that is built once answers as one that is built each time, for every value and every day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wijkwijzer_web.core.joined import asked_joined, joined
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.work import prepared
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.desk.models import Desk
from wijkwijzer_web.programme.models import Effort, Opgave

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
DAY = datetime.date(2024, 1, 1)
built: list[tuple[Any, ...]] = []


@pytest.fixture
def _kept_questions_are_right() -> None:
    """Here questions are counted, also those that the check of all other tests builds."""


@pytest.fixture(autouse=True)
def opgaven(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three opgaven in three wijken, a day after each other, and nothing kept yet."""
    monkeypatch.setattr(prepared, "_made", {})
    built.clear()
    for number, name in enumerate(("WK1", 'it\'s 100% "WK2"', "")):
        since = DAY + datetime.timedelta(days=number)
        opgave = Opgave.objects.create(
            organisation=organisation, area=name, area_name="W", what=f"opgave {number}", owner="x",
            since=since,
        )  # fmt: skip
        Effort.objects.create(opgave=opgave, what=f"inzet {number}", carrier="x", begins_on=since)


def _of_area(area: str) -> QuerySet[Opgave]:
    built.append((area,))
    return Opgave.objects.filter(area=area).select_related("organisation")


def _since(day: datetime.date, number: int) -> QuerySet[Opgave]:
    built.append((day, number))
    return Opgave.objects.filter(since__gte=day, pk__lt=number).order_by("since")


def _of_areas(*areas: str) -> QuerySet[Opgave]:
    built.append(areas)
    return Opgave.objects.filter(area__in=areas).order_by("since")


def _before_today() -> QuerySet[Opgave]:
    built.append(())
    return Opgave.objects.filter(since__lt=timezone.localdate())


def _known_or_all(area: str) -> QuerySet[Opgave]:
    """Looks at its value: such a question may not be kept for another."""
    return Opgave.objects.filter(area=area) if area == "WK1" else Opgave.objects.order_by("pk")


def _inside(key: str) -> QuerySet[Desk]:
    return Desk.objects.filter(areas__has_key=key)


def _named(rows: list[Opgave]) -> list[str]:
    return [row.what for row in rows]


@pytest.mark.parametrize("area", ['it\'s 100% "WK2"', "WK1", "WK9", "", "mark0mark7q"])
def test_every_value_gets_its_own_answer(area: str) -> None:
    asked(_of_area, "WK1")
    assert asked(_of_area, area) == list(_of_area(area))


def test_a_question_is_built_for_its_first_values_only() -> None:
    asked(_of_area, "WK1")
    first = len(built)
    with CaptureQueriesContext(connection) as questions:
        found = asked(_of_area, 'it\'s 100% "WK2"')
        assert str(found[0].organisation)
    assert _named(found) == ["opgave 1"]
    assert (len(built), len(questions)) == (first, 1)


def test_days_and_numbers_are_values_too() -> None:
    last = Opgave.objects.order_by("-pk")[0].pk
    assert _named(asked(_since, DAY, last + 1)) == ["opgave 0", "opgave 1", "opgave 2"]
    first = len(built)
    assert _named(asked(_since, DAY + datetime.timedelta(days=1), last)) == ["opgave 1"]
    assert len(built) == first


def test_each_number_of_values_is_a_question() -> None:
    assert _named(asked(_of_areas, "WK1")) == ["opgave 0"]
    assert asked(_of_areas) == []
    assert _named(asked(_of_areas, "WK1", 'it\'s 100% "WK2"')) == ["opgave 0", "opgave 1"]
    assert _named(asked(_of_areas, 'it\'s 100% "WK2"', 'it\'s 100% "WK2"')) == ["opgave 1"]


def test_another_day_is_another_question(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(asked(_before_today)) == 3
    monkeypatch.setattr(timezone, "localdate", lambda *_some: DAY + datetime.timedelta(days=1))
    assert _named(asked(_before_today)) == ["opgave 0"]


def test_a_question_that_looks_at_its_value_is_not_kept() -> None:
    assert _named(asked(_known_or_all, "WK1")) == ["opgave 0"]
    assert len(asked(_known_or_all, "WK2")) == 3
    assert _named(asked(_known_or_all, "WK1")) == ["opgave 0"]


@pytest.mark.parametrize("key", ["WK2", "W\\K", "WK.2", "é", "12"])
def test_a_value_inside_a_path_is_written_there_as_django_does(organisation: Organisation, key: str) -> None:
    for number, areas in enumerate(({"WK1": []}, {key: []}, {"x": {key: 1}})):
        Desk.objects.create(organisation=organisation, slug=f"d{number}", name="d", areas=areas)
    asked(_inside, "WK1")
    assert asked(_inside, key) == list(_inside(key))
    assert len(asked(_inside, key)) == 1


def test_what_was_read_is_never_kept(organisation: Organisation) -> None:
    before = asked(_of_area, "WK1")
    Opgave.objects.filter(area="WK1").update(what="anders")
    assert _named(before) == ["opgave 0"]
    assert _named(asked(_of_area, "WK1")) == ["anders"]
    Opgave.objects.filter(area="WK1").delete()
    assert asked(_of_area, "WK1") == []


def test_rows_with_what_hangs_on_them_come_alike() -> None:
    asked_joined(Opgave, _of_area, ("WK1",), "organisation", "efforts")
    first = len(built)
    with CaptureQueriesContext(connection) as questions:
        found = asked_joined(Opgave, _of_area, ('it\'s 100% "WK2"',), "organisation", "efforts")
        told = [(row.what, row.since, row.organisation.name, _what(row)) for row in found]
    assert (len(built), len(questions)) == (first, 1)
    right = joined(_of_area('it\'s 100% "WK2"'), "organisation", "efforts")
    assert told == [(row.what, row.since, row.organisation.name, _what(row)) for row in right]
    assert [each for *_more, each in told] == [["inzet 1"]]


def _what(row: Opgave) -> list[str]:
    return [effort.what for effort in row.efforts.all()]


def test_a_moment_is_no_value() -> None:
    """It is written in each database in another way, and differs each time anyway."""
    with pytest.raises(TypeError):
        asked(_since, timezone.now(), 1)
