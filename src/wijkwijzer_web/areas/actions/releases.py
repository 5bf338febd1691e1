"""Writing: put a release on show."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from django.conf import settings
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkwijzer.areas import Release as Figures
from wijkwijzer.areas import open_release
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas.models import ActiveRelease, Area, Release
from wijkwijzer_web.core.card.queries import alone
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record

__all__ = ["example_left", "put_on_show", "remove_example", "show_release"]

EXAMPLE_CODES = "GM99"


@action
def show_release(*, actor: User | None, folder: Path) -> Release:
    """Register the release in this folder, keep the names of its areas, and show it from now on.

    The command line acts without a person; a person must manage the installation.
    """
    if actor is not None:
        require(actor, Permission.MANAGE_INSTALLATION)
    figures = open_release(folder)
    _refuse_closed(figures, folder)
    release = put_on_show(figures, folder)
    record(release, details={"supersedes": release.supersedes})
    return release


def put_on_show(figures: Figures, folder: Path) -> Release:
    """Register a release with its areas, and show it."""
    release = _register(figures, folder)
    _keep_areas(figures)
    ActiveRelease.objects.update_or_create(pk=1, defaults={"release": release})
    return release


def _refuse_closed(figures: Figures, folder: Path) -> None:
    """What may not be passed on is for a closed installation: the pages would pass it on."""
    closed = [source.name for source in figures.sources() if not source.redistributable]
    if closed and not settings.CLOSED_SITE:
        sentence = _(
            "Deze uitgave heeft bronnen die je niet mag verspreiden: %(sources)s. Bouw hem zonder die "
            "bronnen, of zet CLOSED_SITE aan als buitenstaanders niet bij de site kunnen."
        )
        raise InputError(sentence % {"sources": ", ".join(closed)}, file=folder)


def _register(figures: Figures, folder: Path) -> Release:
    root = Path(settings.RELEASES_DIR).resolve()
    place = folder.resolve()
    info = figures.info
    row, _made = Release.objects.update_or_create(
        pk=info.id,
        defaults={
            "folder": str(place.relative_to(root) if place.is_relative_to(root) else place),
            "made_on": info.created_on[:10],
            "base_year": info.base_year,
            "example": _is_example(figures),
            "supersedes": info.supersedes or "",
            "reason": info.reason or "",
            "extends": figures.manifest.extends or "",
        },
    )
    return row


def _is_example(figures: Figures) -> bool:
    """Whether all gemeenten carry codes of the invented province, which no real gemeente has."""
    codes = figures.areas().filter(pl.col("level") == "gemeente")["code"].to_list()
    return bool(codes) and all(code.startswith(EXAMPLE_CODES) for code in codes)


def _keep_areas(figures: Figures) -> None:
    """Areas of earlier releases stay: what people wrote about them still points there."""
    rows = [
        Area(
            key=row["key"],
            code=row["code"],
            level=row["level"],
            name=row["name"][:200],
            slug=slugify(row["name"])[:80],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            gemeente_key=row["gemeente_key"] or "",
            gemeente_name=(row["gemeente_name"] or "")[:200],
        )
        for row in figures.areas().iter_rows(named=True)
    ]
    Area.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["level", "name", "slug", "valid_from", "valid_to", "gemeente_key", "gemeente_name"],
    )


def example_left(organisation: Organisation) -> int:
    """Whether the figures on show are invented; they are of the whole installation."""
    return int(alone(organisation) and ActiveRelease.objects.filter(release__example=True).exists())


def remove_example(organisation: Organisation) -> dict[str, int]:
    """Take invented figures off the site, and every area that is only there."""
    if not alone(organisation):
        return {}
    gone = ActiveRelease.objects.filter(release__example=True).delete()[0]
    Release.objects.filter(example=True).delete()
    Area.objects.filter(_invented()).delete()
    return {str(Release._meta.verbose_name_plural): gone}


def _invented() -> Q:
    """Areas with codes that no real area has."""
    every = Q()
    for level in ("GM", "WK", "BU"):
        every |= Q(code__startswith=level + EXAMPLE_CODES.removeprefix("GM"))
    return every
