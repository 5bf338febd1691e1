"""One more person in every room changes no page that everybody reads: nobody can be read off a count."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from fixtures_desk import Teller
from fixtures_dialogue import Phone
from walking import walk
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.desk.models import Assumption, Desk, Event, Opinion
from wijkwijzer_web.desk.service import keep_up, load_example_desks
from wijkwijzer_web.dialogue.actions.example import OPEN, load_example_dialogues
from wijkwijzer_web.dialogue.models import Dialogue, Participant
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Reaction
from wijkwijzer_web.knowledge.service import load_example_knowledge

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROWS = (Event, Opinion, Reaction, Participant, KnowledgeRecord)
CLOSED = ("/werkplek", "/account", "/organisaties", "/cms", "/beheer", "/media", "/static", "/api", "/en")


def _inside(path: str) -> bool:
    return not path.startswith(CLOSED)


def _read() -> dict[str, str]:
    """What a stranger reads everywhere: pages, feeds and the API, without what is drawn anew each time."""
    said = {}
    for at, page in walk(Client(), "/", _inside, of_one_shape=1):
        for gone in page.xpath("//script | //style | //form"):
            gone.drop_tree()
        said[at] = " ".join(page.text_content().split())
    for address in ("/knelpunten.csv", "/georeport/v2/requests.json", "/api/v1/knelpunten", "/dialogen/feed"):
        said[address] = Client().get(address).content.decode()
    return said


def test_one_more_person_in_every_room_changes_no_page(
    shown: Current, organisation: Organisation, listeners: list[User]
) -> None:
    for load in (load_example_dialogues, load_example_desks, load_example_knowledge):
        load(actor=None, organisation=organisation)
    keep_up(actor=None)
    before = _read()
    assert len(before) > 40
    rooms = {re.split(r"[/?]", at.strip("/"))[0] for at in before}
    assert {"wijk", "gemeente", "luisterloket", "knelpunten", "dialoog", "bereik", "kennis"} <= rooms
    _come(Phone(Dialogue.objects.get(slug=OPEN)), Desk.objects.filter(opened=True)[0])
    keep_up(actor=None)
    after = _read()
    assert set(after) == set(before)
    assert [at for at in before if before[at] != after[at]] == []


def _come(one: Phone, desk: Desk) -> None:
    """The same person tells a story, takes part, has an opinion, objects, and shares what they know."""
    counted = [model.objects.count() for model in ROWS]
    Teller(desk).tell("Eén verhaal erbij.")
    one.begin()
    for _step in range(4):  # votes or writes, whatever this person is asked
        one.send(one.screen(), tekst="Eén bericht erbij, over het plein.", gezien="1", keuze="eens")
    about = Assumption.objects.filter(is_example=True).first()
    assert about is not None
    said = {"side": "bewoner", "answer": "klopt", "request": str(uuid.uuid4())}
    assert Client().post(f"/bereik/{about.pk}", said).status_code in {200, 302}
    sent = {"over": "kop", "tekst": "Wij heten hier anders.", "formulier": str(uuid.uuid4())}
    assert Client().post("/klopt-dit/WK990311", sent).status_code in {200, 302}
    for key in KnowledgeRecord.objects.filter(public=True).order_by("pk").values_list("key", flat=True)[:9]:
        about_it = {"sort": "klopt-niet", "text": "", "form": str(uuid.uuid4())}
        assert Client().post(f"/reactie/stuk/{key}", about_it).status_code in {200, 302}
    assert Reaction.objects.filter(kind="stuk", sort="klopt-niet").count() >= 9
    piece = {
        "what": "We kookten elke week soep in de hal.",
        "where": "De Spoordijk",
        "form": str(uuid.uuid4()),
    }
    assert Client().post("/deel/praktijk", piece).status_code == 302
    now = [model.objects.count() for model in ROWS]
    assert all(a < b for a, b in zip(counted, now, strict=True)), "each of them came in"
