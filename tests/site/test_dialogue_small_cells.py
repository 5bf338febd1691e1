"""An attacker with every public page, file and route looks for a count under ten of a group or answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import dialogue_people
import numpy as np
import pytest
from dialogue_people import LONG, Staff, publish, show_all, somebody
from django.test import Client
from pytest_django import DjangoDbBlocker
from scipy.optimize import linprog

from filled import filled
from fixtures_dialogue import Phone
from wijkwijzer_web.core.models import Role
from wijkwijzer_web.dialogue.actions.example import FINISHED, load_example_dialogues
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Dialogue,
    Event,
    Question,
    Report,
    Theme,
)

pytestmark = pytest.mark.django_db
staff = dialogue_people.staff
LEAST = 10
NAMES = ("eens", "pas", "oneens")


@pytest.fixture(scope="module")
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with filled(django_db_blocker, lambda whose: load_example_dialogues(actor=None, organisation=whose)):
        yield


@pytest.fixture
def example(_example: None, db: None) -> Dialogue:
    """The finished dialogue of the example, with its verslag."""
    return Dialogue.objects.get(slug=FINISHED)


def truth(dialogue: Dialogue) -> dict[tuple[int, str], Counter[tuple[str, int]]]:
    """What the tables hold: per statement and background question how often each answer cast each vote."""
    answers: dict[str, list[tuple[str, str]]] = {}
    for key, question, option in BackgroundAnswer.objects.filter(participant__dialogue=dialogue).values_list(
        "participant__key", "question__text", "option"
    ):
        answers.setdefault(str(key), []).append((question, option))
    found: dict[tuple[int, str], Counter[tuple[str, int]]] = {}
    for key, statement, value in Event.objects.filter(dialogue=dialogue, kind="stem").values_list(
        "participant_key", "statement", "value"
    ):
        for question, option in answers.get(str(key), []):
            found.setdefault((statement, question), Counter())[option, value] += 1
    return found


def published() -> list[dict[str, Any]]:
    """The statements as the API and the open data give them, which must be the same."""
    outcome = Client().get(f"/api/v1/dialogen/{FINISHED}/uitkomst").json()
    data = Client().get(f"/dialoog/{FINISHED}/verslag/1/tellingen.json").json()
    assert outcome["stellingen"] == data["stellingen"]
    return outcome["stellingen"]


def tables_of(statement: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table of a statement; opinion groups under an empty name."""
    tables: dict[str, list[dict[str, Any]]] = {"": statement["groepen"]} if statement["groepen"] else {}
    for row in statement["perAntwoord"]:
        tables.setdefault(row["vraag"], []).append(row)
    return tables


def known_ranges(statement: dict[str, Any], rows: list[dict[str, Any]], all_rows: int) -> np.ndarray:
    """Lowest and highest value of each cell that fits with everything published, by linear programming."""
    height = len(rows) + all_rows
    total = [statement["stemmen"][name] for name in NAMES] + [statement["nietGestemd"]]
    people = sum(total)
    facts: list[tuple[list[int], int]] = []
    for place, row in enumerate(rows):
        facts.append(([place * 4 + n for n in range(4)], row["mensen"]))
        facts += [
            ([place * 4 + n], row["stemmen"][name])
            for n, name in enumerate(NAMES)
            if row["stemmen"][name] is not None
        ]
        if row["gestemd"] is not None:
            facts.append(([place * 4 + n for n in range(3)], row["gestemd"]))
    facts += [([row * 4 + n for row in range(height)], total[n]) for n in range(4)]
    if not all_rows:
        assert sum(row["mensen"] for row in rows) == people
    matrix = np.zeros((len(facts), height * 4))
    for line, (cells, _) in enumerate(facts):
        matrix[line, cells] = 1
    right = [value for _, value in facts]
    found = np.zeros((height * 4, 2))
    for cell in range(height * 4):
        for side, sign in enumerate((1, -1)):
            aim = np.zeros(height * 4)
            aim[cell] = sign
            answer = linprog(aim, A_eq=matrix, b_eq=right, bounds=(0, None))
            assert answer.status == 0, statement["tekst"]
            found[cell, side] = sign * answer.fun
    return found.reshape(height, 4, 2).round(6)


