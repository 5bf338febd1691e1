"""The worker: goes on when the database went away, and takes over what a dead worker left.

Each worker holds a lock on a file in `VAR_DIR/werkers` for as long as it lives. The kernel lets go of it in
the moment in which the process dies, however it dies; so a task whose worker holds no lock is nobody's, and
is put back in the queue. Workers share `VAR_DIR`, as they must for what they make.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Job
from wijkwijzer_web.core.trail import restoring
from wijkwijzer_web.core.work import jobs

__all__ = ["PatientWorker", "take_over"]

MOST_TRIES = 3
WATCH_SECONDS = 20.0
REST_SECONDS = 60.0
LONGEST_WAIT = 30.0
log = logging.getLogger("wijkwijzer.worker")


def _folder() -> Path:
    folder = Path(settings.VAR) / "werkers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class _Alive:
    """The lock that says that this worker lives."""

    def __init__(self, worker_id: str) -> None:
        self.path = _folder() / worker_id
        self.handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def end(self) -> None:
        """Let go."""
        self.path.unlink(missing_ok=True)
        os.close(self.handle)


def _lives(worker_id: str) -> bool:
    """Whether a worker still holds its lock."""
    try:
        handle = os.open(_folder() / worker_id, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    (_folder() / worker_id).unlink(missing_ok=True)
    return False


def take_over(mine: str = "") -> int:
    """Put back what dead workers were doing (and what `mine` left when the database went away); how many.

    Work that was done when its worker died is not done again: that makes a second verslag. Work that took
    three workers down is given up, with a sentence for whoever waits for it.
    """
    count = 0
    for row in DBTaskResult.objects.running():
        last = row.worker_ids[-1] if row.worker_ids else ""
        if last != mine and last and _lives(last):
            continue
        count += 1
        done = Job.objects.filter(pk=_job_of(row), state=Job.State.DONE).exists()
        given_up = not done and len(row.worker_ids) >= MOST_TRIES
        changes: dict[str, Any] = {"status": "READY", "started_at": None}
        if done or given_up:
            changes = {"status": "SUCCESSFUL" if done else "FAILED", "finished_at": timezone.now()}
        # Only when nobody else did so meanwhile.
        same = DBTaskResult.objects.filter(pk=row.pk, status="RUNNING", worker_ids=row.worker_ids)
        if same.update(**changes) and given_up:
            _give_up(row)
    return count


def _job_of(row: DBTaskResult[Any, Any]) -> Any:
    """The number of the job that this does; None for work without one."""
    return row.args_kwargs["kwargs"].get("job_id")


def _give_up(row: DBTaskResult[Any, Any]) -> None:
    job = Job.objects.filter(pk=_job_of(row)).first()
    if job is not None and not job.finished:
        jobs.fail(job, _("Dit werk is een paar keer afgebroken. Vraag het later nog eens."))


def end_orphans() -> None:
    """Jobs that are waiting or under way while no task is left for them can be asked for again."""
    busy = {_job_of(row) for row in DBTaskResult.objects.filter(status__in=("READY", "RUNNING"))}
    for job in Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)):
        if str(job.pk) not in busy and not jobs.lately(job.created_at, timedelta(minutes=1)):
            jobs.fail(job, _("Dit werk is onderbroken."))


def set_right() -> int:
    """Let work go that a wrong clock put off: no work of ours waits longer than a minute."""
    off, at_once = timezone.now() + timedelta(minutes=1), get_date_max()
    put_off = DBTaskResult.objects.filter(status="READY", run_after__gt=off).exclude(run_after=at_once)
    return put_off.update(run_after=at_once)


class PatientWorker(Worker):
    """A worker that waits for the database instead of ending, and looks after the dead.

    What makes a report or an index keeps hundreds of MB, though nothing needs it any more. So it ends after
    `max_tasks` pieces of work, and after `rest` seconds without any since its last one; then it begins anew.
    """

    rest = REST_SECONDS
    _worked_at = 0.0

    @property
    def max_tasks(self) -> int | None:
        """How much work it does at most; the loop looks at it after each look in the queue."""
        rested = self._run_tasks > 0 and time.monotonic() - self._worked_at >= self.rest
        return self._run_tasks if rested else self._most

    @max_tasks.setter
    def max_tasks(self, most: int | None) -> None:
        self._most = most

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """One piece of work."""
        super().run_task(db_task_result)
        self._worked_at = time.monotonic()

    def run(self) -> None:
        """Work until told to stop."""
        while self.running and restoring.unfinished():  # what is there may be erased again any moment
            if self.batch:
                return
            time.sleep(1)
        alive = _Alive(self.worker_id)
        watch = threading.Thread(target=self._watch, daemon=True)
        wait = 1.0
        try:
            take_over()
            watch.start()
        except (DatabaseError, InterfaceError) as error:
            log.warning("the database is away: %s", type(error).__name__)
        try:
            while self.running:
                try:
                    take_over(mine=self.worker_id)
                    super().run()
                    return
                except (DatabaseError, InterfaceError, OSError) as error:
                    log.warning("the worker waits: %s", type(error).__name__)
                    connections.close_all()
                    time.sleep(wait)
                    wait = min(wait * 2, LONGEST_WAIT)
        finally:
            alive.end()

    def _watch(self) -> None:
        while self.running:
            time.sleep(WATCH_SECONDS)
            try:
                close_old_connections()
                take_over()
                set_right()
                end_orphans()
                rooms.catch_up()
            except (DatabaseError, InterfaceError, OSError) as error:
                log.warning("looking after the queue failed: %s", type(error).__name__)
            finally:
                connections.close_all()
