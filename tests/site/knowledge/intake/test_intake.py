"""A file of others: seen first, the wrong named, the good become drafts until an editor says so."""

from __future__ import annotations

import datetime
import html
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fixtures_replay import Elsewhere
from wijkwijzer.knowledge.exchange import from_bibtex, from_ris
from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.knowledge.intake.actions import forget_intakes
from wijkwijzer_web.knowledge.models import Intake, KnowledgeRecord, State

pytestmark = pytest.mark.django_db
AT = "/werkplek/kennis/inlezen"
PutIn = Callable[..., KnowledgeRecord]

RIS = """TY  - RPRT
TI  - Wijk in zicht
AU  - Kok, Mo
PY  - 2021
DO  - https://doi.org/10.5555/Wijk
ER  -
TY  - BOOK
AU  - Niemand, Nico
ER  -
TY  - BOOK
TI  - Slagkracht
PY  - 2019
"""


@pytest.fixture
def editor_client(log_in: Callable[[User], Client], reviewer: User) -> Client:
    return log_in(reviewer)


def _send(client: Client, name: str, content: bytes | str) -> str:
    raw = content.encode() if isinstance(content, str) else content
    answer = client.post(AT, {"file": SimpleUploadedFile(name, raw), "dois": ""})
    assert answer.status_code == 302, html.unescape(answer.content.decode())
    return str(answer["Location"])


def _page(client: Client, at: str) -> str:
    return html.unescape(client.get(at).content.decode())


def test_good_ones_become_drafts_and_the_bad_is_named_with_its_line(
    editor_client: Client, put_in: PutIn
) -> None:
    here = put_in("publicatie", titel="Wijk in zicht!", jaar=2020, doi="10.5555/wijk")
    at = _send(editor_client, "lijst.ris", RIS)
    page = _page(editor_client, at)
    assert "1 stuk is goed, 1 niet, 1 staat er al" in page
    assert "Regel 7: Publicatie 2 heeft geen titel." in page
    assert f'href="{here.get_absolute_url()}"' in page
    assert "ontbreekt ER" in page
    assert KnowledgeRecord.objects.count() == 1, "looking takes nothing"
    assert editor_client.post(at)["Location"] == "/werkplek/kennis/concepten"
    row = KnowledgeRecord.objects.get(title="Slagkracht")
    assert (row.state, row.public, row.data["jaar"]) == (State.DRAFT, False, 2019)
    assert Client().get(row.get_absolute_url()).status_code == 404
    again = editor_client.post(at)
    assert again.status_code == 400
    assert KnowledgeRecord.objects.count() == 2


def test_a_double_that_somebody_ticks_is_taken_too(editor_client: Client) -> None:
    at = _send(
        editor_client,
        "lijst.bib",
        "@book{a, title={Slagkracht}, year={2019}}\n@book{b, title={Slagkracht}, year={2019}}",
    )
    assert "staat twee keer in dit bestand" in _page(editor_client, at)
    editor_client.post(at, {"ook": ["1", "x"]})
    assert KnowledgeRecord.objects.filter(title="Slagkracht", state=State.DRAFT).count() == 2


def test_characters_that_no_keyboard_makes_are_gone(editor_client: Client) -> None:
    ris = "TY  - BOOK\nTI  - Wijk\x00in\x0b zicht\x07\nAU  - Kok\x00, Mo\nER  - \n"
    editor_client.post(_send(editor_client, "a.ris", ris))
    row = KnowledgeRecord.objects.get()
    assert (row.title, row.data["auteurs"]) == ("Wijkin zicht", ["Kok, Mo"])