def test_no_small_cell_follows_from_what_is_public(example: Dialogue) -> None:
    real = truth(example)
    shown = attacked = large = left = 0
    for statement in published()[:12]:
        for question, rows in tables_of(statement).items():
            assert all(n is None or n >= LEAST for row in rows for n in row["stemmen"].values())
            ranges = known_ranges(statement, rows, all_rows=1)
            for place, row in enumerate(rows):
                for n, name in enumerate(NAMES):
                    low, high = ranges[place, n]
                    shown += row["stemmen"][name] is not None
                    if not question:
                        assert high >= LEAST or high - low >= 4
                        continue
                    count = real[statement["sleutel"], question][row["antwoord"], 1 - n]
                    assert low <= count <= high
                    large += count >= LEAST
                    left += count >= LEAST and row["stemmen"][name] is not None
                    if count < LEAST:
                        attacked += 1
                        assert high - low >= 4, (statement["tekst"], row["antwoord"], name, count, low, high)
    assert shown > 50
    assert attacked > 30
    assert left >= 0.8 * large


def test_pages_and_verslag_have_the_same_cells_as_the_data(example: Dialogue) -> None:
    statements = published()
    page = Client().get(f"/dialoog/{FINISHED}/verslag/1").content.decode()
    for statement in statements[:6]:
        rows = [row for rows in tables_of(statement).values() for row in rows]
        detail = (
            Client().get(f"/dialoog/{FINISHED}/uitkomst/stelling/{statement['sleutel']}").content.decode()
        )
        for row in rows:
            votes = row["stemmen"]
            words = " · ".join(
                f"{name} niet te tonen" if votes[name] is None else f"{votes[name]} {name}"
                for name in sorted(("oneens", "eens"), key=lambda name: votes[name] is None)
            )
            hidden = votes["eens"] is None and votes["oneens"] is None
            assert ("niet te tonen" if hidden else words) in detail
    # No share of a group stands anywhere: a share beside a size would give the count.
    assert not re.search(r"Groep [A-Z]: \d+%", page)
    text = re.sub(r"<[^>]+>", " ", page)
    for count, size in re.findall(r"Groep [A-Z]: (\d+) van de (\d+) mensen", text):
        assert int(count) >= LEAST
        assert int(size) >= LEAST


def test_frozen_counts_do_not_follow_later_votes(example: Dialogue) -> None:
    before = Client().get(f"/dialoog/{FINISHED}/verslag/1/tellingen.json").json()["stellingen"]
    Event.objects.filter(dialogue=example, kind="stem").update(value=-1)
    assert Client().get(f"/dialoog/{FINISHED}/verslag/1/tellingen.json").json()["stellingen"] == before
    assert Report.objects.get().aggregates["people"] == 155


@pytest.mark.parametrize(("writers", "told"), [(9, False), (10, True)])
def test_themes_of_a_question_that_few_answered_have_no_counts_in_the_data(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone], writers: int, told: bool
) -> None:
    question = Question.objects.get(topic__dialogue=dialogue, kind="factor")
    Theme.objects.create(question=question, key="plek", label="Een vaste plek", seed_words=["plek", "dag"])
    for n in range(writers):
        somebody(phone, LONG.format(n), "eens")
    for _n in range(12 - writers):
        one = phone()
        one.begin()
        one.send(overslaan="1")
        one.send(keuze="oneens")
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    publish(browser, dialogue)
    data = Client().get(f"/dialoog/{dialogue.slug}/verslag/1/tellingen.json").json()
    (asked,) = [one for one in data["vragen"] if one["vraag"] == question.text]
    assert data["deelnemers"] == 12
    assert asked["mensen"] == writers
    assert [theme["naam"] for theme in asked["themas"][:1]] == (["Een vaste plek"] if told else [])
    outcome = Client().get(f"/api/v1/dialogen/{dialogue.slug}/uitkomst").json()
    assert [bool(one["themas"]) for one in outcome["vragen"] if one["vraag"] == question.text] == [told]
