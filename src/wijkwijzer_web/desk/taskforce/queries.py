"""What hangs at a table: with whom, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from wijkwijzer_web.core.models import User
from wijkwijzer_web.desk.bottlenecks.queries import Standing, published, standing
from wijkwijzer_web.desk.models import Experiment, TaskForce
from wijkwijzer_web.desk.queries import editor_organisations, today

__all__ = [
    "ending",
    "experiment_for",
    "experiments",
    "hanging",
    "task_force",
    "task_force_for",
    "task_forces_of",
]


def task_force(slug: str) -> TaskForce:
    """A task force that everybody may know."""
    found = (
        TaskForce.objects.filter(slug=slug).select_related("organisation").prefetch_related("seats").first()
    )
    if found is None:
        raise Http404
    return found


def task_force_for(user: User, slug: str) -> TaskForce:
    """A task force of an organisation for which the user writes."""
    found = task_force(slug)
    if found.organisation not in editor_organisations(user):
        raise Http404
    return found


def task_forces_of(user: User) -> list[TaskForce]:
    """The task forces of my organisations."""
    return list(TaskForce.objects.filter(organisation__in=editor_organisations(user)))


def hanging(force: TaskForce) -> Sequence[Standing]:
    """The knelpunten at this table that wait for an answer, the nearest date first."""
    rows = map(standing, published().filter(task_force=force, answered_on__isnull=True))
    return sorted(rows, key=lambda one: one.clock.due)


def experiments(force: TaskForce | None = None) -> list[tuple[Experiment, bool]]:
    """Experiments, and whether the last day went by without a decision."""
    rows = Experiment.objects.filter(task_force=force) if force else Experiment.objects.all()
    day = today()
    return [(one, not one.outcome and one.until < day) for one in rows]


def experiment_for(user: User, key: int) -> Experiment:
    """An experiment of an organisation for which the user writes."""
    found = Experiment.objects.filter(pk=key, organisation__in=editor_organisations(user)).first()
    if found is None:
        raise Http404
    return found


def ending(user: User, until: date) -> QuerySet[Experiment]:
    """Experiments of my organisations whose last day comes before this one, with nothing decided yet."""
    own = editor_organisations(user)
    return Experiment.objects.filter(organisation__in=own, outcome="", until__lte=until).order_by("until")
