"""Files of a version: made in the background from the document as it may be read, gone when it changes."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer.errors import InputError
from wijkwijzer.report import FORMATS, Document, render
from wijkwijzer_web.core.models import Job
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.publishing.editing.queries import version_of
from wijkwijzer_web.publishing.models import Publication

__all__ = ["FILE", "remove_files", "start_file"]

FILE = "publicatie"
Maker = Callable[[int], tuple[Document, object]]


def start_file(publication: Publication, form: str, *, maker: str, name: str, title: str, back: str) -> Job:
    """Ask for a version as a file, or give the job that makes or made it; its name tells its language too.

    `maker` is the dotted path of a function that gives, for the number of a publication, the document as it
    may be read now and a state that changes when something in it may not be read any more.
    """
    state = version_of(publication.edits, publication.withdrawn)
    return jobs.start(
        make_file,
        kind=FILE,
        key=f"{publication.series}:{publication.version}:{form}:{version_of(state, maker)}",
        title=title,
        return_url=back,
        parameters={"publication": publication.pk, "form": form, "maker": maker, "name": name},
    )


@task()
def make_file(job_id: str, publication: int, form: str, maker: str, name: str) -> None:
    """Render a version; what was erased or hidden while this went on is not in the file."""
    with jobs.work(job_id) as work:
        make: Maker = import_string(maker)
        work.progress(20, _("Verslag opmaken"))
        document, state = make(publication)
        content = render(document, form)
        with transaction.atomic():
            Publication.objects.select_for_update().get(pk=publication)
            if make(publication)[1] != state:
                raise InputError(_("Intussen veranderde het verslag. Vraag het opnieuw."))
            work.store(f"{name}.{form}", content, FORMATS[form])


def remove_files(series: str) -> None:
    """Remove every file that was made of a series."""
    for job in Job.objects.filter(kind=FILE, key__startswith=f"{series}:"):
        if job.result:
            job.path.unlink(missing_ok=True)
        job.delete()
