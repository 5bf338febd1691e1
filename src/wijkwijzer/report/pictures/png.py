"""Pictures for office files, which cannot hold SVG everywhere: our SVG as PNG, with our own fonts."""

from __future__ import annotations

import threading
from functools import cache

from wijkwijzer.report.fonts import font_folder

__all__ = ["size_of", "to_png"]

_SCALE = 2.5  # about 240 dots an inch at the size in which the picture is placed
_ONE_AT_A_TIME = threading.Lock()


@cache
def _fonts_registered() -> bool:
    import vl_convert

    # Without a registered TTF the converter draws no text at all, and says nothing about it.
    vl_convert.register_font_directory(str(font_folder()))
    return True


def to_png(svg: str, scale: float = _SCALE) -> bytes:
    """A stand-alone SVG as PNG; `scale` is dots for each px."""
    import vl_convert

    with _ONE_AT_A_TIME:
        _fonts_registered()
        png: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return png


def size_of(svg: str) -> tuple[float, float]:
    """Width and height in px of a stand-alone SVG.

    Examples
    --------
    >>> size_of('<svg xmlns="x" width="302" height="172.5" viewBox="0 0 1 1"/>')
    (302.0, 172.5)
    """
    return tuple(float(svg.split(f'{name}="', 1)[1].split('"', 1)[0]) for name in ("width", "height"))  # type: ignore[return-value]
