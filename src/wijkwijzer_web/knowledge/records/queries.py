"""Reading records: what their columns and filter values are, and which belong to a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from wijkwijzer.knowledge.records import (
    VOCABULARIES,
    EvidenceClaim,
    Place,
    Publication,
    Record,
    to_mapping,
)
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Passed

__all__ = [
    "FACETS",
    "KINDS",
    "SUMMARIES",
    "TITLES",
    "InitiativeRow",
    "PublicRecord",
    "about",
    "answered",
    "claim_rows",
    "claims_below",
    "claims_of",
    "facet_values",
    "free_slug",
    "gemeente_of",
    "in_areas",
    "initiative",
    "initiatives_in",
    "open_fields",
    "public",
    "public_of",
    "public_record",
    "summary_of",
    "title_of",
    "year_of",
]

# Kinds that have a page of their own, in the order of the filter. A bewijsclaim stands with its interventie.
KINDS = (
    *("interventie", "mislukking", "aanname", "publicatie", "initiatief"),
    *("financieringsvorm", "samenwerkingsvorm", "tip", "trend", "vraag"),
)
FACETS = (
    *("soort", "opgave", "effect", "fase", "doelgroep", "gebied", "organisatie", "jaar"),
    *("sterkte", "licentie", "taal"),
)
TITLES = ("name", "title", "statement", "question")
SUMMARIES = (
    *("summary", "what_happened", "abstract", "description", "counter_evidence", "purpose", "source"),
    "explanation",
)
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


def open_fields(row: KnowledgeRecord) -> dict[str, Any]:
    """The fields for everybody: without the person to call, who is only for passing questions on."""
    return {name: value for name, value in to_mapping(row.typed()).items() if name != "contact"}


def public() -> QuerySet[KnowledgeRecord]:
    """What everybody may read."""
    return KnowledgeRecord.objects.filter(public=True)


def claims_of(key: str) -> list[EvidenceClaim]:
    """The public evidence about one interventie."""
    rows = public().filter(kind="bewijsclaim", data__interventie=key)
    return [claim for claim in (row.typed() for row in rows) if isinstance(claim, EvidenceClaim)]


def claims_below(row: KnowledgeRecord) -> list[tuple[KnowledgeRecord, KnowledgeRecord]]:
    """The public evidence about practices of a kind of approach: the claim, and the practice it is about."""
    if row.kind != "interventie" or str(row.data.get("soort", "")).lower() != "archetype":
        return []
    practices = {one.key: one for one in public().filter(kind="interventie", data__archetype=row.key)}
    rows = public().filter(kind="bewijsclaim", data__interventie__in=list(practices)) if practices else ()
    found = [(one, practices[str(one.data["interventie"])]) for one in rows]
    return sorted(found, key=lambda pair: (pair[1].title, pair[0].pk))


def public_record(key: str) -> KnowledgeRecord | None:
    """One public record by its key."""
    return public().select_related("organisation").filter(key=key).first()


def claim_rows(key: str) -> list[KnowledgeRecord]:
    """The rows of the public evidence about one interventie, in the order in which it came."""
    rows = public().select_related("organisation").filter(kind="bewijsclaim", data__interventie=key)
    return list(rows.order_by("created_at", "pk"))


def in_areas(codes: Iterable[str]) -> QuerySet[KnowledgeRecord]:
    """Public records of these areas, the newest first."""
    return (
        public()
        .exclude(kind="bewijsclaim")
        .filter(values__facet="gebied", values__value__in=list(codes))
        .distinct()
        .order_by("-published_at")
    )


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """A public initiatief as other rooms see it; `number` is its row, for who opened it with their link."""

    key: str
    slug: str
    number: int
    title: str
    summary: str
    url: str
    parties: tuple[str, ...]
    started_on: str


def _initiative(row: KnowledgeRecord) -> InitiativeRow:
    parties = row.data.get("partijen") or []
    names = [str(one.get("naam", "")) if isinstance(one, dict) else str(one) for one in parties]
    return InitiativeRow(
        row.key,
        row.slug,
        row.pk,
        row.title,
        row.summary,
        row.get_absolute_url(),
        tuple(name for name in names if name),
        str(row.data.get("begonnen_op") or ""),
    )


def initiatives_in(codes: Iterable[str]) -> list[InitiativeRow]:
    """The public initiatieven of these areas, by name."""
    return [_initiative(row) for row in asked(_initiatives_by_name, *codes)]


def _initiatives_by_name(*codes: str) -> QuerySet[KnowledgeRecord]:
    return in_areas(codes).filter(kind="initiatief").order_by("title", "pk")


def initiative(slug: str) -> InitiativeRow | None:
    """One public initiatief by its address."""
    row = public().filter(kind="initiatief", slug=slug).first()
    return _initiative(row) if row else None


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


def answered(row: KnowledgeRecord) -> list[dict[str, str]]:
    """The answers to a question that everybody may read, as its record keeps them."""
    found = []
    for one in Passed.objects.filter(record=row, state=Passed.State.SHOWN).order_by("answered_at", "pk"):
        day = timezone.localdate(one.answered_at).isoformat() if one.answered_at else ""
        fields = {"tekst": one.text, "van": one.by, "op": day}
        found.append({name: value for name, value in fields.items() if value})
    return found


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


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A record as others name it."""

    kind: str
    key: str
    title: str
    url: str

    @property
    def subject(self) -> str:
        """Under which name its readers are counted."""
        return f"stuk:{self.key}"


def public_of(organisation: Organisation) -> list[PublicRecord]:
    """What everybody may read of an organisation, without the example."""
    rows = KnowledgeRecord.objects.filter(public=True, organisation=organisation, example=False)
    return [
        PublicRecord(row.kind, row.key, row.title, row.get_absolute_url())
        for row in rows.exclude(kind="bewijsclaim").only("kind", "key", "title", "slug")
    ]
