"""The pages: who may leave with everything, who may take in, and what is said when it cannot be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.core.files.uploads import LARGEST_UPLOAD
from wijkwijzer_web.core.models import AuditEntry, Job, Organisation, Role, User
from wijkwijzer_web.programme.models import Opgave

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
Member = Callable[[Role], User]
PAGE, ARRIVE = "/werkplek/alles-meenemen/tolbeke", "/werkplek/organisatie-overnemen"


@pytest.fixture(autouse=True)
def _own_jobs(settings: LazySettings, tmp_path: Path) -> None:
    settings.JOBS_DIR = tmp_path / "jobs"


def _something(organisation: Organisation) -> None:
    Opgave.objects.create(
        organisation=organisation, area="WK1", area_name="De Kade", what="=Meer groen", owner="gemeente",
        since=timezone.localdate(),
    )  # fmt: skip


def test_a_manager_makes_the_file_and_only_they_fetch_it(
    organisation: Organisation, member: Member, log_in: LogIn
) -> None:
    _something(organisation)
    client = log_in(member(Role.ADMINISTRATOR))
    assert PAGE in client.get("/account").content.decode()
    page = client.get(PAGE).content.decode()
    assert "Dit gaat mee" in page
    assert "alleen luisteraars lezen die" in page
    answer = client.post(PAGE)
    job = Job.objects.get(kind="vertrek")
    assert answer["Location"] == f"/taken/{job.pk}"
    answer = client.get(f"/taken/{job.pk}/bestand")
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist()[0] == "LEESMIJ.md"
        assert "'=Meer groen" in archive.read("gegevens/programme.Opgave.csv").decode()
        assert '"=Meer groen"' in archive.read("gegevens/programme.Opgave.json").decode()
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert client.get(PAGE)["Location"].startswith("/account/tweede-factor/bevestigen")
    assert Client().get(f"/taken/{job.pk}/bestand").status_code == 404
    assert AuditEntry.objects.filter(action="core.ask_archive", organisation=organisation).count() == 1

    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(days=8))
    call_command("retention", verbosity=0)
    assert not Job.objects.filter(pk=job.pk).exists()
    assert not job.path.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.LISTENER])
def test_another_member_does_not(
    role: Role, organisation: Organisation, member: Member, log_in: LogIn
) -> None:
    client = log_in(member(role))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE).status_code == 404
    assert "beheerder" in client.get("/werkplek/alles-meenemen").content.decode()
    assert client.get(ARRIVE).status_code == 403
    assert not Job.objects.exists()


def test_an_administrator_sees_what_comes_in_before_it_does(
    organisation: Organisation, administrator: User, log_in: LogIn, tmp_path: Path
) -> None:
    _something(organisation)
    target = tmp_path / "tolbeke.zip"
    call_command("export_organisation", "tolbeke", str(target), verbosity=0)
    Opgave.objects.all().delete()
    organisation.delete()

    client = log_in(administrator)
    page = client.post(ARRIVE, {"archief": SimpleUploadedFile("t.zip", target.read_bytes())}).content.decode()
    assert "Dit komt erin van Gemeente Tolbeke" in page
    assert "1 rij" in page
    assert not Organisation.objects.exists()
    answer = client.post(ARRIVE, {"neem": "ja"})
    assert answer["Location"] == "/organisaties/tolbeke/mensen"
    assert Opgave.objects.get().what == "=Meer groen"
    again = client.post(ARRIVE, {"neem": "ja"})
    assert again.status_code == 400
    assert "niet meer" in again.content.decode()
    assert Opgave.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "status", "sentence"),
    [
        ("a.txt", b"x", 415, "Stuur een .zip"),
        ("a.zip", b"", 400, "geen zip"),
        ("a.zip", b"PK\x03\x04 half", 400, "geen zip"),
    ],
)
def test_what_is_no_archive_is_refused_in_a_sentence(
    name: str, content: bytes, status: int, sentence: str, administrator: User, log_in: LogIn
) -> None:
    answer = log_in(administrator).post(ARRIVE, {"archief": SimpleUploadedFile(name, content)})
    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_an_archive_that_leads_outside_or_is_of_somebody_else_is_refused(
    administrator: User, log_in: LogIn
) -> None:
    client = log_in(administrator)
    for name in ("../buiten", "/etc/x", "iets.txt"):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(name, "x")
        answer = client.post(ARRIVE, {"archief": SimpleUploadedFile("a.zip", made.getvalue())})
        assert answer.status_code == 400
    too_large = client.generic("POST", ARRIVE, b"", CONTENT_LENGTH=str(2 * 1024**3))
    assert too_large.status_code == 413
    assert LARGEST_UPLOAD < 2 * 1024**3
