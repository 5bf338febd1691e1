"""Writing: own areas of organisations, and laying them over the release that is shown."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer.areas import extend_release, open_release, own_areas_from_rows
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.actions.releases import put_on_show
from wijkwijzer_web.areas.models import ActiveRelease, Area, OwnArea, Release
from wijkwijzer_web.areas.queries import own_areas as own
from wijkwijzer_web.core.clean import version_of
from wijkwijzer_web.core.models import Job, Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs

__all__ = [
    "end_area",
    "lay_over",
    "lay_over_again",
    "lay_over_when_behind",
    "remove_old_folders",
    "reopen_area",
    "save_area",
    "save_areas",
    "show_with_own_areas",
    "start_laying_over",
]

RETRY_AFTER = timedelta(minutes=15)  # what failed is not tried every minute
FOLDER, KEPT_DAYS = "eigen/gebieden", 30
LONGEST = 8  # letters of a name in the code; a number may follow when the code is taken


@action
def save_area(
    *, actor: User, organisation: Organisation, name: str, members: list[str], area: OwnArea | None = None
) -> OwnArea:
    """Make an area of an organisation, or change its name and members; its code stays."""
    require(actor, Permission.WRITE, organisation)
    saved = _save(actor, organisation, name, members, area)
    record(saved, details={"members": len(members), "new": area is None})
    return saved


@action
def save_areas(
    *, actor: User, organisation: Organisation, rows: list[tuple[str, list[str], OwnArea | None]]
) -> list[OwnArea]:
    """Make or change the areas of a file: name, members, and the area that it changes."""
    require(actor, Permission.WRITE, organisation)
    saved = [_save(actor, organisation, *row) for row in rows]
    for area in saved:
        record(area, details={"members": len(area.members), "file": True})
    return saved


@action
def end_area(*, actor: User, area: OwnArea) -> None:
    """End an area: it leaves the site, and what people wrote about it stays."""
    require(actor, Permission.WRITE, area.organisation)
    area.ended_on = timezone.localdate()
    area.save()
    Area.objects.filter(key=area.code).update(valid_to=area.ended_on.year)
    record(area, details={"ended": str(area.ended_on)})


@action
def reopen_area(*, actor: User, area: OwnArea) -> None:
    """Take back the end of an area."""
    require(actor, Permission.WRITE, area.organisation)
    area.ended_on = None
    area.save()
    record(area, details={"ended": None})


def _save(
    actor: User, organisation: Organisation, name: str, members: list[str], area: OwnArea | None
) -> OwnArea:
    if area is None:
        area = OwnArea(organisation=organisation, code=_free_code(name, members), made_by=actor)
    area.name, area.members, area.missing = name, sorted(set(members)), []
    area.save()
    return area


def _free_code(name: str, members: list[str]) -> str:
    """GB, the digits of the gemeente of the first member, and the first letters of the name."""
    stem = slugify(name).replace("-", "").replace("_", "").upper()[:LONGEST] or "GEBIED"
    start = f"GB{min(members)[2:6]}{stem}"
    taken = set(OwnArea.objects.filter(code__startswith=start).values_list("code", flat=True))
    taken |= set(Area.objects.filter(key__startswith=start).values_list("key", flat=True))
    return next(code for code in (start, *(f"{start}{n}" for n in range(2, 100))) if code not in taken)


# ---- over the release
def start_laying_over(actor: User | None, organisation: Organisation | None) -> Job:
    """Ask for a release with all own areas; a change that comes meanwhile is in it or in the next one.

    Nobody asks when the areas of an organisation went with it.
    """
    return jobs.start(
        lay_over,
        kind="gebieden",
        key=f"{_mark()}{uuid.uuid4().hex}",
        title=_("Eigen gebieden op de site zetten"),
        owner=actor,
        return_url=reverse("areas:own-areas", args=[organisation.slug]) if organisation else "",
    )


def _mark() -> str:
    """What all own areas are now; compared as a whole and never by time, as a clock may have been wrong."""
    rows = OwnArea.objects.order_by("code").values_list("code", "changed_at")
    return f"gebieden:{version_of(*rows)}:"


@task()
def lay_over(job_id: str) -> None:
    """Put the release that is shown on show with all own areas."""
    with jobs.work(job_id) as work:
        percent = iter(range(20, 95, 15))
        lay_over_again(progress=lambda sentence: work.progress(next(percent, 95), f"{sentence}."))


def lay_over_again(progress: Callable[[str], None] = lambda sentence: None) -> Release | None:
    """Lay all own areas over the release as it was published, and show the result; None when there is none.

    An area with members that do not exist in the release is left out, and its organisation gets to see why.
    """
    active = ActiveRelease.objects.select_related("release").first()
    if active is None:
        return None
    base = Release.objects.filter(pk=active.release.base).first() or active.release
    areas = own.living()
    whole, broken = own.split(areas, queries.release_by_id(base.pk))
    for area in areas:
        if area.missing != broken.get(area.code, []):
            OwnArea.objects.filter(pk=area.pk).update(missing=broken.get(area.code, []))
    if not whole:
        return show_with_own_areas(actor=None, folder=base.path, base=base, areas=areas)
    root = Path(settings.RELEASES_DIR)
    folder = root / FOLDER / uuid.uuid4().hex
    try:
        rows = own_areas_from_rows(own.rows_of(whole), base.base_year)
        made = extend_release(base.path, rows, folder, progress=progress)
    except InputError as error:
        raise InputError(error.sentence) from error  # rows of ours say nothing to the reader
    known = Release.objects.filter(pk=made).first()
    if known is not None and known.path.is_dir():  # the same areas as before: one folder is enough
        shutil.rmtree(folder)
        folder = known.path
    return show_with_own_areas(actor=None, folder=folder, base=base, areas=areas)


def lay_over_when_behind() -> None:
    """Start laying over when own areas are others than the last time and no job is under way."""
    work = Job.objects.filter(kind="gebieden")
    changed = OwnArea.objects.order_by("-changed_at").first()
    if changed is None and not ActiveRelease.objects.exclude(release__extends="").exists():
        return
    done = work.filter(state=Job.State.DONE, key__startswith=_mark()).exists()
    busy = work.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).exists()
    failed = work.filter(state=Job.State.FAILED).values_list("created_at", flat=True)
    if not done and not busy and not any(jobs.lately(moment, RETRY_AFTER) for moment in failed):
        who, where = (changed.made_by, changed.organisation) if changed else (None, None)
        start_laying_over(who, where)


def remove_old_folders() -> int:
    """Remove what laying over made and no page needs; its address shows the release without own areas.

    The figures of own areas stay, in one small file per release: a citation of one keeps opening.
    """
    active = ActiveRelease.objects.first()
    shown = set(queries.current().names.by_key) if active else set()
    gone = [code for code in OwnArea.objects.values_list("code", flat=True) if code not in shown]
    needed = {own.last_page(code) for code in gone} | ({active.release_id} if active else set())
    limit = timezone.now() - timedelta(days=KEPT_DAYS)
    old = Release.objects.exclude(extends="").exclude(pk__in=needed).filter(registered_at__lt=limit)
    ours = Path(settings.RELEASES_DIR).resolve() / FOLDER
    rows = [row for row in old if row.path.is_dir() and row.path.resolve().is_relative_to(ours)]
    for row in rows:
        rows_shown = queries.kept_rows(row)
        if rows_shown is not None:
            queries.keep_rows(row.pk, rows_shown)
        shutil.rmtree(row.path, ignore_errors=True)
    return len(rows)


@action
def show_with_own_areas(*, actor: User | None, folder: Path, base: Release, areas: list[OwnArea]) -> Release:
    """Show a release with own areas, unless something changed meanwhile: then the next job shows it."""
    if actor is not None:
        require(actor, Permission.MANAGE_INSTALLATION)
    figures = open_release(folder)
    active = ActiveRelease.objects.select_for_update().select_related("release").get()
    if active.release.base != base.base or own.digest(own.living()) != own.digest(areas):
        record(active.release, details={"overtaken": True})
        return active.release
    release = put_on_show(figures, folder)
    record(release, details={"own_areas": len(areas)})
    return release
