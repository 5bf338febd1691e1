"""A file or a list, read into records that may come in and sentences about what may not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange import read_bibtex, read_ris
from wijkwijzer.knowledge.exchange.csl import ACCEPT, doi_lines, from_csl
from wijkwijzer.knowledge.exchange.pdf import read_pdf
from wijkwijzer.knowledge.exchange.sheets import read_sheet
from wijkwijzer.knowledge.publications import Reading
from wijkwijzer.knowledge.records import to_mapping
from wijkwijzer_web.core.clean import clean_text
from wijkwijzer_web.core.files.uploads import in_words
from wijkwijzer_web.core.work.fetching import FetchError, fetch

__all__ = ["KINDS", "MOST_DOIS", "Brought", "look_up", "read_dois", "read_file"]

KINDS = ("ris", "bib", "csv", "xlsx", "pdf", "txt")
MOST_DOIS = 200
_LARGEST_ANSWER = 2 * 1024 * 1024


@dataclass(slots=True)
class Brought:
    """What came out: good records, what is wrong and where, what to know, and DOIs still to look up."""

    items: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[list[Any]] = field(default_factory=list)
    confirm: bool = False


def read_file(path: Path, kind: str) -> Brought:
    """Read a file by its kind.

    Raises
    ------
    InputError
        Nothing in it can be used.
    """
    return _cleaned(_read(path, kind))


def _cleaned(found: Brought) -> Brought:
    """Without characters that no keyboard makes: a database refuses some of them."""
    parts = (found.items, found.wrong, found.notes, found.left)
    items, wrong, notes, left = (_clean(part) for part in parts)
    return Brought(items, wrong, notes, left, found.confirm)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return {name: _clean(one) for name, one in value.items()} if isinstance(value, dict) else value


def _read(path: Path, kind: str) -> Brought:
    match kind:
        case "csv" | "xlsx":
            return _sheet(path)
        case "pdf":
            found = read_pdf(path)
            item = {"kind": "publicatie", "data": found.values, "row": None}
            return Brought([item], notes=list(found.notes), confirm=True)
        case "ris":
            return _publications(read_ris(_text(path)))
        case "bib":
            return _publications(read_bibtex(_text(path)))
        case _:
            return _dois(_text(path))


def _text(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(_("De letters in dit bestand zijn niet te lezen. Bewaar het als UTF-8."))


def _publications(found: Reading) -> Brought:
    items = [{"kind": "publicatie", "data": _plain(one), "row": None} for one in found.publications]
    return Brought(items, [_line(one) for one in found.skipped], [_line(one) for one in found.notes])


def _plain(record: Any) -> dict[str, Any]:
    """Its fields; its id is another's and stays there."""
    return {name: value for name, value in to_mapping(record).items() if name != "id"}


def _line(error: InputError) -> str:
    return (
        _("Regel %(row)s: %(what)s") % {"row": error.row, "what": error.sentence} if error.row else str(error)
    )


def _sheet(path: Path) -> Brought:
    found = read_sheet(path)
    items = [
        {"kind": one.type_name, "data": _plain(one), "row": row, "id": one.id} for row, one in found.records
    ]
    notes = []
    if found.unused:
        notes.append(_("Met deze kolommen doen we niets: %s.") % ", ".join(found.unused)[:300])
    return Brought(items, [in_words(one) for one in found.wrong], notes)


def read_dois(text: str) -> Brought:
    """A list of DOIs, one a line; nothing is looked up yet.

    Raises
    ------
    InputError
        There is no DOI in it, or there are too many.
    """
    return _cleaned(_dois(text))


def _dois(text: str) -> Brought:
    made = Brought()
    seen: dict[str, int] = {}
    for row, doi, said in doi_lines(text):
        if not doi:
            what = _("hier staat geen DOI: %s") % said[:80]
        elif doi.lower() in seen:
            what = _("deze DOI staat ook op regel %s.") % seen[doi.lower()]
        else:
            seen[doi.lower()] = row
            made.left.append([row, doi])
            continue
        made.wrong.append(_("Regel %(row)s: %(what)s") % {"row": row, "what": what})
    if not made.left:
        raise InputError(_("Hier staat geen DOI in. Zet op elke regel één DOI, zoals 10.1000/182."))
    if len(made.left) > MOST_DOIS:
        raise InputError(_("Dit zijn er te veel. Stuur hooguit %s DOI’s per keer.") % MOST_DOIS)
    return made


def look_up(left: Sequence[Sequence[Any]]) -> Brought:
    """Ask what each DOI stands for; one that does not answer costs only itself."""
    made = Brought()
    for row, doi in left:
        try:
            found = from_csl(_asked(doi), row=row)
        except InputError as error:
            what = f"{doi}: {error.sentence}"
            made.wrong.append(_("Regel %(row)s: %(what)s") % {"row": row, "what": what})
            continue
        data = {**_plain(found), "doi": found.doi or doi}
        made.items.append({"kind": "publicatie", "data": data, "row": row})
        if found.title.upper().startswith(("RETRACTED", "WITHDRAWN", "RETRACTION")):
            what = _("dit stuk is volgens zijn uitgever teruggetrokken.")
            made.notes.append(_("Regel %(row)s: %(what)s") % {"row": row, "what": what})
    return _cleaned(made)


def _asked(doi: str) -> Any:
    address = f"{settings.DOI_ADDRESS.rstrip('/')}/{quote(doi, safe='/:;()')}"
    answer = fetch(address, accept=ACCEPT, most=_LARGEST_ANSWER)
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise FetchError(_("Het antwoord op deze DOI is niet te lezen.")) from error
