"""Rows for the organiser: a recent second factor and a reason, nobody who erased, gone after a day."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer.opendata.polis import read_polis
from wijkwijzer_web.core.models import AuditEntry, Job, Role, User
from wijkwijzer_web.dialogue.models import BackgroundAnswer, Dialogue, Event, Message, Participant

pytestmark = pytest.mark.django_db
REASON = {"reason": "Controle van de telling door de rekenkamer."}


@pytest.fixture
def answered(phone: Callable[[], Phone]) -> list[Participant]:
    """Three people who each wrote and voted."""
    people = []
    for n in range(3):
        one = phone()
        people.append(one.begin())
        one.send(tekst=f"=HYPERLINK({n}) schreef mens {n} over de buurt.", gezien="1", letterlijk="1")
        one.send(keuze="eens")
        one.send(keuze="oneens")
    return people


def address(dialogue: Dialogue) -> str:
    return f"/werkplek/dialogen/{dialogue.slug}/rijen"


def files_of(browser: Client, dialogue: Dialogue) -> dict[str, str]:
    """Ask for the rows and read what is in the zip."""
    answer = browser.post(address(dialogue), REASON)
    assert answer.status_code == 302, answer.content
    job = Job.objects.filter(kind="rijen").latest("created_at")
    assert job.state == Job.State.DONE, job.message
    content = b"".join(browser.get(f"/taken/{job.pk}/bestand").streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        return {name: box.read(name).decode() for name in box.namelist()}


def test_the_rows_say_what_was_done_and_not_by_whom(
    log_in: Callable[[User], Client],
    member: Callable[[Role], User],
    dialogue: Dialogue,
    answered: list[Participant],
    tmp_path: Path,
) -> None:
    BackgroundAnswer.objects.create(
        participant=answered[0], question=dialogue.background_questions.get(), option="Bewoner"
    )
    hidden = Message.objects.order_by("number").first()
    assert hidden
    Message.objects.filter(pk=hidden.pk).update(state="verborgen")
    files = files_of(log_in(member(Role.EDITOR)), dialogue)
    rows = list(csv.DictReader(io.StringIO(files["rijen.csv"])))
    assert {row["deelnemer"] for row in rows} == {"1", "2", "3"}
    votes = [row for row in rows if row["soort"] == "stem"]
    assert sorted(row["waarde"] for row in votes) == ["-1"] * 3 + ["1"] * 3
    assert all(row["uur"].endswith(":00:00+00:00") for row in rows)
    messages = list(csv.DictReader(io.StringIO(files["berichten.csv"])))
    assert len(messages) == 2
    assert all(row["tekst"].startswith("'=HYPERLINK") for row in messages)
    assert "deelnemer" not in messages[0]
    everything = " ".join(files.values())
    assert "Bewoner" not in everything
    assert hidden.text not in everything
    assert not [p for p in answered if str(p.key) in everything or p.key.hex in everything]
    for name, content in files.items():
        if name.startswith("polis/"):
            (tmp_path / Path(name).name).write_text(content)
    export = read_polis(tmp_path)
    assert (export.votes.height, export.votes["participant"].n_unique()) == (6, 3)
    entry = AuditEntry.objects.get(action="dialogue.export_rows")
    assert entry.details["reason"] == REASON["reason"]


def test_who_erased_is_not_in_it_and_older_files_are_gone(
    log_in: Callable[[User], Client],
    member: Callable[[Role], User],
    dialogue: Dialogue,
    phone: Callable[[], Phone],
    answered: list[Participant],
) -> None:
    browser = log_in(member(Role.EDITOR))
    last = phone()
    last.begin()
    last.send(tekst="Dit wis ik straks weer uit.", gezien="1")
    last.send(keuze="eens")
    assert "Dit wis ik straks" in files_of(browser, dialogue)["berichten.csv"]
    old = Job.objects.get(kind="rijen").path
    assert old.is_file()
    last.client.post(f"{last.address}/mijn-plek/wis", {"zeker": "1"})
    assert not old.exists()
    time.sleep(1)  # the key of the work is the second in which it was asked for
    files = files_of(browser, dialogue)
    assert "Dit wis ik straks" not in files["berichten.csv"]
    assert "4" not in {row["deelnemer"] for row in csv.DictReader(io.StringIO(files["rijen.csv"]))}


def test_without_a_reason_or_a_recent_second_factor_there_is_nothing(
    log_in: Callable[[User], Client], member: Callable[[Role], User], dialogue: Dialogue
) -> None:
    browser = log_in(member(Role.EDITOR))
    assert browser.get(address(dialogue)).status_code == 200
    short = browser.post(address(dialogue), {"reason": "zomaar"})
    assert short.status_code == 400
    session = browser.session
    assert isinstance(session, SessionStore)
    session["account_authentication_methods"] = [
        {**record, "at": record["at"] - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()
    for answer in (browser.get(address(dialogue)), browser.post(address(dialogue), REASON)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/tweede-factor/bevestigen")
    assert not Job.objects.filter(kind="rijen").exists()


def test_others_get_nothing(
    log_in: Callable[[User], Client],
    member: Callable[[Role], User],
    dialogue: Dialogue,
    answered: list[Participant],
) -> None:
    browser = log_in(member(Role.MODERATOR))
    moderator = User.objects.get(email__startswith=Role.MODERATOR)
    moderator.memberships.update(role=Role.VISITOR)
    assert browser.get(address(dialogue)).status_code == 404  # for others a dialogue at work is not there
    assert browser.post(address(dialogue), REASON).status_code == 404
    assert Client().get(address(dialogue)).status_code == 302
    assert not Job.objects.filter(kind="rijen").exists()


def test_the_file_is_gone_after_a_day(
    log_in: Callable[[User], Client],
    member: Callable[[Role], User],
    dialogue: Dialogue,
    answered: list[Participant],
) -> None:
    browser = log_in(member(Role.EDITOR))
    files_of(browser, dialogue)
    job = Job.objects.get(kind="rijen")
    assert Client().get(f"/taken/{job.pk}/bestand").status_code == 404
    call_command("retention", stdout=io.StringIO())
    assert job.path.is_file()
    Job.objects.update(created_at=timezone.now() - timedelta(hours=25))
    call_command("retention", stdout=io.StringIO())
    assert not job.path.exists()
    assert not Job.objects.filter(kind="rijen").exists()
    assert Event.objects.filter(dialogue=dialogue, kind="stem").count() == 6
