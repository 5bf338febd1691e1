"""The sitemap for the Woo: its form, its values, and no document without a publisher in TOOI."""

from __future__ import annotations

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from wijkwijzer.opendata.catalogues.diwoo import (
    CATEGORIES,
    WooDocument,
    organisation_address,
    to_index,
    to_sitemap,
)

MOMENT = datetime.datetime(2026, 3, 12, 9, 30, 5, 123, tzinfo=ZoneInfo("Europe/Amsterdam"))
ONE = WooDocument(
    "https://example.nl/advies/1?a=1&b=2",
    "Praat <eerst> met de straat\x0b & dan pas",
    organisation_address("gm1001"),
    "Gemeente Spoordijk",
    "adviezen",
    MOMENT,
    MOMENT,
)
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "d": "https://standaarden.overheid.nl/diwoo/metadata/",
}


def test_a_document_has_what_the_index_asks() -> None:
    root = etree.fromstring(to_sitemap([ONE]))
    url = root.find("s:url", SPACES)
    assert url is not None
    assert url.findtext("s:loc", namespaces=SPACES) == ONE.address
    assert url.findtext("s:lastmod", namespaces=SPACES) == "2026-03-12T09:30:05+01:00"
    found = url.find("d:Document/d:DiWoo", SPACES)
    assert found is not None
    names = [etree.QName(child).localname for child in found]
    assert names == [
        *("publisher", "titelcollectie", "classificatiecollectie"),
        *("creatiedatum", "format", "documenthandelingen"),
    ]
    assert (
        found.findtext(".//d:officieleTitel", namespaces=SPACES) == "Praat <eerst> met de straat  & dan pas"
    )
    publisher = found.find("d:publisher", SPACES)
    assert publisher is not None
    assert publisher.get("resource") == "https://identifier.overheid.nl/tooi/id/gemeente/gm1001"
    resources = [element.get("resource") for element in found.iter() if element.get("resource")]
    assert all(
        address.startswith(("https://identifier.overheid.nl/tooi/", "http://publications.europa.eu/"))
        for address in resources
    )
    assert f"https://identifier.overheid.nl/tooi/def/thes/kern/{CATEGORIES['adviezen'][1]}" in resources


def test_a_publisher_without_an_address_in_tooi_is_refused() -> None:
    for publisher in ("", "gm1001", "https://example.nl/organisatie/7"):
        with pytest.raises(ValueError, match="TOOI"):
            to_sitemap([replace(ONE, publisher=publisher)])


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("so0006", "so/so0006"),
        ("oorg10001", "oorg/oorg10001"),
        ("zb000193", "zbo/zb000193"),
        ("mnre1034", "ministerie/mnre1034"),
        ("col01", "col/col01"),
        ("gr0012", ""),
        ("https://identifier.overheid.nl/tooi/id/provincie/gm0363", ""),
        ("gm\u0660\u0661", ""),
    ],
)
def test_an_address_is_made_only_as_the_register_writes_it(code: str, address: str) -> None:
    expected = f"https://identifier.overheid.nl/tooi/id/{address}" if address else ""
    assert organisation_address(code) == expected
    assert not expected or organisation_address(expected) == expected


def test_an_empty_sitemap_is_refused_for_the_scheme_knows_none() -> None:
    for write in (to_sitemap, to_index):
        with pytest.raises(ValueError, match="empty"):
            write([])  # type: ignore[operator]


def test_the_index_names_the_sitemaps_with_their_last_change() -> None:
    root = etree.fromstring(
        to_index([("https://example.nl/a.xml", MOMENT), ("https://example.nl/b.xml", None)])
    )
    assert [len(one) for one in root] == [2, 1]
