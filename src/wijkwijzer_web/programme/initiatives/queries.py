"""Reading initiatieven: the records of knowledge with what their own people said last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.http import Http404

from wijkwijzer_web.core.links import key_in, sealed
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme.asked_offered.queries import standing
from wijkwijzer_web.programme.models import InitiativeStep, OrganisationForm
from wijkwijzer_web.programme.people.queries import living
from wijkwijzer_web.programme.strengths.queries import shown_of

__all__ = [
    "Community",
    "ShownInitiative",
    "community_of",
    "initiative_of_link",
    "initiatives_of",
    "link_of",
    "shown",
    "steps_of",
]

SALT = "initiatief"


@dataclass(frozen=True, slots=True)
class ShownInitiative:
    """An initiatief with its last step; None when nobody said how it stands."""

    row: knowledge.InitiativeRow
    last: InitiativeStep | None


@dataclass(frozen=True, slots=True)
class Community:
    """What one question to the database finds of an area: pairs of two texts each."""

    strengths: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    calls: tuple[tuple[str, str], ...]
    organising: tuple[tuple[str, str], ...]


MOST = 400
PARTS = ("kracht", "mens", "oproep", "vorm")


def community_of(area: str, gemeente: str) -> Community:
    """Krachten (kind, line), people (name, what they know), calls (kind, work), and the gemeente's way."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in PARTS}
    for part, one, two in asked(_community_of, area, gemeente):
        found[part].append((one, two))
    return Community(*(tuple(sorted(found[name])) for name in PARTS))


def _community_of(area: str, gemeente: str) -> QuerySet[Any, tuple[str, ...]]:
    parts = (
        ("kracht", shown_of(area), "kind", "text"),
        ("mens", living(area), "name", "knows"),
        ("oproep", standing(area), "kind", "what"),
        ("vorm", OrganisationForm.objects.filter(area=gemeente), "area", "area_name"),
    )
    found = [
        rows.order_by()
        .annotate(part=Value(name, output_field=CharField()))
        .values_list("part", first, second)
        for name, rows, first, second in parts
    ]
    return found[0].union(*found[1:])[:MOST]


def steps_of(key: str) -> list[InitiativeStep]:
    """What its people said, in order."""
    return list(InitiativeStep.objects.filter(record=key).order_by("on", "id"))


def initiatives_of(codes: Sequence[str]) -> list[ShownInitiative]:
    """The initiatieven of an area, by name, with two questions to the database."""
    rows = knowledge.initiatives_in(codes)
    keys = [row.key for row in rows]
    last = {step.record: step for step in asked(_steps_of, *keys)}
    return [ShownInitiative(row, last.get(row.key)) for row in rows]


def _steps_of(*keys: str) -> QuerySet[InitiativeStep]:
    return InitiativeStep.objects.filter(record__in=keys).order_by("on", "id")


def shown(slug: str) -> knowledge.InitiativeRow:
    """One initiatief; 404 when it is not public."""
    found = knowledge.initiative(slug)
    if found is None:
        raise Http404
    return found


def link_of(row: knowledge.InitiativeRow) -> str:
    """The secret part of the link with which its people say how it stands."""
    return sealed(SALT, row.slug)


def initiative_of_link(token: str) -> knowledge.InitiativeRow:
    """The initiatief that a link opens."""
    return shown(key_in(SALT, token))
