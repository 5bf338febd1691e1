"""Own areas: those of an organisation, and all of them as the library takes them."""

from __future__ import annotations

import hashlib
import json

import polars as pl
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wijkwijzer_web.areas.models import OwnArea, Release
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries.releases import Current
from wijkwijzer_web.core.models import Organisation

__all__ = [
    "areas_of",
    "choices",
    "digest",
    "keeps_code",
    "last_page",
    "living",
    "own_area_of",
    "rows_of",
    "split",
]

LEVELS = ("wijk", "buurt")


def areas_of(organisation: Organisation) -> QuerySet[OwnArea]:
    """The areas of an organisation, also those that ended."""
    return OwnArea.objects.filter(organisation=organisation).select_related("organisation", "made_by")


def own_area_of(organisation: Organisation, code: str) -> OwnArea:
    """One area of this organisation; of another it does not exist."""
    return get_object_or_404(areas_of(organisation), code=code)


def living() -> list[OwnArea]:
    """Every own area of the installation that has not ended, in a fixed order."""
    return list(OwnArea.objects.filter(ended_on=None, organisation__active=True).order_by("code"))


def split(areas: list[OwnArea], shown: Current) -> tuple[list[OwnArea], dict[str, list[str]]]:
    """The areas whose members all exist in a release, and of the others which members do not."""
    whole, broken = [], {}
    for area in areas:
        missing = [code for code in area.members if not _exists(code, shown)]
        if missing:
            broken[area.code] = missing
        else:
            whole.append(area)
    return whole, broken


def _exists(code: str, shown: Current) -> bool:
    place = shown.names.by_key.get(code)
    return place is not None and place.valid_to is None and place.level in LEVELS


def rows_of(areas: list[OwnArea]) -> list[tuple[str, str, str]]:
    """Rows of gebied, name and member; the first member decides the gemeente in the code."""
    return [(area.short, area.name, member) for area in areas for member in _own_first(area)]


def _own_first(area: OwnArea) -> list[str]:
    inside = area.code[2:6]
    return sorted(area.members, key=lambda code: (code[2:6] != inside, code))


def keeps_code(area: OwnArea, members: list[str]) -> bool:
    """Whether the code still fits: it holds the gemeente of one of the members."""
    return any(code[2:6] == area.code[2:6] for code in members)


def digest(areas: list[OwnArea]) -> str:
    """A number that changes with any change that the figures or names would show."""
    content = json.dumps(rows_of(areas), ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def choices(shown: Current, gemeente: str, level: str) -> list[Place]:
    """The wijken or buurten of today in a gemeente, by alphabet."""
    return shown.names.inside(level, gemeente) if level in LEVELS else []


def last_page(key: str) -> str | None:
    """The latest release that still has an area which is gone from the one that is shown."""
    for release in Release.objects.exclude(extends="").order_by("-registered_at"):
        areas = release.path / "areas.parquet"
        if (
            areas.is_file()
            and pl.scan_parquet(areas).filter(pl.col("key") == key).select("key").collect().height
        ):
            return release.pk
    return None
