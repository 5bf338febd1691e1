"""Promises of the desk that stand in no other test: measured days, danger, paper, ends, and both sides."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pypdf import PdfReader

from fixtures_desk import Teller
from wijkwijzer.desk import AMSTERDAM, add_working_days, is_working_day
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.rooms import waiting
from wijkwijzer_web.desk.answering import actions as answering
from wijkwijzer_web.desk.bottlenecks import actions as bottlenecks
from wijkwijzer_web.desk.bottlenecks import queries
from wijkwijzer_web.desk.listening.queries import measured_days
from wijkwijzer_web.desk.models import (
    Bottleneck,
    Desk,
    Experiment,
    Signal,
    TaskForce,
    Words,
)
from wijkwijzer_web.desk.queries import today
from wijkwijzer_web.desk.taskforce import actions as taskforce

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]


def _told(desk: Desk, number: int, days: int) -> Signal:
    """A story of some working days ago."""
    day = today()
    for _day in range(60):
        if add_working_days(day, days) <= today() and is_working_day(day):
            break
        day -= timedelta(days=1)
    at = datetime.combine(day, time(9), AMSTERDAM)
    return Signal.objects.create(
        desk=desk, number=number, received_at=at, last_word_at=at, next_on=today(), code_hash=bytes([number])
    )


def test_only_an_answer_of_a_human_counts_and_from_ten_on(desk: Desk, listener: User) -> None:
    rows = [_told(desk, number, 1) for number in range(1, 10)]
    for signal in rows:
        answering.answer(actor=listener, signal=signal, text="Dag.", seen=10**9, next_on=today())
    assert measured_days(desk) is None, "nine are too few"
    page = Client().get(desk.get_absolute_url()).content.decode()
    late = _told(desk, 10, 6)
    answering.open_signal(actor=listener, signal=late)  # reading is no answer
    found = measured_days(desk)
    assert found is not None
    assert (found.number, found.in_time) == (10, 9), (
        "who still waits past the promise counts, with the days so far"
    )
    assert found.ninety >= 6
    assert Client().get(desk.get_absolute_url()).content.decode() != page
    late.refresh_from_db()
    assert late.answered_on is None


def test_the_same_form_a_day_later_is_the_same_story(teller: Teller, desk: Desk) -> None:
    page = teller.first("De lift is stuk.")
    data = {**teller.hidden(page), "tekst": "De lift is stuk.", "woorden": teller.code}
    address = f"/luisterloket/{desk.slug}/vertel"
    assert teller.client.post(address, data).status_code == 302
    Signal.objects.update(received_at=datetime.now(AMSTERDAM) - timedelta(days=1))
    assert teller.client.post(address, data).status_code == 302
    assert Words.objects.count() == Signal.objects.count() == 1


def test_words_of_danger_change_nothing_but_who_looks(
    teller: Teller, desk: Desk, listener: User, log_in: Login
) -> None:
    form = Client().get(f"/luisterloket/{desk.slug}/vertel").content.decode()
    for number in ("112", "113", "0800 2000"):
        assert form.index(number) < form.index("<textarea"), "help stands above the form"
    plain = Teller(desk).tell("De lift is stuk.")
    signal = teller.tell("Ik wil niet meer leven.")
    assert (signal.state, signal.next_on, signal.desk) == (plain.state, plain.next_on, desk)
    staff = log_in(listener)
    page = staff.get(f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}").content.decode()
    assert "Jij beslist, geen machine" in page
    other = staff.get(f"/werkplek/luisterloket/{desk.slug}/signaal/{plain.number}").content.decode()
    assert "Jij beslist, geen machine" not in other


def test_poster_and_cards_lead_to_the_form(desk: Desk, listener: User, log_in: Login) -> None:
    staff = log_in(listener)
    answer = staff.get(f"/werkplek/luisterloket/{desk.slug}/kaartjes.pdf?wijk=WK100101")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) == 2, "a poster, and a page of cards"
    assert f"/luisterloket/{desk.slug}/vertel" in pages[0].extract_text().replace("\n", "")
    assert pages[1].extract_text().count(desk.name) >= 6
    scanned = Client().get(f"/luisterloket/{desk.slug}/vertel?via=poster&wijk=WK100101")
    assert scanned.status_code == 200
    assert "WK100101" in scanned.content.decode(), "who scans need not say where"


@pytest.mark.parametrize("channel", ["deur", "papier", "telefoon"])
def test_at_the_door_and_on_paper_somebody_gets_six_words(
    desk: Desk, listener: User, log_in: Login, channel: str
) -> None:
    staff, address = log_in(listener), f"/werkplek/luisterloket/{desk.slug}/nieuw"
    request = re.search(r'name="request" value="([^"]+)"', staff.get(address).content.decode())
    assert request
    sent = {"text": "Mijn buurman durft niet.", "channel": channel, "on_behalf": "on", "request": request[1]}
    page = staff.post(address, sent).content.decode()
    words = re.findall(r"<li>(\w+)</li>", page.partition("ww-code")[2])[:6]
    assert len(words) == 6
    phone = Client()
    assert phone.post("/luisterloket/code", {"woorden": " ".join(words)}).status_code == 302
    assert "Mijn buurman durft niet." in phone.get("/mijn-signaal").content.decode()
    signal = Signal.objects.get()
    assert (signal.channel, signal.on_behalf, signal.next_on is None) == (channel, True, False)
    assert staff.post(address, sent).status_code == 400, "the same paper twice is said"
    assert Signal.objects.count() == 1


def _row(organisation: Organisation, people: list[User], **more: object) -> Bottleneck:
    values = {
        "sentence": "De huismeester mag geen lamp vervangen",
        "owner": "Dijkwonen, beheer",
        "owner_mail": "beheer@example.org",
        "asked_on": today(),
        "answer_due": today() + timedelta(days=30),
    }
    row = Bottleneck.objects.create(organisation=organisation, **values | more)
    bottlenecks.propose(actor=people[0], bottleneck=row)
    bottlenecks.confirm(actor=people[1], bottleneck=row, recognisable=False)
    row.refresh_from_db()
    return row


def test_an_owner_that_is_unknown_and_a_day_that_is_past_are_refused_with_a_sentence(
    desk: Desk, listener: User, log_in: Login
) -> None:
    staff = log_in(listener)
    good = {
        "organisation": str(desk.organisation_id),
        "sentence": "De lamp mag niet",
        "owner": "Dijkwonen, beheer",
        "owner_mail": "beheer@example.org",
        "answer_due": (today() + timedelta(days=30)).isoformat(),
    }
    for wrong in ({"owner": ""}, {"owner_mail": "wie weet"}, {"answer_due": today().isoformat()}):
        answer = staff.post("/werkplek/knelpunten/nieuw", good | wrong)
        assert answer.status_code == 400, wrong
        assert "De lamp mag niet" in answer.content.decode(), "what was written stands there still"
    assert not Bottleneck.objects.exists()


def test_a_term_that_ends_on_a_sunday_is_not_late_before_the_next_working_day(
    desk: Desk, listeners: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    sunday = today() + timedelta(days=7 + 6 - today().weekday())
    while not all(is_working_day(sunday + timedelta(days=n)) for n in (1, 2)):
        sunday += timedelta(days=7)
    row = _row(desk.organisation, listeners, answer_due=sunday)
    for days, late in ((0, 0), (1, 0), (2, 1)):  # article 1 of the Algemene termijnenwet
        monkeypatch.setattr(queries, "today", lambda days=days: sunday + timedelta(days=days))
        assert queries.standing(row).late == late, days


def test_residents_are_asked_again_after_six_months(desk: Desk, listeners: list[User]) -> None:
    row = _row(desk.organisation, listeners)
    begins = today()
    values = {"title": "t", "was": "a", "becomes": "b", "reach": "wijk", "from_on": begins, "link": ""}
    bottlenecks.decide(row, values)
    row.refresh_from_db()
    assert row.review_on is not None
    assert 180 <= (row.review_on - begins).days <= 190
    assert not [one for one in waiting(listeners[0]) if "Werkt de nieuwe regel" in one.text]
    Bottleneck.objects.update(review_on=today() + timedelta(days=3))
    (asked,) = [one for one in waiting(listeners[0]) if "Werkt de nieuwe regel" in one.text]
    assert asked.due == today() + timedelta(days=3)
    bottlenecks.review(actor=listeners[0], bottleneck=row, works="werkt-niet", words="Nee.", by="De raad")
    assert not [one for one in waiting(listeners[0]) if "Werkt de nieuwe regel" in one.text]
    assert "werkt niet" in Client().get(f"/knelpunt/{row.pk}").content.decode().lower()


def test_an_experiment_ends_with_a_decision(organisation: Organisation, second_editor: User) -> None:
    made = Experiment(
        organisation=organisation,
        sentence="Een huismeester mag lampen vervangen",
        permitted_by="Dijkwonen, directie",
        for_whom="bewoners van de Spoordijk",
        from_on=today() - timedelta(days=90),
        until=today() + timedelta(days=30),
    )
    taskforce.save_experiment(actor=second_editor, experiment=made)
    assert not [one for one in waiting(second_editor) if one.text.startswith("Experiment")]
    Experiment.objects.update(until=today())
    (asked,) = [one for one in waiting(second_editor) if one.text.startswith("Experiment")]
    assert asked.due == today()
    Experiment.objects.update(until=today() - timedelta(days=1))
    assert "lampen vervangen" in Client().get("/experimenten").content.decode()
    made.refresh_from_db()
    taskforce.end_experiment(actor=second_editor, experiment=made, outcome="blijft", words="Het werkte.")
    assert not [one for one in waiting(second_editor) if one.text.startswith("Experiment")]
    with pytest.raises(ValidationError):
        taskforce.end_experiment(actor=second_editor, experiment=made, outcome="stopt", words="Toch niet.")
    page = Client().get("/experimenten").content.decode()
    assert "Het werkte." in page
    assert "Toch niet." not in page


def test_the_agenda_is_one_page_and_lies_in_a_calendar(desk: Desk, listeners: list[User], db: None) -> None:
    when = datetime.combine(today() + timedelta(days=9), time(14), AMSTERDAM)
    force = TaskForce.objects.create(
        organisation=desk.organisation,
        name="Taskforce De Spoordijk",
        slug="spoordijk",
        chair="Gebiedsdirecteur",
        decides="De wethouder wonen",
        meets_at=when,
        place="Het Dok",
    )
    for number in range(12):
        _row(desk.organisation, listeners, sentence=f"Knelpunt nummer {number} hangt", task_force=force)
    pdf = PdfReader(io.BytesIO(Client().get("/taskforce/spoordijk/agenda.pdf").content))
    assert len(pdf.pages) == 1
    text = pdf.pages[0].extract_text()
    assert "hangt" in text
    assert "Dijkwonen" in text
    (event,) = icalendar.Calendar.from_ical(Client().get("/taskforce/spoordijk/agenda.ics").content).walk(
        "VEVENT"
    )
    assert event.decoded("dtstart").astimezone(AMSTERDAM) == when
    assert "Dok" in str(event["location"])
