"""A document as semantic HTML with the classes of the site's style sheet (`ww-`, `utrecht-`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from itertools import groupby
from typing import assert_never

from wijkwijzer.report.blocks import (
    Block,
    BulletList,
    Chart,
    Charts,
    Choices,
    Columns,
    Document,
    Facts,
    Heading,
    Item,
    Language,
    MapFigure,
    Notice,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Rows,
    Sentence,
    Sources,
    Table,
    Terms,
    WritingLines,
)
from wijkwijzer.report.html import figures
from wijkwijzer.report.html.inline import Context, inline, refs_of
from wijkwijzer.report.inline import Link, plain
from wijkwijzer.report.languages import OtherWords
from wijkwijzer.report.loose import loose_figures
from wijkwijzer.report.pictures.svg import HATCH_DEFS, escape
from wijkwijzer.report.reading import made_line, note_numbers, slug, split_head
from wijkwijzer.report.words import words

__all__ = ["HtmlParts", "HtmlSection", "html_block", "html_parts", "to_html"]

OPEN_QUOTES = 3
_LOOKING_FOR_GROUPS = (
    '<svg viewBox="0 0 96 96" aria-hidden="true"><g fill="none" stroke="#0f5566" stroke-width="1.6" '
    'stroke-dasharray="4 4"><circle cx="38" cy="42" r="27"/><circle cx="58" cy="54" r="27"/></g>'
    '<g fill="#3b7f8e"><circle cx="30" cy="34" r="3"/><circle cx="44" cy="28" r="3"/>'
    '<circle cx="38" cy="52" r="3"/><circle cx="52" cy="44" r="3"/><circle cx="64" cy="60" r="3"/>'
    '<circle cx="70" cy="44" r="3"/></g></svg>'
)


@dataclass(frozen=True, slots=True)
class HtmlSection:
    """One section: the id and title of its heading, and its HTML including that heading."""

    id: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class HtmlParts:
    """The head and the sections apart, for a page that lays them out and adds its own parts between them.

    The page itself must hold `svg.HATCH_DEFS` once, in a hidden svg.
    """

    head: str
    sections: tuple[HtmlSection, ...]


def html_parts(
    document: Document, files: Callable[[str, str], str] | None = None, why: str = ""
) -> HtmlParts:
    """Head and sections of a document as HTML fragments.

    With `files`, the address of a loose figure by its name and form, each figure links to its own files; with
    `why`, the page that tells what made each sentence, sentences with a rule link to it.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Heading, Meta, Sentence
    >>> meta = Meta(datetime.date(2025, 11, 21))
    >>> parts = html_parts(Document("Kade", meta, (Heading("Positie"), Sentence("Rond het midden."))))
    >>> parts.sections[0].id, "ww-conclusie" in parts.sections[0].html
    ('positie', True)
    """
    context = Context(document.language, note_numbers(document), files=files, why=why)
    if files is not None:
        context.loose = {id(one.block): one for one in loose_figures(document)}
    head_blocks, section_blocks = split_head(document.blocks)
    others = OtherWords(document.theirs)
    head = others.marked(_head(document, head_blocks, context))
    sections = [_section(blocks, context) for blocks in section_blocks]
    return HtmlParts(head, tuple(replace(one, html=others.marked(one.html)) for one in sections))


def html_block(block: Block, language: Language = "nl") -> str:
    """One block as HTML, for a template that places it itself (under a level-2 heading).

    Examples
    --------
    >>> html_block(Paragraph("Wij wonen hier."))
    '<p class="utrecht-paragraph ww-maat">Wij wonen hier.</p>'
    """
    return _block(block, Context(language, level=2))


def to_html(document: Document, *, standalone: bool = True) -> str:
    """The whole document: a page of its own with its style sheet, or one fragment for a page of the site."""
    parts = html_parts(document)
    contents = "".join(f'<li><a href="#{part.id}">{escape(part.title)}</a></li>' for part in parts.sections)
    body = "".join(part.html for part in parts.sections)
    label = words(document.language)["on_this_page"]
    made = escape(made_line(document.meta, document.language))
    nav = f'<nav class="ww-inhoud" aria-label="{label}"><h2>{label}</h2><ol>{contents}</ol></nav>'
    fragment = f'{parts.head}<div class="ww-wrap"><div class="ww-lang">{nav}<div>{body}</div></div></div>'
    if not standalone:
        return fragment
    css = (resources.files("wijkwijzer.report.html") / "static" / "screen.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{document.language}" class="ww-theme"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{css}</style></head><body>"
        f'<svg class="ww-defs" aria-hidden="true">{HATCH_DEFS}</svg><main>{fragment}</main>'
        f'<footer class="ww-wrap ww-meta"><p>{made}</p></footer>'
        "</body></html>\n"
    )


# ---- head and sections
def _head(document: Document, blocks: list[Block], context: Context) -> str:
    """Title, facts and sentences left, the first map beside them, everything else under both."""
    context.level = 1
    side = next((block for block in blocks if isinstance(block, MapFigure) and not block.classes), None)
    rest = [block for block in blocks if block is not side]
    first = next(
        (i for i, b in enumerate(rest) if not isinstance(b, Facts | Sentence | Paragraph)), len(rest)
    )
    tag = f' <span class="ww-tag ww-tag--lijn">{escape(document.tag)}</span>' if document.tag else ""
    above = f'<p class="ww-soort">{escape(document.subtitle)}{tag}</p>' if document.subtitle or tag else ""
    sentences = [block for block in rest[:first] if not isinstance(block, Facts)]
    facts = "".join(_block(block, context) for block in rest[:first] if isinstance(block, Facts))
    said = "".join(_lead(block, context) for block in sentences)
    text = f'<div class="ww-zinnen">{said}</div>' if said else ""
    beside = figures.map_figure(side, context, side=True) if side else ""
    made = f'<p class="ww-meta ww-gemaakt">{escape(made_line(document.meta, document.language))}</p>'
    if document.meta.url:
        made += f'<p class="ww-meta">{inline((Link(document.meta.url, document.meta.url),), context)}</p>'
    return (
        f'<div class="ww-kop"><div class="ww-wrap"><div class="ww-kop__grid"><div>{above}'
        f'<h1 class="utrecht-heading-1">{escape(document.title)}</h1>{facts}{text}</div>{beside}</div>'
        f"{''.join(_in_head(block, context) for block in rest[first:])}{made}</div></div>"
    )


def _lead(block: Block, context: Context) -> str:
    if not isinstance(block, Sentence | Paragraph):
        return ""
    attribute, notes = refs_of(block.content, block.refs, context)
    return f"<p{attribute}>{inline(block.content, context)}{notes}{context.because(block)}</p>"


def _in_head(block: Block, context: Context) -> str:
    only = block.blocks[0] if isinstance(block, Notice) and len(block.blocks) == 1 else None
    if isinstance(block, Notice) and block.kind == "unknown" and isinstance(only, Paragraph):
        said = f"<b>{escape(block.title)}:</b> {inline(only.content, context)}"
        return f'<div class="ww-kop__onder"><p>{said}</p></div>'
    return _placed(block, context)


def _section(blocks: list[Block], context: Context) -> HtmlSection:
    heading = blocks[0]
    assert isinstance(heading, Heading)
    context.level, context.heading = 2, heading.text
    identifier = context.unique(slug(heading.id or heading.text))
    body = _several(blocks[1:], context)
    html = (
        f'<section class="ww-sectie" aria-labelledby="{identifier}">'
        f'<h2 class="utrecht-heading-2" id="{identifier}">{escape(heading.text)}</h2>{body}</section>'
    )
    return HtmlSection(identifier, heading.text, html)


def _several(blocks: Sequence[Block], context: Context) -> str:
    """Blocks under one another; of a long row of quotes a screen shows the first, and the rest on request."""
    html = []
    for quotes, group in groupby(blocks, key=lambda block: isinstance(block, Quote)):
        said = [_placed(block, context) for block in group]
        if quotes and len(said) > OPEN_QUOTES + 1:
            folded = said[OPEN_QUOTES:]
            words = context.word("more_quotes").format(n=len(folded))
            more = f'<details class="ww-tabel"><summary>{words}</summary>{"".join(folded)}</details>'
            said = [*said[:OPEN_QUOTES], more]
        html += said
    return "".join(html)


def _placed(block: Block, context: Context) -> str:
    """A block under another one: a list with a rule above it needs room that it does not need in a column."""
    html = _block(block, context)
    alone = isinstance(block, BulletList) and block.tone != "plain"
    return f'<div class="ww-blok">{html}</div>' if alone else html


# ---- blocks
def _block(block: Block, context: Context) -> str:
    match block:
        case Heading():
            identifier = context.unique(slug(block.id or block.text))
            return f'<h3 class="utrecht-heading-3 ww-blok" id="{identifier}">{escape(block.text)}</h3>'
        case Sentence() | Paragraph():
            return _paragraph(block, context)
        case BulletList():
            return _list(block, context)
        case Facts():
            return _facts(block)
        case Terms():
            return _terms(block, context)
        case Quote():
            return _quote(block, context)
        case Notice():
            return _notice(block, context)
        case Columns():
            inner = "".join(
                f"<div>{''.join(_block(b, context) for b in column)}</div>" for column in block.columns
            )
            return f'<div class="{"ww-drie" if len(block.columns) > 2 else "ww-twee"}">{inner}</div>'
        case PageBreak():
            return ""
        case Sources():
            return _sources(block, context)
        case Picture():
            return figures.picture(block)
        case Choices():
            return _choices(block, context)
        case WritingLines():
            return ""  # on a screen there is nothing to write on
        case _:
            return _figure(block, context)


def _choices(block: Choices, context: Context) -> str:
    label = f"<p><b>{inline(block.label, context)}</b></p>" if plain(block.label) else ""
    items = "".join(f"<li>{escape(option)}</li>" for option in block.options)
    return f'{label}<ul class="ww-lijst ww-lijst--punt">{items}</ul>'


def _figure(block: Table | Chart | Charts | Rows | MapFigure, context: Context) -> str:
    match block:
        case Table():
            return figures.table(block, context)
        case Chart():
            return figures.chart(block, context)
        case Charts():
            return figures.charts(block, context)
        case Rows():
            return figures.rows(block, context)
        case MapFigure():
            return figures.map_figure(block, context)
        case _:
            assert_never(block)


def _paragraph(block: Sentence | Paragraph, context: Context) -> str:
    attribute, notes = refs_of(block.content, block.refs, context)
    if isinstance(block, Sentence):
        css = "ww-conclusie"
    else:
        css = "ww-bron" if block.small else "utrecht-paragraph ww-maat"
    return f'<p class="{css}"{attribute}>{inline(block.content, context)}{notes}{context.because(block)}</p>'


def _list(block: BulletList, context: Context) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "".join(_item(item, context) for item in block.items)
    title = f"<{context.subheading}>{escape(block.title)}</{context.subheading}>" if block.title else ""
    if block.tone == "plain":
        css = "ww-lijst" if block.ordered else "ww-lijst ww-lijst--punt"
        return f'{title}<{tag} class="{css}">{items}</{tag}>'
    css = "ww-punten" if block.tone == "strong" else "ww-punten ww-punten--zacht"
    return f'<div class="{css}">{title}<{tag}>{items}</{tag}></div>'


def _item(item: Item, context: Context) -> str:
    attribute, notes = refs_of(item.content, item.refs, context)
    note = f"<small>{inline(item.note, context)}</small>" if item.note else ""
    return f"<li{attribute}>{inline(item.content, context)}{notes}{context.because(item)}{note}</li>"


def _facts(block: Facts) -> str:
    if block.style == "figures":
        items = "".join(
            f"<div><dt>{escape(f.label)}</dt><dd>{escape(f.value)}</dd></div>" for f in block.items
        )
        return f'<dl class="ww-cijfers">{items}</dl>'
    items = " ".join(f"<span>{escape(f'{f.value} {f.label}'.strip())}</span>" for f in block.items)
    return f'<p class="ww-feiten">{items}</p>'


def _terms(block: Terms, context: Context) -> str:
    items = "".join(f"<dt>{escape(term)}</dt><dd>{inline(said, context)}</dd>" for term, said in block.items)
    return f"<dl>{items}</dl>"


def _quote(block: Quote, context: Context) -> str:
    attribute, notes = refs_of(block.attribution, block.refs, context)
    who = (
        f"<figcaption>{inline(block.attribution, context)}{notes}</figcaption>"
        if block.attribution or notes
        else ""
    )
    said = f'<blockquote dir="auto">{escape(block.text)}</blockquote>'
    return f'<figure class="ww-citaat"{attribute}>{said}{who}</figure>'


def _notice(block: Notice, context: Context) -> str:
    head = context.subheading
    body = f"<{head}>{escape(block.title)}</{head}>{''.join(_block(b, context) for b in block.blocks)}"
    if block.kind == "empty":
        return f'<div class="ww-leeg ww-blok">{_LOOKING_FOR_GROUPS}<div>{body}</div></div>'
    return f'<div class="{"ww-weten" if block.kind == "unknown" else "ww-kaartje"} ww-blok">{body}</div>'


def _sources(block: Sources, context: Context) -> str:
    for source in block.items:
        context.notes.setdefault(source.id, len(context.notes) + 1)
    items = "".join(
        f'<li id="bron-{context.notes[source.id]}">{inline(source.content, context)}</li>'
        for source in block.items
    )
    head, name = context.subheading, context.word("sources")
    title = "" if context.heading == name else f'<{head} class="ww-bronkop ww-blok">{name}</{head}>'
    return f'{title}<ol class="ww-lijst ww-bronnen">{items}</ol>'
