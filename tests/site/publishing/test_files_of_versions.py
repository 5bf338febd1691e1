"""Files of a version: made of what may be read when they are ready, and gone with it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from wijkwijzer.report import FORMATS, Document, Meta, Sentence, to_json
from wijkwijzer_web.core.models import Job, Organisation
from wijkwijzer_web.publishing.models import Publication
from wijkwijzer_web.publishing.service import remove_files, start_file

pytestmark = pytest.mark.django_db
DOCUMENT = Document("De Kade", Meta(datetime.date(2026, 1, 5)), (Sentence("Buren eten samen.", id="a"),))
STATES: list[object] = []


def as_it_may_be_read(publication: int) -> tuple[Document, object]:
    """The document of a version, with the next state that a test wants."""
    assert Publication.objects.filter(pk=publication).exists()
    return DOCUMENT, STATES.pop(0) if STATES else "same"


def another(publication: int) -> tuple[Document, object]:
    """The same for another reader."""
    return as_it_may_be_read(publication)


@pytest.fixture
def version(organisation: Organisation, settings: LazySettings, tmp_path: Path) -> Publication:
    settings.JOBS_DIR = tmp_path
    STATES.clear()
    return Publication.objects.create(
        organisation=organisation,
        series="dialoog:1",
        version=2,
        checksum="a" * 64,
        document=to_json(DOCUMENT),
    )


def asked(
    version: Publication, form: str = "html", maker: str = "as_it_may_be_read", name: str = "kade"
) -> Job:
    job = start_file(
        version,
        form,
        maker=f"{__name__}.{maker}",
        name="kade",
        title="Verslag: De Kade",
        back="/dialoog/kade",
    )
    job.refresh_from_db()
    return job


def test_a_file_is_made_once_for_what_it_says(version: Publication) -> None:
    job = asked(version)
    assert (job.kind, job.title, job.return_url) == ("publicatie", "Verslag: De Kade", "/dialoog/kade")
    assert job.state == Job.State.DONE, job.message
    assert job.path.name == "kade.html"
    assert job.result_type == FORMATS["html"]
    assert "Buren eten samen." in job.path.read_text(encoding="utf-8")
    assert asked(version).pk == job.pk
    assert asked(version, "docx").path.name == "kade.docx"
    assert asked(version, maker="another").pk != job.pk
    version.edits = {"a": "Anders"}
    edited = asked(version)
    version.withdrawn = 1
    assert len({job.pk, edited.pk, asked(version).pk}) == 3
    version.version = 3
    assert asked(version).pk not in {job.pk, edited.pk}


def test_what_was_hidden_while_the_file_was_made_is_not_in_it(version: Publication) -> None:
    STATES[:] = ["before", "after"]
    job = asked(version)
    assert (job.state, job.result) == (Job.State.FAILED, "")
    assert job.message == "Intussen veranderde het verslag. Vraag het opnieuw."
    assert asked(version).state == Job.State.DONE


def test_files_go_with_their_series(version: Publication, organisation: Organisation) -> None:
    gone = asked(version)
    other = Publication.objects.create(
        organisation=organisation, series="dialoog:11", version=2, checksum="a", document=to_json(DOCUMENT)
    )
    stays = asked(other)
    unfinished = Job.objects.create(kind="publicatie", key="dialoog:1:2:pdf:x", title="x")
    elsewhere = Job.objects.create(kind="x", key="dialoog:1:2:pdf:x", title="x")
    gone.path.unlink()
    path = asked(version).path
    assert path.is_file()
    remove_files("dialoog:1")
    assert not path.exists()
    assert set(Job.objects.values_list("pk", flat=True)) == {stays.pk, elsewhere.pk}
    assert unfinished.pk not in {stays.pk, elsewhere.pk}
    assert stays.path.is_file()
