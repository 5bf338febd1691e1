"""Reading how often something was used: sums over months, and nothing below ten."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone

from wijkwijzer.disclosure import SMALLEST
from wijkwijzer_web.publishing.models import DailyUse

__all__ = ["Use", "use_of"]

_MOST = 800  # subjects in one question


@dataclass(frozen=True, slots=True)
class Use:
    """Of one thing, over a stretch of days; None is fewer than ten."""

    read: int | None = None
    taken: int | None = None


def use_of(
    subjects: Iterable[str], since: datetime.date, until: datetime.date | None = None
) -> dict[str, Use]:
    """What was read and taken along, of the things of which it was at least ten times."""
    listed, found = list(dict.fromkeys(subjects)), dict[str, Use]()
    until = until or timezone.localdate()
    for place in range(0, len(listed), _MOST):
        rows = DailyUse.objects.filter(
            subject__in=listed[place : place + _MOST], day__gte=since, day__lte=until
        )
        for row in rows.values("subject").annotate(reads=Sum("read"), takes=Sum("taken")).order_by():
            found[row["subject"]] = Use(_shown(row["reads"]), _shown(row["takes"]))
    return found


def _shown(number: int | None) -> int | None:
    return number if number is not None and number >= SMALLEST else None
