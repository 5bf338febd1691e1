"""Remove what is past its time; run it every night."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.actions import expire


class Command(BaseCommand):
    """Each app says in `retention` of its AppConfig which function removes its own old things."""

    help = "Verwijder wat niet langer bewaard mag worden."

    def handle(self, *args: object, **options: object) -> None:
        """Remove, and say how much."""
        removed = expire(
            actor=None, audit_days=settings.RETENTION_AUDIT_DAYS, job_days=settings.RETENTION_JOB_DAYS
        )
        for _path, remove in rooms.called("retention"):
            removed |= remove(actor=None)
        call_command("clearsessions")
        if settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
            call_command("prune_db_task_results", min_age_days=settings.RETENTION_JOB_DAYS, verbosity=0)
        for name, number in sorted(removed.items()):
            self.stdout.write(f"{name}: {number} verwijderd")
