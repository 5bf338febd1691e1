"""Rows joined in one question are those of a prefetch, in its order, and ask nothing afterwards."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwijzer_web.core.joined import joined
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.models import Effort, Lesson, Opgave, Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
DAY = datetime.date(2024, 1, 1)
UNDER = ("efforts", "efforts__successor", "efforts__outcomes", "efforts__outcomes__lessons")


@pytest.fixture
def three(organisation: Organisation) -> None:
    """An opgave with two inzetten not written in their order, one with one, and one with nothing."""
    for n in range(3):
        opgave = Opgave.objects.create(
            organisation=organisation, area="WK1", area_name="W", what=f"opgave {n}", owner="x", since=DAY
        )
        later: Effort | None = None
        for m in range(2 - n):
            day = DAY - datetime.timedelta(days=m)
            effort = Effort.objects.create(
                opgave=opgave, what=f"inzet {n}{m}", carrier="x", begins_on=day, successor=later
            )
            later = effort
            for k in range(2):
                outcome = Outcome.objects.create(
                    effort=effort, what=f"{n}{m}{k}", how=Outcome.How.NOT, on=DAY - datetime.timedelta(days=k)
                )
                Lesson.objects.create(outcome=outcome, text=f"les {n}{m}{k}", on=DAY)


def _told(rows: list[Opgave]) -> list[object]:
    return [
        (
            row.what,
            row.since,
            str(row.organisation),
            [
                (
                    one.what,
                    one.opgave.what,
                    one.successor.what if one.successor else None,
                    [
                        (each.what, [lesson.text for lesson in each.lessons.all()])
                        for each in one.outcomes.all()
                    ],
                )
                for one in row.efforts.all()
            ],
        )
        for row in rows
    ]


def test_the_same_as_a_prefetch_in_one_question(three: None) -> None:
    prefetched = Opgave.objects.select_related("organisation").prefetch_related(*UNDER)
    with CaptureQueriesContext(connection) as queries:
        found = _told(joined(Opgave.objects.filter(area="WK1"), "organisation", *UNDER))
    assert found == _told(list(prefetched))
    assert len(found) == 3
    assert len(queries) == 1


def test_a_filter_on_what_hangs_there_asks_the_database(three: None) -> None:
    first = joined(Opgave.objects.filter(area="WK1"), "efforts")[0]
    assert first.efforts.count() == 2
    assert first.efforts.filter(what="inzet 01").exists()
