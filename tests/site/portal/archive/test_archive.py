"""Every public document can be cited, and says what the archive asks; the day of destruction is computed."""

from __future__ import annotations

import csv
import datetime
import html
import io
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from wijkwijzer.knowledge.exchange import from_bibtex, from_ris
from wijkwijzer.report import Document, Meta, Paragraph, to_json
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.dialogue.models import Dialogue, Report
from wijkwijzer_web.programme.models import Programme, ProgrammeReport
from wijkwijzer_web.publishing.service import ArchiveRule, archived, cite_document

pytestmark = pytest.mark.django_db


def _at(*moment: int) -> datetime.datetime:
    return datetime.datetime(*moment, tzinfo=ZoneInfo("Europe/Amsterdam"))  # type: ignore[misc, arg-type]


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    return Programme.objects.create(
        organisation=organisation,
        slug="samen",
        name="Samen verder",
        begins_on=datetime.date(2025, 9, 1),
        public=True,
    )


def _report(programme: Programme, version: int, day: datetime.date | None) -> ProgrammeReport:
    document = Document("Wat steden leerden", Meta(datetime.date(2026, 1, 1)), (Paragraph("Veel."),))
    return ProgrammeReport.objects.create(
        programme=programme,
        number=1,
        version=version,
        document=to_json(document),
        checksum=f"{version}" * 64,
        published_on=day,
    )


def test_a_report_is_cited_and_says_what_replaced_it(programme: Programme, client: Client) -> None:
    _report(programme, 1, datetime.date(2025, 12, 1))
    _report(programme, 2, datetime.date(2026, 2, 1))
    _report(programme, 3, None)
    old = html.unescape(client.get("/programma/samen/rapport/1/versie/1").content.decode())
    assert "Gemeente Tolbeke. (2025). Wat steden leerden (versie 1)." in old
    assert "1" * 64 in old
    assert "Dit is intussen vervangen door:" in old
    assert 'href="/programma/samen/rapport/1/versie/2"' in old
    new = html.unescape(client.get("/programma/samen/rapport/1").content.decode())
    assert "(versie 2)" in new
    assert "intussen vervangen" not in new
    assert "vulde nog geen bewaartermijn in" in new
    made = cite_document(next(one for one in rooms.documents() if one.version == 2))
    assert from_bibtex(made.bibtex)[0].title == "Wat steden leerden (versie 2)"
    assert from_ris(made.ris)[0].title == "Wat steden leerden (versie 2)"
    assert "/programma/samen/rapport/1/versie/2\n" in made.ris
    assert {one.version for one in rooms.documents()} == {1, 2}, "a draft is no document"


def test_a_verslag_that_was_taken_back_stays_in_the_archive(
    dialogue: Dialogue, organisation: Organisation
) -> None:
    at = _at(2026, 6, 30, 12)
    for version, gone in ((1, None), (2, at + datetime.timedelta(days=400)), (3, None)):
        Report.objects.create(
            dialogue=dialogue, version=version, checksum="a" * 64, document=[], aggregates={},
            position=version, published_at=at if version < 3 else None, retracted_at=gone,
            retracted_why="Een fout." if gone else "",
        )  # fmt: skip
    ArchiveRule.objects.create(
        organisation=organisation, sort="verslag", category="12.1", value="vernietigen", years=7
    )
    rows = {one.document.version: one for one in archived(rooms.documents(), organisation)}
    assert set(rows) == {1, 2}
    assert rows[1].state == "gepubliceerd", "what replaced it was taken back"
    assert (rows[2].state, rows[2].document.gone_why) == ("teruggenomen", "Een fout.")
    assert rows[1].destroy_on == datetime.date(2034, 1, 1), "seven whole years after 2026"
    assert rows[2].destroy_on == datetime.date(2035, 1, 1), "it was taken back in 2027"


@pytest.mark.parametrize(
    ("published", "on"),
    [
        (_at(2026, 12, 31, 23, 30), datetime.date(2028, 1, 1)),
        (_at(2027, 1, 1, 0, 30), datetime.date(2029, 1, 1)),
    ],
)
def test_the_year_is_that_of_our_own_clock(
    dialogue: Dialogue, organisation: Organisation, published: datetime.datetime, on: datetime.date
) -> None:
    Report.objects.create(
        dialogue=dialogue, version=1, checksum="a", document=[], aggregates={}, position=1,
        published_at=published,
    )  # fmt: skip
    ArchiveRule.objects.create(
        organisation=organisation, sort="verslag", category="x", value="vernietigen", years=1
    )
    assert [one.destroy_on for one in archived(rooms.documents(), organisation)] == [on]


def test_the_archivist_fills_in_a_term_and_takes_the_list_along(
    programme: Programme, log_in: Callable[[User], Client], reviewer: User, organisation: Organisation
) -> None:
    _report(programme, 1, datetime.date(2026, 2, 1))
    at = f"/werkplek/organisatie/{organisation.slug}/archief"
    assert Client().get(at).status_code == 302
    staff = log_in(reviewer)
    page = html.unescape(staff.get(at).content.decode())
    assert "Wat steden leerden" in page
    assert page.count("nog niet ingevuld") == 4
    wrong = [
        {"category": "5.1", "value": "vernietigen", "years": ""},
        {"category": "5.1", "value": "blijvend", "years": "7"},
        {"category": "", "value": "blijvend", "years": ""},
        {"category": "5.1", "value": "vernietigen", "years": "0"},
    ]
    for data in wrong:
        assert staff.post(f"{at}/rapport", data).status_code == 400, data
    assert (
        staff.post(f"{at}/rapport", {"category": "=5.1", "value": "vernietigen", "years": "10"}).status_code
        == 302
    )
    assert staff.get(f"{at}/recept").status_code == 404
    version = staff.get(f"{at}/dossier").context["form"]["versie"].value()
    first = {"category": "1", "value": "blijvend", "years": "", "versie": version}
    assert staff.post(f"{at}/dossier", first).status_code == 302
    assert staff.post(f"{at}/dossier", {**first, "category": "2"}).status_code == 409
    assert "1 januari 2037" in html.unescape(staff.get(at).content.decode())
    assert "te vernietigen vanaf 1 januari 2037" in html.unescape(
        Client().get("/programma/samen/rapport/1").content.decode()
    )
    rows = list(csv.DictReader(io.StringIO(staff.get(f"{at}.csv").content.decode("utf-8-sig"))))
    assert [(row["soort"], row["stand"], row["categorie"], row["vernietigen_vanaf"]) for row in rows] == [
        ("rapport", "gepubliceerd", "'=5.1", "2037-01-01")
    ]
    assert rows[0]["controlegetal"] == "1" * 64


def test_a_wijkanalyse_and_a_dossier_are_among_the_documents() -> None:
    paths = {path for room in rooms.rooms() for path in room.documents}
    assert {path.split(".")[1] for path in paths} == {"dialogue", "programme", "knowledge"}
    assert len(paths) == 4
