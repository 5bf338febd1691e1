"""From a story on a phone to a rule that changed, and back to who told it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from fixtures_desk import Teller
from wijkwijzer_web.core.models import AuditEntry, User
from wijkwijzer_web.desk.models import Bottleneck, Contact, Desk, Event, Signal, Words
from wijkwijzer_web.desk.queries import promised_day, today
from wijkwijzer_web.follow.models import Outgoing

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
Login = Callable[[User], Client]


def _answer(client: Client, desk: Desk, signal: Signal, **more: str) -> int:
    address = f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}"
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(gezien|aanvraag)" value="([^"]*)"', page))
    answer = client.post(address, {**hidden, "tekst": "We bellen het ziekenhuis.", **more})
    return answer.status_code


def _bottleneck(client: Client, desk: Desk, signal: Signal | None = None) -> Bottleneck:
    data = {
        "organisation": str(desk.organisation_id),
        "sentence": "Wie na een opname thuiskomt, kan geen urgentie krijgen",
        "explanation": "De regel telt alleen maanden op het eigen adres.",
        "cause": "gemeentelijke-regel",
        "domeinen": ["zorg", "wonen"],
        "owner": "Dijkwonen, hoofd verhuur",
        "owner_mail": "verhuur@example.org",
        "answer_due": (today() + timedelta(days=42)).isoformat(),
    }
    if signal is not None:
        data |= {"loket": desk.slug, "signaal": str(signal.number)}
    answer = client.post("/werkplek/knelpunten/nieuw", data)
    assert answer.status_code == 302, answer.content.decode()
    return Bottleneck.objects.latest("pk")


def test_from_a_story_to_a_changed_rule_and_back(
    teller: Teller, desk: Desk, listener: User, second_editor: User, log_in: Login, client: Client
) -> None:
    signal = teller.tell(contact="ik@example.org")
    assert signal.next_on == promised_day(desk)
    page = teller.client.get("/mijn-signaal").content.decode()
    assert "Nog niemand heeft het gelezen." in page

    staff = log_in(listener)
    assert "Nieuw, nog niet gelezen" in staff.get(f"/werkplek/luisterloket/{desk.slug}").content.decode()
    due = (today() + timedelta(days=7)).isoformat()
    agreed = {"wat": "bellen met het ziekenhuis", "wie": "wij", "voor": due, "volgende": due}
    assert _answer(staff, desk, signal, **agreed) == 302
    signal.refresh_from_db()
    assert (signal.state, signal.answered_on) == (Signal.State.AGREED, today())

    other_phone = Client()
    typed = teller.code.upper().replace(" ", "-")
    assert other_phone.post("/luisterloket/code", {"woorden": typed}).status_code == 302
    page = other_phone.get("/mijn-signaal").content.decode()
    assert "We bellen het ziekenhuis." in page
    assert "bellen met het ziekenhuis" in page

    row = _bottleneck(staff, desk, signal)
    assert Client().get(f"/knelpunt/{row.pk}").status_code == 404
    answer = staff.post(f"/werkplek/knelpunten/{row.pk}", {"herkenbaar": "nee"})
    assert answer.status_code == 400, "who wrote it does not publish it"
    staff.post("/account/uitloggen")
    second = log_in(second_editor)
    assert second.post(f"/werkplek/knelpunten/{row.pk}", {"herkenbaar": "ja"}).status_code == 400
    assert second.post(f"/werkplek/knelpunten/{row.pk}", {"herkenbaar": "nee"}).status_code == 302
    assert Client().get(f"/knelpunt/{row.pk}").status_code == 200

    link = re.search(r"/k/\S+", Outgoing.objects.get(kind="loket-eigenaar").body)
    assert link
    owner = Client()
    answer = owner.get(link[0])
    assert answer.headers["Location"] == f"/eigenaar/{row.pk}"
    assert (
        owner.post(f"/eigenaar/{row.pk}", {"doe": "van-ons", "tekst": "Dit is van ons."}).status_code == 302
    )
    decision = {
        "doe": "besluit",
        "title": "Tijd in een kliniek telt mee voor urgentie",
        "was": "Twaalf maanden inschrijving op een adres.",
        "becomes": "Maanden in een kliniek tellen mee.",
        "reach": "wijk",
        "from_on": today().isoformat(),
    }
    assert owner.post(f"/eigenaar/{row.pk}", decision).status_code == 302

    rules = Client().get("/regels-veranderd").content.decode()
    assert "Twaalf maanden inschrijving op een adres." in rules
    assert "Maanden in een kliniek tellen mee." in rules
    page = teller.client.get("/mijn-signaal").content.decode()
    assert "Er is een regel veranderd, mede door wat jij vertelde" in page
    assert "/luisterloket" in Client().get("/").content.decode()


def test_the_row_of_an_event_holds_nothing_of_a_person(teller: Teller) -> None:
    signal = teller.tell("Het woord zeepaardje staat hier.", contact="06 12345678")
    columns = {field.name for field in Event._meta.get_fields() if field.concrete}
    assert columns == {"id", "desk", "position", "signal_key", "kind", "request", "at"}
    assert Contact.objects.get().address == "0612345678"
    assert Words.objects.get().text == "Het woord zeepaardje staat hier."
    assert signal.received_at.second == 0


def test_the_same_form_twice_is_one_signal(teller: Teller, desk: Desk) -> None:
    page = teller.first("De lift is stuk.")
    data = {**teller.hidden(page), "tekst": "De lift is stuk.", "woorden": teller.code}
    for _ in range(2):
        assert teller.client.post(f"/luisterloket/{desk.slug}/vertel", data).status_code == 302
    assert Signal.objects.count() == Words.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "...", "\u200b\u200b", "x" * 5001])
def test_no_story_is_one_sentence(teller: Teller, desk: Desk, text: str) -> None:
    answer = teller.client.post(f"/luisterloket/{desk.slug}/vertel", {"tekst": text})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Signal.objects.count() == 0


@pytest.mark.parametrize("text", ["Help", "😭😭", "مرحبا، المصعد معطل", "a\x00b\x0bc\u202ed", "<b>vet</b>"])
def test_odd_stories_come_through_whole(teller: Teller, text: str) -> None:
    teller.tell(text)
    assert teller.client.get("/mijn-signaal").status_code == 200
    assert "<b>vet</b>" not in teller.client.get("/mijn-signaal").content.decode()


def test_ten_megabytes_are_refused(teller: Teller, desk: Desk) -> None:
    answer = teller.client.post(f"/luisterloket/{desk.slug}/vertel", {"tekst": "x" * 10_000_000})
    assert answer.status_code in {400, 413}
    assert Signal.objects.count() == 0


def test_any_slip_in_a_word_is_forgiven_and_guessing_stops(teller: Teller) -> None:
    teller.tell()
    words = teller.code.split()
    slips = [
        words[0][:-1] + "q",
        words[0][:1] + words[0],
        words[0][1:],
        words[0][1] + words[0][0] + words[0][2:],
    ]
    for slip in slips:
        typed = " ".join([slip, *words[1:]])
        assert Client().post("/luisterloket/code", {"woorden": typed}).status_code == 302, typed
    guesser = Client()
    statuses = {
        guesser.post("/luisterloket/code", {"woorden": " ".join([words[1]] * 6)}).status_code
        for _ in range(1000)
    }
    assert statuses == {404, 429}
    assert guesser.post("/luisterloket/code", {"woorden": teller.code}).status_code == 429


def test_a_code_opens_nothing_else(teller: Teller, desk: Desk) -> None:
    teller.tell("Verhaal een.")
    other = Teller(desk)
    other.tell("Verhaal twee.")
    assert "Verhaal een." not in other.client.get("/mijn-signaal").content.decode()
    stranger = Client()
    stranger.cookies["mijn-signaal"] = "abc:def:ghi"
    assert stranger.get("/mijn-signaal").headers["Location"] == "/luisterloket/code"
    page = other.first("Nog een verhaal.")
    seal = other.hidden(page)["zegel"]
    data = {"zegel": seal[:-3] + "abc", "tekst": "x", "woorden": other.code}
    assert other.client.post(f"/luisterloket/{desk.slug}/vertel", data).status_code == 400


def test_erased_is_erased_also_between_reading_and_answering(
    teller: Teller, desk: Desk, listener: User, log_in: Login
) -> None:
    signal = teller.tell("Planwoord zeepaardje.", contact="ik@example.org")
    staff = log_in(listener)
    address = f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}"
    page = staff.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(gezien|aanvraag)" value="([^"]*)"', page))
    assert teller.client.post("/mijn-signaal/wis").status_code == 200
    answer = staff.post(address, {**hidden, "tekst": "Ons antwoord", "volgende": today().isoformat()})
    assert answer.status_code == 400
    assert "gewist" in answer.content.decode()
    assert not Words.objects.exclude(text="").exists()
    assert not Contact.objects.exists()
    assert Client().post("/luisterloket/code", {"woorden": teller.code}).status_code == 404
    assert teller.client.get("/mijn-signaal").headers["Location"] == "/luisterloket/code"


def test_two_who_answer_at_once_the_second_sees_the_first(
    teller: Teller, desk: Desk, listener: User, log_in: Login
) -> None:
    signal = teller.tell()
    staff = log_in(listener)
    address = f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}"
    page = staff.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(gezien|aanvraag)" value="([^"]*)"', page))
    assert _answer(staff, desk, signal, volgende=today().isoformat()) == 302
    late = {**hidden, "tekst": "Ook een antwoord", "volgende": today().isoformat()}
    late["aanvraag"] = "11111111-1111-4111-8111-111111111111"
    answer = staff.post(address, late)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "We bellen het ziekenhuis." in page
    assert "Ook een antwoord" in page, "the text of the second is still there"
    assert Words.objects.filter(sender="loket").count() == 1


def test_closing_needs_an_answer_and_not_yet_opens_again(
    teller: Teller, desk: Desk, listener: User, log_in: Login
) -> None:
    signal = teller.tell()
    staff = log_in(listener)
    assert _answer(staff, desk, signal) == 400, "neither a date nor a closing"
    assert _answer(staff, desk, signal, sluit="opgelost", tekst="") == 400
    assert _answer(staff, desk, signal, sluit="opgelost") == 302
    signal.refresh_from_db()
    assert (signal.state, signal.next_on, signal.closing) == ("klaar", None, "opgelost")
    page = teller.client.get("/mijn-signaal").content.decode()
    key = re.search(r'name="aanvraag" value="([^"]*)"', page)
    assert key
    again = {"aanvraag": key[1], "tekst": "Het is nog niet goed."}
    assert teller.client.post("/mijn-signaal/nog-niet", again).status_code == 302
    assert teller.client.post("/mijn-signaal/nog-niet", again).status_code == 302
    signal.refresh_from_db()
    assert (signal.state, signal.closing, signal.next_on) == ("in-gesprek", "", promised_day(desk))
    assert Words.objects.filter(text="Het is nog niet goed.").count() == 1


def test_a_desk_where_nobody_is_takes_nothing_in(teller: Teller, desk: Desk) -> None:
    page = teller.first("Ik wil iets vertellen.")
    desk.listeners.update(away_until=today() + timedelta(days=3))
    answer = teller.client.get(f"/luisterloket/{desk.slug}/vertel").content.decode()
    assert "Het buurthuis" in answer
    data = {**teller.hidden(page), "tekst": "Ik wil iets vertellen.", "woorden": teller.code}
    assert teller.client.post(f"/luisterloket/{desk.slug}/vertel", data).status_code == 409
    assert Signal.objects.count() == 0


def test_every_reading_is_written_down_without_a_word(
    teller: Teller, desk: Desk, listener: User, log_in: Login
) -> None:
    signal = teller.tell("Planwoord zeepaardje.")
    staff = log_in(listener)
    for _ in range(2):
        staff.get(f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}")
    rows = AuditEntry.objects.filter(action="desk.open_signal", actor=listener)
    assert rows.count() == 2
    assert rows[0].organisation == desk.organisation
    assert "zeepaardje" not in str(list(AuditEntry.objects.values()))
