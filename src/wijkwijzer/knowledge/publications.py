"""What reading and writing publications in the forms of others have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.records import Publication
from wijkwijzer.text import fold

__all__ = [
    "ADDRESS",
    "Reading",
    "bare_doi",
    "numbered",
    "one_line",
    "people",
    "publication",
    "usable",
    "with_editors",
    "with_own_ids",
    "year",
    "year_left_out",
]

ADDRESS = re.compile(r"https?://[^\s/]+\.\S+")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?=10\.)", re.IGNORECASE)
_EDITOR = " (red.)"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a file with publications.

    Attributes
    ----------
    publications
        What can be used, with ids that differ.
    skipped
        One sentence with its line for every publication that cannot be used.
    notes
        What is used, and yet not as it stood there: an end that lacked, a second value that has no place.
    """

    publications: tuple[Publication, ...]
    skipped: tuple[InputError, ...] = ()
    notes: tuple[InputError, ...] = ()

    @property
    def total(self) -> int:
        """How many publications were met, usable or not."""
        return len(self.publications) + len(self.skipped)


def usable(reading: Reading) -> list[Publication]:
    """The publications of a reading; the first mistake when there is none.

    Raises
    ------
    InputError
        Publications were met and none can be used.
    """
    if reading.skipped and not reading.publications:
        raise reading.skipped[0]
    return list(reading.publications)


def bare_doi(text: str) -> str:
    """A DOI without the address or the word that people write before it.

    Examples
    --------
    >>> bare_doi("https://doi.org/10.1000/b"), bare_doi("doi: 10.5555/XYZ")
    ('10.1000/b', '10.5555/XYZ')
    """
    text = re.sub(r"^doi:\s*", "", text.strip(), flags=re.IGNORECASE)
    bare, addresses = _DOI_ADDRESS.subn("", text, count=1) if _DOI_ADDRESS.match(text) else (text, 0)
    return unquote(bare) if addresses else bare


def one_line(text: str) -> str:
    """The words with single blanks between them."""
    return " ".join(text.split())


def year(text: str) -> int | None:
    """The first year in a text."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def year_left_out(*texts: str) -> Iterator[str]:
    """A sentence when something stands where the year should, and no year is in it.

    Examples
    --------
    >>> list(year_left_out("", "2015/03")), list(year_left_out("", "in druk"))
    ([], ['Hier staat geen jaartal in en het bleef weg: in druk.'])
    """
    written = [text for one in texts if (text := one_line(one))]
    if written and not any(map(year, written)):
        yield f"Hier staat geen jaartal in en het bleef weg: {'; '.join(dict.fromkeys(written))}."


def with_editors(authors: Iterable[str], editors: Iterable[str]) -> tuple[str, ...]:
    """Authors, and behind them the editors, marked as such.

    Examples
    --------
    >>> with_editors(["Kok, Mo"], ["Vos, Lia"])
    ('Kok, Mo', 'Vos, Lia (red.)')
    """
    written = [one for one in map(one_line, authors) if one]
    edited = [one for one in map(one_line, editors) if one]
    return (*written, *(f"{one}{_EDITOR}" for one in edited))


def people(one: Publication) -> tuple[list[str], list[str]]:
    """The authors of a publication and the editors, who stand last with "(red.)" behind them."""
    authors, editors = list(one.authors), list[str]()
    while authors and authors[-1].endswith(_EDITOR) and authors[-1] != _EDITOR:
        editors.insert(0, authors.pop().removesuffix(_EDITOR))
    return authors, editors


def publication(name: str, values: Mapping[str, Any], number: int, file: str, row: int) -> Publication:
    """A publication with an id, from its file or else from the words of its title.

    Raises
    ------
    InputError
        It has no title.
    """
    if not values["title"]:
        raise InputError(f"Publicatie {number} heeft geen titel.", file=file, row=row)
    made = name or "-".join(re.findall(r"\w+", fold(values["title"].lower()))[:5])
    return Publication(id=made or f"publicatie-{number}", **values)


def numbered(names: Sequence[str]) -> list[str]:
    """Give the second of two equal names a number behind it.

    Examples
    --------
    >>> numbered(["een", "Een", "twee"])
    ['een', 'Een-2', 'twee']
    """
    taken = {name.lower() for name in names}
    seen: set[str] = set()
    found = []
    for name in names:
        made, number = name, 2
        while made.lower() in seen or (made != name and made.lower() in taken):
            made, number = f"{name}-{number}", number + 1
        seen.add(made.lower())
        found.append(made)
    return found


def with_own_ids(found: Sequence[Publication]) -> tuple[Publication, ...]:
    """The same publications, the second of two equal ids with a number."""
    names = numbered([one.id for one in found])
    return tuple(replace(one, id=name) for one, name in zip(found, names, strict=True))
