"""Opening and closing the choosing of the room; what a phone chose is gone once it was counted."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.meetings.actions import RoomFull
from wijkwijzer_web.programme.models import Meeting, Task, TaskChoice

__all__ = ["NotChoosing", "choose", "close_choosing", "count_room", "open_choosing"]

LEAST_TASKS = 2
MOST_CHOOSERS = 500


class NotChoosing(Exception):  # noqa: N818 - what the visitor meets
    """The room does not choose now; nothing was kept."""


@action
def open_choosing(*, actor: User, meeting: Meeting) -> None:
    """Let the room choose among the tasks of now; an earlier order goes."""
    require(actor, Permission.WRITE, meeting.organisation)
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    tasks = row.tasks.exclude(state=Task.State.LAPSED)
    if row.state != Meeting.State.RUNNING or row.choosing:
        raise ValidationError(_("De zaal kiest alleen als die open is."))
    if tasks.count() < LEAST_TASKS:
        raise ValidationError(_("Er zijn nog geen twee taken om uit te kiezen."))
    row.choices.all().delete()
    row.tasks.update(on_ballot=False, place=None, place_low=None, place_high=None)
    tasks.update(on_ballot=True)
    row.choosing, row.choosers = True, 0
    row.save(update_fields=["choosing", "choosers"])
    record(row, details={"choosing": True})


@action
def close_choosing(*, actor: User, meeting: Meeting) -> int:
    """Count: keep each task's place with its interval, and forget what each phone chose."""
    require(actor, Permission.WRITE, meeting.organisation)
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not row.choosing:
        raise ValidationError(_("De zaal kiest nu niet."))
    count_room(row)
    row.choosing = False
    row.save(update_fields=["choosing", "choosers"])
    record(row, details={"choosing": False, "choosers": row.choosers})
    return row.choosers


def count_room(meeting: Meeting) -> None:
    """Make one order of all choices, with the places between which each task lies in 95% of the draws.

    The choices go; `choosers` of the meeting is set and not saved.
    """
    import polars as pl

    from wijkwijzer.dialogue import rank_items

    rows = list(meeting.choices.values_list("voter", "task", "rank"))
    meeting.choosers = len({voter for voter, _task, _rank in rows})
    if not rows:
        return
    table = pl.DataFrame([(str(voter), task, rank) for voter, task, rank in rows], orient="row")
    table.columns = ["participant", "item", "rank"]
    tasks = meeting.tasks.in_bulk()
    for ranked in rank_items(table):
        task = tasks[int(ranked.item)]
        task.place, task.place_low, task.place_high = ranked.place, ranked.low, ranked.high
        task.save(update_fields=["place", "place_low", "place_high"])
    meeting.choices.all().delete()


def choose(meeting: Meeting, voter: uuid.UUID, tasks: Sequence[Task]) -> None:
    """Keep what one phone puts first, second and third; choosing again replaces it.

    Raises
    ------
    NotChoosing, RoomFull
        Nothing was kept.
    """
    with transaction.atomic():
        row = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if not row.choosing:
            raise NotChoosing
        others = row.choices.exclude(voter=voter).values("voter").distinct()
        if others.count() >= MOST_CHOOSERS:
            raise RoomFull
        row.choices.filter(voter=voter).delete()
        TaskChoice.objects.bulk_create(
            TaskChoice(meeting=row, voter=voter, task=task, rank=rank) for rank, task in enumerate(tasks, 1)
        )
