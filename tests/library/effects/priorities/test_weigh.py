"""SMAA: exact cases, dominance, scale, ties, people who differ, and orders that cannot be."""

from __future__ import annotations

from math import erf, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.effects.priorities import Alternative, Criterion, Figure, Outcome, Preference, Weighing, weigh
from wijkwijzer.effects.priorities.sheet import read_weighing
from wijkwijzer.effects.priorities.weights import draw_weights
from wijkwijzer.effects.stamp import from_json, to_json
from wijkwijzer.errors import InputError

XY = (Criterion("x", "X"), Criterion("y", "Y"))


def thing(key: str, *values: float | tuple[float, float] | None) -> Alternative:
    figures = [v if v is None else Figure(*v) if isinstance(v, tuple) else Figure(v, v) for v in values]
    return Alternative(key, key.upper(), tuple(figures))


def three(count: int) -> tuple[Criterion, ...]:
    return tuple(Criterion(f"c{i}", f"C{i}") for i in range(count))


def test_three_alternatives_have_the_shares_that_can_be_worked_out() -> None:
    things = (thing("a", 1, 0), thing("b", 0, 1), thing("c", 0.6, 0.6))
    outcome = weigh(Weighing(XY, things, 1), draws=100_000)
    assert [outcome.standing(key).share for key in "abc"] == pytest.approx([0.4, 0.4, 0.2], abs=0.005)


def test_one_best_on_one_criterion_each() -> None:
    things = tuple(thing(key, *row) for key, row in zip("abc", np.eye(3).tolist(), strict=True))
    outcome = weigh(Weighing(three(3), things, 1), draws=100_000)
    assert [each.share for each in outcome.standings] == pytest.approx([1 / 3] * 3, abs=0.005)


def test_a_complete_order_gives_the_rank_order_centroid() -> None:
    order = (("c0", "c1"), ("c1", "c2"))
    w = draw_weights(["c0", "c1", "c2"], [Preference(order=order)], 100_000, 1)
    assert w.mean(0) == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.005)
    assert (w[:, 0] > 0.5).mean() == pytest.approx(0.75, abs=0.005)


def test_hit_and_run_agrees_with_rejection() -> None:
    keys = [f"c{i}" for i in range(6)]
    narrow = Preference(order=(("c0", "c1"), ("c2", "c3")), at_most=(("c5", 0.02),), at_least=(("c0", 0.3),))
    walked = draw_weights(keys, [narrow], 20_000, 1)
    rng = np.random.default_rng(0)
    tried = rng.dirichlet(np.ones(6), 2_000_000)
    fits = (
        (tried[:, 0] >= tried[:, 1])
        & (tried[:, 2] >= tried[:, 3])
        & (tried[:, 5] <= 0.02)
        & (tried[:, 0] >= 0.3)
    )
    assert fits.mean() < 0.02
    assert walked.mean(0) == pytest.approx(tried[fits].mean(0), abs=0.007)
    assert walked.std(0) == pytest.approx(tried[fits].std(0), rel=0.06)


def test_uncertain_figures_are_drawn() -> None:
    outcome = weigh(
        Weighing((Criterion("x", "X"),), (thing("a", (0, 1)), thing("b", (0.2, 1.2))), 1), draws=100_000
    )
    assert outcome.standing("b").share == pytest.approx(1 - 0.8**2 / 2, abs=0.005)
    assert 0.5 * (1 + erf(0.4 / sqrt(2))) < 1
    together = weigh(
        Weighing((Criterion("x", "X"),), (thing("a", (0, 1)), thing("b", (0.2, 1.2))), 1, shared=1.0),
        draws=2000,
    )
    assert together.standing("b").share == 1.0


def test_ties_share_by_halves() -> None:
    outcome = weigh(Weighing(XY, (thing("a", 1, 1), thing("b", 1, 1), thing("c", 0, 0)), 1), draws=500)
    assert [outcome.standing(key).share for key in "abc"] == [0.5, 0.5, 0.0]
    assert sum(outcome.standing("a").ranks) == pytest.approx(1)


figure = st.floats(0, 1, allow_nan=False).map(lambda v: round(v, 3))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(figure, figure, figure), min_size=2, max_size=8), st.data())
def test_who_is_better_on_everything_is_never_behind(
    rows: list[tuple[float, ...]], data: st.DataObject
) -> None:
    base = data.draw(st.sampled_from(rows))
    better = tuple(value + 0.1 for value in base)
    things = [thing(f"v{i}", *row) for i, row in enumerate([*rows, better])]
    worse = f"v{rows.index(base)}"
    better_or_equal = ("niet", "mogelijk", "zeker")
    for places in range(1, len(things)):
        outcome = weigh(Weighing(three(3), tuple(things), places), draws=200)
        winner, loser = outcome.standing(f"v{len(rows)}"), outcome.standing(worse)
        assert winner.share >= loser.share
        assert better_or_equal.index(winner.verdict) >= better_or_equal.index(loser.verdict)
        if places == 1:
            assert (loser.verdict, loser.share) == ("niet", 0.0)
        assert sum(each.share for each in outcome.standings) == pytest.approx(places)


def test_the_best_under_every_draw_is_sure_and_the_dominated_is_not() -> None:
    outcome = weigh(Weighing(three(2), (thing("a", 3, 3), thing("b", 1, 2), thing("c", 2, 1)), 1))
    assert outcome.standing("a").verdict == "zeker"
    assert {outcome.standing(key).verdict for key in "bc"} == {"niet"}


