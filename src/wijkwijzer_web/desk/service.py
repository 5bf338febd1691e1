"""The face of the desk: what other apps may import."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.desk.bottlenecks.pages import as_row
from wijkwijzer_web.desk.bottlenecks.queries import published, standing
from wijkwijzer_web.desk.counting import queries as counting
from wijkwijzer_web.desk.counting.queries import Shown
from wijkwijzer_web.desk.example.actions import load_example_desks
from wijkwijzer_web.desk.models import Bottleneck
from wijkwijzer_web.desk.queries import RefusedError
from wijkwijzer_web.desk.strand.pages import story_by_code
from wijkwijzer_web.desk.upkeep.actions import keep_up

__all__ = [
    "RefusedError",
    "Shown",
    "bottleneck_data",
    "heard_of",
    "keep_up",
    "load_example_desks",
    "public_bottleneck",
    "public_bottlenecks",
    "story_by_code",
]


def public_bottlenecks(waiting: bool | None = None) -> QuerySet[Bottleneck]:
    """Knelpunten that everybody may read; those that wait for an answer, those that do not, or all."""
    rows = published()
    return rows if waiting is None else rows.filter(answered_on__isnull=waiting)


def public_bottleneck(number: int) -> Bottleneck:
    """One of these; 404 for others."""
    return get_object_or_404(published(), pk=number)


def bottleneck_data(row: Bottleneck) -> dict[str, object]:
    """One knelpunt as data, with its clock as it stands today."""
    return as_row(standing(row))


def heard_of(area: str) -> Shown:
    """How many people told something in a wijk or gemeente, as far as it may be shown."""
    if len(area) not in {6, 8} or area[:2] not in {"WK", "GM"} or not (area.isascii() and area[2:].isdigit()):
        raise Http404
    return counting.heard_of(area)
