"""Releases on show, corrections, and the reports that are kept with them."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.models import ActiveRelease
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Job, Role

pytestmark = pytest.mark.django_db
REPORT = "/wijk/WK990311/rapport"


def test_a_correction_is_told_on_old_and_new_pages(
    client: Client, example_release_folder: Path, tmp_path: Path
) -> None:
    old = show_release(actor=None, folder=example_release_folder)
    corrected = tmp_path / "verbeterd"
    shutil.copytree(example_release_folder, corrected)
    manifest = json.loads((corrected / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {
        "id": "f" * 16,
        "supersedes": old.pk,
        "reason": "De bijstand van 2024 was verkeerd ingelezen.",
    }
    (corrected / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    show_release(actor=None, folder=corrected)
    address = "/wijk/WK990311-de-spoordijk"
    now = client.get(address).content.decode()
    assert "Deze cijfers zijn verbeterd op" in now
    assert "De bijstand van 2024 was verkeerd ingelezen." in now
    before = client.get(f"{address}?uitgave={old.pk}").content.decode()
    assert "Dit zijn oude cijfers." in before
    assert f'href="{address}"' in before
    assert client.get(f"{address}?uitgave=bestaat-niet").status_code == 404
    assert "verkeerd ingelezen" in client.get("/bronnen").content.decode()


def test_only_who_manages_the_installation_shows_another_release(
    example_release_folder: Path, member: object
) -> None:
    editor = member(Role.EDITOR)  # type: ignore[operator]
    with pytest.raises(PermissionDenied):
        show_release(actor=editor, folder=example_release_folder)
    assert not ActiveRelease.objects.exists()


def test_what_is_no_release_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="geen uitgave"):
        call_command("show_release", tmp_path)
    assert not ActiveRelease.objects.exists()


@pytest.mark.parametrize(
    ("form", "kind", "start"),
    [
        ("kort", "pdf", b"%PDF-"),
        ("pdf", "pdf", b"%PDF-"),
        ("docx", "docx", b"PK"),
        ("html", "html", b"<!doctype html>"),
    ],
)
def test_the_report_is_made_once_and_kept_with_its_release(
    client: Client, shown: Current, form: str, kind: str, start: bytes, settings: Any, tmp_path: Path
) -> None:
    settings.JOBS_DIR = tmp_path
    first = client.post(REPORT, {"soort": form})
    job = Job.objects.get()
    assert first.headers["Location"] == job.get_absolute_url()
    assert (job.state, job.release) == ("klaar", shown.id)
    assert job.path.read_bytes().startswith(start)
    assert job.path.name == f"wijk-de-spoordijk-{timezone.localdate():%Y-%m}.{kind}"
    again = client.post(REPORT, {"soort": form})
    assert again.headers["Location"] == first.headers["Location"]
    assert Job.objects.count() == 1


def test_page_one_of_the_pdf_stands_alone(
    client: Client, shown: Current, settings: Any, tmp_path: Path
) -> None:
    settings.JOBS_DIR = tmp_path
    client.post(REPORT, {"soort": "pdf"})
    reader = pypdf.PdfReader(Job.objects.get().path)
    one, two = reader.pages[0].extract_text(), reader.pages[1].extract_text()
    for part in ("De Spoordijk", "8.240", "Krachten", "Zorgen", "Wat we niet weten"):
        assert part in one, part
    assert "Ontwikkeling" not in one
    assert "Ontwikkeling" in two
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)


def test_a_form_that_does_not_exist_is_refused(client: Client, shown: Current) -> None:
    assert client.post(REPORT, {"soort": "exe"}).status_code == 404
    assert not Job.objects.exists()


# ---- all wijken at once, and computing one again
def test_the_reports_of_a_gemeente_come_in_one_file(
    log_in: Any, shown: Current, member: Any, settings: Any, tmp_path: Path
) -> None:
    settings.JOBS_DIR = tmp_path
    client = log_in(member(Role.EDITOR))
    page = client.get("/werkplek/rapporten").content.decode()
    gemeente = shown.names.by_key["WK990311"].gemeente_key
    assert f'value="{gemeente}"' in page
    answer = client.post("/werkplek/rapporten", {"gemeente": gemeente, "lengte": "kort"})
    job = Job.objects.get()
    assert answer.headers["Location"] == job.get_absolute_url()
    assert (job.state, job.progress) == ("klaar", 100)
    with zipfile.ZipFile(job.path) as bundle:
        names = bundle.namelist()
        assert f"wijk-de-spoordijk-{timezone.localdate():%Y-%m}.pdf" in names
        assert len(names) == len(shown.names.inside("wijk", gemeente or ""))
    assert client.post("/werkplek/rapporten", {"gemeente": "GM0000"}).status_code == 404
    assert client.post("/werkplek/rapporten", {"lengte": "eindeloos"}).status_code == 404


def test_a_visitor_does_not_start_the_reports_of_all_wijken(client: Client, shown: Current) -> None:
    assert client.post("/werkplek/rapporten", {"lengte": "kort"}).status_code == 302
    assert not Job.objects.exists()


def test_a_report_of_the_site_is_computed_again_on_the_site(
    client: Client, shown: Current, settings: Any, tmp_path: Path
) -> None:
    settings.JOBS_DIR = tmp_path
    client.post(REPORT, {"soort": "kort"})
    content = Job.objects.get().path.read_bytes()
    assert "Reken na" in client.get("/reken-na").content.decode()
    answer = client.post("/reken-na", {"rapport": SimpleUploadedFile("r.pdf", content)}).content.decode()
    assert "De bladzijden zijn precies wat uit de gegevens volgt." in answer
    assert "Getallen die er niet uit komen" not in answer
    assert not client.cookies


@pytest.mark.parametrize("content", [b"", b"geen pdf", b"%PDF-1.7"])
def test_what_is_no_report_gets_one_sentence(client: Client, shown: Current, content: bytes) -> None:
    answer = client.post("/reken-na", {"rapport": SimpleUploadedFile("r.pdf", content)})
    assert answer.status_code == 400
    assert client.post("/reken-na").status_code == 400
    too_large = SimpleUploadedFile("r.pdf", b"x" * 3_100_000)
    assert client.post("/reken-na", {"rapport": too_large}).status_code == 413
