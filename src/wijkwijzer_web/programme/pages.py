"""What programmes offer to other pages: a door on home, what waits for whom, and hits for the search."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.rooms import Door, Happened, Letter, Step, Waiting
from wijkwijzer_web.programme.analyses import queries as analyses
from wijkwijzer_web.programme.meetings.queries import agenda
from wijkwijzer_web.programme.models import (
    Advice,
    Amendment,
    AreaAnalysis,
    Meeting,
    Participation,
    Programme,
    Task,
)
from wijkwijzer_web.programme.programmes.queries import may_write, organisations_for, programmes
from wijkwijzer_web.programme.strengths import queries as strengths

__all__ = ["doors", "happened", "letters", "starts", "waiting"]


def doors() -> list[Door]:
    """The way in on home, with the next meeting or what was advised."""
    coming = agenda().filter(day__gte=timezone.localdate()).exclude(state=Meeting.State.CANCELLED)
    first = coming.order_by("day").first()
    count = programmes().count()
    now = ""
    if first is not None:
        now = _("Volgende bijeenkomst: %(day)s, %(theme)s.") % {
            "day": written_day(first.day),
            "theme": first.theme,
        }
    elif count:
        now = ngettext("%(n)s programma loopt.", "%(n)s programma's lopen.", count) % {"n": count}
    text = _("Steden leren jaren samen. Lees wat er gezegd, beloofd en gedaan is.")
    return [Door("programma", _("Samen leren"), text, reverse("programme:programmes"), 400, "praat", now)]


def happened(organisation: Organisation, since: datetime.date, until: datetime.date) -> list[Happened]:
    """Meetings that were held with their tasks, and advice with its answers."""
    held = Meeting.objects.filter(organisation=organisation, is_example=False, day__gte=since, day__lte=until)
    held = held.filter(state__in=(Meeting.State.DISCUSSED, Meeting.State.SETTLED))
    found = []
    if number := held.count():
        text = ngettext("%(n)s bijeenkomst werd gehouden.", "%(n)s bijeenkomsten werden gehouden.", number)
        found.append(Happened(number, text % {"n": number}, reverse("programme:agenda"), 100))
    tasks = Task.objects.filter(meeting__in=held).exclude(state=Task.State.NOTED)
    if number := tasks.count():
        text = ngettext("%(n)s taak werd verdeeld.", "%(n)s taken werden verdeeld.", number) % {"n": number}
        found.append(Happened(number, text, reverse("programme:agenda"), 110))
    given = Advice.objects.filter(organisation=organisation, is_example=False)
    given = given.filter(issued_on__gte=since, issued_on__lte=until)
    if number := given.count():
        text = ngettext("%(n)s advies is gegeven.", "%(n)s adviezen zijn gegeven.", number) % {"n": number}
        found.append(Happened(number, text, reverse("programme:advice"), 120))
    return found


def letters() -> list[Letter]:
    """The mails of programmes."""
    return [
        Letter(
            "aanmelding",
            gettext_lazy("Als iemand zich aanmeldt voor een bijeenkomst"),
            gettext_lazy("wie zich aanmeldde"),
            gettext_noop("Je aanmelding: %(theme)s, %(day)s"),
            gettext_noop(
                "Je staat op de lijst van deze bijeenkomst.\n\n%(theme)s\n%(day)s, %(time)s\n%(place)s\n\n"
                "Je eigen link:\n%(link)s\n\n"
                "Daarmee meld je je af, en kijk je na afloop mee met de aantekeningen. "
                "De dag zit erbij voor je eigen agenda."
            ),
            {
                "theme": gettext_noop("Geld dat niet ophoudt"),
                "day": "14 december 2026",
                "time": "10.00–15.00",
                "place": gettext_noop("Het Dok, Havermeer"),
                "link": "https://wijkwijzer.example/b/abc",
            },
            may_begin=True,
        ),
        Letter(
            "advies-vraag",
            gettext_lazy("Elk half jaar, zolang een advies open is"),
            gettext_lazy("wie het advies kreeg"),
            gettext_noop("Wat werd er van advies %(number)s?"),
            gettext_noop(
                "Op %(day)s kregen jullie een advies van %(from)s.\n\nWat werd het? Antwoord in een minuut, "
                "zonder account:\n%(link)s\n\nGeen antwoord staat ook op de site, met het aantal maanden."
            ),
            {
                "number": "3",
                "day": "14-06-2026",
                "from": gettext_noop("Gemeente Havermeer"),
                "link": "https://wijkwijzer.example/a/abc",
            },
            may_begin=True,
        ),
        Letter(
            "overdracht",
            gettext_lazy("Als iemand zijn werk in een wijk overdraagt"),
            gettext_lazy("de opvolger"),
            gettext_noop("De overdracht van %(area)s"),
            gettext_noop(
                "Je neemt het werk in %(area)s over. Wat er liep, wie ervan wist en wat er beloofd was, "
                "staat hier:\n%(link)s"
            ),
            {"area": gettext_noop("De Spoordijk"), "link": "https://wijkwijzer.example/overdracht/1"},
            may_begin=True,
        ),
    ]


def starts(organisation: Organisation, actor: User) -> list[Step]:
    """The first invitation: a day of their own for which somebody was invited."""
    own = Meeting.objects.filter(organisation=organisation, is_example=False)
    own = own.exclude(state=Meeting.State.CANCELLED)
    invited = own.exclude(state=Meeting.State.PLANNED).order_by("day").first()
    planned = invited or own.order_by("day").first()
    name = "plan" if invited else "plan-invite"
    url = reverse(f"programme:{name}", args=[planned.uid]) if planned else reverse("programme:plan-new")
    note = ""
    if planned is not None:
        said = (
            _("%(day)s: uitgenodigd") if invited else _("%(day)s staat in de agenda, nog niemand uitgenodigd")
        )
        note = said % {"day": written_day(planned.day)}
    title = _("Stuur de eerste uitnodiging")
    return [Step("uitnodiging", title, 6, _("jij of een collega"), url, invited is not None, 70, note)]


def waiting(actor: User) -> list[Waiting]:
    """Proposals, remarks, reactions and silent advice, with the day before which they are due."""
    return [*_proposals(actor), *_notes(actor), *_reactions(actor), *_advice(actor), *_strengths(actor)]


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


def _strengths(actor: User) -> list[Waiting]:
    """Lines about what is there already, that nobody looked at."""
    count = strengths.waiting_for(actor).count()
    if not count:
        return []
    text = ngettext("%(n)s kracht wacht op een blik", "%(n)s krachten wachten op een blik", count)
    return [Waiting(text % {"n": count}, reverse("programme:strength-queue"))]
