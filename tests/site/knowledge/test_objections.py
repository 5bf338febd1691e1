"""Klopt dit? Taken in without an account, looked at before others read it, answered in public, taken back."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Role, User
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.knowledge.models import Reaction
from wijkwijzer_web.knowledge.objections.actions import erase_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def wijk(shown: Current) -> str:
    """De Spoordijk."""
    return next(place.key for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")


def _text(content: bytes) -> str:
    return html.unescape(content.decode())


def _send(client: Client, wijk: str, text: str, form: str = "", **more: str) -> tuple[int, str, str]:
    data = {"over": "positie", "tekst": text, "formulier": form or str(uuid.uuid4()), **more}
    answer = client.post(f"/klopt-dit/{wijk}", data)
    said = _text(answer.content)
    found = re.search(r"<b>((?:[a-z]+ ){5}[a-z]+)</b>", said)
    return answer.status_code, said, found[1] if found else ""


def _page(client: Client, wijk: str) -> str:
    return _text(client.get(f"/wijk/{wijk}", follow=True).content)


def test_it_waits_for_a_look_and_is_answered_in_public(
    client: Client, wijk: str, member: Callable[[Role], User], log_in: Callable[[User], Client]
) -> None:
    assert "Nog niemand sprak deze pagina tegen." in _page(client, wijk)
    assert f'/klopt-dit/{wijk}?over=positie"' in _page(client, wijk)
    status, _said, code = _send(client, wijk, "Het portiek is schoon.")
    assert status == 200
    assert code
    assert "Het portiek is schoon." not in _page(client, wijk)
    row = Reaction.objects.get()
    work = f"/werkplek/tegenspraak/{row.pk}"
    assert client.post(work, {"tonen": "ja"}).status_code == 302  # to the login
    assert Reaction.objects.get().state == Reaction.State.WAITING
    editor = log_in(member(Role.EDITOR))
    assert "Het portiek is schoon." in _text(editor.get("/werkplek/tegenspraak").content)
    assert editor.post(work, {"tonen": "ja", "oordeel": "verbeterd", "antwoord": " "}).status_code == 400
    editor.post(work, {"tonen": "ja", "oordeel": "verbeterd", "antwoord": "De schouw staat er nu bij."})
    for said in (_page(Client(), wijk), _text(Client().get(f"/tegenspraak/{wijk}").content)):
        assert "Het portiek is schoon." in said
        assert "Verbeterd" in said
        assert "De schouw staat er nu bij." in said


def test_a_retry_is_one_reaction_with_its_first_code(client: Client, wijk: str) -> None:
    form = str(uuid.uuid4())
    first = _send(client, wijk, "Twee keer.", form)[2]
    status, said, second = _send(client, wijk, "Twee keer.", form)
    assert (status, second) == (200, "")
    assert "We hadden dit al." in said
    assert Reaction.objects.count() == 1
    assert "Twee keer." in _text(client.post("/klopt-dit", {"woorden": first}).content)


def test_what_is_of_a_person_is_pointed_out_once(client: Client, wijk: str) -> None:
    text = "Bel mevrouw Jansen op 06-12345678."
    status, said, _code = _send(client, wijk, text)
    assert status == 400
    assert "misschien een naam, adres of nummer" in said
    assert 'name="gezien" value="ja"' in said
    assert Reaction.objects.count() == 0
    assert _send(client, wijk, text, gezien="ja")[0] == 200


@pytest.mark.parametrize(
    "data", [{}, {"tekst": ""}, {"tekst": "x" * 1001}, {"over": "niets", "tekst": "Nee."}]
)
def test_bad_input_gets_a_sentence_and_keeps_nothing(client: Client, wijk: str, data: dict[str, str]) -> None:
    assert client.post(f"/klopt-dit/{wijk}", data).status_code == 400
    assert Reaction.objects.count() == 0


def test_an_unknown_area_is_not_found(client: Client, wijk: str) -> None:
    for address in ("/klopt-dit/WK000000", "/tegenspraak/WK000000", "/klopt-dit/²"):
        assert client.get(address).status_code == 404


def test_its_writer_takes_it_back_also_after_a_restore(client: Client, wijk: str) -> None:
    code = _send(client, wijk, "Haal mij weg.")[2]
    Reaction.objects.update(state=Reaction.State.SHOWN, verdict="klopt", answer="Omdat.")
    key = str(Reaction.objects.get().form)
    said = _text(client.post("/klopt-dit", {"woorden": code, "wis": "ja"}).content)
    assert "Je woorden zijn weg." in said
    page = _page(client, wijk)
    assert "Haal mij weg." not in page
    assert "Ingetrokken door wie het schreef." in page
    assert "Omdat." in page
    assert client.post("/klopt-dit", {"woorden": code}).status_code == 404
    Reaction.objects.update(text="Haal mij weg.")  # a backup is put back
    assert erasures.erase_again().done == 1
    assert Reaction.objects.get().text == ""
    assert not erase_again(key)


def test_what_nobody_saw_is_gone_whole(client: Client, wijk: str) -> None:
    code = _send(client, wijk, "Toch maar niet.")[2]
    client.post("/klopt-dit", {"woorden": code, "wis": "ja"})
    assert not Reaction.objects.exists()


def test_six_words_are_not_guessed(client: Client, wijk: str) -> None:
    wrong = {"woorden": "aardbei aardbei aardbei aardbei aardbei aardbei"}
    assert client.post("/klopt-dit", wrong).status_code == 404
    assert [client.post("/klopt-dit", wrong).status_code for _turn in range(25)][-1] == 429
