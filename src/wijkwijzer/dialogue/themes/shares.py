"""How many of those who answered name a theme, and how sure that is.

One person counts once per theme; the denominator is everyone who answered the question. Two things are unsure
and the interval covers both: which message belongs to which theme (assigning), and whether as many would name
it if as many others like them had answered (counting: 11 of 50 people is hardly more than 10). Both are
simulated; the share is the mean of what was assigned (adding up probabilities counts a theme better than
counting the most probable ones), and its counting error is that of Jeffreys' posterior. Before 50 messages
taken at random were checked, the model's own probabilities are used and the share is *voorlopig*; after that
the precision and recall that were measured on those messages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from wijkwijzer.dialogue.themes.messages import REST, Question
from wijkwijzer.dialogue.themes.model import Prediction

__all__ = ["RANDOM_NEEDED", "ThemeShare", "random_order", "random_sample", "theme_places", "theme_shares"]

RANDOM_NEEDED = 50
"""Messages taken at random that a person has to check before a share is more than voorlopig."""
_DRAWS = 400
_MODEL_DOUBT = 0.4  # spread (logit) of a theme's share that the model is off by as a whole, not per message
_MEMBER = 0.30  # a second or third theme counts from this probability

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ThemeShare:
    """One theme of one question: how many authors, what share (0-1) with its 95% interval, and its rank
    from 1.
    """

    theme_id: str
    label: str
    rank: int
    authors: int
    messages: int
    share: float
    low: float
    high: float


def theme_places(intervals: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """First and last place that each theme can have, given the interval (low, high) of every theme.

    Examples
    --------
    >>> theme_places([(0.7, 0.9), (0.5, 0.75), (0.1, 0.2)])
    [(1, 2), (1, 2), (3, 3)]
    """
    return [
        (
            1 + sum(other_low > high for other_low, _ in intervals),
            sum(other_high >= low for _, other_high in intervals),
        )
        for low, high in intervals
    ]


def random_order(question: Question) -> list[str]:
    """Message ids in a fixed random order (by a hash of the id): who checks from the top takes a random
    sample.
    """
    return sorted((m.id for m in question.messages), key=lambda i: (hashlib.sha256(i.encode()).digest(), i))


def random_sample(question: Question, checked: Mapping[str, str]) -> list[str]:
    """The checked messages that are a random sample: the unbroken start of the random order."""
    sample = []
    for identity in random_order(question):
        if identity not in checked:
            break
        sample.append(identity)
    return sample


def members(prediction: Prediction) -> Flags:
    """Which message counts for which theme, shape (messages, themes + 1): the main one and at most two
    more.
    """
    probabilities = prediction.probabilities
    order = np.argsort(-probabilities, axis=1, kind="stable")[:, :3]
    flags = np.zeros(probabilities.shape, dtype=bool)
    rows = np.arange(len(flags))
    flags[rows, order[:, 0]] = True
    rest = probabilities.shape[1] - 1
    for place in range(1, order.shape[1]):
        column = order[:, place]
        enough = (probabilities[rows, column] >= _MEMBER) & (column != rest) & (order[:, 0] != rest)
        flags[rows[enough], column[enough]] = True
    return flags


def theme_shares(
    question: Question, prediction: Prediction, checked: Mapping[str, str]
) -> tuple[list[ThemeShare], bool]:
    """Rank the themes of a question by the share of authors who name them.

    Returns
    -------
    list of ThemeShare
        Best first, `overig` always last; ties by theme id.
    bool
        Whether the shares are voorlopig.
    """
    authors = _author_numbers(question)
    count = int(authors.max()) + 1 if len(authors) else 0
    if not count:
        return [], True
    main = prediction.chosen
    sample = random_sample(question, checked)
    provisional = len(sample) < min(RANDOM_NEEDED, len(question.messages))
    draw = _draw_modelled if provisional else _draw_measured
    names = [(theme.id, theme.label) for theme in question.themes] + [(REST, "Overig")]
    rows = []
    for column, (identity, label) in enumerate(names):
        # The hash keeps the simulation of a theme the same whatever other themes there are.
        seed = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:4])
        hits = draw(question, prediction, column, sample, checked, np.random.default_rng(seed))
        named = _count_authors(hits, authors, count)
        counted = np.random.default_rng([seed, count]).beta(named + 0.5, count - named + 0.5)
        low, high = (float(v) for v in np.quantile(counted, [0.025, 0.975]))
        share = float(named.mean()) / count
        named_by = round(share * count)
        low, share, high = (round(value, 6) for value in (min(low, share), share, max(high, share)))
        rows.append(ThemeShare(identity, label, 0, named_by, int((main == column).sum()), share, low, high))
    rows.sort(key=lambda row: (row.theme_id == REST, -row.share, -row.messages, row.theme_id))
    return [replace(row, rank=rank) for rank, row in enumerate(rows, start=1)], provisional


def _author_numbers(question: Question) -> npt.NDArray[np.intp]:
    numbers = {author: i for i, author in enumerate(sorted({m.author for m in question.messages}))}
    return np.array([numbers[m.author] for m in question.messages], dtype=np.intp)


def _draw_modelled(
    question: Question,
    prediction: Prediction,
    column: int,
    sample: list[str],
    checked: Mapping[str, str],
    random: np.random.Generator,
) -> Flags:
    """Draw memberships from the model's probabilities, the theme as a whole shifted by what models are off
    by.
    """
    chance = np.clip(prediction.probabilities[:, column], 1e-6, 1 - 1e-6)
    shift = random.normal(0.0, _MODEL_DOUBT, (_DRAWS, 1))
    drawn = 1 / (1 + np.exp(-(np.log(chance / (1 - chance)) + shift)))
    return _fix_checked(random.random((_DRAWS, len(chance))) < drawn, question, prediction, column, checked)


def _draw_measured(
    question: Question,
    prediction: Prediction,
    column: int,
    sample: list[str],
    checked: Mapping[str, str],
    random: np.random.Generator,
) -> Flags:
    """Draw memberships from the precision and the missed share that the random sample measured (Jeffreys
    prior).
    """
    place = {message.id: i for i, message in enumerate(question.messages)}
    ids = [theme.id for theme in question.themes] + [REST]
    predicted = np.array([prediction.left_out[place[i]] == column for i in sample])
    true = np.array([ids.index(checked[i]) == column for i in sample])
    right, wrong = int((predicted & true).sum()), int((predicted & ~true).sum())
    missed, rightly_not = int((~predicted & true).sum()), int((~predicted & ~true).sum())
    precision = random.beta(right + 0.5, wrong + 0.5, (_DRAWS, 1))
    omission = random.beta(missed + 0.5, rightly_not + 0.5, (_DRAWS, 1))
    chance = np.where(prediction.chosen == column, precision, omission)
    return _fix_checked(random.random(chance.shape) < chance, question, prediction, column, checked)


def _fix_checked(
    hits: Flags, question: Question, prediction: Prediction, column: int, checked: Mapping[str, str]
) -> Flags:
    rows = [i for i, message in enumerate(question.messages) if message.id in checked]
    hits[:, rows] = prediction.chosen[rows] == column
    return hits


def _count_authors(hits: Flags, authors: npt.NDArray[np.intp], count: int) -> npt.NDArray[np.float64]:
    """Distinct authors among the drawn memberships; shape (draws,)."""
    order = np.argsort(authors, kind="stable")
    starts = np.searchsorted(authors[order], np.arange(count))
    return np.asarray(np.logical_or.reduceat(hits[:, order], starts, axis=1).sum(axis=1), dtype=np.float64)
