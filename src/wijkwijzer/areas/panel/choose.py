"""The panel: every published figure of every area and year once, with its denominator and its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.areas.catalogue import Indicator, catalogue, indicator
from wijkwijzer.areas.panel.identity import Areas
from wijkwijzer.areas.panel.uncertainty import half_width, rounding_terms, zero_bound
from wijkwijzer.opendata.missing import KNOWN, MISSING

__all__ = ["DERIVED", "PUBLISHED", "Published", "Sizes", "choose_figures", "make_panel"]

PUBLISHED, DERIVED = 0, 1
"""``origin`` of a value: as the publisher printed it, or a share that we derived from printed counts."""
_KEYS = ["area", "year"]
_ROW = ["area", "segment", "level", "year", "division", "value", "status", "source"]
_SIGNED = ("score",)
_Rows = dict[str, pl.DataFrame]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers that weigh areas: residents, households, dwellings and the like.

    Attributes
    ----------
    table : area, segment, size (name), year, amount; sorted by year.
    """

    table: pl.DataFrame

    def attach(self, frame: pl.DataFrame, size: str, name: str) -> pl.DataFrame:
        """Add the amount of one size to rows with area, segment and year.

        In the same borders the same year, else the nearest one; only when the size is unknown in these
        borders the nearest year in other borders. A count over a larger area may not be divided by the
        residents of a smaller.
        """
        own = self.table.filter(pl.col("size") == size).drop("size")
        exact = own.rename({"amount": name})
        frame = frame.join(exact, on=["area", "segment", "year"], how="left", maintain_order="left")
        if not frame[name].has_nulls():
            return frame
        frame = frame.with_row_index("__order")
        found, rest = frame.filter(pl.col(name).is_not_null()), frame.filter(pl.col(name).is_null())
        both = pl.concat([found, self._nearest(rest.drop(name), own, name).select(found.columns)])
        return both.sort("__order").drop("__order")

    def _nearest(self, frame: pl.DataFrame, own: pl.DataFrame, name: str) -> pl.DataFrame:
        result = frame.sort("year")
        for by, column in ((["area", "segment"], "__same"), (["area"], "__other")):
            right = own.select(*by, "year", pl.col("amount").alias(column))
            result = result.join_asof(right, on="year", by=by, strategy="nearest", check_sortedness=False)
        return result.with_columns(pl.coalesce("__same", "__other").alias(name))


@dataclass(frozen=True, slots=True)
class Published:
    """What publishers printed: one figure per area, figure and year, with what weighs them.

    Attributes
    ----------
    rows : by name of the figure: area, segment, level, year, division, value, status, source.
    sizes : the denominators.
    """

    rows: _Rows
    sizes: Sizes


def choose_figures(observations: dict[str, pl.DataFrame], areas: Areas) -> Published:
    """Choose one figure per area and year; `observations` is emptied on the way, to spare memory.

    Parameters
    ----------
    observations : by name of the figure, see `wijkwijzer.opendata.observations.OBSERVATION_SCHEMA`.
    areas : who a code is in a division.
    """
    codes = areas.members.with_columns(pl.col("code").cast(pl.Categorical)).join(
        areas.table.select("area", pl.col("level").cast(pl.Categorical)), on="area"
    )
    rows = {key: _choose(observations.pop(key), codes) for key in sorted(observations)}
    return Published(rows, _sizes(rows))


def make_panel(published: Published, number: int) -> pl.DataFrame | None:
    """Make the panel of one indicator: derive shares from counts, add sizes and intervals.

    Parameters
    ----------
    number : place of the indicator in the catalogue.

    Returns
    -------
    DataFrame or None
        indicator (UInt16), area, year, division, segment, level, value, status, source, n, low, high,
        variance, origin. A gap keeps its row. ``variance`` is the rounding variance; it is null for estimates
        of a model, whose error is unknown. None when nobody published the indicator.
    """
    entry = catalogue()[number]
    own = _own_rows(entry, published.rows, published.sizes)
    if own is None or not own.height:
        return None
    own = _with_interval(entry, _with_size(entry, own, published.sizes))
    return own.with_columns(indicator=pl.lit(number, dtype=pl.UInt16))


