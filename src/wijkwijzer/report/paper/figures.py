"""Tables, charts, rows and maps for the template: pictures as SVG with their alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wijkwijzer.report.blocks import Chart, Charts, MapFigure, Row, RowHeading, Rows, Table
from wijkwijzer.report.inline import Cell, Content, plain
from wijkwijzer.report.paper.inline import Laying
from wijkwijzer.report.paper.measure import PAGE, column_widths
from wijkwijzer.report.pictures.charts import chart_svg
from wijkwijzer.report.pictures.legend import class_svg, legend_svg
from wijkwijzer.report.pictures.maps import map_key, map_svg
from wijkwijzer.report.pictures.marks import axis_svg, mark_svg
from wijkwijzer.report.reading import fits_beside, row_label
from wijkwijzer.report.specs import Chances, LegendItem, Position

__all__ = ["appendix", "chart", "charts", "map_figure", "rows", "table"]

Tree = dict[str, Any]
# Widths of drawings in CSS px, inside margins of 16 mm; a picture is placed at 3/4 pt a px.
_PANEL = (216.0, 140.0)
_MARK = 290.0
_ROW_ROOM = (130.0, 213.0, 155.0)  # points: label, mark, words
_HALF = 238.0
_SHORT = 800
"""Letters that together are certainly no higher than a page: only such a block may be kept whole."""


def _alt(text: str) -> str:
    """Alternative text may not be empty."""
    return " ".join(text.split()) or "·"


def _source(source: Content, laying: Laying) -> list[Any]:
    return laying.inline(source, addresses=True) if plain(source).strip() else []


def _legend(items: Sequence[LegendItem], laying: Laying) -> list[Tree]:
    return [{"svg": legend_svg(item, alone=True), "t": laying.text(item.text)} for item in items]


# ---- tables
def table(block: Table, laying: Laying, room: float = PAGE, size: float = 8.5) -> list[Tree]:
    """A table with widths of its own; one without columns has nothing to show."""
    if not block.columns:
        return []
    size = 11 if block.large else size
    room = min(room, laying.room)
    unknown = laying.word("unknown")
    cells = [[unknown if cell is None else plain(cell) for cell in row] for row in block.rows]
    widths = column_widths([column.name for column in block.columns], cells, room=room, size=size)
    before = laying.room, laying.size
    heads, rows = [], []
    for column, width in zip(block.columns, widths, strict=True):
        laying.room, laying.size = width - 6, size
        heads.append({"t": laying.text(column.name), "n": column.kind == "number", "w": round(width, 2)})
    for row in block.rows:
        laid = []
        for cell, width in zip(row, widths, strict=True):
            laying.room, laying.size = width - 6, size
            laid.append(_cell(cell, laying))
        # A row is kept whole only where that can never be higher than a page.
        high = max(len(plain(cell)) * size * 0.6 / width for cell, width in zip(row, widths, strict=True))
        rows.append({"cells": laid, "whole": high < 12})
    laying.room, laying.size = before
    return [
        {
            "k": "table",
            "caption": laying.text(block.caption),
            "cols": heads,
            "rows": rows,
            "source": _source(block.source, laying),
            "size": size,
            "repeat": max(
                len(column.name) * size * 0.6 / column_width
                for column, column_width in zip(block.columns, widths, strict=True)
            )
            < 12,
        }
    ]


def _cell(cell: Cell, laying: Laying) -> Any:
    """A cell of plain words is those words alone: a table has thousands of them."""
    laid, lang = laying.inline(cell), laying.lang(plain(cell))
    return (
        "".join(laid)
        if not lang and all(isinstance(part, str) for part in laid)
        else {"c": laid, "lang": lang}
    )


def appendix(tables: Sequence[Table], laying: Laying) -> list[Tree]:
    """Tables at the end: two small ones beside each other when they follow one another."""
    laid: list[Tree] = []
    waiting: Tree | None = None
    for each in tables:
        beside = fits_beside(each)
        made = table(each, laying, _HALF if beside else PAGE, 8)[0]
        if not beside or waiting is None:
            laid += [waiting] if waiting else []
            waiting = made if beside else None
            laid += [] if beside else [made]
        else:
            laid.append({"k": "pair", "tables": [waiting, made]})
            waiting = None
    if waiting:
        laid.append({"k": "pair", "tables": [waiting]})
    return laid


# ---- charts
def charts(block: Charts, laying: Laying) -> list[Tree]:
    if not block.charts:
        return []
    room, laying.room = laying.room, 155.0
    panels = [_panel(each, laying) for each in block.charts]
    laying.room = room
    beside = max(len(each.title) * 1.5 + len(each.note) for each in block.charts) < _SHORT
    legend, source = _legend(block.legend, laying), _source(block.source, laying)
    return [{"k": "charts", "legend": legend, "panels": panels, "source": source, "beside": beside}]


def chart(block: Chart, laying: Laying) -> list[Tree]:
    """One chart on its own; a chance in ten houses gets its panel."""
    if isinstance(block.spec, Chances):
        svg = chart_svg(block, laying.language, alone=True)
        return [
            {
                "k": "chances",
                "title": laying.text(block.title),
                "svg": svg,
                "alt": _alt(block.description),
                "note": laying.text(block.note),
                "source": _source(block.source, laying),
            }
        ]
    short = len(block.title) * 1.5 + len(block.note) < _SHORT
    return [{"k": "chart", "short": short, **_panel(block, laying, single=True)}]


def _panel(block: Chart, laying: Laying, single: bool = False) -> Tree:
    width, height = (302.0, 172.0) if single else _PANEL
    return {
        "head": {"t": laying.text(block.title.strip()), "level": laying.subheading},
        "note": laying.text(block.note),
        "svg": chart_svg(block, laying.language, alone=True, width=width, height=height),
        "alt": _alt(f"{block.title}. {block.description}"),
        "w": 315 if single else 157,
        "source": _source(block.source, laying),
    }


# ---- rows
def rows(block: Rows, laying: Laying) -> list[Tree]:
    """Rows are a table on paper: label, picture, words."""
    if not block.rows:
        return []
    dots = any(isinstance(row, Row) and isinstance(row.mark, Position) for row in block.rows)
    axis = None
    if block.axis:
        said = ", ".join(word for _, word in block.axis.ticks)
        axis = {"svg": axis_svg(block.axis, _MARK, dots), "alt": _alt(said)}
    room = laying.room
    lines, group = [], ""
    for row in block.rows:
        group = row.text if isinstance(row, RowHeading) else group
        lines.append(_line(row, group, laying))
    laying.room = room
    return [
        {
            "k": "rows",
            "caption": laying.text(block.caption),
            "legend": _legend(block.legend, laying),
            "heads": [laying.word(key) for key in ("part", "picture", "in_words")],
            "axis": axis,
            "below": bool(block.axis and block.axis.below),
            "lines": lines,
            "source": _source(block.source, laying),
        }
    ]


def _line(row: Row | RowHeading, group: str, laying: Laying) -> Tree:
    if isinstance(row, RowHeading):
        laying.room = PAGE
        head = {"h": laying.text(row.text) or "·", "tag": laying.text(row.tag), "note": laying.text(row.note)}
        return {**head, "short": len(row.text) + len(row.tag) + len(row.note) < _SHORT}
    laying.room = _ROW_ROOM[0]
    label = {
        "c": laying.inline(row.label),
        "lang": laying.lang(plain(row.label)),
        "note": laying.text(row.note),
    }
    laying.room = _ROW_ROOM[2]
    words = {"c": laying.inline(row.words, row.refs), "note": laying.text(row.words_note)}
    said = row_label(row)
    length = len(plain(row.label)) + len(plain(row.words)) + len(row.note) + len(row.words_note)
    return {
        "label": label,
        "words": words,
        "svg": mark_svg(row.mark, said, _MARK),
        "alt": _alt(f"{group}. {said}" if group.strip() else said),  # read aloud without what stands above it
        "whole": length < 600,
    }


# ---- maps
def map_figure(block: MapFigure, laying: Laying, *, side: bool = False) -> Tree:
    """A map with its classes beside it; `side` is the small one beside the head of a page."""
    drawn, shown = (240.0, 150.0) if side else (400.0, 270.0)
    classes: list[tuple[int | None, str]] = [(level, each.label) for level, each in enumerate(block.classes)]
    if block.classes and any(area.level is None for area in block.areas):
        classes.append((None, laying.word("unknown")))
    room = laying.room
    laying.room = 150.0 if side or block.classes else room
    key = [f"{number} {name}" for number, name in map_key(block, drawn)]
    laid = {
        "k": "map",
        "title": laying.text(block.title),
        "head": {"t": laying.text(block.title.strip()), "level": laying.subheading},
        "note": laying.text(block.note),
        "svg": map_svg(block, laying.language, alone=True, width=drawn, numbered=True),
        "alt": _alt(f"{block.title}. {block.description}"),
        "w": shown,
        "key": laying.text(" · ".join(key)),
        "classes": [{"svg": class_svg(level, alone=True), "t": laying.text(text)} for level, text in classes],
        "source": _source(block.source, laying),
    }
    said = len(block.title) + len(block.note) + sum(len(text) for text in (*key, *dict(classes).values()))
    laid["short"] = said < _SHORT
    laying.room = room
    return laid
