"""Leaving with everything, in one act; and being taken in elsewhere."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.images import ImageFile
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from wagtail.images import get_image_model

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.leaving import archive as files
from wijkwijzer_web.core.leaving.arriving import put_in
from wijkwijzer_web.core.leaving.pages import LOGO
from wijkwijzer_web.core.leaving.queries import about, rows_of
from wijkwijzer_web.core.leaving.tables import staying, tables
from wijkwijzer_web.core.models import Job, Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs

__all__ = [
    "ARRIVALS",
    "KIND",
    "arrive",
    "ask_archive",
    "expire_archives",
    "look_at",
    "make_archive",
    "take_in",
    "write_archive",
]

KIND = "vertrek"
KEPT_DAYS = 7
ARRIVALS = "aankomst"


@action
def ask_archive(*, actor: User, organisation: Organisation) -> Job:
    """Ask for everything that an organisation put in; only who manages it may, and only they fetch it."""
    require(actor, Permission.MANAGE_MEMBERS, organisation)
    record(organisation)
    return jobs.start(
        make_archive,
        kind=KIND,
        key=f"{organisation.slug}:{actor.pk}:{timezone.now():%y%m%d%H%M%S}",
        title=_("Alles van %(name)s") % {"name": organisation.name},
        owner=actor,
        return_url=reverse("core:leaving", args=[organisation.slug]),
        parameters={"slug": organisation.slug},
    )


@task()
def make_archive(job_id: str, slug: str) -> None:
    """Write the archive in the background."""
    with jobs.work(job_id) as work, tempfile.TemporaryDirectory() as place:
        organisation = Organisation.objects.get(slug=slug)
        work.progress(20, _("We verzamelen alles."))
        target = Path(place) / "alles.zip"
        write_archive(organisation, target)
        work.progress(90)
        name = f"{slug}-{timezone.localdate():%Y-%m-%d}.zip"
        work.store(name, target.read_bytes(), "application/zip")


def write_archive(organisation: Organisation, target: Path) -> str:
    """Write everything of an organisation as one file, read in one moment; return the hash of the content."""
    with tempfile.TemporaryDirectory() as place, override("nl"), transaction.atomic():
        folder = Path(place)
        for part in (rooms.BELONGINGS, rooms.TO_READ):
            (folder / part).mkdir()
        rooms.export(organisation, folder)
        rows = rows_of(organisation)
        told = about(organisation)
        return files.write(
            target,
            organisation=told,
            tables=rows,
            folder=folder,
            readme=_readme(told, {name: len(found) for name, found in rows.items()}, folder),
            made_on=timezone.localdate().isoformat(),
        )


def _readme(told: Mapping[str, Any], rows: Mapping[str, int], folder: Path) -> str:
    names = {name: str(tables()[name].model._meta.verbose_name_plural) for name in rows}
    return render_to_string(
        "core/leaving/leesmij.md",
        {
            "organisation": told,
            "tables": [(name, names[name], number) for name, number in rows.items()],
            "staying": list(staying().items()),
            "read_only": [
                path.relative_to(folder).as_posix()
                for path in sorted((folder / rooms.TO_READ).rglob("*"))
                if path.is_file()
            ],
            "today": timezone.localdate(),
        },
    )


# ---- elsewhere
def look_at(archive: files.Archive) -> dict[str, int]:
    """What would come in, by table: it is done and undone, so what is said here is what happens.

    Raises
    ------
    InputError
        It cannot come in: one sentence says why.
    """
    with transaction.atomic():
        _made, rows = put_in(archive)
        transaction.set_rollback(True)
    return rows


@action
def take_in(*, actor: User | None, archive: files.Archive) -> Organisation:
    """Take an organisation in with all that is in its archive: all of it or nothing.

    Raises
    ------
    InputError
        It cannot come in: one sentence says why.
    """
    if actor is not None:
        require(actor, Permission.MANAGE_INSTALLATION)
    organisation, rows = put_in(archive)
    with tempfile.TemporaryDirectory() as place:
        archive.unpack(Path(place))
        rooms.arrive(organisation, Path(place))
    record(organisation, details={"rows": sum(rows.values()), "content": archive.manifest["content"]})
    return organisation


def arrive(organisation: Organisation, folder: Path) -> None:
    """Give the organisation its logo back."""
    found = sorted(folder.glob(f"{LOGO}.*"))
    if not found:
        return
    image = get_image_model()(title=organisation.name)
    image.file = ImageFile(io.BytesIO(found[0].read_bytes()), name=f"{organisation.slug}{found[0].suffix}")
    image.save()
    Organisation.objects.filter(pk=organisation.pk).update(logo=image)


def expire_archives(*, actor: User | None) -> dict[str, int]:
    """Remove archives that were made a week ago, and files that somebody looked at and did not take in."""
    del actor
    old = Job.objects.filter(kind=KIND, created_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    found = list(old)
    for job in found:
        if job.result:
            job.path.unlink(missing_ok=True)
    old.delete()
    waiting = Path(settings.JOBS_DIR) / ARRIVALS
    stale = [path for path in waiting.glob("*.zip") if path.stat().st_mtime < time.time() - 86_400]
    for path in stale:
        path.unlink(missing_ok=True)
    return {"archieven van organisaties": len(found) + len(stale)}
