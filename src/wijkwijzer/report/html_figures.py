"""Tables, charts, rows and maps as HTML: pictures inline on a page, images with alternative text on paper."""

import base64

from .blocks import Chart, Charts, Column, MapFigure, Row, RowHeading, Rows, Table
from .charts import chart_svg
from .html_inline import Context, inline, refs_of
from .inline import Cell, Content, plain
from .legend import class_svg, legend_svg
from .maps import WIDTH, map_svg, safe_url
from .marks import axis_svg, mark_svg
from .specs import Chances, LegendItem, Position
from .svg import clean, escape

__all__ = ["chart", "charts", "map_figure", "row_label", "rows", "rows_table", "source_line", "table"]

# Widths on A4 in CSS px, inside margins of 16 mm.
_PANEL = (216.0, 140.0)
_MARK = 290.0


# ---- shared parts
def image(svg: str, label: str, width: float, css_class: str = "ww-beeld") -> str:
    """A picture of its own for paper; `width` in CSS px, the height follows from the picture."""
    box = svg.split('width="', 1)[1].split('"', 1)[0], svg.split('height="', 1)[1].split('"', 1)[0]
    height = width * float(box[1]) / float(box[0])
    return (
        f'<img class="{css_class}" alt="{escape(label)}" width="{width:.0f}" height="{height:.0f}" '
        f'src="{_data(svg)}">'
    )


def _data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def source_line(source: Content, context: Context) -> str:
    return f'<p class="ww-bron">{inline(source, context)}</p>' if plain(source) else ""


def legend(items: tuple[LegendItem, ...], context: Context) -> str:
    if not items:
        return ""
    lines = "".join(
        f"<li>{_symbol(legend_svg(item, context.paper), context)}{escape(item.text)}</li>" for item in items
    )
    return f'<ul class="ww-legenda">{lines}</ul>'


def _symbol(svg: str, context: Context) -> str:
    """On paper a symbol is a background: decoration in the tags of the PDF, as the words beside it say it."""
    if not context.paper:
        return svg
    return f'<span class="ww-symbool" style="background-image: url({_data(svg)})"></span>'


def _under(tables: list[Table], source: Content, context: Context, summary: str = "") -> str:
    """What every picture has under it: its figures as a table, and where they come from."""
    line = source_line(source, context)
    if context.paper:
        context.appendix.extend(tables)
        return line
    shown = "".join(table(_unfolded(each), context) for each in tables)
    if not shown:
        return line
    said = escape(summary) or context.word("show_table")
    folded = f'<details class="ww-tabel"><summary>{said}</summary>{shown}</details>'
    return f'<div class="ww-onder">{folded}</div>{line}'


def _unfolded(each: Table) -> Table:
    return Table(each.caption, each.columns, each.rows, each.source)


# ---- tables
def table(block: Table, context: Context) -> str:
    """A table that turns into blocks on a phone: roles keep it a table, `data-kop` names each cell."""
    if block.folded and context.paper:
        context.appendix.append(_unfolded(block))
        return ""
    if block.folded:
        return _under([block], block.source, context, block.summary)
    heads = "".join(
        f'<th role="columnheader" scope="col" '
        f'class="utrecht-table__header-cell{_kind(column, "header-cell")}">{escape(column.name)}</th>'
        for column in block.columns
    )
    body = "".join(_table_row(block.columns, row, context) for row in block.rows)
    small = " ww-smal" if context.paper and _is_small(block) else ""
    return (
        f'<table class="utrecht-table ww-stapelt ww-blok{small}" role="table">'
        f'<caption class="utrecht-table__caption">{escape(block.caption)}</caption>'
        f'<thead class="utrecht-table__header" role="rowgroup">'
        f'<tr class="utrecht-table__row" role="row">{heads}</tr></thead>'
        f'<tbody class="utrecht-table__body" role="rowgroup">{body}</tbody></table>'
        + source_line(block.source, context)
    )


def _is_small(block: Table) -> bool:
    """Whether two such tables fit side by side on paper: few columns and rows, no running text."""
    few = len(block.columns) <= 4 and len(block.rows) <= 25
    return few and all(len(plain(cell)) <= 40 for row in block.rows for cell in row)


def _kind(column: Column, part: str) -> str:
    return f" utrecht-table__{part}--numeric-column ww-nr" if column.kind == "number" else ""


def _table_row(columns: tuple[Column, ...], row: tuple[Cell, ...], context: Context) -> str:
    head = (
        f'<th role="rowheader" scope="row" class="utrecht-table__cell">{inline(row[0], context)}</th>'
        if row
        else ""
    )
    cells = "".join(
        f'<td role="cell" class="utrecht-table__cell{_kind(column, "cell")}" '
        f'data-kop="{escape(column.name)}">{inline(cell, context)}</td>'
        for column, cell in zip(columns[1:], row[1:], strict=True)
    )
    return f'<tr class="utrecht-table__row" role="row">{head}{cells}</tr>'


# ---- charts
def charts(block: Charts, context: Context) -> str:
    panels = "".join(_panel(each, context) for each in block.charts)
    tables = [each.table for each in block.charts if each.table]
    return (
        legend(block.legend, context)
        + f'<div class="ww-reeks">{panels}</div>'
        + _under(tables, block.source, context)
    )


