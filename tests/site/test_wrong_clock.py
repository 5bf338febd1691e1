"""A clock that was a year ahead for a while: nothing waits for that year to pass."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from fixtures_dialogue import Phone
from wijkwijzer_web.areas.actions import own_areas
from wijkwijzer_web.areas.models import OwnArea
from wijkwijzer_web.core.actions import expire
from wijkwijzer_web.core.models import Job, Organisation, User
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.dialogue.actions.documents import findings
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Message
from wijkwijzer_web.follow.models import Outgoing
from wijkwijzer_web.follow.outbox.actions import later
from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.operations.backup import make_backup
from wijkwijzer_web.operations.worker import end_orphans, set_right

pytestmark = pytest.mark.twice

YEAR = timedelta(days=365)
BACKEND = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@task()
def clock_task(job_id: str) -> None:
    """Work for the tests."""
    with jobs.work(job_id):
        pass


def test_what_is_to_come_was_not_lately() -> None:
    now = timezone.now()
    assert jobs.lately(now, jobs.STALE)
    assert jobs.lately(now + timedelta(seconds=20), jobs.STALE), "clocks of two machines may differ"
    assert not jobs.lately(now + YEAR, jobs.STALE)
    assert not jobs.lately(now - YEAR, jobs.STALE)


@pytest.mark.django_db(transaction=True)
def test_a_dead_job_of_next_year_can_be_asked_again_and_is_ended(
    settings: object, administrator: User
) -> None:
    settings.TASKS = BACKEND  # type: ignore[attr-defined]
    first = jobs.start(clock_task, kind="x", key="x", title="x", owner=administrator)
    Job.objects.update(state="bezig", updated_at=timezone.now() + YEAR, created_at=timezone.now() + YEAR)
    DBTaskResult.objects.all().delete()
    end_orphans()
    first.refresh_from_db()
    assert first.state == "mislukt"
    Job.objects.update(state="bezig", updated_at=timezone.now() + YEAR)
    assert jobs.start(clock_task, kind="x", key="x", title="x", owner=administrator).pk != first.pk


@pytest.mark.django_db(transaction=True)
def test_work_that_was_put_off_to_next_year_is_done(settings: object, administrator: User) -> None:
    settings.TASKS = BACKEND  # type: ignore[attr-defined]
    job = jobs.start(clock_task, kind="x", key="x", title="x", owner=administrator)
    DBTaskResult.objects.update(run_after=timezone.now() + YEAR)
    assert set_right() == 1
    assert set_right() == 0
    call_command("worker", eenmaal=True)
    job.refresh_from_db()
    assert job.state == "klaar"


@pytest.mark.django_db
def test_a_result_of_next_year_is_made_anew_at_once(dialogue: Dialogue) -> None:
    Findings.objects.create(dialogue=dialogue, position=1, document={}, aggregates={})
    Findings.objects.update(made_at=timezone.now() + YEAR)
    with (
        mock.patch.object(findings, "last_position", return_value=40),
        mock.patch.object(findings, "next_place", return_value=30),
        mock.patch.object(jobs, "start") as started,
    ):
        assert findings.start_findings(dialogue)
    assert started.call_args.args[0] is findings.renew_findings, "not put off"


@pytest.mark.django_db
def test_mail_that_was_put_off_to_next_year_goes(db: None) -> None:
    later("x", letter="loket-wacht", to="l@example.org", values={"link": "x"}, soon=False)
    Outgoing.objects.update(next_at=timezone.now() + YEAR)
    assert send_waiting()["sent"] == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_own_areas_that_changed_after_a_job_of_next_year_come_on_the_site(
    organisation: Organisation, administrator: User
) -> None:
    area = OwnArea.objects.create(
        organisation=organisation, code="GB1001A", name="A", members=["WK100101"], made_by=administrator
    )
    with mock.patch.object(own_areas, "start_laying_over") as started:
        own_areas.lay_over_when_behind()
        assert started.call_count == 1
        done = {"kind": "gebieden", "state": Job.State.DONE, "title": "x"}
        job = Job.objects.create(key=f"{own_areas._mark()}1", **done)
        Job.objects.update(created_at=timezone.now() + YEAR)
        own_areas.lay_over_when_behind()
        assert started.call_count == 1, "nothing changed"
        area.save()
        own_areas.lay_over_when_behind()
        assert started.call_count == 2
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED)
        own_areas.lay_over_when_behind()
        assert started.call_count == 3, "a failure of next year was not lately"


@contextmanager
def _clock(ahead: timedelta) -> Iterator[None]:
    right = timezone.now
    with mock.patch("django.utils.timezone.now", side_effect=lambda: right() + ahead):
        yield


@pytest.fixture
def told(
    dialogue: Dialogue, phone: Callable[[], Phone], settings: object, tmp_path: Path
) -> Callable[[], int]:
    """How many words of people are still there, of a dialogue that is kept another month."""
    settings.VAR, settings.ERASURES_FILE = tmp_path / "var", tmp_path / "gewist.jsonl"  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = str(tmp_path / "media")  # type: ignore[attr-defined]
    Dialogue.objects.update(keep_until=timezone.localdate() + timedelta(days=30))
    one = phone()
    one.begin()
    one.send(one.screen(), tekst="Ik woon boven de bakker en hoor alles.", gezien="1")
    return lambda: Message.objects.exclude(text="").count()


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_jumps_ten_years_ahead_or_back_erases_nothing(
    told: Callable[[], int], tmp_path: Path
) -> None:
    call_command("retention")
    assert told() == 1
    for years in (10, -10, 10):
        with _clock(years * YEAR), pytest.raises(CommandError, match="Er is niets verwijderd"):
            call_command("retention")
        assert told() == 1
        assert not (tmp_path / "gewist.jsonl").exists(), "nor would a restore erase it"
    call_command("retention")
    with _clock(32 * timedelta(days=1)):
        with pytest.raises(CommandError, match="retention --klok-klopt"):
            call_command("retention")
        assert told() == 1
        call_command("retention", klok_klopt=True)
        assert told() == 0, "who looked at the clock is believed"
        call_command("retention")


@pytest.mark.django_db(transaction=True)
def test_a_first_time_looks_at_what_was_written_last(told: Callable[[], int]) -> None:
    expire(actor=None, audit_days=3650, job_days=3650)  # leaves a line in the audit
    with _clock(10 * YEAR), pytest.raises(CommandError, match="Er is niets verwijderd"):
        call_command("retention")
    assert told() == 1


@pytest.mark.django_db(transaction=True)
def test_a_clock_ahead_throws_no_backup_away(told: Callable[[], int], tmp_path: Path) -> None:
    call_command("retention")
    first = make_backup(tmp_path / "kopie").rename(tmp_path / "kopie" / "wijkwijzer-oud.tar")
    with _clock(10 * YEAR):
        second = make_backup(tmp_path / "kopie")
    assert first.exists()
    month = timezone.now() - timedelta(days=40)
    os.utime(first, (month.timestamp(), month.timestamp()))
    make_backup(tmp_path / "kopie")
    assert not first.exists(), "with a clock that is right an old one goes"
    assert second.exists()
