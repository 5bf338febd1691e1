"""Bringing a file, taking the good of it as drafts, and judging drafts."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.records import to_mapping
from wijkwijzer_web.core.models import Job, Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.knowledge.contribute.actions import ERASURE
from wijkwijzer_web.knowledge.intake.reading import Brought, look_up
from wijkwijzer_web.knowledge.models import Intake, KnowledgeRecord, State
from wijkwijzer_web.knowledge.records.actions import changed, checked, new_row, propose, show, take
from wijkwijzer_web.knowledge.review.actions import looked_at
from wijkwijzer_web.knowledge.search.actions import renew_search

__all__ = ["bring", "forget_intakes", "judge_drafts", "look_up_dois", "take_in"]

KEPT_DAYS = 30
AT_ONCE = 10  # DOIs between two words about how far it is


@action
def bring(*, actor: User, organisation: Organisation, name: str, found: Brought) -> Intake:
    """Keep what came out of a file, for a person to look at; nothing is taken yet."""
    require(actor, Permission.REVIEW, organisation)
    made = Intake.objects.create(
        organisation=organisation,
        owner=actor,
        name=name[:100],
        confirm=found.confirm,
        items=found.items,
        wrong=found.wrong,
        notes=found.notes,
        left=found.left,
        made_at=timezone.now(),
    )
    record(made, organisation=organisation, details={"good": len(found.items), "wrong": len(found.wrong)})
    return made


def start_look_up(intake: Intake, actor: User) -> Job:
    """Look the DOIs of a list up in the background."""
    return jobs.start(
        look_up_dois,
        kind="doi",
        key=str(intake.pk),
        title=_("DOI’s opzoeken: %s") % intake.name,
        owner=actor,
        return_url=reverse("knowledge:intake", args=[intake.pk]),
        parameters={"key": str(intake.pk)},
    )


@task()
def look_up_dois(job_id: str, key: str) -> None:
    """Ask what each DOI stands for; what was found is kept as it comes, so a broken line loses nothing."""
    with jobs.work(job_id) as work:
        total = len(Intake.objects.get(pk=key).left)
        while True:
            intake = Intake.objects.filter(pk=key).first()
            if intake is None or not intake.left:
                return
            now, later = intake.left[:AT_ONCE], intake.left[AT_ONCE:]
            found = look_up(now)
            intake.items += found.items
            intake.wrong += found.wrong
            intake.notes += found.notes
            intake.left = later
            intake.save(update_fields=["items", "wrong", "notes", "left"])
            work.progress(round(100 * (total - len(later)) / max(total, 1)))


@action
def take_in(
    *,
    actor: User,
    intake: Intake,
    numbers: Collection[int],
    changes: dict[str, Any] | None = None,
    corrections: Mapping[int, KnowledgeRecord] | None = None,
) -> tuple[int, int]:
    """The chosen ones become drafts, corrections wait beside what stands here; a file is taken once.

    Parameters
    ----------
    numbers
        Which of the good ones.
    changes
        What the person who confirms wrote instead, for a file that is one record.
    corrections
        What stands here of which the file says something else.

    Returns
    -------
    tuple of int
        How many drafts came, and how many corrections.
    """
    require(actor, Permission.REVIEW, intake.organisation)
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    if intake.taken_at is not None:
        raise InputError(_("Dit bestand is al overgenomen. Je vindt de stukken bij de concepten."))
    chosen = [one for number, one in enumerate(intake.items) if number in numbers]
    if not chosen and not corrections:
        raise InputError(_("Er is niets gekozen."))
    corrected = sum(_correct(row, intake.items[number], actor) for number, row in (corrections or {}).items())
    for one in chosen:
        new_row(one["kind"], _fields(one["kind"], changes or one["data"]), organisation=intake.organisation)
    intake.taken_at = timezone.now()
    intake.save(update_fields=["taken_at"])
    details = {"drafts": len(chosen), "corrections": corrected}
    record(intake, organisation=intake.organisation, details=details)
    return len(chosen), corrected


def _fields(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    found = checked(kind, {**data, "id": "nieuw"})
    return {name: value for name, value in to_mapping(found).items() if name != "id"}


def _correct(row: KnowledgeRecord, item: dict[str, Any], actor: User) -> bool:
    """A draft takes what the file says; of what is public it waits in the queue."""
    data = _fields(item["kind"], item["data"])
    if row.state != State.DRAFT:
        return propose(row, data, actor)
    take(row, {**row.data, **data})
    row.save()
    return True


@action
def judge_drafts(
    *, actor: User, organisation: Organisation, rows: Iterable[KnowledgeRecord], shown: bool
) -> int:
    """An editor looked at these drafts: they are public now, or gone."""
    require(actor, Permission.REVIEW, organisation)
    count = 0
    for row in rows:
        if row.state != State.DRAFT or row.organisation_id != organisation.pk:
            continue
        count += 1
        if not shown:
            erasures.note(ERASURE, row.key)
            row.delete()
            continue
        show(row, State.REVIEWED)
        looked_at(row)
        changed(row, tell=False)
    if count and shown:
        transaction.on_commit(renew_search)
    record(None, organisation=organisation, details={"drafts": count, "shown": shown})
    return count


def forget_intakes(*, actor: User | None) -> dict[str, int]:
    """Every night: files that were looked at a month ago."""
    del actor
    limit = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    gone, _tables = Intake.objects.filter(made_at__lt=limit).delete()
    return {"ingelezen bestanden": gone}
