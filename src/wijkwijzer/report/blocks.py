"""A document as frozen blocks. It says what is shown, never how: the renderers decide that.

Blocks before the first `Heading` of level 2 are the *head*: the part that stands alone (page 1 on paper, the
first slide). From there every level-2 heading opens a section: a bookmark in the PDF, a slide in the PPTX.
Every sentence can carry `refs`, the ids it rests on; a ref that is also the id of a `Source` is printed as a
note. `quotes` are the ids whose own words stand in it, `about` is the id of the one thing that a row is
about, and `id` is the address of a block inside its document: `report.edit` works with these and never with
words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from wijkwijzer.report.inline import Cell, Content
from wijkwijzer.report.specs import Axis, Chances, LegendItem, Mark, TimeChart

__all__ = [
    "Block",
    "BulletList",
    "Chart",
    "Charts",
    "Choices",
    "Column",
    "Columns",
    "Document",
    "Fact",
    "Facts",
    "Heading",
    "Item",
    "Language",
    "MapArea",
    "MapClass",
    "MapFigure",
    "Meta",
    "Notice",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Quote",
    "Row",
    "RowHeading",
    "Rows",
    "Sentence",
    "Source",
    "Sources",
    "Spoken",
    "Table",
    "Terms",
    "WritingLines",
    "walk",
]

Language = Literal["nl", "en"]


# ---- text blocks
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 (a section) or 3. `id` is its address on the page, made of the text if empty."""

    text: str
    level: Literal[2, 3] = 2
    id: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The serif sentence that says what you see, before any picture; `rule` is the key of what made it."""

    content: Content
    refs: tuple[str, ...] = ()
    id: str = ""
    quotes: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `small` for a source line or a remark."""

    content: Content
    refs: tuple[str, ...] = ()
    small: bool = False
    id: str = ""
    quotes: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with an optional small line under it."""

    content: Content
    note: Content = ""
    refs: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    id: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; `strong` (krachten) and `soft` (zorgen) have a title with a rule, `plain` has not."""

    items: tuple[Item, ...]
    title: str = ""
    tone: Literal["plain", "strong", "soft"] = "plain"
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its word: `Fact("8.240", "bewoners")`; the value may be empty."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A row of facts: one small `line`, or `figures` in large type."""

    items: tuple[Fact, ...]
    style: Literal["line", "figures"] = "line"


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what is said about them."""

    items: tuple[tuple[str, Content], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, with who and where; only what may be quoted belongs here."""

    text: str
    attribution: Content = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A panel: `unknown` is what we do not know (hatched edge), `empty` a result that is not there, why."""

    title: str
    blocks: tuple[Block, ...] = ()
    kind: Literal["unknown", "empty", "note"] = "unknown"


# ---- figures
@dataclass(frozen=True, slots=True)
class Column:
    """A table column; numbers are aligned at the end. `quotes`: cells are words of what a row is about."""

    name: str
    kind: Literal["text", "number"] = "text"
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its heading. Cells are formatted text (`numbers`); None is unknown.

    `folded` puts it behind `summary` ("Toon als tabel" when empty) on a page, and in the appendix on paper.
    `about` names for each row the thing it is about (none at all, or one for every row). `large` is for a
    table that people fill in by hand: a cell "☐" becomes a box to tick.

    Raises
    ------
    ValueError : when a row has not as many cells as there are columns, or `about` is not as long as the rows.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: Content = ""
    folded: bool = False
    summary: str = ""
    about: tuple[str, ...] = ()
    large: bool = False

    def __post_init__(self) -> None:
        if self.about and len(self.about) != len(self.rows):
            raise ValueError(
                f"{self.caption!r} says of {len(self.about)} of {len(self.rows)} rows what about"
            )
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} of {self.caption!r} has {len(row)} cells for {len(self.columns)} columns"
                )


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture: `title` says what you see, `note` what it measures; `description` is read aloud."""

    title: str
    spec: TimeChart | Chances
    description: str
    table: Table | None = None
    note: str = ""
    source: Content = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Charts:
    """Small multiples under one legend."""

    charts: tuple[Chart, ...]
    legend: tuple[LegendItem, ...] = ()
    source: Content = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Label, mark and words. The mark is read aloud as "label: words" unless `description` says it better."""

    label: Content
    mark: Mark
    words: Content
    note: str = ""
    words_note: str = ""
    description: str = ""
    refs: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class RowHeading:
    """A heading between rows (a factor over its indicators, a statement over its groups)."""

    text: str
    tag: str = ""
    note: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind on one scale, in their own order (walking order, alphabet), not by value.

    Without `table` the renderers make one of label and words.
    """

    rows: tuple[Row | RowHeading, ...]
    caption: str = ""
    axis: Axis | None = None
    legend: tuple[LegendItem, ...] = ()
    table: Table | None = None
    source: Content = ""


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area: rings of (x, y) in any projected unit, y upwards; every polygon is (outer, *holes).

    `level` is the index of its class, or None when the value is unknown (or the map carries no values).
    """

    code: str
    name: str
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    level: int | None = None
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of a choropleth, light (little) to dark (much); at most four."""

    label: str


