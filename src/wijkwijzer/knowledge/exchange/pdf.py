"""What a PDF says of itself: title, year and summary as a proposal, for a person to confirm.

The text itself is not kept: it is somebody's work. Only the first pages are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange.csl import doi_lines
from wijkwijzer.knowledge.publications import one_line

__all__ = ["Proposal", "read_pdf"]

_PAGES = 12
_LONGEST = 1_500
_JUNK = re.compile(
    r"(?i)^(?:untitled|naamloos|titel|title|document\d*|microsoft (?:word|powerpoint) - .*"
    r"|.*\.(?:docx?|pptx?|indd|pdf|qxp))$"
)
_SUMMARY = re.compile(
    r"(?i)^(?:\d+[. ]*)?(?:management)?(?:samenvatting|abstract|summary|in het kort|in short)$"
)
_YEAR = re.compile(r"\b(?:19[5-9]\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found, and in plain words where; an empty field was not found.

    Attributes
    ----------
    values
        Fields of a publicatie under their Dutch names.
    notes
        What the person who confirms has to know.
    """

    values: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    size: float
    text: str


def read_pdf(path: Path | str) -> Proposal:
    """Propose the fields of a publicatie.

    Raises
    ------
    InputError
        It is no PDF, it is broken, or it is closed with a password.
    """
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it speaks English to the console
    path = Path(path)
    if path.read_bytes()[:1024].find(b"%PDF-") < 0:
        raise InputError("Dit bestand is geen PDF.", file=path.name)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("Deze PDF is met een wachtwoord gesloten.", file=path.name)
        pages = [_lines(page) for page in reader.pages[:_PAGES]]
        told = {key: one_line(str(value)) for key, value in (reader.metadata or {}).items()}
    except InputError:
        raise
    # A broken PDF ends in many kinds of error, each of another part of the reader.
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as e:
        raise InputError("Deze PDF is niet te lezen; is zij heel?", file=path.name) from e
    return _proposal(pages, told)


def _lines(page: Any) -> list[_Line]:
    """The lines of a page with the size of their letters."""
    found = list[_Line]()
    open_, size = list[str](), 0.0

    def visit(text: str, _cm: Any, matrix: Any, _font: Any, letters: float) -> None:
        nonlocal open_, size
        for place, piece in enumerate(text.split("\n")):
            if place and open_:
                found.append(_Line(size, one_line("".join(open_))))
                open_, size = [], 0.0
            if piece.strip():
                size = max(size, abs(letters * (matrix[3] or matrix[0] or 1)))
            open_.append(piece)

    page.extract_text(visitor_text=visit)
    found.append(_Line(size, one_line("".join(open_))))
    return [line for line in found if line.text]


def _proposal(pages: Sequence[Sequence[_Line]], told: dict[str, str]) -> Proposal:
    notes = []
    words = [line.text for page in pages for line in page]
    if not any(re.search(r"\w{3}", text) for text in words):
        notes.append("In deze PDF staat geen tekst, alleen beelden. Wie niet ziet, leest hier niets.")
    title = told.get("/Title", "")
    if not title or _JUNK.match(title) or len(title) < 4:
        title = _largest(pages[0]) if pages else ""
        if title:
            notes.append("De titel is de grootste tekst op de eerste bladzijde.")
    year, guess = _year(pages, told)
    if guess:
        notes.append("Het jaar is dat waarin het bestand is gemaakt.")
    values = {
        "titel": title[:300],
        "jaar": year,
        "samenvatting": _summary(pages),
        "doi": next((doi for _n, doi, _said in doi_lines("\n".join(words[:400])) if doi), ""),
    }
    return Proposal({name: value for name, value in values.items() if value}, tuple(notes))


def _largest(lines: Sequence[_Line]) -> str:
    """The first lines in the largest letters, which stand below each other."""
    worded = [line for line in lines if re.search(r"[^\W\d_]{3}", line.text)]
    most = max((line.size for line in worded), default=0.0)
    found = list[str]()
    for line in worded:
        if line.size >= most * 0.98:
            found.append(line.text)
        elif found:
            break
    return one_line(" ".join(found[:4]))


def _year(pages: Sequence[Sequence[_Line]], told: dict[str, str]) -> tuple[int | None, bool]:
    """The year of the first pages, the last when there are two; else that of the file, which is a guess."""
    early = " ".join(line.text for page in pages[:2] for line in page)
    marked = re.search(r"(?:©|\(c\)|copyright)\D{0,40}((?:19|20)\d\d)", early, re.IGNORECASE)
    if marked:
        return int(marked[1]), False
    made = re.search(r"(?:19|20)\d\d", told.get("/CreationDate", ""))
    limit = int(made[0]) if made else 2199
    years = [int(one) for one in _YEAR.findall(early) if int(one) <= limit]
    if years:
        return max(years), False
    return (int(made[0]), True) if made else (None, False)


def _summary(pages: Sequence[Sequence[_Line]]) -> str:
    """The text under the heading of a summary, until the next heading."""
    lines = list(_flow(pages))
    for place, line in enumerate(lines):
        if not _SUMMARY.match(line.text.rstrip(":")):
            continue
        body = list[str]()
        for one in lines[place + 1 :]:
            heading = one.size > lines[place + 1].size * 1.08 or (
                one.size >= line.size > lines[place + 1].size
            )
            if heading or sum(map(len, body)) > _LONGEST:
                break
            body.append(one.text)
        text = re.sub(r"(\w)- (?=[a-z])", r"\1", " ".join(body))
        if len(text) > 80:  # a line in the table of contents has next to nothing under it
            return _cut(text)
    return ""


def _flow(pages: Sequence[Sequence[_Line]]) -> Iterator[_Line]:
    for page in pages:
        yield from (line for line in page if not re.fullmatch(r"\d{1,4}", line.text))


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    end = max(text.rfind(sign, 0, _LONGEST) for sign in [".", "?", "!"])
    return text[: end + 1] if end > 200 else text[:_LONGEST]
