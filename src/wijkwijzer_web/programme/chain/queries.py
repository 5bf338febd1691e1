"""Reading the chain of a wijk: opgaven with their inzetten, results and lessons, and the links between
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Linked, Ref
from wijkwijzer_web.programme.models import Advice, Effort, Lesson, Opgave, Outcome, Task
from wijkwijzer_web.programme.programmes.queries import may_write

__all__ = [
    "effort_for",
    "linked_advice",
    "linked_efforts",
    "linked_lessons",
    "linked_opgaven",
    "linked_outcomes",
    "opgave_for",
    "opgave_seen",
    "opgaven_of",
    "outcome_for",
    "pairs",
    "work_list",
]

Visitor = User | AnonymousUser


def opgaven_of(area: str) -> QuerySet[Opgave]:
    """The opgaven of an area with everything under them, in three questions to the database."""
    outcomes = Outcome.objects.prefetch_related("lessons")
    efforts = Effort.objects.select_related("successor").prefetch_related(
        Prefetch("outcomes", queryset=outcomes)
    )
    return (
        Opgave.objects.filter(area=area)
        .select_related("organisation")
        .prefetch_related(Prefetch("efforts", queryset=efforts))
    )


def opgave_seen(key: int) -> Opgave:
    """One opgave with everything under it; opgaven are public."""
    outcomes = Outcome.objects.prefetch_related("lessons")
    efforts = Effort.objects.prefetch_related(Prefetch("outcomes", queryset=outcomes))
    found = Opgave.objects.select_related("organisation")
    return get_object_or_404(found.prefetch_related(Prefetch("efforts", queryset=efforts)), pk=key)


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


def work_list(user: Visitor) -> list[Opgave]:
    """The opgaven that this person works on."""
    every = Opgave.objects.select_related("organisation").prefetch_related("efforts")
    return [one for one in every if may_write(user, one.organisation)]


# ---- the links of the chain
def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 10]


def linked_opgaven(keys: Sequence[str], actor: Visitor) -> list[Linked]:
    """What references to opgaven lead to."""
    return [
        Linked(Ref("opgave", str(row.pk)), row.what, row.get_absolute_url(), row.since, row.owner)
        for row in Opgave.objects.filter(pk__in=_numbers(keys))
    ]


def linked_efforts(keys: Sequence[str], actor: Visitor) -> list[Linked]:
    """What references to inzetten lead to."""
    return [
        Linked(Ref("inzet", str(row.pk)), row.what, _under(row.opgave_id, row.pk), row.begins_on, row.carrier)
        for row in Effort.objects.filter(pk__in=_numbers(keys))
    ]


def linked_outcomes(keys: Sequence[str], actor: Visitor) -> list[Linked]:
    """What references to resultaten lead to."""
    rows = Outcome.objects.select_related("effort").filter(pk__in=_numbers(keys))
    return [
        Linked(
            Ref("resultaat", str(row.pk)),
            row.what,
            _under(row.effort.opgave_id, row.effort_id),
            row.on,
            str(row.get_how_display()),
        )
        for row in rows
    ]


def linked_lessons(keys: Sequence[str], actor: Visitor) -> list[Linked]:
    """What references to lessen lead to."""
    rows = Lesson.objects.select_related("outcome__effort").filter(pk__in=_numbers(keys))
    return [
        Linked(
            Ref("les", str(row.pk)),
            row.text,
            _under(row.outcome.effort.opgave_id, row.outcome.effort_id),
            row.on,
            row.holds_when,
        )
        for row in rows
    ]


def linked_advice(keys: Sequence[str], actor: Visitor) -> list[Linked]:
    """What references to advice lead to; of a programme that is not public nothing is shown."""
    rows = Advice.objects.select_related("programme").filter(pk__in=_numbers(keys))
    return [
        Linked(
            Ref("advies", str(row.pk)),
            row.text if row.programme is None or row.programme.public else "",
            row.get_absolute_url() if row.programme is None or row.programme.public else "",
            row.issued_on,
            row.to_name,
        )
        for row in rows
    ]


def _under(opgave: int, effort: int) -> str:
    return f"{reverse('programme:opgave', args=[opgave])}#inzet-{effort}"


def pairs(refs: Sequence[Ref], actor: Visitor) -> list[tuple[Ref, Ref]]:
    """Every link (earlier, later) that touches one of these: opgave, inzet, resultaat, les, and where they
    come from.
    """
    by_kind: dict[str, list[str]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, []).append(ref.key)
    numbers = {kind: _numbers(keys) for kind, keys in by_kind.items()}
    found = [
        *_origins(by_kind, numbers),
        *_efforts(numbers),
        *_outcomes(numbers),
        *_lessons(by_kind, numbers),
        *_tasks(by_kind, numbers),
    ]
    asked = set(refs)
    return [pair for pair in found if pair[0] in asked or pair[1] in asked]


def _origins(by_kind: dict[str, list[str]], numbers: dict[str, list[int]]) -> list[tuple[Ref, Ref]]:
    """From what an opgave or an advice came, to it."""
    found = []
    for model, kind in ((Opgave, "opgave"), (Advice, "advies")):
        touches = Q(pk__in=numbers.get(kind, []))
        for origin, keys in by_kind.items():
            touches |= Q(origin_kind=origin, origin_key__in=keys)
        rows = model.objects.filter(touches).exclude(origin_key="")
        values = rows.values_list("pk", "origin_kind", "origin_key")
        found += [(Ref(origin, key), Ref(kind, str(pk))) for pk, origin, key in values]
    return found


def _efforts(numbers: dict[str, list[int]]) -> list[tuple[Ref, Ref]]:
    touches = Q(pk__in=numbers.get("inzet", [])) | Q(opgave__in=numbers.get("opgave", []))
    rows = Effort.objects.filter(touches).values_list("pk", "opgave_id")
    return [(Ref("opgave", str(opgave)), Ref("inzet", str(pk))) for pk, opgave in rows]


def _outcomes(numbers: dict[str, list[int]]) -> list[tuple[Ref, Ref]]:
    touches = Q(pk__in=numbers.get("resultaat", [])) | Q(effort__in=numbers.get("inzet", []))
    rows = Outcome.objects.filter(touches).values_list("pk", "effort_id")
    return [(Ref("inzet", str(effort)), Ref("resultaat", str(pk))) for pk, effort in rows]


def _lessons(by_kind: dict[str, list[str]], numbers: dict[str, list[int]]) -> list[tuple[Ref, Ref]]:
    touches = Q(pk__in=numbers.get("les", [])) | Q(outcome__in=numbers.get("resultaat", []))
    for kind, keys in by_kind.items():
        touches |= Q(leads_to_kind=kind, leads_to_key__in=keys)
    found = []
    for row in Lesson.objects.filter(touches):
        found.append((Ref("resultaat", str(row.outcome_id)), Ref("les", str(row.pk))))
        if row.leads_to_key:
            found.append((Ref("les", str(row.pk)), Ref(row.leads_to_kind, row.leads_to_key)))
    return found


def _tasks(by_kind: dict[str, list[str]], numbers: dict[str, list[int]]) -> list[tuple[Ref, Ref]]:
    """From a task of a meeting to what it became ("opgave:12")."""
    touches = Q(pk__in=numbers.get("taak", []))
    for kind in ("opgave", "advies", "knelpunt"):
        touches |= Q(leads_to__in=[f"{kind}:{key}" for key in by_kind.get(kind, [])])
    rows = Task.objects.filter(touches).exclude(leads_to="").values_list("pk", "leads_to")
    parted = [(pk, leads_to.partition(":")) for pk, leads_to in rows]
    return [(Ref("taak", str(pk)), Ref(kind, key)) for pk, (kind, _colon, key) in parted if key]
