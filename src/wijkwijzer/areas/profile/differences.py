"""The parts of an area beside each other: a dot and an interval each, and a row for what is unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import Differences, Dot, IndicatorInfo, Status, Text
from wijkwijzer.areas.profile.together import Groups, PartFigure, combined
from wijkwijzer.areas.profile.words import both, figure_text, gap_reason
from wijkwijzer.areas.store.reader import ReleaseReader
from wijkwijzer.areas.store.sorted_reader import Columns
from wijkwijzer.opendata.missing import KNOWN, STATUSES

__all__ = [
    "Figures",
    "PartFigure",
    "all_part_figures",
    "differences_text",
    "group_dots",
    "latest_common_year",
    "make_differences",
    "part_figures",
    "row_name",
]

_COLUMNS = ("indicator", "year", "value", "low", "high", "status", "n")
_STATUSES: tuple[Status, ...] = ("known", "suppressed", "missing", "not_published")


Figures = dict[int, dict[int, PartFigure]]
"""Part -> year -> figure."""


def all_part_figures(reader: ReleaseReader, parts: Sequence[int]) -> dict[int, Figures]:
    """Return the own-year figures of parts by the number of the indicator."""
    result: dict[int, Figures] = {}
    for part in parts:
        rows = reader.points(part)
        for indicator, year, figure in _figures(rows, rows["basis"] == 0):
            result.setdefault(indicator, {}).setdefault(part, {})[year] = figure
    return result


def _figures(rows: Columns, wanted: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int, PartFigure]]:
    """Indicator, year and figure of the wanted rows."""
    columns = (rows[name][wanted].tolist() for name in _COLUMNS)
    for indicator, year, value, low, high, status, n in zip(*columns, strict=True):
        yield indicator, year, PartFigure(_none(value), _none(low), _none(high), _STATUSES[status], _none(n))


def part_figures(reader: ReleaseReader, parts: Sequence[int], indicator: int) -> Figures:
    """Return the own-year figures of parts for one indicator (by its number)."""
    result: Figures = {}
    for part in parts:
        rows = reader.points(part)
        wanted = (rows["basis"] == 0) & (rows["indicator"] == indicator)
        for _indicator, year, figure in _figures(rows, wanted):
            result.setdefault(part, {})[year] = figure
    return result


def latest_common_year(figures: Figures) -> int | None:
    """Return the latest year in which at least half as many parts have a figure as in the fullest year.

    Examples
    --------
    >>> known = PartFigure(1.0, None, None, "known")
    >>> latest_common_year({1: {2020: known, 2024: known}, 2: {2020: known}, 3: {2020: known}})
    2020
    """
    counts = Counter(
        year for rows in figures.values() for year, figure in rows.items() if figure.status == STATUSES[KNOWN]
    )
    most = max(counts.values(), default=0)
    return max((year for year, count in counts.items() if count * 2 >= most), default=None)


def make_differences(
    reader: ReleaseReader,
    info: IndicatorInfo,
    groups: Groups,
    figures: Figures,
    country: dict[int, float | None],
    gemeente: dict[int, float | None],
) -> Differences | None:
    """Put the parts of an area beside each other; None when fewer than two rows have a figure in one year.

    A part keeps its row; small parts share one with a neighbour.

    Parameters
    ----------
    groups : the parts of the area, those that share a row together.
    country, gemeente : year -> value, to compare with.
    """
    year = latest_common_year(figures)
    if year is None:
        return None
    dots = group_dots(reader, info, groups, figures, year)
    dots.sort(key=lambda dot: (dot.area.name.casefold(), dot.area.code))
    if sum(dot.status == "known" for dot in dots) < 2:
        return None
    return Differences(
        indicator=info.key,
        year=year,
        dots=tuple(dots),
        country=country.get(year),
        gemeente=gemeente.get(year),
        text=differences_text(info, dots),
    )


def group_dots(
    reader: ReleaseReader, info: IndicatorInfo, groups: Groups, figures: Figures, year: int
) -> list[Dot]:
    """Return a dot for each part of an area, or for a group of small parts that are shown together."""
    # A figure that is never combined can only stand for its own area.
    if info.combine == "class":
        groups = tuple((part,) for group in groups for part in group)
    at_year = {part: rows.get(year) for part, rows in figures.items()}
    return [_dot(reader, info, group, [at_year.get(part) for part in group]) for group in groups]


def _dot(
    reader: ReleaseReader, info: IndicatorInfo, group: Sequence[int], figures: Sequence[PartFigure | None]
) -> Dot:
    figure = figures[0]
    if len(group) > 1:
        figure = combined(info, figures, [reader.residents(part) for part in group])
    if figure is None:
        figure = PartFigure(None, None, None, "missing")
    members = sorted((reader.ref(part) for part in group), key=lambda ref: (ref.name.casefold(), ref.code))
    return Dot(
        area=members[0],
        value=figure.value,
        low=figure.low,
        high=figure.high,
        status=figure.status,
        text=figure_text(info, figure.value),
        reason=gap_reason(figure.status),
        merged=tuple(members) if len(members) > 1 else (),
    )


def differences_text(info: IndicatorInfo, dots: Sequence[Dot]) -> Text:
    """Say whether the parts differ, and which share a row."""
    text = _say(info, dots)
    if not any(dot.merged for dot in dots):
        return text
    return both(
        "{text} Een gebied met minder dan {n} inwoners staat samen met het kleinste gebied ernaast.",
        "{text} An area with fewer than {n} residents stands together with the smallest area beside it.",
        text=text,
        n=FEWEST_RESIDENTS,
    )


def row_name(dot: Dot) -> Text:
    """Return the name of a row: "Noord en Zuid samen" for parts that share it."""
    names = [area.name for area in dot.merged] or [dot.area.name]
    if len(names) == 1:
        return Text(names[0], names[0])
    first = ", ".join(names[:-1])
    return Text(f"{first} en {names[-1]} samen", f"{first} and {names[-1]} together")


def _say(info: IndicatorInfo, dots: Sequence[Dot]) -> Text:
    known = [dot for dot in dots if dot.value is not None]
    low = min(known, key=lambda dot: dot.value or 0.0)
    high = max(known, key=lambda dot: dot.value or 0.0)
    if low.high is None or high.low is None:
        return Text(
            "Het zijn schattingen; of de delen echt verschillen, is niet te zeggen.",
            "These are estimates; whether the parts really differ cannot be said.",
        )
    if low.high >= high.low:
        return Text(
            "De delen verschillen hier niet aantoonbaar.", "The parts do not demonstrably differ here."
        )
    return both(
        "{name}: het laagst in {low} ({a}), het hoogst in {high} ({b}).",
        "{name}: lowest in {low} ({a}), highest in {high} ({b}).",
        name=info.name,
        low=row_name(low),
        high=row_name(high),
        a=low.text,
        b=high.text,
    )


def _none(value: float) -> float | None:
    return value if value == value else None
