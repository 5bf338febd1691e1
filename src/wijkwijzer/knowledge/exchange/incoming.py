"""What others publish, as we read it: pages of OAI-PMH and feeds. Fetching them is another's work.

An answer that is cut off, or is no answer, is a mistake and never "nothing": who harvests would otherwise
take a broken line for an empty collection.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange.csl import without_marks
from wijkwijzer.knowledge.exchange.dublincore import plain
from wijkwijzer.knowledge.publications import ADDRESS, bare_doi, publication, with_editors, year
from wijkwijzer.knowledge.records import Publication

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["ExpiredTokenError", "Incoming", "Page", "from_dublin_core", "read_feed", "read_oai"]

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_LONGEST = 4_000  # an excerpt: the rest is with who wrote it
_KINDS = (
    (r"article|artikel", "artikel"),
    (r"part|chapter|hoofdstuk|conference", "hoofdstuk"),
    (r"thes[ie]s|proefschrift|dissertation", "proefschrift"),
    (r"report|rapport|paper", "rapport"),
    (r"book|boek", "boek"),
    (r"dataset", "dossier"),
)
_AHEAD = datetime.timedelta(days=1)


class ExpiredTokenError(InputError):
    """The other side does not know its own token any more: begin anew."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One record of another.

    Attributes
    ----------
    name
        What it is called there, for good.
    stamp
        When it last changed there, as it was told.
    deleted
        Whether it was taken back there.
    publication
        What it is; nothing when it was taken back or cannot be used.
    wrong
        Why it cannot be used.
    """

    name: str
    stamp: str = ""
    deleted: bool = False
    publication: Publication | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its records and the token for the next, empty on the last."""

    records: tuple[Incoming, ...]
    token: str = ""
    asked_at: str = ""


def read_oai(content: bytes) -> Page:
    """Read one answer to ListRecords.

    Raises
    ------
    ExpiredTokenError
        The token is not known there any more.
    InputError
        The answer is cut off, is no OAI-PMH, or says that something is wrong.
    """
    root = _root(content)
    if root.tag != f"{_OAI}OAI-PMH":
        raise InputError("Dit antwoord is geen OAI-PMH.")
    asked = plain(root.findtext(f"{_OAI}responseDate") or "")
    error = root.find(f"{_OAI}error")
    if error is not None:
        code = error.get("code", "")
        if code == "noRecordsMatch":
            return Page((), asked_at=asked)
        sentence = f"De bron meldt een fout: {plain(error.text or code)[:200]} ({plain(code)[:40]})."
        raise (ExpiredTokenError if code == "badResumptionToken" else InputError)(sentence)
    listed = root.find(f"{_OAI}ListRecords")
    if listed is None:
        raise InputError("In dit antwoord staat geen lijst.")
    found = tuple(_incoming(one) for one in listed.findall(f"{_OAI}record"))
    return Page(found, (listed.findtext(f"{_OAI}resumptionToken") or "").strip(), asked)


def _root(content: bytes) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(content)  # type: ignore[no-any-return]
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError("Het antwoord is afgebroken of geen goede XML.") from error


def _incoming(record: Element) -> Incoming:
    header = record.find(f"{_OAI}header")
    name = plain(header.findtext(f"{_OAI}identifier") or "") if header is not None else ""
    if header is None or not name:
        return Incoming("", wrong="Dit stuk heeft geen kenmerk.")
    stamp = plain(header.findtext(f"{_OAI}datestamp") or "")
    if header.get("status") == "deleted":
        return Incoming(name, stamp, deleted=True)
    metadata = record.find(f"{_OAI}metadata")
    elements = [
        (one.tag.rpartition("}")[2].lower(), "".join(one.itertext()))
        for one in (metadata.iter() if metadata is not None else ())
        if not len(one)
    ]
    try:
        return Incoming(name, stamp, publication=from_dublin_core(elements))
    except InputError as error:
        return Incoming(name, stamp, wrong=error.sentence)


