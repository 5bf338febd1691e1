"""A disk that is full while somebody sends or asks something: a clear word, and what stood there stays."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from fixtures_own_figures import HERE, OTHER, csv, put_on, row, send
from wijkwijzer_web.areas.models import FiguresDraft, OwnFigures
from wijkwijzer_web.core.models import Job, Organisation, User

pytestmark = pytest.mark.django_db(transaction=True)


def _full(*_given: object, **_named: object) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@contextmanager
def full_disk(*where: str) -> Iterator[None]:
    """Whatever these write does not fit."""
    with pytest.MonkeyPatch.context() as patch:
        for name in where:
            patch.setattr(name, _full)
        yield


@pytest.fixture
def careful(editor: Client) -> Client:
    """An adviser who sees answers, not exceptions."""
    editor.raise_request_exception = False
    return editor


def _said(answer: Any) -> None:
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "<h1" in answer.content.decode()


WRITES = ["pathlib.Path.rename", "wijkwijzer_web.areas.actions.own_figures.upload.look_inside"]


@pytest.mark.parametrize("at", WRITES)
def test_a_file_that_does_not_fit_leaves_the_one_of_before(careful: Client, tmp_path: Path, at: str) -> None:
    before = send(careful, csv(row()))
    with full_disk(at):
        _said(careful.post(HERE, {"file": csv(row(OTHER))}))
    assert FiguresDraft.objects.count() == 1
    page = careful.get(before)
    assert page.status_code == 200
    assert "De Spoordijk" in page.content.decode()
    assert not list(tmp_path.rglob("*.half"))
    assert careful.get(send(careful, csv(row(OTHER)))).status_code == 200
    assert FiguresDraft.objects.count() == 1
    assert len(list((tmp_path / "eigen" / "concepten").iterdir())) == 1, "what was replaced is gone"


def test_figures_that_do_not_fit_leave_those_on_the_site(careful: Client) -> None:
    put_on(careful, row(value="11,5"))
    place, on = send(careful, csv(row(value="33,5"))), OwnFigures.objects.get(shown=True)
    with full_disk("wijkwijzer_web.areas.actions.own_figures.write_overlay"):
        _said(careful.post(place, {"tegen": on.overlay, "tevreden": "Tevreden"}))
    assert OwnFigures.objects.get() == on
    assert careful.get(place).status_code == 200, "the draft is there to try again"
    assert careful.post(place, {"tegen": on.overlay, "tevreden": "Tevreden"}).status_code == 302
    assert OwnFigures.objects.filter(shown=True).exclude(pk=on.pk).count() == 1


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_report_that_does_not_fit_says_so_and_may_be_asked_again(
    careful: Client, settings: LazySettings, tmp_path: Path, form: str
) -> None:
    settings.JOBS_DIR = tmp_path / "werk"
    with full_disk("wijkwijzer_web.core.work.jobs.os.replace"):
        Client(raise_request_exception=False).post("/wijk/wk990311/rapport", {"soort": form})
    failed = Job.objects.get(kind="rapport")
    page = Client().get(failed.get_absolute_url()).content.decode()
    assert failed.state == "mislukt"
    assert "probeer het later nog eens" in page.lower()
    assert [path for path in settings.JOBS_DIR.rglob("*") if path.is_file()] == []
    again = Client().post("/wijk/wk990311/rapport", {"soort": form}).headers["Location"]
    assert Client().get(f"{again}/bestand").status_code == 200


@pytest.mark.parametrize(
    ("at", "field", "name", "content"),
    [
        ("/werkplek/opgaven/verleden", "file", "oud.csv", b"naam;wijk;begin\nProject;WK990311;2010\n"),
        (
            "/werkplek/kennis/inlezen",
            "file",
            "lijst.ris",
            b"TY  - BOOK\nTI  - Slagkracht\nPY  - 2019\nER  -\n",
        ),
        ("/werkplek/gebieden/tolbeke", "file", "gebieden.csv", b"naam;leden\nNoord;WK990311\n"),
        ("/werkplek/organisatie-overnemen", "archief", "vertrek.zip", b"PK\x03\x04"),
    ],
)
def test_what_is_brought_and_does_not_fit_gets_a_page(
    shown: object,
    organisation: Organisation,
    administrator: User,
    reviewer: User,
    log_in: Callable[[User], Client],
    at: str,
    field: str,
    name: str,
    content: bytes,
) -> None:
    client = log_in(reviewer if "kennis" in at else administrator)
    client.raise_request_exception = False
    assert client.get(at).status_code == 200
    more = {"organisation": organisation.pk, "owner": "gemeente", "what": "Wat eerder liep"}
    with full_disk(
        "pathlib.Path.rename", "pathlib.Path.open", "pathlib.Path.write_bytes", "pathlib.Path.mkdir"
    ):
        answer = client.post(at, {field: SimpleUploadedFile(name, content), **more})
    _said(answer)


def test_an_archive_that_does_not_fit_leaves_nothing_half(organisation: Organisation, tmp_path: Path) -> None:
    target = tmp_path / "vertrek.zip"
    maker = "wijkwijzer_web.core.management.commands.export_organisation.write_archive"
    with full_disk(maker), pytest.raises(CommandError, match="niet te schrijven"):
        call_command("export_organisation", organisation.slug, str(target))
    assert not list(tmp_path.glob("vertrek*"))
    (tmp_path / "vertrek.zip.half").write_bytes(b"left by a run that was killed")
    call_command("export_organisation", organisation.slug, str(target), verbosity=0)
    assert [path.name for path in tmp_path.glob("vertrek*")] == ["vertrek.zip"]
