"""Publications in and out as RIS and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.records import Publication
from wijkwijzer.text import fold

__all__ = ["from_bibtex", "from_ris", "to_bibtex", "to_ris"]

_RIS_TYPES = {
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
_FROM_RIS = {value: key for key, value in reversed(_RIS_TYPES.items())} | {
    "MGZN": "artikel",
    "EJOUR": "artikel",
}
_BIBTEX_TYPES = {
    "rapport": "techreport",
    "artikel": "article",
    "boek": "book",
    "hoofdstuk": "incollection",
    "proefschrift": "phdthesis",
}
_FROM_BIBTEX = {value: key for key, value in _BIBTEX_TYPES.items()} | {
    "report": "rapport",
    "inbook": "hoofdstuk",
    "mastersthesis": "proefschrift",
    "thesis": "proefschrift",
    "online": "website",
    "electronic": "website",
    "inproceedings": "hoofdstuk",
}
_BIBTEX_FIELDS = {
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
_CONTAINER = {"artikel": "journal", "hoofdstuk": "booktitle"}
_COUNTER = re.compile(r"^\d+\.\n", re.MULTILINE)  # rispy numbers references; not every reader knows that
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+")


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
        entry = {
            "type_of_reference": _RIS_TYPES.get(one.kind, "GEN"),
            "id": one.id,
            "title": one.title,
            "authors": list(one.authors),
            "year": str(one.year or ""),
            "secondary_title": one.container,
            "publisher": one.publisher,
            "place_published": one.place,
            "volume": one.volume,
            "number": one.issue,
            "start_page": first,
            "end_page": last,
            "doi": one.doi,
            "issn": one.isbn,
            "urls": [one.link] if one.link else [],
            "abstract": one.abstract,
            "keywords": list(one.keywords),
            "language": one.language,
        }
        entries.append({key: _one_line(value) for key, value in entry.items() if value})
    return _COUNTER.sub("", str(rispy.dumps(entries)))


def _one_line(value: Any) -> Any:
    if isinstance(value, list):
        return [_one_line(one) for one in value]
    return " ".join(value.split())


def from_ris(text: str, name: str = "RIS") -> list[Publication]:
    """Read publications from RIS.

    Raises
    ------
    InputError
        The text is no RIS, or a publication has no title.
    """
    import rispy

    try:
        entries = rispy.loads(text.lstrip("\ufeff"))
    except Exception as error:  # rispy raises a different exception for every mistake
        raise InputError("Dit is geen goede RIS.", file=name) from error
    if not entries and text.strip():
        raise InputError("Hier staan geen publicaties in.", file=name)
    found = []
    for number, entry in enumerate(entries, 1):
        pages = "-".join(filter(None, (_text(entry, "start_page"), _text(entry, "end_page"))))
        values = {
            "title": _text(entry, "title", "primary_title", "translated_title"),
            "kind": _FROM_RIS.get(_text(entry, "type_of_reference"), "overig"),
            "authors": _authors(entry.get("authors") or entry.get("first_authors") or []),
            "year": _year(_text(entry, "year", "publication_year", "date")),
            "container": _text(entry, "secondary_title", "journal_name", "alternate_title3"),
            "publisher": _text(entry, "publisher"),
            "place": _text(entry, "place_published"),
            "volume": _text(entry, "volume"),
            "issue": _text(entry, "number"),
            "pages": pages,
            "doi": _text(entry, "doi"),
            "isbn": _text(entry, "issn"),
            "link": next((url for url in entry.get("urls", []) if _ADDRESS.match(url)), ""),
            "abstract": _text(entry, "abstract", "notes_abstract"),
            "keywords": tuple(entry.get("keywords", [])),
            "language": _text(entry, "language"),
        }
        found.append(_publication(_text(entry, "id"), values, number, name))
    return _unique(found)


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

    library = Library()
    for one in publications:
        values = {theirs: str(getattr(one, ours)) for ours, theirs in _BIBTEX_FIELDS.items()}
        values["author"] = " and ".join(one.authors)
        values["year"] = str(one.year or "")
        values["pages"] = one.pages.replace("–", "-").replace("-", "--")
        values["keywords"] = ", ".join(one.keywords)
        values[_CONTAINER.get(one.kind, "series")] = one.container
        fields = [Field(key, _escape(value, key)) for key, value in values.items() if value]
        library.add(Entry(_BIBTEX_TYPES.get(one.kind, "misc"), _key(one.id), fields))
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    return str(write_string(library, bibtex_format=layout))


def _escape(value: str, key: str) -> str:
    value = " ".join(value.split())
    if key in ("url", "doi"):
        return value.replace("{", "%7B").replace("}", "%7D")
    value = value.replace("\\", "").replace("{", "(").replace("}", ")")
    if key != "pages":  # two of these in a row would be read as one curly quote or one dash
        value = re.sub(r"(['`-])(?=\1)", r"\1{}", value)
    return re.sub(r"([&%$#_])", r"\\\1", value).replace("~", r"\textasciitilde{}")


def _key(name: str) -> str:
    return re.sub(r"[^\w:.-]", "-", fold(name)) or "zonder-id"


def from_bibtex(text: str, name: str = "BibTeX") -> list[Publication]:
    """Read publications from BibTeX.

    Raises
    ------
    InputError
        The text is no BibTeX, or a publication has no title.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware

    try:
        library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    except Exception as error:  # the parser raises a different exception for every mistake
        raise InputError("Dit is geen goede BibTeX.", file=name) from error
    if library.failed_blocks:
        block = library.failed_blocks[0]
        raise InputError("Deze verwijzing is geen goede BibTeX.", file=name, row=(block.start_line or 0) + 1)
    if not library.entries and text.strip():
        raise InputError("Hier staan geen publicaties in.", file=name)
    found = []
    for number, entry in enumerate(library.entries, 1):
        given = {key.lower(): _plain(str(field.value)) for key, field in entry.fields_dict.items()}
        values: dict[str, Any] = {ours: given.get(theirs, "") for ours, theirs in _BIBTEX_FIELDS.items()}
        values |= {
            "kind": _FROM_BIBTEX.get(entry.entry_type.lower(), "overig"),
            "authors": _authors(re.split(r"\s+and\s+", given.get("author", ""))),
            "year": _year(given.get("year") or given.get("date", "")),
            "container": given.get("journal")
            or given.get("journaltitle")
            or given.get("booktitle")
            or given.get("series", ""),
            "publisher": given.get("publisher") or given.get("institution") or given.get("school", ""),
            "pages": given.get("pages", "").replace("--", "-").replace("–", "-"),
            "keywords": tuple(
                word.strip() for word in re.split("[,;]", given.get("keywords", "")) if word.strip()
            ),
            "link": given.get("url", "") if _ADDRESS.match(given.get("url", "")) else "",
        }
        found.append(_publication(entry.key, values, number, name))
    return _unique(found)


def _plain(value: str) -> str:
    return " ".join(re.sub(r"[{}]", "", value).split())


def _text(entry: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = entry.get(name)
        if value:
            return " ".join(str(value).split())
    return ""


def _authors(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in names if name.strip())


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def _publication(name: str, values: Mapping[str, Any], number: int, file: str) -> Publication:
    if not values["title"]:
        raise InputError(f"Publicatie {number} heeft geen titel.", file=file)
    made = name or "-".join(re.findall(r"\w+", fold(values["title"].lower()))[:5])
    return Publication(id=made or f"publicatie-{number}", **values)


def _unique(found: Sequence[Publication]) -> list[Publication]:
    """Give the second of two equal ids a number behind it."""
    from dataclasses import replace

    seen: set[str] = set()
    unique = []
    for one in found:
        name, number = one.id, 2
        while name in seen:
            name, number = f"{one.id}-{number}", number + 1
        seen.add(name)
        unique.append(replace(one, id=name))
    return unique
