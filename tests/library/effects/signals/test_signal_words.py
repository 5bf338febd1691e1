"""What the backtest page says above its tables holds, whatever came out: all, some, one or none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from wijkwijzer.effects.signals import Foresight, OriginTest, learn, signal, signal_words
from wijkwijzer.effects.signals.measures import Interval
from wijkwijzer.effects.signals.planted import planted_waves
from wijkwijzer.effects.signals.waves import Waves

GUESSING = r"beter dan gokken|better than guessing"


@pytest.fixture(scope="module")
def waves() -> Waves:
    return planted_waves(400, seed=3, waves=4)


@pytest.fixture(scope="module")
def learnt(waves: Waves) -> Foresight:
    return learn(waves, draws=10)


def came_out(learnt: Foresight, outcomes: dict[str, tuple[bool, ...]]) -> Foresight:
    """The same, as if these tests were better than guessing and the others were not."""
    tests: list[OriginTest] = []
    for target, beaten in outcomes.items():
        known = next(test for test in learnt.backtest.tests if test.target == target)
        for better in beaten:
            skill = Interval(0.1, 0.05, 0.2) if better else Interval(0.01, -0.05, 0.1)
            methods = tuple(replace(m, skill=skill) if m.kind == "ours" else m for m in known.methods)
            tests.append(replace(known, methods=methods))
    products = tuple(
        replace(each, forecasts=bool(outcomes[each.target]) and all(outcomes[each.target]))
        for each in learnt.products
    )
    return replace(learnt, backtest=replace(learnt.backtest, tests=tuple(tests)), products=products)


OUTCOMES = [
    {"grens": grens, "daling": daling}
    for grens in ((), (True,), (False,), (True, True), (True, False), (False, False))
    for daling in ((), (True,), (False,), (True, True), (False, True), (False, False))
]


@pytest.mark.parametrize("outcomes", OUTCOMES)
def test_the_lead_is_true(learnt: Foresight, outcomes: dict[str, tuple[bool, ...]]) -> None:
    found = came_out(learnt, outcomes)
    of, better = sum(map(len, outcomes.values())), sum(map(sum, outcomes.values()))
    for language in ("nl", "en"):
        first, *rest = signal_words.lead_sentences(found, language)
        if not of:
            assert (re.search(GUESSING, first), rest) == (None, [])
            continue
        numbers = [int(number) for number in re.findall(r"\d+", first)]
        if of == 1:
            assert numbers == []
            assert bool(re.search("niet beter|not better", first)) == (better == 0)
        elif better in (0, of):
            assert numbers == [of]
            assert bool(re.search(r"\bgeen\b|\bnone\b", first)) == (better == 0)
        else:
            assert numbers == [better, of]
        told = rest[-1]
        speaking = [each.target for each in found.products if each.forecasts]
        named = [target for target in outcomes if f"“{signal_words.title(target, language)}”" in told]
        assert bool(re.search("allebei|both", told)) == (len(speaking) == 2)
        assert bool(re.search("geen van beide|neither", told)) == (not speaking)
        if len(speaking) == 1:
            assert sorted(named) == ["daling", "grens"]
            title = signal_words.title(speaking[0], language)
            assert f"“{title}”. " in told, "who speaks is named first"
            assert told.index(title) == min(told.index(signal_words.title(t, language)) for t in outcomes)


@pytest.mark.parametrize("outcomes", OUTCOMES)
def test_the_verdicts_and_the_silence_are_true(
    learnt: Foresight, waves: Waves, outcomes: dict[str, tuple[bool, ...]]
) -> None:
    found = came_out(learnt, outcomes)
    for test in found.backtest.tests:
        told = " ".join(signal_words.verdict_sentences(test, found, "iets anders"))
        speaks = found.product(test.target).forecasts
        assert told.startswith("Beter dan gokken") == test.beaten
        assert told.startswith("Niet te onderscheiden van gokken") == (not test.beaten)
        assert ("zwijgt" in told) == (not speaks)
        assert ("iets anders" in told) == (test.beaten and test.best != "ours")
    for target, reason in signal(found, waves, waves.areas[0]).silent:
        line = signal_words.silence_sentence(reason)
        assert ("niet te voorspellen" in line) == (reason == "unpredictable")
        if reason in ("unpredictable", "unsteady"):
            assert any(outcomes[target]) == (reason == "unsteady")
            assert ("bij de andere niet" in line) == (reason == "unsteady")
