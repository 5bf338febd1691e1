"""Removing what the core kept long enough."""

from __future__ import annotations

import shutil
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from wijkwijzer_web.core.models import AuditEntry, Job, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record

__all__ = ["expire"]


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
        "audit": AuditEntry.objects.expire(audit_days),
        "jobs": len(jobs),
        # Twice as long as a backup may be kept: one that was copied elsewhere comes back a little late.
        "erasures": erasures.forget_before(2 * settings.BACKUP_DAYS),
    }
    record(None, details=removed)
    return removed
