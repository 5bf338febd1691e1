"""Charts as SVG: panels of small multiples over the years, and ten houses for a chance.

One implementation serves page, PDF, DOCX and PPTX. It is our own writer because a page holds eight panels and
must be ready in 150 ms: `docs/en/reports.md` has the measurement against Vega-Lite.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wijkwijzer.report.blocks import Chart, Language
from wijkwijzer.report.numbers import formatted
from wijkwijzer.report.pictures.svg import HATCH, Palette, element, fixed, line, picture, text, text_width
from wijkwijzer.report.specs import Chances, NumberFormat, Point, TimeChart
from wijkwijzer.report.words import words

__all__ = ["chart_svg", "three_ticks"]

WIDTH, HEIGHT = 302.0, 172.0
_TOP, _FOOT = 6.0, 22.0
_HOUSE = "M0 16L15 2l15 14v20H0z"
_DOOR = "M12 36v-11h6v11z"


def chart_svg(
    chart: Chart, language: Language = "nl", alone: bool = False, width: float = WIDTH, height: float = HEIGHT
) -> str:
    """The picture of a chart; `alone` makes it a file of its own (namespace, size, hatch inside).

    `width` and `height` (px) are of a panel over the years; its letters stay 12 px high.

    Examples
    --------
    >>> spec = TimeChart(main=(Point(2020, 10.0, 9.0, 11.0), Point(2021, None), Point(2022, 12.0)))
    >>> svg = chart_svg(Chart("Meer mensen verhuizen", spec, "Van 10 naar 12."))
    >>> 'role="img"' in svg and "<desc>Van 10 naar 12.</desc>" in svg and "style=" not in svg
    True
    """
    if isinstance(chart.spec, Chances):
        marks, width, height = _houses(chart.spec), 382.0, 72.0
    else:
        marks = _time_chart(chart.spec, language, width, height)
    return picture(
        marks, title=chart.title, description=chart.description, width=width, height=height, alone=alone
    )


# ---- scales
def three_ticks(low: float, high: float, wanted: int = 0) -> tuple[list[float], int]:
    """Round values inside [low, high], as near to three as there are, and the decimals they need.

    More decimals than `wanted` are taken only when there is no other way: they would be below the noise.

    Examples
    --------
    >>> three_ticks(2, 17), three_ticks(0.1, 0.34, 1)
    (([5.0, 10.0, 15.0], 0), ([0.1, 0.2, 0.3], 1))
    """
    span = high - low
    if not (math.isfinite(span) and span > 0):
        return [low], 0
    best: tuple[float, list[float], int] | None = None
    power = math.floor(math.log10(span))
    for exponent in (power - 1, power):
        for base in (1.0, 2.0, 2.5, 5.0):
            step = base * 10.0**exponent
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            count = last - first + 1
            if not 1 <= count <= 12:
                continue
            decimals = max(0, -exponent + (base == 2.5))
            ticks = [round(i * step, decimals + 1) for i in range(first, last + 1)]
            # Four ticks are better than two, and 2.5 is a step only when nothing rounder gives as many.
            cost = abs(count - 3) * (1.0 if count < 3 else 0.6) + 0.05 * (base == 2.5)
            cost += 0.6 * (decimals > wanted)
            if best is None or cost < best[0]:
                best = (cost, ticks, decimals)
    return (best[1], best[2]) if best else ([low], 0)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where years and values lie in the picture."""

    left: float
    right: float
    width: float
    bottom: float
    first: int
    last: int
    low: float
    high: float

    def x(self, year: float) -> float:
        return self.left + (self.right - self.left) * (year - self.first) / max(1, self.last - self.first)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - _TOP) * min(1.0, max(0.0, share))


def _finite(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None and math.isfinite(value)]


def _domain(spec: TimeChart) -> tuple[float, float]:
    if spec.domain is not None and spec.domain[0] < spec.domain[1]:
        return spec.domain
    values = _finite(
        [bound for point in (*spec.main, *spec.band) for bound in (point.low, point.high)]
        + [point.value for point in (*spec.main, *spec.dashed, *spec.dotted)]
    )
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    pad = 0.06 * (high - low) or max(abs(high) * 0.1, 10.0**-spec.number.decimals)
    # What cannot be negative does not get an axis below zero.
    return (max(0.0, low - pad) if low >= 0 else low - pad), high + pad


def _last_known(points: Sequence[Point]) -> Point | None:
    return next((point for point in reversed(points) if _finite([point.value])), None)


def _breaks(spec: TimeChart) -> list[int]:
    """The years before which the line of the subject stops."""
    return sorted({*spec.breaks, *spec.redefined})


def _end_label(spec: TimeChart, language: Language) -> str:
    last = _last_known(spec.main)
    return (spec.end_label or formatted(last.value, spec.number, language)) if last else ""


