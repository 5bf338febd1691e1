"""Tables, charts, rows and maps as HTML, with their pictures inline."""

from __future__ import annotations

import base64

from wijkwijzer.report.blocks import Chart, Charts, Column, MapFigure, Picture, Row, RowHeading, Rows, Table
from wijkwijzer.report.html.inline import Context, inline, refs_of
from wijkwijzer.report.inline import Cell, Content, plain
from wijkwijzer.report.pictures.charts import chart_svg
from wijkwijzer.report.pictures.legend import class_svg, legend_svg
from wijkwijzer.report.pictures.maps import WIDTH, map_svg, safe_url
from wijkwijzer.report.pictures.marks import axis_svg, mark_svg
from wijkwijzer.report.pictures.svg import clean, escape
from wijkwijzer.report.reading import row_label, rows_table, unfolded
from wijkwijzer.report.specs import Chances, LegendItem, Position

__all__ = ["chart", "charts", "map_figure", "picture", "rows", "source_line", "table"]


# ---- shared parts
def source_line(source: Content, context: Context) -> str:
    return f'<p class="ww-bron">{inline(source, context)}</p>' if plain(source) else ""


def legend(items: tuple[LegendItem, ...], context: Context) -> str:
    if not items:
        return ""
    lines = "".join(f"<li>{legend_svg(item)}{escape(item.text)}</li>" for item in items)
    return f'<ul class="ww-legenda">{lines}</ul>'


def _under(tables: list[tuple[Table, object]], source: Content, context: Context, summary: str = "") -> str:
    """What every picture has under it: its figures as a table, the files of it, and its source."""
    line = source_line(source, context)
    shown = "".join(table(unfolded(each), context) + context.downloads(of) for each, of in tables)
    if not shown:
        return line
    said = escape(summary) or context.word("show_table")
    folded = f'<details class="ww-tabel"><summary>{said}</summary>{shown}</details>'
    return f'<div class="ww-onder">{folded}</div>{line}'


def picture(block: Picture) -> str:
    """A picture of our own; as data, so that nothing in it can act on the page."""
    data = base64.b64encode(block.svg.encode("utf-8")).decode("ascii")
    source = f"data:image/svg+xml;base64,{data}"
    return f'<p class="ww-blok"><img alt="{escape(block.description)}" src="{source}"></p>'


# ---- tables
def table(block: Table, context: Context) -> str:
    """A table that turns into blocks on a phone: roles keep it a table, `data-kop` names each cell."""
    if block.folded:
        return _under([(block, block)], block.source, context, block.summary)
    heads = "".join(
        f'<th role="columnheader" scope="col" '
        f'class="utrecht-table__header-cell{_kind(column, "header-cell")}">{escape(column.name)}</th>'
        for column in block.columns
    )
    begins = [
        f'<td role="cell" class="utrecht-table__cell{_kind(column, "cell")}" '
        f'data-kop="{escape(column.name)}">'
        for column in block.columns[1:]
    ]
    body = "".join(_table_row(begins, row, context) for row in block.rows)
    return (
        f'<table class="utrecht-table ww-stapelt ww-blok" role="table">'
        f'<caption class="utrecht-table__caption">{escape(block.caption)}</caption>'
        f'<thead class="utrecht-table__header" role="rowgroup">'
        f'<tr class="utrecht-table__row" role="row">{heads}</tr></thead>'
        f'<tbody class="utrecht-table__body" role="rowgroup">{body}</tbody></table>'
        + source_line(block.source, context)
        + context.downloads(block)
    )


def _kind(column: Column, part: str) -> str:
    return f" utrecht-table__{part}--numeric-column ww-nr" if column.kind == "number" else ""


def _table_row(begins: list[str], row: tuple[Cell, ...], context: Context) -> str:
    head = (
        f'<th role="rowheader" scope="row" class="utrecht-table__cell">{inline(row[0], context)}</th>'
        if row
        else ""
    )
    cells = "".join(
        f"{begin}{inline(cell, context)}</td>" for begin, cell in zip(begins, row[1:], strict=True)
    )
    return f'<tr class="utrecht-table__row" role="row">{head}{cells}</tr>'


# ---- charts
def charts(block: Charts, context: Context) -> str:
    panels = "".join(_panel(each, context) for each in block.charts)
    tables: list[tuple[Table, object]] = [(each.table, each) for each in block.charts if each.table]
    return (
        legend(block.legend, context)
        + f'<div class="ww-reeks">{panels}</div>'
        + _under(tables, block.source, context)
    )


