"""The small multiples of an area's document: which figures, in which borders, with their table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from wijkwijzer.areas.document.addresses import Addresses
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaProfile, IndicatorView, Series
from wijkwijzer.areas.profile.direction import (
    comparable_years,
    compared_with,
    direction_text,
    short_direction,
    shown_series,
    told_trend,
)
from wijkwijzer.areas.profile.why.reasons import address
from wijkwijzer.report import (
    Cell,
    Chart,
    Charts,
    Column,
    Content,
    Inline,
    LegendItem,
    Link,
    Point,
    Table,
    TimeChart,
    formatted,
)

__all__ = [
    "PANELS",
    "comparable_sizes",
    "development_charts",
    "development_says",
    "panel_views",
    "peers_line",
    "source_line",
]

PANELS = 6
LONG = 5  # years with a figure


# ---- series
def _known_years(series: Series | None) -> int:
    return sum(value is not None for value in series.value) if series else 0


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


def _has_course(view: IndicatorView) -> bool:
    """Whether a picture of years says something: an empty place says more than one that is filled.

    A class is no amount, two points are no course but for what the page is about, and years that print alike
    are a straight line.
    """
    series = shown_series(view)
    known = [value for value in series.value if value is not None] if series else []
    if view.info.unit_key == "class" or len(known) < (2 if view.info.leading else LONG):
        return False
    long = view.info.leading and len(known) >= LONG
    return long or len({round(value, view.info.decimals) for value in known}) > 1


def panel_views(profile: AreaProfile) -> list[IndicatorView]:
    """Return at most six indicators: long series first, leading ones first, each factor in its turn."""
    found = [view for view in profile.indicators if view.doubt is None and _has_course(view)]
    long = [view for view in found if _known_years(shown_series(view)) >= LONG]
    short = [view for view in found if _known_years(shown_series(view)) < LONG]
    return (_in_turns(profile, long) + _in_turns(profile, short))[:PANELS]


def _in_turns(profile: AreaProfile, views: list[IndicatorView]) -> list[IndicatorView]:
    """One of each factor, then a second of each, and so on."""
    views = sorted(views, key=lambda view: (not view.info.leading, -_known_years(shown_series(view))))
    turns: dict[str, list[IndicatorView]] = {factor.key: [] for factor in profile.factors}
    for view in views:
        turns.setdefault(view.info.factor, []).append(view)
    rounds = zip_longest(*turns.values())
    return [view for each in rounds for view in each if view is not None]


def comparable_sizes(view: IndicatorView) -> bool:
    """Whether a larger area may stand in the same picture: its counts say nothing beside those of a wijk."""
    return view.info.combine != "count"


def development_says(profile: AreaProfile, words: Words) -> str:
    """Return in how many of the small multiples the course differs from elsewhere by more than chance."""
    views = panel_views(profile)
    if not views:
        return words.say("development_none")
    trends = [(view, trend) for view in views if (trend := told_trend(view)) is not None]
    if not trends:
        return words.say("development_says")
    found = [words.of(view.info.name) for view, trend in trends if trend.significant]
    key = "development_found" if found else "development_same"
    return words.say(key, n=len(found), m=len(trends), names=", ".join(found))


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
    said = _change(series, view, words)
    why = addresses.behind(address("richting", view.info.key), _title(view, words), words)
    spec = TimeChart(
        main=main,
        dashed=_points(view.gemeente, from_year=first_year) if comparable_sizes(view) else (),
        dotted=_points(view.country, from_year=first_year) if comparable_sizes(view) else (),
        band=_points(view.peers, from_year=first_year),
        periods=tuple(
            (period.first, period.last or main[-1].year, str(number))
            for number, period in enumerate(profile.periods, start=1)
        ),
        breaks=tuple(sorted({*series.border_breaks, *series.definition_breaks})),
        comparable=series.draw_line,
        number=words.form(view.info),
    )
    return Chart(
        _title(view, words),
        spec,
        description=f"{said}.",
        table=_series_table(profile, view, series, words),
        note=_note(profile, view, series, said, words),
        source=(why,) if why else "",
        link=addresses.indicator(view.info.key) if addresses.indicator else "",
    )


def _change(series: Series, view: IndicatorView, words: Words) -> str:
    known = comparable_years(series)
    first, last = known[0], known[-1]
    said = words.short(view.info, series.value[last])
    if first == last:
        return words.say("one_year", value=said, year=series.years[last])
    return words.say(
        "change",
        first=words.short(view.info, series.value[first]),
        first_year=series.years[first],
        last=said,
        last_year=series.years[last],
    )


def _note(profile: AreaProfile, view: IndicatorView, series: Series, said: str, words: Words) -> str:
    """The line under the title: unit, first and last year, in which borders, and what stands in the way."""
    own = series.basis == "own"
    borders = words.say("own_borders") if own else words.say("base_borders", year=profile.release.base_year)
    parts = [_unit(view, words), f"{said}; {borders}."]
    trend = told_trend(view)
    direction = _direction(profile, view, words)
    if not series.draw_line:
        parts.append(words.of(series.reason))
    elif series.border_breaks:
        parts.append(words.say("border_changed", years=", ".join(map(str, series.border_breaks))))
    if trend is not None:
        borders = f" ({words.of(trend.borders)})" if trend.borders else ""
        parts.append(f"{direction[:1].upper()}{direction[1:]}{borders}.")
    return " ".join(part for part in parts if part)


def _title(view: IndicatorView, words: Words) -> str:
    """The heading says the conclusion where there is one."""
    name, way = words.of(view.info.name), short_direction(view)
    return words.say("chart_title", name=name, direction=words.of(way)) if way else name


def _direction(profile: AreaProfile, view: IndicatorView, words: Words) -> str:
    identity = profile.identity
    return words.of(direction_text(view, compared_with(view, identity.level, identity.country)))


def _unit(view: IndicatorView, words: Words) -> str:
    unit = words.of(view.info.unit)
    return "" if words.form(view.info).suffix or not unit else f"{unit[0].upper()}{unit[1:]}."


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
    unit = "" if number.suffix else f" ({words.of(info.unit)})"
    return Table(f"{words.of(info.name)}{unit}", tuple(columns), tuple(rows), folded=True)


def _comparisons(profile: AreaProfile, view: IndicatorView) -> list[tuple[str, Series]]:
    if not comparable_sizes(view):
        return []
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
        level = words.say(profile.identity.level)
        items.append(LegendItem("band", words.say("peers_band", n=len(profile.peers.peers), level=level)))
    if any(spec.breaks for spec in specs):
        items.append(LegendItem("break", words.say("break")))
    years = [point.year for spec in specs for point in spec.main]
    for number, period in enumerate(profile.periods, start=1):
        if years and period.first <= max(years) and (period.last or max(years)) >= min(years):
            until = f"–{period.last}" if period.last else f" {words.say('policy_runs')}"
            text = f"{number}: {period.name}, {period.first}{until} ({period.source})"
            items.append(LegendItem("period", text))
    if any(not spec.comparable for spec in specs):
        items.append(LegendItem("open-dot", words.say("not_one_line")))
    if any(point.value is None for spec in specs for point in spec.main):
        items.append(LegendItem("unknown", words.say("unknown_mark")))
    return tuple(items)


def peers_line(profile: AreaProfile, words: Words, addresses: Addresses) -> Content:
    """Return which areas this one resembles, or that there is no good comparison; empty when not known."""
    group = profile.peers
    if group is None:
        return ""
    if not group.good or not addresses.area:
        return words.of(group.text)
    content: list[Inline] = [f"{words.say('peers_are')} "]
    for number, (area, name) in enumerate(group.named):
        content += [", "] if number else []
        content.append(Link(name, addresses.area(area)))
    return (*content, ".")


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
