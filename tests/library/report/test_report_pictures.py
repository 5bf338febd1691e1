"""Charts, marks and maps keep to the chart grammar."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from report_sample import areas, charts

from wijkwijzer import report as r
from wijkwijzer.report import three_ticks

PETROL, LIGHT, BAND, GREY = "#0f5566", "#a9cbd1", "#e9e0cf", "#6b7477"
SVG = "{http://www.w3.org/2000/svg}"
EVERY_MARK = [
    r.Unknown(),
    r.Position(r.Interval(0, 0, 6), zone=(25, 75), dashed=38, dotted=99),
    r.ShareBar(r.Interval(33, 41, 49), 60),
    r.ShareBar(r.Interval(0, 0, 0), 0),
    r.Diverging(r.Interval(39, 44, 49), r.Interval(38, 43, 48)),
    r.Distribution((r.Part(60, "main", "60%"), r.Part(40, "against-light", "40%")), here=30),
    r.Timeline(
        (r.Span(2010, 2014, "gap", "vier jaar niets aan inzet"), r.Span(2014, 2020, "unsure")), 2008, 2028
    ),
]


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode("utf-8"))


def of(spec: r.TimeChart, **more: str) -> str:
    return r.chart_svg(r.Chart("Titel", spec, "Omschrijving", **more), alone=True)


def strokes(svg: str, color: str) -> list[etree._Element]:
    return [element for element in parsed(svg).iter(f"{SVG}path") if element.get("stroke") == color]


def series(*values: float | None, half: float = 1.0) -> tuple[r.Point, ...]:
    return tuple(
        r.Point(2010 + i, v, None if v is None else v - half, None if v is None else v + half)
        for i, v in enumerate(values)
    )


@pytest.mark.parametrize("chart", charts(), ids=lambda chart: chart.title)
def test_every_chart_has_a_name_a_description_and_no_style_attribute(chart: r.Chart) -> None:
    root = parsed(r.chart_svg(chart, alone=True))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == chart.title
    assert root.find(f"{SVG}desc").text == chart.description
    assert chart.title in root.get("aria-label")
    assert not [element for element in root.iter() if element.get("style") or element.get("class")]


def test_the_subject_is_the_only_petrol_line_and_others_are_dashed_or_dotted_grey() -> None:
    svg = of(r.TimeChart(series(1, 2, 3), dashed=series(2, 2, 2), dotted=series(3, 3, 3)))
    assert len(strokes(svg, PETROL)) == 1
    assert sorted(line.get("stroke-dasharray") for line in strokes(svg, GREY)) == ["1 3.5", "6 4"]
    assert 'fill-opacity="0.2"' in svg


def test_an_unknown_year_interrupts_line_and_band_and_is_hatched() -> None:
    svg = of(r.TimeChart(series(1, 2, None, 4, 5)))
    assert len(strokes(svg, PETROL)) == 2
    assert svg.count('fill-opacity="0.2"') == 2
    assert svg.count('fill="url(#onbekend)"') == 1


def test_an_unknown_series_is_hatched_in_full_with_the_word() -> None:
    svg = of(r.TimeChart((*(r.Point(y, None) for y in range(2010, 2020)),), dotted=series(1, 2)))
    assert "onbekend</text>" in svg
    assert not strokes(svg, PETROL)


def test_a_border_change_interrupts_the_line_with_a_dotted_rule() -> None:
    svg = of(r.TimeChart(series(1, 2, 3, 4), breaks=(2012,)))
    assert len(strokes(svg, PETROL)) == 2
    assert 'stroke-dasharray="2 2"' in svg
    assert ">2012</text>" in svg


def test_another_way_of_counting_interrupts_every_line() -> None:
    both = r.TimeChart(series(1, 2, 3, 4), series(2, 2, 2, 2), band=series(1, 1, 1, 1), redefined=(2012,))
    assert len(strokes(of(both), PETROL)) == len(strokes(of(both), GREY)) == 2
    assert of(both).count(f'fill="{BAND}"') == 2
    border = r.TimeChart(series(1, 2, 3, 4), series(2, 2, 2, 2), breaks=(2012,))
    assert len(strokes(of(border), PETROL)) == 2
    assert len(strokes(of(border), GREY)) == 1


def test_not_comparable_years_are_open_dots_without_a_line() -> None:
    svg = of(r.TimeChart(series(1, 2, 3), comparable=False))
    assert not strokes(svg, PETROL)
    circles = list(parsed(svg).iter(f"{SVG}circle"))
    assert len(circles) == 4
    assert all(circle.get("fill") == "#fff" for circle in circles)


def test_a_late_series_says_of_which_year_its_last_value_is() -> None:
    assert "(2011)</text>" in of(r.TimeChart(series(1, 2, None)))
    assert "(2012)</text>" not in of(r.TimeChart(series(1, 2, 3)))


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_ticks_are_few_round_and_inside_the_axis(low: float, span: float) -> None:
    high = low + span
    if not high > low:
        return
    ticks, decimals = three_ticks(low, high)
    assert 1 <= len(ticks) <= 6
    slack = (high - low) * 1e-6 + 1e-9 * max(abs(low), abs(high))
    assert all(low - slack <= tick <= high + slack or len(ticks) == 1 for tick in ticks)
    assert decimals >= 0


values = st.one_of(st.none(), st.floats(width=32), st.sampled_from([math.nan, math.inf, -math.inf, 0.0]))
points = st.lists(st.builds(r.Point, st.integers(1990, 2030), values, values, values), max_size=8).map(
    lambda p: tuple(sorted(p, key=lambda point: point.year))
)


@given(points, points, points, st.booleans(), st.lists(st.integers(1985, 2035), max_size=2))
def test_any_series_gives_a_picture_without_impossible_numbers(
    main: tuple[r.Point, ...],
    other: tuple[r.Point, ...],
    band: tuple[r.Point, ...],
    comparable: bool,
    breaks: list[int],
) -> None:
    svg = of(
        r.TimeChart(main, other, other, band, tuple(breaks), comparable, periods=((2000, 2010, "aanpak"),))
    )
    root = parsed(svg)
    for element in root.iter():
        for name, value in element.attrib.items():
            if name not in {"aria-label", "role"}:
                assert not re.search(r"nan|inf", value), (name, value)


@pytest.mark.parametrize("mark", EVERY_MARK, ids=lambda mark: type(mark).__name__)
def test_a_mark_is_in_per_cent_on_a_page_and_in_px_alone(mark: r.Mark) -> None:
    page = r.mark_svg(mark, 'Naam: 3 "zeker"')
    assert 'class="ww-strip"' in page
    assert "%" in page
    assert "viewBox" not in page
    assert " style=" not in page
    alone = parsed(r.mark_svg(mark, "Naam: 3", width=300))
    assert alone.get("aria-label") == "Naam: 3"
    for element in alone.iter(f"{SVG}rect", f"{SVG}circle", f"{SVG}line"):
        for name in ("x", "x1", "x2", "cx", "width"):
            if element.get(name) and element.getparent().tag != f"{SVG}pattern":
                assert 0 <= float(element.get(name)) <= 300


def test_an_unknown_row_is_hatched_over_its_full_width() -> None:
    assert 'width="100%"' in r.mark_svg(r.Unknown(), "x")
    assert "url(#onbekend)" in r.mark_svg(r.Unknown(), "x")


def test_words_stay_out_of_a_part_that_is_too_small_for_them() -> None:
    long = r.Timeline((r.Span(2010, 2011, "gap", "vier jaar niets aan inzet"),), 2000, 2025)
    assert "<text" not in r.mark_svg(long, "x")
    assert "<text" in r.mark_svg(r.Timeline((r.Span(2001, 2024, "gap", "leeg"),), 2000, 2025), "x")


def test_a_navigation_map_has_one_colour_and_links() -> None:
    svg = r.map_svg(r.MapFigure("Vijf buurten", areas(False), "Vijf buurten."))
    assert set(re.findall(r'<path[^>]* fill="([^"]+)"', svg)) == {"#c4dde0"}
    assert 'role="group"' in svg
    assert '<a href="/buurten/BU1" aria-label="Seinpad en Loodshof">' in svg
    assert "<a " not in r.map_svg(r.MapFigure("Vijf buurten", areas(False), "Vijf buurten."), alone=True)


def test_a_valued_map_keeps_unknown_areas_and_draws_them_last() -> None:
    classes = tuple(r.MapClass(name) for name in "abcd")
    svg = r.map_svg(r.MapFigure("Kaart", areas(True), "Bijstand.", classes=classes), alone=True)
    fills = [p.get("fill") for p in parsed(svg).iter(f"{SVG}path") if p.getparent().get("fill-rule")]
    assert len(fills) == 5
    assert fills[-1] == "url(#onbekend)"
    assert set(fills[:-1]) == {"#d5e21a", "#5ac864", "#1f948c", "#3b518b"}


def corners(path: str) -> list[tuple[float, float]]:
    """The corners of a path of relative steps."""
    start, steps = path.removeprefix("M").removesuffix("z").split("l")
    x, y = map(float, start.split())
    places = [(x, y)]
    numbers = [float(step) for step in steps.split()]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        places.append((x, y))
    return places


def outlines(*map_areas: r.MapArea) -> list[list[tuple[float, float]]]:
    svg = r.map_svg(r.MapFigure("Kaart", map_areas, ""))
    return [corners(path) for path in re.findall(r' d="([^"]+)"', svg)]


def test_a_ring_may_turn_either_way() -> None:
    ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    one, other = outlines(r.MapArea("a", "", ((ring,),)), r.MapArea("b", "", ((ring[::-1],),)))
    assert len(one) == 4
    assert set(one) == set(other)


def test_north_is_up_and_the_map_keeps_its_proportions() -> None:
    low = r.MapArea("a", "", ((((0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0)),),))
    high = r.MapArea("b", "", ((((0.0, 9.0), (2.0, 9.0), (2.0, 10.0), (0.0, 10.0)),),))
    first, second = outlines(low, high)
    assert second[0][1] < first[0][1]
    assert first[1][0] - first[0][0] == pytest.approx(2 * (first[1][1] - first[2][1]), abs=1)


def test_a_map_of_a_whole_gemeente_stays_small() -> None:
    def ring(cx: float, cy: float) -> tuple[tuple[float, float], ...]:
        return tuple((cx + 450 * math.cos(a / 100), cy + 450 * math.sin(a / 100)) for a in range(628))

    many = tuple(
        r.MapArea(f"BU{i}", f"Buurt {i}", ((ring(1000.0 * (i % 25), 1000.0 * (i // 25)),),))
        for i in range(600)
    )
    assert len(r.map_svg(r.MapFigure("Kaart", many, "600 buurten."))) < 300_000


@pytest.mark.parametrize("name", ["Nieuwerkerk aan den Dijk", "Verspreide huizen Ambachtszijl", "Kade"])
@pytest.mark.parametrize("high", [40.0, 90.0, 170.0])
def test_a_name_lies_inside_its_own_area_or_gets_a_number(name: str, high: float) -> None:
    top = 200.0  # a triangle on its base: there is less room for the upper line than in the middle
    areas = (
        r.MapArea("a", name, ((((0.0, 0.0), (90.0, 0.0), (45.0, high)),),)),
        r.MapArea("b", "", ((((90.0, 0.0), (200.0, 0.0), (200.0, top), (90.0, top)),),)),
    )
    svg = r.map_svg(r.MapFigure("Kaart", areas, ""), alone=True)
    scale = 353.0 / top  # the margin is 4 px and the map at most nine tenths as high as wide
    rows = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-size="(\d+)"[^>]*>([^<]+)<', svg)
    for _x, y, size, line in rows:
        head = float(y) - 0.7 * float(size)
        room = 90.0 * scale * (1 - (4 + top * scale - head) / (high * scale))
        assert 0.5 * float(size) * len(line) <= room + 8, (line, room)
    assert rows or high < 170 or len(name) > 10
