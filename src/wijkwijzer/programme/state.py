"""How a named set of areas is doing beside all other areas of its level, since a first year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from wijkwijzer.areas import IndicatorInfo
from wijkwijzer.areas import Words as AreaWords
from wijkwijzer.programme.papers.reports import SetRow
from wijkwijzer.programme.records import FrozenFigure
from wijkwijzer.report import Language

if TYPE_CHECKING:
    from wijkwijzer.areas import Release

__all__ = ["state_of_set"]


def state_of_set(
    release: Release,
    keys: Sequence[str],
    *,
    since: int,
    indicators: Sequence[str] | None = None,
    language: Language = "nl",
) -> tuple[SetRow, ...]:
    """Return leading indicators of a set of areas and of all other areas, in the first year from `since`
    and the last.

    A share is the mean over areas weighted by its denominator, in the borders of the release's base year;
    only areas known in both years count, so that both years speak of the same areas.

    Parameters
    ----------
    keys : areas of one level, by code.
    since : first year wanted; the first year from then in which at least half of the set is known is taken.
    indicators : keys; the leading ones of the release when None.

    Returns
    -------
    tuple of SetRow
        One for each indicator that can be told; empty when there is none.
    """
    infos = {info.key: info for info in release.indicators()}
    wanted = indicators or [
        key for key, info in infos.items() if info.leading and info.combine not in ("class", "count")
    ]
    level = {release.area(key).level for key in keys}
    if len(level) != 1:
        return ()
    rows = (
        _row(release, infos[key], set(keys), level.copy().pop(), since, AreaWords(language))
        for key in wanted
        if key in infos
    )
    return tuple(row for row in rows if row is not None)


def _row(
    release: Release, info: IndicatorInfo, keys: set[str], level: str, since: int, words: AreaWords
) -> SetRow | None:
    frame = release.figures(info.key, level=level, basis="base").filter(
        pl.col("value").is_not_null() & (pl.col("year") >= since)
    )
    inside = frame.filter(pl.col("key").is_in(keys))
    years = [
        year
        for (year,), group in sorted(inside.group_by("year"), key=lambda pair: pair[0])
        if group.height * 2 >= len(keys)
    ]
    if len(years) < 2:
        return None
    first, last = int(years[0]), int(years[-1])
    both = frame.filter(pl.col("year").is_in([first, last]))
    whole = both.group_by("key").len().filter(pl.col("len") == 2)["key"]
    both = both.filter(pl.col("key").is_in(whole.implode()))
    values = {
        (is_set, year): _mean(both.filter(pl.col("key").is_in(keys) == is_set, pl.col("year") == year))
        for is_set in (True, False)
        for year in (first, last)
    }
    if any(value is None for value in values.values()):
        return None
    return _made(release, info, values, (first, last), words)


def _made(
    release: Release,
    info: IndicatorInfo,
    values: Mapping[tuple[bool, int], float | None],
    years: tuple[int, int],
    words: AreaWords,
) -> SetRow:
    def figure(is_set: bool, year: int) -> FrozenFigure:
        value = values[is_set, year]
        who = "set" if is_set else "rest"
        name, text = words.of(info.name), words.value(info, value)
        source = ", ".join(info.sources)
        key = f"{who}-{info.key}-{year}"
        return FrozenFigure(
            key, info.key, name, who, who, year, value, None, None, text, source, release.info.id
        )

    first, last = years
    return SetRow(
        words.of(info.name),
        figure(True, first),
        figure(True, last),
        figure(False, first),
        figure(False, last),
    )


def _mean(frame: pl.DataFrame) -> float | None:
    """Weighted by the denominator where every area has one; else each area counts once."""
    if frame.is_empty():
        return None
    weight = frame["n"].fill_null(0.0)
    if not (weight > 0).all():
        weight = pl.ones(frame.height, pl.Float64, eager=True)
    return float((frame["value"] * weight).sum()) / float(weight.sum())
