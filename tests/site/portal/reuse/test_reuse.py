"""What other systems can take over: the page, the catalogue, the sitemap for the Woo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from pyshacl import validate
from pytest_django import DjangoAssertNumQueries
from rdflib import DCAT, DCTERMS, RDF, RDFS, Graph, URIRef
from rdflib.compare import isomorphic

from wijkwijzer.report import Document, Meta, to_json
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Card, Organisation
from wijkwijzer_web.dialogue.models import Dialogue, Report

SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "d": "https://standaarden.overheid.nl/diwoo/metadata/",
}

COUNTED = {"people": 40, "sources": [], "check": {}, "statements": [], "themes": []}

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(dialogue: Dialogue) -> Report:
    """A published verslag."""
    return _report(dialogue, 1)


def _report(dialogue: Dialogue, version: int, **fields: Any) -> Report:
    return Report.objects.create(
        organisation=dialogue.organisation,
        series=f"dialoog:{dialogue.pk}",
        version=version,
        checksum="0" * 64,
        document=to_json(Document("Verslag", Meta(date(2026, 11, 1)))),
        dialogue=dialogue,
        position=0,
        aggregates=COUNTED,
        **{"published_at": timezone.now() - timedelta(days=9 - version), **fields},
    )


def _catalogue(client: Client, form: str = "ttl") -> Graph:
    answer = client.get(f"/hergebruik/dcat.{form}")
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    return Graph().parse(data=answer.content, format={"ttl": "turtle", "jsonld": "json-ld"}[form])


def _documents(client: Client, category: str = "onderzoeksrapporten") -> list[str]:
    answer = client.get(f"/hergebruik/sitemap-diwoo-{category}.xml")
    if answer.status_code == 404:  # an empty sitemap is not valid: then there is none
        assert client.get("/hergebruik/sitemapindex-diwoo.xml").status_code == 404 or category == "adviezen"
        return []
    assert answer.status_code == 200
    return etree.fromstring(answer.content).xpath("//s:loc/text()", namespaces=SPACES)  # type: ignore[no-any-return]


def _with_tooi(organisation: Organisation, code: str = "gm1001") -> None:
    Card.objects.update_or_create(organisation=organisation, defaults={"tooi": code})


def test_the_catalogue_names_the_release_the_knowledge_and_each_dialogue(
    client: Client, shown: Current, report: Report
) -> None:
    _report(report.dialogue, 2)
    found = _catalogue(client)
    names = {str(name) for name in found.objects(None, DCTERMS.identifier)}
    assert names == {f"cijfers-{shown.id}", "kennis", f"dialoog-{report.dialogue.slug}"}
    assert isomorphic(found, _catalogue(client, "jsonld"))
    files = {str(address) for address in found.objects(None, DCAT.downloadURL)}
    assert any(address.endswith("/verslag/2/tellingen.json") for address in files)
    assert not any("/verslag/1/" in address for address in files), "the newest version only"


def test_every_address_in_the_catalogue_opens(client: Client, shown: Current, report: Report) -> None:
    found = _catalogue(client)
    addresses = {*found.objects(None, DCAT.accessURL), *found.objects(None, DCAT.landingPage)}
    assert len(addresses) >= 8
    for address in addresses:
        answer = client.get("/" + str(address).split("/", 3)[3])
        assert answer.status_code == 200, address


def test_the_published_shapes_conform(
    client: Client, shown: Current, report: Report, shared_data: Path
) -> None:
    data, shapes = _catalogue(client), Graph()
    for name in ("dcat-ap-SHACL", "dcat-ap-nl-SHACL", "dcat-ap-nl-SHACL-klassebereik"):
        shapes.parse(shared_data / "standards" / f"{name}.ttl", format="turtle")
    for value in set(data.objects()):
        if isinstance(value, URIRef):
            data.add((value, RDF.type, RDFS.Resource))
    assert len(set(data.subjects(RDF.type, DCAT.Dataset))) == 3
    assert len(set(data.subjects(RDF.type, DCAT.Distribution))) == 8
    conforms, _graph, text = validate(data, shacl_graph=shapes, advanced=True)
    assert conforms, text[:3000]
    data.remove((None, DCTERMS.creator, None))
    assert not validate(data, shacl_graph=shapes, advanced=True)[0]


def test_an_organisation_with_a_tooi_code_is_the_publisher_by_that_address(
    client: Client, report: Report
) -> None:
    _with_tooi(report.organisation)
    publishers = set(_catalogue(client).objects(None, DCTERMS.publisher))
    assert publishers == {URIRef("https://identifier.overheid.nl/tooi/id/gemeente/gm1001")}


def test_what_is_a_draft_taken_back_or_invented_is_in_neither(client: Client, dialogue: Dialogue) -> None:
    _with_tooi(dialogue.organisation)
    draft = _report(dialogue, 1, published_at=None)
    taken = _report(dialogue, 2, retracted_at=timezone.now(), retracted_why="fout")
    assert _documents(client) == []
    assert (
        "dialoog"
        not in client.get("/hergebruik/dcat.ttl").content.decode().partition("dcat:dataset")[2].split(";")[0]
    )
    Report.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    assert len(_documents(client)) == 1
    Dialogue.objects.update(is_example=True)
    assert _documents(client) == []
    assert taken.pk != draft.pk


def test_without_a_tooi_code_a_document_is_left_out_and_the_operator_hears_it(
    client: Client, report: Report
) -> None:
    assert _documents(client) == []
    assert "Sitemap:" not in client.get("/robots.txt").content.decode()
    said = [text for text in rooms.troubles() if "TOOI" in text]
    assert said == [
        "1 openbaar document van Gemeente Tolbeke staat niet in de sitemap voor de Woo: "
        "vul de TOOI-code van de organisatie in."
    ]
    _with_tooi(report.organisation, "onbekend7")  # of no register: no address is made up
    assert _documents(client) == []
    _with_tooi(report.organisation)
    assert len(_documents(client)) == 1
    assert [text for text in rooms.troubles() if "TOOI" in text] == []
    index = client.get("/robots.txt").content.decode().rpartition("Sitemap: ")[2].strip()
    listed = etree.fromstring(client.get("/" + index.split("/", 3)[3]).content)
    sitemaps = listed.xpath("//s:loc/text()", namespaces=SPACES)
    assert [address.rpartition("/")[2] for address in sitemaps] == ["sitemap-diwoo-onderzoeksrapporten.xml"]


def test_the_page_says_in_plain_words_what_can_be_taken_over(
    client: Client, shown: Current, report: Report
) -> None:
    page = client.get("/hergebruik").content.decode()
    for words in (
        "Voor andere systemen",
        "Er zijn 3 datasets",
        "Wat mag ermee?",
        "/hergebruik/dcat.ttl",
        "/kennis/feed",
    ):
        assert words in page, words
    assert 'href="/hergebruik"' in client.get("/").content.decode()
    assert client.get("/en/hergebruik").status_code == 200


@pytest.mark.parametrize(
    "address", ["/hergebruik/dcat.xml", "/hergebruik/dcat.", "/hergebruik/sitemap-diwoo-alles.xml"]
)
def test_an_unknown_form_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post("/hergebruik/dcat.ttl").status_code == 405


def test_queries_do_not_grow_with_dialogues(
    client: Client,
    make_dialogues: Callable[[int], None],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get("/hergebruik/dcat.ttl")
    make_dialogues(6)
    with django_assert_max_num_queries(8):
        assert client.get("/hergebruik/dcat.ttl").content.count(b"dct:identifier") == 7


@pytest.fixture
def make_dialogues(organisation: Organisation) -> Callable[[int], None]:
    """Dialogues with a published verslag each."""

    def make(number: int) -> None:
        for place in range(number):
            one = Dialogue.objects.create(
                organisation=organisation,
                slug=f"straat-{place}",
                title=f"Straat {place}",
                state=Dialogue.State.OPEN,
                keep_until=timezone.localdate() + timedelta(days=400),
            )
            _report(one, 1)

    return make
