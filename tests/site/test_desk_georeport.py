"""GeoReport v2 as a program of others reads it, and against what the specification asks of every answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from georeport import GeoReport

from fixtures_desk import Teller
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.desk.bottlenecks import actions as bottlenecks
from wijkwijzer_web.desk.models import Bottleneck, Desk
from wijkwijzer_web.desk.queries import today

WORDS, MAYBE = {"type": "string", "minLength": 1}, {"type": ["string", "null"]}
TIME = {"type": "string", "format": "date-time"}
# What wiki.open311.org/GeoReport_v2 asks of the two answers.
SERVICES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"],
        "properties": {
            "service_code": WORDS,
            "service_name": WORDS,
            "description": MAYBE,
            "keywords": MAYBE,
            "group": MAYBE,
            "metadata": {"type": "boolean"},
            "type": {"enum": ["realtime", "batch", "blackbox"]},
        },
    },
}
REQUESTS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["service_request_id", "status", "service_code", "requested_datetime"],
        "properties": {
            "service_request_id": WORDS,
            "service_code": WORDS,
            "service_name": MAYBE,
            "address": MAYBE,
            "status": {"enum": ["open", "closed"]},
            "description": {"type": ["string", "null"], "maxLength": 4000},
            "status_notes": MAYBE,
            "agency_responsible": MAYBE,
            "service_notice": MAYBE,
            "zipcode": MAYBE,
            "requested_datetime": TIME,
            "updated_datetime": {"anyOf": [TIME, {"type": "null"}]},
            "expected_datetime": {"anyOf": [TIME, {"type": "null"}]},
            "lat": {"type": ["number", "null"]},
            "long": {"type": ["number", "null"]},
            "media_url": MAYBE,
        },
    },
}


@pytest.fixture
def rows(desk: Desk, listeners: list[User]) -> list[Bottleneck]:
    """One that waits, one that was decided, and one that nobody may read yet."""
    return [_made(desk.organisation, cause, listeners, step) for step, cause in enumerate(("wet", "", "wet"))]


def _made(organisation: Organisation, cause: str, people: list[User], step: int) -> Bottleneck:
    row = Bottleneck.objects.create(
        organisation=organisation,
        sentence=f"Knelpunt {step}: <regel> & “woord”",
        cause=cause,
        owner="Dijkwonen, beheer",
        owner_mail="beheer@example.org",
        asked_on=today(),
        answer_due=today() + timedelta(days=30),
    )
    bottlenecks.propose(actor=people[0], bottleneck=row)
    if step < 2:
        bottlenecks.confirm(actor=people[1], bottleneck=row, recognisable=False)
    if step == 1:
        more = {"was": "a", "becomes": "b", "reach": "wijk", "from_on": today(), "link": ""}
        bottlenecks.decide(row, {"title": "Besloten", **more})
    return row


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_of_others_reads_it(
    live_server: Any, rows: list[Bottleneck], teller: Teller, form: str
) -> None:
    teller.tell("Mijn zeepaardje is weg.")
    client = GeoReport(f"{live_server.url}/georeport/v2", output_format=form)
    services = client.get_service_list()
    assert {one["type"] for one in services} == {"realtime", "blackbox"}
    assert [one["service_code"] for one in services if one["type"] == "blackbox"] == ["signaal"]
    found = _many(client.get_service_requests())
    assert {one["service_request_id"]: one["status"] for one in found} == {
        str(rows[0].pk): "open",
        str(rows[1].pk): "closed",
    }
    assert all(one["agency_responsible"] == "Dijkwonen, beheer" for one in found)
    assert {one["status_notes"] for one in found} == {"Gemeld aan Dijkwonen, beheer.", "Besloten"}
    assert "zeepaardje" not in str(found)
    (waits,) = _many(client.get_service_requests(status="open"))
    assert waits["expected_datetime"].startswith((today() + timedelta(days=30)).isoformat()[:7])
    assert waits["description"] == "Knelpunt 0: <regel> & “woord”"
    assert len(_many(client.get_service_requests(status="open,closed"))) == 2
    assert len(_many(client.get_service_requests(service_code="wet,anders"))) == 2
    assert len(_many(client.get_service_requests(service_code="wet"))) == 1
    asked = ",".join(str(row.pk) for row in rows)
    assert len(_many(client.get_service_requests(service_request_id=asked))) == 2
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert len(_many(client.get_service_requests(end_date=f"{tomorrow}T00:00:00Z"))) == 2


def _many(found: Any) -> list[dict[str, Any]]:
    """xmltodict gives one element as itself."""
    return found if isinstance(found, list) else [found]


@pytest.mark.django_db
def test_every_answer_is_as_the_specification_asks(rows: list[Bottleneck]) -> None:
    base = "/georeport/v2"
    for path, schema in (
        ("services", SERVICES),
        ("requests", REQUESTS),
        (f"requests/{rows[0].pk}", REQUESTS),
    ):
        told = Client().get(f"{base}/{path}.json").json()
        jsonschema_rs.validator_for(schema, validate_formats=True).validate(told)
        root = fromstring(Client().get(f"{base}/{path}.xml").content.decode())
        assert root.tag == ("services" if path == "services" else "service_requests")
        assert [{each.tag: each.text for each in one} for one in root] == [
            {name: _text(value) for name, value in one.items()} for one in told
        ]


def _text(value: object) -> str | None:
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("requests.json?start_date=gisteren", 400),
        ("requests.json?end_date=2026-02-31T00:00:00Z", 400),
        ("requests.xml?start_date=٢٠٢٦-01-01T00:00:00Z", 400),
        ("requests/999999.json", 404),
        ("requests/999999.xml", 404),
    ],
)
def test_what_cannot_be_answered_is_said_in_the_form_of_georeport(path: str, status: int) -> None:
    answer = Client().get(f"/georeport/v2/{path}")
    assert answer.status_code == status
    text = answer.content.decode()
    if ".json" in path:
        (error,) = answer.json()
    else:
        error = {each.tag: each.text for one in fromstring(text) for each in one}
    assert int(error["code"]) == status
    assert len(str(error["description"])) > 10


@pytest.mark.django_db
def test_odd_questions_find_nothing_and_break_nothing(rows: list[Bottleneck]) -> None:
    for query in ("service_request_id=²,x,-1", "service_code=bestaat-niet"):
        assert Client().get(f"/georeport/v2/requests.json?{query}").json() == []
    assert len(Client().get("/georeport/v2/requests.json?status=weet-niet").json()) == 2
