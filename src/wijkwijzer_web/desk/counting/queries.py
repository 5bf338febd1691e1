"""Public counts out of the table in which they are kept; nothing is counted when somebody looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Subquery

from wijkwijzer.desk import Batch, Block, Heard, Part, PublicCounts, dutch_day
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.desk.models import OPGAVEN, CrossTables, Published, Signal

__all__ = ["Opgave", "Shown", "counts_of", "from_json", "gemeente_of", "heard_in", "heard_of", "to_json"]


@dataclass(frozen=True, slots=True)
class Opgave:
    """An opgave with its people, None where there are too few to show."""

    name: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says of the people heard in an area; `people` is None where there are too few."""

    people: int | None
    as_of: date | None
    opgaven: tuple[Opgave, ...]
    together: int
    cells: tuple[Opgave, ...]
    year: int | None


def gemeente_of(area: str) -> str:
    """The gemeente of a wijk: CBS writes its number inside the code of the wijk."""
    return f"GM{area[2:6]}"


def heard_in(gemeente: str) -> list[Heard]:
    """Everybody ever heard in a gemeente; who erased their words still counts."""
    rows = Signal.objects.filter(area__startswith=f"WK{gemeente[2:]}", desk__organisation__trial_of=None)
    rows = rows.exclude(area="")
    return [
        Heard(area, opgave, dutch_day(at))
        for area, opgave, at in rows.values_list("area", "opgave", "received_at")
    ]


def counts_of(gemeente: str) -> PublicCounts:
    """What is public of a gemeente now."""
    found = Published.objects.filter(pk=gemeente).first()
    return from_json(found.document) if found else PublicCounts()


def heard_of(area: str) -> Shown:
    """The counts for the page of a wijk or a gemeente."""
    gemeente = area if area.startswith("GM") else gemeente_of(area)
    found = next(iter(asked(_counted, gemeente)), None)
    counts, year, table = (from_json(found[0]), *found[1:]) if found else (PublicCounts(), None, None)
    by_opgave, names = counts.by_opgave(), dict(OPGAVEN)
    opgaven = tuple(Opgave(str(name), by_opgave.get(code)) for code, name in OPGAVEN)
    if area.startswith("GM"):
        last = max((block.until for block in counts.blocks), default=None)
        return Shown(counts.everyone or None, last, opgaven, counts.together(), (), None)
    cells = table["cells"].get(area, {}) if table else {}
    told = tuple(Opgave(str(names.get(code, code)), people) for code, people in cells.items())
    return Shown(counts.of_area(area), counts.as_of(area), (), 0, told, year)


def _counted(gemeente: str) -> QuerySet[Published, tuple[Any, ...]]:
    tables = CrossTables.objects.filter(gemeente=gemeente).order_by("-year")
    year, table = Subquery(tables.values("year")[:1]), Subquery(tables.values("document")[:1])
    rows = Published.objects.filter(pk=gemeente).annotate(year=year, table=table)
    return rows.order_by("pk").values_list("document", "year", "table")


def to_json(counts: PublicCounts) -> dict[str, Any]:
    """The counts as they are kept."""
    return {
        "blocks": [[one.area, one.until.isoformat(), one.people] for one in counts.blocks],
        "batches": [
            [one.on.isoformat(), list(one.blocks), [[list(p.opgaven), p.people] for p in one.parts]]
            for one in counts.batches
        ],
    }


def from_json(document: Mapping[str, Any]) -> PublicCounts:
    """Read what `to_json` wrote."""
    return PublicCounts(
        tuple(
            Block(area, date.fromisoformat(until), people)
            for area, until, people in document.get("blocks", [])
        ),
        tuple(
            Batch(
                date.fromisoformat(on),
                tuple(blocks),
                tuple(Part(tuple(opgaven), people) for opgaven, people in parts),
            )
            for on, blocks, parts in document.get("batches", [])
        ),
    )
