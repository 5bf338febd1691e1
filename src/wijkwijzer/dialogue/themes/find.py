"""Themes of a dialogue: which message belongs to which theme, and how many people name each theme.

>>> from wijkwijzer.dialogue.themes.messages import Message, Question, Theme, group_by_question
>>> themes = (Theme("bus", "Bus en trein", seeds=("bus", "halte")), Theme("groen", "Groen", seeds=("boom",)))
>>> question = Question("", "Wat moet beter?", "change", themes)
>>> messages = [
...     Message("1", "De bus rijdt niet meer op zondag", "p1", "Wat moet beter?"),
...     Message("2", "Meer bomen en planten", "p2", "Wat moet beter?"),
... ]
>>> result = find_themes(group_by_question(messages, [question]))
>>> [(message.id, message.theme) for message in result.messages]
[('1', 'bus'), ('2', 'groen')]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wijkwijzer.dialogue.themes.messages import REST, Question
from wijkwijzer.dialogue.themes.model import Prediction, check_order, learn, predict
from wijkwijzer.dialogue.themes.proposals import Proposal, propose_themes
from wijkwijzer.dialogue.themes.scores import Evidence, Reading, evidence, read_texts, theme_words
from wijkwijzer.dialogue.themes.shares import ThemeShare, members, random_sample, theme_shares
from wijkwijzer.text.embed import embed

__all__ = ["METHOD", "QuestionThemes", "ThemeResult", "ThemedMessage", "find_themes"]

METHOD = {"name": "themas", "version": "1", "engine": "use-multilingual-3", "seed": 0}

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ThemedMessage:
    """One message: its main theme (or `overig`) with probability, all its themes, and when to check it.

    `check_first` is a rank from 1 over all messages, None for a message that a person already decided.
    """

    id: str
    theme: str
    probability: float
    themes: tuple[str, ...]
    check_first: int | None
    checked: bool


@dataclass(frozen=True, slots=True)
class QuestionThemes:
    """One question: who answered, how far it was checked, its themes from most to least named, and proposals.

    `provisional` means voorlopig: fewer than 50 messages taken at random were checked.
    """

    topic: str
    question: str
    kind: str
    authors: int
    messages: int
    checked: int
    checked_random: int
    provisional: bool
    themes: tuple[ThemeShare, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class ThemeResult:
    """All messages by id, all questions by topic and question; the same for any order of rows."""

    messages: tuple[ThemedMessage, ...]
    questions: tuple[QuestionThemes, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values for `json.dumps`."""
        return {"method": METHOD, **asdict(self)}


def find_themes(questions: Sequence[Question], checked: Mapping[str, str] | None = None) -> ThemeResult:
    """Give every visible message its theme and rank the themes of every question.

    Parameters
    ----------
    questions
        With messages and themes (`group_by_question`). A question without themes only gets proposals.
    checked
        What people decided: message id -> theme id or `overig`. The program learns from it.

    Returns
    -------
    ThemeResult
    """
    checked = checked or {}
    questions = [question for question in questions if question.messages]
    readings = _read_all(questions)
    vectors = _word_vectors(questions, readings)
    predictions = []
    for question, reading in zip(questions, readings, strict=True):
        found = (
            evidence(question, reading, vectors) if question.themes else _no_evidence(len(question.messages))
        )
        predictions.append(learn(question, predict(found, reading), reading, checked))
    order = check_order(questions, [p.probabilities for p in predictions], checked)
    messages = [
        themed
        for question, prediction in zip(questions, predictions, strict=True)
        for themed in _themed(question, prediction, order, checked)
    ]
    summaries = [
        _summary(question, prediction, reading, checked)
        for question, prediction, reading in zip(questions, predictions, readings, strict=True)
    ]
    return ThemeResult(tuple(sorted(messages, key=lambda m: m.id)), tuple(summaries))


def _read_all(questions: Sequence[Question]) -> list[Reading]:
    """Read the messages of all questions at once: the encoder is fastest on many texts."""
    everything = read_texts([message.text for question in questions for message in question.messages])
    readings, at = [], 0
    for question in questions:
        end = at + len(question.messages)
        readings.append(
            Reading(everything.vectors[at:end], everything.tokens[at:end], everything.fields[at:end])
        )
        at = end
    return readings


def _word_vectors(questions: Sequence[Question], readings: Sequence[Reading]) -> dict[str, Vector]:
    words = {token.normal for reading in readings for row in reading.tokens for token in row}
    for question in questions:
        for theme in question.themes:
            words |= theme_words(theme)
    listed = sorted(words)
    return dict(zip(listed, embed(listed), strict=True))


def _no_evidence(count: int) -> Evidence:
    nothing = np.zeros((count, 0))
    return Evidence(nothing, nothing, nothing, nothing)


def _themed(
    question: Question, prediction: Prediction, order: Mapping[str, int], checked: Mapping[str, str]
) -> list[ThemedMessage]:
    ids = [theme.id for theme in question.themes] + [REST]
    flags = members(prediction)
    found = []
    for i, message in enumerate(question.messages):
        row = prediction.probabilities[i]
        main = int(row.argmax())
        others = sorted((j for j in range(len(ids)) if flags[i, j] and j != main), key=lambda j: -row[j])
        found.append(
            ThemedMessage(
                message.id,
                ids[main],
                round(float(row[main]), 6),
                tuple(ids[j] for j in (main, *others)),
                order.get(message.id),
                message.id in checked,
            )
        )
    return found


def _summary(
    question: Question, prediction: Prediction, reading: Reading, checked: Mapping[str, str]
) -> QuestionThemes:
    shares, provisional = theme_shares(question, prediction, checked)
    rest = np.flatnonzero(prediction.chosen == prediction.probabilities.shape[1] - 1)
    left = [question.messages[i] for i in rest]
    proposals = propose_themes([m.id for m in left], [m.text for m in left], reading.vectors[rest])
    return QuestionThemes(
        question.topic,
        question.question,
        question.kind,
        len({message.author for message in question.messages}),
        len(question.messages),
        sum(message.id in checked for message in question.messages),
        len(random_sample(question, checked)),
        provisional,
        tuple(shares),
        tuple(proposals),
    )
