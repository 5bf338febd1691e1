"""What an editor decides: show it, leave it, take a change over, look again later."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge.contribute.actions import ERASURE
from wijkwijzer_web.knowledge.contribute.queries import state_of
from wijkwijzer_web.knowledge.mailing.actions import forget_record, letter, tell_writer
from wijkwijzer_web.knowledge.mailing.queries import site_address
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Revision, State
from wijkwijzer_web.knowledge.records.actions import changed, show, take
from wijkwijzer_web.knowledge.review import queries
from wijkwijzer_web.publishing.service import refuse_older

__all__ = ["approve", "catch_up", "decline", "decline_again", "edit", "looked_at", "take_over", "write_queue"]

YEARS = 2
DECLINED = "stuk-weggelaten"  # in the list of erasures
_AGAIN = (State.DUE, State.OUTDATED)


@action
def approve(
    *, actor: User, organisation: Organisation, row: KnowledgeRecord, page: str, version: str = ""
) -> None:
    """An editor looked: it is public, and to be looked at again in two years.

    Raises
    ------
    ChangedError
        Its writer changed it after the page that the editor read was made.
    """
    require(actor, Permission.REVIEW, organisation)
    row = KnowledgeRecord.objects.select_for_update().get(pk=row.pk)
    refuse_older(version, *state_of(row))
    if row.state == State.WITHDRAWN:
        raise InputError(_("Dit stuk is ingetrokken."))
    first = row.revisions.filter(status=Revision.Status.WAITING).order_by("number").last()
    if first is not None:
        take(row, first.data)
        row.revisions.filter(pk=first.pk).update(status=Revision.Status.TAKEN)
    show(row, State.REVIEWED)
    looked_at(row)
    changed(row)
    record(row, organisation=organisation)
    tell_writer(row, organisation, "nagekeken", str(row.version), page=page)


@action
def decline(*, actor: User, organisation: Organisation, row: KnowledgeRecord, reason: str) -> None:
    """An editor leaves it out: what was never public is gone, its writer hears why."""
    require(actor, Permission.REVIEW, organisation)
    if not reason.strip():
        raise InputError(_("Schrijf in één zin waarom. De schrijver krijgt die zin."))
    record(row, organisation=organisation, details={"public_before": row.published_at is not None})
    forget_record(row.key)
    tell_writer(row, organisation, "niet", "1", reason=reason.strip()[:500])
    if row.published_at is None:
        erasures.note(ERASURE, row.key)
        row.delete()
        return
    erasures.note(DECLINED, row.key)
    row.state, row.public, row.reason = State.WITHDRAWN, False, reason.strip()[:500]
    changed(row)


def decline_again(key: str) -> bool:
    """After a restore: what an editor left out since the backup is not public again."""
    row = KnowledgeRecord.objects.filter(key=key, public=True).first()
    if row is None:
        return False
    row.state, row.public, row.reason = State.WITHDRAWN, False, _("De redactie liet dit stuk weg.")
    changed(row)
    return True


@action
def take_over(*, actor: User, organisation: Organisation, revision: Revision, taken: bool) -> None:
    """A change that was proposed is taken over, or not."""
    require(actor, Permission.REVIEW, organisation)
    row = revision.record
    if taken:
        take(row, revision.data)
        if row.state in _AGAIN:
            row.state = State.REVIEWED
            looked_at(row)
        changed(row)
    revision.status = Revision.Status.TAKEN if taken else Revision.Status.LEFT
    revision.save(update_fields=["status"])
    record(row, organisation=organisation, details={"taken": taken})


@action
def edit(*, actor: User, organisation: Organisation, row: KnowledgeRecord, data: dict[str, Any]) -> None:
    """An editor changes the fields; the former version stays in the list of versions."""
    require(actor, Permission.REVIEW, organisation)
    take(row, data)
    last = row.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    Revision.objects.create(
        record=row,
        number=last + 1,
        data=row.data,
        made_at=timezone.now(),
        author=actor,
        status=Revision.Status.TAKEN,
    )
    if row.state in _AGAIN:
        row.state = State.REVIEWED
        looked_at(row)
    changed(row)
    record(row, organisation=organisation)


def looked_at(row: KnowledgeRecord) -> None:
    """Somebody looked now; a date that has passed moves two years on."""
    today = timezone.localdate()
    row.reviewed_at = timezone.now()
    if row.review_on is None or row.review_on <= today:
        row.review_on = today + datetime.timedelta(days=365 * YEARS)


def catch_up() -> None:
    """Once an hour, whichever process is first."""
    now = timezone.localtime()
    if cache.add(f"kennis-rij:{now:%Y-%m-%d-%H}", 1, 3600):
        write_queue(actor=None)


@action
def write_queue(*, actor: User | None, on: datetime.date | None = None) -> dict[str, int]:
    """What waits for a look, once a working day, to whoever looks; nothing when nothing waits."""
    day = on or timezone.localdate()
    link = site_address(reverse("knowledge:queue"))
    written = 0
    for user in queries.reviewers() if day.weekday() < 5 else ():
        counts = _waiting_for(user)
        if any(counts.values()):
            told = {"link": link, "oldest": queries.waiting_age(user).oldest, **counts}
            written += letter("rij", f"{user.pk}:{day}", user.email, soon=False, values=told)
    record(None, details={"written": written})
    return {"written": written}


def _waiting_for(user: User) -> dict[str, int]:
    return {
        "new": queries.new_rows(user).count(),
        "changes": queries.changes(user).count(),
        "reactions": queries.reactions(user).count(),
        "answers": queries.answers(user).count(),
    }