def chart(block: Chart, context: Context) -> str:
    """One chart on its own; a chance in ten houses gets its panel."""
    tables: list[tuple[Table, object]] = [(block.table, block)] if block.table else []
    if not isinstance(block.spec, Chances):
        return f'<div class="ww-blok ww-figuur">{_panel(block, context, single=True)}</div>' + _under(
            tables, block.source, context
        )
    note = f"<p>{escape(block.note)}</p>" if block.note else ""
    picture = chart_svg(block, context.language).replace("<svg ", '<svg class="ww-huizen" ', 1)
    return (
        f'<div class="ww-signaal"><p class="ww-signaal__zin">{escape(block.title)}</p>{picture}{note}</div>'
        + _under(tables, block.source, context)
    )


def _panel(block: Chart, context: Context, single: bool = False) -> str:
    title = escape(block.title)
    url = safe_url(clean(block.link))
    if url:
        title = f'<a class="utrecht-link utrecht-link--html-a" href="{escape(url)}">{title}</a>'
    head = context.subheading
    note = f'<p class="ww-meta">{escape(block.note)}</p>' if block.note else ""
    picture = chart_svg(block, context.language)
    source = source_line(block.source, context) if not single else ""
    return f"<figure><figcaption><{head}>{title}</{head}>{note}</figcaption>{picture}{source}</figure>"


# ---- rows
def rows(block: Rows, context: Context) -> str:
    dots = any(isinstance(row, Row) and isinstance(row.mark, Position) for row in block.rows)
    axis = (
        f'<div class="ww-rij ww-rij--as"><span></span>{axis_svg(block.axis, dots=dots)}<span></span></div>'
        if block.axis
        else ""
    )
    lines = "".join(
        _row_heading(row, context) if isinstance(row, RowHeading) else _row(row, context)
        for row in block.rows
    )
    below = bool(block.axis and block.axis.below)
    caption = f'<p class="ww-meta">{escape(block.caption)}</p>' if block.caption else ""
    return (
        '<div class="ww-blok">'
        + legend(block.legend, context)
        + caption
        + f'<div class="ww-rijen">{"" if below else axis}{lines}{axis if below else ""}</div></div>'
        + _under([(rows_table(block, context.language), block)], block.source, context)
    )


def _row_heading(row: RowHeading, context: Context) -> str:
    tag = f' <span class="ww-tag">{escape(row.tag)}</span>' if row.tag else ""
    note = f'<p class="ww-meta">{escape(row.note)}</p>' if row.note else ""
    head = context.subheading
    return (
        f'<div class="ww-rij ww-rij--groep"><div><{head}>{escape(row.text)}{tag}</{head}>{note}</div></div>'
    )


def _named(row: Row, context: Context) -> tuple[str, str]:
    """Label and words of a row, each with its small line."""
    attribute, notes = refs_of(row.words, row.refs, context)
    label = inline(row.label, context) + (f"<small>{escape(row.note)}</small>" if row.note else "")
    said = inline(row.words, context) + notes
    said += f"<small>{escape(row.words_note)}</small>" if row.words_note else ""
    return label, f'<span class="ww-rij__uit"{attribute}>{said}</span>'


def _row(row: Row, context: Context) -> str:
    label, said = _named(row, context)
    mark = mark_svg(row.mark, row_label(row))
    return f'<div class="ww-rij"><span class="ww-rij__naam">{label}</span>{mark}{said}</div>'


# ---- maps
def map_figure(block: MapFigure, context: Context, side: bool = False) -> str:
    """A map with its classes beside it; `side` is the small one beside the head of a page."""
    picture = map_svg(block, context.language, width=320.0 if side else WIDTH)
    if not block.classes:
        css = "ww-kop__zij" if side else "ww-blok"
        caption = f'<figcaption class="ww-meta">{escape(block.note or block.title)}</figcaption>'
        under = "" if side else _under([(block.table, block)] if block.table else [], block.source, context)
        return f'<figure class="{css}">{picture}{caption}</figure>{under}'
    head = context.subheading
    note = f'<p class="ww-meta">{escape(block.note)}</p>' if block.note else ""
    return (
        f'<div class="ww-kaartblok ww-blok"><div><{head}>{escape(block.title)}</{head}>{note}'
        f"{_classes(block, context)}</div>{picture}</div>"
        + _under([(block.table, block)] if block.table else [], block.source, context)
    )


def _classes(block: MapFigure, context: Context) -> str:
    items: list[tuple[int | None, str]] = [(level, each.label) for level, each in enumerate(block.classes)]
    if any(area.level is None for area in block.areas):
        items.append((None, context.word("unknown")))
    lines = "".join(f"<li>{class_svg(level)}{escape(label)}</li>" for level, label in items)
    return f'<ul class="ww-legenda ww-legenda--kol">{lines}</ul>'
