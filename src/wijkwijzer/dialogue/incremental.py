"""The provisional result while votes come in: fold in who changed, touch nobody else.

The latent classes live in sums (groups x statements x agree or disagree) to which people add up, so
someone's new votes replace their old ones by a subtraction and an addition. What comes out is marked
*voorlopig*; a batch over the whole log replaces it.

Source: Neal & Hinton (1998), A view of the EM algorithm that justifies incremental, sparse and other
variants.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy import sparse

from wijkwijzer.dialogue.groups.find import SURE, Groups
from wijkwijzer.dialogue.groups.latent import Ballots, ClassModel, Fit, leave_one_out
from wijkwijzer.dialogue.votes.arrays import Floats, Id, Ints
from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.shares import Shares, beta_interval

__all__ = ["IncrementalAnalysis"]


class IncrementalAnalysis:
    """Groups and shares that follow the votes.

    Parameters
    ----------
    votes : VoteMatrix
        Votes up to the last batch.
    groups : Groups
        What the batch found; without groups only shares are kept.

    Examples
    --------
    >>> from wijkwijzer.dialogue.groups.find import find_groups
    >>> rng = np.random.default_rng(1)
    >>> camp = [(p, s, int(rng.choice([1, -1], p=[.9, .1] if (p % 2) == (s % 2) else [.1, .9])))
    ...         for p in range(60) for s in range(20)]
    >>> votes = VoteMatrix.from_rows(camp)
    >>> live = IncrementalAnalysis(votes, find_groups(votes, bootstraps=0))
    >>> live.update([(99, s, 1 if s % 2 == 0 else -1) for s in range(12)])  # a newcomer
    >>> live.group_of(99) == live.group_of(0), live.people
    (True, 61)
    """

    def __init__(self, votes: VoteMatrix, groups: Groups) -> None:
        self.k, self.strength = groups.k, groups.strength
        self._log_weights = np.log(groups.weights)
        self._places: dict[Id, int] = {identifier: i for i, identifier in enumerate(votes.participants)}
        self._columns: dict[Id, int] = {identifier: j for j, identifier in enumerate(votes.statements)}
        starts = np.searchsorted(votes.rows, np.arange(1, votes.n))
        self._voted: list[Ints] = np.split(votes.columns, starts) if votes.n else []
        self._values: list[Ints] = np.split(votes.values, starts) if votes.n else []
        self._counts = votes.counts()
        self._sums = np.zeros((2 * votes.s, self.k))
        self._chance = np.zeros((votes.n, self.k))
        if self.k:
            self._start(votes, groups)

    def _start(self, votes: VoteMatrix, groups: Groups) -> None:
        model = ClassModel(groups.rates.T[:, None, :], self._log_weights[None], self.strength)
        ballots = Ballots.of(votes)
        chance, likelihood = model.expect(ballots.forward)
        self._chance = leave_one_out(ballots, Fit(model, chance, likelihood.sum(axis=0)))[:, 0]
        self._sums = np.asarray(ballots.backward @ self._chance)

    @property
    def people(self) -> int:
        """Number of participants."""
        return len(self._places)

    @property
    def participants(self) -> tuple[Id, ...]:
        """Identifiers, in the order of `nearest` and `probability`."""
        return tuple(self._places)

    @property
    def statements(self) -> tuple[Id, ...]:
        """Identifiers, in the order of the shares."""
        return tuple(self._columns)

    @property
    def nearest(self) -> Ints:
        """Most likely group of each participant, shape (n,); -1 without groups or without an opinion."""
        if not self.k:
            return np.full(self.people, -1)
        opinions = np.fromiter((np.any(values) for values in self._values), dtype=bool, count=self.people)
        return np.where(opinions, self._chance.argmax(axis=1), -1)

    @property
    def member(self) -> Ints:
        """Group of each participant, shape (n,); -1 between groups."""
        if not self.k:
            return self.nearest
        return np.where(self._chance.max(axis=1) >= SURE, self.nearest, -1)

    def group_of(self, participant: Id) -> int | None:
        """Group of one participant, None between groups: for "mijn plek"."""
        if not self.k:
            return None
        chance = self._chance[self._places[participant]]
        return int(chance.argmax()) if chance.max() >= SURE else None

    def probabilities_of(self, participant: Id) -> Floats:
        """Probability of each group for one participant, shape (k,)."""
        return np.asarray(self._chance[self._places[participant]])

    def shares(self) -> Shares:
        """Shares of every statement among everyone, unweighted."""
        n = self._counts.sum(axis=1)
        share = np.where(n > 0, self._counts[:, 0] / np.maximum(n, 1), np.nan)
        low, high = beta_interval(share, n.astype(np.float64), n, self.people)
        return Shares(share, low, high, self._counts.copy(), n.astype(np.float64), self.people)

    def group_counts(self) -> Ints:
        """Agree, disagree and pass of each group's members, shape (k, s, 3); walks over all votes."""
        member = self.member
        sizes = np.fromiter((len(voted) for voted in self._voted), dtype=np.int64, count=self.people)
        owner = np.repeat(member, sizes)
        columns, values = np.concatenate(self._voted), np.concatenate(self._values)
        inside = owner >= 0
        kind = _kind(values[inside])
        place = (owner[inside] * len(self._columns) + columns[inside]) * 3 + kind
        shape = (self.k, len(self._columns), 3)
        return np.bincount(place, minlength=self.k * len(self._columns) * 3).reshape(shape)

    def update(self, votes: Iterable[tuple[Id, Id, int]]) -> None:
        """Fold in new votes (participant, statement, 1 / 0 / -1); of repeated votes the last counts.

        New participants and statements are taken up. Cost grows with the people who changed, not with
        everyone.
        """
        listed = list(votes)
        if not listed:
            return
        rows = self._codes((row[0] for row in listed), self._places)
        columns = self._codes((row[1] for row in listed), self._columns)
        self._grow()
        values = np.fromiter((row[2] for row in listed), dtype=np.int64, count=len(listed))
        changed, local = np.unique(rows, return_inverse=True)
        before = self._gather(changed)
        after = _last(before, local, columns, values, len(self._columns))
        self._count(before, -1)
        self._count(after, 1)
        if self.k:
            self._refold(changed, before, after)
        self._store(changed, after)

    @staticmethod
    def _codes(identifiers: Iterable[Id], known: dict[Id, int]) -> Ints:
        return np.array(
            [known.setdefault(identifier, len(known)) for identifier in identifiers], dtype=np.int64
        )

    def _grow(self) -> None:
        more_people, more_statements = self.people - len(self._voted), len(self._columns) - len(self._counts)
        if more_people:
            nothing = np.zeros(0, dtype=np.int64)
            self._voted += [nothing] * more_people
            self._values += [nothing] * more_people
            self._chance = np.vstack([self._chance, np.zeros((more_people, self.k))])
        if more_statements:
            s = len(self._counts)
            self._counts = np.vstack([self._counts, np.zeros((more_statements, 3), dtype=np.int64)])
            room = np.zeros((more_statements, self.k))
            self._sums = np.concatenate([self._sums[:s], room, self._sums[s:], room])

    def _gather(self, people: Ints) -> tuple[Ints, Ints, Ints]:
        """Votes of some people: place among `people`, statement, value."""
        places = people.tolist()
        columns = [self._voted[person] for person in places]
        owner = np.repeat(np.arange(len(places)), [len(each) for each in columns])
        return owner, np.concatenate(columns), np.concatenate([self._values[person] for person in places])

    def _count(self, votes: tuple[Ints, Ints, Ints], sign: int) -> None:
        _, columns, values = votes
        added = np.bincount(columns * 3 + _kind(values), minlength=self._counts.size)
        self._counts += sign * added.reshape(self._counts.shape)

    def _refold(self, people: Ints, before: tuple[Ints, Ints, Ints], after: tuple[Ints, Ints, Ints]) -> None:
        """Take the people out of the sums, judge them by what is left, and put them back."""
        s = len(self._columns)
        old, new = _stack(before, len(people), s), _stack(after, len(people), s)
        self._sums -= old.T @ self._chance[people]
        chance = _posterior(new @ self._logs() + self._log_weights)
        self._sums += new.T @ chance
        self._chance[people] = chance

    def _logs(self) -> Floats:
        s = len(self._columns)
        agree, disagree = np.maximum(self._sums[:s], 0.0), np.maximum(self._sums[s:], 0.0)
        prior = (self._counts[:, 0] + 0.5) / (self._counts[:, 0] + self._counts[:, 1] + 1)
        rates = (agree + self.strength * prior[:, None]) / (agree + disagree + self.strength)
        rates = np.clip(rates, 1e-4, 1 - 1e-4)
        return np.asarray(np.log(np.concatenate([rates, 1 - rates])))

    def _store(self, people: Ints, votes: tuple[Ints, Ints, Ints]) -> None:
        owner, columns, values = votes
        bounds = np.searchsorted(owner, np.arange(len(people) + 1)).tolist()
        for person, start, end in zip(people.tolist(), bounds, bounds[1:], strict=False):
            self._voted[person], self._values[person] = columns[start:end], values[start:end]


