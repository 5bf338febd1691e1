"""Neighbourhoods: panel releases, positions, differences and the profile that page, API and report share.

Inside, a figure goes this way: `build` calls for everything; `panel` chooses and re-draws, `compare` puts
areas beside one another, `store` writes and reads; `profile` makes what is shown of one area, `document`
writes it down. `own` is what an organisation adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.areas.build.extend import extend_release
    from wijkwijzer.areas.build.release import build_release
    from wijkwijzer.areas.catalogue.factors import FACTORS
    from wijkwijzer.areas.catalogue.origin import TableOfOrigin, table_of_origin
    from wijkwijzer.areas.document.addresses import Addresses
    from wijkwijzer.areas.document.area import (
        Form,
        area_document,
        release_document,
        report_name,
        unknown_line,
    )
    from wijkwijzer.areas.document.checking import CheckedReport, check_report
    from wijkwijzer.areas.document.many import living_areas, write_reports
    from wijkwijzer.areas.document.maps import areas_figure, gemeenten_figure, value_figure, way_figure
    from wijkwijzer.areas.document.series import development_charts
    from wijkwijzer.areas.document.why import why_document
    from wijkwijzer.areas.document.words import Words
    from wijkwijzer.areas.model import (
        AreaProfile,
        AreaRef,
        Facts,
        Figure,
        Identity,
        IndicatorInfo,
        IndicatorView,
        Position,
        ReleaseInfo,
        Series,
        SourceInfo,
        Statement,
        Summary,
        Text,
    )
    from wijkwijzer.areas.own.areas import OwnAreas, own_areas_from_rows, read_own_areas
    from wijkwijzer.areas.own.disclosure import WITHHELD_REASONS, protect
    from wijkwijzer.areas.own.figures import (
        FIGURE_COLUMNS,
        MOST_PROBLEMS,
        CheckedFigures,
        Problem,
        check_figures,
    )
    from wijkwijzer.areas.own.overlay import Overlay, open_overlay, write_overlay
    from wijkwijzer.areas.profile.geometry import Geometry, tolerance_for
    from wijkwijzer.areas.release import Release, open_release
    from wijkwijzer.areas.store.codes import missing_code

_ROOMS = {
    "store.codes": ("missing_code",),
    "build.extend": ("extend_release",),
    "build.release": ("build_release",),
    "catalogue.factors": ("FACTORS",),
    "catalogue.origin": ("TableOfOrigin", "table_of_origin"),
    "document.addresses": ("Addresses",),
    "document.area": ("Form", "area_document", "release_document", "report_name", "unknown_line"),
    "document.checking": ("CheckedReport", "check_report"),
    "document.many": ("living_areas", "write_reports"),
    "document.maps": ("areas_figure", "gemeenten_figure", "value_figure", "way_figure"),
    "document.series": ("development_charts",),
    "document.why": ("why_document",),
    "document.words": ("Words",),
    "model": (
        "AreaProfile",
        "AreaRef",
        "Facts",
        "Figure",
        "Identity",
        "IndicatorInfo",
        "IndicatorView",
        "Position",
        "ReleaseInfo",
        "Series",
        "SourceInfo",
        "Statement",
        "Summary",
        "Text",
    ),
    "own.areas": ("OwnAreas", "own_areas_from_rows", "read_own_areas"),
    "own.disclosure": ("WITHHELD_REASONS", "protect"),
    "own.figures": (
        "FIGURE_COLUMNS",
        "MOST_PROBLEMS",
        "CheckedFigures",
        "Problem",
        "check_figures",
    ),
    "own.overlay": ("Overlay", "open_overlay", "write_overlay"),
    "profile.geometry": ("Geometry", "tolerance_for"),
    "release": ("Release", "open_release"),
}

__all__ = [
    "FACTORS",
    "FIGURE_COLUMNS",
    "MOST_PROBLEMS",
    "WITHHELD_REASONS",
    "Addresses",
    "AreaProfile",
    "AreaRef",
    "CheckedFigures",
    "CheckedReport",
    "Facts",
    "Figure",
    "Form",
    "Geometry",
    "Identity",
    "IndicatorInfo",
    "IndicatorView",
    "Overlay",
    "OwnAreas",
    "Position",
    "Problem",
    "Release",
    "ReleaseInfo",
    "Series",
    "SourceInfo",
    "Statement",
    "Summary",
    "TableOfOrigin",
    "Text",
    "Words",
    "area_document",
    "areas_figure",
    "build_release",
    "check_figures",
    "check_report",
    "development_charts",
    "extend_release",
    "gemeenten_figure",
    "living_areas",
    "missing_code",
    "open_overlay",
    "open_release",
    "own_areas_from_rows",
    "protect",
    "read_own_areas",
    "release_document",
    "report_name",
    "table_of_origin",
    "tolerance_for",
    "unknown_line",
    "value_figure",
    "way_figure",
    "why_document",
    "write_overlay",
    "write_reports",
]

if not TYPE_CHECKING:
    __getattr__ = lazily(__name__, _ROOMS)
