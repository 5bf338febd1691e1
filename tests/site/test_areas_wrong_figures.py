"""Wrong files of own figures: a clear sentence, the right status, and nothing kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fixtures_own_figures import (
    HEAD,
    HERE,
    WIJK,
    csv,
    kept,
    row,
    send,
)  # fmt: skip
from wijkwijzer_web.areas.models import FiguresDraft, OwnFigures
from wijkwijzer_web.core.files import uploads as upload

pytestmark = pytest.mark.django_db


def workbook(sheet: str, **extra: bytes) -> SimpleUploadedFile:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in extra.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("cijfers.xlsx", target.getvalue())


@pytest.mark.parametrize(
    ("file", "status", "said"),
    [
        (SimpleUploadedFile("leeg.csv", b""), 400, "leeg"),
        (SimpleUploadedFile("leeg.csv", b" \n \n"), 400, "Dit bestand is leeg"),
        (csv(), 400, "Er staat geen enkele rij in dit bestand"),
        (csv(row(), name="cijfers.pdf"), 415, "Stuur een .csv of een .xlsx"),
        (csv(row(), name="cijfers.csv.exe"), 415, "Stuur een .csv of een .xlsx"),
        (csv("Één;2024", encoding="cp1252"), 400, "geen UTF-8"),
        (csv(row(), encoding="utf-16"), 400, "geen UTF-8"),
        (SimpleUploadedFile("x.csv", b"\x1f\x8b" + b"0" * 50), 400, "ingepakt"),
        (SimpleUploadedFile("x.csv", b"PK\x03\x04" + b"0" * 50), 400, "ingepakt"),
        (SimpleUploadedFile("x.csv", b";" * 500_000), 400, "De eerste regel is te lang"),
        (SimpleUploadedFile("x.xlsx", b"geen archief"), 400, "Excel-bestand is niet te lezen"),
        (workbook("<worksheet/>"), 400, "niet te lezen"),
        (csv(row(), head=HEAD.replace("code", "kode")), 400, "kolom code: Deze kolom ontbreekt"),
        (csv(*(row(key=f"k{n}") for n in range(201))), 400, "meer dan 200 verschillende cijfers"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(
    editor: Client,
    file: SimpleUploadedFile,
    status: int,
    said: str,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(HERE, {"file": file})
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "Er is niets bewaard." in answer.content.decode()
    assert kept(tmp_path) == []
    assert not FiguresDraft.objects.exists()


def test_a_workbook_that_unpacks_to_too_much(
    editor: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(upload, "LARGEST_UNPACKED", 3_000_000)
    answer = editor.post(HERE, {"file": workbook("<a>" * 1_100_000)})
    assert answer.status_code == 400
    assert "Uitgepakt is dit bestand groter dan" in answer.content.decode()
    assert kept(tmp_path) == []


def test_a_body_of_200_mb_is_refused_unread(editor: Client, tmp_path: Path) -> None:
    class Unread(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("somebody read the body")

    answer = editor.generic(
        "POST",
        HERE,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )
    assert answer.status_code == 413
    assert "groter dan 20 MB" in answer.content.decode()
    assert kept(tmp_path) == []


def test_wrong_cells_stand_beside_their_row_and_stop_the_file(editor: Client, tmp_path: Path) -> None:
    rows = [
        row(), row("WK999999"), row(value="=1+1"), row(year=1991), row(value="veel"), row(public="misschien"),
        row(key="=cmd"), row(),
    ]  # fmt: skip
    place = send(editor, csv(*rows))
    page = editor.get(place, {"alleen": "fout"}).content.decode()
    for said in (
        "Code &#x27;WK999999&#x27; bestaat niet.", "In deze cel staat een formule.", "bestond niet in 1991",
        "Dit is geen getal.", "Vul ja of nee in.", "Dit cijfer staat er al",
    ):  # fmt: skip
        assert said in page, said
    assert "=1+1" in page
    assert "Zet op de site" not in page
    answer = editor.post(place, {"tegen": "", "tevreden": "Tevreden"})
    assert answer.status_code == 400
    assert not OwnFigures.objects.exists()


def test_thousands_of_errors_stay_a_page(editor: Client) -> None:
    place = send(editor, csv(*(row("WK999999", key=f"k{n % 9}") for n in range(5000))))
    page = editor.get(place, {"alleen": "fout", "pagina": "2"}).content.decode()
    assert "Er zijn meer dan" in page
    assert page.count('scope="row"') == 50
    assert len(page) < 200_000
    for odd in ("0", "-1", "x", "99999999999999999999", "³"):
        assert editor.get(place, {"pagina": odd}).status_code == 200


def test_words_of_a_file_are_never_markup(editor: Client) -> None:
    nasty = "<script>alert(1)</script>"
    place = send(editor, csv(f"{WIJK};2024;xx;1;;{nasty};{nasty};ja", name=f"{nasty}.csv"))
    assert "<script>alert" not in editor.get(place).content.decode()
    editor.post(place, {"tegen": "", "xx": f"Naam {nasty}"})
    version = OwnFigures.objects.get()
    own = f"/cijfers/eigen_{version.overlay[:8]}_xx"
    for address in (f"/wijk/{WIJK}-de-spoordijk", HERE, own, f"/vergelijk?gebied={WIJK}"):
        page = editor.get(address)
        assert page.status_code == 200, address
        assert "<script>alert" not in page.content.decode(), address


@pytest.mark.parametrize("name", ["=1+1", "@x", "+x", "-x", "\tx", "x\ny", "", "x" * 81])
def test_names_that_a_spreadsheet_would_run_are_refused(editor: Client, name: str) -> None:
    place = send(editor, csv(row()))
    assert editor.post(place, {"tegen": "", "tevreden": name}).status_code == (302 if name == "\tx" else 400)
    assert OwnFigures.objects.exists() is (name == "\tx")  # blanks around a name fall off


def test_the_name_of_a_file_leads_nowhere(editor: Client, tmp_path: Path) -> None:
    send(editor, csv(row(), name="../../../etc/kwaad.csv"))
    draft = FiguresDraft.objects.get()
    assert draft.file_name == "kwaad.csv"
    assert draft.path.parent == tmp_path / "eigen" / "concepten"
