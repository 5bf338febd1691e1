"""Documents of a government described for the Woo-index: the DiWoo sitemap, with values of TOOI.

Namespace without version. Elements and values are those of the scheme 0.9.8 and its lists; a sitemap holds at
least one document, so an empty one is refused.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

__all__ = ["CATEGORIES", "WooDocument", "organisation_address", "to_index", "to_sitemap"]

DIWOO = "https://standaarden.overheid.nl/diwoo/metadata/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_THESAURUS = "https://identifier.overheid.nl/tooi/def/thes/kern"
_TOOI = "https://identifier.overheid.nl/tooi/id"
# Number in the name of the sitemap, code in the thesaurus, and label.
CATEGORIES = {
    "adviezen": (10, "c_99a836c7", "adviezen"),
    "onderzoeksrapporten": (15, "c_fdaee95e", "onderzoeksrapporten"),
}
_ADOPTED = ("c_641ecd76", "vaststelling")
_FILE_TYPES = {"html": "HTML", "pdf": "PDF", "docx": "DOCX"}
# The kinds of organisation of which the code tells in which register they stand.
_REGISTERS = {
    "gm": "gemeente",
    "pv": "provincie",
    "ws": "waterschap",
    "mnre": "ministerie",
    "zb": "zbo",
    "so": "so",
    "oorg": "oorg",
    "col": "col",
}


@dataclass(frozen=True, slots=True)
class WooDocument:
    """One document: where it is, who published it (an address of TOOI), and of which category it is."""

    address: str
    title: str
    publisher: str
    publisher_name: str
    category: str
    adopted_at: datetime.datetime
    changed_at: datetime.datetime
    form: str = "html"
    identifier: str = ""


def organisation_address(code: str) -> str:
    """The address of an organisation in TOOI; empty when the code is of no register that we know.

    >>> organisation_address("gm0363")
    'https://identifier.overheid.nl/tooi/id/gemeente/gm0363'
    >>> organisation_address("https://identifier.overheid.nl/tooi/id/provincie/pv27")
    'https://identifier.overheid.nl/tooi/id/provincie/pv27'
    >>> organisation_address("xx12"), organisation_address(""), organisation_address("example.nl/gm0363")
    ('', '', '')
    """
    given, _, code = code.strip().rpartition("/")
    found = re.fullmatch(r"([a-z]+)\d+", code, re.ASCII)
    register = _REGISTERS.get(found[1], "") if found else ""
    if not register or given not in ("", f"{_TOOI}/{register}"):
        return ""
    return f"{_TOOI}/{register}/{code}"


def to_index(addresses: Iterable[tuple[str, datetime.datetime | None]]) -> bytes:
    """The list of sitemaps, each with the moment of its last change.

    Raises
    ------
    ValueError
        There is none: the scheme knows no empty list.
    """
    root = Element("sitemapindex", {"xmlns": SITEMAP})
    for address, changed in addresses:
        one = SubElement(root, "sitemap")
        _text(one, "loc", address)
        if changed is not None:
            _text(one, "lastmod", _moment(changed))
    return _written(root)


def to_sitemap(documents: Iterable[WooDocument]) -> bytes:
    """The sitemap of one category.

    Raises
    ------
    ValueError
        A publisher has no address of TOOI: leave such a document out, and say so. Or there is no document.
    """
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:diwoo": DIWOO})
    for one in documents:
        if not one.publisher.startswith(f"{_TOOI}/"):
            raise ValueError(f"{one.address}: the publisher has no address of TOOI")
        url = SubElement(root, "url")
        _text(url, "loc", one.address)
        _text(url, "lastmod", _moment(one.changed_at))
        _metadata(SubElement(SubElement(url, "diwoo:Document"), "diwoo:DiWoo"), one)
    return _written(root)


def _metadata(parent: Element, one: WooDocument) -> None:
    if one.identifier:
        _text(SubElement(parent, "diwoo:identifiers"), "diwoo:identifier", one.identifier)
    _resource(parent, "diwoo:publisher", one.publisher, one.publisher_name)
    _text(SubElement(parent, "diwoo:titelcollectie"), "diwoo:officieleTitel", one.title)
    kinds = SubElement(SubElement(parent, "diwoo:classificatiecollectie"), "diwoo:informatiecategorieen")
    _number, code, label = CATEGORIES[one.category]
    _resource(kinds, "diwoo:informatiecategorie", f"{_THESAURUS}/{code}", label)
    _text(parent, "diwoo:creatiedatum", one.adopted_at.date().isoformat())
    file_type = _FILE_TYPES[one.form]
    address = f"http://publications.europa.eu/resource/authority/file-type/{file_type}"
    _resource(parent, "diwoo:format", address, file_type.lower())
    done = SubElement(SubElement(parent, "diwoo:documenthandelingen"), "diwoo:documenthandeling")
    _resource(done, "diwoo:soortHandeling", f"{_THESAURUS}/{_ADOPTED[0]}", _ADOPTED[1])
    _text(done, "diwoo:atTime", one.adopted_at.replace(tzinfo=None, microsecond=0).isoformat())


def _moment(moment: datetime.datetime) -> str:
    return moment.replace(microsecond=0).isoformat()


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", " ", text)
    return element


def _resource(parent: Element, name: str, address: str, label: str) -> None:
    _text(parent, name, label).set("resource", address)


def _written(root: Element) -> bytes:
    if not len(root):
        raise ValueError("the scheme of sitemaps knows no empty one")
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body
