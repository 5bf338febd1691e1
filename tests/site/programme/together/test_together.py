"""Samenspel: gaps, doubles, one that carries all and the State, in sentences; four factors as evidence."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.programme import Work, interplay, parties_in
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.models import Effort, Evidence, Opgave

AREA = "WK990311"
URL = "/wijk/WK990311-de-spoordijk/samenspel"


def opgave(organisation: Organisation, what: str) -> Opgave:
    return Opgave.objects.create(
        organisation=organisation,
        area=AREA,
        area_name="De Spoordijk",
        what=what,
        owner="gemeente",
        since=datetime.date(2020, 1, 1),
    )


def work(under: Opgave, carrier: str, **more: object) -> None:
    begins = timezone.localdate() - datetime.timedelta(days=400)
    Effort.objects.create(opgave=under, what=f"werk {carrier}", carrier=carrier, begins_on=begins, **more)


@pytest.mark.django_db
def test_gaps_doubles_and_one_that_carries_all(organisation: Organisation, shown: Current) -> None:
    empty = Client().get(URL).content.decode()
    assert "nog geen open opgave vastgelegd" in empty
    assert empty.count("niet vastgelegd") >= 5  # four factors and the State
    alone, double = opgave(organisation, "Niemand doet iets."), opgave(organisation, "Twee apart.")
    work(double, "De Wissel")
    work(double, "Dijkwonen")
    work(opgave(organisation, "Samen."), "De Wissel", parties="Dijkwonen en het Rijk")
    work(opgave(organisation, "Nog een."), "de wissel", money_source="ministerie van BZK")
    said = " ".join(Client().get(URL).content.decode().split())
    assert "4 opgaven staan open. Daarvoor lopen 4 inzetten." in said
    assert f"Voor 1 opgave loopt niets: {alone.what.rstrip('.')}." in said
    assert "Voor “Twee apart” werken De Wissel en Dijkwonen elk apart" in said
    assert "De Wissel draagt 3 van de 4 inzetten." in said
    assert "Het Rijk doet mee aan werk De Wissel, tot wanneer is niet vastgelegd." in said
    assert "Ministerie van BZK doet mee" in said


def test_who_names_the_other_is_no_double() -> None:
    works = [Work(1, "a", "De Wissel", ("Dijkwonen",)), Work(1, "b", "Dijkwonen")]
    assert interplay([1], works).doubles == ()
    assert interplay([1], [Work(1, "a", "De Wissel"), Work(1, "b", "de wissel")]).doubles == ()
    assert parties_in(" ,; en ") == ()
    assert parties_in("Dijkwonen en bewoners") == ("Dijkwonen", "bewoners")
    assert parties_in("Leenders") == ("Leenders",)


names = st.sampled_from(["A", "B", "C", "het Rijk"])
works = st.lists(
    st.builds(Work, st.integers(1, 4), st.just("w"), names, st.lists(names, max_size=2).map(tuple)),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(works, st.randoms())
def test_order_does_not_matter_and_every_gap_is_told(running: list[Work], order: object) -> None:
    keys = [1, 2, 3, 4]
    found = interplay(keys, running)
    assert set(found.gaps) == set(keys) - {one.opgave for one in running}
    mixed = running.copy()
    order.shuffle(mixed)  # type: ignore[attr-defined]
    again = interplay(keys, mixed)
    assert (again.gaps, again.parties, again.carries_all) == (found.gaps, found.parties, found.carries_all)


@pytest.mark.django_db
def test_what_is_known_has_a_source_and_a_day(
    staff: Client, shown: Current, organisation: Organisation
) -> None:
    sent = {
        "organisation": organisation.pk,
        "where": AREA,
        "factor": "rijk",
        "what": "Er is geld.",
        "on": "x",
    }
    refused = staff.post("/werkplek/factor/nieuw", sent)
    assert refused.status_code == 400
    assert not Evidence.objects.exists()
    full = sent | {"source": "beschikking 12", "on": "2024-03-01", "with_what": "een ton"}
    assert staff.post("/werkplek/factor/nieuw", full).status_code == 302
    said = " ".join(Client().get(URL).content.decode().split())
    assert "beschikking 12, 1 maart 2024" in said
    assert "Er is geld, een ton, tot wanneer is niet vastgelegd." in said
    assert Client().get("/werkplek/factor/nieuw").status_code == 302
