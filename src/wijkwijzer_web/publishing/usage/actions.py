"""Counting without a trace: numbers are gathered in memory and added to the day once in a while.

Machines, people who are logged in, and pages that a browser fetches ahead are not counted. Whoever opens a
page twice counts twice: knowing better would take following people. What was gathered when a process is
killed is lost: a minute at most.
"""

from __future__ import annotations

import atexit
import logging
import re
import time
from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from threading import Lock

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from wijkwijzer_web.core.shell.kept_pages import each_time
from wijkwijzer_web.publishing.models import DailyUse

__all__ = ["flush", "forget_use", "note_use"]

EVERY = 60.0  # seconds
KEPT_DAYS = 3 * 366
_MACHINES = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|monitor|curl|wget|python|java/|headless|^$", re.I
)
_lock = Lock()
_held: dict[tuple[date, str, str], int] = defaultdict(int)
_last = time.monotonic()
logger = logging.getLogger(__name__)


def note_use(request: HttpRequest, subject: str, *, taken: bool = False) -> None:
    """Count one more reader, or one more who took it along."""
    each_time(request, partial(_note, subject[:160], "taken" if taken else "read"))


def _note(subject: str, what: str, request: HttpRequest) -> None:
    if not _a_reader(request):
        return
    global _last
    with _lock:
        _held[timezone.localdate(), subject, what] += 1
        due = time.monotonic() - _last >= EVERY
        if due:
            _last = time.monotonic()
    if due:
        flush()


def _a_reader(request: HttpRequest) -> bool:
    ahead = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return (
        request.method == "GET"
        and "prefetch" not in ahead
        and not request.user.is_authenticated
        and _MACHINES.search(request.headers.get("User-Agent", "")) is None
    )


def flush() -> None:
    """Add what was gathered to the days; a database that is away costs the numbers and never the page."""
    with _lock:
        gathered = dict(_held)
        _held.clear()
    if not gathered:
        return
    try:
        with transaction.atomic():
            for (day, subject, what), number in sorted(gathered.items()):
                DailyUse.objects.get_or_create(day=day, subject=subject)
                DailyUse.objects.filter(day=day, subject=subject).update(**{what: F(what) + number})
    except DatabaseError:
        logger.warning("counts of use were lost", extra={"number": sum(gathered.values())})


def forget_use(*, actor: object = None) -> dict[str, int]:
    """Every night: days of more than three years ago."""
    del actor
    limit = timezone.localdate() - timedelta(days=KEPT_DAYS)
    gone, _tables = DailyUse.objects.filter(day__lt=limit).delete()
    return {"gebruik per dag": gone}


atexit.register(flush)
