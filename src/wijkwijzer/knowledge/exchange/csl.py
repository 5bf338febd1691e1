"""Publications out of CSL-JSON: what a DOI answers when it is asked what it stands for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.publications import bare_doi, one_line, publication, with_editors
from wijkwijzer.knowledge.records import Publication

__all__ = ["ACCEPT", "doi_lines", "from_csl", "without_marks"]

ACCEPT = "application/vnd.citationstyles.csl+json"
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)
_KINDS = {
    "article-journal": "artikel",
    "article-magazine": "artikel",
    "article": "artikel",
    "journal-article": "artikel",
    "posted-content": "artikel",
    "paper-conference": "hoofdstuk",
    "chapter": "hoofdstuk",
    "book": "boek",
    "monograph": "boek",
    "thesis": "proefschrift",
    "dissertation": "proefschrift",
    "report": "rapport",
    "webpage": "website",
    "post-weblog": "blog",
    "article-newspaper": "nieuws",
    "dataset": "dossier",
}


def doi_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, DOI and what stood there, for each line that is not empty; the DOI is empty when there is none.

    Examples
    --------
    >>> list(doi_lines("https://doi.org/10.1000/a\\n\\ngeen doi"))
    [(1, '10.1000/a', 'https://doi.org/10.1000/a'), (3, '', 'geen doi')]
    """
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.replace("\ufeff", "")), 1):
        said = line.strip()
        if not said:
            continue
        found = _DOI.search(said)
        yield number, bare_doi(said[found.start() :].rstrip(".,;)]") if found else ""), said


def without_marks(text: object) -> str:
    """Words without the marks of HTML or JATS, on one line.

    Examples
    --------
    >>> without_marks("<jats:p>Wonen &amp; zorg</jats:p>")
    'Wonen & zorg'
    """
    return one_line(html.unescape(re.sub(r"<[^<>]*>", " ", str(text or ""))))


def from_csl(item: object, name: str = "", row: int | None = None) -> Publication:
    """A publication out of one item.

    Parameters
    ----------
    item
        The item, as it came out of JSON.
    name
        Its id with us; made of the title when it is empty.
    row
        The line of the file where it was asked for.

    Raises
    ------
    InputError
        It is no item, or it has no title.
    """
    if not isinstance(item, Mapping):
        raise InputError("Hier staat geen publicatie in.", row=row)
    numbers = [*_listed(item.get("ISBN")), *_listed(item.get("ISSN"))]
    values = {
        "title": without_marks(_first(item.get("title"))),
        "kind": _KINDS.get(str(item.get("type", "")), "overig"),
        "authors": with_editors(_people(item.get("author")), _people(item.get("editor"))),
        "year": _year(item),
        "container": without_marks(_first(item.get("container-title"))),
        "publisher": without_marks(item.get("publisher")),
        "place": without_marks(item.get("publisher-place")),
        "volume": without_marks(item.get("volume")),
        "issue": without_marks(item.get("issue")),
        "pages": without_marks(item.get("page")).replace("–", "-"),
        "doi": bare_doi(str(item.get("DOI") or "")),
        "isbn": str(numbers[0]) if numbers else "",
        "abstract": without_marks(item.get("abstract")),
        "keywords": tuple(without_marks(one) for one in _listed(item.get("subject"))),
        "language": without_marks(item.get("language")),
    }
    return publication(name, values, row or 1, "", row or 1)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _first(value: object) -> object:
    return next(iter(_listed(value)), "")


def _people(found: object) -> list[str]:
    names = []
    for one in _listed(found):
        if isinstance(one, str) and one.strip():
            names.append(without_marks(one))
        if not isinstance(one, Mapping):
            continue
        family = " ".join(
            str(one[part]) for part in ("non-dropping-particle", "family", "suffix") if one.get(part)
        )
        given = " ".join(str(one[part]) for part in ("given", "dropping-particle") if one.get(part))
        name = ", ".join(filter(None, (family, given))) or str(one.get("literal") or one.get("name") or "")
        names.append(without_marks(name))
    return names


def _year(item: Mapping[str, Any]) -> int | None:
    for name in ("issued", "published-print", "published-online", "published"):
        told = item.get(name)
        parts = told.get("date-parts") if isinstance(told, Mapping) else None
        raw = told.get("raw") or told.get("literal") if isinstance(told, Mapping) else told
        if not parts and (written := re.search(r"(?<!\d)(1[5-9]|20|21)\d\d(?!\d)", str(raw or ""))):
            return int(written[0])
        try:
            year = int(parts[0][0])  # type: ignore[index]
        except (TypeError, ValueError, IndexError, KeyError):
            continue
        if 1500 <= year < 2200:
            return year
    return None
