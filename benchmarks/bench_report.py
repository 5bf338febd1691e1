"""Reports: a panel of the page against Vega-Lite, and every form of a document against its bar in seconds."""

from __future__ import annotations

import datetime
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import altair as alt
import vl_convert

from wijkwijzer import report as r

PANELS, ROWS, REPEATS = 8, 40, 5
YEARS = range(2010, 2025)


def document() -> r.Document:
    """A document as large as the report of a real wijk: eight panels, forty rows, ninety lines of table."""
    points = tuple(r.Point(y, 50 + (y * 7919) % 9, 48 + (y * 7919) % 9, 52 + (y * 7919) % 9) for y in YEARS)
    columns = (r.Column("Jaar"), *(r.Column(name, "number") for name in ("Waarde", "Van", "Tot", "Aantal")))
    lines = tuple((str(p.year), *(r.number(v, 1) for v in (p.value, p.low, p.high, 900))) for p in points)
    table = r.Table("Cijfers", columns, lines, folded=True)
    spec = r.TimeChart(points, points, points, points, (2017,))
    charts = tuple(
        r.Chart(f"Figuur {i}", spec, "Een lijn per jaar.", table, "In procenten.") for i in range(PANELS)
    )
    mark = r.Position(r.Interval(20, 30, 40), zone=(25, 75), dashed=50)
    rows = tuple(
        r.Row(f"Cijfer {i}", mark, "onder het midden", "12%, 2024", "tussen 20 en 40") for i in range(ROWS)
    )
    more = r.Table("Meer cijfers", columns, lines * 6)
    blocks = (
        r.Sentence("Een zin."),
        r.Heading("Ontwikkeling"),
        r.Charts(charts),
        r.Heading("Positie"),
        r.Rows(rows),
        r.Heading("Meer"),
        more,
    )
    return r.Document("Wijk", r.Meta(datetime.date(2025, 11, 21)), blocks)


def seconds(work: Callable[[], Any]) -> float:
    """The median of the processor time, after one warm-up."""
    work()
    spent = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def vega_panel(spec: r.TimeChart) -> str:
    """The same panel in Altair and vl-convert: band, interval, two grey lines and the petrol one."""

    def data(points: tuple[r.Point, ...]) -> alt.Data:
        return alt.Data(values=[{"j": p.year, "w": p.value, "l": p.low, "h": p.high} for p in points])

    x = alt.X("j:Q", scale=alt.Scale(domain=[2010, 2026], nice=False), title=None)
    y = alt.Y("w:Q", scale=alt.Scale(zero=False), title=None)
    low, high = alt.Y("l:Q", scale=alt.Scale(zero=False), title=None), "h:Q"
    layers = [
        alt.Chart(data(spec.band)).mark_area(color="#e9e0cf").encode(x=x, y=low, y2=high),
        alt.Chart(data(spec.dotted)).mark_line(color="#6b7477", strokeDash=[1, 3.5]).encode(x=x, y=y),
        alt.Chart(data(spec.dashed)).mark_line(color="#6b7477", strokeDash=[6, 4]).encode(x=x, y=y),
        alt.Chart(data(spec.main)).mark_area(color="#0f5566", opacity=0.2).encode(x=x, y=low, y2=high),
        alt.Chart(data(spec.main)).mark_line(color="#0f5566", strokeWidth=2.6).encode(x=x, y=y),
    ]
    chart = alt.layer(*layers).properties(width=272, height=150)
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(), format_locale="nl-NL")
    return svg


def main() -> int:
    whole = document()
    chart = next(block for block in whole.blocks if isinstance(block, r.Charts)).charts[0]
    assert isinstance(chart.spec, r.TimeChart)
    spec = chart.spec
    own, vega = seconds(lambda: r.chart_svg(chart)), seconds(lambda: vega_panel(spec))
    measured = [
        ("page as HTML, ms", seconds(lambda: r.html_parts(whole)) * 1000, 50.0),
        ("PDF, s", seconds(lambda: r.render(whole, "pdf")), 0.6),
        ("DOCX, s", seconds(lambda: r.render(whole, "docx")), 6.0),
        ("PPTX, s", seconds(lambda: r.render(whole, "pptx")), 6.0),
    ]
    print(
        f"one panel: own {own * 1000:.2f} ms, Altair with vl-convert {vega * 1000:.1f} ms: {vega / own:.0f} x"
    )
    missed = 0
    for name, value, bar in measured:
        ok = value <= bar
        missed += not ok
        print(f"{name:20s} {value:8.2f}   bar {bar:6.1f}   {'ok' if ok else 'NOT OK'}")
    if own > vega / 10:
        print("our own writer is no longer ten times as fast as Vega-Lite: then use Vega-Lite")
        missed += 1
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
