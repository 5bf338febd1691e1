"""Background work: asked once, followed by anyone who has the address, kept with its release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks import task

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.work import jobs

pytestmark = pytest.mark.twice


@task()
def make_text(job_id: str, text: str) -> None:
    """Make a small file."""
    with jobs.work(job_id) as work:
        work.progress(50, "Halverwege")
        work.store("tekst.txt", text.encode(), "text/plain")


@task()
def refuse(job_id: str) -> None:
    """Find something wrong with the input."""
    with jobs.work(job_id):
        raise InputError("Deze wijk heeft geen cijfers.")


@task()
def break_down(job_id: str) -> None:
    """Fail unexpectedly."""
    with jobs.work(job_id):
        raise ValueError("geheim")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any, db: None) -> None:
    settings.JOBS_DIR = tmp_path


def start(**changes: Any) -> Job:
    """Ask for the small file."""
    arguments = {"kind": "tekst", "key": "a", "title": "Een tekst", "release": "r1"} | changes
    return jobs.start(make_text, parameters={"text": "hallo"}, **arguments)


def test_the_result_is_kept_with_its_release(client: Client) -> None:
    job = start()
    assert (job.state, job.progress) == ("klaar", 100)
    assert job.path.parts[-3] == "r1"
    answer = client.get(f"/taken/{job.pk}/bestand")
    assert b"".join(answer.streaming_content) == b"hallo"
    assert answer.headers["Content-Type"] == "text/plain"
    assert "tekst.txt" in answer.headers["Content-Disposition"]


def test_the_same_question_is_worked_on_once() -> None:
    first = start()
    assert start().pk == first.pk
    assert start(release="r2").pk != first.pk
    first.path.unlink()
    assert start().pk != first.pk, "a lost file is made again"


def test_followed_without_javascript(client: Client) -> None:
    job = Job.objects.create(kind="x", key="x", title="Rapport", state="bezig", progress=40, message="Kaart")
    page = client.get(f"/taken/{job.pk}").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Kaart" in page
    state = client.get(f"/taken/{job.pk}/stand").json()
    assert state == {"stand": "bezig", "voortgang": 40, "melding": "Kaart", "bestand": None}
    assert client.get(f"/taken/{job.pk}/bestand").status_code == 404
    Job.objects.update(state="klaar")
    assert "http-equiv" not in client.get(f"/taken/{job.pk}").content.decode()


def test_wrong_input_is_told_and_other_errors_are_not(client: Client) -> None:
    told = jobs.start(refuse, kind="x", key="1", title="x")
    assert (told.state, told.message) == ("mislukt", "Deze wijk heeft geen cijfers.")
    hidden = jobs.start(break_down, kind="x", key="2", title="x")
    assert hidden.state == "mislukt"
    assert "geheim" not in client.get(f"/taken/{hidden.pk}").content.decode()


def test_failed_work_can_be_asked_again() -> None:
    failed = jobs.start(refuse, kind="tekst", key="a", title="x", release="r1")
    again = start()
    assert again.pk != failed.pk
    assert again.state == "klaar"


def test_work_whose_worker_died_can_be_asked_again() -> None:
    dead = Job.objects.create(kind="tekst", key="a", release="r1", title="x", state="bezig")
    assert start().pk == dead.pk
    Job.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    assert start().pk != dead.pk
    dead.refresh_from_db()
    assert dead.state == "mislukt"


def test_a_full_queue_says_so() -> None:
    Job.objects.create(kind="x", key="x", title="x", state="wacht")
    with override_settings(JOBS_WAITING_LIMIT=1), pytest.raises(jobs.TooMuchWork):
        start()


def test_work_for_one_person_is_for_that_person(
    client: Client, log_in: Callable[[User], Client], administrator: User
) -> None:
    job = start(owner=administrator)
    for address in (f"/taken/{job.pk}", f"/taken/{job.pk}/stand", f"/taken/{job.pk}/bestand"):
        assert Client().get(address).status_code == 404, address
    client = log_in(administrator)
    assert client.get(f"/taken/{job.pk}").status_code == 200
