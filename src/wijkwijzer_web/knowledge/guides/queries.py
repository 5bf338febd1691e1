"""Checklists, factors and the map of evidence, from what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from wijkwijzer.knowledge.gapmap import GapMap, gap_map
from wijkwijzer.knowledge.records import VOCABULARIES, EvidenceClaim, Intervention
from wijkwijzer_web.knowledge.models import Checklist, KnowledgeRecord, checklists
from wijkwijzer_web.knowledge.records.queries import public

__all__ = [
    "Checklist",
    "Factor",
    "checklist",
    "checklists",
    "evidence",
    "factor",
    "factor_keys",
    "reading_list",
]

MOST = 60


def checklist(address: str) -> Checklist | None:
    """The checklist at this address."""
    return next((one for one in checklists() if one.address == address), None)


def factor_keys() -> dict[str, str]:
    """The factors that people can do something about, with their names."""
    return dict(VOCABULARIES["effect"].labels)


@dataclass(frozen=True, slots=True)
class Factor:
    """What is known about one factor."""

    key: str
    name: str
    groups: tuple[tuple[str, tuple[KnowledgeRecord, ...]], ...]
    all_url: str
    unknown: int


def factor(key: str) -> Factor:
    """Approaches, failures, tips and trends about one factor; and how many approaches nobody looked into."""
    rows = list(
        public()
        .filter(values__facet="effect", values__value=key)
        .exclude(kind="bewijsclaim")
        .order_by("title")[:200]
    )
    approaches = [row for row in rows if row.kind == "interventie"]
    keys = {row.key for row in approaches}
    kinds = {row.key for row in approaches if str(row.data.get("soort", "")).lower() == "archetype"}
    failures = list(public().filter(kind="mislukking", data__interventie__in=sorted(kinds | keys)))
    proven = set(public().filter(kind="bewijsclaim").values_list("data__interventie", flat=True))
    practices = [row for row in approaches if row.key not in kinds]
    named = (
        ("Soorten aanpak", [row for row in approaches if row.key in kinds]),
        ("Wie er iets aan doet", practices),
        ("Waar het misging", failures),
        ("Tips", [row for row in rows if row.kind == "tip"]),
        ("Wat er in veel steden speelt", [row for row in rows if row.kind == "trend"]),
    )
    return Factor(
        key,
        VOCABULARIES["effect"].labels[key],
        tuple((title, tuple(found[:MOST])) for title, found in named if found),
        f"{reverse('knowledge:overview')}?{urlencode({'effect': key})}",
        sum(row.key not in proven for row in practices),
    )


def evidence() -> GapMap:
    """Kinds of approach against effects, drawn from the records of now."""
    typed = [row.typed() for row in public().filter(kind__in=("interventie", "bewijsclaim"))]
    interventions = [one for one in typed if isinstance(one, Intervention)]
    return gap_map(interventions, [one for one in typed if isinstance(one, EvidenceClaim)])


def reading_list(keys: list[str]) -> list[KnowledgeRecord]:
    """The records that a reader keeps, in the order in which they were kept."""
    found = {row.key: row for row in public().filter(key__in=keys)}
    return [found[key] for key in keys if key in found]