def test_drafts_are_put_up_or_left_out_together(editor_client: Client, settings: LazySettings) -> None:
    rows = "\n".join(f"Stuk {number};2020" for number in range(5))
    editor_client.post(_send(editor_client, "lijst.csv", f"titel;jaar\n{rows}\n"))
    drafts = list(KnowledgeRecord.objects.order_by("pk"))
    page = _page(editor_client, "/werkplek/kennis/concepten")
    assert page.count('name="stuk"') == 5
    at = "/werkplek/kennis/concepten/besluit"
    editor_client.post(at, {"keuze": "zet-erop", "stuk": [str(one.pk) for one in drafts[:3]]})
    editor_client.post(at, {"keuze": "weg", "stuk": [str(drafts[3].pk)]})
    assert KnowledgeRecord.objects.filter(public=True, state=State.REVIEWED).count() == 3
    assert not KnowledgeRecord.objects.filter(pk=drafts[3].pk).exists()
    assert drafts[3].key in Path(settings.ERASURES_FILE).read_text(encoding="utf-8")
    assert Client().get(drafts[0].get_absolute_url()).status_code == 200
    assert "1 concept" in _page(editor_client, "/werkplek/kennis/concepten")


def test_a_report_is_confirmed_by_a_person(editor_client: Client) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = "Wijkvisie Spoordijk"
    out = BytesIO()
    pdf.save(out)
    at = _send(editor_client, "visie.pdf", out.getvalue())
    page = _page(editor_client, at)
    assert 'value="Wijkvisie Spoordijk"' in page
    assert "geen tekst" in page
    wrong = editor_client.post(at, {"titel": "Visie", "jaar": "ooit"})
    assert wrong.status_code == 400
    assert "Visie" in wrong.content.decode()
    editor_client.post(at, {"titel": "Visie op de Spoordijk", "jaar": "2024", "auteurs": "Kok, Mo\nVos, Lia"})
    row = KnowledgeRecord.objects.get()
    assert (row.title, row.data["jaar"], row.data["auteurs"]) == (
        "Visie op de Spoordijk",
        2024,
        ["Kok, Mo", "Vos, Lia"],
    )


def test_dois_are_looked_up_and_each_that_fails_costs_itself(
    editor_client: Client, elsewhere: Elsewhere, settings: LazySettings
) -> None:
    settings.DOI_ADDRESS = elsewhere.address
    item = {
        "type": "report",
        "title": "RETRACTED: Buurt",
        "issued": {"date-parts": [[2020]]},
        "DOI": "10.1000/a",
    }
    elsewhere.put("/10.1000/a", json.dumps(item), kind="application/json")
    elsewhere.put("/10.1000/html", "<html>", kind="text/html")
    elsewhere.put("/10.1000/inside", b"", status=302, Location="http://10.0.0.1/x")
    said = "https://doi.org/10.1000/a\n\nniets\n10.1000/weg\n10.1000/html\n10.1000/inside\n10.1000/A"
    answer = editor_client.post(AT, {"dois": said})
    assert answer.status_code == 302
    intake = Intake.objects.get()
    assert answer["Location"] != f"{AT}/{intake.pk}", "the page of the job shows how far it is"
    assert intake.left == []
    page = _page(editor_client, f"{AT}/{intake.pk}")
    assert "1 stuk is goed, 5 niet" in page
    for line, why in (
        (3, "geen DOI: niets"),
        (4, "404"),
        (5, "niet te lezen"),
        (6, "eigen netwerk"),
        (7, "ook op regel 1"),
    ):
        assert any(one.startswith(f"Regel {line}: ") and why in one for one in intake.wrong), (
            line,
            intake.wrong,
        )
    assert "teruggetrokken" in page
    assert elsewhere.asked[0][1]["Accept"].startswith("application/vnd.citationstyles.csl+json")
    editor_client.post(f"{AT}/{intake.pk}")
    assert KnowledgeRecord.objects.get().data["doi"] == "10.1000/a"


