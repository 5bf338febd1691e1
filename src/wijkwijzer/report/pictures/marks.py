"""Marks of rows as SVG whose x is in per cent: labels and words stay HTML, so nothing shrinks on a phone.

With a `width` in px the same mark becomes a picture of its own, for paper, DOCX and PPTX.
"""

from __future__ import annotations

from wijkwijzer.report.pictures.svg import (
    HATCH,
    HATCH_DEFS,
    Palette,
    element,
    escape,
    fixed,
    line,
    text,
    text_width,
)
from wijkwijzer.report.specs import (
    Axis,
    Distribution,
    Diverging,
    Mark,
    Position,
    ShareBar,
    Span,
    Timeline,
)

__all__ = ["axis_svg", "mark_svg"]

HEIGHT = 28.0
_TONES = {
    "main": Palette.MAIN,
    "second": Palette.SECOND,
    "light": Palette.LIGHT,
    "against": Palette.AGAINST,
    "against-light": Palette.AGAINST_LIGHT,
    "neutral": Palette.NEUTRAL,
}
_DARK = frozenset({"main", "second", "against"})


class _Scale:
    """Per cent of the full width, or px when the width is known.

    `dots` keeps room at both ends, so that a dot at 0 or 100 is not cut off.
    """

    def __init__(self, width: float | None, dots: bool = False) -> None:
        self.full = 100.0 if width is None else width
        self.unit = "%" if width is None else ""
        self.inset = (2.0 if width is None else 7.0) if dots else 0.0

    def wide(self, share: float) -> str:
        return f"{fixed(self._inner * _within(share) / 100, 2)}{self.unit}"

    def x(self, share: float) -> str:
        return f"{fixed(self.inset + self._inner * _within(share) / 100, 2)}{self.unit}"

    @property
    def _inner(self) -> float:
        return self.full - 2 * self.inset


def _within(share: float) -> float:
    return min(100.0, max(0.0, share))


def mark_svg(mark: Mark, label: str, width: float | None = None) -> str:
    """The picture of one row, `label` its name for who cannot see it; x in per cent unless `width` is given.

    Examples
    --------
    >>> from wijkwijzer.report import Interval
    >>> mark_svg(ShareBar(Interval(20, 24, 29)), "Eens: 24%")[:57]
    '<svg class="ww-strip" role="img" aria-label="Eens: 24%"><'
    """
    scale = _Scale(width, dots=isinstance(mark, Position))
    if isinstance(mark, Position):
        body = _position(mark, scale)
    elif isinstance(mark, ShareBar):
        body = _share(mark, scale)
    elif isinstance(mark, Diverging):
        body = _diverging(mark, scale)
    elif isinstance(mark, Distribution):
        body = _distribution(mark, scale)
    elif isinstance(mark, Timeline):
        body = _timeline(mark, scale)
    else:
        body = _hatch(scale)
    name = f'role="img" aria-label="{escape(label)}"'
    if width is None:
        return f'<svg class="ww-strip" {name}>{body}</svg>'
    size = f'width="{fixed(width)}" height="{fixed(HEIGHT)}" viewBox="0 0 {fixed(width)} {fixed(HEIGHT)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {name} {size}>{HATCH_DEFS}{body}</svg>'


def _hatch(scale: _Scale) -> str:
    return element("rect", x="0", y=6, width=scale.wide(100), height=16, rx=8, fill=HATCH)


def _box(scale: _Scale, start: float, end: float, fill: str, y: float = 6, height: float = 16) -> str:
    return element("rect", x=scale.x(start), width=scale.wide(end - start), y=y, height=height, fill=fill)


def _upright(scale: _Scale, at: float, y1: float, y2: float, color: str, width: float, dash: str = "") -> str:
    return line(scale.x(at), y1, scale.x(at), y2, color, width, dash or None)


def _position(mark: Position, scale: _Scale) -> str:
    span = mark.end - mark.start or 1.0

    def share(value: float) -> float:
        return 100 * (value - mark.start) / span

    body = ""
    if mark.zone is not None:
        body += _box(scale, share(mark.zone[0]), share(mark.zone[1]), Palette.BAND, y=2, height=24)
    body += line(scale.x(0), 14, scale.x(100), 14, Palette.RULE)
    if mark.dotted is not None:
        body += _upright(scale, share(mark.dotted), 0, 28, Palette.OTHER, 2, "1 4")
    body += element(
        "line", x1=scale.x(share(mark.interval.low)), x2=scale.x(share(mark.interval.high)), y1=14, y2=14,
        stroke=Palette.LIGHT, stroke_width=11, stroke_linecap="round",
    )  # fmt: skip
    if mark.dashed is not None:
        body += _upright(scale, share(mark.dashed), 4, 24, Palette.OTHER, 2, "4 2.6")
    return body + element(
        "circle", cx=scale.x(share(mark.interval.mid)), cy=14, r=6.5, fill=Palette.MAIN, stroke="#fff",
        stroke_width=1.5,
    )  # fmt: skip


