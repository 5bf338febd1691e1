"""Writing: own figures of an organisation, from a draft to the site and back."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from wijkwijzer.areas import CheckedFigures, write_overlay
from wijkwijzer_web.areas.actions.own_areas import remove_old_folders
from wijkwijzer_web.areas.models import FiguresDraft, OwnFigures, Release
from wijkwijzer_web.core.files import uploads as upload
from wijkwijzer_web.core.files.leftovers import older, remove
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record

__all__ = [
    "discard_draft",
    "expire_drafts",
    "keep_draft",
    "restore_figures",
    "show_figures",
    "take_off_figures",
]

DRAFT_DAYS = 1


@action
def keep_draft(*, actor: User, organisation: Organisation, file: UploadedFile[Any]) -> FiguresDraft:
    """Keep a file aside so that its sender can look through it; an earlier draft of theirs goes."""
    require(actor, Permission.WRITE, organisation)
    kind = upload.kind_of(file)
    for old in FiguresDraft.objects.filter(organisation=organisation, owner=actor):
        _remove(old)
    draft = FiguresDraft.objects.create(
        organisation=organisation, owner=actor, file_name=upload.shown_name(file), kind=kind
    )
    upload.store(file, draft.path)
    try:
        upload.look_inside(draft.path, kind)
    except BaseException:
        draft.path.unlink(missing_ok=True)
        raise
    record(draft)
    return draft


@action
def discard_draft(*, actor: User, draft: FiguresDraft) -> None:
    """Throw a draft away."""
    require(actor, Permission.WRITE, draft.organisation)
    record(draft, details={"removed": True})
    _remove(draft)


@action
def show_figures(
    *, actor: User, draft: FiguresDraft, checked: CheckedFigures, names: dict[str, str]
) -> OwnFigures:
    """Put the figures of a draft on the site in the place of those that are there now."""
    organisation = draft.organisation
    require(actor, Permission.WRITE, organisation)
    version = OwnFigures(
        organisation=organisation,
        folder=OwnFigures.new_folder(),
        file_name=draft.file_name,
        indicators=names,
        rows=checked.figures.height,
        public_rows=_for_everyone(checked),
        made_by=actor,
    )
    version.overlay = write_overlay(checked, organisation.name, version.path, names)
    try:
        _show(version)
        _remove(draft)
        record(version, details=_said(version))
    except Exception:
        shutil.rmtree(version.path, ignore_errors=True)
        raise
    return version


@action
def restore_figures(*, actor: User, version: OwnFigures) -> None:
    """Put an earlier version back on the site."""
    require(actor, Permission.WRITE, version.organisation)
    _show(version)
    record(version, details=_said(version))


@action
def take_off_figures(*, actor: User, version: OwnFigures) -> None:
    """Take the figures off the site; they can be put back."""
    require(actor, Permission.WRITE, version.organisation)
    OwnFigures.objects.filter(pk=version.pk).update(shown=False)
    record(version, details=_said(version))


@action
def expire_drafts(*, actor: User | None) -> dict[str, int]:
    """Remove drafts that nobody put on the site, and folders of own areas that no page needs."""
    old = FiguresDraft.objects.filter(made_at__lt=timezone.now() - timedelta(days=DRAFT_DAYS))
    number = old.count()
    for draft in old:
        _remove(draft)
    folders = remove_old_folders() + _remove_unfinished()
    record(None, details={"drafts": number, "folders": folders})
    return {"concepten": number, "uitgaven met eigen gebieden": folders}


def _remove_unfinished() -> int:
    """Remove what was written for figures or areas and that no row knows: its process was killed."""
    known = {row.path.resolve() for rows in (OwnFigures, FiguresDraft, Release) for row in rows.objects.all()}
    own = Path(settings.RELEASES_DIR) / "eigen"
    return remove(path for path in older(own.glob("*/*")) if path.resolve() not in known)


def _for_everyone(checked: CheckedFigures) -> int:
    public = checked.figures.filter("public")
    if checked.withheld is not None:
        public = public.join(checked.withheld, on="row", how="anti")
    return public.height


def _show(version: OwnFigures) -> None:
    OwnFigures.objects.filter(organisation=version.organisation, shown=True).update(shown=False)
    version.shown, version.shown_since = True, timezone.now()
    version.save()


def _said(version: OwnFigures) -> dict[str, object]:
    return {"overlay": version.overlay, "rows": version.rows, "indicators": sorted(version.indicators)[:20]}


def _remove(draft: FiguresDraft) -> None:
    path = draft.path
    draft.delete()
    # Not before it is sure that the row is gone: what breaks off leaves the draft as it was.
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