@pytest.mark.parametrize(
    ("name", "content", "status", "why"),
    [
        ("a.docx", b"PK", 415, "kennen we niet"),
        ("a.ris", b"hallo", 400, "geen publicaties"),
        ("a.bib", b"", 400, "leeg"),
        ("a.pdf", b"hallo", 400, "geen PDF"),
        ("a.csv", b"naam\nx\n", 400, "titel ontbreekt"),
        ("a.xlsx", b"hallo", 400, "niet te lezen"),
        ("a.txt", b"geen", 400, "geen DOI"),
    ],
)
def test_a_file_that_is_of_no_use(
    editor_client: Client, name: str, content: bytes, status: int, why: str
) -> None:
    answer = editor_client.post(AT, {"file": SimpleUploadedFile(name, content), "dois": ""})
    assert answer.status_code == status
    assert why in html.unescape(answer.content.decode())
    assert not Intake.objects.exists()


def test_two_gigabytes_are_refused_before_anybody_reads_them(editor_client: Client) -> None:
    class Unread(BytesIO):
        def read(self, *_size: object) -> bytes:
            raise AssertionError("nothing reads this")

    told = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(2 * 1024**3)}
    answer = editor_client.generic("POST", AT, b"", "multipart/form-data; boundary=x", **told)
    assert answer.status_code == 413


def test_only_editors_and_only_what_their_organisation_brought(
    editor_client: Client, log_in: Callable[[User], Client], member: Callable[..., User]
) -> None:
    at = _send(editor_client, "a.csv", "titel\nBuurt\n")
    assert Client().get(AT).status_code == 302
    editor_client.logout()
    visitor = log_in(member(Role.VISITOR))
    for place in (AT, at, "/werkplek/kennis/concepten", "/werkplek/kennis/bronnen"):
        assert visitor.get(place).status_code == 403, place


def test_a_month_later_it_is_gone(editor_client: Client) -> None:
    _send(editor_client, "a.csv", "titel\nBuurt\n")
    assert forget_intakes(actor=None) == {"ingelezen bestanden": 0}
    Intake.objects.update(made_at=timezone.now() - datetime.timedelta(days=31))
    assert forget_intakes(actor=None) == {"ingelezen bestanden": 1}


def test_what_is_downloaded_comes_in_elsewhere_as_it_was(
    editor_client: Client, put_in: PutIn, organisation: Organisation
) -> None:
    """The same choice as CSV, RIS and BibTeX, read again: the same fields."""
    put_in(
        "publicatie",
        titel='=Buurt; "zorg"\n& wijk',
        jaar=2021,
        auteurs=["Kok, Mo", "Vos; Lia"],
        soort="rapport",
        samenvatting="Kort.\n\nEn nog iets.",
    )
    put_in("aanname", uitspraak="Wie niet komt, wil niet.", houder="instantie")
    put_in(
        "interventie",
        naam="Soep",
        soort="praktijk",
        plaatsen=[{"naam": "Tolbeke", "code": "GM9999"}],
        contact="a@b.nl",
    )
    before = {
        row.key: {k: v for k, v in row.data.items() if k != "contact"}
        for row in KnowledgeRecord.objects.all()
    }
    file = Client().get("/kennis.csv").content
    assert b"a@b.nl" not in file
    known = from_ris(Client().get("/kennis.ris").content.decode())
    assert {one.title for one in known} == {
        one.title for one in from_bibtex(Client().get("/kennis.bib").content.decode())
    }
    KnowledgeRecord.objects.all().delete()
    at = _send(editor_client, "terug.csv", file)
    assert "3 stukken zijn goed" in _page(editor_client, at)
    editor_client.post(at)
    after = [row.data for row in KnowledgeRecord.objects.all()]
    without = [sorted((k, str(v)) for k, v in one.items() if k != "id") for one in (*before.values(), *after)]
    assert sorted(without[:3]) == sorted(without[3:])


def _ris(title: str, year: int, doi: str = "", author: str = "Kok, Mo") -> str:
    number = f"DO  - {doi}\n" if doi else ""
    return f"TY  - RPRT\nTI  - {title}\nAU  - {author}\nPY  - {year}\n{number}ER  - \n"


