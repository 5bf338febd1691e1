"""The search for groups: each demand by itself, in its order, and what is said of every number tried."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np
import pytest

from wijkwijzer.dialogue.groups import find
from wijkwijzer.dialogue.groups.find import Attempt, Groups, find_groups
from wijkwijzer.dialogue.groups.heldout import Plan
from wijkwijzer.dialogue.groups.latent import ClassModel, Fit
from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.simulation import planted_votes

QUICK = Plan(1, 4, 8, 1, (4.0,), 1e-5)
WARM = replace(QUICK, final_starts=0, fresh=0)


def all_agree(people: int, statements: int = 6, passers: int = 0) -> VoteMatrix:
    """Everyone agrees with everything; who passes has the highest numbers."""
    rows = [(p, s, 1 if p < people else 0) for p in range(people + passers) for s in range(statements)]
    return VoteMatrix.from_rows(rows)


def fit_of(sizes: list[tuple[int, float]]) -> Fit:
    """A fit in which so many people, one group after the other, belong to a group with that chance."""
    k = len(sizes)
    rows = []
    for group, (count, chance) in enumerate(sizes):
        row = np.full(k, (1 - chance) / (k - 1))
        row[group] = chance
        rows += [row] * count
    rates = np.arange(1, 3 * k + 1).reshape(3, 1, k) / 10
    weights = np.log(np.arange(1, k + 1) / sum(range(1, k + 1)))[None]
    return Fit(ClassModel(rates, weights, 4.0), np.array(rows)[:, None, :], np.zeros(1))


@dataclass
class Asked:
    """Stability as the test wants it, and with what it was asked."""

    people: list[float]
    votes: list[float]
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    answer = Asked([0.95, 0.93], [0.8, 0.75])

    def over_votes(*given: Any, **how: Any) -> np.ndarray:
        answer.calls.append(("votes", how))
        return np.array(answer.votes)

    def over_people(_ballots: Any, _fit: Any, _members: Any, places: Any, **how: Any) -> np.ndarray:
        answer.calls.append(("people", {"places": places, **how}))
        return np.array(answer.people)

    monkeypatch.setattr(find, "stability_over_votes", over_votes)
    monkeypatch.setattr(find, "stability_over_people", over_people)
    monkeypatch.setattr(find, "leave_one_out", lambda _ballots, fit: fit.probabilities)
    return answer


def judged(
    monkeypatch: pytest.MonkeyPatch,
    sizes: list[tuple[int, float]],
    *,
    needed: int = 10,
    bootstraps: int = 100,
    plan: Plan = QUICK,
) -> Attempt:
    search = find._Search(all_agree(sum(count for count, _ in sizes)), bootstraps, needed, seed=5)
    search.plan = plan
    monkeypatch.setattr(search, "fit", lambda k, strength: fit_of(sizes))
    return search.candidate(len(sizes), 0.25, 4.0).attempt


def test_who_is_under_sure_belongs_to_no_group() -> None:
    chance = np.array([0.9, 0.95, 0.899, np.nan, 1.0])
    groups = Groups(
        np.array([0, 1, 1, -1, 1]), chance, np.zeros((3, 2)), np.ones(3) / 3, 4.0, np.ones(3), np.ones(3)
    )
    assert groups.k == 3
    assert groups.member.tolist() == [0, 1, -1, -1, 1]
    assert groups.sizes.tolist() == [1, 2, 0]
    assert groups.flags(1).tolist() == [False, True, False, False, True]


@pytest.mark.parametrize(("votes", "most"), [(all_agree(19), 10), (all_agree(40, 1), 10), (all_agree(40), 1)])
def test_too_few_people_statements_or_groups_is_no_groups(votes: VoteMatrix, most: int) -> None:
    found = find_groups(votes, most=most)
    assert (found.k, found.attempts, dict(found.settings)) == (0, (), {})
    assert found.nearest.tolist() == [-1] * votes.n
    assert np.isnan(found.probability).all()
    assert len(found.probability) == votes.n
    assert found.rates.shape == (0, votes.s)
    assert (found.weights.size, found.stability.size, found.stability_votes.size) == (0, 0, 0)
    assert (found.strength, found.sizes.tolist()) == (0.0, [])


@pytest.mark.parametrize(
    ("people", "passers", "statements", "most", "needed", "tried"),
    [
        (20, 0, 6, 10, 10, 2),  # as many groups as there are tens of people
        (20, 30, 6, 10, 10, 2),  # who only passed is not among them
        (201, 0, 15, 10, 11, 10),  # five per cent, rounded up
        (200, 0, 15, 4, 10, 4),  # no more than asked
        (400, 0, 3, 10, 20, 3),  # no more than statements
        (130, 0, 15, 10, 10, 10),
    ],
)
def test_what_a_group_needs_and_how_many_are_tried(
    monkeypatch: pytest.MonkeyPatch,
    people: int,
    passers: int,
    statements: int,
    most: int,
    needed: int,
    tried: int,
) -> None:
    seen: dict[str, Any] = {}

    class Search:
        def __init__(self, *given: Any) -> None:
            seen["given"] = given

        def run(self, *given: Any) -> str:
            seen["run"] = given
            return "found"

    monkeypatch.setattr(find, "_Search", Search)
    votes = all_agree(people, statements, passers)
    assert find_groups(votes, bootstraps=7, most=most, seed=3) == "found"
    active, *rest = seen["given"]
    assert (active.n, rest) == (people, [7, needed, 3])
    assert seen["run"][0] is votes
    assert seen["run"][1].tolist() == [True] * people + [False] * passers
    assert seen["run"][2] == tried


def test_a_group_that_passes_every_demand_is_chosen(monkeypatch: pytest.MonkeyPatch, asked: Asked) -> None:
    found = judged(monkeypatch, [(10, 0.9), (25, 0.95)])
    assert found == Attempt(2, 0.25, 10, 0.93, 0.75, "gekozen")
    assert [name for name, _how in asked.calls] == ["votes", "people"], "the cheapest first"


@pytest.mark.parametrize(
    ("sizes", "needed", "surely"),
    [
        ([(9, 0.95), (26, 0.95)], 10, 9),
        ([(12, 0.89), (26, 0.95)], 10, 0),
        ([(99, 0.95), (51, 0.8), (150, 0.95)], 150, 0),
        ([(149, 0.99), (160, 0.99)], 150, 149),
    ],
)
def test_a_group_that_is_too_small_is_not_looked_at_further(
    monkeypatch: pytest.MonkeyPatch,
    asked: Asked,
    sizes: list[tuple[int, float]],
    needed: int,
    surely: int,
) -> None:
    found = judged(monkeypatch, sizes, needed=needed)
    assert (found.verdict, found.smallest) == ("een groep is te klein", surely)
    assert np.isnan([found.stability, found.stability_votes]).all()
    assert asked.calls == []


@pytest.mark.parametrize(("sure", "verdict"), [(100, "gekozen"), (99, "een groep is te klein")])
def test_of_a_large_group_a_hundred_who_surely_belong_are_enough(
    monkeypatch: pytest.MonkeyPatch, asked: Asked, sure: int, verdict: str
) -> None:
    fit = fit_of([(150, 0.95), (160, 0.95)])
    fit.probabilities[sure:150, 0] = [0.8, 0.2]
    search = find._Search(all_agree(310), 100, 150, 0)
    monkeypatch.setattr(search, "fit", lambda k, strength: fit)
    found = search.candidate(2, 0.1, 4.0).attempt
    assert (found.verdict, found.smallest) == (verdict, sure)


@pytest.mark.parametrize(
    ("votes", "people", "verdict", "asked_for"),
    [
        ([0.9, 0.69], [1, 1], "niet stabiel over stemmen", ["votes"]),
        ([0.9, 0.70], [0.9, 0.95], "gekozen", ["votes", "people"]),
        ([0.9, 0.9], [0.95, 0.89], "niet stabiel over mensen", ["votes", "people"]),
    ],
)
def test_groups_that_would_not_come_back_are_no_groups(
    monkeypatch: pytest.MonkeyPatch,
    asked: Asked,
    votes: list[float],
    people: list[float],
    verdict: str,
    asked_for: list[str],
) -> None:
    asked.votes, asked.people = votes, people
    found = judged(monkeypatch, [(20, 0.95), (25, 0.95)])
    assert found.verdict == verdict
    assert found.stability_votes == min(votes)
    assert [name for name, _how in asked.calls] == asked_for
    assert found.stability == min(people) if len(asked_for) == 2 else np.isnan(found.stability)


def test_without_bootstraps_stability_is_not_looked_at(monkeypatch: pytest.MonkeyPatch, asked: Asked) -> None:
    found = judged(monkeypatch, [(20, 0.95), (25, 0.95)], bootstraps=0)
    assert (found.verdict, asked.calls) == ("gekozen", [])
    assert np.isnan([found.stability, found.stability_votes]).all()


def test_a_small_dialogue_starts_anew_and_a_large_one_goes_on(
    monkeypatch: pytest.MonkeyPatch, asked: Asked
) -> None:
    judged(monkeypatch, [(20, 0.95), (25, 0.95)])
    judged(monkeypatch, [(20, 0.95), (25, 0.95)], bootstraps=12, plan=WARM)
    (_, votes), (_, people), (_, large_votes), (_, large_people) = asked.calls
    assert (votes["bootstraps"], votes["needed"], votes["settle"]) == (20, 0.7, False)
    assert (people["bootstraps"], people["needed"], people["settle"]) == (100, 0.9, False)
    assert (people["fresh"], len(people["places"])) == (1, 45)
    assert (large_votes["bootstraps"], large_votes["settle"]) == (12, True)
    assert (large_people["bootstraps"], large_people["settle"]) == (12, True)
    assert (large_people["fresh"], len(large_people["places"])) == (0, 0)


class Gains:
    """Held-out gains as the test wants them."""

    table: ClassVar[dict[int, tuple[float, float]]] = {}

    def __init__(self, *_given: Any) -> None:
        self.asked = 0

    def gains(self, most: int) -> dict[int, tuple[float, float]]:
        return {k: gain for k, gain in self.table.items() if k <= most}


@pytest.mark.parametrize(
    ("passes", "tried", "k"), [({2, 3}, [4, 3], 3), ({4, 2}, [4], 4), (set(), [4, 3, 2], 0)]
)
def test_the_largest_number_that_passes_is_the_result(
    monkeypatch: pytest.MonkeyPatch, passes: set[int], tried: list[int], k: int
) -> None:
    monkeypatch.setattr(find, "HeldOut", Gains)
    monkeypatch.setattr(
        Gains, "table", {2: (0.2, 8.0), 3: (0.5, 4.0), 4: (0.1, 2.0), 5: (0.0, 4.0), 6: (-1.0, 4.0)}
    )
    search, looked = find._Search(all_agree(60), 10, 10, 0), []

    def candidate(number: int, gain: float, strength: float) -> find._Candidate:
        looked.append((number, gain, strength))
        verdict = "gekozen" if number in passes else "niet stabiel over mensen"
        each = np.full(number, 0.9)
        fit = fit_of([(60 // number, 0.95)] * number)
        return find._Candidate(Attempt(number, gain, verdict=verdict), fit, each, each)

    monkeypatch.setattr(search, "candidate", candidate)
    found = search.run(all_agree(60), np.ones(60, dtype=bool), 6)
    assert [number for number, *_ in looked] == tried
    assert looked[0] == (4, 0.1, 2.0)
    assert found.k == k
    said = {attempt.groups: attempt.verdict for attempt in found.attempts}
    assert list(said) == sorted({5, 6, *tried})
    assert said[5] == said[6] == "voorspelt niet beter"
    assert [a.gain for a in found.attempts if a.groups >= 5] == [0.0, -1.0]
    assert found.settings == {"folds": 5, "starts": 48, "fresh_starts": 3}


def test_groups_are_numbered_from_large_to_small_and_everyone_keeps_their_place() -> None:
    fit = fit_of([(3, 0.95), (5, 0.92), (3, 0.91), (2, 0.7)])
    voted = np.ones(15, dtype=bool)
    voted[[0, 14]] = False
    made = find._numbered(
        all_agree(13, 3, 2),
        voted,
        find._Candidate(Attempt(4, 0.1), fit, np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.5, 0.6, 0.7, 0.8])),
    )
    assert made.nearest.tolist() == [-1, 1, 1, 1, 0, 0, 0, 0, 0, 2, 2, 2, 3, 3, -1]
    assert made.sizes.tolist() == [5, 3, 3, 0], "of two alike in size the one of the first person"
    assert np.isnan(made.probability[[0, 14]]).all()
    assert made.probability[1:14] == pytest.approx([0.95] * 3 + [0.92] * 5 + [0.91] * 3 + [0.7] * 2)
    assert made.stability.tolist() == [0.2, 0.1, 0.3, 0.4]
    assert made.stability_votes.tolist() == [0.6, 0.5, 0.7, 0.8]
    assert made.weights == pytest.approx([0.2, 0.1, 0.3, 0.4])
    assert made.rates[:, 0] == pytest.approx([0.2, 0.1, 0.3, 0.4])
    assert made.rates.shape == (4, 3)
    assert made.strength == 4.0


def test_among_very_many_people_stability_is_measured_among_some(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = planted_votes(60, 12, 9, groups=2, seed=4).votes
    fit, members = fit_of([(30, 0.95), (30, 0.92)]), np.arange(60) % 3 > 0
    monkeypatch.setattr(find, "BOOTSTRAP_PEOPLE", 60)
    search = find._Search(planted, 10, 10, 0)
    assert search.few is None
    assert search.drawn(fit, members)[0] is planted
    assert search.drawn(fit, members)[2] is fit
    monkeypatch.setattr(find, "BOOTSTRAP_PEOPLE", 20)
    search = find._Search(planted, 10, 10, 0)
    votes, ballots, part, inside = search.drawn(fit, members)
    assert (votes.n, ballots.n, len(part.probabilities), len(inside)) == (20, 20, 20, 20)
    places = np.array(votes.participants)
    assert places.tolist() == sorted(set(places.tolist()))
    assert part.probabilities[:, 0, 0].tolist() == fit.probabilities[places, 0, 0].tolist()
    assert inside.tolist() == members[places].tolist()
    said = np.asarray(ballots.forward.sum(axis=1)).ravel()
    assert said.tolist() == np.bincount(planted.rows[planted.opinions], minlength=60)[places].tolist()


@pytest.mark.parametrize("plan", [QUICK, WARM])
def test_two_camps_are_found_again(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    monkeypatch.setattr(find, "choose_plan", lambda votes: plan)
    camps = planted_votes(80, 24, 18, groups=2, spread=2.0, seed=3)
    found = find_groups(camps.votes, bootstraps=12, most=3)
    assert found.k == 2
    member = found.member
    same = (member == camps.group)[member >= 0].mean()
    assert max(same, 1 - same) > 0.95
    assert (member >= 0).mean() > 0.8
    again = find_groups(camps.votes, bootstraps=12, most=3)
    assert again.nearest.tolist() == found.nearest.tolist()
    assert again.probability.tolist() == found.probability.tolist()
    assert found.settings == plan.settings()
    chosen = found.attempts[-1] if found.attempts[-1].groups == 2 else found.attempts[0]
    assert (chosen.verdict, chosen.groups) == ("gekozen", 2)
    assert chosen.stability == found.stability.min() >= 0.9


def test_one_crowd_is_no_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "choose_plan", lambda votes: replace(QUICK, folds=5))
    rng = np.random.default_rng(1)
    noise = [(p, s, int(rng.choice([1, -1]))) for p in range(60) for s in range(20)]
    found = find_groups(VoteMatrix.from_rows(noise), bootstraps=12, most=3)
    assert found.k == 0
    assert found.attempts
