"""Reports: a document of blocks becomes HTML, tagged PDF, DOCX or PPTX. Knows no domain.

Build a `Document`, then `render(document, "pdf")`. `html_parts` and `html_block` are for pages that lay it
out themselves; `chart_svg`, `mark_svg`, `map_svg` and `legend_svg` for the pictures alone; `number` and
`interval` and the like for figures in words.
"""

from . import blocks, inline, numbers, specs
from .blocks import *  # noqa: F403
from .charts import chart_svg, three_ticks
from .edit import Editable, editable, identified, linked, with_edits, without
from .html import HtmlParts, HtmlSection, html_block, html_parts, made_line, to_html
from .inline import *  # noqa: F403
from .legend import legend_svg
from .maps import map_svg
from .marks import axis_svg, mark_svg
from .numbers import *  # noqa: F403
from .render import FORMATS, Format, render
from .specs import *  # noqa: F403
from .store import from_json, to_json
from .svg import HATCH_DEFS

__all__ = [
    *blocks.__all__,
    *inline.__all__,
    *numbers.__all__,
    *specs.__all__,
    "FORMATS",
    "HATCH_DEFS",
    "Editable",
    "Format",
    "HtmlParts",
    "HtmlSection",
    "axis_svg",
    "chart_svg",
    "editable",
    "from_json",
    "html_block",
    "html_parts",
    "identified",
    "legend_svg",
    "linked",
    "made_line",
    "map_svg",
    "mark_svg",
    "render",
    "three_ticks",
    "to_html",
    "to_json",
    "with_edits",
    "without",
]
