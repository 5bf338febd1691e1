"""The symbols of a legend, 32 x 16 px; the words beside them are the renderer's."""

from __future__ import annotations

from wijkwijzer.report.pictures.svg import HATCH, HATCH_DEFS, Palette, element, line
from wijkwijzer.report.specs import LegendItem, Symbol

__all__ = ["class_svg", "legend_svg"]


def _bar(x1: float, y1: float, x2: float, y2: float, width: float) -> str:
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=Palette.LIGHT, stroke_width=width, stroke_linecap="round"
    )


def _fill(color: str) -> str:
    return element("rect", width=32, height=16, fill=color)


_SYMBOLS: dict[Symbol, str] = {
    "main": element("rect", y=3, width=32, height=10, fill=Palette.MAIN, fill_opacity=0.2)
    + line(0, 8, 32, 8, Palette.MAIN, 2.6),
    "dashed": line(0, 8, 32, 8, Palette.OTHER, 1.6, "6 4"),
    "dotted": line(0, 8, 32, 8, Palette.OTHER, 2, "1 4"),
    "break": line(16, 0, 16, 16, Palette.HATCH_LINE, 1.5, "2 2"),
    "open-dot": _bar(16, 3, 16, 13, 5)
    + element("circle", cx=16, cy=8, r=3, fill="#fff", stroke=Palette.MAIN, stroke_width=2),
    "position": _bar(6, 8, 26, 8, 9)
    + element("circle", cx=16, cy=8, r=5.5, fill=Palette.MAIN, stroke="#fff", stroke_width=1.5),
    "dashed-tick": line(16, 0, 16, 16, Palette.OTHER, 2, "4 2.6"),
    "dotted-tick": line(16, 1, 16, 16, Palette.OTHER, 2, "1 4"),
    "tick": line(16, 0, 16, 16, Palette.INK, 2.5),
    "band": _fill(Palette.BAND),
    "zone": _fill(Palette.BAND),
    "unknown": _fill(HATCH),
    "sure": _fill(Palette.MAIN),
    "unsure": _fill(Palette.LIGHT),
    "agree": _fill(Palette.MAIN),
    "agree-light": _fill(Palette.LIGHT),
    "disagree": _fill(Palette.AGAINST),
    "disagree-light": _fill(Palette.AGAINST_LIGHT),
    "neutral": _fill(Palette.NEUTRAL),
    "period": _fill(Palette.PERIOD),
}


def legend_svg(item: LegendItem, alone: bool = False) -> str:
    """The symbol of one legend item.

    Examples
    --------
    >>> legend_svg(LegendItem("band", "vergelijkbare wijken"))[:44]
    '<svg viewBox="0 0 32 16" aria-hidden="true">'
    """
    return _symbol(_SYMBOLS[item.symbol], alone)


def class_svg(level: int | None, alone: bool = False) -> str:
    """The colour of one class of a map, or the hatch for unknown.

    Examples
    --------
    >>> "url(#onbekend)" in class_svg(None)
    True
    """
    return _symbol(_fill(HATCH if level is None else Palette.CLASSES[level]), alone)


def _symbol(body: str, alone: bool) -> str:
    if not alone:
        return f'<svg viewBox="0 0 32 16" aria-hidden="true">{body}</svg>'
    size = 'width="32" height="16" viewBox="0 0 32 16"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{HATCH_DEFS}{body}</svg>'
