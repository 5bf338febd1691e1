"""A report carries its own data: read it back, and lay every number beside the one that is computed again."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.report.blocks import Document, Heading
from wijkwijzer.report.store import from_json

__all__ = ["CheckedNumber", "attached_document", "compared", "pages_are_as_attached"]

ATTACHMENT = "rapport.json"
LARGEST = 8_000_000
"""Bytes of the data inside; the report of a wijk has a hundred thousand."""
NOT_OURS = "In deze pdf zit geen rapport van WijkWijzer."
# Not a figure: where things lie on the map, addresses, keys and the numbers of the layout.
_PASSED_OVER = frozenset(
    ("polygons", "lines", "url", "link", "id", "refs", "about", "quotes", "rule", "level", "width", "svg")
)
_NUMBER = re.compile(r"[−-]?\d+(?:[.,]\d+)*%?")
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class CheckedNumber:
    """One number of a report: the section it stands in, the words around it, and what was computed again.

    `again` is the number that stands there when the report is made anew, None when nothing stands there.
    """

    section: str
    text: str
    number: str
    again: str | None

    @property
    def holds(self) -> bool:
        """Whether the same number comes out."""
        return self.number == self.again


def attached_document(pdf: bytes) -> Document:
    """The document inside a PDF that `render` made.

    Raises
    ------
    InputError : when it is no such PDF, or what is inside is no document.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            if ATTACHMENT not in opened.attachments:
                raise InputError(NOT_OURS)
            data = opened.attachments[ATTACHMENT].get_file().read_bytes()
    except pikepdf.PasswordError as error:
        raise InputError("Deze pdf is op slot. Haal het wachtwoord eraf.") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise InputError("Dit bestand is geen pdf die wij kunnen lezen.") from error
    if len(data) > LARGEST:
        raise InputError(NOT_OURS)
    try:
        return from_json(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise InputError(NOT_OURS) from error


def pages_are_as_attached(pdf: bytes, document: Document) -> bool:
    """Whether the pages are exactly what is made of the data inside: the same document gives the same bytes.

    False too when another version of the product made them; then the numbers still can be computed again.
    """
    from wijkwijzer.report.paper.pdf import to_pdf

    return to_pdf(document) == pdf


def compared(attached: Document, again: Document | None) -> tuple[CheckedNumber, ...]:
    """Every number of a document beside the one at the same place of the document made again.

    Parameters
    ----------
    attached : the document of the PDF.
    again : the same made from the figures, None when that is impossible: then no number holds.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Meta, Paragraph
    >>> meta = Meta(datetime.date(2026, 11, 29))
    >>> said, made = (Document("Kade", meta, (Paragraph(t),)) for t in ("41 van de 100", "40 van de 100"))
    >>> [(each.number, each.again, each.holds) for each in compared(said, made)]
    [('41', '40', False), ('100', '100', True)]
    """
    made = {place: value for place, _, value in _leaves(again)} if again is not None else {}
    found: list[CheckedNumber] = []
    for place, section, value in _leaves(attached):
        beside = made.get(place)
        if isinstance(value, str):
            others = _NUMBER.findall(beside) if isinstance(beside, str) and _same_words(value, beside) else []
            for index, number in enumerate(_NUMBER.findall(value)):
                other = others[index] if index < len(others) else None
                found.append(CheckedNumber(section, value, number, other))
        else:
            near = isinstance(beside, int | float) and abs(beside - value) <= _TOLERANCE * max(
                1.0, abs(value)
            )
            other = None if beside is None else str(value) if near else str(beside)
            found.append(CheckedNumber(section, place[-1], str(value), other))
    return tuple(found)


def _same_words(text: str, other: str) -> bool:
    return _NUMBER.sub("#", text) == _NUMBER.sub("#", other)


def _leaves(document: Document) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Every text with a number in it and every figure, with its place and the section it stands in."""
    section = document.title
    yield from (
        (("title",), section, text) for text in (document.title, document.subtitle, document.tag) if text
    )
    yield from _values(("until",), document.title, (document.meta.until, document.meta.release))
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading) and block.level == 2:
            section = block.text
        yield from _values((str(index), type(block).__name__), section, block)


def _values(place: tuple[str, ...], section: str, value: Any) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, str):
        if _NUMBER.search(value):
            yield place, section, value
    elif isinstance(value, int | float):
        yield place, section, value
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _values((*place, str(index)), section, each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _PASSED_OVER:
                yield from _values((*place, each.name), section, getattr(value, each.name))