# ---- a panel over the years
def _time_chart(spec: TimeChart, language: Language, width: float, height: float) -> list[str]:
    years = [point.year for series in (spec.main, spec.dashed, spec.dotted, spec.band) for point in series]
    low, high = _domain(spec)
    ticks, decimals = three_ticks(low, high, spec.number.decimals)
    tick_form = replace(NumberFormat(), decimals=decimals)
    labels = [formatted(tick, tick_form, language) for tick in ticks]
    left = max(30.0, 8 + max((text_width(label, 12) for label in labels), default=0.0))
    right = width - max(26.0, 12 + text_width(_end_label(spec, language), 14))
    frame = _Frame(
        left, right, width, height - _FOOT, min(years, default=0), max(years, default=1), low, high
    )
    marks = [_grid(frame, ticks, labels)]
    marks += [_period(frame, *period) for period in spec.periods]
    marks += _band(
        frame, _runs(spec.band, lambda p: _bounds(p) is not None, spec.redefined), Palette.BAND, None
    )
    marks += _unknown_years(frame, spec, language)
    marks += _line(frame, spec.dotted, 1.6, Palette.OTHER, "1 3.5", spec.redefined)
    marks += _line(frame, spec.dashed, 1.6, Palette.OTHER, "6 4", spec.redefined)
    marks += _main_lines(frame, spec) if spec.comparable else _main_dots(frame, spec)
    marks += [_rule_at_break(frame, year) for year in _breaks(spec) if frame.first < year <= frame.last]
    marks += _end(frame, spec, language)
    marks.append(_year_axis(frame, _breaks(spec)))
    return marks


def _grid(frame: _Frame, ticks: Sequence[float], labels: Sequence[str]) -> str:
    return "".join(
        line(frame.left, frame.y(tick), frame.width, frame.y(tick), Palette.GRID)
        + text(label, frame.left - 6, frame.y(tick) + 4, anchor="end")
        for tick, label in zip(ticks, labels, strict=True)
    )


