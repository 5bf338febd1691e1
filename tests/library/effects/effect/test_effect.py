"""The effect of an approach: no bias where nothing happened, power where something did, and the gate."""

from __future__ import annotations

import numpy as np
import pytest

from wijkwijzer.effects.effect import Effect, gate, make_panel, measure
from wijkwijzer.effects.effect.panel import Panel
from wijkwijzer.effects.effect.planted import planted_panel
from wijkwijzer.effects.effect.words import effect_sentence, gate_sentences, number, smallest_sentence
from wijkwijzer.effects.stamp import from_json, to_json
from wijkwijzer.errors import InputError

START = 2029


def planted(seed: int, treated: int, effect: float) -> tuple[Panel, list[str]]:
    """A panel of 22 years with ten clean lags before each of three untreated periods."""
    panel = planted_panel(900, seed=seed, years=22)
    chosen = np.random.default_rng(seed).choice(900, treated, replace=False)
    values = panel.values.copy()
    values[chosen, panel.years.index(START) :] += effect * values[:, panel.years.index(START) - 1].std()
    made = make_panel(panel.areas, panel.years, values, indicator="planted", source="planted")
    return made, [panel.areas[i] for i in chosen]


def test_the_gate_opens_on_clean_panels_and_planted_effects_are_found() -> None:
    one = [measure(*planted(seed, 1, 1.2), START) for seed in range(20)]
    many = [measure(*planted(seed, 16, 0.32), START) for seed in range(20)]
    assert sum(each.gate.open for each in one + many) >= 36
    assert sum(each.p < 0.05 for each in one) >= 15
    assert sum(each.p < 0.05 for each in many) >= 15
    assert all(each.verdict in ("more", "none", "closed") for each in many)


def test_nothing_is_found_where_nothing_happened() -> None:
    found = [measure(*planted(seed, 16, 0.0), START) for seed in range(30)]
    assert abs(np.mean([each.difference / each.spread for each in found])) <= 0.05
    assert sum(each.p < 0.05 for each in found) <= 5


def test_the_gate_closes_where_the_method_finds_what_is_not_there() -> None:
    """Areas at the bottom that bounce back by a rule that the rest of the panel does not follow."""
    rng = np.random.default_rng(3)
    panel = planted_panel(900, seed=3, years=16)
    values = panel.values.copy()
    for t in range(8, 16):
        low = np.argsort(values[:, t - 1])[:60]
        values[low, t] += 0.5 * values[:, t - 1].std() * (1 + 0.2 * rng.random(60))
    bent = make_panel(panel.areas, panel.years, values)
    treated = np.zeros(900, dtype=bool)
    treated[np.argsort(values[:, 14])[:60]] = True
    closed = gate(bent, treated, bent.years[15], years=1, lags=10)
    assert not closed.open
    assert "biased" in closed.reasons
    assert any("dat er niet was" in line for line in gate_sentences(closed))


def test_a_closed_gate_says_so_whatever_the_difference() -> None:
    panel = planted_panel(200, seed=1, years=5)
    found = measure(panel, [panel.areas[0]], panel.years[3])
    assert found.gate.reasons == ("too-short",)
    assert found.verdict == "closed"
    assert effect_sentence(found) == "Met deze cijfers is dit niet te meten."


def test_areas_of_one_gemeente_are_judged_together() -> None:
    shared = []
    for seed in range(40):
        panel = planted_panel(900, seed=seed, shock=0.3)
        areas = [f"WK{gemeente:04d}{i:02d}" for gemeente in (1, 2, 3) for i in range(5)]
        shared.append(measure(panel, areas, 2020))
    assert sum(each.p < 0.05 for each in shared) <= 6
    assert np.mean([each.shared for each in shared]) > 0.1
    assert {each.clusters for each in shared} == {3}


def test_shuffled_rows_units_and_json() -> None:
    panel, areas = planted(4, 3, 1.0)
    first = measure(panel, areas, START)
    order = np.random.default_rng(0).permutation(len(panel.areas))
    shuffled = make_panel(
        [panel.areas[i] for i in order],
        panel.years,
        panel.values[order],
        indicator="planted",
        source="planted",
    )
    assert to_json(measure(shuffled, areas[::-1], START)) == to_json(first)
    assert from_json(Effect, to_json(first)) == first
    cents = make_panel(
        panel.areas, panel.years, panel.values * 100 + 7, indicator="planted", source="planted"
    )
    other = measure(cents, areas, START)
    assert other.difference == pytest.approx(100 * first.difference, rel=1e-9)
    assert (other.p, other.verdict) == (first.p, first.verdict)


def test_what_cannot_be_measured_is_said() -> None:
    panel = planted_panel(200, seed=1)
    with pytest.raises(InputError, match="geen cijfers"):
        measure(panel, ["WK999999"], 2020)
    with pytest.raises(InputError, match="minstens één gebied"):
        measure(panel, [], 2020)
    with pytest.raises(InputError, match="twee jaren"):
        measure(panel, [panel.areas[0]], 2011)
    with pytest.raises(InputError, match="nog geen cijfers"):
        measure(panel, [panel.areas[0]], 2030)
    with pytest.raises(InputError, match="nodig zijn er 30"):
        measure(planted_panel(20, seed=1), ["WK000001"], 2020)
    values = panel.values.copy()
    values[0, 11] = np.nan
    with pytest.raises(InputError, match="ontbreekt"):
        measure(make_panel(panel.areas, panel.years, values), [panel.areas[0]], 2020)
    flat = make_panel(panel.areas, panel.years, np.ones((200, 15)))
    with pytest.raises(InputError, match="hetzelfde cijfer"):
        measure(flat, [panel.areas[0]], 2020)


def test_numbers_are_written_as_people_read_them() -> None:
    assert [number(x) for x in (0.0, 0.0304, -1.26, 12.6, -0.0000001)] == ["0", "0,03", "−1,3", "13", "0"]
    panel, areas = planted(4, 3, 1.0)
    found = measure(panel, areas, START)
    assert "8 van de 10" in smallest_sentence(found)
    assert "8 of 10" in smallest_sentence(found, "en")