@dataclass(frozen=True, slots=True)
class MapFigure:
    """A map: without `classes` it only shows where things are and carries no value at all.

    `lines` are for orientation (a railway, a canal).
    """

    title: str
    areas: tuple[MapArea, ...]
    description: str
    classes: tuple[MapClass, ...] = ()
    note: str = ""
    source: Content = ""
    table: Table | None = None
    lines: tuple[tuple[tuple[float, float], ...], ...] = ()
    labels: bool = True

    def __post_init__(self) -> None:
        if len(self.classes) > 4:
            raise ValueError("a map has at most four classes")


# ---- to fill in on paper
@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of our own as SVG text (a QR code); `width` in mm on paper. `description` is read aloud."""

    svg: str
    description: str
    width: float = 60.0

    def __post_init__(self) -> None:
        if not 5 <= self.width <= 178:
            raise ValueError("a picture is 5 to 178 mm wide")


@dataclass(frozen=True, slots=True)
class Choices:
    """Answers to tick: every option behind an empty box."""

    options: tuple[str, ...]
    label: Content = ""


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Lines to write on by hand; a screen reader hears `label`."""

    count: int
    label: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.count <= 40:
            raise ValueError("one to forty lines to write on")


# ---- structure
@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side (two or three columns); under each other where there is no room."""

    columns: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page on paper; nothing on a screen."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source or note; `id` is what a `SourceRef` or a ref points to."""

    id: str
    content: Content


@dataclass(frozen=True, slots=True)
class Sources:
    """The list that note numbers point to."""

    items: tuple[Source, ...]


Block = (
    Heading | Sentence | Paragraph | BulletList | Facts | Terms | Quote | Notice
    | Table | Chart | Charts | Rows | MapFigure | Columns | PageBreak | Sources
    | Picture | Choices | WritingLines
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meta:
    """When a document was made, from what, and by whom it is given out; `url` is where it lives on.

    `stamp` stands on every page: "voorbeeld, verzonnen" for figures of an invented province. `made_from` says
    what a program needs to make the document again (method, release, area), as pairs; it travels inside the
    PDF, where `wijkwijzer report check` reads it.
    """

    made_on: datetime.date
    release: str = ""
    until: str = ""
    organisation: str = ""
    url: str = ""
    stamp: str = ""
    made_from: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text that others wrote, in a language (BCP 47) that is not the document's."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Parameters
    ----------
    title : what it is about, for example the name of a wijk.
    meta : when and from what it was made.
    blocks : the head first, then sections (see the module).
    subtitle : the small line above the title ("Wijk in Havermeer").
    tag : a small label behind the subtitle ("Versie 2").
    language : of the words that the renderers add (and of the text, unless `spoken` says otherwise).
    layout : a `report` gives its head a page of its own; a `brief` just goes on below it; a `sheet` (agenda,
        checklist) does so too and says nothing of how it was made; a `card` is a sheet on A6, to hand out; a
        `form` is a sheet in letters of 11 points, to fill in.
    spoken : BCP 47 code of the text when it is neither Dutch nor English ("ar", also sets right to left).
    theirs : words of others in a language of their own; wherever they are printed they say so.

    Examples
    --------
    >>> import datetime
    >>> meta = Meta(datetime.date(2025, 11, 21))
    >>> document = Document("De Spoordijk", meta, (Sentence("Buren weten elkaar te vinden."),))
    >>> [type(block).__name__ for block in walk(document)]
    ['Sentence']
    """

    title: str
    meta: Meta
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    subtitle: str = ""
    tag: str = ""
    language: Language = "nl"
    layout: Literal["report", "brief", "sheet", "card", "form"] = "report"
    spoken: str = ""
    theirs: tuple[Spoken, ...] = ()


def walk(document: Document) -> Iterator[Block]:
    """Every block in reading order, also those inside columns and notices."""
    stack = list(reversed(document.blocks))
    while stack:
        block = stack.pop()
        yield block
        if isinstance(block, Columns):
            stack.extend(reversed([inner for column in block.columns for inner in column]))
        elif isinstance(block, Notice):
            stack.extend(reversed(block.blocks))
