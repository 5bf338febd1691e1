"""The feed of a choice, and what the page of a record tells machines: read by the readers of others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import feedparser
import pytest
import rdflib
from django.test import Client
from pyld import jsonld
from rdflib.compare import isomorphic
from rdflib.plugins.shared.jsonld import context as rdflib_context

from wijkwijzer_web.core.models import User
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records.actions import changed, take, withdraw

pytestmark = pytest.mark.django_db
# The part of the context of schema.org that changes what our words mean.
SCHEMA = {
    "@context": {
        "@vocab": "http://schema.org/",
        "url": {"@type": "@id"},
        "license": {"@type": "@id"},
        "mainEntityOfPage": {"@type": "@id"},
        "datePublished": {"@type": "Date"},
        "dateModified": {"@type": "Date"},
    }
}
PutIn = Callable[..., KnowledgeRecord]


def _feed(client: Client, query: str = "") -> Any:
    answer = client.get(f"/kennis/feed{query}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert found.bozo == 0, found.get("bozo_exception")
    return found


def test_a_corrected_record_keeps_its_id_and_comes_first(
    client: Client, put_in: PutIn, reviewer: User
) -> None:
    first = put_in("publicatie", titel="Lange adem & <i>geduld</i>")
    put_in("mislukking", titel="Te snel weg", wat_gebeurde="Het geld was op.")
    before = _feed(client)
    assert [one.title for one in before.entries] == ["Te snel weg", "Lange adem & <i>geduld</i>"]
    take(first, {**first.data, "titel": "Lange adem, verbeterd"})
    changed(first)
    after = _feed(client)
    assert after.entries[0].title == "Lange adem, verbeterd"
    was = next(one for one in before.entries if one.id == after.entries[0].id)
    assert after.entries[0].updated_parsed >= was.updated_parsed
    assert after.entries[0].updated != was.updated or after.feed.updated != before.feed.updated
    assert {one.author for one in after.entries} == {"Gemeente Tolbeke"}
    assert [one.title for one in _feed(client, "?soort=mislukking").entries] == ["Te snel weg"]
    withdraw(actor=reviewer, row=first, reason="Dubbel.")
    assert [one.title for one in _feed(client).entries] == ["Te snel weg"]


def test_one_bad_character_does_not_cost_the_feed(client: Client, put_in: PutIn) -> None:
    row = put_in("publicatie", titel="Goed")
    KnowledgeRecord.objects.filter(pk=row.pk).update(title="Kop\x0btekst\x0b", summary="a\x1fb\ufffe")
    entry = _feed(client).entries[0]
    assert (entry.title, entry.summary) == ("Koptekst", "ab")
    assert _feed(client, "?soort=tip").entries == []


def test_the_list_says_where_its_feed_is(client: Client, put_in: PutIn) -> None:
    put_in("publicatie", titel="Rapport", opgaven=["wonen"])
    page = client.get("/kennis?opgave=wonen").content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in page
    address = re.search(r'type="application/atom\+xml"[^>]*href="([^"]+)"', page)
    assert address is not None
    assert len(feedparser.parse(client.get(unescape(address[1])).content).entries) == 1


def _head(client: Client, row: KnowledgeRecord) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    page = client.get(row.get_absolute_url()).content.decode()
    said = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(said) == 1
    assert not re.search(r'<meta[^>]*name="(?:dc|dcterms)[.:]', page, re.IGNORECASE)
    tags = re.findall(r'<meta name="(citation_[a-z_]+|z:itemType)" content="([^"]*)">', page)
    return json.loads(said[0]), [(name, unescape(text)) for name, text in tags]


RECORDS: list[tuple[str, dict[str, Any]]] = [
    ("publicatie", {"titel": 'Lange "adem" </script><script>', "auteurs": ["Jansen, J.", "De Vries, K."],
                    "jaar": 2024, "soort": "artikel", "verschenen_in": "Rooilijn", "paginas": "3-9",
                    "doi": "https://doi.org/10.1000/xyz", "link": "https://a.nl/rapport.pdf",
                    "licentie": "CC BY 4.0", "trefwoorden": ["wijk", "geduld"]}),
    ("publicatie", {"titel": "Kaal", "licentie": "vraag het ons"}),
    ("interventie", {"naam": "Soep", "soort": "praktijk", "activiteiten": ["koken", "eten"],
                     "plaatsen": [{"naam": "De Spoordijk", "code": "WK100101"}], "contact": "bel@a.nl"}),
    ("mislukking", {"titel": "Te snel weg", "wat_gebeurde": "Het geld was op."}),
    ("aanname", {"uitspraak": "Wie niets zegt, vindt het goed.", "houder": "instantie"}),
    ("initiatief", {"naam": "Buurtmoes", "begonnen_op": "2019-04-01", "link": "https://moes.nl"}),
    ("financieringsvorm", {"naam": "Voucher", "wie_betaalt": "gemeente"}),
    ("samenwerkingsvorm", {"naam": "Ketentafel"}),
    ("tip", {"uitspraak": "Begin klein.", "bron": "Rapport"}),
    ("trend", {"titel": "Minder winkels", "beschrijving": "In veel steden.", "jaar": 2023}),
    ("vraag", {"vraag": "Wie heeft een sleutel van de hal?",
               "antwoorden": [{"tekst": "De beheerder.", "van": "Een buurvrouw", "op": "2026-03-01"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), RECORDS)
def test_two_readers_see_the_same_triples(
    client: Client, put_in: PutIn, monkeypatch: pytest.MonkeyPatch, kind: str, data: dict[str, Any]
) -> None:
    row = put_in(kind, **data)
    said, _tags = _head(client, row)
    assert "bel@a.nl" not in json.dumps(said)

    def offline(url: str, options: dict[str, Any]) -> dict[str, Any]:
        assert url.startswith("https://schema.org")
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": SCHEMA,
        }

    options = {"format": "application/n-quads", "documentLoader": offline}
    by_pyld = rdflib.Graph().parse(data=jsonld.to_rdf(said, options), format="nquads")
    monkeypatch.setattr(rdflib_context, "source_to_json", lambda *args, **kwargs: (SCHEMA, None))
    by_rdflib = rdflib.Graph().parse(data=json.dumps(said), format="json-ld")
    assert len(by_pyld) == len(by_rdflib) >= 4
    assert isomorphic(by_pyld, by_rdflib)
    page = rdflib.URIRef(f"http://localhost:8000{row.get_absolute_url()}")
    assert (page, rdflib.RDF.type, None) in by_pyld
    for node in by_pyld.all_nodes():
        if isinstance(node, rdflib.URIRef):
            assert re.match(r"https?://[^\s]+$", node), node


def test_reference_managers_read_a_publication(client: Client, put_in: PutIn) -> None:
    kind, data = RECORDS[0]
    said, tags = _head(client, put_in(kind, **data))
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["name"] == data["titel"]
    assert [text for name, text in tags if name == "citation_author"] == data["auteurs"]
    found = dict(tags)
    assert found["citation_title"] == data["titel"]
    assert found["citation_journal_title"] == "Rooilijn"
    assert (found["citation_firstpage"], found["citation_lastpage"]) == ("3", "9")
    assert found["citation_doi"] == "10.1000/xyz"
    assert found["citation_publication_date"] == "2024"


# What the translator of Zotero makes of a page: `z:itemType` first, then what the tags let it guess.
TYPES = {
    "rapport": "report",
    "artikel": "journalArticle",
    "boek": "book",
    "hoofdstuk": "bookSection",
    "proefschrift": "thesis",
    "dossier": "report",
    "nieuws": "newspaperArticle",
    "blog": "blogPost",
    "website": "webpage",
    "overig": "document",
}


@pytest.mark.parametrize(("sort", "type_name"), TYPES.items())
def test_a_reference_manager_gets_the_type_and_the_people_of_every_sort(
    client: Client, put_in: PutIn, sort: str, type_name: str
) -> None:
    people = ["Jansen, J.", "Ministerie van A en B", "Vries, K. de (red.)"]
    given = {"soort": sort, "auteurs": people, "verschenen_in": "De reeks", "uitgever": "Uitgeverij"}
    _said, tags = _head(client, put_in("publicatie", titel="Wijk", jaar=2024, **given))
    assert [text for name, text in tags if name == "z:itemType"] == [type_name]
    found = dict(tags)
    container = {"hoofdstuk": "citation_inbook_title"} | dict.fromkeys(
        ("boek", "rapport", "proefschrift", "dossier"), "citation_series_title"
    )
    assert found[container.get(sort, "citation_journal_title")] == "De reeks"
    assert [text for name, text in tags if name == "citation_author"] == [
        "Jansen, J.",
        "Ministerie van A en B",
    ]
    assert found["citation_editor"] == "Vries, K. de"


def test_a_practice_is_cited_as_a_page_of_its_organisation(client: Client, put_in: PutIn) -> None:
    row = put_in("interventie", naam="Soep", soort="praktijk", licentie="eigen regels")
    said, tags = _head(client, row)
    found = dict(tags)
    assert found["citation_title"] == "Soep"
    assert found["citation_author"] == "Gemeente Tolbeke"
    assert found["z:itemType"] == "webpage"
    assert found["citation_public_url"] == f"http://localhost:8000{row.get_absolute_url()}"
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", found["citation_publication_date"])
    assert "license" not in said
