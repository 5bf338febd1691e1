"""From a panel release to what the methods take: the only place here that knows how a release is read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.areas import IndicatorInfo, Release
from wijkwijzer.effects.effect.panel import Panel, make_panel
from wijkwijzer.effects.refused import why_refused
from wijkwijzer.effects.signals.fairness import ReleaseAudit, audit_waves
from wijkwijzer.effects.signals.waves import FEWEST, Waves, make_waves

__all__ = ["AUDITED", "SCORES", "audits_of", "measurable", "panel_of", "signal_score", "waves_of"]

FloatArray = NDArray[np.float64]
SCORES = ("lbm3_totaal", "lbm2_totaal")
"""Scores that a signal may be about, the newest first. Higher is better, and waves lie years apart."""
AUDITED = ("p_hh_laag_ink", "p_corporatie", "p_65_oo", "rivm_goede_gezondheid")
"""Figures by which false alarms are compared, besides all about origin: to check, and never an input."""
CLASSES = {"lbm2_totaal": "lbm2_klasse"}
LEVEL = "wijk"


def signal_score(release: Release) -> IndicatorInfo | None:
    """Return the score that signals are about in this release; None when it has none."""
    known = {info.key: info for info in release.indicators()}
    return next((known[key] for key in SCORES if key in known), None)


def waves_of(release: Release) -> Waves | None:
    """Return the waves of the score for wijken, in the borders of the base year; None when there are too few.

    Size is the number of residents; intervals are drawn over gemeenten.
    """
    score = signal_score(release)
    if score is None:
        return None
    codes, years, values = _table(release, score.key)
    if len(codes) < FEWEST or len(years) < 2:
        return None
    classes = CLASSES.get(score.key)
    coarse = np.full_like(values, np.nan)
    if classes is not None:
        codes, years, values, coarse = _with_classes(release, classes, codes, years, values)
    return make_waves(
        codes,
        years,
        values,
        _sizes(release, codes),
        groups=_gemeenten(release, codes),
        classes=coarse,
        indicator=score.key,
        source=release.info.id,
    )


def audits_of(release: Release, waves: Waves) -> tuple[ReleaseAudit, ...]:
    """Return the fairness audit of the signals of a release, by the last known values of its figures."""
    keys = [
        info.key
        for info in release.indicators()
        if info.key in AUDITED or why_refused(info.key) == "herkomst"
    ]
    groupings = {key: _newest(release, key, waves.areas) for key in keys}
    return audit_waves(waves, groupings)


def panel_of(release: Release, indicator: str) -> Panel:
    """Return one figure of all wijken per year, in the borders of the base year.

    Raises
    ------
    InputError
        A figure that may not be an input.
    """
    codes, years, values = _table(release, indicator)
    return make_panel(
        codes,
        years,
        values,
        clusters=_gemeenten(release, codes),
        sizes=_sizes(release, codes),
        indicator=indicator,
        source=release.info.id,
    )


def measurable(release: Release) -> tuple[IndicatorInfo, ...]:
    """Return the figures on which an effect may be measured: a direction, no class, and nothing protected."""
    return tuple(
        info
        for info in release.indicators()
        if info.direction != "none"
        and info.combine != "class"
        and not info.modelled
        and not why_refused(info.key)
    )


def _table(release: Release, indicator: str) -> tuple[list[str], list[int], FloatArray]:
    rows = release.figures(indicator, level=LEVEL, basis="base")
    rows = rows.filter(pl.col("value").is_not_null()).select("key", "year", "value")
    if rows.is_empty():
        return [], [], np.zeros((0, 0))
    wide = rows.pivot(on="year", index="key", values="value", sort_columns=True).sort("key")
    years = sorted(int(name) for name in wide.columns[1:])
    values = wide.select(str(year) for year in years).to_numpy().astype(np.float64)
    return wide["key"].to_list(), years, values


def _with_classes(
    release: Release, classes: str, codes: list[str], years: list[int], values: FloatArray
) -> tuple[list[str], list[int], FloatArray, FloatArray]:
    """Waves of which only a class is known come before those with a score."""
    class_codes, class_years, found = _table(release, classes)
    every = sorted(set(years) | {year for year in class_years if year < max(years)})
    row, column = {code: i for i, code in enumerate(codes)}, {year: i for i, year in enumerate(every)}
    score, coarse = np.full((len(codes), len(every)), np.nan), np.full((len(codes), len(every)), np.nan)
    score[:, [column[year] for year in years]] = values
    for i, code in enumerate(class_codes):
        for j, year in enumerate(class_years):
            if code in row and year in column:
                coarse[row[code], column[year]] = found[i, j]
    return codes, every, score, coarse


def _sizes(release: Release, codes: list[str]) -> FloatArray:
    return _newest(release, "inwoners", codes)


def _newest(release: Release, indicator: str, codes: Sequence[str]) -> FloatArray:
    rows = release.figures(indicator, level=LEVEL, basis="base")
    rows = rows.filter(pl.col("value").is_not_null()).sort("year").unique("key", keep="last")
    found = dict(rows.select("key", "value").iter_rows())
    return np.array([found.get(code, np.nan) for code in codes], dtype=np.float64)


def _gemeenten(release: Release, codes: list[str]) -> list[str]:
    found = dict(release.areas().select("key", "gemeente_key").iter_rows())
    return [found.get(code) or code[:6] for code in codes]