def _year_axis(frame: _Frame, breaks: Sequence[int]) -> str:
    middle, room = next(iter(breaks), (frame.first + frame.last) // 2), 34.0
    shown = [frame.first, frame.last] if frame.last > frame.first else [frame.first]
    if frame.x(middle) - frame.left > room and frame.right - frame.x(middle) > room:
        shown.insert(1, middle)
    axis = line(frame.left, frame.bottom, frame.width, frame.bottom, Palette.AXIS)
    for year in shown:
        x = frame.x(year)
        axis += line(x, frame.bottom, x, frame.bottom + 4, Palette.AXIS)
        axis += text(str(year), x, frame.bottom + 17, anchor="middle")
    return axis


def _period(frame: _Frame, first: int, last: int, word: str) -> str:
    start, end = frame.x(max(first, frame.first)), frame.x(min(last, frame.last))
    if end < start:
        return ""
    box = _column(frame, start, max(2.0, end - start), Palette.PERIOD)
    return box + text(word, start + 3, _TOP + 11, size=11, fill=Palette.GAP_INK)


def _column(frame: _Frame, x: float, width: float, fill: str) -> str:
    return element("rect", x=x, y=_TOP, width=width, height=frame.bottom - _TOP, fill=fill)


def _unknown_years(frame: _Frame, spec: TimeChart, language: Language) -> list[str]:
    marks, word = [], words(language)["unknown"]
    room = text_width(word, 12) + 12
    for run in _runs(spec.main, lambda point: not _finite([point.value])):
        start = max(frame.left, frame.x(run[0].year - 0.5))
        end = min(frame.right, frame.x(run[-1].year + 0.5))
        # White under the hatch: some renderers leave hairlines between the tiles of a pattern.
        marks += [_column(frame, start, max(3.0, end - start), fill) for fill in ("#fff", HATCH)]
        if end - start >= room:
            middle = (start + end) / 2
            marks.append(element("rect", x=middle - room / 2, y=_TOP + 4, width=room, height=18, fill="#fff"))
            marks.append(text(word, middle, _TOP + 17, anchor="middle"))
    return marks


def _rule_at_break(frame: _Frame, year: int) -> str:
    x = frame.x(year - 0.5)
    return line(x, _TOP, x, frame.bottom, Palette.HATCH_LINE, 1.2, "2 2")


# ---- series
def _runs(
    points: Sequence[Point], keep: Callable[[Point], bool], breaks: Sequence[int] = ()
) -> list[list[Point]]:
    """Stretches of points that belong together: no unknown between them and no break."""
    runs: list[list[Point]] = []
    previous: Point | None = None
    for point in points:
        if keep(point):
            broken = previous is not None and any(previous.year < year <= point.year for year in breaks)
            if previous is None or broken:
                runs.append([])
            runs[-1].append(point)
            previous = point
        else:
            previous = None
    return runs


def _bounds(point: Point) -> tuple[float, float] | None:
    known = _finite([point.low, point.high])
    return (known[0], known[1]) if len(known) == 2 else None


def _band(frame: _Frame, runs: Sequence[Sequence[Point]], fill: str, opacity: float | None) -> list[str]:
    marks = []
    for run in runs:
        bounds = [(frame.x(p.year), b) for p in run if (b := _bounds(p)) is not None]
        if not bounds:
            continue
        if len(bounds) == 1:  # one year has no width of its own
            x, pair = bounds[0]
            bounds = [(x - 3, pair), (x + 3, pair)]
        upper = [f"{fixed(x)} {fixed(frame.y(high))}" for x, (_, high) in bounds]
        lower = [f"{fixed(x)} {fixed(frame.y(low))}" for x, (low, _) in reversed(bounds)]
        marks.append(element("path", d=f"M{'L'.join(upper + lower)}Z", fill=fill, fill_opacity=opacity))
    return marks


def _line(
    frame: _Frame,
    points: Sequence[Point],
    width: float,
    color: str,
    dash: str | None,
    breaks: Sequence[int] = (),
) -> list[str]:
    marks = []
    for run in _runs(points, lambda point: bool(_finite([point.value])), breaks):
        places = [(frame.x(p.year), frame.y(p.value)) for p in run if p.value is not None]
        if len(places) == 1:
            marks.append(element("circle", cx=places[0][0], cy=places[0][1], r=width, fill=color))
            continue
        path = "M" + "L".join(f"{fixed(x)} {fixed(y)}" for x, y in places)
        cap = "butt" if dash == "6 4" else "round"
        stroke = element(
            "path", d=path, fill="none", stroke=color, stroke_width=width, stroke_dasharray=dash,
            stroke_linecap=cap, stroke_linejoin="round",
        )  # fmt: skip
        marks.append(stroke)
    return marks


def _main_lines(frame: _Frame, spec: TimeChart) -> list[str]:
    runs = _runs(spec.main, lambda point: bool(_finite([point.value])), _breaks(spec))
    return _band(frame, runs, Palette.MAIN, 0.2) + _line(
        frame, spec.main, 2.6, Palette.MAIN, None, _breaks(spec)
    )


def _main_dots(frame: _Frame, spec: TimeChart) -> list[str]:
    marks = []
    for point in spec.main:
        if point.value is None or not math.isfinite(point.value):
            continue
        x, bounds = frame.x(point.year), _bounds(point)
        if bounds is not None:
            marks.append(
                element(
                    "line",
                    x1=x,
                    x2=x,
                    y1=frame.y(bounds[0]),
                    y2=frame.y(bounds[1]),
                    stroke=Palette.LIGHT,
                    stroke_width=5,
                    stroke_linecap="round",
                )
            )
        marks.append(_dot(x, frame.y(point.value), 3, "#fff", 2))
    return marks


def _dot(x: float, y: float, radius: float, fill: str, stroke_width: float) -> str:
    return element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=Palette.MAIN, stroke_width=stroke_width)


def _end(frame: _Frame, spec: TimeChart, language: Language) -> list[str]:
    last = _last_known(spec.main)
    if last is None or last.value is None:
        return []
    y = frame.y(last.value)
    baseline = min(max(y + 5, _TOP + 10), frame.bottom - 4)
    label = _end_label(spec, language)
    marks = [
        _dot(frame.x(last.year), y, 3.8, Palette.MAIN if spec.comparable else "#fff", 1.6),
        text(label, frame.right + 8, baseline, size=14, fill=Palette.MAIN, weight=700),
    ]
    if last.year != frame.last:  # the newest years are missing: say of when this value is
        marks.append(text(f"({last.year})", frame.right + 8, baseline + 13, size=11))
    return marks


# ---- ten houses
def _houses(spec: Chances) -> list[str]:
    marks = []
    tones = ((spec.low, Palette.MAIN), (spec.mid, Palette.SECOND), (spec.high, Palette.LIGHT), (10, "#fff"))
    for index in range(10):
        fill = next(color for bound, color in tones if index < bound)
        move = f"translate({index * 38 + 2} 2)"
        house = element(
            "path", transform=move, d=_HOUSE, fill=fill, stroke=Palette.MAIN, stroke_width=1.6,
            stroke_linejoin="round",
        )  # fmt: skip
        marks.append(house)
        if index < spec.mid:
            marks.append(element("path", transform=move, d=_DOOR, fill="#fff"))
    start, end = max(0, spec.low - 1) * 38 + 2, max(1, spec.high) * 38 - 6
    bracket = f"M{start} 46v6H{end}v-6"
    marks.append(element("path", d=bracket, fill="none", stroke="#374145", stroke_width=1.3))
    marks.append(text(spec.words, start, 66, size=11, fill="#374145"))
    return marks
