"""Reading weighings: what everybody may see, and what those of the organisation may."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404

from wijkwijzer.effects import Case, Weighing, WeighingOutcome, csv_text, from_json
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.core.rooms import TO_READ, Found
from wijkwijzer_web.effects.models import BenefitCase, Weighed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from wijkwijzer_web.core.models import User

__all__ = [
    "export",
    "found",
    "outcome_of",
    "public_weighings",
    "question_of",
    "weighed",
    "without_ranks",
    "workplaces_of",
]

MOST_FOUND = 5


def public_weighings() -> QuerySet[Weighed]:
    """Weighings that everybody may read."""
    return Weighed.objects.filter(public=True).select_related("organisation")


def weighed(number: int, user: User | AnonymousUser) -> Weighed:
    """One weighing; what is not public exists for its organisation only."""
    row = Weighed.objects.select_related("organisation").filter(pk=number).first()
    if row is None or not (row.public or allowed(user, Permission.WRITE, row.organisation)):
        raise Http404(f"no weighing {number}")
    return row


def question_of(row: Weighed) -> Weighing:
    """The question as it was."""
    return from_json(Weighing, json.dumps(row.question))


def outcome_of(row: Weighed) -> WeighingOutcome:
    """The outcome as it was."""
    return from_json(WeighingOutcome, json.dumps(row.outcome))


def without_ranks(outcome: WeighingOutcome) -> WeighingOutcome:
    """The outcome without the share of each rank, which no page shows: 200 alternatives have 40,000."""
    return replace(outcome, standings=tuple(replace(each, ranks=()) for each in outcome.standings))


def workplaces_of(user: User | AnonymousUser) -> list[tuple[Organisation, list[Weighed], list[BenefitCase]]]:
    """The organisations in which a user writes, with their weighings and cases."""
    mine = [each for each in Organisation.objects.at_work() if allowed(user, Permission.WRITE, each)]
    return [
        (
            each,
            list(Weighed.objects.filter(organisation=each)),
            list(BenefitCase.objects.filter(organisation=each)),
        )
        for each in mine
    ]


def found(query: str, language: str, actor: User | AnonymousUser) -> Sequence[Found]:
    """Weighings for the search: those whose title or question holds all the words."""
    words = query.split()[:6]
    if not words:
        return []
    rows = public_weighings()
    for word in words:
        rows = rows.filter(Q(title__icontains=word) | Q(question_text__icontains=word))
    kind = "Weighing" if language.startswith("en") else "Afweging"
    return [
        Found(kind, row.title, row.get_absolute_url(), row.question_text, 0.5) for row in rows[:MOST_FOUND]
    ]


def export(organisation: Organisation, folder: Path) -> None:
    """Write the sheet of each case, to read; the rows themselves go along as tables."""
    target = folder / TO_READ / "kosten-baten"
    for number, case in enumerate(BenefitCase.objects.filter(organisation=organisation).order_by("pk"), 1):
        target.mkdir(exist_ok=True)
        text = csv_text(from_json(Case, json.dumps(case.case)))
        (target / f"{number}.csv").write_text("\ufeff" + text, encoding="utf-8", newline="")
