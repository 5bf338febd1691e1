"""From scores to probabilities, and what checked messages teach: which theme, how sure, and what to check
first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from wijkwijzer.dialogue.themes.messages import REST, Question
from wijkwijzer.dialogue.themes.scores import Evidence, Reading, combine
from wijkwijzer.text.embed import embed

__all__ = ["Prediction", "check_order", "learn", "predict"]

Matrix = npt.NDArray[np.float64]

TEMPERATURE = 1.7
"""Sharpness of the softmax over themes: the value with the lowest log loss on the development sets."""
REST_MODEL = {"empty": 5.0, "length": -1.1, "fields": -2.8, "best": -1.0, "constant": -0.6}
"""Logistic model of "fits no theme", fitted on the development sets and rounded (docs/en/themes.md)."""
KERNEL = {"meaning": 0.5, "stems": 0.25, "fields": 0.25}
LEARNING, RIDGE = 4.0, 1.0

_EMPTY_ANSWERS = (
    "Weet ik niet.", "Geen idee.", "Geen mening.", "Ik heb er geen mening over.", "Niets.", "Niks.",
    "Het gaat goed zo.", "Hier is alles prima, ik heb nergens last van.", "Ik heb niets meegemaakt.",
    "Dat is bij ons geen probleem.", "test test 123", "asdf", "haha lol", "Wat een stomme vraag.",
    "Onzin, dit onderzoek kost alleen maar geld.", "Jullie zijn allemaal idioten.", "Rot op met je enquête.",
    "Eigen schuld, ga werken luie profiteurs.", "Kom naar onze winkel voor de beste aanbieding!",
    "Stem op onze partij.", "Ik woon hier niet.", "Dit is niet aan mij, vraag het een ander.",
    "De regering moet weg.", "Gratis bier voor iedereen.", "Ik doe hier niet aan mee.",
    "Alles wordt door de elite bepaald.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prediction:
    """Probabilities of one question: shape (messages, themes + 1); the last column is `overig`.

    `left_out` holds, for every checked message, what was predicted for it without its own answer: with
    these the precision and recall of each theme are measured.
    """

    probabilities: Matrix
    left_out: dict[int, int]

    @property
    def chosen(self) -> npt.NDArray[np.intp]:
        """Column of the most probable theme of every message."""
        return np.asarray(self.probabilities.argmax(axis=1))


def predict(found: Evidence, reading: Reading) -> Matrix:
    """Probabilities from zero-shot evidence; the last column is `overig`.

    Rows sum to 1. A question without themes gives one column of ones.
    """
    count = found.meaning.shape[1]
    if count == 0:
        return np.ones((len(found.meaning), 1))
    scores = combine(found)
    rest = _probability_of_rest(scores, found, reading)
    return np.hstack([_softmax(TEMPERATURE * scores) * (1 - rest), rest])


def learn(question: Question, prior: Matrix, reading: Reading, checked: Mapping[str, str]) -> Prediction:
    """Correct probabilities with what people decided for some messages.

    The errors on the checked messages are spread to messages like them by kernel ridge regression (the
    update of a Gaussian process with the zero-shot model as its mean; Rasmussen and Williams 2006, section
    2.7), plus the mean error for all. Checked messages get what was decided.

    Parameters
    ----------
    question, prior, reading
        The question, its zero-shot probabilities and what was read of its messages.
    checked
        Message id -> theme id or `overig`.
    """
    columns = {theme.id: j for j, theme in enumerate(question.themes)} | {REST: prior.shape[1] - 1}
    rows = [i for i, message in enumerate(question.messages) if message.id in checked]
    if not rows:
        return Prediction(prior, {})
    answers = np.array([columns[checked[question.messages[i].id]] for i in rows])
    truth = np.eye(prior.shape[1])[answers]
    kernel = _kernel(reading, rows)
    errors = truth - prior[rows]
    inverse = np.linalg.inv(kernel[rows] + RIDGE * np.eye(len(rows)))
    logits = np.log(prior + 1e-9)
    updated = logits + LEARNING * kernel @ inverse @ errors + errors.mean(axis=0)
    # Leave-one-out prediction of a ridge regression in closed form (same book, section 5.4.2).
    others = (errors.sum(axis=0) - errors) / max(len(rows) - 1, 1)
    without = errors - (inverse @ errors) / np.diag(inverse)[:, None]
    left_out = (logits[rows] + LEARNING * without + others).argmax(axis=1)
    probabilities = _softmax(updated)
    probabilities[rows] = truth
    return Prediction(probabilities, {row: int(column) for row, column in zip(rows, left_out, strict=True)})


def check_order(
    questions: Sequence[Question], predictions: Sequence[Matrix], checked: Mapping[str, str]
) -> dict[str, int]:
    """Rank, from 1, in which a person should check messages: the least sure first, spread over the questions.

    Spread means: after any part of the list about that part of every question was checked.
    """
    places = []
    for question, probabilities in zip(questions, predictions, strict=True):
        open_rows = [
            (float(probabilities[i].max()), message.id)
            for i, message in enumerate(question.messages)
            if message.id not in checked
        ]
        for place, (_, identity) in enumerate(sorted(open_rows), start=1):
            places.append((place / len(open_rows), identity))
    return {identity: rank for rank, (_, identity) in enumerate(sorted(places), start=1)}


def _softmax(logits: Matrix) -> Matrix:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _probability_of_rest(scores: Matrix, found: Evidence, reading: Reading) -> Matrix:
    likeness = np.sort(reading.vectors @ _empty_vectors().T, axis=1)[:, -3:].mean(axis=1)
    length = np.log1p([len(row) for row in reading.tokens])
    model = REST_MODEL
    logit = (
        model["constant"]
        + model["empty"] * likeness
        + model["length"] * length
        + model["fields"] * found.fields.max(axis=1)
        + model["best"] * scores.max(axis=1)
    )
    return np.asarray(1 / (1 + np.exp(-logit)))[:, None]


@lru_cache(maxsize=1)
def _empty_vectors() -> Matrix:
    return embed(_EMPTY_ANSWERS).astype(np.float64)


def _kernel(reading: Reading, rows: Sequence[int]) -> Matrix:
    """Likeness of all messages to some of them: meaning, shared stems (tf-idf), shared fields."""
    dense = np.hstack(
        [
            KERNEL["meaning"] ** 0.5 * _centred(reading.vectors),
            KERNEL["fields"] ** 0.5 * _centred(np.sqrt(reading.fields)),
        ]
    )
    stems = _tf_idf([[s for token in row for s in (token.stem, *token.part_stems)] for row in reading.tokens])
    return np.asarray(dense @ dense[rows].T + KERNEL["stems"] * (stems @ stems[rows].T).toarray())


def _tf_idf(rows: list[list[str]]) -> sparse.csr_array:
    """Unit rows of (1 + log count) x (1 + log inverse document frequency)."""
    counts = [Counter(row) for row in rows]
    frequency = Counter(stem for row in counts for stem in row)
    place = {stem: i for i, stem in enumerate(sorted(frequency))}
    values: list[float] = []
    for row in counts:
        weights = [
            (1 + np.log(n)) * (1 + np.log((1 + len(rows)) / (1 + frequency[stem]))) for stem, n in row.items()
        ]
        length = float(np.linalg.norm(weights)) or 1.0
        values += [weight / length for weight in weights]
    columns = [place[stem] for row in counts for stem in row]
    starts = np.cumsum([0, *(len(row) for row in counts)])
    return sparse.csr_array((values, columns, starts), shape=(len(rows), max(len(place), 1)))


def _centred(rows: Matrix) -> Matrix:
    rows = rows - rows.mean(axis=0)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