def _share(mark: ShareBar, scale: _Scale) -> str:
    full, light = (
        (Palette.MAIN, Palette.LIGHT) if mark.tone == "main" else (Palette.AGAINST, Palette.AGAINST_LIGHT)
    )
    bounds = mark.interval
    low, mid, high = (
        _within(100 * value / (mark.end or 1.0)) for value in (bounds.low, bounds.mid, bounds.high)
    )
    return (
        _box(scale, 0, low, full)
        + _box(scale, low, high, light)
        + _upright(scale, mid, 2, 26, Palette.INK, 2.5)
    )


def _diverging(mark: Diverging, scale: _Scale) -> str:
    body = ""
    for side, bounds, other, full, light in (
        (1, mark.agree, mark.disagree, Palette.MAIN, Palette.LIGHT),
        (-1, mark.disagree, mark.agree, Palette.AGAINST, Palette.AGAINST_LIGHT),
    ):
        if bounds is None:
            room = (100.0 - (other.mid if other else 0.0)) / 2
            body += _box(
                scale, 50 if side > 0 else 50 - room, 50 + room if side > 0 else 50, HATCH, y=5, height=18
            )
            continue
        low, high = max(0.0, bounds.low) / 2, min(100.0, bounds.high) / 2
        for start, end, fill in ((0.0, low, full), (low, high, light)):
            left = 50 + start if side > 0 else 50 - end
            body += _box(scale, left, left + end - start, fill, y=5, height=18)
    return body + _upright(scale, 50, 0, 28, Palette.INK, 1.5)


def _distribution(mark: Distribution, scale: _Scale) -> str:
    body, at = "", 0.0
    for part in mark.parts:
        body += element(
            "rect", x=scale.x(at), width=scale.wide(part.share), y=2, height=24, fill=_TONES[part.tone],
            stroke="#fff", stroke_width=1.5,
        )  # fmt: skip
        if _fits(part.words, part.share):
            fill = "#fff" if part.tone in _DARK else Palette.INK
            body += _words(scale, at + part.share / 2, 18.5, part.words, "middle", fill, 600)
        at += part.share
    if mark.here is not None:
        body += _upright(scale, mark.here, 0, 28, Palette.INK, 3)
    return body


def _fits(content: str, share: float) -> bool:
    """Whether words fit in a part of a row on a phone (340 px); if not, the row's own words must say it."""
    return bool(content) and text_width(content, 12) * 1.1 + 8 < share * 3.4


def _words(
    scale: _Scale,
    at: float,
    y: float,
    content: str,
    anchor: str,
    fill: str = Palette.SOFT_INK,
    weight: int = 400,
) -> str:
    return text(content, scale.x(at), y, fill=fill, anchor=anchor, weight=weight)


def _timeline(mark: Timeline, scale: _Scale) -> str:
    span = mark.end - mark.start or 1.0

    def share(year: float) -> float:
        return 100 * (min(mark.end, max(mark.start, year)) - mark.start) / span

    body = "".join(_upright(scale, share(tick), 0, 28, Palette.GRID, 1) for tick in mark.ticks)
    body += line(scale.x(0), 14, scale.x(100), 14, Palette.GRID)
    body += "".join(_span(scale, part, share(part.start), share(part.end)) for part in mark.spans)
    if mark.now is not None:
        body += _upright(scale, share(mark.now), 0, 28, Palette.HATCH_LINE, 1, "2 2")
    return body


_FILLS = {"effort": Palette.MAIN, "second": Palette.SECOND, "unsure": Palette.LIGHT, "unknown": HATCH}


def _span(scale: _Scale, part: Span, start: float, end: float) -> str:
    if part.kind == "handover":
        return _upright(scale, start, 5, 23, "#fff", 3)
    x, width = scale.x(start), scale.wide(end - start)
    if part.kind != "gap":
        return element("rect", x=x, width=width, y=5, height=18, rx=3, fill=_FILLS[part.kind])
    box = element(
        "rect", x=x, width=width, y=5.5, height=17, rx=3, fill="#fff", stroke=Palette.AGAINST, stroke_width=2,
        stroke_dasharray="4 3",
    )  # fmt: skip
    if _fits(part.words, end - start):
        box += _words(scale, (start + end) / 2, 18.5, part.words, "middle", Palette.GAP_INK, 600)
    return box


def axis_svg(axis: Axis, width: float | None = None, dots: bool = False) -> str:
    """The words of an axis, hidden from screen readers: the words of each row say it too. `dots` when the
    rows are `Position` marks, which keep room for a dot at both ends.

    Examples
    --------
    >>> axis_svg(Axis(((0, "minder gunstig"), (100, "gunstiger")))).count("<text")
    2
    """
    scale = _Scale(width, dots)
    body = "".join(
        _words(scale, at, 15, word, "start" if at <= 4 else "end" if at >= 96 else "middle")
        for at, word in axis.ticks
    )
    if width is None:
        return f'<svg class="ww-strip" aria-hidden="true">{body}</svg>'
    size = f'width="{fixed(width)}" height="20" viewBox="0 0 {fixed(width)} 20"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'
