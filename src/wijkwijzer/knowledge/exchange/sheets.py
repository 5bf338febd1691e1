"""Records out of a spreadsheet of anybody, and into one that reads back as it was."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkwijzer.cells import bare, harmless
from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.publications import bare_doi
from wijkwijzer.knowledge.records import RECORD_TYPES, Raw, Record, make_record, record_fields, to_mapping

__all__ = ["OWN", "Sheet", "read_sheet", "to_csv"]

OWN = ("stand", "adres_hier", "gewijzigd_op")
"""Columns that our own export has besides those of the records; they say nothing of the record itself."""

_MOST = 5_000
_KIND = "publicatie"
# Headings of others for the fields of a publicatie, as letters and digits only.
_HEADINGS = {
    "title": "titel",
    "naamvandepublicatie": "titel",
    "author": "auteurs",
    "authors": "auteurs",
    "auteur": "auteurs",
    "publicationyear": "jaar",
    "year": "jaar",
    "jaartal": "jaar",
    "publicationtitle": "verschenen_in",
    "tijdschrift": "verschenen_in",
    "journal": "verschenen_in",
    "publisher": "uitgever",
    "place": "plaats_van_uitgave",
    "volume": "jaargang",
    "issue": "nummer",
    "pages": "paginas",
    "issn": "isbn",
    "url": "link",
    "abstractnote": "samenvatting",
    "abstract": "samenvatting",
    "manualtags": "trefwoorden",
    "keywords": "trefwoorden",
    "language": "taal",
    "itemtype": "soort",
    "rights": "licentie",
}
_KINDS = {
    "journalarticle": "artikel",
    "magazinearticle": "artikel",
    "article": "artikel",
    "conferencepaper": "hoofdstuk",
    "booksection": "hoofdstuk",
    "book": "boek",
    "report": "rapport",
    "thesis": "proefschrift",
    "webpage": "website",
    "blogpost": "blog",
    "newspaperarticle": "nieuws",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What came out of a spreadsheet.

    Attributes
    ----------
    records
        The rows that are good, each with its number (the names of the columns stand in row 1).
    wrong
        One sentence with row and column for every row that is not.
    unused
        Columns with which nothing is done.
    """

    records: tuple[tuple[int, Record], ...]
    wrong: tuple[InputError, ...]
    unused: tuple[str, ...]


def to_csv(
    records: Iterable[Record], *, hidden: Sequence[str] = (), extra: Iterable[Sequence[str]] = ()
) -> str:
    r"""Write records as CSV with a column for every field that one of them has.

    Parameters
    ----------
    records
        Of any kind.
    hidden
        Fields to leave out.
    extra
        Per record the cells for the columns in `OWN`.

    Examples
    --------
    >>> from wijkwijzer.knowledge.records import Publication
    >>> to_csv([Publication(id="p", title="=Buurt", authors=("Kok, Mo", "Vos; Lia"))])
    'type,id,titel,auteurs\r\npublicatie,p,\'=Buurt,"[""Kok, Mo"", ""Vos; Lia""]"\r\n'
    """
    rows = [(one.type_name, to_mapping(one)) for one in records]
    more = list(extra)
    used = {name for _kind, values in rows for name in values} - set(hidden)
    names = [
        name
        for kind in RECORD_TYPES.values()
        for name in (spec.name for spec in record_fields(kind).values())
        if name in used
    ]
    columns = list(dict.fromkeys(names))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["type", *columns, *(OWN if more else ())])
    for place, (kind, values) in enumerate(rows):
        cells = [kind, *(_cell(values.get(name, "")) for name in columns), *(more[place] if more else ())]
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def _cell(value: Any) -> str:
    """A list reads back with ";" between its parts, and as JSON where that would part too much."""
    if not isinstance(value, list):
        return str(value)
    plain = all(isinstance(one, str) and ";" not in one for one in value)
    text = "; ".join(value) if plain else ""
    return text if plain and not text.startswith("[") else json.dumps(value, ensure_ascii=False)


