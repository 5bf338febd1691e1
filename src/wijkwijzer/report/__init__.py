"""Reports: a document of blocks becomes HTML, tagged PDF, DOCX or PPTX. Knows no domain.

Build a `Document`, then `render(document, "pdf")`. `html_parts` and `html_block` are for pages that lay it
out themselves; `chart_svg`, `mark_svg`, `map_svg` and `legend_svg` for the pictures alone; `number` and
`interval` and the like for figures in words.
"""

from __future__ import annotations

from wijkwijzer.report import blocks, inline, numbers, specs
from wijkwijzer.report.blocks import *  # noqa: F403
from wijkwijzer.report.edit import Editable, editable, identified, linked, with_edits, without
from wijkwijzer.report.html.document import HtmlParts, HtmlSection, html_block, html_parts, to_html
from wijkwijzer.report.html.inline import BECAUSE
from wijkwijzer.report.inline import *  # noqa: F403
from wijkwijzer.report.loose import LOOSE_FORMS, LooseFigure, loose_figures, loose_file
from wijkwijzer.report.numbers import *  # noqa: F403
from wijkwijzer.report.pictures.charts import chart_svg, three_ticks
from wijkwijzer.report.pictures.legend import legend_svg
from wijkwijzer.report.pictures.maps import map_svg
from wijkwijzer.report.pictures.marks import axis_svg, mark_svg
from wijkwijzer.report.pictures.svg import HATCH_DEFS, Palette
from wijkwijzer.report.reading import made_line, slug, without_tables
from wijkwijzer.report.render import FORMATS, Format, render
from wijkwijzer.report.specs import *  # noqa: F403
from wijkwijzer.report.store import from_json, to_json

__all__ = [
    *blocks.__all__,
    *inline.__all__,
    *numbers.__all__,
    *specs.__all__,
    "BECAUSE",
    "FORMATS",
    "HATCH_DEFS",
    "LOOSE_FORMS",
    "Editable",
    "Format",
    "HtmlParts",
    "HtmlSection",
    "LooseFigure",
    "Palette",
    "axis_svg",
    "chart_svg",
    "editable",
    "from_json",
    "html_block",
    "html_parts",
    "identified",
    "legend_svg",
    "linked",
    "loose_figures",
    "loose_file",
    "made_line",
    "map_svg",
    "mark_svg",
    "render",
    "slug",
    "three_ticks",
    "to_html",
    "to_json",
    "with_edits",
    "without",
    "without_tables",
]
