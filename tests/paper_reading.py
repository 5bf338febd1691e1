"""What stands on the paper of a PDF, read back letter by letter with its place; and what a document says."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from wijkwijzer import report as r

# Read aloud, addresses, keys and choices: not printed as words.
_NOT_PRINTED = frozenset(
    (
        *(
            "url",
            "link",
            "id",
            "refs",
            "quotes",
            "about",
            "rule",
            "description",
            "summary",
            "code",
            "kind",
            "tone",
            "style",
        ),
        *(
            "symbol",
            "language",
            "layout",
            "spoken",
            "made_from",
            "spec",
            "mark",
            "axis",
            "svg",
            "label",
            "polygons",
        ),
        *("level", "labels", "theirs"),
    )
)
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(
    "[\u0300-\u036f\u064b-\u0655\ufe70-\ufe7f]"
)  # drawn on a letter; where a reader puts them differs


def letters(pdf: bytes) -> Iterator[tuple[int, str, bool]]:
    """Page, character, and whether its box lies wholly inside the page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        text = page.get_textpage()
        whole = text.get_text_range()
        for index, letter in enumerate(whole):
            if letter.isspace():
                yield number, letter, True
                continue
            left, bottom, right, top = text.get_charbox(index)
            yield number, letter, left >= -1 and bottom >= -1 and right <= width + 1 and top <= height + 1
        yield number, "\n", True


def places_of(pdf: bytes, wanted: set[str]) -> Iterator[str]:
    """Runs of these characters as the eye meets them, from left to right on a line."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        text = document[number].get_textpage()
        boxes = [
            (round(bottom / 4), left, right, letter)
            for index, letter in enumerate(text.get_text_range())
            if letter in wanted
            for left, bottom, right, _top in (text.get_charbox(index, loose=True),)
        ]
        line, end, run = None, 0.0, ""
        for row, left, right, letter in sorted(boxes, key=lambda box: (-box[0], box[1])):
            if row == line and left - end < 1:
                run += letter
            else:
                yield run
                run = letter
            line, end = row, right
        yield run


def outside(pdf: bytes) -> str:
    """The letters that were drawn beside or below the paper."""
    return "".join(letter for _, letter, inside in letters(pdf) if not inside)


def words_on_paper(pdf: bytes) -> tuple[Counter[str], str]:
    """How often each word stands inside the page, and all letters without what is between them."""
    text = "".join(letter for _, letter, inside in letters(pdf) if inside)
    text = _plain(text)
    text = text.replace("\u200b", "").replace("\ufffe", "-")  # the reader's sign for a hyphen at a line's end
    return Counter(_key(word) for word in _WORD.findall(text)), "".join(_WORD.findall(text))


def words_of(value: Any) -> Counter[str]:
    """How often each word stands in the texts of a document that are meant to be printed."""
    found: Counter[str] = Counter()
    for text in _texts(value):
        found.update(_key(word) for word in _WORD.findall(_plain(text)))
    return found


def _plain(text: str) -> str:
    """Letters as they are typed, not in the form in which they are joined, and without marks on them."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", _MARKS.sub("", text)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, r.Row):
        yield from _texts((value.label, value.words, value.note, value.words_note))
    elif isinstance(value, r.Choices):
        yield from _texts((value.label, value.options))
    elif isinstance(value, r.Fact):
        yield from (value.value, value.label)
    elif isinstance(value, r.MapFigure):
        yield from (value.note or value.title, *(area.name for area in value.areas))
        yield from _texts((tuple(each.label for each in value.classes), value.source, value.table))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in _NOT_PRINTED:
                yield from _texts(getattr(value, field.name))


def _key(word: str) -> str:
    """Words from right to left come back in the order in which they are seen: their letters count."""
    return "".join(sorted(word)) if any("\u0590" <= c <= "\u08ff" for c in word) else word


def lost(document: r.Document, pdf: bytes) -> Counter[str]:
    """The words of a document that do not stand inside its pages as often as they should."""
    seen, joined = words_on_paper(pdf)
    wanted = words_of(dataclasses.replace(document, meta=r.Meta(document.meta.made_on)))
    missing = wanted - seen
    # A long word is broken over the lines of a narrow column and comes back in pieces.
    return Counter({w: n for w, n in missing.items() if len(w) <= 16 or joined.count(w) < wanted[w]})


def lost_letters(document: r.Document, pdf: bytes) -> Counter[str]:
    """The same by letter, for writing in which readers give letters with marks in another order."""
    wanted = Counter(
        "".join(words_of(dataclasses.replace(document, meta=r.Meta(document.meta.made_on))).elements())
    )
    return wanted - Counter(words_on_paper(pdf)[1])
