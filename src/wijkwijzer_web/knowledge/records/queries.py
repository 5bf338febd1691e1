"""Reading records: what their columns and filter values are, and which belong to a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from wijkwijzer.knowledge.records import (
    VOCABULARIES,
    EvidenceClaim,
    Place,
    Publication,
    Record,
)
from wijkwijzer_web.knowledge.models import KnowledgeRecord

__all__ = [
    "FACETS",
    "KINDS",
    "SUMMARIES",
    "TITLES",
    "about",
    "claims_of",
    "facet_values",
    "free_slug",
    "gemeente_of",
    "in_areas",
    "public",
    "summary_of",
    "title_of",
    "year_of",
]

# Kinds that have a page of their own, in the order of the filter. A bewijsclaim stands with its interventie.
KINDS = (
    *("interventie", "mislukking", "aanname", "publicatie", "initiatief"),
    *("financieringsvorm", "samenwerkingsvorm", "tip", "trend"),
)
FACETS = (
    *("soort", "opgave", "effect", "fase", "doelgroep", "gebied", "organisatie", "jaar"),
    *("sterkte", "licentie", "taal"),
)
TITLES = ("name", "title", "statement")
SUMMARIES = ("summary", "what_happened", "abstract", "description", "counter_evidence", "purpose", "source")
_LONGEST = 120
_STRENGTHS = ("sterk", "matig", "zwak", "onbekend")


def title_of(record: Record) -> str:
    """What it is called, on one line."""
    if isinstance(record, EvidenceClaim):
        effect = VOCABULARIES["effect"].labels.get(record.outcome, record.outcome)
        return f"{effect}: {VOCABULARIES['richting'].labels[record.direction].lower()}"
    found = next((str(getattr(record, name)) for name in TITLES if getattr(record, name, "")), record.id)
    return " ".join(found.split())[:300]


def summary_of(record: Record) -> str:
    """The sentences that say what it is about."""
    return next((str(getattr(record, name)) for name in SUMMARIES if getattr(record, name, "")), "")


def year_of(record: Record) -> int | None:
    """The year of a publication or trend, or in which an initiative began."""
    year = getattr(record, "year", None)
    if year:
        return int(year)
    began = getattr(record, "started_on", None)
    return began.year if began else None


def gemeente_of(code: str) -> str:
    """The gemeente that a code of a wijk or buurt lies in: GM1001 of WK100101."""
    return f"GM{code[2:6]}" if re.fullmatch(r"(?:WK|BU)\d{4}\w+", code) else code


def facet_values(
    row: KnowledgeRecord, record: Record, claims: Iterable[EvidenceClaim] = ()
) -> set[tuple[str, str]]:
    """What can be filtered on: (filter, value); a wijk brings its gemeente along."""
    found = {("soort", row.kind)}
    for facet, name in (("opgave", "tasks"), ("effect", "outcomes"), ("fase", "phases")):
        found |= {(facet, key) for key in getattr(record, name, ())}
    for place in (*getattr(record, "places", ()), *getattr(record, "members", ())):
        found |= _place_values(place)
    strengths = {one.strength or "onbekend" for one in claims}
    best = next((name for name in _STRENGTHS if name in strengths), "")
    plain: Mapping[str, Any] = {
        "doelgroep": getattr(record, "target_group", ""),
        "organisatie": row.organisation.name if row.organisation else _organisation(record),
        "jaar": row.year or "",
        "sterkte": best,
        "licentie": getattr(record, "licence", ""),
        "taal": getattr(record, "language", ""),
    }
    found |= {(facet, " ".join(str(value).split())) for facet, value in plain.items() if value}
    return {(facet, value[:_LONGEST]) for facet, value in found if value}


def _place_values(place: Place) -> set[tuple[str, str]]:
    if not place.code:
        return set()
    return {("gebied", place.code), ("gebied", gemeente_of(place.code))}


def _organisation(record: Record) -> str:
    return record.publisher if isinstance(record, Publication) else str(getattr(record, "owner", ""))


def public() -> QuerySet[KnowledgeRecord]:
    """What everybody may read."""
    return KnowledgeRecord.objects.filter(public=True)


def claims_of(key: str) -> list[EvidenceClaim]:
    """The public evidence about one interventie."""
    rows = public().filter(kind="bewijsclaim", data__interventie=key)
    return [claim for claim in (row.typed() for row in rows) if isinstance(claim, EvidenceClaim)]


def in_areas(codes: Iterable[str]) -> QuerySet[KnowledgeRecord]:
    """Public records of these areas, the newest first."""
    return (
        public()
        .exclude(kind="bewijsclaim")
        .filter(values__facet="gebied", values__value__in=list(codes))
        .distinct()
        .order_by("-published_at")
    )


def about(row: KnowledgeRecord) -> dict[str, list[KnowledgeRecord]]:
    """Public records that name this one, by what they are to it."""
    key = row.key
    match row.kind:
        case "interventie":
            return _filled(
                practices=public().filter(kind="interventie", data__archetype=key),
                failures=public().filter(kind="mislukking", data__interventie=key),
                fundings=public().filter(kind="financieringsvorm", data__gebruikt_voor__icontains=key),
            )
        case "aanname":
            naming = Q(data__aannames__icontains=key)
            return _filled(failures=public().filter(kind="mislukking").filter(naming))
        case "publicatie":
            return _filled(
                tips=public().filter(kind="tip", data__publicatie=key),
                claims=public().filter(kind="bewijsclaim", data__bron__startswith=row.title),
            )
        case _:
            return {}


def _filled(**found: QuerySet[KnowledgeRecord]) -> dict[str, list[KnowledgeRecord]]:
    return {name: list(rows) for name, rows in found.items()}


def free_slug(kind: str, title: str) -> str:
    """An address that is not taken yet."""
    base = slugify(title)[:100].strip("-") or kind
    taken = set(
        KnowledgeRecord.objects.filter(kind=kind, slug__startswith=base).values_list("slug", flat=True)
    )
    return next(name for name in _numbered(base) if name not in taken)


def _numbered(base: str) -> Iterable[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
