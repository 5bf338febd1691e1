"""A meeting from the invitation to what became of its tasks."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from typing import Any

import icalendar
import pytest
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.programme.meetings import actions
from wijkwijzer_web.programme.meetings.queries import link_of_sign_up
from wijkwijzer_web.programme.models import Amendment, Meeting, Programme, SignUp, Task, TaskNews

pytestmark = pytest.mark.django_db
TASK = {"tekst": "Uitzoeken of het buurtbudget loon mag betalen.", "kant": "geld", "tafel": "3"}


def _note(client: Client, meeting: Meeting, **more: str) -> int:
    data = TASK | {"aanvraag": str(uuid.uuid4())} | more
    return client.post(f"/zaal/{meeting.code}", data).status_code


def test_a_meeting_is_planned_moved_and_called_off(staff: Client, programme: Programme) -> None:
    data = {
        "theme": "Geld dat niet ophoudt",
        "day": "2026-05-07",
        "begins": "10:00",
        "ends": "15:00",
        "place": "Brugstede",
    }
    staff.post(f"/werkplek/programma/{programme.slug}/bijeenkomst/nieuw", data)
    row = programme.meetings.get()
    assert (row.number, row.sequence) == (1, 0)
    staff.post(f"/werkplek/bijeenkomst/{row.uid}/gegevens", data | {"day": "2026-05-08"})
    staff.post(f"/werkplek/bijeenkomst/{row.uid}/stand", {"stand": "afgelast"})
    file = Client().get(f"/programma/{programme.slug}/agenda.ics")
    (event,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert (event["sequence"], event["status"]) == (2, "CANCELLED")
    assert str(event["uid"]).startswith(str(row.uid))
    assert "gaat niet door" in Client().get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("ends", "09:00"), ("day", "2026-02-30"), ("place", ""), ("theme", "")]
)
def test_a_meeting_without_time_or_place_is_refused(
    staff: Client, programme: Programme, field: str, value: str
) -> None:
    data = {"theme": "T", "day": "2026-05-07", "begins": "10:00", "ends": "15:00", "place": "P"}
    answer = staff.post(f"/werkplek/programma/{programme.slug}/bijeenkomst/nieuw", data | {field: value})
    assert answer.status_code == 400
    assert not programme.meetings.exists()


def test_a_task_is_one_screen_and_a_retry_is_one_task(client: Client, meeting: Meeting) -> None:
    key = str(uuid.uuid4())
    for _again in range(3):
        answer = client.post(f"/zaal/{meeting.code}", TASK | {"aanvraag": key})
        assert answer.status_code == 302
    (task,) = meeting.tasks.all()
    assert (task.text, task.aspect, task.table) == (TASK["tekst"], "geld", 3)
    page = client.get(f"/zaal/{meeting.code}?tafel=3").content.decode()
    assert "Jullie tafel schreef er 1" in page
    assert TASK["tekst"] in page


def test_the_script_gets_json_and_the_same_task_once(client: Client, meeting: Meeting) -> None:
    data = TASK | {"aanvraag": str(uuid.uuid4())}
    codes = [client.post("/zaal/ABCD", data, headers={"accept": "application/json"}) for _n in range(2)]
    assert [answer.status_code for answer in codes] == [201, 200]
    wrong = client.post("/zaal/ABCD", data | {"tekst": ""}, headers={"accept": "application/json"})
    assert wrong.status_code == 400
    assert wrong.json()["fouten"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"tekst": ""},
        {"tekst": "x" * 281},
        {"kant": "taart"},
        {"kant": ""},
        {"wijk": "WK000000"},
        {"aanvraag": "geen"},
        {"tafel": "²"},
        {"tafel": "٣"},
        {"tafel": "-1"},
        {"wanneer": "morgen"},
    ],
)
def test_a_wrong_task_keeps_nothing_and_keeps_the_words_on_the_screen(
    client: Client, meeting: Meeting, wrong: dict[str, str]
) -> None:
    data = TASK | {"aanvraag": str(uuid.uuid4())} | wrong
    answer = client.post(f"/zaal/{meeting.code}", data)
    assert answer.status_code == 400
    assert not meeting.tasks.exists()
    if wrong.get("tekst", "ja") == "ja":
        assert TASK["tekst"] in answer.content.decode()


def test_control_characters_break_no_page(client: Client, meeting: Meeting) -> None:
    assert _note(client, meeting, tekst="Uitzoeken\x0b\x00 wat \u202ekan") == 302
    assert meeting.tasks.get().text == "Uitzoeken wat kan"


def test_the_room_is_closed_before_and_after(client: Client, meeting: Meeting) -> None:
    for state in (Meeting.State.PLANNED, Meeting.State.DISCUSSED, Meeting.State.SETTLED):
        Meeting.objects.filter(pk=meeting.pk).update(state=state)
        assert _note(client, meeting) == 404
    assert not meeting.tasks.exists()
    assert client.post("/zaal", {"code": "ZZZZ"}).status_code == 404


def test_a_code_is_typed_in_any_way(client: Client, meeting: Meeting) -> None:
    assert client.post("/zaal", {"code": " ab cd "}).headers["Location"] == "/zaal/ABCD"


def test_notes_are_settled_only_when_all_looked_and_nothing_waits(staff: Client, meeting: Meeting) -> None:
    _note(Client(), meeting)
    task = meeting.tasks.get()
    at = f"/werkplek/bijeenkomst/{meeting.uid}"
    staff.post(f"{at}/stand", {"stand": "besproken"})
    meeting.refresh_from_db()
    assert meeting.amend_until == timezone.localdate() + datetime.timedelta(days=14)
    staff.post(f"{at}/stand", {"stand": "vastgesteld"})
    Meeting.objects.filter(pk=meeting.pk).update(amend_until=timezone.localdate())
    staff.post(f"{at}/stand", {"stand": "vastgesteld"})  # the task is neither confirmed nor lapsed
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.DISCUSSED
    staff.post(f"{at}/taak/{task.pk}", {"state": "vervalt", "because": ""})
    task.refresh_from_db()
    assert task.state == Task.State.NOTED
    staff.post(f"{at}/taak/{task.pk}", {"state": "bevestigd"})
    Amendment.objects.create(
        meeting=meeting, text="Dit zei ik niet zo.", on=timezone.localdate(), request=uuid.uuid4()
    )
    staff.post(f"{at}/stand", {"stand": "vastgesteld"})
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.DISCUSSED
    remark = meeting.amendments.get()
    staff.post(f"{at}/opmerking/{remark.pk}", {"state": "verwerkt", "answer": "Aangepast."})
    staff.post(f"{at}/stand", {"stand": "vastgesteld"})
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.SETTLED
    assert task.text in Client().get(meeting.get_absolute_url()).content.decode()


def test_notes_are_not_public_before_those_present_look_along(meeting: Meeting) -> None:
    _note(Client(), meeting)
    assert TASK["tekst"] not in Client().get(meeting.get_absolute_url()).content.decode()


def test_who_was_there_amends_and_says_what_became_of_it(client: Client, meeting: Meeting) -> None:
    _note(client, meeting)
    token = link_of_sign_up(actions.sign_up(meeting, "iemand@example.org", "Tolbeke")).rpartition("/")[2]
    Meeting.objects.filter(pk=meeting.pk).update(
        state=Meeting.State.DISCUSSED, amend_until=timezone.localdate()
    )
    task = meeting.tasks.get()
    remark = {"text": "Het was het wijkbudget.", "task": task.pk, "aanvraag": str(uuid.uuid4())}
    for _again in range(2):
        client.post(f"/b/{token}/opmerking", remark)
    assert meeting.amendments.get().task == task
    client.post(f"/b/{token}/taak/{task.pk}", {"answer": "gedaan"})  # nobody asked yet
    assert not TaskNews.objects.exists()
    long_ago = timezone.localdate() - datetime.timedelta(days=200)
    Meeting.objects.filter(pk=meeting.pk).update(
        state=Meeting.State.SETTLED, settled_on=long_ago, day=long_ago
    )
    client.post(f"/b/{token}/taak/{task.pk}", {"answer": "gestopt", "text": ""})  # stopping needs a reason
    assert not TaskNews.objects.exists()
    client.post(f"/b/{token}/taak/{task.pk}", {"answer": "gedaan", "text": "Het mag, twee jaar."})
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Het mag, twee jaar." in page
    assert "Van 1 taken is er 1 gedaan." in page


def test_silence_after_half_a_year_is_a_loose_end(client: Client, meeting: Meeting) -> None:
    _note(client, meeting)
    long_ago = timezone.localdate() - datetime.timedelta(days=200)
    Meeting.objects.filter(pk=meeting.pk).update(
        state=Meeting.State.SETTLED, settled_on=long_ago, day=long_ago
    )
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "1 taak kreeg geen antwoord." in page
    assert page.count("hierover is niets genoteerd") == 3


def test_an_open_meeting_takes_sign_ups_without_account_and_forgets_them(
    client: Client, meeting: Meeting
) -> None:
    soon = timezone.localdate() + datetime.timedelta(days=9)
    Meeting.objects.filter(pk=meeting.pk).update(open_to_all=True, day=soon, state=Meeting.State.INVITED)
    at = f"/bijeenkomst/{meeting.uid}/aanmelden"
    page = client.post(at, {"email": "Iemand@Example.org", "city": "Verweghuizen"}).content.decode()
    assert meeting.sign_ups.get().email == "iemand@example.org"
    send_waiting()
    (sent,) = mail.outbox
    link = next(word for word in sent.body.split() if "/b/" in word)
    assert link not in page, "the link is for the mailbox: anybody can type an address"
    client.post(at, {"email": "iemand@example.org"})
    send_waiting()
    link = next(word for word in mail.outbox[1].body.split() if "/b/" in word)
    assert [client.post(at, {"email": "iemand@example.org"}).status_code for _more in range(2)] == [200, 302]
    send_waiting()
    link = next(word for word in mail.outbox[2].body.split() if "/b/" in word)
    assert len(mail.outbox) == 3, "a stranger mails nobody full"
    assert "Verweghuizen" not in sent.body
    assert client.post(at, {"email": "geen adres"}).status_code == 400
    path = link[link.index("/b/") :]
    client.post(f"{path}/afmelden")
    assert not SignUp.objects.exists()
    assert client.get(path).status_code == 404


def test_a_database_cannot_hold_a_lapsed_task_without_reason(meeting: Meeting) -> None:
    with pytest.raises(IntegrityError):
        Task.objects.create(
            meeting=meeting,
            text="x",
            aspect="geld",
            state="vervalt",
            request=uuid.uuid4(),
            noted_at=datetime.datetime.now(tz=datetime.UTC),
        )


def test_strangers_reach_no_page_of_the_team(client: Client, meeting: Meeting) -> None:
    for path in ("", "/gegevens", "/presentatie", "/zaalscherm", "/qr.svg"):
        assert client.get(f"/werkplek/bijeenkomst/{meeting.uid}{path}").status_code == 302


def test_the_room_screen_shows_the_letters_and_a_code_that_is_a_picture(
    staff: Client, meeting: Meeting
) -> None:
    assert "ABCD" in staff.get(f"/werkplek/bijeenkomst/{meeting.uid}/zaalscherm").content.decode()
    picture = staff.get(f"/werkplek/bijeenkomst/{meeting.uid}/qr.svg").content
    assert b"http://www.w3.org/2000/svg" in picture


def test_machines_read_a_meeting_and_hear_that_it_is_off(client: Client, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(theme="Open </script> avond", place="De Wissel")

    def read() -> dict[str, Any]:
        page = client.get(meeting.get_absolute_url()).content.decode()
        [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        said: dict[str, Any] = json.loads(found)
        return said

    said = read()
    assert (said["@type"], said["name"]) == ("Event", "Open </script> avond")
    assert datetime.datetime.fromisoformat(said["startDate"]).utcoffset() is not None
    assert said["location"] == [{"@type": "Place", "name": "De Wissel"}]
    assert said["eventStatus"]["@id"].endswith("/EventScheduled")
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CANCELLED)
    assert read()["eventStatus"]["@id"].endswith("/EventCancelled")
