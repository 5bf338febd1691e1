"""Results per answer to a background question, and who is missing beside the people of the wijk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import special

from wijkwijzer.dialogue.votes.arrays import Flags
from wijkwijzer.dialogue.votes.contrast import LEAST_VOTERS
from wijkwijzer.dialogue.votes.log import Dialogue
from wijkwijzer.dialogue.votes.ratings import last_answers
from wijkwijzer.dialogue.votes.shares import Shares, shares_of

__all__ = ["AnswerShares", "Presence", "shares_per_answer", "who_is_missing"]


CHANCE = 0.025
"""Below this chance an answer is told as missing."""


@dataclass(frozen=True, eq=False)
class AnswerShares:
    """Shares among participants who gave one answer to one background question.

    Show a statement's share only when ``LEAST_VOTERS`` of them voted (`shown`), and publish counts only
    through `wijkwijzer.disclosure.suppress_table`.
    """

    question: str
    answer: str
    people: int
    shares: Shares

    @property
    def shown(self) -> Flags:
        """Statements of which the share may be shown, shape (s,)."""
        return np.asarray(self.shares.n >= LEAST_VOTERS)


def shares_per_answer(dialogue: Dialogue) -> tuple[AnswerShares, ...]:
    """Estimate every share among the people of each background answer that ten people gave.

    Examples
    --------
    >>> import polars as pl
    >>> people = list(range(24))
    >>> votes = pl.DataFrame({"participant": people, "statement": [1] * 24, "vote": [1] * 12 + [-1] * 12})
    >>> statements = pl.DataFrame({"statement": [1], "text": ["a"], "moderated": [1]})
    >>> answers = pl.DataFrame({"participant": people, "question": ["rol"] * 24,
    ...                         "answer": ["bewoner"] * 12 + ["gemeente"] * 12})
    >>> found = shares_per_answer(Dialogue(statements, votes, background=answers))
    >>> [(a.answer, a.shares.share.tolist()) for a in found]
    [('bewoner', [1.0]), ('gemeente', [0.0])]
    """
    votes = dialogue.matrix
    row_of = {participant: i for i, participant in enumerate(votes.participants)}
    given = last_answers(dialogue.background, ["participant", "question"])
    found = []
    for (question, answer), rows in given.group_by("question", "answer"):
        members = np.zeros(votes.n, dtype=bool)
        members[[row_of[p] for p in rows["participant"].to_list() if p in row_of]] = True
        if members.sum() >= LEAST_VOTERS:
            found.append(
                AnswerShares(str(question), str(answer), int(members.sum()), shares_of(votes, members))
            )
    place = {(q, a): n for q, answers in dialogue.offered.items() for n, a in enumerate(answers)}
    last = len(place)
    return tuple(
        sorted(
            found,
            key=lambda each: (each.question, place.get((each.question, each.answer), last), each.answer),
        )
    )


@dataclass(frozen=True)
class Presence:
    """How many of the participants gave an answer, beside the share of the population.

    Attributes
    ----------
    answer : str
    people : int
        Participants who gave it.
    share, population : float
        Of the participants who answered, and of the population.
    expected : float
        Participants there would have been if everyone was equally likely to take part.
    missing : int
        How many fewer than expected, at least; 0 when chance can explain it.
    doubt : float
        Chance of so few or fewer if everyone was equally likely to take part.
    """

    answer: str
    people: int
    share: float
    population: float
    expected: float
    missing: int
    doubt: float


def who_is_missing(answers: Mapping[str, int], population: Mapping[str, float]) -> tuple[Presence, ...]:
    """Compare participants with the population, the most missing first.

    Parameters
    ----------
    answers : mapping of str to int
        Participants per answer to one background question.
    population : mapping of str to float
        Share of the population per answer, adding up to about 1; answers that are not in it are left out.

    Examples
    --------
    >>> found = who_is_missing({"18-29": 5, "30-64": 60, "65+": 35}, {"18-29": .25, "30-64": .5, "65+": .25})
    >>> [(p.answer, p.expected, p.missing) for p in found]
    [('18-29', 25.0, 12), ('30-64', 50.0, 0), ('65+', 25.0, 0)]
    """
    total = sum(answers.get(answer, 0) for answer in population)
    whole = sum(population.values())
    found = [
        _presence(answer, answers.get(answer, 0), share / whole, total)
        for answer, share in population.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.missing, each.doubt, each.answer)))


def _presence(answer: str, people: int, population: float, total: int) -> Presence:
    expected = population * total
    doubt = float(special.bdtr(people, total, population)) if total else 1.0
    fewest = people
    while fewest < total and special.bdtr(fewest, total, population) < CHANCE:
        fewest += 1
    share = people / total if total else 0.0
    return Presence(answer, people, share, population, expected, fewest - people, doubt)
