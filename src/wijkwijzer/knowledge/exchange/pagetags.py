"""What the page of a record tells machines: JSON-LD, and the `citation_*` tags of reference managers."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from wijkwijzer.knowledge.exchange.dublincore import plain
from wijkwijzer.knowledge.exchange.jsonld import to_json_ld
from wijkwijzer.knowledge.publications import bare_doi, people
from wijkwijzer.knowledge.records import Publication, Record

__all__ = ["citation_tags", "page_json_ld", "thing_json_ld"]

_CREATIVE = re.compile(r"CC[ -](BY(?:[ -](?:NC|SA|ND))*)[ -](\d\.\d)(?:[ -]NL)?", re.IGNORECASE)
_ZERO = re.compile(r"CC[ -]?0(?:[ -]1\.0)?", re.IGNORECASE)
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


def page_json_ld(record: Record, address: str, **more: str) -> str:
    """One record in the words of schema.org, named by the address of its page; safe inside a script element.

    What the context of schema.org reads as an address is one, or stays out: "CC BY 4.0" would become an
    address beside the page.

    Parameters
    ----------
    record
        Any record.
    address
        The full address of its page.
    more
        Words of schema.org that the record does not know, such as `dateModified`.

    Examples
    --------
    >>> from wijkwijzer.knowledge.records import Publication
    >>> one = Publication(id="p1", title="Lange adem", licence="CC BY 4.0")
    >>> found = json.loads(page_json_ld(one, "https://w.nl/publicatie/lange-adem"))
    >>> found["@id"], found["license"]
    ('https://w.nl/publicatie/lange-adem', 'https://creativecommons.org/licenses/by/4.0/')
    """
    thing: dict[str, Any] = json.loads(to_json_ld([record], "https://x.invalid/"))["@graph"][0]
    thing["@id"] = address
    licence = _licence(str(thing.pop("license", "")))
    found = {"@context": "https://schema.org", **_plain(thing), **{k: v for k, v in more.items() if v}}
    if licence:
        found["license"] = licence
    found["url"] = quote(str(thing.get("url") or address), safe=_SAFE)
    found["mainEntityOfPage"] = address
    return _in_script(found)


def thing_json_ld(kind: str, address: str, **words: Any) -> str:
    """A page that is no record, in the words of schema.org; safe inside a script element, no empty words.

    Parameters
    ----------
    kind
        A type of schema.org: Article, Report, Event.
    address
        The full address of the page.
    words
        Properties: text, or a thing as a mapping.

    Examples
    --------
    >>> thing_json_ld("Event", "https://w.nl/b", name="Open <avond>", description="")
    '{"@context": "https://schema.org", "@type": "Event", "@id": "https://w.nl/b", "url": "https://w.nl/b", \
"mainEntityOfPage": "https://w.nl/b", "name": "Open \\\\u003cavond>"}'
    """
    place = {"url": address, "mainEntityOfPage": address}
    given = {name: _plain(value) for name, value in words.items() if value}
    return _in_script({"@context": "https://schema.org", "@type": kind, "@id": address, **place, **given})


def _in_script(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")


def _plain(value: Any) -> Any:
    """Without characters that no XML of RDF can hold."""
    match value:
        case str():
            return plain(value)
        case list():
            return [_plain(one) for one in value]
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case _:
            return value


def _licence(text: str) -> str:
    """The address of a licence; empty when none is known."""
    if re.match(r"https?://\S+$", text):
        return text
    if _ZERO.fullmatch(text.strip()):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    found = _CREATIVE.fullmatch(text.strip())
    if found is None:
        return ""
    return f"https://creativecommons.org/licenses/{found[1].lower().replace(' ', '-')}/{found[2]}/"


def citation_tags(
    record: Record, *, title: str, address: str, author: str, day: str
) -> list[tuple[str, str]]:
    """The `citation_*` tags: of a publication what it says of itself, of everything else our own page.

    Reference managers guess a type from these and take whatever has a title for an article in a journal, so
    `z:itemType` says it in the word of Zotero, which goes before every guess.

    Parameters
    ----------
    record
        Any record.
    title, address
        Of its page.
    author, day
        Who made the page public and when (2026/03/01), for what is no publication.

    Examples
    --------
    >>> from wijkwijzer.knowledge.records import Publication
    >>> one = Publication(id="p", title="Adem", kind="artikel", authors=("Jansen, J.",), pages="3-9")
    >>> for name, text in citation_tags(one, title="", address="https://w.nl/p", author="", day=""):
    ...     print(name, text)
    citation_title Adem
    citation_author Jansen, J.
    citation_firstpage 3
    citation_lastpage 9
    citation_language nl
    citation_abstract_html_url https://w.nl/p
    z:itemType journalArticle
    """
    if isinstance(record, Publication):
        kind, found = record.kind, _of_publication(record, address)
    else:
        kind, found = "website", _of_page(title, author, day, address)
    tags = [(f"citation_{name}", plain(text)) for name, text in found if plain(text)]
    return [*tags, ("z:itemType", _ITEM_TYPES.get(kind, "document"))]


def _of_page(title: str, author: str, day: str, address: str) -> list[tuple[str, str]]:
    return [
        ("title", title),
        ("author", author),
        ("publication_date", day),
        ("language", "nl"),
        ("public_url", address),
    ]


def _of_publication(record: Publication, address: str) -> list[tuple[str, str]]:
    first, _dash, last = record.pages.replace("–", "-").partition("-")
    doi = bare_doi(record.doi)
    authors, editors = people(record)
    return [
        ("title", record.title),
        *(("author", name) for name in authors),
        *(("editor", name) for name in editors),
        ("publication_date", str(record.year or "")),
        (_CONTAINERS.get(record.kind, "journal_title"), record.container),
        (_PUBLISHERS.get(record.kind, "publisher"), record.publisher),
        ("volume", record.volume),
        ("issue", record.issue),
        ("firstpage", first),
        ("lastpage", last),
        ("doi", doi if doi.startswith("10.") else ""),
        ("isbn", record.isbn),
        ("keywords", "; ".join(record.keywords)),
        ("language", record.language or "nl"),
        ("abstract_html_url", address),
        ("pdf_url", record.link if record.link.lower().endswith(".pdf") else ""),
    ]


_ITEM_TYPES = {
    "rapport": "report",
    "artikel": "journalArticle",
    "boek": "book",
    "hoofdstuk": "bookSection",
    "proefschrift": "thesis",
    "dossier": "report",
    "nieuws": "newspaperArticle",
    "blog": "blogPost",
    "website": "webpage",
}
# A report or a book stands in a series; only what stands in a journal has the title of one.
_CONTAINERS = {
    "hoofdstuk": "inbook_title",
    "boek": "series_title",
    "rapport": "series_title",
    "proefschrift": "series_title",
    "dossier": "series_title",
}
_PUBLISHERS = {
    "proefschrift": "dissertation_institution",
    "rapport": "technical_report_institution",
    "dossier": "technical_report_institution",
}
