"""The rows of an area's document: a position per indicator, and the parts of the area side by side."""

from __future__ import annotations

from collections.abc import Sequence

from wijkwijzer.areas.document.addresses import Addresses
from wijkwijzer.areas.document.series import PANELS, comparable_sizes, source_line
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import AreaProfile, Differences, Dot, IndicatorView
from wijkwijzer.areas.profile.why.reasons import address
from wijkwijzer.areas.profile.words import side_text
from wijkwijzer.report import (
    Axis,
    Cell,
    Column,
    Interval,
    LegendItem,
    Position,
    Row,
    RowHeading,
    Rows,
    Table,
    Unknown,
    formatted,
    three_ticks,
)

__all__ = ["difference_rows", "parts_table", "position_rows", "position_views", "widest_differences"]

ZONE = (25.0, 75.0)


# ---- position
def position_views(profile: AreaProfile) -> list[IndicatorView]:
    """Return the leading figures that can be put beside those of others, factor by factor."""
    by_key = {view.info.key: view for view in profile.indicators}
    keys = [key for factor in profile.factors for key in factor.leading if key in by_key]
    return [by_key[key] for key in keys if by_key[key].position.percentile is not None]


def position_rows(
    profile: AreaProfile, words: Words, addresses: Addresses, *, least: bool = False
) -> Rows | None:
    """Return a row per indicator under its factor; None when nothing can be compared at all.

    `least` takes the first figure of each factor that can be compared, and its factor as the small line.
    """
    by_key = {view.info.key: view for view in profile.indicators}
    level = words.say(profile.identity.level)
    rows: list[Row | RowHeading] = []
    without: list[Row | RowHeading] = []
    views: list[IndicatorView] = []
    for factor in profile.factors:
        own = [by_key[key] for key in factor.leading if key in by_key]
        if not any(view.position.percentile is not None for view in own):
            reason = words.of(factor.reason) if factor.reason else ""
            without.append(
                Row(words.of(factor.name), Unknown(), words.say("unknown_mark"), words_note=reason)
            )
            continue
        if least:
            own = [view for view in own if view.position.percentile is not None][:1]
        else:
            rows.append(RowHeading(words.of(factor.name)))
        rows += [_position_row(view, level, words, addresses) for view in own]
        views += own
    if not rows:
        return None
    if without:
        rows += [RowHeading(words.say("no_figures")), *without]
    return Rows(
        tuple(rows),
        axis=Axis(((0, words.say("low_end")), (50, words.say("middle")), (100, words.say("high_end")))),
        legend=_position_legend(profile, rows, words),
        table=_position_table(profile, views, words),
        source=source_line(profile, views, words, addresses),
    )


def _position_row(view: IndicatorView, level: str, words: Words, addresses: Addresses) -> Row:
    position = view.position
    label = addresses.label(view, words)
    note = ", ".join(part for part in (words.of(view.latest.text), str(view.latest.year or "")) if part)
    if position.percentile is None:
        return Row(
            label, Unknown(), words.say("unknown_mark"), note=note, words_note=words.of(position.reason)
        )
    mid = position.percentile
    low = mid if position.low is None else min(position.low, mid)
    high = mid if position.high is None else max(position.high, mid)
    mark = Position(Interval(low, mid, high), zone=ZONE, dashed=position.gemeente_percentile)
    said = words.of(side_text(position.side, view.info.modelled))
    among = words.say("among", n=formatted(position.n, words.whole, words.language), level=level)
    return Row(
        label,
        mark,
        addresses.asked(said, address("plaats", view.info.key), words),
        note=note,
        words_note=among,
        description=f"{words.of(view.info.name)}: {said}, {among}",
    )


def _position_legend(
    profile: AreaProfile, rows: Sequence[Row | RowHeading], words: Words
) -> tuple[LegendItem, ...]:
    level = words.say(profile.identity.level)
    marks = [row.mark for row in rows if isinstance(row, Row)]
    items = [LegendItem("position", words.say("and_where", name=profile.identity.name))]
    if profile.identity.gemeente and any(isinstance(m, Position) and m.dashed is not None for m in marks):
        items.append(LegendItem("dashed-tick", profile.identity.gemeente.name))
    items.append(LegendItem("zone", words.say("middle_half", level=level)))
    if any(isinstance(mark, Unknown) for mark in marks):
        items.append(LegendItem("unknown", words.say("unknown_mark")))
    return tuple(items)


def _position_table(profile: AreaProfile, views: Sequence[IndicatorView], words: Words) -> Table:
    level = words.say(profile.identity.level)
    names = ("figure", "year", "value", "place", "from", "to", "n")
    columns = tuple(Column(words.say(name), "text" if name == "figure" else "number") for name in names)
    rows: list[tuple[Cell, ...]] = []
    for view in views:
        place = view.position
        numbers: list[Cell] = [
            None if value is None else formatted(value, words.whole, words.language)
            for value in (place.percentile, place.low, place.high)
        ]
        n = formatted(place.n, words.whole, words.language)
        year = str(place.year) if place.year else None
        rows.append((words.of(view.info.name), year, words.value(view.info, view.latest.value), *numbers, n))
    caption = f"{words.say('position')}: {words.say('middle_half', level=level)} = 25–75"
    return Table(caption, columns, tuple(rows), folded=True)


