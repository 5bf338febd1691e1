"""Reading what the desk holds of the chain: knelpunten with their decision, and how many told something."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from wijkwijzer_web.core.rooms import Ref
from wijkwijzer_web.core.weaving import no_value
from wijkwijzer_web.desk.bottlenecks.queries import at_work
from wijkwijzer_web.desk.counting.queries import from_json, gemeente_of
from wijkwijzer_web.desk.models import Longer, Published
from wijkwijzer_web.desk.queries import today

__all__ = ["HEARD", "Knelpunt", "rows"]

HEARD = "signalen"
_LEVELS = {6: "GM", 8: "WK"}


@dataclass(frozen=True, slots=True)
class Knelpunt:
    """A knelpunt of the chain, with the day of its answer and the rule that changed."""

    key: int
    sentence: str
    on: date
    due: date
    answered: date | None
    owner: str
    state: str
    works: str
    decision: str
    decided: date | None
    areas: str
    heard: int | None
    public: int


def rows(areas: Sequence[str], refs: Sequence[Ref]) -> tuple[list[Knelpunt], dict[str, tuple[int, date]]]:
    """Knelpunten that are touched, and per area how many people were heard as far as may be shown."""
    keys = [int(ref.key) for ref in refs if ref.kind in ("knelpunt", "regel") and _number(ref.key)]
    heard = [ref.key for ref in refs if ref.kind == HEARD] + list(areas)
    wanted = [area for area in heard if _LEVELS.get(len(area)) == area[:2] and area[2:].isdigit()]
    if not keys and not wanted:
        return [], {}
    found = _bottlenecks(areas, keys).union(_counts({gemeente_of(area) for area in wanted}), all=True)
    knelpunten, counts = [], dict[str, tuple[int, date]]()
    for values in found:
        if values[0]:
            knelpunten.append(Knelpunt(*values))
        else:
            counts |= _heard(values[1], wanted)
    return knelpunten, counts


def _number(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 10


def _bottlenecks(areas: Sequence[str], keys: Sequence[int]) -> QuerySet[Any]:
    touches = Q(pk__in=keys)
    for area in areas:
        touches |= Q(x_areas__contains=f'"{area}"')
    longer = Longer.objects.filter(bottleneck=OuterRef("pk")).order_by("-number").values("until")[:1]
    public = Q(private_until=None) | Q(private_until__lt=today())
    shape = {
        "x_key": F("pk"),
        "x_sentence": Cast("sentence", TextField()),
        "x_on": F("asked_on"),
        "x_due": Coalesce(Subquery(longer), F("answer_due")),
        "x_answered": F("answered_on"),
        "x_owner": Cast("owner", CharField(max_length=300)),
        "x_state": Cast("state", CharField(max_length=300)),
        "x_works": Cast("works", CharField(max_length=300)),
        "x_decision": Cast("decision__title", CharField(max_length=300)),
        "x_decided": F("decision__decided_on"),
        "x_areas": Cast("areas", TextField()),
        "x_heard": F("heard"),
        "x_public": Case(When(public, then=Value(1)), default=Value(0), output_field=IntegerField()),
    }
    return at_work().order_by().annotate(**shape).filter(touches).values_list(*shape)


def _counts(gemeenten: set[str]) -> QuerySet[Any]:
    """The published counts of gemeenten, in the shape of a knelpunt with number 0."""
    no_day = no_value(DateField())
    empty = Value("", output_field=CharField(max_length=300))
    shape = {
        "x_key": Value(0, output_field=IntegerField()),
        "x_sentence": Cast("document", TextField()),
        **{f"x_{name}": no_day for name in ("on", "due", "answered")},
        **{f"x_{name}": empty for name in ("owner", "state", "works", "decision")},
        "x_decided": no_day,
        "x_areas": Value("", output_field=TextField()),
        "x_heard": no_value(IntegerField()),
        "x_public": Value(1, output_field=IntegerField()),
    }
    return Published.objects.filter(pk__in=gemeenten).order_by().annotate(**shape).values_list(*shape)


def _heard(document: str, wanted: Sequence[str]) -> dict[str, tuple[int, date]]:
    counts = from_json(json.loads(document))
    found = {}
    for area in wanted:
        if area.startswith("GM"):
            people, on = counts.everyone, max((block.until for block in counts.blocks), default=None)
        else:
            people, on = counts.of_area(area) or 0, counts.as_of(area)
        if people and on is not None:
            found[area] = (people, on)
    return found
