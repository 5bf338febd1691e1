"""The desk on the page of an area: how many people told something, which rules changed, where to tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwijzer_web.core.rooms import Area, Door, Panel, Waiting
from wijkwijzer_web.desk.answering.queries import queue
from wijkwijzer_web.desk.bottlenecks.pages import mark
from wijkwijzer_web.desk.bottlenecks.queries import drafts_for, published, standing, totals
from wijkwijzer_web.desk.counting.queries import gemeente_of, heard_of
from wijkwijzer_web.desk.models import Desk
from wijkwijzer_web.desk.queries import desks_of, today

__all__ = ["doors", "panels", "waiting"]

MOST = 5


def panels(area: Area, actor: Any) -> Sequence[Panel]:
    """*Signalen* on the page of a wijk or gemeente; factors 6, 9 and 10 have no open data and point here."""
    if area.level not in {"wijk", "gemeente"}:
        return []
    desks = [desk for desk in Desk.objects.filter(opened=True) if _serves(desk, area)]
    rows = [one for one in map(standing, published()) if _touches(one.bottleneck.areas, area)]
    if not desks and not rows:
        return []
    context = {
        "shown": heard_of(area.key),
        "area": area,
        "desks": [(desk, desk.is_open(today())) for desk in desks],
        "rows": [(one, mark(one)) for one in rows[:MOST]],
        "more": max(0, len(rows) - MOST),
    }
    return [
        Panel("signalen-loket", _("Wat mensen vertellen"), 100, template="desk/paneel.html", context=context)
    ]


def _serves(desk: Desk, area: Area) -> bool:
    return _touches(desk.areas, area)


def _touches(areas: dict[str, str], area: Area) -> bool:
    if area.level == "wijk":
        return area.key in areas
    return any(gemeente_of(code) == area.key for code in areas)


def doors() -> Sequence[Door]:
    """The way in on the front page."""
    counted = totals()
    now = ""
    if counted.changed:
        now = _("%(n)s regels veranderd") % {"n": counted.changed}
    text = _("Loop je vast? Een mens leest het, en antwoordt.")
    return [Door("luisterloket", _("Iets vertellen"), text, reverse("desk:desks"), 500, "vraag", now)]


def waiting(actor: Any) -> Sequence[Waiting]:
    """What waits for a listener or a second reader; no word of a story."""
    found = []
    for desk in desks_of(actor):
        for group in queue(desk):
            for line in group.lines:
                url = reverse("desk:signal", args=[desk.slug, line.signal.number])
                text = _("Iemand wacht op jullie: %(desk)s") % {"desk": desk.name}
                found.append(Waiting(text, url, line.signal.next_on))
    for row in drafts_for(actor).exclude(proposed_by=actor):
        url = reverse("desk:bottleneck-read", args=[row.pk])
        found.append(Waiting(_("Tweede lezer: kan iemand zich herkennen?"), url, row.answer_due))
    return found
