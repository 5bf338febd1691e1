"""Removing what the core kept long enough."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.files.leftovers import remove, unknown_files
from wijkwijzer_web.core.models import AuditEntry, Installation, Job, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record

__all__ = ["begin_to_tidy", "doubt_about_clock", "expire"]

LONGEST_PAUSE = timedelta(days=31)  # removing is for every night; after so long it is rather the clock
SKEW = timedelta(days=1)


def doubt_about_clock() -> str:
    """Why the clock may be wrong, in a sentence; empty when it went on as a clock does.

    What is removed does not come back: the list of erasures removes it from a backup as well.
    """
    before = Installation.objects.values_list("tidied_at", flat=True).first()
    before = before or AuditEntry.objects.order_by("-at").values_list("at", flat=True).first()
    now = timezone.now()
    if before is None or -SKEW <= now - before <= LONGEST_PAUSE:
        return ""
    return (
        f"De klok zegt {timezone.localtime(now):%d-%m-%Y}, de vorige keer was "
        f"{timezone.localtime(before):%d-%m-%Y}. Er is niets verwijderd. Zet de klok goed; klopt hij, "
        "draai dan: retention --klok-klopt"
    )


@action
def begin_to_tidy(*, actor: User | None, sure: bool = False) -> None:
    """Note that what is past its time goes now, unless the clock is in doubt.

    Raises
    ------
    InputError
        The clock went back, or more than a month ahead, since the last time.
    """
    if actor is not None:
        require(actor, Permission.MANAGE_INSTALLATION)
    if not sure and (said := doubt_about_clock()):
        raise InputError(said)
    Installation.key_here()
    Installation.objects.update(tidied_at=timezone.now())
    record(None, details={"sure": sure})


@action
def expire(*, actor: User | None, audit_days: int, job_days: int, report_days: int = 90) -> dict[str, int]:
    """Remove what is past its time: audit rows, work made for one person, work that failed."""
    if actor is not None:
        require(actor, Permission.MANAGE_INSTALLATION)
    limit = timezone.now() - timedelta(days=job_days)
    unasked = timezone.now() - timedelta(days=report_days)
    old = Job.objects.filter(
        Q(created_at__lt=limit) & (Q(owner__isnull=False) | Q(state=Job.State.FAILED))
        | Q(updated_at__lt=unasked, owner__isnull=True)
    )
    jobs = list(old)
    for job in jobs:
        if job.result:
            shutil.rmtree(job.path.parent, ignore_errors=True)
    old.delete()
    removed = {
        "unfinished": _remove_unfinished(),
        "audit": AuditEntry.objects.expire(audit_days),
        "jobs": len(jobs),
        # Twice as long as a backup may be kept: one that was copied elsewhere comes back a little late.
        "erasures": erasures.forget_before(2 * settings.BACKUP_DAYS),
    }
    record(None, details=removed)
    return removed


def _remove_unfinished() -> int:
    """Remove files of work that no row knows: its process was killed, or its row went and the file stayed."""
    top = Path(settings.JOBS_DIR)
    left = unknown_files(top, set(Job.objects.exclude(result="").values_list("result", flat=True)))
    count = remove(left)
    for folder in {path.parent for path in left}:
        with suppress(OSError):  # something else is in it
            folder.rmdir()
    return count
