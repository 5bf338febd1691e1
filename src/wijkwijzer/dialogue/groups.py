"""Opinion groups: how many there are, who belongs to which, and whether they would be there again.

K is the largest number of classes with (1) a better prediction of held-out votes than any smaller number,
(2) no group under ten people or five per cent, (3) a mean Jaccard of .80 over bootstraps of people and of
.70 over bootstraps of votes for every group. When no K passes there are no stable groups, and that is the
result. Someone whose most likely group has a probability under .9 is "tussen groepen".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from wijkwijzer.dialogue.heldout import HeldOut, choose_plan
from wijkwijzer.dialogue.latent import Ballots, Fit, coordinates, fit_classes, improve
from wijkwijzer.dialogue.matrix import Flags, Floats, Ints, VoteMatrix
from wijkwijzer.dialogue.stability import stability_over_people, stability_over_votes

__all__ = ["SURE", "Attempt", "Groups", "find_groups"]

SURE = 0.9
SMALLEST_GROUP = 10
SMALLEST_SHARE = 0.05
STABLE_PEOPLE = 0.80
STABLE_VOTES = 0.70
MOST_GROUPS = 8
VOTE_BOOTSTRAPS = 20


@dataclass(frozen=True)
class Attempt:
    """What became of one number of groups: the first demand it failed, or "gekozen"."""

    groups: int
    gain: float
    smallest: int | None = None
    stability: float | None = None
    stability_votes: float | None = None
    verdict: str = ""


@dataclass(frozen=True, eq=False)
class Groups:
    """Opinion groups of n participants on s statements; ``k`` is 0 when there are no stable groups.

    Attributes
    ----------
    nearest : array of int, shape (n,)
        Most likely group, 0 to k - 1; -1 for who never agreed or disagreed, and for everyone when k is 0.
    probability : array of float, shape (n,)
        Probability of that group; NaN where nearest is -1.
    rates : array, shape (k, s)
        Modelled chance that a group agrees, of those who agree or disagree.
    weights : array, shape (k,)
        Modelled share of each group.
    strength : float
        Votes that the prior of a rate is worth.
    stability, stability_votes : array, shape (k,)
        Mean Jaccard over bootstraps of people and of votes; NaN when not asked for.
    attempts : tuple of Attempt
        Every number of groups that was tried, and why it was left.
    """

    nearest: Ints
    probability: Floats
    rates: Floats
    weights: Floats
    strength: float
    stability: Floats
    stability_votes: Floats
    attempts: tuple[Attempt, ...] = ()
    settings: Mapping[str, float] = field(default_factory=dict)

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.rates)

    @property
    def member(self) -> Ints:
        """Group of each participant, shape (n,); -1 between groups, so under ``SURE``."""
        return np.where(self.probability >= SURE, self.nearest, -1)

    @property
    def sizes(self) -> Ints:
        """Number of members per group, shape (k,)."""
        member = self.member
        return np.bincount(member[member >= 0], minlength=self.k)

    def flags(self, group: int) -> Flags:
        """Who is a member of a group, shape (n,)."""
        return np.asarray(self.member == group)


def find_groups(
    votes: VoteMatrix, *, bootstraps: int = 100, most: int = MOST_GROUPS, seed: int = 0
) -> Groups:
    """Find the opinion groups in votes, or find that there are no stable ones.

    Parameters
    ----------
    votes : VoteMatrix
        n participants, s statements.
    bootstraps : int
        Bootstraps of people, 100 for a result that stands and 30 while a dialogue is live. With 0 stability
        is not looked at: then nothing says that the groups would come back.
    most : int
        Largest number of groups to try.
    seed : int
        Of every random draw.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> camp = [(p, s, int(rng.choice([1, -1], p=[.9, .1] if (p % 2) == (s % 2) else [.1, .9])))
    ...         for p in range(60) for s in range(20)]
    >>> groups = find_groups(VoteMatrix.from_rows(camp), bootstraps=20)
    >>> groups.k, groups.sizes.tolist(), bool((groups.stability > .9).all())
    (2, [30, 30], True)
    >>> noise = [(p, s, int(rng.choice([1, -1]))) for p in range(60) for s in range(20)]
    >>> find_groups(VoteMatrix.from_rows(noise), bootstraps=20).k
    0
    """
    voted = np.bincount(votes.rows[votes.opinions], minlength=votes.n) > 0
    active = votes.people(voted)
    needed = max(SMALLEST_GROUP, int(np.ceil(SMALLEST_SHARE * active.n)))
    most = min(most, active.n // needed, active.s)
    if most < 2:
        return _none(votes, ())
    search = _Search(active, bootstraps, needed, seed)
    return search.run(votes, voted, most)


def _none(votes: VoteMatrix, attempts: tuple[Attempt, ...]) -> Groups:
    nobody, empty = np.full(votes.n, -1), np.zeros(0)
    return Groups(
        nobody, np.full(votes.n, np.nan), np.zeros((0, votes.s)), empty, 0.0, empty, empty, attempts
    )


class _Search:
    """One search for K: held-out gain first (cheap), then size and stability from the largest K down."""

    def __init__(self, active: VoteMatrix, bootstraps: int, needed: int, seed: int) -> None:
        self.active, self.bootstraps, self.needed, self.seed = active, bootstraps, needed, seed
        self.plan = choose_plan(int(active.opinions.sum()), active.n)
        rng = np.random.default_rng([seed, 1])
        sample = np.sort(rng.permutation(active.n)[: self.plan.people])
        self.sample = active.people(sample) if len(sample) < active.n else active
        self.places = coordinates(self.sample, MOST_GROUPS, rng)

    def run(self, votes: VoteMatrix, voted: Flags, most: int) -> Groups:
        heldout = HeldOut(self.sample, self.plan, self.seed)
        gains = heldout.gains(most)
        attempts: list[Attempt] = [
            Attempt(k, gain, verdict="voorspelt niet beter") for k, (gain, _) in gains.items() if gain <= 0
        ]
        chosen: Groups | None = None
        self.whole = Ballots.of(self.active)
        self.small = self.whole if self.sample is self.active else Ballots.of(self.sample)
        for k in sorted((k for k, (gain, _) in gains.items() if gain > 0), reverse=True):
            attempt, fit, stability = self.attempt(k, *gains[k])
            attempts.append(attempt)
            if fit is not None:
                chosen = self.result(votes, voted, fit, stability)
                break
        ordered = tuple(sorted(attempts, key=lambda attempt: attempt.groups))
        if chosen is None:
            return _none(votes, ordered)
        return Groups(
            chosen.nearest,
            chosen.probability,
            chosen.rates,
            chosen.weights,
            chosen.strength,
            chosen.stability,
            chosen.stability_votes,
            ordered,
            self.plan.settings(),
        )

    def attempt(
        self, k: int, gain: float, strength: float
    ) -> tuple[Attempt, Fit | None, tuple[Floats, Floats]]:
        """Fit k groups and hold them against size and stability, the cheapest demand first."""
        fit = self.fit(k, strength)
        probability = fit.probabilities[:, 0]
        members = probability.max(axis=1) >= SURE
        smallest = int(np.bincount(probability.argmax(axis=1)[members], minlength=k).min())
        unknown = np.full(k, np.nan)
        if smallest < self.needed:
            return Attempt(k, gain, smallest, verdict="een groep is te klein"), None, (unknown, unknown)
        if not self.bootstraps:
            return Attempt(k, gain, smallest, verdict="gekozen"), fit, (unknown, unknown)
        rng = np.random.default_rng([self.seed, 2, k])
        over_votes = stability_over_votes(
            self.active,
            fit,
            members,
            bootstraps=min(VOTE_BOOTSTRAPS, self.bootstraps),
            rng=rng,
            needed=STABLE_VOTES,
        )
        low_votes = float(over_votes.min())
        if low_votes < STABLE_VOTES:
            tried = Attempt(k, gain, smallest, None, low_votes, "niet stabiel over stemmen")
            return tried, None, (unknown, over_votes)
        places = self.places if self.sample is self.active else np.zeros((0, 0))
        over_people = stability_over_people(
            self.whole,
            fit,
            members,
            places,
            bootstraps=self.bootstraps,
            rng=rng,
            needed=STABLE_PEOPLE,
        )
        low = float(over_people.min())
        if low < STABLE_PEOPLE:
            tried = Attempt(k, gain, smallest, low, low_votes, "niet stabiel over mensen")
            return tried, None, (over_people, over_votes)
        return Attempt(k, gain, smallest, low, low_votes, "gekozen"), fit, (over_people, over_votes)

    def fit(self, k: int, strength: float) -> Fit:
        rng = np.random.default_rng([self.seed, 3, k])
        fit = fit_classes(self.small, self.places, k, strength=strength, starts=self.plan.starts, rng=rng)
        if self.sample is self.active:
            return fit
        return improve(
            self.whole, fit.model.expect(self.whole.forward)[0], strength, sweeps=20, tolerance=1e-5
        )

    def result(self, votes: VoteMatrix, voted: Flags, fit: Fit, stability: tuple[Floats, Floats]) -> Groups:
        """Number the groups from large to small, and put people without an opinion back."""
        probability = fit.probabilities[:, 0]
        nearest, sure = probability.argmax(axis=1), probability.max(axis=1) >= SURE
        k = probability.shape[1]
        sizes = np.bincount(nearest[sure], minlength=k)
        first = np.array([int((nearest == group).argmax()) for group in range(k)])
        order = np.lexsort([first, -sizes])
        place = np.empty(k, dtype=np.int64)
        place[order] = np.arange(k)
        everyone, chance = np.full(votes.n, -1), np.full(votes.n, np.nan)
        everyone[voted], chance[voted] = place[nearest], probability.max(axis=1)
        rates = fit.model.rates[:, 0].T[order]
        weights = np.exp(fit.model.log_weights[0])[order]
        return Groups(
            everyone, chance, rates, weights, fit.model.strength, stability[0][order], stability[1][order]
        )
