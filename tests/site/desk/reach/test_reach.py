"""Reach: what both sides think of each other, and what reached whom, told of ten people or more."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.desk.models import Assumption, Desk, Remedy
from wijkwijzer_web.desk.reach.actions import give_opinion
from wijkwijzer_web.desk.reach.queries import believed

pytestmark = pytest.mark.django_db


def test_both_sides_answer_and_only_whole_tens_are_shown(desk: Desk) -> None:
    text = "Wie niet komt, wil niet"
    one = Assumption.objects.create(organisation=desk.organisation, side="instantie", text=text)
    again = uuid4()
    for _ in range(2):
        give_opinion(one, "bewoner", "klopt-niet", again)
    for _ in range(8):
        give_opinion(one, "bewoner", "klopt-niet", uuid4())
    assert believed()[0].sides[0].people is None
    give_opinion(one, "bewoner", "klopt-niet", uuid4())
    resident, front_line = believed()[0].sides
    assert (resident.people, front_line.people) == (10, None)
    for _ in range(5):
        give_opinion(one, "bewoner", "klopt", uuid4())
    assert believed()[0].sides[0].people == 10


def test_reach_before_and_after_and_trust_are_told_of_ten_people_or_more(organisation: Organisation) -> None:
    about = Assumption.objects.create(organisation=organisation, side="instantie", text="Zij willen niet.")

    def page(**more: object) -> str:
        Remedy.objects.all().delete()
        Remedy.objects.create(assumption=about, for_whom="Alleenstaanden", done="Aan de deur geweest", **more)
        return " ".join(re.sub(r"<[^>]+>", " ", Client().get("/bereik").content.decode()).split())

    asked = {"asked_again_on": date(2026, 6, 1), "trust_asked": 40}
    full = page(before=12, after=31, total=60, trust_yes=25, **asked)
    assert "Bereikt: eerst 12, daarna 31 van de 60 mensen." in full
    assert "In juni 2026 zeiden 25 van de 40 bewoners ja." in full
    small = page(before=2, after=31, total=60, trust_yes=38, **asked)
    assert "eerst minder dan tien, daarna 31 van de 60" in small
    assert "Hoeveel ja zeiden, is te weinig om te tonen" in small
    assert "38" not in small, "two people said no"
    assert "nog niet opnieuw gevraagd" in page()
