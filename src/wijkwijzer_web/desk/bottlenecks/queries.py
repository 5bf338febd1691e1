"""Which knelpunten there are, and how each stands on its clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from wijkwijzer.desk import Clock, Extension, clock
from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.desk.models import Bottleneck, Decision, OwnerLink
from wijkwijzer_web.desk.queries import desks_of, editor_organisations, today

__all__ = [
    "Standing",
    "Totals",
    "bottleneck_for_staff",
    "changed_rules",
    "drafts_for",
    "owned_by",
    "published",
    "standing",
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


def published() -> QuerySet[Bottleneck]:
    """What everybody may read now, the newest first."""
    seen = Q(private_until__isnull=True) | Q(private_until__lt=today())
    rows = Bottleneck.objects.filter(seen, published_on__isnull=False)
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
    rows = list(
        Bottleneck.objects.filter(published_on__isnull=False)
        .select_related("decision")
        .prefetch_related("extensions")
    )
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
