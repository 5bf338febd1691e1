"""My place, my data: shown from ten people on, exported whole, and erased everywhere."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from fixtures_dialogue import HIGH, Phone
from wijkwijzer_web.dialogue.actions.documents.findings import renew_findings
from wijkwijzer_web.dialogue.models import Dialogue, Event, Findings, Message, Participant, Report, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
SECRET = "De kapper op de hoek weet echt alles van ons plein"


def everything_in_the_database() -> str:
    """Every row of every table as text."""
    rows = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            rows += [repr(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def ten_people(phone: Callable[[], Phone]) -> list[Phone]:
    phones = [phone() for _ in range(10)]
    for one in phones:
        one.begin()
        one.send(overslaan="1")
        one.send(keuze="eens")
    return phones


def test_others_are_shown_from_ten_votes_on(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    one.send(overslaan="1")
    one.send(keuze="eens")
    page = one.client.get(f"{one.address}/mijn-plek").content.decode()
    assert "pas als er tien mensen stemden" in page
    assert "100%" not in page


def test_the_export_holds_what_i_wrote_and_nothing_of_others(phone: Callable[[], Phone]) -> None:
    one, other = phone(), phone()
    one.begin()
    one.send(tekst=SECRET, gezien="1")
    other.begin()
    other.send(tekst="Iets van een ander.", gezien="1")
    mine = json.loads(one.client.post(f"{one.address}/mijn-plek/download", {"vorm": "json"}).content)
    assert [m["tekst"] for m in mine["berichten"]] == [SECRET]
    assert "Iets van een ander" not in json.dumps(mine)
    assert one.client.get(f"{one.address}/mijn-plek/download").status_code == 405


def test_the_export_is_a_page_that_a_person_can_read(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin(**{f"achtergrond_{HIGH + 1}": "Bewoner"})
    one.send(tekst=SECRET, gezien="1")
    one.send(keuze="oneens")
    answer = one.client.post(f"{one.address}/mijn-plek/download")
    page = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="mijn-antwoorden-wat-werkt.html"'
    asked = Statement.objects.get(pk=Event.objects.get(kind="stem").statement_id).text
    for words in ("Wat ik invulde", SECRET, "Een moderator leest dit nog.", asked, "Oneens", "Bewoner"):
        assert words in page
    assert "getoond" not in page, "no words of ours"
    assert not re.search(r'(src|href)="(?!#)', page), "one file, that needs nothing of elsewhere"


def test_erasing_leaves_nothing_anywhere(phone: Callable[[], Phone]) -> None:
    one = phone()
    participant = one.begin()
    one.send(tekst=SECRET, gezien="1", letterlijk="1")
    one.client.post(
        f"{one.address}/stelling",
        {
            "aanvraag": "7f3d3f34-9b33-4d7a-8c55-1d3f3d6a0001",
            "vraag": str(Statement.objects.first().question_id),
            "stelling_tekst": f"{SECRET}, en dat is goed.",
        },
    )
    Message.objects.update(state=Message.State.VISIBLE)
    Statement.objects.update(state=Statement.State.VISIBLE)
    _make_findings(participant)
    found = Findings.objects.get()
    Report.objects.create(
        dialogue=participant.dialogue,
        version=1,
        position=9,
        checksum="x",
        document=found.document,
        aggregates={},
    )
    assert SECRET in everything_in_the_database()
    asked = one.client.post(f"{one.address}/mijn-plek/wis")
    assert asked.status_code == 200
    assert SECRET in everything_in_the_database()
    one.client.post(f"{one.address}/mijn-plek/wis", {"zeker": "1"})
    caches["local"].clear()
    assert SECRET not in everything_in_the_database()
    assert Event.objects.filter(kind="gewist").count() == 1
    assert Participant.objects.get(pk=participant.pk).token_hash is None
    assert Report.objects.get().withdrawn == 1
    for path in ("/uitkomst", "/mijn-plek", ""):
        assert SECRET not in one.client.get(one.address + path, follow=True).content.decode()
    assert one.send("", tekst="nog iets", gezien="1").status_code == 403


def test_leaving_a_shared_device_keeps_the_answers_and_forgets_the_person(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin(toestel="gedeeld")
    one.send(tekst=SECRET, gezien="1")
    answer = one.client.post(f"{one.address}/mijn-plek/klaar")
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert one.client.get(f"{one.address}/mijn-plek").status_code == 302
    assert Message.objects.get().text == SECRET


def test_the_data_pages_need_a_post(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    for path in ("wis", "download", "klaar", "code"):
        assert one.client.get(f"{one.address}/mijn-plek/{path}").status_code == 405


def _make_findings(participant: Participant) -> None:
    from wijkwijzer_web.core.models import Job

    Dialogue.objects.filter(pk=participant.dialogue_id).update(state=Dialogue.State.CLOSED)
    job = Job.objects.create(kind="uitkomst", key="test", title="test")
    renew_findings.call(job_id=str(job.pk), slug=participant.dialogue.slug)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.message


def test_after_the_last_day_words_and_people_are_gone(phone: Callable[[], Phone], dialogue: Dialogue) -> None:
    one = phone()
    one.begin()
    one.send(tekst=SECRET, gezien="1", letterlijk="1")
    call_command("retention", stdout=io.StringIO())
    assert SECRET in everything_in_the_database()
    Dialogue.objects.update(keep_until=timezone.localdate() - timedelta(days=1))
    call_command("retention", stdout=io.StringIO())
    assert SECRET not in everything_in_the_database()
    assert Event.objects.filter(kind="bericht").count() == 1, "what was counted stays counted"
    assert one.client.get(f"{one.address}/mijn-plek").status_code == 302
