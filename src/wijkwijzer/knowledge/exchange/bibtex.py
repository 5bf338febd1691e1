"""Publications in and out as BibTeX."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange.bibtex_values import decode, join, split_outside_braces, verbatim
from wijkwijzer.knowledge.publications import (
    ADDRESS,
    Reading,
    bare_doi,
    numbered,
    people,
    publication,
    usable,
    with_editors,
    with_own_ids,
    year,
    year_left_out,
)
from wijkwijzer.knowledge.records import VOCABULARIES, Publication
from wijkwijzer.text import fold

if TYPE_CHECKING:
    from bibtexparser.model import Block

__all__ = ["from_bibtex", "read_bibtex", "to_bibtex"]

_TYPES = {
    "rapport": "techreport",
    "artikel": "article",
    "boek": "book",
    "hoofdstuk": "incollection",
    "proefschrift": "phdthesis",
    "website": "online",
}
_KINDS = {value: key for key, value in _TYPES.items()} | {
    "report": "rapport",
    "inbook": "hoofdstuk",
    "mastersthesis": "proefschrift",
    "thesis": "proefschrift",
    "electronic": "website",
    "inproceedings": "hoofdstuk",
    "conference": "hoofdstuk",
    "collection": "boek",
    "proceedings": "boek",
    "mvbook": "boek",
}
_FIELDS = {
    "title": "title",
    "publisher": "publisher",
    "place": "address",
    "volume": "volume",
    "issue": "number",
    "doi": "doi",
    "isbn": "isbn",
    "link": "url",
    "abstract": "abstract",
    "language": "language",
}
_VERBATIM = frozenset({"url", "doi", "isbn", "issn", "crossref", "pages"})
_CONTAINER = {"artikel": "journal", "hoofdstuk": "booktitle"}
_OTHERS = "e.a."


@dataclass
class _Entry:
    key: str
    kind: str
    line: int
    raw: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    wrong: InputError | None = None

    def text(self, *names: str) -> str:
        for name in names:
            clean = verbatim if name in _VERBATIM else decode
            if found := clean(self.raw.get(name, "")):
                return found
        return ""

    def names(self, name: str) -> list[str]:
        pieces = split_outside_braces(self.raw.get(name, ""), re.compile(r" and ", re.IGNORECASE))
        return [_OTHERS if one.strip() == "others" else decode(one) for one in pieces]


def to_bibtex(publications: Iterable[Publication]) -> str:
    """Write publications as BibTeX.

    Examples
    --------
    >>> print(to_bibtex([Publication(id="p1", title="Buurt & wijk", kind="boek", year=2020)]).strip())
    @book{p1,
      title = {Buurt \\& wijk},
      year = {2020}
    }
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    library, listed = Library(), list(publications)
    for one, key in zip(listed, numbered([_key(one.id) for one in listed]), strict=True):
        fields = [Field(name, value) for name, value in _written(one).items() if value]
        library.add(Entry(_TYPES.get(one.kind, "misc"), key, fields))
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    return str(write_string(library, bibtex_format=layout))


def _written(one: Publication) -> dict[str, str]:
    values = {theirs: str(getattr(one, ours)) for ours, theirs in _FIELDS.items()}
    values["doi"] = bare_doi(one.doi)
    values["year"] = str(one.year or "")
    values["pages"] = one.pages.replace("–", "-").replace("-", "--")
    values[_CONTAINER.get(one.kind, "series")] = one.container
    values["entrysubtype"] = one.kind if one.kind in ("dossier", "nieuws", "blog") else ""
    written = {name: _escape(value, name) for name, value in values.items()}
    authors, editors = people(one)
    written["author"] = " and ".join(map(_name, authors))
    written["editor"] = " and ".join(map(_name, editors))
    written["keywords"] = ", ".join(_braced(word, "[,;]") for word in one.keywords)
    return written


def _name(name: str) -> str:
    """A name; an organisation in braces, or its last word would become a surname."""
    if name == _OTHERS:
        return "others"
    given = name.partition(",")[2]
    person = given and len(given.split()) <= 3
    return _braced(name, r"\band\b" if person else "")


def _braced(text: str, when: str) -> str:
    text = _escape(text, "")
    return f"{{{text}}}" if re.search(when, text, re.IGNORECASE) else text


def _escape(value: str, key: str) -> str:
    value = " ".join(value.split())
    if key in ("url", "doi"):
        return value.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    value = value.replace("\\", "").replace("{", "(").replace("}", ")")
    if key != "pages":  # two of these in a row would be read as one curly quote or one dash
        value = re.sub(r"(['`-])(?=\1)", r"\1{}", value)
    return re.sub(r"([&%$#_])", r"\\\1", value).replace("~", r"\textasciitilde{}")


def _key(name: str) -> str:
    return re.sub(r"[^\w:.-]", "-", fold(name)) or "zonder-id"


def from_bibtex(text: str, name: str = "BibTeX") -> list[Publication]:
    """Read the publications of a BibTeX that can be used.

    Raises
    ------
    InputError
        The text is no BibTeX, or not one publication can be used.
    """
    return usable(read_bibtex(text, name))


