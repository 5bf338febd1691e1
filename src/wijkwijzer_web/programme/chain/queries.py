"""Reading the opgaven of a wijk with their inzetten, results and lessons."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.joined import asked_joined, joined
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Area, Linked, Ref
from wijkwijzer_web.programme.models import Effort, Lesson, Opgave, Outcome
from wijkwijzer_web.programme.programmes.queries import may_write

__all__ = [
    "effects_of",
    "effort_for",
    "lesson_for",
    "opgave_for",
    "opgave_seen",
    "opgaven_on",
    "outcome_for",
    "work_list",
]

Visitor = User | AnonymousUser


UNDER = ("efforts", "efforts__outcomes", "efforts__outcomes__lessons")


def opgaven_on(area: Area) -> list[Opgave]:
    """The opgaven of an area with everything under them, in one question for all panels of its page."""
    found: list[Opgave] = area.once("opgaven", lambda: asked_joined(Opgave, _opgaven_of, (area.key,), *UNDER))
    return found


def _opgaven_of(area: str) -> QuerySet[Opgave]:
    return Opgave.objects.filter(area=area)


def opgave_seen(key: int) -> Opgave:
    """One opgave with everything under it; opgaven are public."""
    found = joined(Opgave.objects.filter(pk=key), "organisation", *UNDER)
    if not found:
        raise Http404
    return found[0]


def opgave_for(user: Visitor, key: int) -> Opgave:
    """An opgave that this person may write under."""
    found = get_object_or_404(Opgave.objects.select_related("organisation"), pk=key)
    if not may_write(user, found.organisation):
        raise Http404
    return found


def effort_for(user: Visitor, key: int) -> Effort:
    """An inzet that this person may write under."""
    found = get_object_or_404(Effort.objects.select_related("opgave__organisation"), pk=key)
    if not may_write(user, found.opgave.organisation):
        raise Http404
    return found


def outcome_for(user: Visitor, key: int) -> Outcome:
    """A resultaat that this person may write under."""
    found = get_object_or_404(Outcome.objects.select_related("effort__opgave__organisation"), pk=key)
    if not may_write(user, found.effort.opgave.organisation):
        raise Http404
    return found


def lesson_for(user: Visitor, key: int) -> Lesson:
    """A les that this person may write under."""
    found = get_object_or_404(Lesson.objects.select_related("outcome__effort__opgave__organisation"), pk=key)
    if not may_write(user, found.outcome.effort.opgave.organisation):
        raise Http404
    return found


def effects_of(row: Opgave, actor: Visitor) -> dict[int, list[Linked]]:
    """Per inzet what another room says of its effect on the figures that it was measured with."""
    asked = {
        Ref("effect", f"{outcome.from_key}:{effort.begins_on.year}"): effort.pk
        for effort in row.efforts.all()
        for outcome in effort.outcomes.all()
        if outcome.from_kind == "cijfer"
    }
    found: dict[int, list[Linked]] = {}
    for ref, thing in (weaving.linked(list(asked), actor) if asked else {}).items():
        found.setdefault(asked[ref], []).append(thing)
    return found


def work_list(user: Visitor) -> list[Opgave]:
    """The opgaven that this person works on."""
    every = Opgave.objects.select_related("organisation").prefetch_related("efforts")
    return [one for one in every if may_write(user, one.organisation)]