def test_the_same_file_twice_brings_nothing_and_says_so(editor_client: Client) -> None:
    file = _ris("Wijk in zicht", 2021, "10.5555/wijk") + _ris("Slagkracht", 2019)
    editor_client.post(_send(editor_client, "lijst.ris", file))
    assert KnowledgeRecord.objects.count() == 2
    at = _send(editor_client, "lijst.ris", file)
    page = _page(editor_client, at)
    assert "0 stukken zijn goed, 2 staan er al" in page
    assert page.count(", zonder verschil") == 2
    assert 'name="wijzig"' not in page
    assert editor_client.post(at).status_code == 400
    assert KnowledgeRecord.objects.count() == 2


def test_a_corrected_file_makes_no_doubles_and_says_what_it_corrects(
    editor_client: Client, put_in: PutIn
) -> None:
    shown = put_in("publicatie", titel="Wijk in zigt", jaar=2020, doi="10.5555/wijk", trefwoorden=["wijk"])
    editor_client.post(_send(editor_client, "oud.ris", _ris("Slagkracht in de wijk", 2019)))
    draft = KnowledgeRecord.objects.get(state=State.DRAFT)
    corrected = _ris("Wijk in zicht", 2021, "10.5555/wijk") + _ris("Slagkracht in de wijk", 2018)
    at = _send(editor_client, "nieuw.ris", corrected)
    page = _page(editor_client, at)
    assert "0 stukken zijn goed, 2 staan er al" in page
    assert "<del>Wijk in zigt</del> <ins>Wijk in zicht</ins>" in page
    assert "<del>2019</del> <ins>2018</ins>" in page
    assert "lijkt op:" in page
    assert "Trefwoorden" not in page, "what the file does not tell is no change"
    answer = editor_client.post(at, {"wijzig": ["0", "1"]}, follow=True)
    assert "2 verbeteringen overgenomen." in html.unescape(answer.content.decode())
    draft.refresh_from_db()
    shown.refresh_from_db()
    assert (draft.data["jaar"], draft.year) == (2018, 2018)
    assert shown.title == "Wijk in zigt", "what is public waits for an editor"
    waiting = shown.revisions.get(status="wacht")
    assert waiting.data["titel"] == "Wijk in zicht"
    assert waiting.data["trefwoorden"] == ["wijk"]
    assert KnowledgeRecord.objects.count() == 2
    again = _send(editor_client, "nieuw.ris", corrected)
    editor_client.post(again, {"wijzig": ["0"]})
    assert shown.revisions.filter(status="wacht").get() == waiting


def test_likeness_is_no_sameness(editor_client: Client, put_in: PutIn) -> None:
    """Another DOI is another work; a ticked likeness comes in; a title of one word says too little."""
    put_in("publicatie", titel="Samen in de wijk", jaar=2020, doi="10.5555/een", auteurs=["Kok, Mo"])
    put_in("publicatie", titel="Slagkracht", jaar=2011)
    file = (
        _ris("Samen in de wijk", 2022, "10.5555/twee")
        + _ris("Samen in de stad", 2020)
        + _ris("Slagkracht", 2019)
    )
    at = _send(editor_client, "lijst.ris", file)
    assert "2 stukken zijn goed, 1 staat er al" in _page(editor_client, at)
    editor_client.post(at, {"ook": ["1"], "wijzig": ["1"]})
    assert KnowledgeRecord.objects.filter(state=State.DRAFT).count() == 3


def test_a_draft_of_others_is_not_corrected(
    editor_client: Client, put_in: PutIn, organisation: Organisation
) -> None:
    elsewhere = Organisation.objects.create(name="Elders", slug="elders")
    row = put_in("publicatie", titel="Wijk in zigt", jaar=2020, doi="10.5555/wijk")
    KnowledgeRecord.objects.filter(pk=row.pk).update(organisation=elsewhere, public=False, state=State.DRAFT)
    at = _send(editor_client, "nieuw.ris", _ris("Wijk in zicht", 2021, "10.5555/wijk"))
    assert 'name="wijzig"' not in _page(editor_client, at)
    assert editor_client.post(at, {"wijzig": ["0"]}).status_code == 400
    row.refresh_from_db()
    assert row.title == "Wijk in zigt"
