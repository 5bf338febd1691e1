"""What goes wrong by itself: a full queue or disk, a database away, a dead worker, unreadable figures."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.test import Client
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from wijkwijzer_web.areas.models import ActiveRelease
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.areas.queries.releases import _read as read_release
from wijkwijzer_web.core.models import AuditEntry, Job, Organisation, User
from wijkwijzer_web.core.shell import trouble
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.operations import worker as worker_module
from wijkwijzer_web.operations.worker import PatientWorker, take_over

pytestmark = pytest.mark.twice

BACKEND = "django_tasks_db.DatabaseBackend"


@pytest.fixture
def queue(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None) -> None:
    """Work waits in the database, as in production, and the worker leaves our signals alone."""
    settings.TASKS = {"default": {"BACKEND": BACKEND}}
    settings.VAR, settings.JOBS_DIR = tmp_path / "var", tmp_path / "werk"
    monkeypatch.setattr(PatientWorker, "configure_signals", lambda self: None)
    monkeypatch.setattr(PatientWorker, "_watch", lambda self: None)


@pytest.fixture
def wijken(shown: Current) -> list[str]:
    """Addresses of reports."""
    places = [place for level in ("wijk", "buurt") for place in shown.names.at_level(level)]
    return [f"/{place.level}/{place.key.lower()}/rapport" for place in places if "-" not in place.key]


def ask(address: str, caller: str) -> int:
    return Client(REMOTE_ADDR=caller).post(address, {"soort": "html"}).status_code


@pytest.mark.django_db(transaction=True)
def test_one_caller_holds_a_few_places_and_staff_have_their_own_lane(
    queue: None, wijken: list[str], settings: LazySettings, administrator: User
) -> None:
    settings.JOBS_WAITING_LIMIT = 12
    answers = [ask(address, "192.0.2.7") for address in wijken[:9]]
    assert answers == [302] * 5 + [503] * 4
    assert ask(wijken[0], "192.0.2.7") == 302, "the same report again is no new work"
    assert ask(wijken[10], "192.0.2.8") == 302, "another caller is not shut out"
    for number in range(20):
        ask(wijken[11 + number], f"192.0.3.{number}")
    assert Job.objects.filter(owner=None, state="wacht").count() == 12
    page = Client().post(wijken[40], {"soort": "html"})
    assert page.status_code == 503
    assert "Het is druk" in page.content.decode()
    assert page.headers["Retry-After"]
    jobs.start(trouble_task, kind="x", key="x", title="x", owner=administrator)
    first = DBTaskResult.objects.ready().first()
    assert first is not None
    assert first.task_path.endswith("trouble_task"), "staff go first"
    assert "192.0.2" not in json.dumps(list(Job.objects.values_list("caller", flat=True)))


@task()
def trouble_task(job_id: str) -> None:
    """Work for the tests."""
    with jobs.work(job_id) as work:
        work.store("a.txt", b"klaar", "text/plain")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("percent", [0, 20, 50, 99])
def test_work_of_a_killed_worker_is_taken_over(queue: None, administrator: User, percent: int) -> None:
    job = jobs.start(trouble_task, kind="x", key="x", title="x", owner=administrator)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["dood"])
    Job.objects.update(state="bezig", progress=percent)
    call_command("worker", eenmaal=True)
    job.refresh_from_db()
    assert (job.state, job.path.read_bytes()) == ("klaar", b"klaar")


@pytest.mark.django_db(transaction=True)
def test_what_a_living_worker_does_is_left_to_it(queue: None, administrator: User) -> None:
    jobs.start(trouble_task, kind="x", key="x", title="x", owner=administrator)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["levend"])
    alive = worker_module._Alive("levend")
    assert take_over() == 0
    alive.end()
    assert take_over() == 1


@pytest.mark.django_db(transaction=True)
def test_work_that_takes_workers_down_is_given_up_with_a_sentence(queue: None, administrator: User) -> None:
    job = jobs.start(trouble_task, kind="x", key="x", title="x", owner=administrator)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["a", "b", "c"])
    call_command("worker", eenmaal=True)
    job.refresh_from_db()
    assert job.state == "mislukt"
    assert "afgebroken" in job.message


@task()
def work_of_nobody() -> None:
    """Work for which nobody waits."""
    raise AssertionError("it was given up")


@pytest.mark.django_db(transaction=True)
def test_work_for_which_nobody_waits_is_given_up_too(queue: None) -> None:
    work_of_nobody.enqueue()
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["a", "b", "c"])
    call_command("worker", eenmaal=True)
    assert DBTaskResult.objects.get().status == "FAILED"


@pytest.mark.django_db(transaction=True)
def test_what_was_done_when_its_worker_died_is_not_done_again(queue: None, administrator: User) -> None:
    job = jobs.start(trouble_task, kind="x", key="x", title="x", owner=administrator)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["dood"])
    jobs.Work(job).done()
    call_command("worker", eenmaal=True)
    job.refresh_from_db()
    assert (job.state, job.result) == ("klaar", ""), "not once more: it would have left a file"
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
def test_a_worker_waits_for_the_database(
    queue: None, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = jobs.start(trouble_task, kind="x", key="x", title="x", owner=administrator)
    faults = iter([OperationalError("connection refused"), OSError(errno.ENOSPC, "vol")])
    honest = worker_module.Worker.run

    def run(self: Any) -> None:
        for fault in faults:
            raise fault
        honest(self)

    monkeypatch.setattr(worker_module.Worker, "run", run)
    monkeypatch.setattr(worker_module.time, "sleep", lambda seconds: None)
    call_command("worker", eenmaal=True)
    job.refresh_from_db()
    assert job.state == "klaar"


@pytest.mark.django_db(transaction=True)
def test_a_worker_begins_anew_after_so_much_work(
    queue: None, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: begun.append((program, arguments)))
    for number in range(4):
        jobs.start(trouble_task, kind="x", key=str(number), title="x", owner=administrator)
    call_command("worker", vernieuw_na=2, tussenpoos=0.01)
    assert Job.objects.filter(state="klaar").count() == 2, "no more than it may, whatever waits"
    assert begun == [(sys.executable, [sys.executable, *sys.orig_argv[1:]])], "the same, with an empty memory"
    call_command("worker", vernieuw_na=2, tussenpoos=0.01)
    assert (Job.objects.filter(state="klaar").count(), len(begun)) == (4, 2)
    call_command("worker", eenmaal=True)
    assert len(begun) == 2, "who works once ends"


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_rests_begins_anew_once_after_its_work(
    queue: None, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    now, looked = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        looked.append(seconds)
        now[0] += 25
        if len(looked) > 8:  # a worker with nothing behind it waits on
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "execv", lambda program, arguments: begun.append(program))
    monkeypatch.setattr(worker_module.time, "sleep", sleep)
    monkeypatch.setattr(worker_module, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    jobs.start(trouble_task, kind="x", key="1", title="x", owner=administrator)
    call_command("worker", tussenpoos=5)
    assert Job.objects.get().state == "klaar"
    assert (begun, looked) == ([sys.executable], [5, 5, 5]), "not before a minute is over"
    with pytest.raises(KeyboardInterrupt):
        call_command("worker", tussenpoos=5)
    assert len(begun) == 1


def test_a_full_disk_leaves_no_half_file(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    settings.JOBS_DIR = tmp_path
    monkeypatch.setattr(jobs.os, "fsync", full_disk)
    work = jobs.Work(Job.objects.create(kind="x", key="x", title="x"))
    with pytest.raises(OSError, match="vol"):
        work.store("b.txt", b"x" * 1000, "text/plain")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def full_disk(handle: int) -> None:
    raise OSError(errno.ENOSPC, "vol")


@pytest.mark.parametrize(
    "error", [OperationalError("connection refused"), OSError(errno.ENOSPC, "vol"), jobs.TooMuchWork()]
)
def test_what_passes_by_itself_gets_503_and_a_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, db: None
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("wijkwijzer_web.portal.queries.activities", broken)
    answer = client.get("/")
    assert answer.status_code == 503
    assert "niet aan jou" in answer.content.decode() or "druk" in answer.content.decode()
    assert answer.headers["Retry-After"]
    assert client.get("/healthz/live").status_code == 200
    monkeypatch.setattr(trouble._Database, "away_until", 0.0)


def test_figures_that_cannot_be_read_take_down_nothing_else(
    shown: Current, client: Client, tmp_path: Path
) -> None:
    release = ActiveRelease.objects.get().release
    wijk = next(place for place in shown.names.at_level("wijk") if "-" not in place.key)
    for kind in ("gone", "other form", "half"):
        folder = tmp_path / kind
        if kind != "gone":
            folder.mkdir()
            (folder / "manifest.json").write_text('{"form": 1}' if kind == "other form" else '{"fo')
        type(release).objects.filter(pk=release.pk).update(folder=str(folder))
        read_release.cache_clear()
        for address in ("/", "/zoeken?q=spoor", "/dialogen", "/privacy", "/methoden", "/healthz/ready"):
            assert client.get(address).status_code == 200, (kind, address)
        for address in (
            "/gemeenten",
            f"/wijk/{wijk.key.lower()}",
            "/bronnen",
            f"/api/v1/gebieden/{wijk.key}",
        ):
            assert client.get(address).status_code == 503, (kind, address)
        assert (
            client.get(f"/api/v1/gebieden/{wijk.key}").headers["Content-Type"] == "application/problem+json"
        )
        assert client.get("/healthz/ready").json()["trouble"] == 1
        assert client.get("/healthz/start").status_code == 503
        with pytest.raises(CommandError, match="niet te lezen"):
            call_command("prepare", stdout=io.StringIO())
    read_release.cache_clear()


def test_retention_does_every_part_whatever_fails(
    monkeypatch: pytest.MonkeyPatch, db: None, organisation: Organisation
) -> None:
    def broken(**_: object) -> dict[str, int]:
        raise RuntimeError("stuk")

    monkeypatch.setattr("wijkwijzer_web.areas.actions.own_figures.expire_drafts", broken)
    out = io.StringIO()
    with pytest.raises(CommandError, match="expire_drafts"):
        call_command("retention", stdout=out)
    assert "dialogen: 0 verwijderd" in out.getvalue()


def test_the_shared_cache_holds_no_address(
    client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    store = type(caches["default"])
    for name in ("add", "set"):
        honest = getattr(store, name)

        def noting(self: Any, key: str, *rest: Any, honest: Any = honest, **options: Any) -> Any:
            kept.append(self.make_key(key))
            return honest(self, key, *rest, **options)

        monkeypatch.setattr(store, name, noting)
    guest = Client(REMOTE_ADDR="192.0.2.77")
    guest.post("/account/inloggen", {"login": administrator.email, "password": "x"})
    assert kept
    assert not [key for key in kept if "192.0.2" in key or administrator.email in key]
    assert AuditEntry.objects.exists()