def read_bibtex(text: str, name: str = "BibTeX") -> Reading:
    """Read publications from BibTeX; what cannot be used costs only itself.

    Parameters
    ----------
    text
        The BibTeX.
    name
        What the sentences call the file.

    Raises
    ------
    InputError
        There is no entry in it at all.
    """
    entries = _entries(text, name)
    if not entries and text.strip("\ufeff \t\r\n"):
        raise InputError("Hier staan geen publicaties in.", file=name)
    parents = {entry.key.lower(): entry for entry in entries if entry.wrong is None}
    found, skipped, notes = [], [], list[InputError]()
    for number, entry in enumerate(entries, 1):
        try:
            if entry.wrong is not None:
                raise entry.wrong
            _inherit(entry, parents)
            found.append(publication(entry.key, _values(entry), number, name, entry.line))
        except InputError as error:
            skipped.append(error)
        else:
            notes += [InputError(one, file=name, row=entry.line) for one in entry.notes]
    return Reading(with_own_ids(found), tuple(skipped), tuple(notes))


def _entries(text: str, name: str) -> list[_Entry]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import Entry, ParsingFailedBlock, String

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it speaks English to the console
    text = re.sub(r"\r\n?", "\n", text.replace("\ufeff", ""))
    try:
        blocks = parse_string(text, parse_stack=[]).blocks
    except Exception as error:  # the parser raises a different exception for every mistake
        raise InputError("Dit is geen goede BibTeX.", file=name) from error
    macros: dict[str, str] = {}
    entries = []
    for block in map(_inner, blocks):
        row = (block.start_line or 0) + 1
        if isinstance(block, String):
            value, end = join(str(block.value), macros)
            if end is None:
                macros[block.key.lower()] = value
        elif isinstance(block, Entry):
            entries.append(_entry(block, macros, name, row))
        elif isinstance(block, ParsingFailedBlock):
            wrong = InputError("Deze verwijzing is geen goede BibTeX.", file=name, row=row)
            entries.append(_Entry("", "", row, wrong=wrong))
    return entries


def _inner(block: Block) -> Block:
    """The entry inside a block that was set aside for a key or a field that comes twice."""
    while (inside := getattr(block, "ignore_error_block", None)) is not None:
        block = inside
    return block


def _entry(block: Any, macros: Mapping[str, str], name: str, row: int) -> _Entry:
    entry = _Entry(block.key, block.entry_type.lower(), row)
    for one in block.fields:
        key, raw = one.key.lower(), str(one.value)
        value, end = join(raw, macros)
        if end is not None:
            line = (row - 1 if one.start_line is None else one.start_line) + 1 + raw.count("\n", 0, end)
            sentence = f"Achter {key[:40]} ontbreekt een komma, of een haakje te veel of te weinig."
            entry.wrong = InputError(sentence, file=name, row=line)
            return entry
        _take(entry, key, " ".join(value.split()))
    return entry


def _take(entry: _Entry, key: str, value: str) -> None:
    if key not in entry.raw:
        entry.raw[key] = value
    elif key == "keywords":
        entry.raw[key] += ", " + value
    elif value != entry.raw[key]:
        entry.notes.append(f"{key} staat er twee keer; de eerste is gebruikt, dit bleef weg: {value}.")


def _inherit(entry: _Entry, parents: Mapping[str, _Entry]) -> None:
    parent = parents.get(entry.text("crossref").lower())
    if parent is None or parent is entry:
        return
    for name in ("year", "date", "publisher", "address", "location", "editor", "series", "isbn"):
        if name in parent.raw and name not in entry.raw:
            entry.raw[name] = parent.raw[name]
    if _KINDS.get(entry.kind) in ("hoofdstuk", "artikel"):
        container = parent.raw.get("booktitle") or parent.raw.get("title", "")
        entry.raw.setdefault("booktitle", container)


def _values(entry: _Entry) -> dict[str, Any]:
    values: dict[str, Any] = {ours: entry.text(theirs) for ours, theirs in _FIELDS.items()}
    subtype = entry.text("entrysubtype")
    known = subtype if subtype in VOCABULARIES["publicatiesoort"].labels else ""
    words = split_outside_braces(entry.raw.get("keywords", ""), re.compile("[,;]"))
    return values | {
        "kind": known or _KINDS.get(entry.kind, "overig"),
        "authors": with_editors(entry.names("author"), entry.names("editor")),
        "year": _year(entry),
        "container": entry.text("journal", "journaltitle", "booktitle", "series"),
        "publisher": entry.text("publisher", "institution", "school"),
        "place": entry.text("address", "location"),
        "issue": entry.text("number", "issue"),
        "isbn": entry.text("isbn", "issn"),
        "pages": re.sub("-+|–", "-", entry.text("pages")),
        "doi": bare_doi(values["doi"]),
        "keywords": tuple(filter(None, map(decode, words))),
        "language": entry.text("language", "langid"),
        "link": _link(entry),
    }


def _year(entry: _Entry) -> int | None:
    told = (entry.text("year"), entry.text("date"))
    entry.notes += year_left_out(*told)
    return next(filter(None, map(year, told)), None)


def _link(entry: _Entry) -> str:
    published = re.search(r"\\url\s*\{([^{}]*)\}", entry.raw.get("howpublished", ""))
    given = entry.text("url") or (verbatim(published[1]) if published else "")
    if given and not ADDRESS.fullmatch(given):
        entry.notes.append(f"De link is geen webadres en bleef weg: {given}.")
        return ""
    return given
