"""Opinion groups: how many there are, who belongs to which, and whether they would be there again.

K is the largest number of classes with (1) a better prediction of held-out votes than any smaller number,
and than one group in which some agree more easily than others, (2) no group under ten people or five per
cent, and as many who surely belong (a hundred is enough), (3) a mean Jaccard of .90 over bootstraps of
people and of .70 over bootstraps of votes for every group. When no K passes there are no stable groups, and
that is the result. Someone whose most likely group has a probability under .9 is "tussen groepen".

Jaccard is taken over the people of whom a group is published, so .90 is asked where .80 is usual for
everyone: with .80 the number of groups changed in a fifth of the conversations when a tenth of the people
was left out, with .90 in one of fifty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from wijkwijzer.dialogue.groups.heldout import HeldOut, choose_plan
from wijkwijzer.dialogue.groups.latent import (
    Ballots,
    Fit,
    coordinates,
    fit_classes,
    hasten,
    improve,
    leave_one_out,
)
from wijkwijzer.dialogue.groups.stability import stability_over_people, stability_over_votes
from wijkwijzer.dialogue.votes.matrix import Flags, Floats, Ints, VoteMatrix
from wijkwijzer.disclosure import SMALLEST

__all__ = ["SURE", "Attempt", "Groups", "find_groups"]

SURE = 0.9
SMALLEST_GROUP = SMALLEST
SMALLEST_SHARE = 0.05
SUREST = 100
STABLE_PEOPLE = 0.90
STABLE_VOTES = 0.70
MOST_GROUPS = 10
VOTE_BOOTSTRAPS = 20
BOOTSTRAP_PEOPLE = 200_000
CHOSEN = "gekozen"


@dataclass(frozen=True)
class Attempt:
    """What became of one number of groups: the first demand it failed, or "gekozen".

    `smallest` is the number of people who surely belong to the smallest group.
    """

    groups: int
    gain: float
    smallest: int | None = None
    stability: float = float("nan")
    stability_votes: float = float("nan")
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


@dataclass(frozen=True, eq=False)
class _Candidate:
    """A number of groups that was fitted: what became of it, its fit and its stability."""

    attempt: Attempt
    fit: Fit
    stability: Floats
    stability_votes: Floats


class _Search:
    """One search for K: held-out gain first (cheap), then size and stability from the largest K down."""

    def __init__(self, active: VoteMatrix, bootstraps: int, needed: int, seed: int) -> None:
        self.active, self.bootstraps, self.needed, self.seed = active, bootstraps, needed, seed
        self.plan = choose_plan(int(active.opinions.sum()))

    @cached_property
    def ballots(self) -> Ballots:
        return Ballots.of(self.active)

    @cached_property
    def places(self) -> Floats:
        return coordinates(self.active, MOST_GROUPS, np.random.default_rng([self.seed, 1]))

    def run(self, votes: VoteMatrix, voted: Flags, most: int) -> Groups:
        """Try every number of groups; the largest that passes every demand is the result."""
        self.heldout = HeldOut(self.active, self.plan, self.seed)
        gains = self.heldout.gains(most)
        attempts = [
            Attempt(k, gain, verdict="voorspelt niet beter") for k, (gain, _) in gains.items() if gain <= 0
        ]
        result = _none(votes, ())
        for k in sorted((k for k, (gain, _) in gains.items() if gain > 0), reverse=True):
            candidate = self.candidate(k, *gains[k])
            attempts.append(candidate.attempt)
            if candidate.attempt.verdict == CHOSEN:
                result = _numbered(votes, voted, candidate)
                break
        ordered = tuple(sorted(attempts, key=lambda attempt: attempt.groups))
        return replace(result, attempts=ordered, settings=self.plan.settings())

    def candidate(self, k: int, gain: float, strength: float) -> _Candidate:
        """Fit k groups and hold them against the demands, the cheapest first."""
        fit = self.fit(k, strength)
        fit = replace(fit, probabilities=leave_one_out(self.ballots, fit))
        probability = fit.probabilities[:, 0]
        members, nearest = probability.max(axis=1) >= SURE, probability.argmax(axis=1)
        smallest = int(np.bincount(nearest, minlength=k).min())
        surely = int(np.bincount(nearest[members], minlength=k).min())
        people = over_votes = np.full(k, np.nan)
        large_enough = smallest >= self.needed and surely >= min(self.needed, SUREST)
        verdict = CHOSEN if large_enough else "een groep is te klein"
        if verdict == CHOSEN and self.bootstraps:
            rng = np.random.default_rng([self.seed, 2, k])
            over_votes = self.over_votes(fit, members, rng)
            if over_votes.min() < STABLE_VOTES:
                verdict = "niet stabiel over stemmen"
            else:
                people = self.over_people(fit, members, rng)
                verdict = CHOSEN if people.min() >= STABLE_PEOPLE else "niet stabiel over mensen"
        lowest = float(people.min()), float(over_votes.min())
        return _Candidate(Attempt(k, gain, surely, *lowest, verdict), fit, people, over_votes)

    def fit(self, k: int, strength: float) -> Fit:
        if not self.plan.final_starts:
            warm = self.heldout.fits[k].model.expect(self.ballots.forward)[0]
            warm = hasten(self.ballots, warm, strength, sweeps=14)
            return improve(self.ballots, warm, strength, sweeps=5, tolerance=1e-7)
        return fit_classes(
            self.ballots,
            self.places,
            k,
            strength=strength,
            starts=self.plan.final_starts,
            rng=np.random.default_rng([self.seed, 3, k]),
            tolerance=self.plan.tolerance,
        )

    @cached_property
    def few(self) -> tuple[Ints, VoteMatrix, Ballots] | None:
        """The people that stability is measured among when there are very many."""
        if self.active.n <= BOOTSTRAP_PEOPLE:
            return None
        order = np.random.default_rng([self.seed, 7]).permutation(self.active.n)
        places = np.sort(order[:BOOTSTRAP_PEOPLE])
        return places, self.active.people(places), self.ballots.people(places)

    def drawn(self, fit: Fit, members: Flags) -> tuple[VoteMatrix, Ballots, Fit, Flags]:
        """Votes, ballots, fit and members of those people."""
        if self.few is None:
            return self.active, self.ballots, fit, members
        places, votes, ballots = self.few
        return votes, ballots, Fit(fit.model, fit.probabilities[places], fit.score), members[places]

    def over_votes(self, fit: Fit, members: Flags, rng: np.random.Generator) -> Floats:
        times = min(VOTE_BOOTSTRAPS, self.bootstraps)
        votes, _, part, inside = self.drawn(fit, members)
        settle = not self.plan.final_starts
        return stability_over_votes(
            votes, part, inside, bootstraps=times, rng=rng, needed=STABLE_VOTES, settle=settle
        )

    def over_people(self, fit: Fit, members: Flags, rng: np.random.Generator) -> Floats:
        _, ballots, part, inside = self.drawn(fit, members)
        return stability_over_people(
            ballots,
            part,
            inside,
            self.places if self.plan.fresh else np.zeros((0, 0)),
            bootstraps=self.bootstraps,
            fresh=self.plan.fresh,
            rng=rng,
            needed=STABLE_PEOPLE,
            settle=not self.plan.final_starts,
        )


def _numbered(votes: VoteMatrix, voted: Flags, candidate: _Candidate) -> Groups:
    """Number the groups from large to small, and put people without an opinion back."""
    fit = candidate.fit
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
    return Groups(
        nearest=everyone,
        probability=chance,
        rates=fit.model.rates[:, 0].T[order],
        weights=np.exp(fit.model.log_weights[0])[order],
        strength=fit.model.strength,
        stability=candidate.stability[order],
        stability_votes=candidate.stability_votes[order],
    )
