"""Initiatieven: their own people say how they stand, with a link; what ended says why; earlier steps stay."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme.initiatives.queries import link_of
from wijkwijzer_web.programme.models import InitiativeStep

pytestmark = pytest.mark.django_db
ROW = knowledge.InitiativeRow(
    "vb-straat", "straat", 7, "Onze straat", "Samen.", "/initiatief/straat", ("bewoners",), ""
)


@pytest.fixture(autouse=True)
def _one(shown: Current, monkeypatch: pytest.MonkeyPatch) -> None:
    base = "wijkwijzer_web.knowledge.service"
    monkeypatch.setattr(f"{base}.initiative", lambda slug: ROW if slug == "straat" else None)
    monkeypatch.setattr(f"{base}.initiatives_in", lambda codes: [ROW])
    monkeypatch.setattr(f"{base}.may_look", lambda user, number: user.is_authenticated and number == 7)


def step(**more: str) -> dict[str, str]:
    return {"state": "loopt", "on": str(timezone.localdate())} | more


def test_its_people_move_it_with_a_link_and_earlier_steps_stay(staff: Client) -> None:
    page = "/initiatief/straat/verloop"
    link = f"/initiatief-stap/{link_of(ROW)}"
    assert link not in Client().get(page).content.decode()
    assert link in staff.get(page).content.decode()  # to hand over
    assert Client().post(link, step(money="buurtbudget", ally="wijkmanager")).status_code == 302
    for wrong in (step(state="gestopt"), step(state="anders"), step(on="2999-01-01")):
        assert Client().post(link, wrong).status_code == 400
    assert InitiativeStep.objects.count() == 1
    assert Client().post(link, step(state="gestopt", because="de sleutel ging mee")).status_code == 302
    said = Client().get(page).content.decode()
    assert "Gestopt: de sleutel ging mee" in said
    assert "buurtbudget" in said
    listed = Client().get("/wijk/WK990311-de-spoordijk/initiatieven").content.decode()
    assert "Gestopt: de sleutel ging mee" in listed
    assert "Onze straat" in Client().get("/wijk/WK990311-de-spoordijk").content.decode()


def test_a_forged_link_opens_nothing() -> None:
    token = link_of(ROW)
    for wrong in (token[:-1], token.replace("straat", "ander"), "straat", "x" * 200):
        assert Client().get(f"/initiatief-stap/{wrong}").status_code == 404
    assert Client().get("/initiatief/nergens/verloop").status_code == 404


def test_who_opened_the_own_link_finds_this_one(client: Client) -> None:
    session = client.session
    session["mijn_stukken"] = [7]
    session.save()
    answer = client.get("/initiatief/straat/verloop")
    assert "Dit is jouw initiatief" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
