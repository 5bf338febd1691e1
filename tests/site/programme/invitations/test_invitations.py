"""Inviting sends real mail with the date; rounds ask others; links answer; every change is told."""

from __future__ import annotations

import datetime
import re
from email.message import EmailMessage, Message

import icalendar
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.follow.outbox.actions import send_waiting
from wijkwijzer_web.programme.actions import forget_sign_ups
from wijkwijzer_web.programme.invitations.actions import ask_presenters, name_guest
from wijkwijzer_web.programme.meetings.actions import ask_news
from wijkwijzer_web.programme.models import (
    Guest,
    Invitation,
    Meeting,
    Participation,
    Presentation,
    Programme,
    SignUp,
    Task,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cities(programme: Programme) -> list[Participation]:
    """Two cities with four people each."""
    found = list(programme.participations.order_by("pk"))
    for city in found:
        for n, what in enumerate(("wonen", "wonen", "zorg", "geld")):
            name_guest(city, f"Mens{n}.{city.pk}@stad.nl", what)
    return found


@pytest.fixture
def coming(meeting: Meeting) -> Meeting:
    """The meeting, three weeks from now and not open yet."""
    soon = timezone.localdate() + datetime.timedelta(days=21)
    Meeting.objects.filter(pk=meeting.pk).update(day=soon, state=Meeting.State.PLANNED)
    meeting.refresh_from_db()
    return meeting


def _round(staff: Client, meeting: Meeting, seats: int = 2) -> int:
    at = f"/werkplek/bijeenkomst/{meeting.uid}/uitnodigen"
    return staff.post(at, {"seats": str(seats)}).status_code


def _mails() -> list[EmailMessage]:
    mail.outbox.clear()
    send_waiting()
    return list(mail.outbox)


def _link(letter: EmailMessage) -> str:
    (found,) = re.findall(r"https?://[^/\s]+(/(?:uitnodiging|presentatie|b)/\S+)", str(letter.body))
    return str(found)


def _event(letter: EmailMessage) -> icalendar.Event:
    (attached,) = letter.attachments
    assert not isinstance(attached, Message)
    (event,) = icalendar.Calendar.from_ical(attached[1]).walk("VEVENT")
    return event


def test_a_round_mails_two_of_each_city_with_the_date(
    staff: Client, coming: Meeting, cities: list[Participation]
) -> None:
    assert _round(staff, coming) == 302
    coming.refresh_from_db()
    assert coming.state == Meeting.State.INVITED
    letters = _mails()
    assert len(letters) == 4
    asked = Invitation.objects.filter(guest__participation=cities[0]).values_list("guest__what", flat=True)
    assert sorted(asked) == ["wonen", "zorg"], "two of different disciplines"
    for letter in letters:
        assert len(letter.to) == 1
        event = _event(letter)
        assert str(event["uid"]).startswith(str(coming.uid))
        assert event["dtstart"].dt.hour == 10
        assert "Wie blijft er?" in letter.subject


def test_who_says_no_makes_room_and_who_was_there_is_asked_last(
    staff: Client, coming: Meeting, cities: list[Participation]
) -> None:
    _round(staff, coming)
    for letter in _mails():
        Client().post(_link(letter), {"stap": "nee"})
    assert _round(staff, coming) == 302
    second = list(Invitation.objects.filter(round=2))
    assert len(second) == 4
    assert not {row.guest_id for row in second} & set(
        Invitation.objects.filter(round=1).values_list("guest", flat=True)
    )
    Invitation.objects.filter(round=2).update(answer="ja")
    assert _round(staff, coming) == 400  # all seats are taken
    later = Meeting.objects.create(
        programme=coming.programme,
        organisation=coming.organisation,
        number=2,
        theme="Geld",
        day=coming.day + datetime.timedelta(days=30),
        begins=datetime.time(10),
        ends=datetime.time(12),
        place="Het Dok",
        code="EFGH",
    )
    _round(staff, later)
    been = {row.guest_id for row in second}
    assert not been & set(later.invitations.values_list("guest", flat=True))
    page = staff.get(f"/werkplek/bijeenkomst/{later.uid}/uitnodigen").content.decode()
    assert "2 antwoordde nog niet" in page


def test_yes_is_on_the_list_no_is_off_and_never_takes_everything(
    staff: Client, coming: Meeting, cities: list[Participation]
) -> None:
    _round(staff, coming)
    link = _link(_mails()[0])
    Client().post(link, {"stap": "ja"})
    signed = SignUp.objects.get()
    assert signed.city == Invitation.objects.get(email=signed.email).city
    (letter,) = _mails()
    assert "/b/" in letter.body
    assert "Tot dan" in Client().get(link).content.decode()
    Client().post(link, {"stap": "nee"})
    assert not SignUp.objects.exists()
    email = signed.email
    assert "niet meer" in Client().post(link, {"stap": "nooit"}).content.decode()
    assert not Guest.objects.filter(email=email).exists()
    assert not Invitation.objects.filter(email=email).exists()
    assert Client().get(link).status_code == 404


def test_moved_and_called_off_reach_who_comes_and_who_did_not_answer(
    staff: Client, coming: Meeting, cities: list[Participation]
) -> None:
    _round(staff, coming)
    yes, no, *_silent = [_link(letter) for letter in _mails()]
    Client().post(yes, {"stap": "ja"})
    Client().post(no, {"stap": "nee"})
    _mails()
    day = coming.day + datetime.timedelta(days=1)
    data = {
        "theme": coming.theme,
        "day": f"{day}",
        "begins": "10:00",
        "ends": "15:00",
        "place": "Het Dok",
    }
    for _again in range(2):  # saving the same again tells nobody
        staff.post(f"/werkplek/bijeenkomst/{coming.uid}/gegevens", data)
    letters = _mails()
    assert len(letters) == 3, "one who comes, two who did not answer; not who said no"
    assert {int(_event(letter)["sequence"]) for letter in letters} == {1}
    staff.post(f"/werkplek/bijeenkomst/{coming.uid}/stand", {"stand": "afgelast"})
    off = _mails()
    assert len(off) == 3
    assert {(str(_event(each)["status"]), int(_event(each)["sequence"])) for each in off} == {
        ("CANCELLED", 2)
    }
    assert {str(_event(each)["uid"]) for each in off} == {str(_event(each)["uid"]) for each in letters}
    assert Client().post(yes, {"stap": "ja"}).status_code == 200  # the day is off: nothing to answer


def test_addresses_outside_a_programme(staff: Client, coming: Meeting) -> None:
    Meeting.objects.filter(pk=coming.pk).update(programme=None)
    at = f"/werkplek/bijeenkomst/{coming.uid}/uitnodigen"
    for wrong in ("", "geen adres", "a@stad.nl\nb@@stad.nl", "x" * 100_000, "a@stad.nl\n" * 101):
        assert staff.post(at, {"emails": wrong}).status_code == 400, wrong[:20]
    assert not Invitation.objects.exists()
    assert staff.post(at, {"emails": "A@stad.nl, a@stad.nl\nb@stad.nl"}).status_code == 302
    assert sorted(Invitation.objects.values_list("email", flat=True)) == ["a@stad.nl", "b@stad.nl"]
    assert staff.post(at, {"emails": "a@stad.nl"}).status_code == 400  # asked already
    assert len(_mails()) == 2


def test_a_presenter_gets_the_eight_questions_and_answers_by_link(staff: Client, coming: Meeting) -> None:
    city = coming.programme.participations.first()  # type: ignore[union-attr]
    assert city is not None
    at = f"/werkplek/bijeenkomst/{coming.uid}/presentatie"
    staff.post(at, {"where": city.area, "what": "Koffie in de entree", "email": "koffie@stad.nl"})
    row = Presentation.objects.get()
    assert ask_presenters() == {"presentatoren gevraagd": 0}, "three weeks before is too soon"
    today = timezone.localdate()
    for left, count in ((14, 1), (9, 0), (3, 1), (1, 0)):
        Meeting.objects.filter(pk=coming.pk).update(day=today + datetime.timedelta(days=left))
        assert ask_presenters() == {"presentatoren gevraagd": count}, left
    letters = _mails()
    assert len(letters) == 2
    assert all(str(label) in letters[0].body for _key, label in Presentation.QUESTIONS)
    link = _link(letters[0])
    data = {"what": "Koffie in de hal", "vraag_partijen": "De Wissel", "vraag_uitdagen": "De zorgverzekeraar"}
    assert Client().post(link, data).status_code == 302
    row.refresh_from_db()
    assert row.answers == {"partijen": "De Wissel", "uitdagen": "De zorgverzekeraar"}
    assert (row.what, row.email) == ("Koffie in de hal", "koffie@stad.nl")
    page = Client().get(link)
    assert "De Wissel" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert Client().post(link, {"what": "", "vraag_partijen": "x" * 100_000}).status_code == 400
    Meeting.objects.filter(pk=coming.pk).update(state=Meeting.State.SETTLED)
    assert Client().get(link).status_code == 404


def test_the_team_mails_the_questions_at_once_a_day_once(staff: Client, coming: Meeting) -> None:
    row = Presentation.objects.create(meeting=coming, area="WK1", area_name="De Wijk", what="Iets")
    at = f"/werkplek/bijeenkomst/{coming.uid}/presentatie/{row.pk}/vraag"
    assert "e-mailadres" in staff.post(at, follow=True).content.decode()
    Presentation.objects.update(email="p@stad.nl")
    staff.post(at)
    assert "vandaag al" in staff.post(at, follow=True).content.decode()
    assert len(_mails()) == 1


def test_who_was_there_is_asked_whether_it_is_right_and_what_became_of_it(
    staff: Client, meeting: Meeting
) -> None:
    SignUp.objects.create(meeting=meeting, email="was@stad.nl")
    staff.post(f"/werkplek/bijeenkomst/{meeting.uid}/stand", {"stand": "besproken"})
    (letter,) = _mails()
    assert letter.subject == "Klopt dit? Wie blijft er?"
    assert Client().get(_link(letter)).status_code == 200
    Task.objects.create(
        meeting=meeting,
        text="Bellen.",
        aspect="geld",
        state=Task.State.CONFIRMED,
        request="6b0f8d51-2c0f-4d6a-9d0e-0f2b8a1a7c11",
        noted_at=timezone.now(),
    )
    today = timezone.localdate()
    asked = 0
    for days in range(60, 220):  # night after night
        Meeting.objects.filter(pk=meeting.pk).update(
            state=Meeting.State.SETTLED, settled_on=today, day=today - datetime.timedelta(days=days)
        )
        asked += ask_news()["gevraagd wat ervan werd"]
    assert asked == 2, "after three and after six months, each once"
    assert all("Wat werd het?" in each.subject for each in _mails())


def test_addresses_go_a_year_after_the_day(coming: Meeting, cities: list[Participation]) -> None:
    guest = Guest.objects.first()
    assert guest is not None
    Invitation.objects.create(meeting=coming, guest=guest, email=guest.email)
    Presentation.objects.create(meeting=coming, area="WK1", area_name="W", what="x", email="p@stad.nl")
    forget_sign_ups()
    assert Invitation.objects.exists()
    Meeting.objects.update(day=timezone.localdate() - datetime.timedelta(days=366))
    forget_sign_ups()
    assert not Invitation.objects.exists()
    assert Presentation.objects.get().email == ""
    assert Guest.objects.exists(), "the programme goes on"
    Programme.objects.update(ends_on=timezone.localdate() - datetime.timedelta(days=366))
    forget_sign_ups()
    assert not Guest.objects.exists()


@pytest.mark.parametrize(
    ("day", "offset"), [("2027-03-27", 1), ("2027-03-29", 2), ("2026-10-24", 2), ("2026-10-26", 1)]
)
def test_the_hour_is_right_on_both_sides_of_the_change(coming: Meeting, day: str, offset: int) -> None:
    Meeting.objects.filter(pk=coming.pk).update(day=day)
    file = Client().get(f"/bijeenkomst/{coming.uid}/agenda.ics")
    (event,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    starts = event["dtstart"].dt
    assert (starts.hour, starts.utcoffset()) == (10, datetime.timedelta(hours=offset))


def test_feeds_of_the_agenda_and_of_a_programme(coming: Meeting) -> None:
    import feedparser

    for path in ("/agenda.atom", "/programma/samen/nieuws.atom"):
        found = feedparser.parse(Client().get(path).content)
        assert not found.bozo
        assert [entry.title for entry in found.entries] == ["Wie blijft er?"]
        assert found.entries[0].link.endswith(coming.get_absolute_url())
    Programme.objects.update(public=False)
    assert Client().get("/programma/samen/nieuws.atom").status_code == 404
    assert not feedparser.parse(Client().get("/agenda.atom").content).entries


def test_a_city_names_whom_it_may_send(cities: list[Participation]) -> None:
    from wijkwijzer_web.programme.cities.queries import address_of

    city = cities[0]
    link = "/stad/" + address_of(city).rpartition("/stad/")[2]
    Client().post(f"{link}/mensen", {"email": "nieuw@stad.nl", "what": "onderwijs"})
    guest = city.guests.get(email="nieuw@stad.nl")
    assert "nieuw@stad.nl" in Client().get(link).content.decode()
    for wrong in ("", "geen", "x" * 100_000):
        Client().post(f"{link}/mensen", {"email": wrong})
    assert city.guests.count() == 5
    other = cities[1].guests.first()
    assert other is not None
    assert Client().post(f"{link}/mensen/{other.pk}/weg").status_code == 404
    Client().post(f"{link}/mensen/{guest.pk}/weg")
    assert city.guests.count() == 4