def from_dublin_core(elements: Iterable[tuple[str, str]]) -> Publication:
    """A publication out of elements of Dublin Core.

    Raises
    ------
    InputError
        There is no title.

    Examples
    --------
    >>> one = from_dublin_core([("title", "Lange adem"), ("identifier", "https://doi.org/10.1000/x")])
    >>> one.title, one.doi
    ('Lange adem', '10.1000/x')
    """
    said: dict[str, list[str]] = {}
    for element, text in elements:
        if words := plain(without_marks(text)):
            said.setdefault(element, []).append(words)

    def first(name: str) -> str:
        return next(iter(said.get(name, ())), "")

    names = [*said.get("identifier", ()), *said.get("relation", ())]
    dois = [doi for one in names if (doi := bare_doi(one)).startswith("10.") and "/" in doi]
    links = [one for one in names if ADDRESS.fullmatch(one) and "doi.org/" not in one]
    isbns = [one.rpartition(":")[2] for one in names if one.lower().startswith(("urn:isbn:", "isbn"))]
    values: dict[str, Any] = {
        "title": first("title"),
        "kind": _kind(said.get("type", ())),
        "authors": with_editors(said.get("creator", ()), said.get("contributor", ())),
        "year": next((found for one in said.get("date", ()) if (found := year(one))), None),
        "container": first("source"),
        "publisher": first("publisher"),
        "doi": next(iter(dois), ""),
        "isbn": next(iter(isbns), "").strip(),
        "link": next(iter(links), ""),
        "abstract": " ".join(said.get("description", ()))[:_LONGEST],
        "keywords": tuple(said.get("subject", ())),
        "language": first("language")[:2].lower(),
        "licence": first("rights"),
    }
    return publication("", values, 1, "", 1)


def _kind(types: Iterable[str]) -> str:
    for one in types:
        for pattern, kind in _KINDS:
            if re.search(pattern, one, re.IGNORECASE):
                return kind
    return "overig"


def read_feed(content: bytes, today: datetime.date | None = None) -> Page:
    """Read a feed (RSS or Atom); what fell off its end was not deleted.

    Raises
    ------
    InputError
        It is no feed, or it is cut off.
    """
    import feedparser

    # As a stream: given bytes, feedparser first looks for a file with that name.
    found = feedparser.parse(io.BytesIO(content))
    # What feedparser calls bozo may be a wrong name of the letters only; a feed cut in two is another.
    if found.bozo and not isinstance(found.bozo_exception, feedparser.CharacterEncodingOverride):
        raise InputError("De feed is afgebroken of geen goede XML.")
    if not found.get("version"):
        raise InputError("Op dit adres staat geen feed.")
    limit = (today or datetime.datetime.now(datetime.UTC).date()) + _AHEAD
    return Page(tuple(_entry(one, limit) for one in found.entries))


def _entry(one: Any, limit: datetime.date) -> Incoming:
    name = plain(one.get("id") or one.get("link") or "")
    if not name:
        return Incoming("", wrong="Dit bericht heeft geen kenmerk en geen link.")
    link = plain(one.get("link", ""))
    told = next((one[name] for name in ("updated", "published") if name in one), "")
    values: dict[str, Any] = {
        "title": _words(one.get("title_detail")),
        "kind": "nieuws",
        "authors": tuple(filter(None, (plain(who.get("name", "")) for who in one.get("authors", ())))),
        "year": _feed_year(str(told), limit),
        "link": link if ADDRESS.fullmatch(link) else "",
        "abstract": _words(one.get("summary_detail"))[:_LONGEST],
        "keywords": tuple(filter(None, (plain(tag.get("term") or "") for tag in one.get("tags", ())))),
    }
    try:
        return Incoming(name, plain(told), publication=publication("", values, 1, "", 1))
    except InputError as error:
        return Incoming(name, plain(told), wrong=error.sentence)


def _words(detail: Any) -> str:
    """A title of RSS is HTML and one of Atom may be plain: the same words, read in two ways."""
    if not detail:
        return ""
    text = str(detail.get("value", ""))
    return plain(text if detail.get("type") == "text/plain" and "<" not in text else without_marks(text))


def _feed_year(told: str, limit: datetime.date) -> int | None:
    """The year of a date in one of the two forms that feeds should use; feedparser reads others wrongly."""
    from email.utils import parsedate_to_datetime

    try:
        day = (
            datetime.date.fromisoformat(told[:10])
            if re.match(r"\d{4}-\d\d-\d\d", told)
            else parsedate_to_datetime(told).date()
        )
    except (ValueError, TypeError):
        return None
    return day.year if day <= limit else None
