"""Writing weighings and cases: who may, what is refused with a sentence, and what is kept."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fixtures_effects import CASE
from wijkwijzer.effects import csv_text
from wijkwijzer_web.core.models import AuditEntry, Organisation
from wijkwijzer_web.effects.models import BenefitCase, Weighed

TABLE = "voorstel;Bereik;Kosten (lager is beter)\nHuis;80 tot 90;20\nPlein;40;30\nKade;30;35 tot 50\n"
GOOD = {
    "title": "Drie plannen",
    "who": "wijkraad",
    "places": "1",
    "table": TABLE,
    "preferences": "",
    "public": "on",
}


@pytest.fixture
def writer(editor: Client) -> Client:
    """Somebody of the organisation who may write, logged in."""
    return editor


@pytest.fixture
def slug(organisation: Organisation) -> str:
    """The organisation in addresses."""
    return organisation.slug


def test_a_weighing_is_kept_with_who_and_what_and_then_decided(writer: Client, slug: str) -> None:
    answer = writer.post(f"/werkplek/afwegen/{slug}/nieuw", {**GOOD, "preferences": "raad: Bereik > Kosten"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    row = Weighed.objects.get()
    assert (row.who, row.made_by is not None, row.public) == ("wijkraad", True, True)
    assert AuditEntry.objects.filter(action="effects.keep_weighing").exists()
    page = writer.get(f"/afweging/{row.pk}").content.decode()
    assert "Eén voorstel komt bovenaan, hoe je ook weegt." in page
    decide = f"/werkplek/afwegen/{slug}/{row.pk}"
    answer = writer.post(decide, {"chosen": ["v3"], "decision": "De kade.", "public": "on"})
    assert answer.status_code == 400
    assert "Zeg waarom" in answer.content.decode()
    answer = writer.post(
        decide, {"chosen": ["v3"], "decision": "De kade.", "why_otherwise": "Haast.", "public": "on"}
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.decision, row.why_otherwise, row.chosen) == ("De kade.", "Haast.", ["v3"])
    assert "Haast." in writer.get(f"/afweging/{row.pk}").content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"table": "voorstel;Bereik"}, "Zet op de eerste regel"),
        ({"table": "voorstel;Bereik\nA;1.250\nB;2"}, "kan twee dingen zijn"),
        ({"table": "voorstel;Bereik\nA;٣\nB;2"}, "geen getal"),
        ({"table": "voorstel;Bereik\nA;9 tot 2\nB;2"}, "laagste getal eerst"),
        ({"table": "naam2;Bereik\nA;1\nB;2"}, "geen kolom"),
        ({"table": "voorstel;Bereik;Bereik\nA;1;2\nB;2;3"}, "twee keer"),
        ({"table": "voorstel;Bereik\nA;1;2\nB;2"}, "meer vakken"),
        ({"table": "voorstel;Bereik\nPlein;1\nplein ;2"}, "staat er twee keer in"),
        ({"table": "voorstel;Aandeel migranten\nA;1\nB;2"}, "mag niet meetellen"),
        (
            {"table": "voorstel;" + ";".join(f"k{i}" for i in range(25)) + "\nA;1\nB;2"},
            "criteria in één afweging",
        ),
        ({"places": "9"}, "aantal plaatsen"),
        ({"places": "²"}, "heel getal"),
        ({"preferences": "raad: Bereik > Bereik"}, "niet allemaal tegelijk"),
        ({"preferences": "raad: Bereik minstens 80%; Kosten minstens 80%"}, "niet allemaal tegelijk"),
        ({"preferences": "raad: Prijs > Bereik"}, "geen kolom van de tabel"),
        ({"preferences": "raad: doe maar wat"}, "schrijf A &gt; B"),
        ({"preferences": "raad: Bereik 34; Kosten > Bereik"}, "maar niet allebei"),
        ({"preferences": "raad:"}, "geen wens"),
        ({"preferences": "raad: Bereik >"}, "beide kanten"),
        ({"who": ""}, "verplicht"),
    ],
)
def test_what_cannot_be_weighed_gets_a_sentence(
    writer: Client, slug: str, change: dict[str, str], sentence: str
) -> None:
    answer = writer.post(f"/werkplek/afwegen/{slug}/nieuw", {**GOOD, **change})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Weighed.objects.exists()


def test_a_large_weighing_costs_no_page_its_seconds(writer: Client, slug: str) -> None:
    """Two hundred alternatives: no rank of each is kept, and what turns is shown when it is asked for."""
    rows = "\n".join(
        f"Plan {i};" + ";".join(str((i * 7 + j * 13) % 50) for j in range(5)) for i in range(200)
    )
    table = "voorstel;" + ";".join(f"Doel {j}" for j in range(5)) + "\n" + rows
    assert writer.post(f"/werkplek/afwegen/{slug}/nieuw", {**GOOD, "table": table}).status_code == 302
    row = Weighed.objects.get()
    assert {len(each["ranks"]) for each in row.outcome["standings"]} == {0}
    page = writer.get(f"/afweging/{row.pk}").content.decode()
    assert "Dit is een grote afweging." in page
    assert "hooguit 1 van de 100" in page
    page = writer.get(f"/afweging/{row.pk}?zwaarst=c1").content.decode()
    assert "1.000 keer gewogen" in page
    assert "hooguit 4 van de 100" in page


def test_a_sheet_is_reckoned_and_kept_or_refused_with_its_row(writer: Client, slug: str) -> None:
    url = f"/werkplek/baten/{slug}/nieuw"
    good = csv_text(CASE).encode()
    answer = writer.post(url, {"file": SimpleUploadedFile("a.csv", good), "public": "on"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    row = BenefitCase.objects.get()
    assert row.title == CASE.title
    again = writer.get(f"/baten/{row.pk}.xlsx").content
    assert writer.post(url, {"file": SimpleUploadedFile("b.xlsx", again)}).status_code == 302
    assert BenefitCase.objects.filter(public=False).get().case == row.case
    for name, content, status, sentence in (
        ("a.csv", good.replace(b";stoppen eind 2026", b"; "), 400, "waarmee je vergelijkt"),
        ("a.csv", good.replace(b"50000", b"veel"), 400, "geen getal"),
        ("a.exe", good, 415, "Dit soort bestand"),
        ("a.xlsx", b"PK\x03\x04 nothing", 400, "niet te lezen"),
        ("a.csv", b"", 400, "leeg"),
    ):
        answer = writer.post(url, {"file": SimpleUploadedFile(name, content)})
        assert (answer.status_code, sentence in answer.content.decode()) == (status, True), (name, sentence)
    assert BenefitCase.objects.count() == 2


def test_others_may_not(client: Client, writer: Client, slug: str, organisation: Organisation) -> None:
    other = Organisation.objects.create(name="Elders", slug="elders")
    for url in (f"/werkplek/afwegen/{other.slug}/nieuw", f"/werkplek/baten/{other.slug}/nieuw"):
        assert writer.get(url).status_code == 404
        assert writer.post(url, GOOD).status_code == 404
    writer.post(f"/werkplek/afwegen/{slug}/nieuw", {**GOOD, "public": ""})
    row = Weighed.objects.get()
    stranger = Client()
    assert stranger.get(f"/afweging/{row.pk}").status_code == 404
    assert stranger.get(f"/werkplek/afwegen/{slug}/nieuw").status_code == 302
    assert writer.get(f"/afweging/{row.pk}").status_code == 200
    assert writer.get(f"/werkplek/afwegen/{other.slug}/{row.pk}").status_code == 404
    assert writer.get("/werkplek/afwegen").status_code == 200
