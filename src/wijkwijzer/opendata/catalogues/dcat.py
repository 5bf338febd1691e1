"""Data sets described for the catalogues of others, in the words of DCAT-AP-NL 3.0: as Turtle and as JSON-LD.

Nothing is left to blank nodes: everything has an address, so that two readings can be compared and a
description that was harvested twice stays one.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from wijkwijzer.errors import InputError

__all__ = ["Agent", "DataSet", "Distribution", "Triple", "describe", "to_dcat_json_ld", "to_turtle"]

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EUROPE = "http://publications.europa.eu/resource/authority"
PUBLIC = f"{_EUROPE}/access-right/PUBLIC"
DUTCH = f"{_EUROPE}/language/NLD"
# Themes of the European list of data themes, with its Dutch labels.
THEMES = {
    "GOVE": "Overheid en publieke sector",
    "REGI": "Regio's en steden",
    "SOCI": "Bevolking en samenleving",
}
# Media type and file type of what we give.
FORMS = {
    "csv": ("text/csv", "CSV"),
    "json": ("application/json", "JSON"),
    "parquet": ("application/vnd.apache.parquet", "PARQUET"),
    "ris": ("application/x-research-info-systems", "TXT"),
    "bib": ("application/x-bibtex", "TXT"),
    "atom": ("application/atom+xml", "ATOM"),
    "xml": ("application/xml", "XML"),
    "html": ("text/html", "HTML"),
}


@dataclass(frozen=True, slots=True)
class Agent:
    """Who publishes: an address, a name, and where to ask. `mail` may be empty when there is a page."""

    address: str
    name: str
    mail: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One form in which a data set can be had; `download` when the address is the file itself."""

    address: str
    title: str
    form: str
    licence: str
    download: bool = True


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set of ours. `themes` are codes of the European list, such as "SOCI"."""

    address: str
    identifier: str
    title: str
    description: str
    publisher: Agent
    page: str
    themes: tuple[str, ...]
    distributions: tuple[Distribution, ...]
    keywords: tuple[str, ...] = ()
    issued: datetime.date | None = None
    modified: datetime.date | None = None
    version: str = ""
    sources: tuple[str, ...] = ()
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Triple:
    """A statement: `value` is an address, or text with a language or a type."""

    subject: str
    predicate: str
    value: str
    is_address: bool = True
    language: str = ""
    datatype: str = ""


@dataclass(slots=True)
class _Notes:
    """Triples in the order in which they came, each once."""

    found: dict[Triple, None] = field(default_factory=dict)

    def link(self, subject: str, predicate: str, value: str) -> None:
        if value:
            self.found[Triple(_safe(subject), predicate, _safe(value))] = None

    def text(self, subject: str, predicate: str, value: str, language: str = "", datatype: str = "") -> None:
        if value:
            words = _readable(value)
            self.found[Triple(_safe(subject), predicate, words, False, language, datatype)] = None

    def kind(self, subject: str, *types: str) -> None:
        for one in types:
            self.link(subject, "rdf:type", _full(one))


def _full(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return PREFIXES[prefix] + local


def _safe(address: str) -> str:
    """An address that every reader takes: what may not stand in one is written as %XX.

    >>> _safe("https://example.nl/een wijk?x=<a>")
    'https://example.nl/een%20wijk?x=%3Ca%3E'
    """
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~-._")


def _readable(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", " ", text)


def describe(catalogue: str, title: str, text: str, owner: Agent, sets: Sequence[DataSet]) -> list[Triple]:
    """The whole catalogue as triples.

    Parameters
    ----------
    catalogue
        Address of the catalogue; what has no page of its own is named after it.
    title, text
        What it is called, and what stands in it.
    owner
        Who keeps the catalogue.
    sets
        The data sets; without one there is no catalogue.

    Raises
    ------
    InputError
        There is no data set, or one of them misses what the profile asks.
    """
    if not sets:
        raise InputError("Een catalogus zonder datasets bestaat niet.")
    notes = _Notes()
    notes.kind(catalogue, "dcat:Catalog")
    notes.text(catalogue, "dct:title", title, "nl")
    notes.text(catalogue, "dct:description", text, "nl")
    _language(notes, catalogue)
    _who(notes, catalogue, owner)
    moments = [one.modified for one in sets if one.modified]
    if moments:
        notes.text(catalogue, "dct:modified", max(moments).isoformat(), datatype="xsd:date")
    for one in sets:
        notes.link(catalogue, "dcat:dataset", one.address)
        _data_set(notes, one)
    return list(notes.found)


def _data_set(notes: _Notes, one: DataSet) -> None:
    missing = [name for name in ("title", "description", "identifier", "themes") if not getattr(one, name)]
    if missing or not one.distributions:
        raise InputError(f"De dataset {one.address} mist {', '.join(missing) or 'een bestand'}.")
    me = one.address
    notes.kind(me, "dcat:Dataset")
    notes.text(me, "dct:title", one.title, one.language)
    notes.text(me, "dct:description", one.description, one.language)
    notes.text(me, "dct:identifier", one.identifier)
    _language(notes, me)
    _who(notes, me, one.publisher)
    notes.link(me, "dct:creator", one.publisher.address)
    notes.link(me, "dct:accessRights", PUBLIC)
    notes.kind(PUBLIC, "dct:RightsStatement")
    for theme in one.themes:
        notes.link(me, "dcat:theme", f"{_EUROPE}/data-theme/{theme}")
        notes.kind(f"{_EUROPE}/data-theme/{theme}", "skos:Concept")
        notes.text(f"{_EUROPE}/data-theme/{theme}", "skos:prefLabel", THEMES[theme], "nl")
    for word in one.keywords:
        notes.text(me, "dcat:keyword", word, one.language)
    notes.link(me, "dcat:landingPage", one.page)
    notes.kind(one.page, "foaf:Document")
    for name, day in (("dct:issued", one.issued), ("dct:modified", one.modified)):
        notes.text(me, name, day.isoformat() if day else "", datatype="xsd:date")
    notes.text(me, "dcat:version", one.version)
    for source in one.sources:
        notes.link(me, "dct:source", source)
    for place, form in enumerate(one.distributions, 1):
        _distribution(notes, me, f"{me}{'' if '#' in me else '#'}-vorm-{place}", form, one.language)


def _distribution(notes: _Notes, data_set: str, me: str, one: Distribution, language: str) -> None:
    media, file_type = FORMS[one.form]
    notes.link(data_set, "dcat:distribution", me)
    notes.kind(me, "dcat:Distribution")
    notes.text(me, "dct:title", one.title, language)
    notes.link(me, "dcat:accessURL", one.address)
    if one.download:
        notes.link(me, "dcat:downloadURL", one.address)
    kinds = {
        "dcat:mediaType": (f"http://www.iana.org/assignments/media-types/{media}", "dct:MediaType"),
        "dct:format": (f"{_EUROPE}/file-type/{file_type}", "dct:MediaTypeOrExtent"),
        "dct:license": (one.licence, "dct:LicenseDocument"),
    }
    for name, (address, kind) in kinds.items():
        notes.link(me, name, address)
        notes.kind(address, kind)


def _language(notes: _Notes, me: str) -> None:
    notes.link(me, "dct:language", DUTCH)
    notes.kind(DUTCH, "dct:LinguisticSystem")


def _who(notes: _Notes, me: str, who: Agent) -> None:
    notes.link(me, "dct:publisher", who.address)
    notes.kind(who.address, "foaf:Agent")
    notes.text(who.address, "foaf:name", who.name, "nl")
    contact = f"{me}{'' if '#' in me else '#'}-contact"
    notes.link(me, "dcat:contactPoint", contact)
    notes.kind(contact, "vcard:Kind", "vcard:Organization")
    notes.text(contact, "vcard:fn", who.name, "nl")
    notes.link(contact, "vcard:hasEmail", f"mailto:{who.mail}" if who.mail else "")
    notes.link(contact, "vcard:hasURL", who.page)


# ---- writing
def to_turtle(triples: Iterable[Triple]) -> str:
    """The triples as Turtle, one block per thing.

    >>> one = Triple("https://example.nl/a", "dct:title", "Wijken: 'nu' en " + '"toen"', False, "nl")
    >>> print(to_turtle([one]).splitlines()[-1])
    <https://example.nl/a> dct:title "Wijken: 'nu' en \\"toen\\""@nl .
    """
    head = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    blocks = []
    for subject, own in _by_subject(triples).items():
        lines = [f"{one.predicate} {_object(one)}" for one in own]
        blocks.append(f"<{subject}> " + " ;\n    ".join(lines) + " .")
    return "\n".join(head) + "\n\n" + "\n\n".join(blocks) + "\n"


def _object(one: Triple) -> str:
    if one.is_address:
        return f"<{one.value}>"
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    text = "".join(marks.get(c, c) for c in one.value)
    return f'"{text}"' + (f"@{one.language}" if one.language else f"^^{one.datatype}" if one.datatype else "")


def to_dcat_json_ld(triples: Iterable[Triple]) -> str:
    """The same triples as JSON-LD with its context inside: nobody has to fetch anything to read it."""
    graph = [_node(subject, own) for subject, own in _by_subject(triples).items()]
    # No @id beside @graph at the top: then it would be a named graph, and many readers see nothing.
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1)


def _node(subject: str, own: list[Triple]) -> dict[str, object]:
    node: dict[str, object] = {"@id": subject}
    for name, values in _by_predicate(own):
        if name == "rdf:type":
            node["@type"] = [one.value for one in values]
        else:
            node[name] = [_value(one) for one in values]
    return node


def _value(one: Triple) -> dict[str, str]:
    if one.is_address:
        return {"@id": one.value}
    extra = {"@language": one.language} if one.language else {"@type": one.datatype} if one.datatype else {}
    return {"@value": one.value, **extra}


def _by_subject(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = {}
    for one in triples:
        found.setdefault(one.subject, []).append(one)
    return found


def _by_predicate(triples: Iterable[Triple]) -> Iterator[tuple[str, list[Triple]]]:
    found: dict[str, list[Triple]] = {}
    for one in triples:
        found.setdefault(one.predicate, []).append(one)
    yield from found.items()
