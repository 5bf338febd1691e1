"""The API: NLGov rules on every answer, the description is true, and missing is never 0."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans

from wijkwijzer_web.api import areas as routes
from wijkwijzer_web.api.routes import api
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.dialogue.actions.example import FINISHED, load_example_dialogues
from wijkwijzer_web.wsgi import application

SNAPSHOT = Path(__file__).parent / "openapi.json"
LISTS = [
    "/api/v1/gebieden",
    "/api/v1/indicatoren",
    "/api/v1/bronnen",
    "/api/v1/uitgave",
    "/api/v1/dialogen",
    "/api/v1/verslagen",
    "/api/v1/openapi.json",
]


def read(client: Client, address: str, **question: Any) -> Any:
    """The JSON of a good answer."""
    answer = client.get(address, question)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def spoordijk(shown: Current) -> str:
    """The key of De Spoordijk."""
    return next(place.key for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")


@pytest.mark.parametrize("address", LISTS)
def test_every_answer_has_the_version_and_is_open(client: Client, shown: Current, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert re.fullmatch(r"\d+\.\d+\.\d+", answer.headers["API-Version"])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/gebieden/", 404),
        ("/api/v1/bestaat-niet", 404),
        ("/api/v1/gebieden/WK0", 404),
        ("/api/v1/gebieden/WK0/cijfers", 404),
        ("/api/v1/gebieden?niveau=straat", 400),
        ("/api/v1/gebieden?pagina=0", 400),
        ("/api/v1/gebieden?paginaGrootte=veel", 400),
        ("/api/v1/gebieden?onbekend=1", 400),
        ("/api/v1/dialogen/", 404),
        ("/api/v1/dialogen/bestaat-niet", 404),
        ("/api/v1/dialogen/bestaat-niet/uitkomst", 404),
        ("/api/v1/dialogen?stand=concept", 400),
        ("/api/v1/verslagen?stand=open", 400),
    ],
)
def test_errors_are_problem_details(client: Client, shown: Current, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert answer.headers["API-Version"]


def test_writing_is_not_possible(client: Client, shown: Current) -> None:
    answer = client.post("/api/v1/gebieden", {})
    assert (answer.status_code, answer.json()["status"]) == (405, 405)
    assert "GET" in answer.headers["Allow"]


def test_without_figures_there_is_nothing(client: Client, db: None) -> None:
    assert client.get("/api/v1/gebieden").status_code == 404


def test_a_mistake_of_ours_shows_nothing_of_it(
    client: Client, shown: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise ValueError("geheim")

    monkeypatch.setattr(routes, "_source", broken)
    client.raise_request_exception = False
    answer = client.get("/api/v1/bronnen")
    assert answer.status_code == 500
    assert answer.json()["status"] == 500
    assert "geheim" not in answer.content.decode()


def test_pages_of_areas(client: Client, shown: Current) -> None:
    first = client.get("/api/v1/gebieden", {"niveau": "wijk", "paginaGrootte": 10})
    body = first.json()
    assert len(body["gebieden"]) == 10
    assert body["totaal"] > 100
    assert [area["sleutel"] for area in body["gebieden"]] == sorted(
        area["sleutel"] for area in body["gebieden"]
    )
    next_page = re.search(r'<([^>]+)>; rel="next"', first.headers["Link"])
    assert next_page
    second = client.get(next_page[1].removeprefix("http://testserver")).json()
    assert second["pagina"] == 2
    assert second["gebieden"][0]["sleutel"] > body["gebieden"][-1]["sleutel"]
    assert all(area["niveau"] == "wijk" for area in second["gebieden"])


def test_areas_of_a_gemeente(client: Client, shown: Current, spoordijk: str) -> None:
    area = read(client, f"/api/v1/gebieden/{spoordijk}")
    assert area["naam"] == "De Spoordijk"
    inside = read(client, "/api/v1/gebieden", gemeente=area["gemeente"], niveau="wijk")["gebieden"]
    assert spoordijk in [other["sleutel"] for other in inside]
    parts = read(client, "/api/v1/gebieden", wijk=spoordijk, niveau="buurt")["gebieden"]
    assert parts
    assert {part["wijk"] for part in parts} == {spoordijk}
    assert read(client, "/api/v1/gebieden", naam="spoordijk", niveau="wijk")["totaal"] >= 1


def test_figures_are_those_of_the_page(client: Client, shown: Current, spoordijk: str) -> None:
    profile = shown.figures.profile(spoordijk)
    body = read(client, f"/api/v1/gebieden/{spoordijk}/cijfers")
    assert [series["indicator"] for series in body["reeksen"]] == [
        view.info.key for view in profile.indicators
    ]
    for series, view in zip(body["reeksen"], profile.indicators, strict=True):
        assert [point["waarde"] for point in series["punten"]] == list(view.own.value)
        assert [point["jaar"] for point in series["punten"]] == list(view.own.years)
    points = [point for series in body["reeksen"] for point in series["punten"]]
    assert all((point["waarde"] is None) == (point["stand"] != "bekend") for point in points)
    one = read(client, f"/api/v1/gebieden/{spoordijk}/cijfers", indicator="inwoners", grenzen="basis")
    assert [series["indicator"] for series in one["reeksen"]] == ["inwoners"]
    assert client.get(f"/api/v1/gebieden/{spoordijk}/cijfers?indicator=x").status_code == 404


def test_what_may_not_be_passed_on_stays_inside(
    client: Client, shown: Current, spoordijk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_sources = shown.figures.sources()
    source = shown.figures.profile(spoordijk).indicator("inwoners").latest.source
    closed = tuple(replace(s, redistributable=s.key != source) for s in open_sources)
    monkeypatch.setattr(type(shown.figures), "sources", lambda release: closed)
    body = read(client, f"/api/v1/gebieden/{spoordijk}/cijfers", indicator="inwoners")
    hidden = [point for point in body["reeksen"][0]["punten"] if point["bron"] == source]
    assert hidden
    assert all(
        p["waarde"] is None and p["interval"] is None and p["stand"] == "niet openbaar" for p in hidden
    )


def test_summary_and_borders(client: Client, shown: Current, spoordijk: str) -> None:
    profile = shown.figures.profile(spoordijk)
    body = read(client, f"/api/v1/gebieden/{spoordijk}/samenvatting")
    assert body["zinnen"] == [statement.text.nl for statement in profile.summary.sentences]
    feature = read(client, f"/api/v1/gebieden/{spoordijk}/grenzen")
    assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}


def test_description_follows_the_rules(client: Client) -> None:
    schema = read(client, "/api/v1/openapi.json")
    assert set(schema["info"]["contact"]) == {"name", "email", "url"}
    operations = [operation for methods in schema["paths"].values() for operation in methods.values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    for path in schema["paths"]:
        plain = re.sub(r"\{\w+\}", "x", path)
        assert re.fullmatch(r"(/[a-z0-9]+(-[a-z0-9]+)*)+", plain), path
    for operation in operations:
        for parameter in operation.get("parameters", []):
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", parameter["name"])
        for status, answer in operation["responses"].items():
            assert "API-Version" in answer["headers"], (operation["operationId"], status)
        assert "422" not in operation["responses"]
    for model in schema["components"]["schemas"].values():
        for name, shape in model.get("properties", {}).items():
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name), name
            # What the official linter found here before: the format stands on the property itself.
            if name.endswith("Datum"):
                assert shape.get("format") == "date", name
    assert schema["servers"][0]["url"].endswith("/api/v1")
    assert not any(path.startswith("/api") for path in schema["paths"])


def test_the_description_is_the_one_that_was_agreed(client: Client) -> None:
    """A change of the API is a decision: renew the file with RENEW_SNAPSHOTS=1 and tell the changelog."""
    schema = read(client, "/api/v1/openapi.json")
    if os.environ.get("RENEW_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert schema == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_the_page_about_the_api_names_every_route(client: Client, db: None) -> None:
    page = client.get("/api-voor-programmas").content.decode()
    for path in api.get_openapi_schema()["paths"]:
        assert path in page


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The end of a request closes connections, and with it the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_the_description_is_true(shown: Current, spoordijk: str, organisation: Organisation) -> None:
    """Many questions, good and wrong, made from the description: each answer is one that it names."""
    load_example_dialogues(actor=None, organisation=organisation)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) == len(api.get_openapi_schema()["paths"])
    for operation in operations:

        @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(), real=booleans())
        def ask(case: schemathesis.Case, real: bool) -> None:
            for name in case.path_parameters if real else ():
                case.path_parameters[name] = {"sleutel": spoordijk, "naam": FINISHED, "nummer": 1}[name]
            case.call_and_validate()

        ask()


def test_head_and_options_answer_where_get_does(client: Client, shown: Current) -> None:
    for address in LISTS:
        got, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (200, b""), address
        assert head.headers["ETag"] == got.headers["ETag"]
        options = client.options(address)
        assert options.status_code == 204
        assert options.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert options.headers["API-Version"]
        assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert client.head("/api/v1/gebieden/bestaat-niet").status_code == 404
    assert client.options("/api/v1/bestaat-niet").status_code == 404
    assert client.post("/api/v1/gebieden").status_code == 405


def test_a_list_of_one_page_has_no_links(client: Client, shown: Current) -> None:
    assert "Link" not in client.get("/api/v1/gebieden?niveau=land").headers
