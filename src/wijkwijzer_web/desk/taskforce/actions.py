"""What a task force writes down: who sits there, experiments, and decisions taken in the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.desk.bottlenecks.actions import decided_by_owner
from wijkwijzer_web.desk.models import Bottleneck, Experiment, Seat, TaskForce
from wijkwijzer_web.desk.queries import require_editor, today

__all__ = ["decide_at_table", "end_experiment", "save_experiment", "save_task_force"]


@action
def save_task_force(*, actor: User, force: TaskForce, seats: Sequence[tuple[str, str]]) -> TaskForce:
    """Set a task force up: without who decides when they differ there is none."""
    require_editor(actor, force.organisation)
    if len({domain for domain, _role in seats}) < 2:
        raise ValidationError(_("Ontschot is met twee domeinen of meer aan tafel."))
    force.save()
    force.seats.all().delete()
    Seat.objects.bulk_create(Seat(task_force=force, domain=domain, role=role) for domain, role in seats)
    record(force, details={"seats": len(seats)})
    return force


@action
def decide_at_table(*, actor: User, bottleneck: Bottleneck, values: dict[str, Any]) -> None:
    """Write down a decision that was taken in the meeting."""
    require_editor(actor, bottleneck.organisation)
    if bottleneck.task_force is None:
        raise ValidationError(_("Dit knelpunt ligt niet bij een taskforce."))
    decided_by_owner(bottleneck, values)
    record(bottleneck, details={"decided": "table"})


@action
def save_experiment(*, actor: User, experiment: Experiment) -> Experiment:
    """Write down a permission to do it otherwise."""
    require_editor(actor, experiment.organisation)
    experiment.save()
    record(experiment, details={"until": experiment.until.isoformat()})
    return experiment


@action
def end_experiment(*, actor: User, experiment: Experiment, outcome: str, words: str) -> None:
    """Decide what comes after the last day: it stays, it changes or it stops, and why."""
    require_editor(actor, experiment.organisation)
    if experiment.outcome:
        raise ValidationError(_("Hierover is al besloten."))
    experiment.outcome, experiment.outcome_words, experiment.decided_on = outcome, words, today()
    experiment.save()
    record(experiment, details={"outcome": outcome})
