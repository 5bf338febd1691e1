"""An advice cannot be forgotten: its addressee answers by link, silence shows its months, why is required."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.follow.models import Outgoing
from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.programme.advice.actions import ask_again
from wijkwijzer_web.programme.advice.queries import link_of, silent_months, spans
from wijkwijzer_web.programme.models import Advice, AdviceStep

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.localdate() - datetime.timedelta(days=400)


@pytest.fixture
def advice(organisation: Organisation) -> Advice:
    """An advice of more than a year old on which nothing was heard."""
    return Advice.objects.create(
        organisation=organisation,
        number=1,
        text="Betaal bewoners die een plek openhouden.",
        to_kind="minister",
        to_name="de minister",
        to_email="post@example.org",
        issued_on=LONG_AGO,
        look_back_on=timezone.localdate(),
    )


def test_silence_stands_in_public_with_its_months(advice: Advice) -> None:
    assert silent_months(advice) == 13
    for address in ("/adviezen", advice.get_absolute_url()):
        assert "Geen antwoord sinds 13 maanden" in Client().get(address).content.decode()


def test_the_addressee_answers_with_a_link_and_needs_a_reason(advice: Advice) -> None:
    address = f"/advies/antwoord/{link_of(advice)}"
    client = Client()
    for state in ("niet", "gestopt", "aangepast"):
        assert client.post(address, {"state": state, "because": " "}).status_code == 400
    assert not advice.steps.exists()
    done = client.post(address, {"state": "niet", "because": "Er is geen geld voor."})
    assert done.status_code == 200
    page = client.get(advice.get_absolute_url()).content.decode()
    assert "Er is geen geld voor." in page
    assert "post@example.org" not in page
    advice.refresh_from_db()
    assert advice.state == "niet"
    assert silent_months(advice) == 0


def test_a_link_opens_one_advice_and_a_forged_one_nothing(advice: Advice) -> None:
    token = link_of(advice)
    number, _, signature = token.partition(":")
    for wrong in (token[:-1], f"{int(number) + 1}:{signature}", number, "x" * 300):
        assert Client().get(f"/advies/antwoord/{wrong}").status_code == 404


def test_every_half_year_is_asked_once_and_a_mail_that_fails_waits(
    advice: Advice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_a: object, **_k: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken_mail:
        broken_mail.setattr("wijkwijzer_web.follow.outbox.actions.deliver", broken)
        ask_again()
        assert send_waiting() == {"sent": 0, "waiting": 1}
    ask_again()
    ask_again()
    assert advice.asks.count() == 1
    Outgoing.objects.update(next_at=timezone.now())
    assert send_waiting()["sent"] == 1
    (sent,) = mail.outbox
    assert sent.to == ["post@example.org"]
    assert advice.text not in sent.body
    assert link_of(advice) in sent.body


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("to_name", ""),
        ("look_back_on", ""),
        ("look_back_on", "2020-01-01"),
        ("text", ""),
        ("to_kind", "buur"),
    ],
)
def test_an_advice_without_addressee_or_day_is_impossible(
    staff: Client, organisation: Organisation, field: str, value: str
) -> None:
    data = {
        "organisation": organisation.pk,
        "text": "Stop met losse potjes.",
        "to_kind": "gemeente",
        "to_name": "gemeente Tolbeke",
        "issued_on": "2026-01-01",
        "look_back_on": "2027-01-01",
    }
    assert staff.post("/werkplek/advies/nieuw", data | {field: value}).status_code == 400
    assert not Advice.objects.exists()
    assert staff.post("/werkplek/advies/nieuw", data).status_code == 302
    assert Advice.objects.get().number == 1


def test_the_database_refuses_it_too(organisation: Organisation, advice: Advice) -> None:
    with pytest.raises(IntegrityError):
        AdviceStep.objects.create(advice=advice, state="niet", on=LONG_AGO, because="", via="link")


def test_the_bar_runs_from_the_advice_to_now(advice: Advice) -> None:
    (whole,) = spans(advice)
    assert (whole.start, whole.length) == (0, 1000)
    AdviceStep.objects.create(
        advice=advice, state="overgenomen", on=LONG_AGO + datetime.timedelta(days=200), via="link"
    )
    first, second = spans(Advice.objects.get())
    assert first.length == second.length == 500


def test_a_passed_on_answer_says_so(staff: Client, advice: Advice) -> None:
    staff.post(f"/werkplek/advies/{advice.pk}/antwoord", {"state": "bezig", "because": ""})
    assert "doorgegeven aan ons" in Client().get(advice.get_absolute_url()).content.decode()


@pytest.mark.parametrize("query", ["pagina=²", "pagina=-1", "pagina=99999999999", "stand=taart", "wijk=²"])
def test_strange_questions_get_the_list(advice: Advice, query: str) -> None:
    assert Client().get(f"/adviezen?{query}").status_code == 200
