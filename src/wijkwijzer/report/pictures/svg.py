"""A tiny SVG writer: elements from attributes, the palette, and the hatch that means unknown.

No element carries a style attribute (the pages' CSP forbids them): everything is a presentation attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "HATCH",
    "HATCH_DEFS",
    "Palette",
    "clean",
    "element",
    "escape",
    "fixed",
    "line",
    "picture",
    "text",
    "text_width",
]

HATCH = "url(#onbekend)"
HATCH_DEFS = (
    '<defs><pattern id="onbekend" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fff"/>'
    '<path d="M0 0V7" stroke="#857c6c" stroke-width="2.2"/></pattern></defs>'
)
"""Needed once on a page, and inside every picture that stands alone."""

# What XML 1.0 cannot hold, C1 controls, and the bidirectional overrides that make text read otherwise.
_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_ILLEGAL = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
)
_PLAIN = re.compile(
    r"[A-Za-z0-9 \n.,:;!?()/%#=_+\u00a0à-ö–—−€-]*"
)  # what needs neither: nearly all that is written
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


class Palette:
    """The colours of the chart grammar."""

    MAIN = "#0f5566"
    SECOND = "#3b7f8e"
    LIGHT = "#a9cbd1"
    OTHER = "#6b7477"
    BAND = "#e9e0cf"
    AGAINST = "#b86e00"
    AGAINST_LIGHT = "#ecca96"
    NEUTRAL = "#d9d3c7"
    INK = "#1b2427"
    SOFT_INK = "#4d585c"
    GRID = "#e7e1d5"
    AXIS = "#b9b0a0"
    RULE = "#d9d1c2"
    HATCH_LINE = "#857c6c"
    PERIOD = "#fdf1d8"
    GAP_INK = "#7a4a00"
    LAND = "#c4dde0"
    CLASSES = ("#d5e21a", "#5ac864", "#1f948c", "#3b518b")


def clean(raw: str) -> str:
    """Text that XML, HTML and fonts can hold: illegal characters and bidirectional overrides are taken out.

    Examples
    --------
    >>> clean("a\\x00b\\u202ec")
    'abc'
    """
    return _ILLEGAL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))


def escape(raw: str) -> str:
    """Text for an element or a quoted attribute.

    Examples
    --------
    >>> escape('<b "x">')
    '&lt;b &quot;x&quot;&gt;'
    """
    return raw if _PLAIN.fullmatch(raw) else clean(raw).translate(_ENTITIES)


def fixed(value: float, decimals: int = 1) -> str:
    """The shortest way to write a coordinate.

    Examples
    --------
    >>> fixed(12.0), fixed(0.25), fixed(-0.01)
    ('12', '0.2', '0')
    """
    written = f"{value:.{decimals}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def element(tag: str, content: str = "", **attributes: str | float | None) -> str:
    """One element. `stroke_width` becomes `stroke-width`; None leaves an attribute out; content is markup.

    Examples
    --------
    >>> element("line", x1=0, x2="100%", stroke_width=1.5)
    '<line x1="0" x2="100%" stroke-width="1.5"/>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{fixed(value, 2) if not isinstance(value, str) else value}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def text(
    words: str,
    x: float | str,
    y: float,
    *,
    size: float = 12,
    fill: str = Palette.SOFT_INK,
    anchor: str | None = None,
    weight: float | None = None,
) -> str:
    """A text element in the sans of the page; `words` is plain text."""
    return element(
        "text", escape(words), x=x, y=y, font_family="Noto Sans, sans-serif", font_size=size,
        font_weight=weight, fill=fill, text_anchor=anchor,
    )  # fmt: skip


def line(
    x1: float | str,
    y1: float,
    x2: float | str,
    y2: float,
    stroke: str,
    width: float = 1,
    dash: str | None = None,
) -> str:
    """A line element; a dash that starts with 1 is dotted and gets round dots."""
    cap = "round" if dash and dash.startswith("1 ") else None
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dash,
        stroke_linecap=cap,
    )  # fmt: skip


def picture(
    marks: Iterable[str],
    *,
    title: str,
    description: str = "",
    width: float,
    height: float,
    css_class: str = "",
    alone: bool = False,
    role: str = "img",
) -> str:
    """A picture with a view box, its title and description; `alone` adds the namespace, size and hatch."""
    label = f"{title.rstrip('.')}. {description}" if description else title
    names = f"<title>{escape(title)}</title>" + (f"<desc>{escape(description)}</desc>" if description else "")
    size = f'viewBox="0 0 {fixed(width)} {fixed(height)}"'
    if alone:
        size = f'xmlns="http://www.w3.org/2000/svg" width="{fixed(width)}" height="{fixed(height)}" {size}'
    css = f' class="{css_class}"' if css_class else ""
    body = (HATCH_DEFS if alone else "") + "".join(marks)
    return f'<svg{css} role="{role}" aria-label="{escape(label)}" {size}>{names}{body}</svg>'


_WIDE, _NARROW = frozenset("mwMW%@—"), frozenset("iljtfrI.,:;'!|() ")


def text_width(words: str, size: float) -> float:
    """About how wide a text is in Noto Sans, in the unit of `size`; close enough to keep room for a label."""
    return size * sum(
        0.88 if c in _WIDE else 0.32 if c in _NARROW else 0.64 if c.isupper() else 0.575 for c in words
    )
