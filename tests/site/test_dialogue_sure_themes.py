"""The hall and the console say of the themes what is sure, while people are still typing."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import dialogue_people
import pytest
from django.test import Client

from wijkwijzer_web.core.models import Role
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Question, Round

pytestmark = pytest.mark.django_db
staff = dialogue_people.staff


def shown(
    browser: Client, dialogue: Dialogue, themes: list[tuple[str, float, float]], authors: int = 40
) -> str:
    """Hall and console with these themes (label, low, high) in the stored result."""
    question = Question.objects.order_by("order")[0]
    Round.objects.get_or_create(
        dialogue=dialogue,
        order=0,
        defaults={"kind": "vraag", "question": question, "minutes": 5, "state": "loopt"},
    )
    rows = [
        {
            "theme_id": label,
            "label": label,
            "authors": round(authors * (low + high) / 2),
            "low": low,
            "high": high,
        }
        for label, low, high in themes
    ]
    asked = {"topic": question.topic.title, "question": question.text, "authors": authors, "themes": rows}
    Findings.objects.update_or_create(
        dialogue=dialogue, defaults={"position": 1, "aggregates": {"themes": [asked]}, "document": {}}
    )
    place = f"/werkplek/dialogen/{dialogue.slug}"
    return unescape("".join(browser.get(f"{place}/{page}").content.decode() for page in ("zaal", "regie")))


def test_a_room_reads_which_theme_is_surely_first_and_when_nobody_knows(
    staff: Callable[[Role], Client], dialogue: Dialogue
) -> None:
    browser = staff(Role.EDITOR)
    unsure = shown(browser, dialogue, [("Groen", 0.3, 0.6), ("Bankjes", 0.25, 0.5), ("Licht", 0.05, 0.1)])
    assert unsure.count("Welke bovenaan hoort, is niet zeker.") == 2
    assert unsure.count("plaats 1 of 2") == 4
    assert unsure.count("plaats 3, zeker") == 2
    assert "Zeker bovenaan" not in unsure
    sure = shown(browser, dialogue, [("Groen", 0.6, 0.8), ("Bankjes", 0.25, 0.5), ("Licht", 0.2, 0.4)])
    assert sure.count("Zeker bovenaan: Groen.") == 2
    assert sure.count("plaats 2 of 3") == 4
    assert "niet zeker" not in sure


def test_what_is_left_off_the_screen_counts_for_what_is_sure(
    staff: Callable[[Role], Client], dialogue: Dialogue
) -> None:
    many = [(f"Thema {n}", 0.1, 0.5) for n in range(6)]
    page = shown(staff(Role.EDITOR), dialogue, many)
    assert page.count("plaats niet zeker") == 2 * 5
    assert "Thema 5" not in page


def test_a_question_that_few_answered_shows_no_theme(
    staff: Callable[[Role], Client], dialogue: Dialogue
) -> None:
    page = shown(staff(Role.EDITOR), dialogue, [("Groen", 0.6, 0.8), ("Bankjes", 0.1, 0.2)], authors=9)
    assert "Groen" not in page
    assert "Zeker bovenaan" not in page
