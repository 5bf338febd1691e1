"""Putting a record in, and making it public or not; the steps that every action on records shares."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.records import EvidenceClaim, Raw, Record, make_record
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow.service import forget_mail
from wijkwijzer_web.knowledge.models import Counter, FacetValue, KnowledgeRecord, Revision, State
from wijkwijzer_web.knowledge.records import queries
from wijkwijzer_web.knowledge.search.actions import renew_search

__all__ = ["changed", "checked", "new_row", "propose", "put_in_record", "show", "take", "withdraw"]


def checked(kind: str, data: dict[str, Any]) -> Record:
    """The record that these fields make.

    Raises
    ------
    InputError
        A field is wrong: one sentence.
    """
    found, problems = make_record(Raw(kind, data, None))
    if found is None:
        raise InputError(f"{problems[0].field.capitalize()} {problems[0].clause}.")
    return found


def new_row(
    kind: str, data: dict[str, Any], *, organisation: Organisation | None = None, example: bool = False
) -> KnowledgeRecord:
    """A row that nobody sees yet, with its key, address and columns."""
    data = {"id": f"{kind}-{uuid.uuid4().hex[:12]}", **data}
    found = checked(kind, data)
    now = timezone.now()
    title = queries.title_of(found)
    return KnowledgeRecord.objects.create(
        kind=kind,
        slug=queries.free_slug(kind, title),
        key=found.id,
        title=title,
        summary=queries.summary_of(found),
        data=data,
        organisation=organisation,
        year=queries.year_of(found) or now.year,
        created_at=now,
        changed_at=now,
        review_on=getattr(found, "review_on", None),
        example=example,
    )


def take(row: KnowledgeRecord, data: dict[str, Any]) -> None:
    """Let a version be what the record says; key and address stay, and answers are what their rows say."""
    data = {**data, "id": row.key}
    if row.kind == "vraag":
        data["antwoorden"] = queries.answered(row)
    found = checked(row.kind, data)
    row.data = data
    row.title, row.summary = queries.title_of(found), queries.summary_of(found)
    row.year = queries.year_of(found) or row.created_at.year
    row.review_on = getattr(found, "review_on", None) or row.review_on


def show(row: KnowledgeRecord, state: State) -> None:
    """Make it public in a state."""
    row.state, row.public = state, True
    row.published_at = row.published_at or timezone.now()


def changed(row: KnowledgeRecord, *, tell: bool = True) -> None:
    """Save the row with its filter values, and let search, filters and feeds know.

    Whoever changes many rows tells it once, at the end.
    """
    row.version, row.changed_at = Counter.next(), timezone.now()
    row.save()
    found = row.typed()
    values = queries.facet_values(row, found, queries.claims_of(row.key))
    row.values.all().delete()
    FacetValue.objects.bulk_create(
        FacetValue(record=row, facet=facet, value=value) for facet, value in sorted(values)
    )
    if isinstance(found, EvidenceClaim):
        _strength(found.intervention)
    if tell:
        transaction.on_commit(renew_search)


def _strength(key: str) -> None:
    """Evidence came or went: the filter on strength of its interventie follows."""
    row = KnowledgeRecord.objects.filter(key=key).first()
    if row is None:
        return
    row.values.filter(facet="sterkte").delete()
    values = queries.facet_values(row, row.typed(), queries.claims_of(key))
    FacetValue.objects.bulk_create(
        FacetValue(record=row, facet=facet, value=value) for facet, value in values if facet == "sterkte"
    )


def propose(row: KnowledgeRecord, data: dict[str, Any], author: User | None = None) -> bool:
    """Let what another says of it wait beside what stands here: fields that only we have stay.

    Returns
    -------
    bool
        False when the very same waits already.
    """
    then = {**row.data, **data, "id": row.key}
    waiting = row.revisions.filter(status=Revision.Status.WAITING)
    if any(one.data == then for one in waiting):
        return False
    last = row.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    waiting.update(status=Revision.Status.LEFT)
    Revision.objects.create(record=row, number=last + 1, data=then, made_at=timezone.now(), author=author)
    return True


@action
def put_in_record(
    *, actor: User, organisation: Organisation, kind: str, data: dict[str, Any]
) -> KnowledgeRecord:
    """An editor puts a record in; it is public at once, and was looked at by who put it in."""
    require(actor, Permission.REVIEW, organisation)
    row = new_row(kind, data, organisation=organisation)
    Revision.objects.create(
        record=row,
        number=1,
        data=row.data,
        made_at=row.created_at,
        author=actor,
        status=Revision.Status.TAKEN,
    )
    show(row, State.REVIEWED)
    row.reviewed_at = timezone.now()
    changed(row)
    record(row)
    return row


@action
def withdraw(
    *, actor: User, row: KnowledgeRecord, reason: str, successor: KnowledgeRecord | None = None
) -> None:
    """Take a record back: its page says why and what came instead, and nothing finds it any more."""
    require(actor, Permission.REVIEW, row.organisation)
    if not reason.strip():
        raise InputError("Zeg waarom dit stuk wordt ingetrokken.")
    row.state, row.public, row.reason, row.successor = State.WITHDRAWN, False, reason.strip()[:500], successor
    changed(row)
    forget_mail(about=row.key)
    record(row)
