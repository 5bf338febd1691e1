"""Promises to who writes and to who edits: proof of erasing, no lost update, checked words. By HTTP only."""

from __future__ import annotations

import re
from collections.abc import Callable

import dialogue_people
import pytest
from dialogue_people import LONG, Staff, place, publish, show_all, somebody, text_of
from django.test import Client

from fixtures_dialogue import Phone
from wijkwijzer_web.core.models import Role
from wijkwijzer_web.dialogue.models import Dialogue, Message, Question, Theme

pytestmark = pytest.mark.django_db
staff = dialogue_people.staff


# ---- erasing proves itself; what a text holds is looked at whenever it changed
def test_who_erases_sees_that_every_place_is_empty(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    question = Question.objects.get(topic__dialogue=dialogue, kind="factor")
    Theme.objects.create(question=question, key="plek", label="Een vaste plek", seed_words=["plek", "dag"])
    people = [somebody(phone, LONG.format(n), "eens") for n in range(12)]
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    publish(browser, dialogue)
    page = text_of(f"/dialoog/{dialogue.slug}/verslag")
    quoted = next(n for n in range(12) if LONG.format(n) in page)
    number = Message.objects.get(text=LONG.format(quoted)).number
    answer = people[quoted].client.post(f"{people[quoted].address}/mijn-plek/wis", {"zeker": "1"})
    proof = answer.content.decode()
    assert f"bericht {number}" in proof
    assert "het verslag, versie 1" in proof
    assert "je link en je code" in proof
    assert "nog niet leeg" not in proof
    assert LONG.format(quoted) not in proof


def test_a_text_that_changed_after_the_hint_is_looked_at_again(
    dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    one = phone()
    one.begin()
    first = one.screen()
    hint = one.send(first, tekst="Bel 06-12345678 voor de sleutel.").content.decode()
    assert "06-12345678" in hint
    again = one.send(hint, tekst="Bel Sanne Oldekamp op 06-87654321.")
    assert again.status_code == 200
    assert "06-87654321" in again.content.decode()
    assert not Message.objects.exists()
    sent = one.send(again.content.decode(), tekst="Bel Sanne Oldekamp op 06-87654321.")
    assert sent.status_code == 302, (
        "it is an offer, never a block: the same text goes through the second time"
    )


# ---- F16: the second who saves sees what the first saved
def test_two_editors_of_one_form_lose_nothing(staff: Staff, dialogue: Dialogue) -> None:
    first, second = staff(Role.EDITOR), staff(Role.ADMINISTRATOR)
    address = f"{place(dialogue)}/gegevens"
    pages = [browser.get(address).content.decode() for browser in (first, second)]
    stamps = [re.findall(r'name="versie" value="([^"]+)"', page)[0] for page in pages]
    data = {
        "organisation": dialogue.organisation_id,
        "title": dialogue.title,
        "mode": "weken",
        "readers": dialogue.readers,
        "keep_until": dialogue.keep_until.isoformat(),
    }
    assert first.post(address, {**data, "intro": "Van de eerste.", "versie": stamps[0]}).status_code == 302
    answer = second.post(address, {**data, "intro": "Van de tweede.", "versie": stamps[1]})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Van de eerste." in page
    assert "Van de tweede." in page
    dialogue.refresh_from_db()
    assert dialogue.intro == "Van de eerste."
    now = re.findall(r'name="versie" value="([^"]+)"', page)[0]
    assert second.post(address, {**data, "intro": "Samen.", "versie": now}).status_code == 302


# ---- what is published can be looked at before, checked, and taken back
def test_a_rewritten_sentence_is_marked_checked_and_can_be_taken_back(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    for n in range(12):
        somebody(phone, LONG.format(n), "eens")
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    browser.post(f"{place(dialogue)}/verslag", {"doe": "nieuw"})
    wrong = {"doe": "bewaar", "versie": "1", "zin_0": "Wel 200 mensen (99%) deden mee."}
    refused = browser.post(f"{place(dialogue)}/verslag", wrong, follow=True).content.decode()
    assert "200, 99" in refused
    good = {"doe": "bewaar", "versie": "1", "zin_0": "Twaalf buren (12) praatten mee.", "zin_\u00b2": "x"}
    browser.post(f"{place(dialogue)}/verslag", good)
    preview = text_of(f"{place(dialogue)}/verslag/1/voorbeeld", browser)
    assert "Twaalf buren (12) praatten mee." in preview
    assert "In andere woorden gezet door de redactie" in preview
    assert Client().get(f"/dialoog/{dialogue.slug}/verslag").status_code == 404
    assert Client().get(f"{place(dialogue)}/verslag/1/voorbeeld").status_code == 302
    browser.post(f"{place(dialogue)}/verslag", {"doe": "publiceer", "versie": "1"})
    assert "Twaalf buren (12)" in text_of(f"/dialoog/{dialogue.slug}/verslag")
    why = "Een tabel was verkeerd; we maken een nieuwe versie."
    browser.post(f"{place(dialogue)}/verslag", {"doe": "neem-terug", "versie": "1", "waarom": why})
    gone = Client().get(f"/dialoog/{dialogue.slug}/verslag/1")
    assert gone.status_code == 410
    assert why in gone.content.decode()
    assert "Twaalf buren" not in gone.content.decode()
    assert Client().get(f"/dialoog/{dialogue.slug}/verslag/1/tellingen.json").status_code == 404
