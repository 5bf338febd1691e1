"""Wat is ervan geworden: by words, by six words, and nothing of a code in an address."""

from __future__ import annotations

import html

import pytest
from django.core.cache import cache
from django.test import Client

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.desk.example.actions import EXAMPLE_CODE
from wijkwijzer_web.desk.models import Signal
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.programme.service import load_example_programme

pytestmark = pytest.mark.django_db
ADDRESS = "/wat-is-ervan-geworden"


@pytest.fixture(autouse=True)
def _example(organisation: Organisation, shown: Current) -> None:
    load_example_desks(actor=None, organisation=organisation)
    load_example_programme(actor=None, organisation=organisation)


def _text(content: bytes) -> str:
    return html.unescape(content.decode())


def test_words_lead_to_what_became_of_it(client: Client) -> None:
    asked = client.post(ADDRESS, {"q": "Wat werd er van de koffie in de entree?"})
    assert asked.status_code == 302
    assert "koffie" in asked["Location"]
    said = _text(client.get(asked["Location"]).content)
    assert "Koffie in de entree, opnieuw" in said
    assert "Wat we hiervan leerden, is niet vastgelegd." in said


@pytest.mark.parametrize("typed", ["qwertyuiop", "de het een", "?", "  ", "%_", "<script>", "x" * 5000])
def test_odd_words_find_nothing_and_break_nothing(client: Client, typed: str) -> None:
    answer = client.post(ADDRESS, {"q": typed}, follow=True)
    assert answer.status_code == 200
    assert "ww-tijd" not in _text(answer.content)
    assert "<script>" not in answer.content.decode().lower()[-9000:]


def test_an_advice_of_a_closed_programme_is_not_told(client: Client) -> None:
    from wijkwijzer_web.programme.models import Advice, Programme

    said = Advice.objects.first()
    assert said is not None
    assert said.programme is not None
    assert said.text in _text(client.get(ADDRESS, {"q": said.text}).content)
    Programme.objects.update(public=False)
    page = _text(client.get(ADDRESS, {"q": said.text}).content)
    assert said.text not in page.partition("</form>")[2]


def test_six_words_tell_the_own_story_and_stand_in_no_address(client: Client) -> None:
    answer = client.post(ADDRESS, {"q": EXAMPLE_CODE})
    assert answer.status_code == 200
    said = _text(answer.content)
    assert "Je vertelde je verhaal." in said
    assert "Een mens antwoordde." in said
    assert "ananas" not in said
    assert answer["Cache-Control"].startswith("max-age=0")
    story = Signal.objects.get(code_hash__isnull=False)
    for words in story.words.all():
        assert words.text not in said


def test_the_story_goes_on_in_the_knelpunt_and_the_rule(client: Client) -> None:
    story = Signal.objects.get(code_hash__isnull=False)
    assert story.bottleneck is not None
    said = _text(client.post(ADDRESS, {"q": EXAMPLE_CODE}).content)
    assert story.bottleneck.sentence in said
    assert said.index("Je vertelde je verhaal.") < said.index(story.bottleneck.sentence)


def test_unknown_six_words_say_so_and_guessing_is_slowed(client: Client) -> None:
    wrong = "aardbei aardbei aardbei aardbei aardbei aardbei"
    answer = client.post(ADDRESS, {"q": wrong})
    assert answer.status_code == 404
    assert "aardbei" not in answer.content.decode()
    for _turn in range(40):
        answer = client.post(ADDRESS, {"q": wrong})
    assert answer.status_code == 429
    cache.clear()


def test_six_ordinary_words_are_a_question(client: Client) -> None:
    assert client.post(ADDRESS, {"q": "wat is er met de speeltuin"}).status_code == 302


def test_home_leads_to_it(client: Client) -> None:
    assert f'href="{ADDRESS}"' in client.get("/").content.decode()
