"""Two harvesters of others against a live server, and every rule of the protocol that can be broken."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from lxml import etree
from oaipmh_scythe import Scythe
from oaipmh_scythe.models import Record
from pytest_django.live_server_helper import LiveServer
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

from wijkwijzer_web.core.models import User
from wijkwijzer_web.knowledge.contribute.actions import erase_contribution
from wijkwijzer_web.knowledge.harvest import queries
from wijkwijzer_web.knowledge.models import HarvestHeader, KnowledgeRecord, State
from wijkwijzer_web.knowledge.records.actions import changed, new_row, show, take, withdraw
from wijkwijzer_web.knowledge.records.queries import KINDS

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"


def _made(number: int) -> KnowledgeRecord:
    row = new_row("publicatie", {"titel": f"Rapport {number}", "jaar": 2020})
    show(row, State.REVIEWED)
    changed(row, tell=False)
    return row


def _renamed(row: KnowledgeRecord, title: str) -> None:
    take(row, {**row.data, "titel": title})
    changed(row, tell=False)


def _public() -> dict[str, str]:
    return {queries.identifier(row.key): row.title for row in KnowledgeRecord.objects.filter(public=True)}


def _ask(client: Client, **arguments: str) -> etree._Element:
    answer = client.get("/oai", arguments)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def _code(found: etree._Element) -> str:
    error = found.find(f"{OAI}error")
    return "" if error is None else str(error.get("code"))


def _sickle(address: str) -> Callable[[str | None], Iterator[tuple[str, bool, str]]]:
    def harvest(since: str | None) -> Iterator[tuple[str, bool, str]]:
        wanted = {"metadataPrefix": "oai_dc"} | ({"from": since} if since else {})
        for one in Sickle(address).ListRecords(**wanted):
            title = "" if one.deleted else one.metadata["title"][0]
            yield str(one.header.identifier), bool(one.deleted), str(title)

    return harvest


def _scythe(address: str) -> Callable[[str | None], Iterator[tuple[str, bool, str]]]:
    def harvest(since: str | None) -> Iterator[tuple[str, bool, str]]:
        with Scythe(address) as client:
            for one in client.list_records(from_=since):
                assert isinstance(one, Record)
                title = "" if one.deleted else one.metadata["title"][0]
                yield str(one.header.identifier), bool(one.deleted), str(title)

    return harvest


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("harvester", [_sickle, _scythe])
def test_a_harvest_while_things_change_ends_with_what_is_there(
    live_server: LiveServer,
    harvester: Callable[[str], Callable[[str | None], Iterator[tuple[str, bool, str]]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "PAGE", 25)
    rows = [_made(number) for number in range(250)]
    harvest = harvester(f"{live_server.url}/oai")
    began = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    copy: dict[str, str] = {}

    def keep(one: tuple[str, bool, str]) -> None:
        name, deleted, title = one
        if deleted:
            copy.pop(name, None)
        else:
            copy[name] = title

    for number, one in enumerate(harvest(None)):
        keep(one)
        if number % 25 == 20 and number < 200:
            page = number // 25
            _renamed(rows[page], f"Al gezien {page}")  # stands on a page that went before
            _renamed(rows[200 + page], f"Nog niet gezien {page}")
            rows[210 + page].delete()
            rows[60 + page].delete()
            _made(1000 + page)
    for one in harvest(began):
        keep(one)
    assert copy == _public()
    assert len(copy) == 250 - 16 + 8


@pytest.mark.django_db
def test_what_goes_away_stays_as_deleted(
    client: Client, reviewer: User, put_in: Callable[..., KnowledgeRecord]
) -> None:
    kept, back, erased, removed = (put_in("publicatie", titel=f"Stuk {n}") for n in range(4))
    withdraw(actor=reviewer, row=back, reason="Dubbel.")
    erase_contribution(actor=None, row=erased)
    removed.delete()
    never = new_row("publicatie", {"titel": "Concept"})
    gone_unseen = new_row("publicatie", {"titel": "Weg"})
    gone_unseen.delete()
    found = _ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    status = {
        one.findtext(f"{OAI}header/{OAI}identifier"): one.find(f"{OAI}header").get("status")
        for one in found.iter(f"{OAI}record")
    }
    assert status == {
        queries.identifier(kept.key): None,
        **{queries.identifier(row.key): "deleted" for row in (back, erased, removed)},
    }
    assert b"Stuk 1" not in etree.tostring(found)
    for row in (back, removed):
        one = _ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=queries.identifier(row.key))
        assert one.find(f".//{OAI}header").get("status") == "deleted"
        assert one.find(f".//{OAI}metadata") is None
    hidden = _ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=queries.identifier(never.key))
    assert _code(hidden) == "idDoesNotExist"
    again = put_in("publicatie", titel="Toch weer", id=removed.key)
    assert HarvestHeader.objects.get(key=again.key).deleted is False


@pytest.mark.django_db
def test_a_record_says_what_it_is_without_whom_to_call(
    client: Client, put_in: Callable[..., KnowledgeRecord], settings: LazySettings
) -> None:
    settings.SITE_URL = "https://wijkwijzer.example.nl"
    row = put_in(
        "interventie",
        naam="Soep & <b>praat</b>",
        soort="praktijk",
        samenvatting="Elke maandag\x0b\nsoep.\x0b",
        contact="bel-mij@example.org",
        opgaven=["wonen"],
        licentie="CC BY 4.0",
    )
    found = _ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=queries.identifier(row.key))
    texts = {(one.tag.removeprefix(DC), one.text) for one in found.iter() if str(one.tag).startswith(DC)}
    assert ("title", "Soep & <b>praat</b>") in texts
    assert ("description", "Elke maandag soep.") in texts
    assert ("identifier", f"https://wijkwijzer.example.nl{row.get_absolute_url()}") in texts
    assert ("publisher", "Gemeente Tolbeke") in texts
    assert ("rights", "CC BY 4.0") in texts
    assert b"bel-mij" not in etree.tostring(found)
    assert found.findtext(f".//{OAI}setSpec") == "interventie"
    assert found.findtext(f".//{OAI}identifier").startswith("oai:wijkwijzer.example.nl:")


@pytest.mark.django_db
def test_sets_are_the_kinds_and_evidence_stands_with_its_interventie(
    client: Client, put_in: Callable[..., KnowledgeRecord]
) -> None:
    put_in("publicatie", titel="Rapport")
    main = put_in("interventie", naam="Soep", soort="praktijk")
    put_in("bewijsclaim", interventie=main.key, effect="samenhang", richting="positief", bron="Studie")
    names = [one.text for one in _ask(client, verb="ListSets").iter(f"{OAI}setSpec")]
    assert names == list(KINDS)
    sizes = {}
    for name in names:
        found = _ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=name)
        sizes[name] = len(list(found.iter(f"{OAI}header")))
    assert {name: size for name, size in sizes.items() if size} == {"publicatie": 1, "interventie": 1}


LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
GET = {"verb": "GetRecord", "metadataPrefix": "oai_dc"}
MISTAKES: list[tuple[dict[str, Any], str]] = [
    ({}, "badVerb"),
    ({"verb": "Everything"}, "badVerb"),
    ({"verb": ["Identify", "Identify"]}, "badVerb"),
    ({"verb": "Identify", "x": "1"}, "badArgument"),
    ({"verb": "ListRecords"}, "badArgument"),
    (GET, "badArgument"),
    (GET | {"identifier": ["a", "a"]}, "badArgument"),
    (LIST | {"resumptionToken": "x"}, "badArgument"),
    (LIST | {"from": "yesterday"}, "badArgument"),
    (LIST | {"from": "2026-02-30"}, "badArgument"),
    (LIST | {"from": "٢٠٢٦-01-01"}, "badArgument"),
    (LIST | {"from": "2026-02-02", "until": "2026-02-01"}, "badArgument"),
    (LIST | {"from": "2026-02-02", "until": "2026-02-03T00:00:00Z"}, "badArgument"),
    (LIST | {"set": ""}, "badArgument"),  # a value that the schema of the protocol cannot hold
    (LIST | {"set": "geen set"}, "badArgument"),
    (LIST | {"set": "tip:"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "marc xml"}, "badArgument"),
    (GET | {"identifier": "een <twee> %%"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
    (LIST | {"set": "onzin"}, "noRecordsMatch"),
    (LIST | {"until": "1990-01-01"}, "noRecordsMatch"),
    (LIST | {"from": "0001-01-01", "until": "0001-01-01"}, "noRecordsMatch"),
    (LIST | {"from": "9999-12-31"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "resumptionToken": "zomaar"}, "badResumptionToken"),
    ({"verb": "ListRecords", "resumptionToken": ""}, "badResumptionToken"),
    ({"verb": "ListSets", "resumptionToken": "zomaar"}, "badResumptionToken"),
    (GET | {"identifier": "oai:elders:1"}, "idDoesNotExist"),
    (GET | {"identifier": "oai:localhost:" + "x" * 3000}, "idDoesNotExist"),
    ({"verb": "ListMetadataFormats", "identifier": "oai:localhost:weg"}, "idDoesNotExist"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "code"), MISTAKES)
def test_every_mistake_has_its_code_by_address_and_by_form(
    client: Client, put_in: Callable[..., KnowledgeRecord], asked: dict[str, Any], code: str
) -> None:
    put_in("publicatie", titel="Rapport")
    for answer in (
        client.get("/oai?" + urlencode(asked, doseq=True)),
        client.post("/oai", urlencode(asked, doseq=True), content_type="application/x-www-form-urlencoded"),
        client.get("/en/oai?" + urlencode(asked, doseq=True)),
    ):
        assert answer.status_code == 200
        found = etree.fromstring(answer.content)
        assert _code(found) == code
        request = found.find(f"{OAI}request")
        assert request.text == "http://localhost:8000/oai"
        assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


@pytest.mark.django_db
def test_identify_and_formats(client: Client, put_in: Callable[..., KnowledgeRecord]) -> None:
    row = put_in("publicatie", titel="Rapport")
    found = _ask(client, verb="Identify").find(f"{OAI}Identify")
    assert found.findtext(f"{OAI}deletedRecord") == "persistent"
    assert found.findtext(f"{OAI}granularity") == "YYYY-MM-DDThh:mm:ssZ"
    first = HarvestHeader.objects.get().datestamp
    assert found.findtext(f"{OAI}earliestDatestamp") == first.strftime("%Y-%m-%dT%H:%M:%SZ")
    formats = _ask(client, verb="ListMetadataFormats", identifier=queries.identifier(row.key))
    assert [one.text for one in formats.iter(f"{OAI}metadataPrefix")] == ["oai_dc"]


@pytest.mark.django_db
def test_a_second_is_whole_and_both_ends_count(
    client: Client, put_in: Callable[..., KnowledgeRecord]
) -> None:
    row = put_in("publicatie", titel="Rapport")
    header = HarvestHeader.objects.get(key=row.key)
    assert header.datestamp.microsecond == 0
    same = header.datestamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    found = _ask(client, verb="ListRecords", metadataPrefix="oai_dc", **{"from": same, "until": same})
    assert found.findtext(f".//{OAI}datestamp") == same
    day = header.datestamp.strftime("%Y-%m-%d")
    found = _ask(client, verb="ListRecords", metadataPrefix="oai_dc", **{"from": day, "until": day})
    assert found.findtext(f".//{OAI}datestamp") == same


@pytest.mark.django_db
def test_many_of_one_second_come_once_each_and_a_token_ends(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 7)
    for number in range(20):
        _made(number)
    HarvestHeader.objects.update(datestamp=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    names, cursors, tokens = [], [], []
    asked = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    while True:
        found = _ask(client, **asked)
        names += [one.text for one in found.iter(f"{OAI}identifier")]
        token = found.find(f".//{OAI}resumptionToken")
        assert token is not None
        cursors.append(token.get("cursor"))
        if not token.text:
            break
        tokens.append(token.text)
        asked = {"verb": "ListIdentifiers", "resumptionToken": token.text}
    assert len(names) == len(set(names)) == 20
    assert cursors == ["0", "7", "14"]
    # The same token gives the same page, at another verb nothing, and after a week nothing.
    again = [_ask(client, verb="ListIdentifiers", resumptionToken=tokens[0]) for _ in range(2)]
    assert len({tuple(one.text for one in each.iter(f"{OAI}identifier")) for each in again}) == 1
    assert _code(_ask(client, verb="ListRecords", resumptionToken=tokens[0])) == "badResumptionToken"
    soon = timezone.now().timestamp() + 8 * 86_400
    monkeypatch.setattr("django.core.signing.time.time", lambda: soon)
    assert _code(_ask(client, verb="ListIdentifiers", resumptionToken=tokens[0])) == "badResumptionToken"


@pytest.mark.django_db(transaction=True)
def test_nothing_new_is_said_as_the_protocol_says(live_server: LiveServer) -> None:
    _made(1)
    HarvestHeader.objects.update(datestamp=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    with pytest.raises(NoRecordsMatch):
        Sickle(f"{live_server.url}/oai").ListRecords(metadataPrefix="oai_dc", **{"from": "2026-02-01"})
    by_form = Sickle(f"{live_server.url}/oai", http_method="POST")
    assert re.fullmatch(r"[0-9TZ:-]+", by_form.Identify().earliestDatestamp)
    assert len(list(by_form.ListIdentifiers(metadataPrefix="oai_dc"))) == 1


@pytest.mark.django_db
def test_the_page_about_reuse_leads_to_it(client: Client) -> None:
    page = client.get("/hergebruik").content.decode()
    assert 'href="/oai?verb=Identify"' in page
    assert _ask(client, verb="Identify").find(f"{OAI}Identify") is not None