def test_scale_of_a_criterion_changes_nothing() -> None:
    euros = [thing(f"v{i}", value, (i % 3, i % 3 + 0.5)) for i, value in enumerate((100, 250, 90, 300, 120))]
    cents = [
        Alternative(a.key, a.name, (Figure(a.figures[0].low * 100, a.figures[0].high * 100), a.figures[1]))  # type: ignore[union-attr]
        for a in euros
    ]
    both = (Criterion("x", "Kosten", higher_is_better=False), Criterion("y", "Y"))
    one, two = weigh(Weighing(both, tuple(euros), 2)), weigh(Weighing(both, tuple(cents), 2))
    assert one.standings == two.standings


def test_labels_do_not_hang_on_the_seed() -> None:
    rng = np.random.default_rng(8)
    things = tuple(thing(f"v{i:02d}", *((v, v + 0.1) for v in rng.random(6))) for i in range(20))
    labels = [
        tuple(each.verdict for each in weigh(Weighing(three(6), things, 5), seed=seed).standings)
        for seed in range(10)
    ]
    assert all(len(set(column)) == 1 for column in zip(*labels, strict=True))


def test_order_of_rows_does_not_matter_and_json_survives() -> None:
    rng = np.random.default_rng(2)
    things = tuple(thing(f"v{i:02d}", *((v, v + 0.2) for v in rng.random(4))) for i in range(12))
    first = weigh(Weighing(three(4), things, 3))
    assert weigh(Weighing(three(4), things[::-1], 3)) == first
    assert from_json(Outcome, to_json(first)) == first


def test_what_nobody_knows_is_left_out_and_asked_for() -> None:
    outcome = weigh(Weighing(XY, (thing("a", 1, 0), thing("b", 0, 1), thing("c", None, 5)), 1))
    assert (outcome.standing("c").verdict, outcome.standing("c").unknown) == ("onbekend", ("X",))
    assert outcome.weighed == 2


def test_people_get_equal_shares_and_a_dialogue_its_counts() -> None:
    people = [Preference("a", at_least=(("x", 0.9),)), Preference("b", at_least=(("y", 0.9),))]
    assert draw_weights(["x", "y"], people, 10_000, 1).mean(0) == pytest.approx([0.5, 0.5], abs=0.01)
    counts = Preference("dialoog", counts=(("x", 98), ("y", 0)))
    assert draw_weights(["x", "y"], [counts], 10_000, 1).mean(0)[0] == pytest.approx(0.99, abs=0.005)


@pytest.mark.parametrize(
    ("preference", "sentence"),
    [
        (Preference("Ria", order=(("x", "y"), ("y", "x"))), "van Ria kunnen niet"),
        (Preference(at_least=(("x", 0.7), ("y", 0.7))), "niet allemaal tegelijk"),
        (Preference(at_most=(("x", 0.2), ("y", 0.2))), "niet allemaal tegelijk"),
        (Preference("Ria", at_least=(("x", 1.0),)), "grenzen van Ria laten maar één weging over"),
        (Preference(order=(("x", "z"),)), "geen criterium"),
        (Preference(at_least=(("x", 1.2),)), "tussen 0 en 100"),
        (Preference(counts=(("x", -1),)), "niet negatief"),
    ],
)
def test_wishes_that_cannot_be_met_get_a_sentence(preference: Preference, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        weigh(Weighing(XY, (thing("a", 1, 0), thing("b", 0, 1)), 1, (preference,)))


@pytest.mark.parametrize(
    ("weighing", "sentence"),
    [
        (Weighing(XY, (thing("a", 1, 0), thing("b", 0, 1)), 2), "aantal plaatsen"),
        (Weighing(XY, (thing("a", 1, 0), thing("a", 0, 1)), 1), "twee keer"),
        (Weighing((), (thing("a"), thing("b")), 1), "minstens één ding"),
        (Weighing(XY, (thing("a", 1), thing("b", 0, 1)), 1), "voor elk criterium"),
        (Weighing(XY, (thing("a", float("nan"), 1), thing("b", 0, 1)), 1), "twee getallen"),
        (Weighing(XY, (thing("a", (2, 1), 1), thing("b", 0, 1)), 1), "van laag naar hoog"),
        (Weighing(XY, (thing("a", None, 1), thing("b", 0, 1)), 1), "minder dan twee"),
    ],
)
def test_questions_that_cannot_be_weighed_get_a_sentence(weighing: Weighing, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        weigh(weighing)


def test_a_table_is_read_with_ranges_directions_and_unknowns(tmp_path: Path) -> None:
    file = tmp_path / "afweging.csv"
    file.write_text(
        "voorstel;toelichting;Kosten (lager is beter);Bereik\nHuis;loopt al;10 tot 20;€ 1250\n"
        "Plein;;5;onbekend\n"
    )
    found = read_weighing(file, 1)
    assert [(c.name, c.higher_is_better) for c in found.criteria] == [("Kosten", False), ("Bereik", True)]
    assert found.alternatives[0].figures == (Figure(10, 20), Figure(1250, 1250))
    assert found.alternatives[1].figures == (Figure(5, 5), None)
    file.write_text("voorstel;Kosten\nHuis;1.250\nPlein;3\n")
    with pytest.raises(InputError, match=r"rij 2, kolom kosten: '1\.250' kan twee dingen zijn"):
        read_weighing(file, 1)
