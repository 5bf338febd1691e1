"""The example: one finished dialogue with a verslag that can be checked, and one to take part in at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from wijkwijzer.example.programme import example_programme
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.dialogue.actions.example import (
    FINISHED,
    OPEN,
    load_example_dialogues,
    publish_example_report,
)
from wijkwijzer_web.dialogue.models import Dialogue, Event, Message, Participant, Promise, Report, Statement
from wijkwijzer_web.programme.example.rows import day_from_now

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def test_the_example_has_a_verslag_and_a_dialogue_to_join(organisation: Organisation) -> None:
    load_example_dialogues(actor=None, organisation=organisation)
    load_example_dialogues(actor=None, organisation=organisation)
    caches["local"].clear()
    assert Dialogue.objects.count() == 2
    finished = Dialogue.objects.get(slug=FINISHED)
    assert Participant.objects.filter(dialogue=finished).count() == 155
    assert Message.objects.filter(dialogue=finished).count() > 250
    positions = list(Event.objects.filter(dialogue=finished).values_list("position", flat=True))
    assert sorted(positions) == list(range(1, len(positions) + 1))
    if not Report.objects.exists():  # with an immediate task runner it is there already
        _publish()
    report = Report.objects.get(dialogue=finished)
    _tells_its_days_in_order(finished, report)
    check = report.aggregates["check"]
    assert check["resolved"] == check["sentences"]
    assert check["questions_covered"] == check["questions"] == 10
    assert check["messages_covered"] >= 0.85 * check["messages"]
    page = Client().get(f"/dialoog/{FINISHED}/verslag").content.decode()
    assert "Kennis van de buurt" in page
    assert "Wat moet er morgen anders?" in page or "Wat moet er anders" in page
    assert Client().get(f"/dialoog/{OPEN}").status_code == 200
    withheld = Message.objects.filter(dialogue=finished, consent="samengevat")
    public = page + Client().get(f"/dialoog/{FINISHED}/uitkomst").content.decode()
    assert not [m.number for m in withheld if m.shown_text in public and len(m.shown_text) > 40]


def _tells_its_days_in_order(dialogue: Dialogue, report: Report) -> None:
    """Open, closed, reported; a promise that was kept or is late was due before today; work came after it."""
    assert dialogue.closed_at is not None
    assert report.published_at is not None
    assert dialogue.created_at < dialogue.closed_at < report.published_at < timezone.now()
    past = {promise.state for promise in dialogue.promises.filter(due__lt=timezone.localdate())}
    assert past == {Promise.State.DONE, Promise.State.LATE}
    of_promises = [row for row in example_programme()["opgave"] if "belofte" in row.get("from", [])]
    assert of_promises
    assert all(day_from_now(row["since"]) > report.published_at.date() for row in of_promises)


def _publish() -> None:
    from wijkwijzer_web.core.models import Job

    job = Job.objects.get(kind="voorbeeldverslag")
    publish_example_report.call(job_id=str(job.pk), slug=FINISHED)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.message


def test_pages_for_everyone_ask_little_of_the_database(
    organisation: Organisation, django_assert_max_num_queries: Any
) -> None:
    load_example_dialogues(actor=None, organisation=organisation)
    statement = Statement.objects.filter(question__topic__dialogue__slug=FINISHED).first()
    assert statement
    place = f"/dialoog/{FINISHED}"
    Client().get("/dialogen")  # whose house this is stays known for a while
    for address, most in {
        "/dialogen": 4,
        f"{place}/uitkomst": 16,
        f"{place}/uitkomst/stelling/{statement.pk}": 8,
        f"{place}/verslag": 12,
        f"{place}/verslag/1/tellingen.json": 6,
    }.items():
        with django_assert_max_num_queries(most):
            assert Client().get(address).status_code == 200


def test_every_number_opens_what_is_under_it(organisation: Organisation) -> None:
    load_example_dialogues(actor=None, organisation=organisation)
    hidden = Statement.objects.filter(question__topic__dialogue__slug=FINISHED).first()
    assert hidden
    Statement.objects.filter(pk=hidden.pk).update(state=Statement.State.HIDDEN)
    caches["local"].clear()
    for page in ("uitkomst", "verslag/1"):
        text = Client().get(f"/dialoog/{FINISHED}/{page}").content.decode()
        statements = set(re.findall(rf'href="(/dialoog/{FINISHED}/uitkomst/stelling/\d+)"', text))
        themes = set(re.findall(rf'href="(/dialoog/{FINISHED}/uitkomst/thema/\d+)"', text))
        assert len(statements) == 23
        assert len(themes) > 20
        assert f"/dialoog/{FINISHED}/uitkomst/stelling/{hidden.pk}" not in statements
        row = re.search(
            r'ww-rij__uit[^>]*>\s*<a[^>]+href="([^"]+)"[^>]*>[^<]*% oneens · [^<]*% eens</a>', text
        )
        assert row
        assert Client().get(row[1]).status_code == 200
        links = set(re.findall(r'ww-waarom" href="([^"#]+)#([^"]+)">', text))
        (behind,) = {address for address, _there in links}
        why = Client().get(behind).content.decode()
        assert len(links) > 15
        assert all(f'id="{there}"' in why for _address, there in links)
        assert hidden.text not in why
