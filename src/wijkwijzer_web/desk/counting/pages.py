"""The desk on the page of an area: how many people told something, which rules changed, where to tell it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.disclosure import in_tens
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import Area, Door, Happened, Heard, Panel, Waiting
from wijkwijzer_web.desk.answering.queries import queue
from wijkwijzer_web.desk.bottlenecks.pages import mark
from wijkwijzer_web.desk.bottlenecks.queries import (
    drafts_for,
    published,
    published_in,
    standing,
    to_look_at_again,
    totals,
)
from wijkwijzer_web.desk.counting.queries import Shown, gemeente_of, heard_of
from wijkwijzer_web.desk.listening.queries import open_desks
from wijkwijzer_web.desk.models import OPGAVEN, Desk, Signal
from wijkwijzer_web.desk.queries import desks_of, today
from wijkwijzer_web.desk.taskforce.queries import ending

__all__ = ["doors", "happened", "heard", "panels", "waiting"]

MOST = 5
SOON = timedelta(days=7)
PANEL = "signalen-loket"
# Factors of which open data says nothing, and the opgave under which people tell of it; the last is of all.
FACTORS = {"beheer": "leefomgeving", "samenhang": "samenleven", "investeringen": ""}


def panels(area: Area, actor: Any) -> Sequence[Panel]:
    """*Signalen* on the page of a wijk or gemeente; factors 6, 9 and 10 have no open data and point here."""
    if area.level not in {"wijk", "gemeente"}:
        return []
    wijk, desks = _wijk(area), _desks(area)
    rows = [standing(row) for row in published_in(wijk) if _touches(row.areas, area)]
    if not desks and not rows:
        return []
    context = {
        "shown": _shown(area),
        "area": area,
        "desks": desks,
        "rows": [(one, mark(one)) for one in rows[:MOST]],
        "more": max(0, len(rows) - MOST),
    }
    return [Panel(PANEL, _("Wat mensen vertellen"), 100, template="desk/paneel.html", context=context)]


def heard(area: Area) -> Sequence[Heard]:
    """How many people told something about upkeep, trust and effort, as far as *Signalen* shows it too."""
    if area.level not in {"wijk", "gemeente"}:
        return []
    shown = _shown(area)
    if not shown.people and not _desks(area):
        return []
    return [Heard(factor, _told(shown, opgave), f"#{PANEL}") for factor, opgave in FACTORS.items()]


def _wijk(area: Area) -> str:
    return area.key if area.level == "wijk" else ""


def _shown(area: Area) -> Shown:
    found: Shown = area.once("desk-heard", lambda: heard_of(area.key))
    return found


def _desks(area: Area) -> list[tuple[Desk, bool]]:
    """The desks of an area, and whether somebody listens there; asked once for its page."""
    found: list[tuple[Desk, bool]] = area.once("desks", lambda: open_desks(_wijk(area)))
    return [(desk, reads) for desk, reads in found if _touches(desk.areas, area)]


def _told(shown: Shown, opgave: str) -> str:
    """A sentence with numbers that stand in *Signalen* of the same page, or that there are too few."""
    if not shown.people:
        return _("Bij het luisterloket: te weinig om te tonen. Dat zegt niet dat er niets speelt.")
    everyone = _("Aan een luisterloket vertelden %(n)s mensen iets.") % {"n": shown.people}
    if not opgave:
        return everyone
    name = str(dict(OPGAVEN)[opgave])
    people = next((one.people for one in (*shown.opgaven, *shown.cells) if one.name == name), None)
    if not people:
        return _("%(everyone)s Hoeveel over %(opgave)s: te weinig om te tonen.") % {
            "everyone": everyone,
            "opgave": name.lower(),
        }
    if shown.year:
        return _("Aan een luisterloket vertelden %(n)s mensen over %(opgave)s (stand %(year)s).") % {
            "n": people,
            "opgave": name.lower(),
            "year": shown.year,
        }
    return _("Aan een luisterloket vertelden %(n)s mensen over %(opgave)s.") % {
        "n": people,
        "opgave": name.lower(),
    }


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


def happened(organisation: Organisation, since: date, until: date) -> Sequence[Happened]:
    """Knelpunten that were made public, decided and late; people who told something by tens, from ten on."""
    found = []
    own = Signal.objects.filter(desk__organisation=organisation, desk__is_example=False)
    heard = in_tens(own.filter(received_at__date__gte=since, received_at__date__lte=until).count())
    if heard:
        text = _("Minstens %(n)s mensen vertelden iets bij een luisterloket.") % {"n": heard}
        found.append(Happened(heard, text, reverse("desk:desks"), 10))
    rows = published().filter(organisation=organisation, is_example=False, published_on__lte=until)
    new = rows.filter(published_on__gte=since).count()
    if new:
        text = ngettext(
            "%(n)s knelpunt werd openbaar, met een eigenaar en een dag.",
            "%(n)s knelpunten werden openbaar, elk met een eigenaar en een dag.",
            new,
        )
        found.append(Happened(new, text % {"n": new}, reverse("desk:bottlenecks"), 20))
    decided = rows.filter(decision__decided_on__gte=since, decision__decided_on__lte=until).count()
    if decided:
        text = ngettext("%(n)s regel veranderde.", "%(n)s regels veranderden.", decided) % {"n": decided}
        found.append(Happened(decided, text, reverse("desk:changed"), 30))
    late = sum(bool(standing(row).late) for row in rows.filter(answered_on=None))
    if late:
        text = ngettext("%(n)s antwoord is te laat.", "%(n)s antwoorden zijn te laat.", late) % {"n": late}
        found.append(Happened(late, text, reverse("desk:bottlenecks"), 40))
    return found


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
    for row in to_look_at_again(actor, today() + SOON):
        text = _("Werkt de nieuwe regel? Vraag het bewoners: %(what)s") % {"what": row.sentence}
        found.append(Waiting(text, reverse("desk:bottleneck-read", args=[row.pk]), row.review_on))
    for one in ending(actor, today() + SOON):
        text = _("Experiment: besluit op de laatste dag. %(what)s") % {"what": one.sentence}
        found.append(Waiting(text, reverse("desk:experiment-end", args=[one.pk]), one.until))
    return found
