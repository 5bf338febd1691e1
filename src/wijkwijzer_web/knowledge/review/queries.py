"""What waits for an editor, and how long it has waited."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.disclosure import in_tens
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.core.people.roles import ROLES, Permission, allowed
from wijkwijzer_web.core.rooms import Happened, Step, Waiting
from wijkwijzer_web.knowledge.models import (
    Arrival,
    EmptySearch,
    KnowledgeRecord,
    Passed,
    Reaction,
    Revision,
    State,
)

__all__ = [
    "Age",
    "answers",
    "changes",
    "drafts",
    "due_rows",
    "empty_searches",
    "gone",
    "happened",
    "may_look",
    "new_rows",
    "not_passed_on",
    "reactions",
    "records_for",
    "reviewers",
    "reviewing_for",
    "starts",
    "waiting",
    "waiting_age",
    "working_days",
]

PROMISED = 5


def reviewing_for(user: User, row: KnowledgeRecord | None = None) -> Organisation | None:
    """The organisation for which this person reviews (this record); None when for none.

    What an organisation put in is its own; what is of nobody may be looked at by all who review.
    """
    if row is not None and row.organisation is not None and row.organisation.active:
        return row.organisation if allowed(user, Permission.REVIEW, row.organisation) else None
    every = Organisation.objects.at_work().order_by("name")
    return next((one for one in every if allowed(user, Permission.REVIEW, one)), None)


def records_for(user: User) -> QuerySet[KnowledgeRecord]:
    """The records that this person may look at and decide about, as `reviewing_for` says of one."""
    active = Organisation.objects.filter(active=True)
    others = [one.pk for one in active if not allowed(user, Permission.REVIEW, one)]
    return KnowledgeRecord.objects.filter(Q(organisation=None) | ~Q(organisation__in=others))


def may_look(user: User | AnonymousUser, number: int) -> bool:
    """Whether this person reviews the record with this number."""
    if not isinstance(user, User) or reviewing_for(user) is None:
        return False
    return records_for(user).filter(pk=number).exists()


def new_rows(user: User) -> QuerySet[KnowledgeRecord]:
    """Records that nobody looked at, the oldest first."""
    rows = records_for(user).filter(state=State.NEW)
    return rows.select_related("organisation").order_by("created_at")


def drafts(organisation: Organisation) -> QuerySet[KnowledgeRecord]:
    """What came in from elsewhere for this organisation and nobody judged, the oldest first."""
    rows = KnowledgeRecord.objects.filter(state=State.DRAFT, organisation=organisation)
    return rows.select_related("arrival__source").order_by("created_at", "pk")


def gone(organisation: Organisation) -> QuerySet[Arrival]:
    """Records that are here and were taken back at their source; nothing happens by itself."""
    rows = Arrival.objects.filter(source__organisation=organisation, gone_at__isnull=False)
    here = rows.filter(record__isnull=False).exclude(record__state=State.WITHDRAWN)
    return here.select_related("record", "source").order_by("-gone_at")


def changes(user: User) -> QuerySet[Revision]:
    """Changes that somebody proposes to what is public already."""
    waiting = Revision.objects.filter(
        status=Revision.Status.WAITING, record__public=True, record__in=records_for(user)
    )
    return waiting.exclude(record__state=State.NEW, number=1).select_related("record").order_by("made_at")


def reactions(user: User) -> QuerySet[Reaction]:
    """Lines about records that nobody has read yet."""
    waits = Reaction.objects.filter(state=Reaction.State.WAITING).exclude(text="").exclude(kind="gebied")
    theirs = KnowledgeRecord.objects.exclude(pk__in=records_for(user)).values("key")
    return waits.exclude(kind="stuk", key__in=theirs).order_by("made_at")


def answers(user: User) -> QuerySet[Passed]:
    """Answers to questions that nobody has read yet, the oldest first."""
    waits = Passed.objects.filter(
        state=Passed.State.WAITING, record__public=True, record__in=records_for(user)
    )
    return waits.select_related("record").order_by("answered_at", "pk")


def not_passed_on(user: User) -> QuerySet[KnowledgeRecord]:
    """Public questions that nobody was asked yet."""
    rows = records_for(user).filter(public=True, kind="vraag", passed__isnull=True)
    return rows.order_by("published_at", "pk")


def due_rows(user: User, today: datetime.date) -> QuerySet[KnowledgeRecord]:
    """Records whose date to look again has passed."""
    return records_for(user).filter(public=True, review_on__lte=today).order_by("review_on")


def empty_searches() -> QuerySet[EmptySearch]:
    """What was asked and not found this month and the last."""
    since = (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    return EmptySearch.objects.filter(month__gte=since).order_by("-times")


@dataclass(frozen=True, slots=True)
class Age:
    """How many records wait, and how many working days the oldest does."""

    number: int
    oldest: int
    promised: int = PROMISED

    @property
    def tens(self) -> int:
        """The number as everyone may read it: one more person changes nothing to see."""
        return in_tens(self.number)

    @property
    def late(self) -> bool:
        """Whether the oldest waits longer than was promised."""
        return self.oldest > self.promised


def waiting_age(user: User | None = None) -> Age:
    """The age of the queue, of all or of what this person may look at."""
    new = new_rows(user) if user else KnowledgeRecord.objects.filter(state=State.NEW).order_by("created_at")
    rows = list(new.values_list("created_at", flat=True))
    oldest = working_days(timezone.localdate(rows[0]), timezone.localdate()) if rows else 0
    return Age(len(rows), oldest)


def working_days(first: datetime.date, last: datetime.date) -> int:
    """Weekdays after the first day, up to and with the last.

    >>> working_days(datetime.date(2026, 11, 27), datetime.date(2026, 11, 30))
    1
    """
    days = (first + datetime.timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def starts(organisation: Organisation, actor: User) -> list[Step]:
    """One practice and one failure of their own; the step leads to the one that is not there yet."""
    own = KnowledgeRecord.objects.filter(organisation=organisation, example=False)
    kinds = set(own.exclude(state=State.WITHDRAWN).values_list("kind", flat=True))
    practice, failure = "interventie" in kinds, "mislukking" in kinds
    url = reverse("knowledge:share-kind", args=["mislukking" if practice and not failure else "praktijk"])
    note = ""
    if practice or failure:
        note = _("de praktijk staat erop") if practice else _("de mislukking staat erop")
    if practice and failure:
        note = _("allebei staan ze erop")
    title = _("Deel één praktijk en één mislukking")
    return [Step("delen", title, 6, _("jij of een collega"), url, practice and failure, 60, note)]


def happened(organisation: Organisation, since: datetime.date, until: datetime.date) -> list[Happened]:
    """Practices and failures of this organisation that everybody may read."""
    rows = KnowledgeRecord.objects.filter(organisation=organisation, example=False, public=True)
    rows = rows.filter(published_at__date__gte=since, published_at__date__lte=until)
    found, url = [], reverse("knowledge:overview")
    if number := rows.filter(kind="interventie").count():
        text = ngettext("%(n)s praktijk is beschreven.", "%(n)s praktijken zijn beschreven.", number)
        found.append(Happened(number, text % {"n": number}, url, 80))
    if number := rows.filter(kind="mislukking").count():
        text = ngettext(
            "%(n)s mislukking is verteld, zodat een ander haar niet overdoet.",
            "%(n)s mislukkingen zijn verteld, zodat een ander ze niet overdoet.",
            number,
        )
        found.append(Happened(number, text % {"n": number}, url, 90))
    return found


def waiting(actor: User) -> list[Waiting]:
    """For the work desk."""
    if reviewing_for(actor) is None:
        return []
    found, url = [], reverse("knowledge:queue")
    if number := answers(actor).count():
        text = ngettext(
            "%(n)s antwoord op een vraag wacht op een blik",
            "%(n)s antwoorden op vragen wachten op een blik",
            number,
        )
        found.append(Waiting(text % {"n": number}, url))
    if number := not_passed_on(actor).count():
        text = ngettext(
            "%(n)s vraag is nog niet doorgestuurd", "%(n)s vragen zijn nog niet doorgestuurd", number
        )
        found.append(Waiting(text % {"n": number}, url))
    rows = list(new_rows(actor).values_list("created_at", flat=True))
    if number := len(rows):
        text = ngettext(
            "%(n)s stuk kennis wacht op een blik", "%(n)s stukken kennis wachten op een blik", number
        )
        found.append(Waiting(text % {"n": number}, url, _after(timezone.localdate(rows[0]), PROMISED)))
    return found


def _after(day: datetime.date, working: int) -> datetime.date:
    while working:
        day += datetime.timedelta(days=1)
        working -= day.weekday() < 5
    return day


def reviewers() -> list[User]:
    """Everybody who looks at records, once each."""
    roles = [role for role in Role if Permission.REVIEW in ROLES[role]]
    members = Membership.objects.filter(role__in=roles, organisation__active=True, user__is_active=True)
    return list(User.objects.filter(pk__in=members.values("user")).exclude(email="").order_by("pk"))
