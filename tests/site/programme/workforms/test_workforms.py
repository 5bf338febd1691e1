"""Ten ready ways of working: to read in two languages, to print, to put on the agenda."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from wijkwijzer.programme import ready_workforms, workform_document
from wijkwijzer.report import Meta
from wijkwijzer.report import render as render_document
from wijkwijzer_web.programme.models import Meeting

pytestmark = pytest.mark.django_db


def test_all_ten_say_what_for_time_steps_and_material() -> None:
    for language in ("nl", "en"):
        found = ready_workforms(language)
        assert len(found) == 10
        for form in found.values():
            assert form.what_for
            assert form.material
            assert 3 <= len(form.steps) <= 6
            assert 10 <= form.minutes <= 60
            assert form.people[0] < form.people[1]
    assert list(ready_workforms("nl")) == list(ready_workforms("en"))
    assert all(
        ready_workforms("nl")[key].name != ready_workforms("en")[key].name for key in ready_workforms("nl")
    )


def test_each_fits_one_sheet_of_paper() -> None:
    import pypdf

    meta = Meta(datetime.date(2026, 1, 1))
    for form in ready_workforms().values():
        content = render_document(workform_document(form, meta), "pdf")
        import io

        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        assert len(pages) == 1, form.key
        assert form.name in pages[0].extract_text()


def test_pages_and_paper(client: Client) -> None:
    page = client.get("/werkvormen").content.decode()
    assert all(form.name in page for form in ready_workforms().values())
    assert "Wie betaalt" not in page
    one = client.get("/werkvorm/geldkaart")
    assert "Teken waar het geld loopt" in one.content.decode()
    paper = client.get("/werkvorm/geldkaart.pdf")
    assert paper.content.startswith(b"%PDF")
    assert client.get("/werkvorm/taart").status_code == 404
    assert client.get("/werkvorm/taart.pdf").status_code == 404
    assert "Draw where the money goes" in client.get("/en/werkvorm/geldkaart").content.decode()


def test_one_is_picked_for_the_day(staff: Client, meeting: Meeting) -> None:
    at = f"/werkplek/bijeenkomst/{meeting.uid}/onderdeel"
    staff.post(at, {"kind": "werkvorm", "workform": "lege-stoel"})
    (part,) = meeting.parts.all()
    assert (part.title, part.minutes, part.workform) == ("De lege stoel", 25, "lege-stoel")
    staff.post(at, {"kind": "werkvorm", "workform": "lege-stoel", "title": "Wie mist er?", "minutes": "40"})
    assert list(meeting.parts.values_list("title", "minutes"))[1] == ("Wie mist er?", 40)
    page = Client().get(meeting.get_absolute_url()).content.decode()
    assert 'href="/werkvorm/lege-stoel"' in page


@pytest.mark.parametrize(
    "wrong", [{"workform": "taart"}, {}, {"title": "T", "minutes": "0"}, {"title": "T", "minutes": "²"}]
)
def test_a_wrong_part_is_refused(staff: Client, meeting: Meeting, wrong: dict[str, str]) -> None:
    staff.post(f"/werkplek/bijeenkomst/{meeting.uid}/onderdeel", {"kind": "werkvorm"} | wrong)
    assert not meeting.parts.exists()
