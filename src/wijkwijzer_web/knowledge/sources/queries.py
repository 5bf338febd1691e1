"""Sources that were registered, and which are due."""

from __future__ import annotations

import datetime

from django.db.models import Count, Q, QuerySet

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge.models import Source, State

__all__ = ["DAYS", "due", "sources"]

DAYS = {Source.Every.DAY: 1, Source.Every.WEEK: 7, Source.Every.MONTH: 30}
AGAIN = datetime.timedelta(hours=6)  # after a try that failed


def sources(organisation: Organisation) -> QuerySet[Source]:
    """What this organisation registered, with how many records came from it and how many wait."""
    waits = Count("arrival", filter=Q(arrival__record__state=State.DRAFT))
    came = Count("arrival", filter=Q(arrival__record__isnull=False))
    return Source.objects.filter(organisation=organisation).annotate(waits=waits, came=came)


def due(now: datetime.datetime) -> list[Source]:
    """What has to be read now: its time came, and a try that failed was a while ago."""
    found = []
    for one in Source.objects.filter(active=True, organisation__active=True):
        late = one.read_at is None or one.read_at <= now - datetime.timedelta(
            days=DAYS[Source.Every(one.every)]
        )
        if late and (one.tried_at is None or one.tried_at <= now - AGAIN):
            found.append(one)
    return found
