"""The chain in dated sentences, forward and back; what is loose, closed or withdrawn keeps its place."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wijkwijzer_web.core.rooms import Linked
from wijkwijzer_web.portal.chain.queries import Chain, Group

__all__ = ["LooseEnd", "Part", "Step", "loose_ends", "parts", "sentences", "steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the chain: a day, what it is, the sentence, and what stands beside it."""

    day: str
    label: str
    sentence: str
    note: str
    url: str
    follow: str
    state: str

    @property
    def css(self) -> str:
        """How the line is drawn: solid, open or hatched."""
        return "ww-tijd__" + {"loose": "los", "closed": "los", "planned": "open"}.get(self.state, "vol")


@dataclass(frozen=True, slots=True)
class Part:
    """One opgave as the page tells it."""

    title: str
    id: str
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """What hangs loose: the thing, what is not known of it, and where it stands."""

    label: str
    title: str
    loose: str
    url: str
    since: str


@lru_cache(maxsize=4096)
def _day_text(day: datetime.date, language: str) -> str:
    return date_format(day, "j F Y")


def day_text(day: datetime.date | None) -> str:
    """A day in words; what has no day says so."""
    return _day_text(day, get_language() or "nl") if day else _("zonder datum")


def steps(things: Iterable[Linked]) -> list[Step]:
    """Things as lines; what may not be shown is counted, and what is loose has a line of its own."""
    found: list[Step] = []
    closed: list[Linked] = []
    for thing in things:
        if not thing.title and not thing.gone:
            if closed and closed[0].label != thing.label:
                found.append(_closed(closed))
                closed = []
            closed.append(thing)
            continue
        if closed:
            found.append(_closed(closed))
            closed = []
        found.append(_step(thing))
        if thing.loose:
            found.append(_loose(thing))
    return [*found, _closed(closed)] if closed else found


def _step(thing: Linked) -> Step:
    follow = reverse("portal:chain-thing", args=[thing.ref.kind, thing.ref.key])
    if thing.gone:
        said = _("Ingetrokken door wie het schreef. De plek in de keten blijft.")
        return Step(day_text(thing.on), thing.label, said, "", "", "", "closed")
    state = "planned" if thing.planned else ""
    return Step(day_text(thing.on), thing.label, thing.title, thing.note, thing.url, follow, state)


def _loose(thing: Linked) -> Step:
    return Step(_("tot nu"), _("Los eind"), thing.loose, "", "", "", "loose")


def _closed(things: Sequence[Linked]) -> Step:
    number = sum(thing.count for thing in things)
    said = _("Niet openbaar (%(n)s).") % {"n": number}
    return Step(day_text(things[0].on), things[0].label, said, "", "", "", "closed")


def parts(chain: Chain, *, back: bool) -> list[Part]:
    """The chain per opgave; back it reads from the last thing to the first."""
    found = []
    for group in chain.groups:
        things = list(reversed(group.things)) if back else list(group.things)
        found.append(Part(_title(group), _id(group), steps(things)))
    return found


def _title(group: Group) -> str:
    if group.head is None:
        return _("Gezegd en beloofd, nog niet aan een opgave verbonden")
    return group.head.title or _("Een opgave die niet openbaar is")


def _id(group: Group) -> str:
    return f"opgave-{group.head.ref.key}" if group.head else "los-van-opgaven"


def loose_ends(chain: Chain) -> list[LooseEnd]:
    """Every loose end, the oldest first; it stays until somebody answers."""
    return [
        LooseEnd(thing.label, thing.title, thing.loose, thing.url, day_text(thing.on))
        for thing in chain.loose
    ]


def sentences(chain: Chain, name: str) -> list[str]:
    """What the chain says at a glance: how much there is, since when, and what is not known."""
    shown = [thing for thing in chain.things.values() if thing.title]
    if not shown:
        return [_("Over %(name)s is nog niets aan elkaar geschreven.") % {"name": name}]
    counts = Counter(thing.ref.kind for thing in shown)
    first = min((thing.on for thing in shown if thing.on), default=None)
    since = _(" sinds %(year)s") % {"year": first.year} if first else ""
    said = ngettext("%(n)s opgave", "%(n)s opgaven", counts["opgave"]) % {"n": counts["opgave"]}
    done = ngettext("%(n)s inzet", "%(n)s inzetten", counts["inzet"]) % {"n": counts["inzet"]}
    measured = ngettext("%(n)s resultaat", "%(n)s resultaten", counts["resultaat"])
    lines = [
        _("In %(name)s staan%(since)s %(tasks)s, %(efforts)s en %(results)s op een rij.")
        % {
            "name": name,
            "since": since,
            "tasks": said,
            "efforts": done,
            "results": measured % {"n": counts["resultaat"]},
        }
    ]
    if chain.loose:
        lines.append(
            ngettext(
                "%(n)s van de %(all)s schakels hangt los: wat ervan kwam, staat nergens.",
                "%(n)s van de %(all)s schakels hangen los: wat ervan kwam, staat nergens.",
                len(chain.loose),
            )
            % {"n": len(chain.loose), "all": len(shown)}
        )
    else:
        lines.append(_("Geen schakel hangt los."))
    return lines
