"""The fonts of a report: Noto Sans and Noto Serif (OFL), shipped so that none need be installed."""

from functools import cache
from importlib import resources
from pathlib import Path

__all__ = ["FACES", "font_folder", "font_rules"]

FACES = (
    ("Noto Sans", 400, "normal", "NotoSans-Regular.ttf"),
    ("Noto Sans", 400, "italic", "NotoSans-Italic.ttf"),
    ("Noto Sans", 600, "normal", "NotoSans-SemiBold.ttf"),
    ("Noto Sans", 700, "normal", "NotoSans-Bold.ttf"),
    ("Noto Serif", 400, "normal", "NotoSerif-Regular.ttf"),
    ("Noto Serif", 600, "normal", "NotoSerif-SemiBold.ttf"),
)


@cache
def font_folder() -> Path:
    """The folder with the TTF files."""
    return Path(str(resources.files(__package__).joinpath("fonts")))


def font_rules() -> str:
    """The @font-face rules for paper.

    Examples
    --------
    >>> font_rules().count("@font-face")
    6
    """
    return "\n".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {style}; "
        f"src: url('{(font_folder() / name).as_uri()}'); }}"
        for family, weight, style, name in FACES
    )
