"""Measure what an approach did in some areas, and say so only when this panel allows it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.effect.gate import gate
from wijkwijzer.effects.effect.lagged import controls_for, fit_lagged
from wijkwijzer.effects.effect.panel import FEWEST_CONTROLS, MOST_LAGS, Panel, window
from wijkwijzer.effects.effect.placebo import area_p_values, chance_of, draw_sets, p_value
from wijkwijzer.effects.effect.results import Effect, Verdict
from wijkwijzer.effects.effect.sdid import synthetic_difference
from wijkwijzer.effects.stamp import Stamp
from wijkwijzer.errors import InputError

__all__ = ["VERSION", "measure"]

BoolArray = NDArray[np.bool_]
VERSION = "1.0"
DRAWS = 1999
DETECTABLE = 2.802
"""z(.975) + z(.8): how many standard errors are found in 8 of 10 cases at 5%."""


def measure(
    panel: Panel,
    areas: Sequence[str],
    start: int,
    end: int | None = None,
    *,
    lags: int = MOST_LAGS,
    draws: int = DRAWS,
    seed: int = 0,
) -> Effect:
    """Measure the effect of an approach by area and years.

    Parameters
    ----------
    panel : the figure, from :func:`make_panel`.
    areas : where the approach ran.
    start, end : first year, and last year that counts.
    lags : at most so many years before the start are used.
    draws, seed : of the placebo sets.

    Returns
    -------
    Effect
        With its gate; `verdict` is "closed" when the gate is closed, whatever the difference.

    Raises
    ------
    InputError
        Areas that are unknown or have a gap, too few years, fewer than 30 areas to compare with.

    Examples
    --------
    >>> from wijkwijzer.effects.effect.planted import planted_panel
    >>> panel = planted_panel(600, seed=1, years=20)
    >>> found = measure(panel, ["WK000000", "WK001001"], 2027)
    >>> found.verdict, found.gate.open
    ('none', True)
    """
    chosen = _chosen(panel, areas)
    view = window(panel, start, end, lags=lags)
    treated = chosen[view.rows]
    if treated.sum() < chosen.sum():
        gaps = sorted(set(areas) - {panel.areas[i] for i in view.rows})
        raise InputError(f"Voor {gaps[0]} ontbreekt in deze jaren een cijfer. Kies andere jaren.")
    controls, local = controls_for(view, treated)
    if controls.sum() < FEWEST_CONTROLS:
        raise InputError(
            f"Er zijn {controls.sum()} andere gebieden zonder gaten; nodig zijn er {FEWEST_CONTROLS}."
        )
    fitted = fit_lagged(view, treated, controls)
    chance = chance_of(fitted.residuals, view.clusters[controls], view.log_size[controls])
    placebos = draw_sets(
        chance, view.clusters[treated], view.log_size[treated],
        estimation=fitted.estimation, draws=draws, seed=seed,
    )  # fmt: skip
    found = float(fitted.difference.mean())
    p = p_value(found, placebos)
    if treated.sum() == 1:
        p = float(area_p_values(fitted.difference, fitted.leverage, chance, view.log_size[treated])[0])
    checked = gate(panel, chosen, view.start, years=len(view.years_after), lags=lags, seed=seed)
    unit = view.spread
    low, high = np.quantile(placebos, (0.025, 0.975))
    parameters = (("lags", str(len(view.years_before))), ("ridge", "1/1500"), ("draws", str(draws)))
    return Effect(
        stamp=Stamp("effect", VERSION, parameters, seed, (panel.source,) if panel.source else ()),
        indicator=panel.indicator,
        areas=tuple(sorted(areas)),
        start=view.start,
        years_before=view.years_before,
        years_after=view.years_after,
        spread=unit,
        difference=found * unit,
        low=(found - float(high)) * unit,
        high=(found - float(low)) * unit,
        p=p,
        smallest=DETECTABLE * float(placebos.std()) * unit,
        beside=synthetic_difference(view, treated, controls) * unit,
        controls=int(controls.sum()),
        local=local,
        clusters=len(np.unique(view.clusters[treated])),
        shared=chance.shared,
        gate=checked,
        verdict=_verdict(checked.open, p, found),
    )


def _chosen(panel: Panel, areas: Sequence[str]) -> BoolArray:
    if not areas:
        raise InputError("Kies minstens één gebied.")
    if unknown := sorted(set(areas) - set(panel.areas)):
        raise InputError(f"Van {unknown[0]} zijn er geen cijfers.")
    return np.isin(np.asarray(panel.areas), sorted(set(areas)))


def _verdict(is_open: bool, p: float, difference: float) -> Verdict:
    if not is_open:
        return "closed"
    if p >= 0.05:
        return "none"
    return "more" if difference > 0 else "less"
