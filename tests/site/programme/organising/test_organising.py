"""Organisatiemodellen: the same questions, the count from the chain, two gemeenten side by side."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.models import Effort, Opgave, OrganisationForm, Outcome
from wijkwijzer_web.programme.service import load_example_programme

pytestmark = pytest.mark.django_db


def test_the_form_the_count_and_side_by_side(
    staff: Client, shown: Current, organisation: Organisation
) -> None:
    first, second = shown.names.at_level("gemeente")[:2]
    sent = {
        "organisation": organisation.pk,
        "where": first.key,
        "since": "2020-01-01",
        "chooses_areas": "Wijken melden zich.",
        "chooses_opgaven": "Bewoners kiezen.",
        "form": "Een manager.",
        "because": "Een dienst duurde te lang.",
    }
    new = "/werkplek/organisatiemodel/nieuw"
    assert staff.post(new, sent | {"where": "Nergenshuizen"}).status_code == 400
    assert staff.post(new, sent | {"because": " "}).status_code == 400
    assert staff.post(new, sent | {"until": "2019-01-01"}).status_code == 400
    assert not OrganisationForm.objects.exists()
    assert staff.post(new, sent).status_code == 302
    assert staff.post(new, sent | {"where": second.key, "form": "Een bestuurder."}).status_code == 302
    digits = first.key.removeprefix("GM")
    for n in range(3):
        opgave = Opgave.objects.create(
            organisation=organisation,
            area=f"WK{digits}0{n}",
            area_name="x",
            what=f"o{n}",
            owner="g",
            since=datetime.date(2021, 1, 1),
        )
        effort = Effort.objects.create(
            opgave=opgave, what="w", carrier="c", begins_on=datetime.date(2021, 1, 1)
        )
        how = (Outcome.How.COUNT, Outcome.How.NOT, Outcome.How.COUNT)[n]
        on = datetime.date(2022 if n < 2 else 2018, 1, 1)  # before this form: it did not answer
        Outcome.objects.create(effort=effort, what="r", how=how, source="s", on=on)
    one = Client().get(f"/organisatiemodellen/{first.key.lower()}").content.decode()
    assert "Voor 1 van de 3 opgaven staat hier een gemeten resultaat." in one
    assert "niet beantwoord" in one  # the lessons
    both = Client().get(f"/organisatiemodellen?een={first.key}&ander={second.key}").content.decode()
    assert "Een manager." in both
    assert "Een bestuurder." in both
    same = Client().get(f"/organisatiemodellen?een={first.key}&ander=GM0000").content.decode()
    assert "Een bestuurder." not in same
    assert Client().get("/organisatiemodellen/gm0000").status_code == 404
    assert Client().get(new).status_code == 302


def test_the_example_shows_two_gemeenten_and_an_earlier_form(
    shown: Current, organisation: Organisation
) -> None:
    load_example_programme(actor=None, organisation=organisation)
    first = OrganisationForm.objects.order_by("area").first()
    assert first is not None
    said = Client().get(f"/organisatiemodellen/{first.area.lower()}").content.decode()
    assert "Zeven afdelingen is niemand." in said
    page = Client().get("/wijk/WK990311-de-spoordijk").content.decode()
    assert "De bank bij de bakker" in page
    assert "Voorbeeld Vera" in page
    assert "lindemark.example" not in page.partition("<main")[2]
