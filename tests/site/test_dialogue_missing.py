"""Who did not take part: answers of participants beside the figures of where they live."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from filled import filled
from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.dialogue.actions.example import FINISHED, load_example_dialogues
from wijkwijzer_web.dialogue.forms.setup import DialogueForm
from wijkwijzer_web.dialogue.models import BackgroundQuestion, Dialogue
from wijkwijzer_web.dialogue.queries.outcome.population import population_of, unknown_areas

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def _example(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, example_release_folder: Path
) -> Iterator[None]:
    def fill(whose: Organisation) -> None:
        show_release(
            actor=None, folder=example_release_folder
        )  # the verslag keeps the figures it stands beside
        load_example_dialogues(actor=None, organisation=whose)

    with filled(django_db_blocker, fill):
        yield


@pytest.fixture
def example(_example: None, shown: Current) -> Dialogue:
    """The finished dialogue of the example, beside the figures of the example province."""
    return Dialogue.objects.get(slug=FINISHED)


def test_age_groups_stand_beside_those_of_the_gemeente(shown: Current, example: Dialogue) -> None:
    found = population_of(example)
    ages = found.shares["Hoe oud ben je?"]
    assert sum(ages.values()) == pytest.approx(1.0)
    place = next(p for p in shown.names.places if p.code == "GM9903" and p.valid_to is None)
    profile = shown.figures.profile(place.key)
    young = sum(profile.indicator(key).latest.value or 0 for key in ("p_00_14", "p_15_24"))
    assert ages["Tot 25 jaar"] == pytest.approx(young / 100, abs=0.02)
    assert found.source.startswith("Havermeer (")
    assert "Wat is je rol in de wijk?" not in found.shares


@pytest.mark.parametrize("page", ["uitkomst", "verslag/1"])
def test_page_says_who_is_missing_in_words_and_in_a_table(example: Dialogue, page: str) -> None:
    text = re.sub(r"<[^>]+>", " ", Client().get(f"/dialoog/{FINISHED}/{page}").content.decode())
    text = " ".join(text.split())
    assert re.search(r"Tot 25 jaar: (?:minder dan )?\d+% van wie meedeed, \d\d% van de wijk", text)
    assert "Deelnemers en bewoners: Hoe oud ben je?" in text
    assert "Cijfers van de wijk: Havermeer" in text
    assert "Wie vond wat?" in text


def test_parts_of_a_wijk_can_be_the_answers(shown: Current, example: Dialogue) -> None:
    wijk = next(p for p in shown.names.at_level("wijk") if p.name == "De Spoordijk")
    buurten = shown.names.inside("buurt", wijk.key)
    example.areas = [wijk.code]
    example.background_questions.all().delete()
    BackgroundQuestion.objects.create(
        dialogue=example, text="Waar woon je?", options=[*(b.name for b in buurten), "Ergens anders"]
    )
    shares = population_of(example).shares["Waar woon je?"]
    assert set(shares) == {b.name for b in buurten}
    assert sum(shares.values()) == pytest.approx(1.0)


def test_groups_that_cut_a_band_in_two_are_not_compared(example: Dialogue) -> None:
    example.background_questions.update(options=["18 tot 30 jaar", "30 jaar of ouder"])
    assert population_of(example).shares == {}


def test_a_code_that_is_not_there_is_told(shown: Current, example: Dialogue) -> None:
    assert unknown_areas(["GM9903", "WK000000"]) == ["WK000000"]
    form = DialogueForm(
        {"area_codes": "gm9903 wk000000"}, organisations=[example.organisation], instance=example
    )
    assert "WK000000" in str(form.errors["area_codes"])
