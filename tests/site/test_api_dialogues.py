"""Dialogues in the API: the same as the pages show, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from filled import filled
from wijkwijzer_web.dialogue.actions.example import FINISHED, OPEN, load_example_dialogues
from wijkwijzer_web.dialogue.models import Dialogue, Event, Findings, Message, Report, Statement, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with filled(django_db_blocker, lambda whose: load_example_dialogues(actor=None, organisation=whose)):
        yield


@pytest.fixture
def example(_example: None, db: None) -> Dialogue:
    """The finished dialogue of the example, with its verslag."""
    return Dialogue.objects.get(slug=FINISHED)


def read(address: str, **question: Any) -> Any:
    """The JSON of a good answer."""
    answer = Client().get(f"/api/v1{address}", question)
    assert answer.status_code == 200, answer.content
    assert answer.headers["API-Version"]
    assert not answer.cookies
    return answer.json()


def test_the_list_has_what_is_public_in_pages(example: Dialogue) -> None:
    Dialogue.objects.create(
        organisation=example.organisation,
        slug="nog-niet",
        title="Concept",
        intro="x",
        readers="x",
        keep_until=example.keep_until,
    )
    found = read("/dialogen")
    assert found["totaal"] == 2
    assert {one["sleutel"] for one in found["dialogen"]} == {FINISHED, OPEN}
    assert [one["sleutel"] for one in read("/dialogen", stand="open")["dialogen"]] == [OPEN]
    assert Client().get("/api/v1/dialogen/nog-niet").status_code == 404
    first = Client().get("/api/v1/dialogen", {"paginaGrootte": 1})
    assert len(first.json()["dialogen"]) == 1
    following = re.search(r'<([^>]+)>; rel="next"', first.headers["Link"])
    assert following
    assert Client().get(following[1].removeprefix("http://testserver")).json()["pagina"] == 2


def test_one_dialogue_says_what_is_asked_who_reads_it_and_how_long_it_is_kept(example: Dialogue) -> None:
    statement = Statement.objects.filter(question__topic__dialogue=example).first()
    assert statement
    Statement.objects.filter(pk=statement.pk).update(state=Statement.State.HIDDEN)
    found = read(f"/dialogen/{FINISHED}")
    assert (found["titel"], found["stand"], found["wieLeestMee"]) == (
        example.title,
        "gesloten",
        example.readers,
    )
    assert found["bewaardTotDatum"] == example.keep_until.isoformat()
    assert found["talen"] == ["nl", "en", "ar"]
    assert len(found["vragen"]) >= 10
    texts = [s["tekst"] for question in found["vragen"] for s in question["stellingen"]]
    assert len(texts) == 23
    assert statement.text not in texts
    assert found["overDeelnemers"][0]["antwoorden"]


def test_the_outcome_is_that_of_the_page_and_of_the_open_data(example: Dialogue) -> None:
    found = read(f"/dialogen/{FINISHED}/uitkomst")
    assert (found["stand"], found["deelnemers"]) == ("vastgesteld", 155)
    assert len(found["stellingen"]) == 24
    data = Client().get(f"/dialoog/{FINISHED}/verslag/1/tellingen.json").json()
    assert data["stellingen"] == found["stellingen"]
    assert data["vragen"] == found["vragen"]
    page = Client().get(f"/dialoog/{FINISHED}/uitkomst/stelling/{found['stellingen'][0]['sleutel']}")
    votes = found["stellingen"][0]["stemmen"]
    assert all(f">{count}<" in page.content.decode() for count in votes.values())
    question = found["vragen"][0]
    assert question["themas"][0]["plaats"] == 1
    assert all(
        theme["aandeel"]["laag"] <= theme["aandeel"]["aandeel"] <= theme["aandeel"]["hoog"]
        for theme in question["themas"]
    )


def test_before_anyone_answered_there_is_no_outcome_yet(example: Dialogue) -> None:
    for rows in (Findings, Message, Event):
        rows.objects.filter(dialogue__slug=OPEN).delete()
    found = read(f"/dialogen/{OPEN}/uitkomst")
    assert (found["stand"], found["deelnemers"], found["gemaaktOp"]) == ("nog niet gemaakt", 0, None)
    assert all(row["stemmen"]["eens"] is None for row in found["stellingen"])


def test_only_words_that_may_be_quoted_are_messages(example: Dialogue) -> None:
    quotable = Message.objects.filter(dialogue=example, consent=Message.Consent.LITERAL)
    hidden = quotable.first()
    assert hidden
    Message.objects.filter(pk=hidden.pk).update(state=Message.State.HIDDEN)
    everything: list[dict[str, Any]] = []
    page = 1
    while len(part := read(f"/dialogen/{FINISHED}/berichten", pagina=page, paginaGrootte=100)["berichten"]):
        everything += part
        page += 1
    assert len(everything) == quotable.count() - 1
    assert hidden.number not in {one["nummer"] for one in everything}
    assert set(everything[0]) == {"nummer", "vraag", "stelling", "thema", "taal", "tekst"}
    total = read(f"/dialogen/{FINISHED}/berichten")
    assert total["nietOpenbaar"] == Message.objects.filter(dialogue=example, consent="samengevat").count()
    theme = Theme.objects.filter(question__topic__dialogue=example).first()
    assert theme
    of_theme = read(f"/dialogen/{FINISHED}/berichten", thema=theme.pk)
    assert {one["thema"] for one in of_theme["berichten"]} == {theme.pk}


def test_reports_and_promises(example: Dialogue) -> None:
    (report,) = read("/verslagen")["verslagen"]
    assert read(f"/dialogen/{FINISHED}/verslagen") == [report]
    assert (report["dialoog"], report["versie"]) == (FINISHED, 1)
    assert [file["vorm"] for file in report["bestanden"]] == ["html", "json", "pdf", "docx", "pptx"]
    for file in report["bestanden"][:2]:
        assert Client().get(file["adres"].removeprefix("http://testserver")).status_code == 200
    Report.objects.update(published_at=None)
    assert read("/verslagen")["totaal"] == 0
    promises = read(f"/dialogen/{FINISHED}/beloften")
    assert len(promises) == 3
    assert sorted(one["stand"] for one in promises) == ["gedaan", "loopt", "te laat"]


def test_who_has_the_answer_already_gets_nothing_twice(example: Dialogue) -> None:
    address = f"/api/v1/dialogen/{FINISHED}/uitkomst"
    first = Client().get(address)
    again = Client().get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["API-Version"]
    assert Client().get(address, headers={"if-none-match": '"iets anders"'}).status_code == 200


def test_a_longer_list_asks_no_more_of_the_database(
    example: Dialogue, django_assert_max_num_queries: Any
) -> None:
    for address, most in {
        "/dialogen": 2,
        f"/dialogen/{FINISHED}": 5,
        f"/dialogen/{FINISHED}/uitkomst": 4,
        f"/dialogen/{FINISHED}/berichten": 5,
        f"/dialogen/{FINISHED}/beloften": 2,
        "/verslagen": 2,
    }.items():
        with django_assert_max_num_queries(most):
            read(address)