def _kind(values: Ints) -> Ints:
    """Agree 0, disagree 1, pass 2."""
    return np.where(values == 1, 0, np.where(values == -1, 1, 2))


def _last(
    before: tuple[Ints, Ints, Ints], owner: Ints, columns: Ints, values: Ints, s: int
) -> tuple[Ints, Ints, Ints]:
    """Old and new votes together; of repeated ones the last counts. Sorted by owner and statement."""
    pairs = np.concatenate([before[0] * s + before[1], owner * s + columns])
    cast = np.concatenate([before[2], values])
    order = np.argsort(pairs, kind="stable")
    ranked = pairs[order]
    kept = order[np.concatenate([ranked[1:] != ranked[:-1], [True]])]
    return pairs[kept] // s, pairs[kept] % s, cast[kept]


def _stack(votes: tuple[Ints, Ints, Ints], people: int, s: int) -> sparse.csr_array:
    """Sparse (people, 2s) as in `VoteMatrix.stacked`; votes sorted by owner."""
    owner, columns, values = (part[votes[2] != 0] for part in votes)
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=people))])
    return sparse.csr_array(
        (np.ones(len(owner)), columns + np.where(values < 0, s, 0), starts), shape=(people, 2 * s)
    )


def _posterior(joint: Floats) -> Floats:
    chance = np.exp(joint - joint.max(axis=1, keepdims=True))
    return np.asarray(chance / chance.sum(axis=1, keepdims=True))
