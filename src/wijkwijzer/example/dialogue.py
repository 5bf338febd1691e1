"""The example's dialogue: 155 invented people, some hundreds of messages, votes with two planted opinions.

The words stand in `data/dialoog.toml`; who wrote what and who voted how is drawn by seed. The form is that of
the dialogue which the project comes from: topics with open questions of several kinds, a judgement on the
cooperation, and statements.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from wijkwijzer.example.land.random import SEED, stream

__all__ = ["ExampleDialogue", "ExampleMessage", "ExampleQuestion", "ExampleTheme", "example_dialogue"]

PEOPLE = 155
IN_GROUP_A, IN_GROUP_B = 0.42, 0.36  # the others lean to neither side
PASSES, SHOWN = 0.12, 0.85
LITERAL = 0.6


@dataclass(frozen=True, slots=True)
class ExampleTheme:
    """A theme of an open question."""

    key: str
    label: str
    description: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleQuestion:
    """A question of a kind; `texts` are statements for a statement question."""

    topic: str
    kind: str
    text: str
    heading: str
    themes: tuple[ExampleTheme, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleMessage:
    """What a person wrote (index of the person), under which question (index), with its theme or None."""

    person: int
    question: int
    theme: str | None
    text: str
    literal: bool


@dataclass(frozen=True, eq=False)
class ExampleDialogue:
    """A whole dialogue.

    `votes` has shape (people, statements) with 1, 0, -1 and 9 for not voted; `ratings` shape (people,) with
    0 to 4 and 9 for none; `background` and `ages` the index of each person's
    answer, -1 for none; `area` the code of the gemeente where they live.
    """

    title: str
    goal: str
    organisation: str
    questions: tuple[ExampleQuestion, ...]
    messages: tuple[ExampleMessage, ...]
    votes: np.ndarray
    ratings: np.ndarray
    background_question: str
    background_options: tuple[str, ...]
    background: np.ndarray
    age_question: str
    age_options: tuple[str, ...]
    ages: np.ndarray
    area: str
    group: np.ndarray
    promises: tuple[tuple[str, str, str, int, str], ...]


def example_dialogue(seed: int = SEED) -> ExampleDialogue:
    """Draw the example's dialogue.

    Examples
    --------
    >>> made = example_dialogue()
    >>> made.votes.shape, len(made.messages) > 200
    ((155, 24), True)
    """
    raw = tomllib.loads(resources.files(__package__).joinpath("data", "dialoog.toml").read_text("utf-8"))
    questions = _questions(raw)
    rng = stream(seed, "dialogue")
    group = rng.choice(3, size=PEOPLE, p=[IN_GROUP_A, IN_GROUP_B, 1 - IN_GROUP_A - IN_GROUP_B])
    shares = [
        row[1:]
        for topic in raw["onderwerp"]
        for part in topic.get("stellingen", ())
        for row in part["stellingen"]
    ]
    spread = next(part["verdeling"] for topic in raw["onderwerp"] for part in topic.get("oordeel", ()))
    answers = raw["achtergrond"]["antwoorden"]
    return ExampleDialogue(
        title=raw["titel"],
        goal=raw["doel"],
        organisation=raw["organisatie"],
        questions=questions,
        messages=_messages(raw, questions, rng),
        votes=_votes(np.array(shares), group, rng),
        ratings=np.where(rng.random(PEOPLE) < 0.97, rng.choice(5, size=PEOPLE, p=np.array(spread) / 100), 9),
        background_question=raw["achtergrond"]["vraag"],
        background_options=tuple(name for name, _ in answers),
        background=_background(np.array([share for _, share in answers]), rng),
        age_question=raw["leeftijd"]["vraag"],
        age_options=tuple(name for name, _ in raw["leeftijd"]["antwoorden"]),
        # A stream of its own: what else is drawn stays as it was.
        ages=_background(
            np.array([share for _, share in raw["leeftijd"]["antwoorden"]]), stream(seed, "dialogue-ages")
        ),
        area=raw["leeftijd"]["gemeente"],
        group=group,
        promises=tuple((theme, *promise) for theme, promise in raw["beloften"].items()),
    )


def _questions(raw: dict[str, Any]) -> tuple[ExampleQuestion, ...]:
    made = []
    for topic in raw["onderwerp"]:
        name = topic["naam"]
        made += [ExampleQuestion(name, "rating", p["vraag"], p["kop"]) for p in topic.get("oordeel", ())]
        for part in topic.get("vraag", ()):
            themes = tuple(
                ExampleTheme(t["id"], t["naam"], t["uitleg"], tuple(t["woorden"])) for t in part["thema"]
            )
            made.append(ExampleQuestion(name, part["soort"], part["vraag"], part["kop"], themes))
        for part in topic.get("stellingen", ()):
            texts = tuple(row[0] for row in part["stellingen"])
            made.append(ExampleQuestion(name, "statement", part["vraag"], "Stellingen", (), texts))
    return tuple(made)


def _messages(
    raw: dict[str, Any], questions: tuple[ExampleQuestion, ...], rng: np.random.Generator
) -> tuple[ExampleMessage, ...]:
    place = {(question.topic, question.text): number for number, question in enumerate(questions)}
    made = []
    for topic in raw["onderwerp"]:
        for part in topic.get("vraag", ()):
            written = [(theme["id"], text) for theme in part["thema"] for text in theme["berichten"]]
            written += [(None, text) for rest in part["overig"] for text in rest["berichten"]]
            # Nobody answers a question more than twice: draw people without repeating within a question.
            people = rng.permutation(PEOPLE)[: len(written)]
            order = rng.permutation(len(written))
            made += [
                ExampleMessage(
                    int(people[n]),
                    place[topic["naam"], part["vraag"]],
                    written[n][0],
                    written[n][1],
                    bool(rng.random() < LITERAL),
                )
                for n in order
            ]
    return tuple(made)


def _votes(shares: np.ndarray, group: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    leaning = np.column_stack([shares, shares.mean(axis=1)])  # statements x (A, B, neither)
    agree = leaning[:, group].T
    votes = np.where(rng.random(agree.shape) < agree, 1, -1)
    votes[rng.random(votes.shape) < PASSES] = 0
    votes[rng.random(votes.shape) > SHOWN] = 9
    return votes


def _background(shares: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    chances = np.append(shares, 1 - shares.sum())
    drawn = rng.choice(len(chances), size=PEOPLE, p=chances)
    return np.where(drawn == len(shares), -1, drawn)
