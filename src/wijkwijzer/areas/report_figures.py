"""The pictures of an area's document: small multiples, position rows and the dot plot of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wijkwijzer.areas.profile import AreaProfile, AreaRef, Differences, Dot, IndicatorView, Series
from wijkwijzer.areas.report_words import Words
from wijkwijzer.report import (
    Axis,
    Cell,
    Chart,
    Charts,
    Column,
    Content,
    Interval,
    LegendItem,
    Link,
    Point,
    Position,
    Row,
    RowHeading,
    Rows,
    Table,
    TimeChart,
    Unknown,
    formatted,
)
from wijkwijzer.report.charts import three_ticks

__all__ = [
    "Addresses",
    "development_charts",
    "difference_rows",
    "position_rows",
    "shown_series",
    "source_line",
    "widest_differences",
]

PANELS = 6
ZONE = (25.0, 75.0)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the names of a document link to; None links nothing."""

    indicator: Callable[[str], str] | None = None
    area: Callable[[AreaRef], str] | None = None
    methods: str = ""

    def label(self, view: IndicatorView, words: Words) -> Content:
        """Return the name of an indicator, as a link when it has a page."""
        name = words.of(view.info.name)
        return (Link(name, self.indicator(view.info.key)),) if self.indicator else name

    def place(self, area: AreaRef) -> Content:
        """Return the name of an area, as a link when it has a page."""
        return (Link(area.name, self.area(area)),) if self.area else area.name


# ---- series
def _known_years(series: Series | None) -> int:
    return sum(value is not None for value in series.value) if series else 0


def shown_series(view: IndicatorView) -> Series:
    """Return the series in base-year borders when it is as long as the own-year one, else the own one."""
    if view.base is not None and _known_years(view.base) >= max(2, _known_years(view.own)):
        return view.base
    return view.own


def _points(series: Series | None, *, from_year: int = 0) -> tuple[Point, ...]:
    """Years not published are left out; a year that should be there and is not stays, as unknown."""
    if series is None:
        return ()
    return tuple(
        Point(year, value, low, high)
        for year, value, low, high, status in zip(
            series.years, series.value, series.low, series.high, series.status, strict=True
        )
        if year >= from_year and (value is not None or status != "not_published")
    )


def panel_views(profile: AreaProfile) -> list[IndicatorView]:
    """Return at most six indicators with a series: leading and long ones first, each factor in its turn."""
    found = [view for view in profile.indicators if _known_years(shown_series(view)) >= 2]
    found.sort(key=lambda view: (not view.info.leading, -_known_years(shown_series(view))))
    turns: dict[str, list[IndicatorView]] = {factor.key: [] for factor in profile.factors}
    for view in found:
        turns.setdefault(view.info.factor, []).append(view)
    chosen: list[IndicatorView] = []
    while len(chosen) < PANELS and any(turns.values()):
        for queue in turns.values():
            if queue and len(chosen) < PANELS:
                chosen.append(queue.pop(0))
    return chosen


def development_charts(profile: AreaProfile, words: Words, addresses: Addresses) -> Charts | None:
    """Return the small multiples, or None when nothing has two years."""
    views = panel_views(profile)
    if not views:
        return None
    charts = tuple(_panel(profile, view, words, addresses) for view in views)
    return Charts(
        charts, _development_legend(profile, charts, words), source_line(profile, views, words, addresses)
    )


def _panel(profile: AreaProfile, view: IndicatorView, words: Words, addresses: Addresses) -> Chart:
    series = shown_series(view)
    main = _points(series)
    first_year = main[0].year
    known = [point for point in main if point.value is not None]
    said = words.say(
        "change",
        first=words.value(view.info, known[0].value),
        first_year=known[0].year,
        last=words.value(view.info, known[-1].value),
        last_year=known[-1].year,
    )
    borders = (
        words.say("base_borders", year=profile.release.base_year)
        if series.basis == "base"
        else words.say("own_borders")
    )
    spec = TimeChart(
        main=main,
        dashed=_points(view.gemeente, from_year=first_year),
        dotted=_points(view.country, from_year=first_year),
        band=_points(view.peers, from_year=first_year),
        breaks=tuple(sorted({*series.border_breaks, *series.definition_breaks})),
        comparable=series.draw_line,
        number=words.form(view.info),
    )
    remark = words.of(series.reason) if not series.draw_line else ""
    return Chart(
        words.of(view.info.name),
        spec,
        description=f"{said}. {words.of(view.trend.text) if view.trend else ''}".strip(),
        table=_series_table(profile, view, series, words),
        note=" ".join(part for part in (f"{_unit(view, words)}{said}; {borders}.", remark) if part),
        link=addresses.indicator(view.info.key) if addresses.indicator else "",
    )


def _unit(view: IndicatorView, words: Words) -> str:
    unit = words.of(view.info.unit)
    return "" if unit == "%" or not unit else f"{unit[0].upper()}{unit[1:]}. "


