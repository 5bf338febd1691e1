"""While somebody types: what is here already, kinder words, what reads hard; and nothing is kept."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer_web.core.work import limits
from wijkwijzer_web.knowledge.contribute import views
from wijkwijzer_web.knowledge.contribute.queries import hints
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Revision
from wijkwijzer_web.knowledge.search.actions import renew

pytestmark = pytest.mark.django_db
AT = "/deel/praktijk/intussen"


def _beside(client: Client, text: str, at: str = AT) -> str:
    answer = client.post(at, {"tekst": text})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return html.unescape(answer.content.decode())


def test_what_is_here_already_is_shown_and_drafts_are_not(
    client: Client, put_in: Callable[..., KnowledgeRecord]
) -> None:
    shown = put_in("interventie", naam="Soep in de portiek", soort="praktijk")
    draft = put_in("interventie", naam="Soep in de kantine", soort="praktijk")
    KnowledgeRecord.objects.filter(pk=draft.pk).update(public=False)
    renew(again=True)
    found = _beside(client, "Elke maandag soep eten met de buren in de portiek")
    assert f'href="{shown.get_absolute_url()}"' in found
    assert "kantine" not in found
    assert _beside(client, "soep") == _beside(client, ""), "a word says too little"
    assert KnowledgeRecord.objects.count() == 2
    assert Revision.objects.filter(status="wacht").count() == 0


def test_words_that_could_be_kinder_and_sentences_that_could_be_shorter(client: Client) -> None:
    found = _beside(client, "Teneinde de participatie te vergroten koken Kwetsbare gezinnen mee.")
    assert "“Kwetsbare”: zeg wat er speelt" in found
    assert "“Teneinde”: Schrijf liever:" in found
    assert found.count("ww-hint") == 2
    assert "ww-hint" not in _beside(client, "Elke maandag koken wij soep. Iedereen eet mee.")
    english = _beside(client, "Teneinde dit lang te laten zijn", at=f"/en{AT}")
    assert "Teneinde" not in english, "the measure is of Dutch"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zorgmijders en een zorgmijder", ["zorgmijders"]),
        ("met hangjongeren op het plein", ["hangjongeren"]),
        ("kinderen met een taalachterstand", []),
        ("een achterstand in taal", ["achterstand"]),
        ("<b>probleemgezinnen</b>", ["probleemgezinnen"]),
        ("niets bijzonders", []),
    ],
)
def test_a_word_is_shown_as_it_stands_and_once(text: str, words: list[str]) -> None:
    assert [one.word for one in hints(text)][: len(words) or None] == words


def test_nothing_typed_becomes_markup_and_strangers_cannot_ask_without_end(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = client.post(AT, {"tekst": "Teneinde <script>alert(1)</script> kwetsbare<b> " * 20}).content.decode()
    assert "<script" not in raw
    assert "<b>" not in raw
    assert Client(enforce_csrf_checks=True).post(AT, {"tekst": "x" * 50}).status_code == 403
    assert client.get(AT).status_code == 405
    assert client.post("/deel/onzin/intussen", {"tekst": "x"}).status_code == 404
    monkeypatch.setattr(views, "MOST_ASKED", 1)
    monkeypatch.setattr(limits, "caller", lambda request=None: "somebody")
    answers = [client.post(AT, {"tekst": "Soep koken met de buren"}).status_code for _ in range(3)]
    assert answers[-1] == 204
