"""Reading what is asked and offered: confirmed by mail, and not past its day."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wijkwijzer_web.core.links import key_in, sealed
from wijkwijzer_web.programme.models import Exchange

__all__ = ["exchange_of_link", "link_of", "over", "shown", "standing"]

SALT = "gevraagd en aangeboden"
WAIT_DAYS = 2


def standing(area: str) -> QuerySet[Exchange]:
    """What everyone reads of an area today."""
    return Exchange.objects.filter(area=area, state=Exchange.State.SHOWN, until__gte=timezone.localdate())


def shown(key: str) -> Exchange:
    """One of these; 404 when it ended."""
    return get_object_or_404(Exchange, key=key, state=Exchange.State.SHOWN, until__gte=timezone.localdate())


def over() -> QuerySet[Exchange]:
    """What is past its day, and what nobody confirmed in two days."""
    today = timezone.localdate()
    waiting = Q(state=Exchange.State.WAITING, on__lte=today - datetime.timedelta(days=WAIT_DAYS))
    return Exchange.objects.filter(Q(until__lt=today) | waiting)


def link_of(row: Exchange) -> str:
    """The secret part of the link that opens this one."""
    return sealed(SALT, row.key)


def exchange_of_link(token: str) -> Exchange:
    """The one that a link opens; what is past its time is gone."""
    row = get_object_or_404(Exchange, key=key_in(SALT, token))
    if over().filter(pk=row.pk).exists():
        raise Http404
    return row
