"""Records as Dublin Core: fifteen elements of plain text, as every harvester of a library reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wijkwijzer.knowledge.publications import bare_doi, people
from wijkwijzer.knowledge.records import VOCABULARIES, Place, Publication, Record

__all__ = ["plain", "to_dublin_core"]

# What XML 1.0 cannot hold, and the marks that turn the direction of what follows.
_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TITLES = ("name", "title", "statement", "question")
_TEXTS = (
    *("summary", "abstract", "description", "what_happened", "mechanism", "lesson", "purpose"),
    *("counter_evidence", "remedy", "explanation"),
)


def plain(text: object) -> str:
    r"""The text on one line, without characters that XML cannot hold.

    Examples
    --------
    >>> plain("Kop\x0btekst\x00  met\n\u202eregels")
    'Koptekst met regels'
    """
    return " ".join(_TURNS.sub("", _NOT_XML.sub("", str(text))).split())


def to_dublin_core(record: Record, *, address: str = "", publisher: str = "") -> list[tuple[str, str]]:
    """The elements of a record, in the order of the schema; who to call is not among them.

    Parameters
    ----------
    record
        Any record.
    address
        Where its page stands.
    publisher
        Who made it public, for a record that names no publisher itself.

    Examples
    --------
    >>> from wijkwijzer.knowledge.records import Publication
    >>> one = Publication(id="p1", title="Lange adem", authors=("Jansen, J.",), year=2024, doi="10.1/x")
    >>> for element, text in to_dublin_core(one, address="https://w.nl/publicatie/lange-adem"):
    ...     print(element, text)
    title Lange adem
    creator Jansen, J.
    date 2024
    type publicatie
    identifier https://w.nl/publicatie/lange-adem
    identifier https://doi.org/10.1/x
    language nl
    """
    found = ((element, plain(text)) for element, text in _elements(record, address, publisher))
    return list(dict.fromkeys((element, text) for element, text in found if text))


def _elements(record: Record, address: str, publisher: str) -> Iterator[tuple[str, object]]:
    yield "title", next((getattr(record, name) for name in _TITLES if getattr(record, name, "")), record.id)
    authors, editors = people(record) if isinstance(record, Publication) else ((), ())
    yield from (("creator", name) for name in authors)
    for vocabulary, name in (("opgave", "tasks"), ("effect", "outcomes"), ("fase", "phases")):
        labels = VOCABULARIES[vocabulary].labels
        yield from (("subject", labels.get(key, key)) for key in getattr(record, name, ()))
    yield from (("subject", word) for word in getattr(record, "keywords", ()))
    yield from (("description", getattr(record, name, "")) for name in _TEXTS)
    yield "publisher", getattr(record, "publisher", "") or publisher
    yield from (("contributor", name) for name in editors)
    yield "date", getattr(record, "year", None) or getattr(record, "started_on", None) or ""
    yield "type", record.type_name
    yield "identifier", address
    if isinstance(record, Publication):
        doi = bare_doi(record.doi)
        yield "identifier", f"https://doi.org/{doi}" if doi.startswith("10.") else doi
        yield "identifier", f"urn:isbn:{re.sub(r'[^0-9Xx]', '', record.isbn)}" if record.isbn else ""
        yield "source", record.container
    yield "source", getattr(record, "source", "")
    yield "language", getattr(record, "language", "") or "nl"
    yield "relation", getattr(record, "link", "") or getattr(record, "manual", "")
    yield from (("coverage", text) for place in _places(record) for text in (place.name, place.code or ""))
    yield "rights", getattr(record, "licence", "")


def _places(record: Record) -> tuple[Place, ...]:
    return (*getattr(record, "places", ()), *getattr(record, "members", ()))