def _series_table(profile: AreaProfile, view: IndicatorView, series: Series, words: Words) -> Table:
    info, number = view.info, words.form(view.info)
    others = [
        (name, dict(zip(other.years, other.value, strict=True)))
        for name, other in _comparisons(profile, view)
    ]
    names = ["year", "value", "from", "to"]
    columns = [Column(words.say(name), "text" if name == "year" else "number") for name in names]
    with_n = any(n is not None for n in series.n)
    columns += [Column(words.say("n"), "number")] if with_n else []
    columns += [Column(name, "number") for name, _values in others] + [Column(words.say("source"))]
    sources = {source.key: source.name for source in profile.sources}
    rows: list[tuple[Cell, ...]] = []
    for i, year in enumerate(series.years):
        if series.value[i] is None and series.status[i] == "not_published":
            continue
        cells: list[Cell] = [str(year)]
        cells += [
            formatted(value, number, words.language) if value is not None else None
            for value in (series.value[i], series.low[i], series.high[i])
        ]
        if with_n:
            n = series.n[i]
            cells.append(None if n is None else formatted(n, type(number)(), words.language))
        for _name, values in others:
            value = values.get(year)
            cells.append(None if value is None else formatted(value, number, words.language))
        source = series.source[i]
        cells.append(sources.get(source, source) if source else None)
        rows.append(tuple(cells))
    return Table(words.of(info.name), tuple(columns), tuple(rows), folded=True)


def _comparisons(profile: AreaProfile, view: IndicatorView) -> list[tuple[str, Series]]:
    gemeente, country = profile.identity.gemeente, profile.identity.country
    found: list[tuple[str, Series]] = []
    if gemeente and view.gemeente and _known_years(view.gemeente):
        found.append((gemeente.name, view.gemeente))
    if view.country and _known_years(view.country):
        found.append((country.name, view.country))
    return found


def _development_legend(
    profile: AreaProfile, charts: Sequence[Chart], words: Words
) -> tuple[LegendItem, ...]:
    specs = [chart.spec for chart in charts if isinstance(chart.spec, TimeChart)]
    items = [LegendItem("main", words.say("with_uncertainty", name=profile.identity.name))]
    if profile.identity.gemeente and any(spec.dashed for spec in specs):
        items.append(LegendItem("dashed", profile.identity.gemeente.name))
    if any(spec.dotted for spec in specs):
        items.append(LegendItem("dotted", profile.identity.country.name))
    if profile.peers and any(spec.band for spec in specs):
        items.append(LegendItem("band", words.of(profile.peers.text)))
    if any(spec.breaks for spec in specs):
        items.append(LegendItem("break", words.say("break")))
    if any(not spec.comparable for spec in specs):
        items.append(LegendItem("open-dot", words.say("not_one_line")))
    if any(point.value is None for spec in specs for point in spec.main):
        items.append(LegendItem("unknown", words.say("unknown_mark")))
    return tuple(items)


def source_line(
    profile: AreaProfile, views: Iterable[IndicatorView], words: Words, addresses: Addresses
) -> Content:
    """Return the line under a picture: which sources, how uncertain, and how it was calculated."""
    used = {
        source for view in views for series in (view.own, view.base) if series for source in series.source
    }
    names = "; ".join(source.name for source in profile.sources if source.key in used)
    text = words.say("source_line", sources=names)
    return (f"{text} ", Link(words.say("how"), addresses.methods)) if addresses.methods else text


# ---- position
def position_rows(profile: AreaProfile, words: Words, addresses: Addresses) -> Rows | None:
    """Return a row per indicator under its factor; None when nothing can be compared at all."""
    by_key = {view.info.key: view for view in profile.indicators}
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
        rows.append(RowHeading(words.of(factor.name)))
        rows += [_position_row(view, words, addresses) for view in own]
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


def _position_row(view: IndicatorView, words: Words, addresses: Addresses) -> Row:
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
    return Row(label, mark, words.of(position.text), note=note)


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
    bounds += [b for b in (differences.country, differences.gemeente) if b is not None]
    start = 0.0 if min(bounds) >= 0 else min(bounds) * 1.05
    end = max(bounds) * 1.05 or 1.0
    ticks, decimals = three_ticks(start, end)
    number = words.form(view.info)
    form = type(number)(decimals, number.prefix, number.suffix)
    axis = Axis(
        tuple(
            (100 * (tick - start) / (end - start), formatted(tick, form, words.language)) for tick in ticks
        ),
        below=True,
    )
    caption = f"{words.of(view.info.name)}, {differences.year}. "
    if differences.country is not None:
        country = words.value(view.info, differences.country)
        caption += words.say("country_line", country=profile.identity.country.name, value=country) + " "
    rows = tuple(_dot_row(dot, differences, view, (start, end), words, addresses) for dot in dots)
    return Rows(
        rows,
        caption=caption + words.say("order"),
        axis=axis,
        table=_dot_table(view, differences, words),
        source=source_line(profile, [view], words, addresses),
    )


def _dot_row(
    dot: Dot,
    differences: Differences,
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
    mark = Position(
        Interval(low, dot.value, high), start=scale[0], end=scale[1], zone=None, dotted=differences.country
    )
    said = words.value(view.info, dot.value)
    return Row(label, mark, said, note=note, words_note=words.range(view.info, dot.low, dot.high, said))


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
            *(None if v is None else words.value(view.info, v) for v in (dot.value, dot.low, dot.high)),
        )
        for dot in differences.dots
    ]
    return Table(f"{words.of(view.info.name)}, {differences.year}", columns, tuple(rows), folded=True)
