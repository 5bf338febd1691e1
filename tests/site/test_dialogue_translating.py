"""The words of a dialogue in another language: filled in on one page, read by participants, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import dialogue_people
import pytest
from dialogue_people import Staff, place
from django.test import Client

from fixtures_dialogue import HIGH, STATEMENTS, Phone
from wijkwijzer_web.core.models import AuditEntry, Role
from wijkwijzer_web.dialogue.languages import language
from wijkwijzer_web.dialogue.models import BackgroundAnswer, Dialogue, Event
from wijkwijzer_web.dialogue.preparing.queries.translations import progress, sentences
from wijkwijzer_web.dialogue.queries.print_pack import _form
from wijkwijzer_web.dialogue.queries.structure import structure

pytestmark = pytest.mark.django_db
staff = dialogue_people.staff
OURS = ("Wat hielp", "Eens of oneens?", "Hoe gaat de", "Wat is het belangrijkst", "Wat is je rol")


def _address(dialogue: Dialogue, code: str = "en") -> str:
    return f"{place(dialogue)}/vertaling/{code}"


def _fill(browser: Client, dialogue: Dialogue, code: str = "en") -> None:
    page = browser.get(_address(dialogue, code)).content.decode()
    given = {one.field: f"{code}: text {n}" for n, one in enumerate(sentences(dialogue, code))}
    version = re.findall(r'name="versie" value="([^"]+)"', page)[0]
    assert browser.post(_address(dialogue, code), given | {"versie": version}).status_code == 302
    dialogue.refresh_from_db()


def test_every_text_stands_on_the_page_and_is_read_by_participants(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    browser = staff(Role.EDITOR)
    page = browser.get(_address(dialogue)).content.decode()
    about = (dialogue.title, dialogue.intro, dialogue.readers, "Wat is je rol?", "Bewoner", "Groen")
    for text in (*STATEMENTS, *about):
        assert text in page
    assert page.count("nog niet vertaald") == len(sentences(dialogue, "en")) == 10 + 4 + 4 + 3 + 3
    _fill(browser, dialogue)
    (english, arabic) = progress(dialogue)
    assert (english.lacking, arabic.done) == (0, 0)
    one = phone()
    seen = one.client.get(f"{one.address}?taal=en").content.decode()
    one.begin(**{f"achtergrond_{HIGH + 1}": "Bewoner"})
    assert BackgroundAnswer.objects.get().option == "Bewoner", "the choice is kept, not its translation"
    screens = [seen]
    for answer in ({"overslaan": "1"}, *({"keuze": "eens"},) * 10, {"oordeel": "3"}):
        screens.append(one.screen())
        one.send(**answer)
    screens.append(one.screen())
    whole = " ".join(screens)
    assert not [text for text in (*OURS, *STATEMENTS, "Groen") if text in whole]
    assert "Not everything has been translated" not in whole
    one.send(plaats_0="1", plaats_1="2", plaats_2="3")
    assert Event.objects.get(kind="volgorde").ranking == ["Groen", "Rust", "Geld"]


def test_what_lacks_is_told_and_stands_as_it_was_written(
    dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    one = phone()
    page = one.client.get(f"{one.address}?taal=en").content.decode()
    assert "Not everything has been translated: some texts are in Dutch." in page
    assert dialogue.title in page
    assert "Niet alles is vertaald" not in phone().client.get(one.address).content.decode()


def test_an_empty_text_takes_a_translation_away_and_two_editors_lose_nothing(
    staff: Staff, dialogue: Dialogue
) -> None:
    first, second = staff(Role.EDITOR), staff(Role.ADMINISTRATOR)
    version = re.findall(r'name="versie" value="([^"]+)"', second.get(_address(dialogue)).content.decode())[0]
    _fill(first, dialogue)
    late = second.post(_address(dialogue), {"title": "My title", "versie": version})
    assert late.status_code == 409
    assert "My title" in late.content.decode(), "nothing that was typed is lost"
    dialogue.refresh_from_db()
    assert dialogue.translations["en"]["title"] != "My title"
    first.post(_address(dialogue), {"title": ""})
    assert progress(dialogue)[0].lacking == 1 or Dialogue.objects.get().translations["en"]["title"] == ""
    assert AuditEntry.objects.filter(action="dialogue.keep_translation").count() == 2


def test_the_form_on_paper_is_in_that_language_too(staff: Staff, dialogue: Dialogue) -> None:
    _fill(staff(Role.EDITOR), dialogue)
    written = repr(list(_form(dialogue, structure(dialogue), language("en"))))
    dutch = (*OURS, *STATEMENTS, "Groen", "Bewoner", dialogue.title)
    assert not [text for text in dutch if text in written]


def test_only_languages_that_are_offered_and_only_for_who_writes(staff: Staff, dialogue: Dialogue) -> None:
    browser = staff(Role.EDITOR)
    for code in ("nl", "tr", "xx"):
        assert browser.get(_address(dialogue, code)).status_code == 404
    assert staff(Role.LISTENER).get(_address(dialogue)).status_code == 404
    assert Client().get(_address(dialogue)).status_code == 302
