"""The colour of an organisation: whether people can read it, and the shades that the pages need.

Contrast is that of WCAG 2.2 (1.4.3): 4.5 to 1 for text. The darker and lighter shades are mixed from the one
colour, so that who picks it needs to know nothing of shades. Maps and charts keep their own colours: there
a colour means something.
"""

from __future__ import annotations

__all__ = ["LEAST_CONTRAST", "contrast", "least_contrast", "shades", "style_sheet"]

LEAST_CONTRAST = 4.5
PAPER, WHITE, BLACK = "#f6f2ea", "#ffffff", "#000000"


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2).

    >>> contrast("#000000", "#ffffff")
    21.0
    >>> round(contrast("#767676", "#ffffff"), 2)
    4.54
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 4)


def _mix(colour: str, other: str, share: float) -> str:
    """The colour with a share of another in it."""
    mixed = (round(a * (1 - share) + b * share) for a, b in zip(_parts(colour), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def shades(colour: str) -> dict[str, str]:
    """The seven shades that the theme uses, from light to dark.

    >>> shades("#0f5566")["500"]
    '#0f5566'
    """
    light = {"50": 0.95, "100": 0.89, "200": 0.76, "300": 0.53, "400": 0.2}
    dark = {"600": 0.22, "700": 0.46}
    return {
        **{name: _mix(colour, WHITE, share) for name, share in light.items()},
        "500": colour,
        **{name: _mix(colour, BLACK, share) for name, share in dark.items()},
    }


def least_contrast(colour: str) -> float:
    """The worst contrast that text in this colour, or white text on it, will have on our pages."""
    made = shades(colour)
    return min(contrast(colour, ground) for ground in (WHITE, PAPER, made["50"], made["100"]))


def style_sheet(colour: str) -> str:
    """The colour as a style sheet on top of the theme; empty without a colour.

    >>> style_sheet("")
    ''
    """
    if not colour:
        return ""
    lines = [f"--ww-singel-{name}:{value};" for name, value in shades(colour).items()]
    kept = "--ww-wijk:#0f5566;--ww-eens:#0f5566;"
    return f".voorbeeld-theme.ww-theme{{{''.join(lines)}{kept}}}\n"
