"""What programmes offer to other pages: a door on home, what waits for whom, and hits for the search."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Door, Found, Waiting
from wijkwijzer_web.programme.analyses import queries as analyses
from wijkwijzer_web.programme.meetings.queries import agenda
from wijkwijzer_web.programme.models import (
    Advice,
    Amendment,
    AreaAnalysis,
    Meeting,
    Opgave,
    Participation,
    Programme,
    Task,
)
from wijkwijzer_web.programme.programmes.queries import Visitor, may_write, organisations_for, programmes

__all__ = ["doors", "found", "waiting"]

MOST_HITS = 10


def doors() -> list[Door]:
    """The way in on home, with the next meeting or what was advised."""
    coming = agenda().filter(day__gte=timezone.localdate()).exclude(state=Meeting.State.CANCELLED)
    first = coming.order_by("day").first()
    count = programmes().count()
    now = ""
    if first is not None:
        now = _("Volgende bijeenkomst: %(day)s, %(theme)s.") % {
            "day": f"{first.day:%d-%m-%Y}",
            "theme": first.theme,
        }
    elif count:
        now = ngettext("%(n)s programma loopt.", "%(n)s programma's lopen.", count) % {"n": count}
    text = _("Steden leren jaren samen. Lees wat er gezegd, beloofd en gedaan is.")
    return [Door("programma", _("Samen leren"), text, reverse("programme:programmes"), 400, "praat", now)]


def waiting(actor: User) -> list[Waiting]:
    """Proposals, remarks, reactions and silent advice, with the day before which they are due."""
    return [*_proposals(actor), *_notes(actor), *_reactions(actor), *_advice(actor)]


def _proposals(actor: User) -> list[Waiting]:
    rows = Participation.objects.filter(state=Participation.State.PROPOSED)
    seen: dict[Programme, int] = {}
    for row in rows.select_related("programme__organisation"):
        if may_write(actor, row.programme.organisation):
            seen[row.programme] = seen.get(row.programme, 0) + 1
    return [
        Waiting(
            ngettext("%(n)s stad wil meedoen met %(name)s", "%(n)s steden willen meedoen met %(name)s", n)
            % {"n": n, "name": programme},
            reverse("programme:work", args=[programme.slug]),
        )
        for programme, n in seen.items()
    ]


def _notes(actor: User) -> list[Waiting]:
    rows = Meeting.objects.filter(state=Meeting.State.DISCUSSED).select_related("organisation")
    found = []
    for row in rows:
        if not may_write(actor, row.organisation):
            continue
        waits = row.amendments.filter(state=Amendment.State.WAITING).count()
        waits += row.tasks.filter(state=Task.State.NOTED).count()
        text = _("Stel de aantekeningen vast: %(theme)s (%(n)s open)") % {"theme": row.theme, "n": waits}
        found.append(Waiting(text, reverse("programme:plan", args=[row.uid]), row.amend_until))
    return found


def _reactions(actor: User) -> list[Waiting]:
    found = []
    for row in AreaAnalysis.objects.filter(state=AreaAnalysis.State.WITH_AREA).select_related("organisation"):
        if not may_write(actor, row.organisation):
            continue
        count = analyses.waiting_reactions(row).count()
        if count:
            text = ngettext(
                "%(n)s reactie wacht op antwoord: %(title)s",
                "%(n)s reacties wachten op antwoord: %(title)s",
                count,
            ) % {"n": count, "title": row.title}
            found.append(Waiting(text, reverse("programme:write", args=[row.pk]), row.react_until))
    return found


def _advice(actor: User) -> list[Waiting]:
    """Advice without an address to ask, whose day to look back has come."""
    soon = timezone.localdate() + datetime.timedelta(days=14)
    mine = [one.pk for one in organisations_for(actor)]
    rows = Advice.objects.filter(organisation__in=mine, look_back_on__lte=soon)
    return [
        Waiting(
            _("Kijk terug op advies %(n)s, aan %(to)s") % {"n": row.number, "to": row.to_name},
            reverse("programme:advice-one", args=[row.pk]),
            row.look_back_on,
        )
        for row in rows.exclude(state__in=Advice.CLOSED)[:50]
    ]


def found(query: str, language: str, actor: Visitor) -> list[Found]:
    """Programmes, opgaven, analyses and advice in which every word of the question stands."""
    words = [word for word in query.split() if len(word) > 2][:8]
    if not words:
        return []
    hits = [
        *(_hit(_("Programma"), row, row.intro) for row in programmes().filter(_all(words, "name", "intro"))),
        *(
            _hit(_("Opgave"), row, row.area_name)
            for row in Opgave.objects.filter(_all(words, "what", "area_name"))
        ),
        *(
            _hit(_("Wijkanalyse"), row, row.lead)
            for row in AreaAnalysis.objects.exclude(state=AreaAnalysis.State.DRAFT).filter(
                _all(words, "title", "lead")
            )
        ),
        *(
            _hit(_("Advies"), row, row.to_name)
            for row in Advice.objects.filter(
                Q(programme=None) | Q(programme__public=True), _all(words, "text", "to_name", "theme")
            )
        ),
    ]
    return hits[:MOST_HITS]


def _all(words: list[str], *fields: str) -> Q:
    every = Q()
    for word in words:
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__icontains": word})
        every &= one
    return every


def _hit(kind: str, row: Programme | Opgave | AreaAnalysis | Advice, text: str) -> Found:
    return Found(kind, str(row), row.get_absolute_url(), text[:200], 0.5)
