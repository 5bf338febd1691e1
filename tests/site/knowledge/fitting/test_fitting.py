"""Past dit hier: figures at an address that stays, and a note with own judgements that is kept nowhere."""

from __future__ import annotations

import html
import io
from collections.abc import Callable

import pypdfium2
import pytest
from django.test import Client

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.knowledge.fitting import views
from wijkwijzer_web.knowledge.models import KnowledgeRecord

pytestmark = pytest.mark.django_db
PutIn = Callable[..., KnowledgeRecord]


@pytest.fixture
def approach(shown: Current, put_in: PutIn) -> KnowledgeRecord:
    place = areas.which_place("Hesselo")
    assert place is not None
    return put_in(
        "interventie",
        naam="Soep in de portiek",
        soort="praktijk",
        kern=["elke week"],
        plaatsen=[{"naam": "Hesselo", "code": place.key}],
    )


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return " ".join(" ".join(pages).split())


def _given(**more: str) -> dict[str, str]:
    place = areas.which_place("De Spoordijk")
    assert place is not None
    return {"wijk": place.key, **more}


def test_the_citation_names_the_release_and_opens_the_figures_of_then(
    client: Client, approach: KnowledgeRecord, shown: Current
) -> None:
    at = f"{approach.get_absolute_url()}/past-dit"
    page = html.unescape(client.get(at, {"wijk": "De Spoordijk"}).content.decode())
    assert f"&uitgave={shown.id}" in page
    cited = page.partition("Zo citeer je dit:")[2].split("http://testserver")[1].split("<")[0]
    assert f"Cijfers uit uitgave {shown.id}" in Client().get(cited).content.decode()
    for wrong in ("0" * 16, "x" * 65, "../x", "é"):
        assert client.get(at, {"wijk": "De Spoordijk", "uitgave": wrong}).status_code == 404


def test_a_note_holds_own_judgements_apart_from_the_figures(
    client: Client, approach: KnowledgeRecord, shown: Current
) -> None:
    at = f"{approach.get_absolute_url()}/past-dit/notitie"
    page = client.get(f"{approach.get_absolute_url()}/past-dit?wijk=De Spoordijk").content.decode()
    assert page.count('name="oordeel') == 9
    given = _given(
        oordeel5="risico",
        reden5="De #bewonersgroep is <b>verdeeld</b> over $ en *geld*.",
        oordeel6="anders",
        reden6="Er is geld tot juli.",
        who="Wijkregisseur",
        uitgave=shown.id,
    )
    answer = client.post(at, given)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    read = _text(answer.content)
    assert "De #bewonersgroep is <b>verdeeld</b> over $ en *geld*." in read
    assert "Beoordeeld door: Wijkregisseur." in read
    assert "anders, maar kan" in read
    assert "WW" in read, "names keep their capitals"
    assert f"uitgave={shown.id}" in read.replace(" ", "")
    assert "Er is geen totaalscore" in read
    bare = _text(client.post(at, _given()).content)
    assert "Er is nog niets beoordeeld." in bare


def test_a_judgement_needs_a_reason_and_nothing_typed_is_lost(
    client: Client, approach: KnowledgeRecord
) -> None:
    at = f"{approach.get_absolute_url()}/past-dit/notitie"
    answer = client.post(at, _given(oordeel5="risico", oordeel6="", reden6="Er is <i>geld</i>."))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Schrijf erbij waarom." in page
    assert "Kies wat dit betekent." in page
    assert 'value="Er is &lt;i&gt;geld&lt;/i&gt;."' in page
    assert client.post(at, _given(oordeel5="geweldig", reden5="x")).status_code == 400


def test_what_cannot_be_judged_is_not_found_and_a_stranger_stops_somewhere(
    client: Client, approach: KnowledgeRecord, put_in: PutIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = f"{approach.get_absolute_url()}/past-dit/notitie"
    assert client.post(at, {"wijk": "Nergens"}).status_code == 404
    nowhere = put_in("interventie", naam="Zonder plaats", soort="praktijk")
    assert client.post(f"{nowhere.get_absolute_url()}/past-dit/notitie", _given()).status_code == 404
    assert client.get(at).status_code == 405
    assert Client(enforce_csrf_checks=True).post(at, _given()).status_code == 403
    monkeypatch.setattr(views, "NOTES_AN_HOUR", 0)
    assert client.post(at, _given()).status_code == 200, "the first one begins the count"
    refused = client.post(at, _given())
    assert refused.status_code == 400
    assert "Probeer het over een uur opnieuw." in refused.content.decode()