def chart(block: Chart, context: Context) -> str:
    """One chart on its own; a chance in ten houses gets its panel."""
    tables = [block.table] if block.table else []
    if not isinstance(block.spec, Chances):
        return f'<div class="ww-blok ww-figuur">{_panel(block, context, single=True)}</div>' + _under(
            tables, block.source, context
        )
    note = f"<p>{escape(block.note)}</p>" if block.note else ""
    if context.paper:
        picture = image(chart_svg(block, context.language, alone=True), block.description, 382)
    else:
        picture = chart_svg(block, context.language).replace("<svg ", '<svg class="ww-huizen" ', 1)
    return (
        f'<div class="ww-signaal"><p class="ww-signaal__zin">{escape(block.title)}</p>{picture}{note}</div>'
        + _under(tables, block.source, context)
    )


def _panel(block: Chart, context: Context, single: bool = False) -> str:
    title = escape(block.title)
    url = safe_url(clean(block.link))
    if url and not context.paper:
        title = f'<a class="utrecht-link utrecht-link--html-a" href="{escape(url)}">{title}</a>'
    head = context.subheading
    note = f'<p class="ww-meta">{escape(block.note)}</p>' if block.note else ""
    if context.paper:
        width, height = (302.0, 172.0) if single else _PANEL
        svg = chart_svg(block, context.language, alone=True, width=width, height=height)
        picture = image(svg, f"{block.title}. {block.description}", 420 if single else 209)
    else:
        picture = chart_svg(block, context.language)
    source = source_line(block.source, context) if not single else ""
    return f"<figure><figcaption><{head}>{title}</{head}>{note}</figcaption>{picture}{source}</figure>"


# ---- rows
def row_label(row: Row) -> str:
    """What is read aloud for the mark of a row."""
    said = ", ".join(text for text in (plain(row.words), row.words_note) if text)
    return row.description or f"{plain(row.label)}: {said}"


def rows_table(block: Rows, context: Context) -> Table:
    """The figures of the rows as a table: the given one, or label and words."""
    if block.table is not None:
        return block.table
    columns = (Column(context.word("part")), Column(context.word("in_words")))
    lines: list[tuple[Cell, ...]] = []
    group = ""
    for row in block.rows:
        if isinstance(row, RowHeading):
            group = f"{row.text}: "
        else:
            label = f"{group}{plain(row.label)}"
            lines.append((label, ", ".join(t for t in (plain(row.words), row.words_note) if t)))
    return Table(block.caption or context.word("in_words"), columns, tuple(lines), folded=True)


def rows(block: Rows, context: Context) -> str:
    if context.paper:
        return _paper_rows(block, context)
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
        + _under([rows_table(block, context)], block.source, context)
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


def _paper_rows(block: Rows, context: Context) -> str:
    """On paper the rows are a table: label, picture, words."""
    dots = any(isinstance(row, Row) and isinstance(row.mark, Position) for row in block.rows)
    lines = ""
    for row in block.rows:
        if isinstance(row, RowHeading):
            tag = f' <span class="ww-tag">{escape(row.tag)}</span>' if row.tag else ""
            note = f" <small>{escape(row.note)}</small>" if row.note else ""
            title = f"{escape(row.text)}{tag}{note}"
            lines += f'<tr class="ww-groep"><th colspan="3" scope="rowgroup">{title}</th></tr>'
            continue
        label, said = _named(row, context)
        mark = image(mark_svg(row.mark, row_label(row), _MARK), row_label(row), _MARK)
        lines += f'<tr><th scope="row">{label}</th><td>{mark}</td><td>{said}</td></tr>'
    heads = "".join(f'<th scope="col">{context.word(key)}</th>' for key in ("part", "picture", "in_words"))
    axis = ""
    if block.axis:
        said = ", ".join(word for _, word in block.axis.ticks)
        axis = image(axis_svg(block.axis, _MARK, dots), said, _MARK)
    scale = f'<tr class="ww-as"><td></td><td>{axis}</td><td></td></tr>' if axis else ""
    below = bool(block.axis and block.axis.below)
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    if block.table is not None:
        context.appendix.append(_unfolded(block.table))
    return (
        legend(block.legend, context)
        + f'<table class="ww-rijen">{caption}<thead><tr>{heads}</tr></thead><tbody>'
        + f"{'' if below else scale}{lines}{scale if below else ''}</tbody></table>"
        + source_line(block.source, context)
    )


# ---- maps
def map_figure(block: MapFigure, context: Context, side: bool = False) -> str:
    """A map with its classes beside it; `side` is the small one beside the head of a page."""
    if context.paper:
        label = f"{block.title}. {block.description}"
        drawn, shown = (240.0, 200.0) if side else (400.0, 360.0)
        picture = image(map_svg(block, context.language, alone=True, width=drawn), label, shown)
    else:
        picture = map_svg(block, context.language, width=320.0 if side else WIDTH)
    if not block.classes:
        css = "ww-kop__zij" if side else "ww-blok"
        caption = f'<figcaption class="ww-meta">{escape(block.note or block.title)}</figcaption>'
        under = "" if side else _under([block.table] if block.table else [], block.source, context)
        return f'<figure class="{css}">{picture}{caption}</figure>{under}'
    head = context.subheading
    note = f'<p class="ww-meta">{escape(block.note)}</p>' if block.note else ""
    return (
        f'<div class="ww-kaartblok ww-blok"><div><{head}>{escape(block.title)}</{head}>{note}'
        f"{_classes(block, context)}</div>{picture}</div>"
        + _under([block.table] if block.table else [], block.source, context)
    )


def _classes(block: MapFigure, context: Context) -> str:
    items: list[tuple[int | None, str]] = [(level, each.label) for level, each in enumerate(block.classes)]
    if any(area.level is None for area in block.areas):
        items.append((None, context.word("unknown")))
    lines = "".join(
        f"<li>{_symbol(class_svg(level, context.paper), context)}{escape(label)}</li>"
        for level, label in items
    )
    return f'<ul class="ww-legenda ww-legenda--kol">{lines}</ul>'