def read_sheet(path: Path | str) -> Sheet:
    """Read records from a .csv or .xlsx file; a row that cannot be used costs only itself.

    A column `type` says of which kind a row is; without it every row is a publicatie. Headings of reference
    managers are known too.

    Raises
    ------
    InputError
        The file cannot be read, has no column for a title, or has too many rows.
    """
    path = Path(path)
    rows = _workbook(path) if path.suffix.lower() == ".xlsx" else _text(path)
    first = next(((number, cells) for number, cells in rows if any(cells)), None)
    if first is None:
        raise InputError("Dit bestand is leeg.", file=path.name)
    headings = [cell.strip() for cell in first[1]]
    known = {spec.name for kind in RECORD_TYPES.values() for spec in record_fields(kind).values()} | {"type"}
    names = [_name(heading, known) for heading in headings]
    if "type" not in names and "titel" not in names:
        raise InputError("De kolom met de titel ontbreekt. Noem die kolom: titel.", file=path.name)
    found, wrong = list[tuple[int, Record]](), list[InputError]()
    for count, (number, cells) in enumerate(((n, c) for n, c in rows if any(c)), 1):
        if count > _MOST:
            raise InputError(f"Dit zijn meer dan {_MOST} rijen. Deel het bestand op.", file=path.name)
        try:
            found.append((number, _record(number, names, cells)))
        except InputError as error:
            wrong.append(error)
    unused = [one for one, name in zip(headings, names, strict=True) if one and not name and one not in OWN]
    return Sheet(tuple(found), tuple(wrong), tuple(unused))


def _name(heading: str, known: set[str]) -> str:
    """Our name for a column; empty when we do nothing with it."""
    plain = heading.lower().replace(" ", "_")
    if plain in known:
        return plain
    return _HEADINGS.get(re.sub(r"[^a-z0-9]", "", plain), "")


def _record(row: int, names: Sequence[str], cells: Sequence[str]) -> Record:
    if len(cells) > len(names) and any(cells[len(names) :]):
        raise InputError("Deze rij heeft meer cellen dan de eerste rij.", row=row)
    given: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and cell.strip() and name not in given:
            given[name] = bare(cell)
    kind = str(given.pop("type", "") or _KIND).strip().lower()
    if kind not in RECORD_TYPES:
        raise InputError(f"Dit soort kennen we niet: {kind[:40]}.", row=row, column="type")
    if kind == _KIND:
        given = _as_publication(given)
    many = {spec.name for spec in record_fields(RECORD_TYPES[kind]).values() if spec.many}
    values = {name: _listed(value) if name in many else value for name, value in given.items()}
    made, problems = make_record(Raw(kind, {"id": f"rij-{row}", **values}, row))
    if made is None:
        one = problems[0]
        raise InputError(f"{one.field.capitalize()} {one.clause}.", row=row, column=one.field)
    return made


def _listed(cell: str) -> Any:
    if cell.startswith("["):
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            return cell
        if isinstance(found, list):
            return found
    return cell


def _as_publication(given: Mapping[str, Any]) -> dict[str, Any]:
    """What reference managers write otherwise: their word for a kind, a DOI as address, a date as year."""
    made = dict(given)
    word = re.sub(r"[^a-z]", "", str(made.get("soort", "")).lower())
    if word in _KINDS:
        made["soort"] = _KINDS[word]
    if "doi" in made:
        made["doi"] = bare_doi(str(made["doi"]))
    if (
        whole := re.fullmatch(r"(\d{4})(?:-\d\d(?:-\d\d)?|\.0)", str(made.get("jaar", "")).strip())
    ) is not None:
        made["jaar"] = whole[1]
    return made


def _text(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError("Dit bestand is niet te lezen.", file=path.name) from error
    except UnicodeDecodeError as error:
        raise InputError("Dit bestand is geen UTF-8. Kies bij bewaren: CSV UTF-8.", file=path.name) from error
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            "Vanaf deze rij is het geen goede CSV; let op de aanhalingstekens.", row=line
        ) from error


def _workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The first sheet that is shown, with the row numbers of the program that made it."""
    import openpyxl

    from wijkwijzer.opendata.readers import check_workbook

    check_workbook(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        rows = [[_said(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except Exception as error:  # openpyxl has no one error for a file that is none
        raise InputError("Dit Excel-bestand is niet te lezen. Bewaar het opnieuw.", file=path.name) from error
    yield from enumerate(rows, 1)


def _said(value: object) -> str:
    """A cell as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
