"""Publications in and out as RIS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.publications import (
    ADDRESS,
    Reading,
    bare_doi,
    one_line,
    people,
    publication,
    usable,
    with_editors,
    with_own_ids,
    year,
    year_left_out,
)
from wijkwijzer.knowledge.records import Publication

__all__ = ["from_ris", "read_ris", "to_ris"]

_TYPES = {
    "rapport": "RPRT",
    "artikel": "JOUR",
    "boek": "BOOK",
    "hoofdstuk": "CHAP",
    "proefschrift": "THES",
    "dossier": "RPRT",
    "nieuws": "NEWS",
    "blog": "BLOG",
    "website": "ELEC",
    "overig": "GEN",
}
_KINDS = {value: key for key, value in reversed(_TYPES.items())} | {
    "MGZN": "artikel",
    "EJOUR": "artikel",
    "INPR": "artikel",
    "EBOOK": "boek",
    "EDBOOK": "boek",
    "ECHAP": "hoofdstuk",
    "CPAPER": "hoofdstuk",
    "CONF": "hoofdstuk",  # programs write a paper as CONF too; without a container it is the proceedings
    "GOVDOC": "rapport",
    "STAT": "rapport",
    "BILL": "rapport",
    "DATA": "dossier",
    "WEB": "website",
}
_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK", "CONF"})
_COUNTER = re.compile(r"^\d+\.\n", re.MULTILINE)  # rispy numbers references; not every reader knows that
_STRICT = re.compile(r"([A-Z][A-Z0-9])  -(?:\s(.*))?\s*", re.DOTALL)
_LOOSE = re.compile(r"([A-Z][A-Z0-9])[ \u00a0]{1,2}[-\u2013](?:[ \u00a0](.*))?\s*", re.DOTALL)
_YEARS = ("PY", "Y1", "DA")
_ONE_VALUE = ("TI", "T1", "T2", "BT", "PB", "CY", "VL", "IS", "DO", "SN")


@dataclass
class _Record:
    line: int
    typed: bool
    closed: bool = False
    tags: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *tags: str) -> str:
        return next((text for tag in tags for one in self.tags.get(tag, ()) if (text := one_line(one))), "")

    def every(self, *tags: str) -> list[str]:
        found = (one_line(one) for tag in tags for one in self.tags.get(tag, ()))
        return list(dict.fromkeys(filter(None, found)))


def to_ris(publications: Iterable[Publication]) -> str:
    """Write publications as RIS.

    Examples
    --------
    >>> to_ris([Publication(id="p1", title="Buurt", kind="boek", year=2020)]).splitlines()[:2]
    ['TY  - BOOK', 'ID  - p1']
    """
    import rispy

    entries = []
    for one in publications:
        first, _, last = one.pages.replace("–", "-").partition("-")
        authors, editors = people(one)
        entry = {
            "type_of_reference": _TYPES.get(one.kind, "GEN"),
            "id": one.id,
            "title": one.title,
            "authors": authors,
            "secondary_authors": editors,
            "year": str(one.year or ""),
            "secondary_title": one.container,
            "publisher": one.publisher,
            "place_published": one.place,
            "volume": one.volume,
            "number": one.issue,
            "start_page": first,
            "end_page": last,
            "doi": bare_doi(one.doi),
            "issn": one.isbn,
            "urls": [one.link] if one.link else [],
            "abstract": one.abstract,
            "keywords": list(one.keywords),
            "language": one.language,
            "type_of_work": one.kind if one.kind == "dossier" else "",
        }
        entries.append({key: _one_line(value) for key, value in entry.items() if value})
    return _COUNTER.sub("", str(rispy.dumps(entries)))


def _one_line(value: Any) -> Any:
    return [one_line(one) for one in value] if isinstance(value, list) else one_line(value)


def from_ris(text: str, name: str = "RIS") -> list[Publication]:
    """Read the publications of a RIS that can be used.

    Raises
    ------
    InputError
        The text is no RIS, or not one publication can be used.
    """
    return usable(read_ris(text, name))


def read_ris(text: str, name: str = "RIS") -> Reading:
    """Read publications from RIS; what cannot be used costs only itself.

    A new TY ends the record before it and the end of the file ends the last, since programs forget ER.

    Parameters
    ----------
    text
        The RIS, with any line ends.
    name
        What the sentences call the file.

    Raises
    ------
    InputError
        There is no record in it at all.
    """
    records = _records(text)
    if not records and text.strip("\ufeff \t\r\n"):
        raise InputError("Hier staan geen publicaties in.", file=name)
    found, skipped, notes = [], [], list[InputError]()
    for number, record in enumerate(records, 1):
        try:
            found.append(publication(record.first("ID"), _values(record), number, name, record.line))
        except InputError as error:
            skipped.append(error)
        else:
            notes += [InputError(one, file=name, row=record.line) for one in _remarks(record)]
    return Reading(with_own_ids(found), tuple(skipped), tuple(notes))


def _records(text: str) -> list[_Record]:
    lines = re.split(r"\r\n|\r|\n", text.replace("\ufeff", ""))
    if not any(map(_LOOSE.fullmatch, lines)):
        # Pasted with blanks before, or with tabs around the dash.
        lines = [re.sub(r"^[ \t]*([A-Z][A-Z0-9])[ \t]*-[ \t]?", r"\1  - ", line) for line in lines]
    # Once the dashes stand as they should, "EU - beleid" on a line is text and no tag.
    form = _STRICT if any(line.startswith("TY  -") for line in lines) else _LOOSE
    records: list[_Record] = []
    tag, open_ = "", False
    for number, line in enumerate(lines, 1):
        matched = form.fullmatch(line)
        if matched is None:
            if open_ and tag and line.strip():
                _continue(records[-1], tag, line)
            continue
        tag, value = matched[1], matched[2] or ""
        if tag == "ER":
            if open_:
                records[-1].closed, open_ = True, False
            continue
        if tag == "TY" or not open_:
            records.append(_Record(number, tag == "TY"))
            open_ = True
        records[-1].tags.setdefault(tag, []).append(value)
    return records


def _continue(record: _Record, tag: str, line: str) -> None:
    if tag == "KW":  # keywords below each other
        record.tags[tag].append(line)
    else:
        record.tags[tag][-1] += " " + line


def _values(record: _Record) -> dict[str, Any]:
    kind = record.first("TY").upper()
    title = record.first("TI", "T1", "CT", "TT") or (record.first("BT") if kind in _BOOKS else "")
    container = record.first("T2", "JO", "JF", "BT", "C3", "JA", "J2", "T3")
    container = "" if container == title and kind in _BOOKS else container
    dossier = kind == "RPRT" and record.first("M3") == "dossier"
    known = "boek" if kind == "CONF" and not container else _KINDS.get(kind, "overig")
    return {
        "title": title,
        "kind": "dossier" if dossier else known,
        "authors": with_editors(record.every("AU", "A1"), record.every("ED", "A2")),
        "year": next(filter(None, map(year, record.every(*_YEARS))), None),
        "container": container,
        "publisher": record.first("PB"),
        "place": record.first("CY", "PP"),
        "volume": record.first("VL"),
        "issue": record.first("IS"),
        "pages": "-".join(filter(None, (record.first("SP"), record.first("EP")))),
        "doi": bare_doi(record.first("DO")),
        "isbn": record.first("SN"),
        "link": next(iter(_links(record)), ""),
        "abstract": " ".join(record.every("AB", "N2")),
        "keywords": tuple(record.every("KW")),
        "language": record.first("LA"),
    }


def _links(record: _Record) -> list[str]:
    """Addresses; a ";" parts two of them only where another address begins behind it."""
    pieces = [piece for one in record.every("UR") for piece in re.split(r"(?:;\s*|\s+)(?=https?://)", one)]
    return [link for piece in pieces if (link := piece.rstrip("; ")) and ADDRESS.fullmatch(link)]


def _remarks(record: _Record) -> Iterator[str]:
    if not record.typed:
        yield "Hier ontbreekt TY; de publicatie is gelezen als overig."
    if not record.closed:
        yield "Van deze publicatie ontbreekt ER; zij is gelezen tot de volgende TY of het einde."
    for tag in _ONE_VALUE:
        yield from _left_out(tag, record.every(tag))
    yield from year_left_out(*record.every(*_YEARS))
    links = _links(record)
    yield from _left_out("UR", links)
    if record.every("UR") and not links:
        yield "De link is geen webadres en bleef weg."


def _left_out(tag: str, values: Sequence[str]) -> Iterator[str]:
    if len(values) > 1:
        rest = "; ".join(values[1:])
        yield f"{tag} staat er {len(values)} keer; de eerste is gebruikt, dit bleef weg: {rest}."
