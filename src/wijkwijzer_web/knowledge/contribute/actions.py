"""Leaving a record here, and changing it later with the link."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.codes import token_fingerprint, token_of
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge.contribute.queries import state_of
from wijkwijzer_web.knowledge.mailing.actions import forget_record, tell_writer
from wijkwijzer_web.knowledge.models import (
    Contributor,
    KnowledgeRecord,
    Reaction,
    Revision,
    State,
    without_words,
)
from wijkwijzer_web.knowledge.records.actions import changed, checked, new_row, show, take
from wijkwijzer_web.publishing.service import refuse_older

__all__ = [
    "CONTACT",
    "ERASURE",
    "contribute",
    "erase_again",
    "erase_contribution",
    "forget_address",
    "let_ask",
    "start_record",
    "suggest",
]

ERASURE, CONTACT = "stuk-kennis", "inzender"

MOST_WAITING = 1_000
ASKED_DAYS = 365
READ_FIRST = ("mislukking", "vraag")  # by an editor, also when a member wrote it


@action
def contribute(
    *,
    actor: User | None,
    organisation: Organisation | None,
    kind: str,
    data: dict[str, Any],
    address: str,
    form: uuid.UUID,
    link: str,
) -> tuple[KnowledgeRecord, str]:
    """Take a record in. Of a member it is public at once and marked, of others after an editor's look.

    Returns the record and the token of its personal link. The same form sent twice, because a line was lost,
    gives the same record and the same link.
    """
    if organisation is not None and actor is not None:
        require(actor, Permission.WRITE, organisation)
    member = organisation is not None and kind not in READ_FIRST
    row, new = start_record(actor, organisation, kind, data, form, address=address, at_once=member)
    record(row, organisation=organisation)
    token = token_of(form, "stuk")
    if new:
        tell_writer(row, organisation, "erop" if member else "binnen", "1", link=link.replace("TOKEN", token))
    return row, token


def start_record(
    actor: User | None,
    organisation: Organisation | None,
    kind: str,
    data: dict[str, Any],
    form: uuid.UUID,
    *,
    address: str = "",
    at_once: bool = False,
) -> tuple[KnowledgeRecord, bool]:
    """Take a record in, inside an action; it waits for an editor, or is public `at_once` and marked.

    Its personal link is that of `token_of(form, "stuk")`. The same form sent twice gives the same record,
    which is then not new.
    """
    before = Revision.objects.select_related("record").filter(form=form).first()
    if before is not None:
        return before.record, False
    if KnowledgeRecord.objects.filter(state=State.NEW, public=False).count() >= MOST_WAITING:
        raise InputError(_("Er wachten nu te veel stukken op een blik. Probeer het morgen nog eens."))
    row = new_row(kind, data, organisation=organisation)
    row.state = State.NEW
    Revision.objects.create(
        record=row,
        number=1,
        data=row.data,
        made_at=row.created_at,
        author=actor,
        status=Revision.Status.TAKEN if at_once else Revision.Status.WAITING,
        form=form,
    )
    if at_once:
        show(row, State.NEW)
    knows = bool(address) and kind != "vraag"
    Contributor.objects.create(
        record=row,
        token_hash=token_fingerprint(token_of(form, "stuk")),
        address=address,
        may_be_asked=knows,
        asked_until=timezone.localdate() + timedelta(days=ASKED_DAYS) if knows else None,
        made_at=row.created_at,
    )
    changed(row)
    return row, True


@action
def suggest(
    *,
    actor: User | None,
    row: KnowledgeRecord,
    data: dict[str, Any],
    form: uuid.UUID,
    version: str = "",
) -> Revision:
    """Whoever has the link wants it to read otherwise; what is public stays until an editor took it over.

    What nobody saw yet changes at once, so that the editor reads what will be shown.
    """
    row = KnowledgeRecord.objects.select_for_update().get(pk=row.pk)
    before = row.revisions.filter(form=form).first()
    if before is not None:
        record(row)
        return before
    refuse_older(version, *state_of(row))
    if row.state == State.WITHDRAWN:
        raise InputError(_("Dit stuk is ingetrokken."))
    checked(row.kind, {**data, "id": row.key})
    last = row.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    row.revisions.filter(status=Revision.Status.WAITING).update(status=Revision.Status.LEFT)
    made = Revision.objects.create(
        record=row,
        number=last + 1,
        data={**data, "id": row.key},
        made_at=timezone.now(),
        author=actor,
        form=form,
    )
    if row.published_at is None:
        take(row, made.data)
        changed(row)
    record(row)
    return made


@action
def let_ask(*, actor: User | None, row: KnowledgeRecord, yes: bool) -> None:
    """The writer says yes for another year, or no: then the address is forgotten at once."""
    if yes:
        until = timezone.localdate() + timedelta(days=ASKED_DAYS)
        found = Contributor.objects.filter(record=row).exclude(address="")
        found.update(may_be_asked=True, asked_until=until)
    else:
        erasures.note(CONTACT, row.key)
        forget_address(row.key)
    record(row, details={"yes": yes})


@action
def erase_contribution(*, actor: User | None, row: KnowledgeRecord) -> None:
    """Take back what one left here: words, link and address go; what was public says that it is withdrawn."""
    erasures.note(ERASURE, row.key)
    record(row)
    _erase_words(row)


def erase_again(key: str) -> bool:
    """After a restore: take back what its writer took back, or an editor left out, since the backup."""
    row = KnowledgeRecord.objects.filter(key=key).first()
    if row is None or (row.state == State.WITHDRAWN and not row.revisions.exists()):
        return False
    with transaction.atomic():
        _erase_words(row)
    return True


def forget_address(key: str) -> bool:
    """Forget the address of who left this record; the link stays, so that taking it back stays possible."""
    forget_record(key)
    found = Contributor.objects.filter(record__key=key).exclude(address="")
    return bool(found.update(address="", may_be_asked=False, asked_until=None))


def _erase_words(row: KnowledgeRecord) -> None:
    forget_record(row.key)
    Contributor.objects.filter(record=row).delete()
    Reaction.objects.filter(kind="stuk", key=row.key).delete()
    if row.published_at is None:
        row.delete()
        return
    row.revisions.all().delete()
    row.passed.all().delete()
    row.state, row.public = State.WITHDRAWN, False
    row.reason = _("De schrijver haalde dit stuk weg.")
    row.title, row.summary, row.slug = _("Weggehaald"), "", without_words(row.slug)
    row.data = _emptied(row)
    changed(row)


def _emptied(row: KnowledgeRecord) -> dict[str, Any]:
    """The least that is still a record of its kind."""
    gone = _("Weggehaald")
    least: dict[str, dict[str, Any]] = {
        "interventie": {"naam": gone, "soort": "praktijk"},
        "mislukking": {"titel": gone, "wat_gebeurde": gone},
        "aanname": {"uitspraak": gone, "houder": row.data.get("houder", "instantie")},
        "publicatie": {"titel": gone},
        "initiatief": {"naam": gone},
        "vraag": {"vraag": gone},
        "bewijsclaim": {name: row.data.get(name) for name in ("interventie", "effect", "richting")}
        | {"bron": gone},
    }
    return {"id": row.key, **least[row.kind]}
