"""Reports: a document of blocks becomes HTML, tagged PDF, DOCX or PPTX. Knows no domain."""

from . import blocks, inline, numbers, specs
from .blocks import *  # noqa: F403
from .html import html_block, html_parts, to_html
from .inline import *  # noqa: F403
from .numbers import *  # noqa: F403
from .render import FORMATS, Format, render
from .specs import *  # noqa: F403

__all__ = [
    *blocks.__all__,
    *inline.__all__,
    *numbers.__all__,
    *specs.__all__,
    "FORMATS",
    "Format",
    "html_block",
    "html_parts",
    "render",
    "to_html",
]
