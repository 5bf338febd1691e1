"""Every night: what is past its time is erased, and what has to be looked at again says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge.contribute.actions import CONTACT, forget_address
from wijkwijzer_web.knowledge.models import (
    Contributor,
    EmptySearch,
    KnowledgeRecord,
    Reaction,
    Revision,
    State,
)
from wijkwijzer_web.knowledge.records.actions import changed
from wijkwijzer_web.knowledge.search.actions import renew_search

__all__ = ["arrive", "expire_knowledge"]

ADDRESS_DAYS = 730  # after the last record with the same address
DRAFT_DAYS = 365  # drafts, versions that were left and reactions that were not shown
EMPTY_DAYS = 365
OUTDATED_DAYS = 365  # after the date to look again


@action
def expire_knowledge(*, actor: User | None) -> dict[str, int]:
    """Erase what is past its time, and move what has to be looked at again."""
    today = timezone.localdate()
    stopped = _relays(today)
    removed = {
        "adressen van inzenders": _addresses(today),
        "concepten van kennis": _drafts(),
        "vragen zonder antwoord": EmptySearch.objects.filter(
            month__lt=today - timedelta(days=EMPTY_DAYS)
        ).delete()[0],
    }
    moved = _review_dates(today, stopped)
    record(None, details={**removed, "relays": len(stopped), "moved": moved})
    return removed


def _relays(today: date) -> list[int]:
    """Questions go to a contact for twelve months; without a new yes that stops. Returns their records."""
    over = Contributor.objects.filter(may_be_asked=True).filter(
        Q(asked_until__lt=today) | Q(asked_until__isnull=True)
    )
    records = list(over.values_list("record_id", flat=True))
    over.update(may_be_asked=False, asked_until=None)
    return records


def _addresses(today: date) -> int:
    """Addresses go 24 months after the last record that was left with them."""
    last: dict[str, date] = {}
    rows = list(Contributor.objects.exclude(address="").select_related("record"))
    for one in rows:
        name, day = one.address.casefold(), timezone.localdate(one.made_at)
        last[name] = max(day, last.get(name, day))
    limit = today - timedelta(days=ADDRESS_DAYS)
    old = [one for one in rows if last[one.address.casefold()] < limit]
    for one in old:
        erasures.note(CONTACT, one.record.key)
        forget_address(one.record.key)
    return len(old)


def _drafts() -> int:
    """Drafts, versions that nobody took over, hidden reactions; what waits for a look stays."""
    limit = timezone.now() - timedelta(days=DRAFT_DAYS)
    drafts = KnowledgeRecord.objects.filter(state=State.DRAFT, changed_at__lt=limit)
    left = Revision.objects.filter(status=Revision.Status.LEFT, made_at__lt=limit)
    hidden = Reaction.objects.filter(state=Reaction.State.HIDDEN, made_at__lt=limit)
    number = drafts.count() + left.count() + hidden.count()
    for rows in (left, hidden, drafts):
        rows.delete()
    return number


def _review_dates(today: date, stopped: Iterable[int]) -> int:
    """Its date passed, or nobody can be asked any more: te herzien. A year past its date: verouderd."""
    shown = KnowledgeRecord.objects.filter(public=True)
    past = Q(review_on__lte=today) | Q(pk__in=list(stopped))
    late = Q(review_on__lte=today - timedelta(days=OUTDATED_DAYS))
    due = list(shown.filter(past & ~late, state=State.REVIEWED))
    outdated = list(shown.filter(late, state__in=(State.REVIEWED, State.DUE)))
    for row in due:
        row.state = State.DUE
    for row in outdated:
        row.state = State.OUTDATED
    for row in (*due, *outdated):
        changed(row, tell=False)
    if due or outdated:
        transaction.on_commit(renew_search)
    return len(due) + len(outdated)


def arrive(organisation: Organisation, folder: Path) -> None:
    """Let records that came in be found: their filters and the search; the dates stay as they were."""
    del folder
    rows = KnowledgeRecord.objects.filter(organisation=organisation)
    for row in rows.order_by("pk"):
        before = row.changed_at
        changed(row, tell=False)
        KnowledgeRecord.objects.filter(pk=row.pk).update(changed_at=before)
    if rows.exists():
        transaction.on_commit(renew_search)
