"""Which knelpunten there are, and how each stands on its clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from wijkwijzer.desk import AMSTERDAM, Clock, Extension, clock, dutch_day
from wijkwijzer.errors import InputError
from wijkwijzer_web.core.clean import number, version_of
from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.core.joined import asked_joined
from wijkwijzer_web.core.models import User
from wijkwijzer_web.desk.models import Bottleneck, Decision, OwnerLink
from wijkwijzer_web.desk.queries import desks_of, editor_organisations, today

__all__ = [
    "Standing",
    "Totals",
    "asked_for",
    "at_work",
    "bottleneck_for_staff",
    "changed_rules",
    "drafts_for",
    "mark_of",
    "owned_by",
    "published",
    "standing",
    "to_look_at_again",
    "totals",
    "whole_history",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """A knelpunt with its clock; *late* is computed here, on the day of looking."""

    bottleneck: Bottleneck
    clock: Clock
    late: int

    @property
    def open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.bottleneck.answered_on is None


def standing(bottleneck: Bottleneck) -> Standing:
    """How a knelpunt stands today."""
    longer = [Extension(one.announced, one.until, one.reason) for one in bottleneck.extensions.all()]
    found = clock(
        bottleneck.asked_on,
        bottleneck.answer_due,
        today=max(today(), bottleneck.asked_on),
        extensions=longer,
        answered=bottleneck.answered_on,
    )
    return Standing(bottleneck, found, found.late if bottleneck.answered_on is None else 0)


def at_work() -> QuerySet[Bottleneck]:
    """Every knelpunt that a second person confirmed; what is tried in a trial room is none."""
    return Bottleneck.objects.filter(published_on__isnull=False, organisation__trial_of=None)


def published() -> QuerySet[Bottleneck]:
    """What everybody may read now, the newest first."""
    return _published(today())


def published_in(area: str) -> list[Bottleneck]:
    """These of a wijk (of everywhere when it is empty), with how often they were put off."""
    return asked_joined(Bottleneck, _published, (today(), area), "extensions")


def _published(day: date, area: str = "") -> QuerySet[Bottleneck]:
    seen = Q(private_until__isnull=True) | Q(private_until__lt=day)
    rows = at_work().filter(seen)
    rows = rows.filter(areas__has_key=area) if area else rows
    return rows.select_related("decision", "organisation", "task_force").prefetch_related("extensions")


def changed_rules(cause: str = "") -> list[Decision]:
    """Decisions that everybody may read, the latest first; of one cause, or all."""
    rows = Decision.objects.filter(bottleneck__in=published())
    rows = rows.filter(bottleneck__cause=cause) if cause else rows
    return list(rows.select_related("bottleneck"))


@dataclass(frozen=True, slots=True)
class Totals:
    """What is reported, changed, waiting and late; what is private for now counts too."""

    reported: int
    changed: int
    works: int
    partly: int
    unknown: int
    waiting: int
    late: Sequence[Standing]
    nobodys: int
    private: int
    first_seen: date | None


def totals() -> Totals:
    """Count every knelpunt that was confirmed."""
    rows = list(at_work().select_related("decision").prefetch_related("extensions"))
    day = today()
    hidden = [row for row in rows if row.private_until is not None and row.private_until >= day]
    standings = [standing(row) for row in rows]
    changed = [row for row in rows if hasattr(row, "decision")]
    late = [one for one in standings if one.late and one.bottleneck not in hidden]
    return Totals(
        reported=len(rows),
        changed=len(changed),
        works=sum(row.works == Bottleneck.Works.YES for row in changed),
        partly=sum(row.works == Bottleneck.Works.PARTLY for row in changed),
        unknown=sum(not row.works for row in changed),
        waiting=sum(one.open for one in standings),
        late=sorted(late, key=lambda one: one.clock.due),
        nobodys=sum(row.state == Bottleneck.State.NOT_OURS for row in rows),
        private=len(hidden),
        first_seen=min((row.private_until for row in hidden if row.private_until), default=None),
    )


def owned_by(token: str, number: int) -> Bottleneck:
    """The knelpunt of an owner's link; the link opens this one and nothing else."""
    link = OwnerLink.objects.filter(token_hash=token_fingerprint(token), bottleneck=number).first()
    if link is None:
        raise Http404
    return link.bottleneck


def _of_staff(user: User) -> Q:
    organisations = [one.pk for one in editor_organisations(user)]
    listened = [one.organisation_id for one in desks_of(user)]
    return Q(organisation__in=[*organisations, *listened])


def bottleneck_for_staff(user: User, number: int) -> Bottleneck:
    """A knelpunt of an organisation for which the user writes or listens."""
    found = (
        Bottleneck.objects.filter(_of_staff(user), pk=number).select_related("organisation", "desk").first()
    )
    if found is None:
        raise Http404
    return found


def drafts_for(user: User) -> QuerySet[Bottleneck]:
    """What waits for a second reader, of the organisations of this user."""
    return Bottleneck.objects.filter(_of_staff(user), state=Bottleneck.State.DRAFT).order_by("pk")


def whole_history(user: User) -> QuerySet[Bottleneck]:
    """Every knelpunt of the organisations of this user, also private ones."""
    return Bottleneck.objects.filter(_of_staff(user)).prefetch_related("extensions")


def mark_of(bottleneck: Bottleneck) -> str:
    """The mark of what somebody reads before they publish a knelpunt or pass it on."""
    row = bottleneck
    read = (row.sentence, row.explanation, row.tried, row.owner, row.owner_mail, row.answer_due, row.state)
    return version_of(*read, row.private_until, row.areas)


def asked_for(wanted: Mapping[str, str]) -> QuerySet[Bottleneck]:
    """Public knelpunten as a GeoReport client asks for them: numbers, else kinds, states and days.

    Raises
    ------
    InputError
        A day that is none.
    """
    rows = published().prefetch_related("steps")
    numbers = [number(one, least=1) for one in _listed(wanted, "service_request_id")]
    if numbers:
        return rows.filter(pk__in=[one for one in numbers if one is not None])
    kinds, states = _listed(wanted, "service_code"), set(_listed(wanted, "status"))
    if kinds:
        rows = rows.filter(cause__in=["" if kind == "anders" else kind for kind in kinds])
    if len(states & {"open", "closed"}) == 1:
        rows = rows.filter(answered_on__isnull="open" in states)
    for name, bound in (("start_date", "asked_on__gte"), ("end_date", "asked_on__lte")):
        if wanted.get(name):
            rows = rows.filter(**{bound: _day(name, wanted[name])})
    return rows


def _listed(wanted: Mapping[str, str], name: str) -> list[str]:
    return [one.strip() for one in wanted.get(name, "").split(",")[:50] if one.strip()]


def _day(name: str, text: str) -> date:
    try:
        moment = parse_datetime(text) if text.isascii() else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InputError(_("%(name)s is geen tijd als 2026-01-31T00:00:00Z.") % {"name": name})
    return dutch_day(moment.astimezone(AMSTERDAM))


def to_look_at_again(actor: User, until: date) -> QuerySet[Bottleneck]:
    """Decided knelpunten that those who listen to residents look at again before this day."""
    own = {desk.organisation_id for desk in desks_of(actor)}
    decided = (Bottleneck.State.DECIDED, Bottleneck.State.APPLIED)
    return Bottleneck.objects.filter(organisation__in=own, state__in=decided, review_on__lte=until)
