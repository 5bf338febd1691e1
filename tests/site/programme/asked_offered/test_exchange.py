"""Gevraagd and aangeboden: there after the mail, with an end, reactions passed on, taken down for good."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.programme.asked_offered.actions import forget_exchanges
from wijkwijzer_web.programme.models import Exchange

pytestmark = pytest.mark.django_db
PAGE = "/wijk/WK990311-de-spoordijk/gevraagd"
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def form(**more: str) -> dict[str, str]:
    until = timezone.localdate() + datetime.timedelta(days=20)
    sent = {"aanvraag": str(uuid.uuid4()), "soort": "gevraagd", "wat": "een beheerder", "maanden": "9"}
    return sent | {"tot": str(until), "adres": "stichting@example.org"} | more


def test_it_stands_there_after_the_mail_and_ends(shown: Current) -> None:
    with time_machine.travel(NOW, tick=False):
        sent = form()
        for _again in range(2):
            assert Client().post(f"{PAGE}/nieuw", sent).status_code == 302
        send_waiting()
        assert Exchange.objects.count() == len(mail.outbox) == 1
        assert "een beheerder" not in Client().get(PAGE).content.decode()
        found = re.search(r"(/gevraagd/mijn/\S+)", mail.outbox[0].body)
        assert found
        link = found.group(1)
        assert Client().post(link, {"stap": "ja"}).status_code == 302
        page = Client().get(PAGE).content.decode()
        assert "Gevraagd: een beheerder" in page
        assert "9 maanden" in page
        assert "stichting@" not in page
    with time_machine.travel(NOW + datetime.timedelta(days=20), tick=False):
        assert "een beheerder" in Client().get(PAGE).content.decode()
    with time_machine.travel(NOW + datetime.timedelta(days=21), tick=False):
        assert "een beheerder" not in Client().get(PAGE).content.decode()
        assert Client().get(link).status_code == 404
        assert forget_exchanges() == {"gevraagd en aangeboden": 1}
        assert not Exchange.objects.exists()


def test_what_nobody_confirms_is_gone_after_two_days(shown: Current) -> None:
    with time_machine.travel(NOW, tick=False):
        Client().post(f"{PAGE}/nieuw", form())
    with time_machine.travel(NOW + datetime.timedelta(days=2), tick=False):
        assert forget_exchanges() == {"gevraagd en aangeboden": 1}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"maanden": "0"}, "ww-fout"),
        ({"maanden": "٣"}, "geheel getal"),
        ({"wat": "bel 06-12345678"}, "bij één mens hoort"),
        ({"tot": "2099-01-01"}, "Kies een dag tussen vandaag en een half jaar verder."),
        ({"soort": "anders"}, "anders"),
    ],
)
def test_wrong_input_gets_a_sentence(shown: Current, wrong: dict[str, str], sentence: str) -> None:
    answer = Client().post(f"{PAGE}/nieuw", form(**wrong))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Exchange.objects.exists()


def test_reactions_are_passed_on_and_taken_down_stays_down(shown: Current, staff: Client) -> None:
    Client().post(f"{PAGE}/nieuw", form())
    send_waiting()
    link = re.search(r"(/gevraagd/mijn/\S+)", mail.outbox[0].body)
    assert link
    Client().post(link.group(1), {"stap": "ja"})
    row = Exchange.objects.get()
    sent = {"aanvraag": str(uuid.uuid4()), "vraag": "Mag ik komen?", "adres": "ik@example.org"}
    assert Client().post(f"/gevraagd/reageer/{row.key}", sent).status_code == 302
    send_waiting()
    passed = mail.outbox[-1]
    assert passed.to == ["stichting@example.org"]
    assert "ik@" not in passed.message().as_string()
    assert staff.post(f"/werkplek/gevraagd/{row.key}/verberg").status_code == 302
    assert "een beheerder" not in Client().get(PAGE).content.decode()
    Client().post(link.group(1), {"stap": "ja"})
    assert "een beheerder" not in Client().get(PAGE).content.decode()  # hidden stays hidden
    kept = Exchange.objects.values().get()
    Client().post(link.group(1), {"stap": "weg"})
    Exchange.objects.create(**kept)
    assert erasures.erase_again().done
    assert not Exchange.objects.exists()