def _choose(part: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Keep one row of one indicator per area and year: what is known first, then the file that comes
    first.
    """
    own = part.join(codes, on=["code", "division"])
    if not own.select(pl.struct(_KEYS).is_duplicated().any()).item():
        return own.sort(_KEYS).select(_ROW)
    own = own.with_columns(
        gap=pl.col("status") != KNOWN, distance=(pl.col("year") - pl.col("division")).abs()
    )
    return (
        own.sort("area", "year", "gap", "priority", "distance", pl.col("source").to_physical())
        .unique(_KEYS, keep="first", maintain_order=True)
        .select(_ROW)
    )


def _sizes(rows: _Rows) -> Sizes:
    names = {entry.weight for entry in catalogue() if entry.weight} | {"inwoners"}
    parts = [
        rows[name]
        .filter((pl.col("status") == KNOWN) & (pl.col("value") > 0))
        .select("area", "segment", pl.lit(name).alias("size"), "year", pl.col("value").alias("amount"))
        for name in sorted(names)
        if name in rows
    ]
    return Sizes(pl.concat(parts).sort("year"))


def _own_rows(entry: Indicator, rows: _Rows, sizes: Sizes) -> pl.DataFrame | None:
    """Return published and derived rows; a share derived from counts goes before a published whole per
    cent.
    """
    found = []
    if entry.numerator in rows:
        found.append(_derive(entry, rows, sizes))
    if entry.key in rows:
        found.append(
            rows[entry.key].with_columns(
                whole=pl.lit(None, dtype=pl.Float64), origin=pl.lit(PUBLISHED, dtype=pl.UInt8)
            )
        )
    if len(found) < 2:
        return found[0] if found else None
    return (
        pl.concat(found, how="diagonal")
        .with_columns(gap=pl.col("status") != KNOWN)
        .sort("area", "year", "gap", maintain_order=True)
        .unique(_KEYS, keep="first", maintain_order=True)
        .drop("gap")
    )


def _derive(entry: Indicator, rows: _Rows, sizes: Sizes) -> pl.DataFrame:
    part = rows[entry.numerator]
    if len(entry.denominator) == 1:
        own = sizes.attach(part, entry.denominator[0], "whole")
    else:
        own = _add_whole(part, [rows.get(name) for name in entry.denominator])
    good = (pl.col("status") == KNOWN) & (pl.col("whole") > 0).fill_null(False)
    lost = (pl.col("status") == KNOWN) & ~good
    return own.with_columns(
        value=pl.when(good).then(entry.per * pl.col("value") / pl.col("whole")),
        status=pl.when(lost).then(pl.lit(MISSING, dtype=pl.UInt8)).otherwise("status"),
        origin=pl.lit(DERIVED, dtype=pl.UInt8),
    )


def _add_whole(rows: pl.DataFrame, parts: list[pl.DataFrame | None]) -> pl.DataFrame:
    """Add up the parts of a whole that is not published itself; unknown when one part is."""
    rows = rows.with_columns(whole=pl.lit(0.0))
    for part in parts:
        if part is None:
            return rows.with_columns(whole=pl.lit(None, dtype=pl.Float64))
        own = part.select("area", "year", pl.col("value").alias("__part"))
        rows = rows.join(own, on=_KEYS, how="left", maintain_order="left")
        rows = rows.with_columns(whole=pl.col("whole") + pl.col("__part")).drop("__part")
    return rows


def _with_size(entry: Indicator, rows: pl.DataFrame, sizes: Sizes) -> pl.DataFrame:
    """Add ``n``: what the figure counts, or is a share of."""
    if entry.combine == "count":
        return rows.with_columns(n=pl.col("value"))
    if not entry.weight:
        return rows.with_columns(n=pl.lit(None, dtype=pl.Float64))
    rows = sizes.attach(rows, entry.weight, "n")
    return rows.with_columns(n=pl.coalesce("whole", "n"))


def _with_interval(entry: Indicator, rows: pl.DataFrame) -> pl.DataFrame:
    """Add the 95% meetonzekerheid and the variance it comes from."""
    value = rows["value"].fill_null(np.nan).to_numpy()
    whole = rows["n"].fill_null(np.nan).to_numpy()
    large = rows["level"].is_in(["gemeente", "land"]).to_numpy()
    first, second = _half_ranges(entry, rows, value, whole, large)
    half = half_width(first, second)
    low, high = value - half, value + half
    if entry.unit_key not in _SIGNED:
        low = np.where(value >= 0, np.maximum(low, 0.0), low)
    if entry.unit_key == "percent":
        high = np.minimum(high, np.fmax(100.0, value))
    if entry.zero_below is not None:
        count = entry.combine == "count"
        bound = (
            np.full(len(value), entry.zero_below) if count else zero_bound(entry.zero_below, entry.per, whole)
        )
        zero = (value == 0) & np.isfinite(bound)
        low, high = np.where(zero, 0.0, low), np.where(zero, np.fmax(bound, high), high)
    known = np.isfinite(value) & (not entry.modelled)
    columns = {"low": low, "high": high, "variance": (first**2 + second**2) / 3}
    rows = rows.with_columns(
        pl.Series(name, np.where(known, column, np.nan)).fill_nan(None) for name, column in columns.items()
    )
    return rows.select(*_ROW, "n", "low", "high", "variance", "origin")


def _half_ranges(
    entry: Indicator,
    rows: pl.DataFrame,
    value: FloatArray,
    whole: FloatArray,
    large: NDArray[np.bool_],
) -> tuple[FloatArray, FloatArray]:
    """Return the half-ranges of the (one or two) rounding errors in each value."""
    first = np.where(large, entry.rounding_gemeente, entry.rounding) / 2
    second = np.zeros(len(value))
    if not entry.rounding_numerator:
        return first, second
    counted = np.isfinite(whole)
    if entry.numerator:
        counted &= rows["origin"].to_numpy() == DERIVED
    if len(entry.denominator) > 1:
        return _half_ranges_of_parts(entry, value, whole, counted, first)
    try:
        size = indicator(entry.weight)
        unit_whole = np.where(large, size.rounding_gemeente, size.rounding)
    except KeyError:  # a size that is no indicator itself is rounded as its parts are
        unit_whole = np.full(len(value), entry.rounding_numerator)
    part, rest = rounding_terms(value, whole, entry.per, entry.rounding_numerator, unit_whole)
    return np.where(counted, part, first), np.where(counted, rest, second)


def _half_ranges_of_parts(
    entry: Indicator, value: FloatArray, whole: FloatArray, counted: NDArray[np.bool_], first: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the half-ranges of a share of a whole that is itself the sum of rounded parts, this one among
    them.

    The error of the part moves both sides of the fraction, so it counts for (1 - share); the other parts
    move only the whole, and their errors are taken as one of the same variance.
    """
    share = value / entry.per
    step = entry.per * entry.rounding_numerator / (2 * np.maximum(whole, 1e-12))
    others = np.sqrt(len(entry.denominator) - 1)
    part, rest = step * (1 - share), step * share * others
    return np.where(counted, part, first), np.where(counted, rest, 0.0)