# ---- differences
def widest_differences(profile: AreaProfile) -> list[tuple[IndicatorView, Differences]]:
    """Return the indicators with figures of at least two parts, the best known and leading ones first."""
    found = [(view, view.differences) for view in profile.indicators if view.differences is not None]
    known = [(v, d) for v, d in found if sum(dot.value is not None for dot in d.dots) >= 2]
    order = {factor.key: factor.number for factor in profile.factors}
    return sorted(
        known,
        key=lambda pair: (
            not pair[0].info.leading,
            -sum(dot.value is not None for dot in pair[1].dots),
            order.get(pair[0].info.factor, 99),
        ),
    )


def difference_rows(
    profile: AreaProfile, view: IndicatorView, differences: Differences, words: Words, addresses: Addresses
) -> Rows:
    """Return the parts of an area beside each other, by alphabet."""
    dots = differences.dots
    bounds = [b for dot in dots for b in (dot.low, dot.value, dot.high) if b is not None]
    country = differences.country if comparable_sizes(view) else None
    bounds += [country] if country is not None else []
    start = 0.0 if min(bounds) >= 0 else min(bounds) * 1.05
    end = max(bounds) * 1.05 or 1.0
    ticks, decimals = three_ticks(start, end)
    form = words.form(view.info, decimals)
    axis = Axis(
        tuple(
            (100 * (tick - start) / (end - start), formatted(tick, form, words.language)) for tick in ticks
        ),
        below=True,
    )
    caption = f"{words.of(view.info.name)}, {differences.year}. "
    if country is not None:
        said = words.value(view.info, country)
        caption += words.say("country_line", country=profile.identity.country.name, value=said) + " "
    rows = tuple(_dot_row(dot, country, view, (start, end), words, addresses) for dot in dots)
    return Rows(
        rows,
        caption=caption + words.say("order"),
        axis=axis,
        table=_dot_table(view, differences, words),
        source=source_line(profile, [view], words, addresses),
    )


def _dot_row(
    dot: Dot,
    country: float | None,
    view: IndicatorView,
    scale: tuple[float, float],
    words: Words,
    addresses: Addresses,
) -> Row:
    label, note = addresses.place(dot.area), ""
    if dot.merged:
        label, note = _joined([area.name for area in dot.merged], words), words.say("merged")
    if dot.value is None:
        return Row(label, Unknown(), words.say("unknown_mark"), note=note, words_note=words.of(dot.reason))
    low = dot.value if dot.low is None else min(dot.low, dot.value)
    high = dot.value if dot.high is None else max(dot.high, dot.value)
    mark = Position(Interval(low, dot.value, high), start=scale[0], end=scale[1], zone=None, dotted=country)
    said = words.value(view.info, dot.value)
    return Row(label, mark, said, note=note, words_note=words.range(view.info, dot.low, dot.high, dot.value))


def _joined(names: Sequence[str], words: Words) -> str:
    return f"{', '.join(names[:-1])} {words.say('and')} {names[-1]}" if len(names) > 1 else names[0]


def _dot_table(view: IndicatorView, differences: Differences, words: Words) -> Table:
    columns = tuple(
        Column(words.say(name), "text" if name == "part" else "number")
        for name in ("part", "value", "from", "to")
    )
    rows: list[tuple[Cell, ...]] = [
        (
            _joined([area.name for area in dot.merged], words) if dot.merged else dot.area.name,
            *(None if v is None else words.short(view.info, v) for v in (dot.value, dot.low, dot.high)),
        )
        for dot in differences.dots
    ]
    unit = "" if words.form(view.info).suffix else f" ({words.of(view.info.unit)})"
    return Table(f"{words.of(view.info.name)}{unit}, {differences.year}", columns, tuple(rows), folded=True)


def parts_table(
    profile: AreaProfile,
    found: Sequence[tuple[IndicatorView, Differences]],
    words: Words,
    addresses: Addresses,
) -> Table | None:
    """Return one figure of each factor for every part, side by side; None when there is only one figure."""
    one_each: dict[str, tuple[IndicatorView, Differences]] = {}
    for view, differences in found:
        one_each.setdefault(view.info.factor, (view, differences))
    shown = list(one_each.values())[:PANELS]
    if len(shown) < 2:
        return None
    columns = [Column(words.say("part"))]
    columns += [Column(f"{words.of(view.info.name)}, {each.year}", "number") for view, each in shown]
    values = [{dot.area.key: dot for dot in each.dots} for _view, each in shown]
    rows: list[tuple[Cell, ...]] = []
    # Parts that are shown together share a row, and are so for every figure.
    merged = {area.key: dot for dots in values for dot in dots.values() for area in dot.merged}
    for area in profile.identity.children:
        group = merged.get(area.key)
        if group is not None and group.area.key != area.key:
            continue
        together = _joined([part.name for part in group.merged], words) if group is not None else None
        cells: list[Cell] = [together or addresses.place(area)]
        for (view, _each), dots in zip(shown, values, strict=True):
            dot = dots.get(area.key)
            cells.append(None if dot is None or dot.value is None else words.value(view.info, dot.value))
        rows.append(tuple(cells))
    caption = words.say("parts_caption", name=profile.identity.name)
    if merged:
        caption = f"{caption}. {words.say('merged_note', n=FEWEST_RESIDENTS)}"
    return Table(caption, tuple(columns), tuple(rows), folded=True, summary=words.say("parts_summary"))
