"""Remove what is past its time; run it every night."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wijkwijzer.errors import InputError
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.actions import begin_to_tidy, expire

log = logging.getLogger("wijkwijzer.retention")


class Command(BaseCommand):
    """Each app says in `retention` of its AppConfig which function removes its own old things."""

    help = "Verwijder wat niet langer bewaard mag worden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether somebody looked at the clock."""
        parser.add_argument("--klok-klopt", action="store_true", help="de klok is nagekeken en loopt goed")

    def handle(self, *args: object, **options: Any) -> None:
        """Remove, and say how much; nothing while the clock is in doubt."""
        try:
            begin_to_tidy(actor=None, sure=options["klok_klopt"])
        except InputError as error:
            log.error("the clock is in doubt, nothing was removed")
            raise CommandError(str(error)) from error
        removed: dict[str, int] = {}
        failed: list[str] = []
        for name, step in self.steps():
            try:
                removed |= step() or {}
            except Exception:  # what people were promised elsewhere does not wait for this
                log.exception("a part of retention failed", extra={"hook": name})
                failed.append(name)
        for name, number in sorted(removed.items()):
            self.stdout.write(f"{name}: {number} verwijderd")
        if failed:
            raise CommandError(f"Dit lukte niet: {', '.join(failed)}. De rest is gedaan; zie het logboek.")

    def steps(self) -> Iterator[tuple[str, Callable[[], dict[str, int] | None]]]:
        """Every part, by name; each runs whatever became of the others."""
        days = {
            "audit_days": settings.RETENTION_AUDIT_DAYS,
            "job_days": settings.RETENTION_JOB_DAYS,
            "report_days": settings.RETENTION_REPORT_DAYS,
        }
        yield "core", lambda: expire(actor=None, **days)
        for path, remove in rooms.called("retention"):
            yield path, partial(remove, actor=None)
        yield "sessies", lambda: _quietly("clearsessions")
        if settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
            yield (
                "taken",
                lambda: _quietly("prune_db_task_results", min_age_days=days["job_days"], verbosity=0),
            )


def _quietly(command: str, **options: Any) -> None:
    call_command(command, **options)
