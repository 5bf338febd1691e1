"""Background work with visible progress.

The maker is an action with the task decorator in a domain's `actions.py`::

    @task()
    def make_report(job_id: str, code: str) -> None:
        with jobs.work(job_id) as work:
            work.progress(30, _("Kaart tekenen"))
            work.store("rapport.pdf", content, "application/pdf")

and a view starts it and sends the visitor to the page of the job::

    job = jobs.start(make_report, kind="rapport", key="WK000100:pdf:nl", release=release_id, title=title,
                     parameters={"code": "WK000100"})
    return redirect(job)
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.models.audit import Origin
from wijkwijzer_web.core.trail.audit import origin
from wijkwijzer_web.core.work.limits import caller

__all__ = ["TooMuchWork", "Work", "fail", "lately", "start", "work"]

STAFF_FIRST = 10  # the priority of what staff ask for; visitors have 0
STALE = timedelta(minutes=15)
SKEW = timedelta(minutes=1)  # clocks of two machines may differ by this
log = logging.getLogger("wijkwijzer.jobs")


class TooMuchWork(Exception):  # noqa: N818 - not a mistake: a state of the queue
    """The queue is full: come back later (503)."""


class Work:
    """The running job as its maker sees it."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def progress(self, percent: int, message: str = "") -> None:
        """Show how far the work is; the message is a short sentence for the visitor."""
        self.job.progress, self.job.message = min(percent, 99), message[:300]
        self.job.save(update_fields=["progress", "message", "updated_at"])

    def store(self, name: str, content: bytes, content_type: str) -> None:
        """Keep the file that came out; it appears whole or not at all."""
        place = Path(self.job.release or "los") / str(self.job.pk) / Path(name).name
        target = Path(settings.JOBS_DIR) / place
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
            try:
                draft.write(content)
                draft.flush()
                os.fsync(draft.fileno())
                os.replace(draft.name, target)
            except BaseException:  # a full disk recovers only when nothing half is left on it
                Path(draft.name).unlink(missing_ok=True)
                raise
        self.job.result, self.job.result_type = str(place), content_type
        self.job.save(update_fields=["result", "result_type", "updated_at"])

    def done(self) -> None:
        """Say that it is done, in the transaction that stores what came out: it is not done once more."""
        _finish(self.job)


def start(
    task: Any,
    *,
    kind: str,
    key: str,
    title: str,
    release: str = "",
    owner: User | None = None,
    return_url: str = "",
    parameters: dict[str, Any] | None = None,
) -> Job:
    """Ask for work, or give the job that already does or did the same for this release."""
    same = Job.objects.filter(kind=kind, key=key, release=release).exclude(state=Job.State.FAILED)
    found = same.first()
    if found is not None and not _lost(found):
        if found.finished:  # what is asked for stays longer
            found.save(update_fields=["updated_at"])
        return found
    if found is not None:
        fail(found, _("Dit werk is onderbroken."))
    visitor = "" if owner is not None else caller()
    _make_room(owner, visitor)
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                key=key,
                release=release,
                title=title[:200],
                owner=owner,
                caller=visitor,
                return_url=return_url,
            )
            lane = task.using(priority=STAFF_FIRST) if owner is not None else task
            lane.enqueue(job_id=str(job.pk), **(parameters or {}))
    except IntegrityError:  # someone asked for the same at the same moment
        return same.get()
    job.refresh_from_db()
    return job


def _make_room(owner: User | None, visitor: str) -> None:
    """Refuse work that does not fit: visitors and staff have lanes of their own, and one caller holds few."""
    waiting = Job.objects.filter(state=Job.State.WAITING)
    lane = waiting.filter(owner__isnull=owner is None).count()
    if lane >= (settings.JOBS_WAITING_LIMIT if owner is None else settings.JOBS_STAFF_LIMIT):
        raise TooMuchWork
    if visitor and waiting.filter(caller=visitor).count() >= settings.JOBS_CALLER_LIMIT:
        raise TooMuchWork


@contextmanager
def work(job_id: str) -> Iterator[Work]:
    """Do the work inside: a clear sentence reaches the visitor, any other error reaches the log."""
    job = Job.objects.get(pk=job_id)
    job.state, job.progress, job.message, job.caller = Job.State.RUNNING, 0, "", ""
    job.save(update_fields=["state", "progress", "message", "caller", "updated_at"])
    try:
        with origin(Origin.TASK):
            yield Work(job)
    except InputError as error:
        fail(job, str(error))
    except Exception:
        fail(job, _("Er ging iets mis. Probeer het later nog eens."))
        log.exception("job failed", extra={"job": str(job.pk), "kind": job.kind})
        raise
    else:
        _finish(job)


def _finish(job: Job) -> None:
    job.state, job.progress, job.message = Job.State.DONE, 100, ""
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "progress", "message", "finished_at", "updated_at"])


def _lost(job: Job) -> bool:
    """Whether the file is gone, or the worker stopped halfway."""
    if job.state == Job.State.DONE:
        return bool(job.result) and not job.path.is_file()
    return not lately(job.updated_at, STALE)


def lately(moment: datetime, within: timedelta) -> bool:
    """Whether it was not longer ago than that; a time still to come is of a clock that was wrong, so no."""
    now = timezone.now()
    return now - within <= moment <= now + SKEW


def fail(job: Job, message: str) -> None:
    """End the work with a sentence for whoever waits; it may be asked for again."""
    job.state, job.message, job.finished_at = Job.State.FAILED, message[:300], timezone.now()
    job.save(update_fields=["state", "message", "finished_at", "updated_at"])
