"""Signals: what they promise on planted truth, on noise, on shuffled rows and on bad input."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wijkwijzer.effects.signals import audit, audit_waves, backtest, learn, make_waves, signal
from wijkwijzer.effects.signals.backtest import fall_size
from wijkwijzer.effects.signals.candidates import ours
from wijkwijzer.effects.signals.measures import average_precision, brier_skill
from wijkwijzer.effects.signals.ordinary import fit_ordinary
from wijkwijzer.effects.signals.planted import oracle, planted_waves
from wijkwijzer.effects.signals.results import Foresight
from wijkwijzer.effects.signals.waves import Waves, moment
from wijkwijzer.effects.signals.words import chance_sentence, tell
from wijkwijzer.effects.stamp import from_json, to_json
from wijkwijzer.errors import InputError


@pytest.fixture(scope="module")
def planted() -> Waves:
    return planted_waves(1500, seed=5, waves=4)


@pytest.fixture(scope="module")
def foresight(planted: Waves) -> Foresight:
    return learn(planted, draws=60)


def test_a_planted_leading_indicator_is_found_nearly_as_well_as_the_truth_allows() -> None:
    reached = []
    for seed in range(6):
        waves = planted_waves(3000, seed=seed)
        fall = 0.04
        learnt = [moment(waves, 1), moment(waves, 2)]
        now = moment(waves, 3)
        came = (now.changed < -fall).astype(float)[now.outside]
        said = ours("daling").say(learnt, now, fall, waves.groups)[now.outside]
        best = oracle(now, waves, 3, fall)[now.outside]
        reached.append(average_precision(came, said) / average_precision(came, best))
    assert np.mean(reached) >= 0.9


def test_pure_noise_gives_no_skill_and_the_page_says_so() -> None:
    skills = []
    for seed in range(5):
        waves = planted_waves(1500, seed=seed, noise_only=True, waves=4)
        fall = 0.03
        now = moment(waves, 2)
        came = (now.changed < -fall).astype(float)[now.outside]
        before = moment(waves, 1)
        base = float((before.changed < -fall)[before.outside].mean())
        said = ours("daling").say([before], now, fall, waves.groups)[now.outside]
        skills.append(brier_skill(came, said, base))
    assert -0.01 <= np.mean(skills) <= 0.005
    found = learn(planted_waves(1500, seed=1, noise_only=True, waves=4), fall=0.03, draws=60)
    assert not found.product("daling").forecasts
    told = signal(found, planted_waves(1500, seed=1, noise_only=True, waves=4), "WK000001")
    assert ("daling", "unpredictable") in told.silent
    assert any("niet te voorspellen" in line for line in tell(told))


def test_shuffled_rows_and_a_second_time_give_equal_json(planted: Waves) -> None:
    order = np.random.default_rng(1).permutation(len(planted.areas))
    again = make_waves(
        [planted.areas[i] for i in order], planted.years, planted.score[order], planted.size[order],
        groups=[planted.groups[i] for i in order], classes=planted.classes[order],
        indicator="planted", source="planted",
    )  # fmt: skip
    first = to_json(learn(planted, draws=30))
    assert first == to_json(learn(again, draws=30)) == to_json(learn(planted, draws=30))


def test_results_survive_json_and_hold_no_chance_of_any_area(foresight: Foresight, planted: Waves) -> None:
    text = to_json(foresight)
    assert from_json(Foresight, text) == foresight
    assert not any(area in text for area in planted.areas[:50])


def test_every_test_holds_size_level_and_last_change_and_what_was_better(foresight: Foresight) -> None:
    for test in foresight.backtest.tests:
        names = {each.name for each in test.methods}
        assert {"level", "size", "level-last", "level-last-size"} <= names
        assert test.best == max(test.methods, key=lambda each: each.skill.value).name
        assert max(test.learnt_from) < test.origin
        assert all(each.skill.low <= each.skill.value <= each.skill.high for each in test.methods)


def test_what_is_told_stands_beside_what_happened(foresight: Foresight, planted: Waves) -> None:
    codes = planted.areas[:200]
    told = [each for code in codes for each in signal(foresight, planted, code).told]
    assert told
    assert all(1 <= each.said <= 4 and 0 <= each.chance <= 1 for each in told)
    assert all(
        each.low is None or (0 <= each.low <= each.high <= 10) for each in told if each.high is not None
    )
    assert all(each.reasons for each in told)
    assert "in de 2 jaar daarna" in chance_sentence(told[0], 2)


def test_said_is_what_happens(planted: Waves) -> None:
    cells = [cell for test in backtest(planted, draws=5).tests for cell in test.cells if cell.areas >= 100]
    assert cells
    assert all(abs(cell.happened / cell.areas - cell.mean_said) < 0.08 for cell in cells)


def test_an_area_below_the_line_or_without_a_measurement_gets_a_sentence(planted: Waves) -> None:
    score = planted.score.copy()
    score[3, -1] = np.nan
    waves = replace(planted, score=score)
    found = learn(waves, draws=20)
    assert {reason for _, reason in signal(found, waves, planted.areas[3]).silent} == {"unmeasured"}
    lowest = planted.areas[int(np.nanargmin(score[:, -1]))]
    assert {reason for _, reason in signal(found, waves, lowest).silent} == {"below"}


def test_the_future_does_not_leak(planted: Waves) -> None:
    score = planted.score.copy()
    score[:, -1] = np.random.default_rng(0).normal(size=len(score))
    changed = backtest(replace(planted, score=score), fall=0.04, draws=5)
    original = backtest(planted, fall=0.04, draws=5)
    earlier = [test for test in original.tests if test.until < planted.years[-1]]
    assert earlier == [test for test in changed.tests if test.until < planted.years[-1]]


def test_the_line_is_drawn_with_what_was_known_and_an_area_on_it_is_above_it() -> None:
    """Who drops out later moves nothing of what the origin shows; the tie at the line counts as outside."""
    score = np.repeat(np.arange(100)[:, None] // 7, 3, axis=1).astype(float)
    score[:, 0] += np.tile([0.0, 1.0, 3.0, 4.0], 25)
    codes = [f"WK{i:06d}" for i in range(100)]
    whole = make_waves(codes, [2012, 2014, 2016], score, np.full(100, 1000.0))
    fewer = whole.score.copy()
    fewer[[0, 3, 40, 77], 2] = np.nan
    all_there, some_gone = moment(whole, 1), moment(replace(whole, score=fewer), 1)
    assert all_there.margin.tolist() == some_gone.margin.tolist()
    assert all_there.level.tolist() == some_gone.level.tolist()
    assert all_there.last.tolist() == some_gone.last.tolist()
    on_it = all_there.margin == 0
    assert on_it.sum() == 7
    assert all_there.outside[on_it].all()
    assert not all_there.enters[all_there.outside].any(), "nobody moved"
    assert all_there.outside.sum() == 86


def test_what_an_older_method_learnt_is_not_told(foresight: Foresight, planted: Waves) -> None:
    older = replace(foresight, stamp=replace(foresight.stamp, version="1.0"))
    assert foresight.current
    with pytest.raises(InputError, match="oudere methode"):
        signal(older, planted, planted.areas[0])


def test_areas_of_one_size_teach_no_slope() -> None:
    waves = planted_waves(300, seed=4)
    ordinary = fit_ordinary([moment(replace(waves, size=np.full(300, 800.0)), 1)], expected=False)
    assert ordinary.spread_by_size == 0
    assert 0 < np.exp(ordinary.spread_at_one) < 0.1


def test_fall_size_follows_the_noise() -> None:
    rng = np.random.default_rng(0)
    true = rng.normal(0, 0.1, 2000)
    score = true[:, None] + rng.normal(0, 0.02, (2000, 5))
    waves = make_waves([f"WK{i:06d}" for i in range(2000)], range(2010, 2015), score, np.full(2000, 1000.0))
    assert fall_size(waves) == pytest.approx(2 * np.sqrt(2) * 0.02, rel=0.05)


def test_the_audit_sees_false_alarms_that_fall_on_one_kind() -> None:
    rng = np.random.default_rng(0)
    by = rng.random(1000)
    happened = np.zeros(1000)
    assert audit(np.where(by > 0.8, 0.4, 0.1), happened, by, grouped_by="x").gap == pytest.approx(1.0)
    assert audit(np.where(rng.random(1000) > 0.8, 0.4, 0.1), happened, by, grouped_by="x").gap < 0.15


def test_a_gap_of_few_areas_is_told_apart_from_chance() -> None:
    """Equal chances: about one audit of twenty lies above what chance gives; a planted one always does."""
    rng = np.random.default_rng(1)
    by, quiet = np.arange(400.0), np.zeros(400)
    even = [audit(np.where(rng.random(400) < 0.1, 0.4, 0.0), quiet, by, grouped_by="x") for _ in range(200)]
    beyond = sum(one.gap > one.by_chance for one in even)
    assert 2 <= beyond <= 22
    planted = np.where(rng.random(400) < np.where(by > 320, 0.4, 0.05), 0.4, 0.0)
    found = audit(planted, quiet, by, grouped_by="x")
    assert found.gap > found.by_chance
    assert not found.within_bar


def test_right_chances_over_unlike_groups_give_the_gap_that_is_told() -> None:
    """With chances that are exactly right, gaps lie within the bounds; told too much, they do not."""
    rng, outside, by = np.random.default_rng(5), 0, np.arange(1000.0)
    said = np.where(rng.random(1000) < np.where(by > 800, 0.3, 0.06), 0.35, 0.01)
    for _ in range(200):
        right = audit(said, rng.random(1000) < said, by, grouped_by="x")
        outside += not (right.if_right[0] <= right.gap <= right.if_right[1])
        assert right.if_right[0] > right.by_chance, "no chance, and yet right"
    assert 1 <= outside <= 22
    too_much = np.where((by > 800) & (rng.random(1000) < 0.5), 0.35, said)
    wrong = audit(too_much, rng.random(1000) < said, by, grouped_by="x")
    assert wrong.gap > wrong.if_right[1]
    assert wrong.groups[-1].said > wrong.groups[-1].happened + 0.08
    assert abs(wrong.groups[0].said - wrong.groups[0].happened) < 0.05


def test_an_audit_of_waves_says_what_the_backtest_said() -> None:
    """The origins and the number of wijken are those of the backtest; few known values give no audit."""
    waves = planted_waves(400, seed=3, waves=4)
    few = np.where(np.arange(400) < 30, 1.0, np.nan)
    found = audit_waves(waves, {"size": waves.size, "few": few})
    assert [(each.target, each.audit.grouped_by) for each in found] == [("grens", "size"), ("daling", "size")]
    tests = backtest(waves, draws=5).tests
    for each in found:
        mine = [test for test in tests if test.target == each.target]
        assert each.origins == tuple(test.origin for test in mine)
        assert sum(group.areas for group in each.audit.groups) == sum(test.areas for test in mine)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((["A", "A"], [2020], [[1.0], [2.0]], [1, 1]), "twee keer"),
        ((["A"], [2020, 2019], [[1.0, 2.0]], [1]), "oplopen"),
        ((["A"], [2020], [[1.0, 2.0]], [1]), "passen niet"),
        ((["A"], [2020], [[float("inf")]], [1]), "oneindig"),
        ((["A"], [2020], [[1.0]], [0]), "hoe groot"),
    ],
)
def test_bad_waves_get_a_sentence(arguments: tuple, sentence: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(InputError, match=sentence):
        make_waves(*arguments)


def test_too_few_areas_or_a_strange_fall_get_a_sentence() -> None:
    few = planted_waves(30, seed=1)
    with pytest.raises(InputError, match="minstens 60"):
        backtest(few)
    codes = [f"WK{i:06d}" for i in range(100)]
    still = make_waves(codes, [2014, 2016], np.tile(np.arange(100.0)[:, None], 2), np.full(100, 900.0))
    with pytest.raises(InputError, match="even veel"):
        backtest(still)
    with pytest.raises(InputError, match="geen twee metingen"):
        backtest(make_waves(codes, [2016], np.arange(100.0)[:, None], np.full(100, 900.0)))
    for fall in (0.0, -1.0, float("nan")):
        with pytest.raises(InputError, match="boven 0"):
            backtest(planted_waves(100, seed=1), fall=fall)
