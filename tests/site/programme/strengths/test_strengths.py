"""Krachten: one line without an account, looked at first, erased by code and gone after a restore."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import AuditEntry
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.programme.models import Strength

pytestmark = pytest.mark.django_db
WIJK = "/wijk/WK990311-de-spoordijk"
PAGE = f"{WIJK}/krachten"


def line(text: str = "De heg van de school", **more: str) -> dict[str, str]:
    return {"aanvraag": str(uuid.uuid4()), "soort": "plek", "regel": text} | more


def test_a_line_is_looked_at_first_and_erased_with_six_words(shown: Current, staff: Client) -> None:
    sent = line()
    first = Client().post(PAGE, sent).content.decode()
    found = re.search(r'class="ww-conclusie">((?:[a-z]+ ){5}[a-z]+)<', first)
    assert found, "the code is shown once"
    assert found.group(1) not in Client().post(PAGE, sent).content.decode()  # a retry is the same line
    assert Strength.objects.count() == 1
    assert "De heg van de school" not in Client().get(PAGE).content.decode()
    row = Strength.objects.get()
    assert "De heg van de school" in staff.get("/werkplek/krachten").content.decode()
    assert "1 kracht wacht op een blik" in staff.get("/werkplek").content.decode()
    nothing = staff.post(f"/werkplek/krachten/{row.pk}", {"toon": "nee"}, follow=True)
    assert "Schrijf erbij waarom je deze regel verbergt." in nothing.content.decode()
    staff.post(f"/werkplek/krachten/{row.pk}", {"toon": "ja"})
    for page in (PAGE, WIJK):
        assert "De heg van de school" in Client().get(page).content.decode(), page
    assert "heg van" not in str(list(AuditEntry.objects.values()))
    kept = Strength.objects.values().get()
    code = found.group(1).upper().replace(" ", "-")
    assert "De heg van de school" in Client().post("/krachten/mijn", {"code": code}).content.decode()
    assert Client().post("/krachten/mijn", {"code": code, "stap": "wis"}).status_code == 302
    assert "heg van" not in Client().get(PAGE).content.decode()
    assert Client().post("/krachten/mijn", {"code": code}).status_code == 400
    Strength.objects.filter(pk=row.pk).update(**{name: kept[name] for name in ("text", "state")})
    assert erasures.erase_again().done == 1
    assert Strength.objects.get().text == ""
    refused = staff.post(f"/werkplek/krachten/{row.pk}", {"toon": "ja"}, follow=True)
    assert "De schrijver wiste deze regel." in refused.content.decode()


@pytest.mark.parametrize("wrong", ["", "   ", "x" * 161, "Vraag Sanne Oldekamp, 06-12345678"])
def test_wrong_lines_are_not_kept(shown: Current, wrong: str) -> None:
    answer = Client().post(PAGE, line(wrong))
    assert answer.status_code == 400
    assert "ww-fout" in answer.content.decode()
    assert not Strength.objects.exists()


def test_only_staff_look(shown: Current) -> None:
    Client().post(PAGE, line("Ja."))
    row = Strength.objects.get()
    assert Client().get("/werkplek/krachten").status_code == 302
    assert Client().post(f"/werkplek/krachten/{row.pk}", {"toon": "ja"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "wacht"
    assert Client().post("/krachten/mijn", {"code": "geen code"}).status_code == 400
