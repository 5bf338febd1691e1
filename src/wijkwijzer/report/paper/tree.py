"""A document as plain data for the template: what stands where, in reading order, with pictures as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

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
from wijkwijzer.report.inline import Link, plain
from wijkwijzer.report.languages import OtherWords
from wijkwijzer.report.paper import figures
from wijkwijzer.report.paper.glyphs import Guard
from wijkwijzer.report.paper.inline import Laying
from wijkwijzer.report.paper.measure import PAGE
from wijkwijzer.report.reading import made_line, note_numbers, split_head, tables_of

__all__ = ["laid_out"]

Tree = dict[str, Any]
_RIGHT_TO_LEFT = ("ar", "he", "fa", "ur")
_NAME = "WijkWijzer"


def laid_out(document: Document, *, strict: bool = False) -> Tree:
    """Everything the template needs, as dicts, lists and strings.

    Parameters
    ----------
    document : what to print.
    strict : keep only letters of the main fonts (the second try, when a letter still stopped the first).
    """
    guard = Guard(strict=strict)
    printed = guard.whole(document)
    laying = Laying(printed.language, printed.spoken, printed.meta.url, note_numbers(printed))
    laying.others = OtherWords(printed.theirs)
    head_blocks, section_blocks = split_head(printed.blocks)
    head = _head(printed, head_blocks, laying)
    sections = [_section(blocks, laying) for blocks in section_blocks if not _only_tables(blocks)]
    sections += _missing(guard, laying)
    sections += _appendix(printed, laying)
    spoken = printed.spoken or printed.language
    meta = printed.meta
    return {
        "lang": spoken.partition("-")[0],
        "rtl": spoken.startswith(_RIGHT_TO_LEFT),
        "title": " ".join(printed.title.split()) or _NAME,
        "author": meta.organisation,
        "subject": printed.subtitle,
        "made": [meta.made_on.year, meta.made_on.month, meta.made_on.day],
        "line": made_line(meta, printed.language) if printed.layout in ("report", "brief") else "",
        "foot": f"{' '.join(printed.title.split())[:80]} · {_NAME}",
        "stamp": meta.stamp,
        "report": printed.layout == "report",
        "card": printed.layout == "card",
        "form": printed.layout == "form",
        "head": head,
        "sections": sections,
        "notes": sorted(laying.listed),
        "data": laying.word("attached"),
    }


# ---- head and sections
def _head(document: Document, blocks: list[Block], laying: Laying) -> Tree:
    """Title, facts and sentences left, the first map beside them, everything else under both."""
    laying.level = 1
    side = next((block for block in blocks if isinstance(block, MapFigure) and not block.classes), None)
    rest = [block for block in blocks if block is not side]
    first = next(
        (i for i, b in enumerate(rest) if not isinstance(b, Facts | Sentence | Paragraph)), len(rest)
    )
    laying.room, laying.size = PAGE * (0.62 if side else 1.0), 24
    title = laying.text(" ".join(document.title.split()) or _NAME)
    laying.size = 12
    said = [
        laying.paragraph(block.content, block.refs)
        for block in rest[:first]
        if isinstance(block, Sentence | Paragraph) and plain(block.content).strip()
    ]
    facts = [_facts(block, laying) for block in rest[:first] if isinstance(block, Facts)]
    laying.room, laying.size = PAGE, 9.5
    url = laying.inline((Link(document.meta.url, document.meta.url),)) if document.meta.url else []
    return {
        "above": laying.text(document.subtitle),
        "tag": laying.text(document.tag),
        "title": title,
        "facts": [each for each in facts if each["items"]],
        "said": said,
        "side": figures.map_figure(side, laying, side=True) if side else None,
        "rest": [each for block in rest[first:] for each in _in_head(block, laying)],
        "url": url,
    }


def _in_head(block: Block, laying: Laying) -> list[Tree]:
    only = block.blocks[0] if isinstance(block, Notice) and len(block.blocks) == 1 else None
    if isinstance(block, Notice) and block.kind == "unknown" and isinstance(only, Paragraph) and block.title:
        bold = {"k": "text", "s": f"{block.title}:", "b": True}
        said = laying.paragraph(only.content)
        return [{"k": "aside", "c": [bold, " ", *said["c"]], "lang": said["lang"]}]
    return _block(block, laying)


def _section(blocks: list[Block], laying: Laying) -> Tree:
    heading = blocks[0]
    assert isinstance(heading, Heading)
    laying.level, laying.heading = 2 if heading.text.strip() else 1, heading.text
    laying.room, laying.size = PAGE, 15
    title = laying.text(heading.text.strip())
    laying.size = 9.5
    return {"title": title, "blocks": _several(blocks[1:], laying), "new": False}


def _only_tables(blocks: Sequence[Block]) -> bool:
    """Whether a section has only folded tables and words about them: then it stands in the appendix whole."""
    figures_in = [block for block in blocks[1:] if not isinstance(block, Sentence | Paragraph)]
    return bool(figures_in) and all(isinstance(block, Table) and block.folded for block in figures_in)


def _appendix(document: Document, laying: Laying) -> list[Tree]:
    """The tables under the pictures stand together at the end, small ones in pairs."""
    head, sections = split_head(document.blocks)
    laying.level, laying.heading = 2, laying.word("tables")
    whole = [section for section in sections if _only_tables(section)]
    loose = _tables([*head, *(block for section in sections if section not in whole for block in section)])
    blocks = figures.appendix(loose, laying)
    for section in whole:
        blocks += [
            each for block in section if not isinstance(block, Table) for each in _block(block, laying)
        ]
        blocks += figures.appendix(_tables(section), laying)
    if not blocks:
        return []
    intro = laying.paragraph(laying.word("tables_intro"), k="para", style="body")
    title = laying.word("tables")
    return [{"title": title, "blocks": [intro, *blocks], "new": document.layout == "report"}]


def _tables(blocks: Sequence[Block]) -> list[Table]:
    return [table for block in _flat(blocks) for table in tables_of(block) if table.columns]


def _missing(guard: Guard, laying: Laying) -> list[Tree]:
    """Which letters stand as an empty box: what somebody wrote is never changed in silence."""
    if not guard.missing:
        return []
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(guard.missing)[:40])
    said = laying.word("unprinted_says").format(n=len(guard.missing), codes=codes)
    laying.level = 2
    body = laying.paragraph(said, k="para", style="body")
    return [{"title": laying.word("unprinted"), "blocks": [body], "new": False}]


def _flat(blocks: Sequence[Block]) -> list[Block]:
    lines: list[Block] = []
    for block in blocks:
        if isinstance(block, Columns):
            lines += [each for column in block.columns for each in _flat(column)]
        elif isinstance(block, Notice):
            lines += _flat(block.blocks)
        else:
            lines.append(block)
    return lines


def _several(blocks: Sequence[Block], laying: Laying) -> list[Tree]:
    return [each for block in blocks for each in _block(block, laying)]


# ---- blocks
def _block(block: Block, laying: Laying) -> list[Tree]:
    """The block for the template; nothing when it has nothing to show."""
    match block:
        case Heading():
            level = laying.subheading
            return [{"k": "h", "t": laying.text(block.text), "level": level}] if block.text.strip() else []
        case Sentence() | Paragraph():
            return _paragraph(block, laying)
        case BulletList():
            return _list(block, laying)
        case Facts():
            facts = _facts(block, laying)
            return [facts] if facts["items"] else []
        case Terms():
            items = [
                {"t": laying.text(term), **laying.paragraph(said)}
                for term, said in block.items
                if term.strip()
            ]
            return [{"k": "terms", "items": items}] if items else []
        case Quote():
            return _quote(block, laying)
        case Notice():
            return _notice(block, laying)
        case Columns():
            return _columns(block, laying)
        case PageBreak():
            return [{"k": "break"}]
        case Sources():
            return _sources(block, laying)
        case Picture():
            return [{"k": "picture", "svg": block.svg, "alt": block.description or "·", "w": block.width}]
        case Choices():
            label = laying.paragraph(block.label)
            options = [laying.text(option) for option in block.options if option.strip()]
            short = len(plain(block.label)) + sum(map(len, options)) + 60 * len(options) < 1200
            return [{"k": "choices", "label": label, "options": options, "short": short}] if options else []
        case WritingLines():
            return [{"k": "lines", "n": block.count, "alt": block.label or laying.word("write_here")}]
        case Table():
            return [] if block.folded else figures.table(block, laying)
        case Chart():
            return figures.chart(block, laying)
        case Charts():
            return figures.charts(block, laying)
        case Rows():
            return figures.rows(block, laying)
        case MapFigure():
            return [figures.map_figure(block, laying)]
        case _:
            assert_never(block)


def _paragraph(block: Sentence | Paragraph, laying: Laying) -> list[Tree]:
    if not plain(block.content).strip():
        return []
    style = "sentence" if isinstance(block, Sentence) else "small" if block.small else "body"
    return [laying.paragraph(block.content, block.refs, k="para", style=style)]


def _title(text: str, laying: Laying) -> Tree:
    return {"t": laying.text(text.strip()), "level": laying.subheading}


def _list(block: BulletList, laying: Laying) -> list[Tree]:
    items = []
    for item in block.items:
        laid = laying.paragraph(item.content, item.refs)
        laid["note"] = laying.inline(item.note, addresses=True) if plain(item.note).strip() else []
        items.append(laid)
    if not items and not block.title.strip():
        return []
    tone, ordered = block.tone, block.ordered
    return [
        {"k": "list", "head": _title(block.title, laying), "items": items, "tone": tone, "ordered": ordered}
    ]


def _facts(block: Facts, laying: Laying) -> Tree:
    items = [{"v": laying.text(each.value), "l": laying.text(each.label)} for each in block.items]
    return {"k": "facts", "style": block.style, "items": [each for each in items if each["v"] or each["l"]]}


def _quote(block: Quote, laying: Laying) -> list[Tree]:
    who = laying.inline(block.attribution, block.refs)
    if not block.text.strip() and not who:
        return []
    laying.size = 10
    laid: Tree = {"k": "quote", "c": [laying.text(block.text)], "lang": laying.lang(block.text), "who": who}
    laid["short"] = len(block.text) + len(plain(block.attribution)) < 1500
    laying.size = 9.5
    return [laid]


def _notice(block: Notice, laying: Laying) -> list[Tree]:
    head = _title(block.title, laying)
    before, laying.level = laying.level, 2 if block.title.strip() else laying.level
    room, laying.room = laying.room, laying.room - 28
    inner = _several(block.blocks, laying)
    laying.level, laying.room = before, room
    short = sum(len(plain_words(each)) for each in inner) < 1500
    return [{"k": "notice", "kind": block.kind, "head": head, "blocks": inner, "short": short}]


def plain_words(tree: Any) -> str:
    """All words in a piece of the tree, to see whether it is short."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, dict):
        if tree.get("k") in ("table", "tables", "rows", "charts", "map", "lines", "picture"):
            return " " * 5000  # a figure is never short
        return "".join(plain_words(each) for each in tree.values())
    return "".join(plain_words(each) for each in tree) if isinstance(tree, list) else ""


def _columns(block: Columns, laying: Laying) -> list[Tree]:
    columns = [column for column in block.columns if column]
    if not columns:
        return []
    room, laying.room = laying.room, (laying.room - 24 * (len(columns) - 1)) / len(columns)
    laid = [_several(column, laying) for column in columns]
    laying.room = room
    return [{"k": "columns", "columns": laid}]


def _sources(block: Sources, laying: Laying) -> list[Tree]:
    items = []
    for source in block.items:
        number = laying.notes.get(source.id)
        if number is not None and number not in laying.listed:
            laying.listed.add(number)
            items.append({"n": number, **laying.paragraph(source.content)})
    name = laying.word("sources")
    head = _title("" if laying.heading == name else name, laying)
    return [{"k": "sources", "head": head, "items": items}] if items else []
