"""Spreadsheets, DOIs, reports, harvests and feeds of others: the good comes in, the wrong is named."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.errors import InputError
from wijkwijzer.example.knowledge import example_records
from wijkwijzer.knowledge.exchange.csl import from_csl
from wijkwijzer.knowledge.exchange.incoming import ExpiredTokenError, from_dublin_core, read_feed, read_oai
from wijkwijzer.knowledge.exchange.pdf import read_pdf
from wijkwijzer.knowledge.exchange.sheets import read_sheet, to_csv
from wijkwijzer.knowledge.records import Publication, Raw, make_record

_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n"),
    min_size=1,
    max_size=40,
).map(str.strip)
_FILLED = _WORDS.filter(bool)
# A text is kept without the white space around it, as everywhere in the records.
publications = st.builds(
    Publication,
    id=_FILLED,
    title=_FILLED,
    kind=st.sampled_from(["", "rapport", "artikel", "dossier"]),
    authors=st.lists(_FILLED, max_size=3).map(tuple),
    year=st.none() | st.integers(1500, 2199),
    publisher=_WORDS,
    abstract=_WORDS,
    keywords=st.lists(_FILLED, max_size=3).map(tuple),
    isbn=_WORDS,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(publications, min_size=1, max_size=4))
def test_what_is_written_as_csv_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, made: list[Any]
) -> None:
    path = tmp_path_factory.getbasetemp() / "rond.csv"
    text = to_csv(made)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    found = read_sheet(path)
    assert not found.wrong
    assert [one for _row, one in found.records] == made
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)


def test_every_kind_of_record_of_the_example_comes_back(tmp_path: Path) -> None:
    made = [make_record(Raw(kind, data, None))[0] for kind, data in example_records()]
    records = [one for one in made if one is not None]
    assert len({one.type_name for one in records}) >= 6
    (tmp_path / "alles.csv").write_text(to_csv(records), encoding="utf-8", newline="")
    found = read_sheet(tmp_path / "alles.csv")
    assert not found.wrong
    assert [one for _row, one in found.records] == records


def test_a_bad_row_costs_itself_and_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Titel", "Jaar", "Auteurs", "Kleur", "type"],
        ["Wijk in zicht", 2021, "Kok, Mo; Vos, Lia", "rood", None],
        [None, 2020, None, None, None],
        ["Zonder jaar", "ooit", None, None, None],
        ["Soort?", 2020, None, None, "recept"],
        ["Slagkracht", "2019-05-01", None, None, "publicatie"],
    ):
        sheet.append(row)
    book.save(tmp_path / "lijst.xlsx")
    found = read_sheet(tmp_path / "lijst.xlsx")
    assert [(row, one.title, one.year) for row, one in found.records if isinstance(one, Publication)] == [
        (2, "Wijk in zicht", 2021),
        (6, "Slagkracht", 2019),
    ]
    assert [(one.row, one.column) for one in found.wrong] == [(3, "titel"), (4, "jaar"), (5, "type")]
    assert found.unused == ("Kleur",)


def test_row_numbers_are_those_of_the_program_and_numbers_read_as_they_stand(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: dict[int, list[Any]] = {
        3: ["titel", "jaar", "isbn"],
        5: ["Buurt", datetime.date(2019, 5, 1), 9789012345678],
        8: ["Wijk", "vroeger", None],
    }
    for place, row in rows.items():
        for column, value in enumerate(row, 2):
            sheet.cell(place, column, value)
    book.save(tmp_path / "leeg-boven.xlsx")
    found = read_sheet(tmp_path / "leeg-boven.xlsx")
    assert [
        (row, one.title, one.year, one.isbn) for row, one in found.records if isinstance(one, Publication)
    ] == [(5, "Buurt", 2019, "9789012345678")]
    assert [one.row for one in found.wrong] == [8]


def test_the_columns_of_a_reference_manager(tmp_path: Path) -> None:
    head = '"Key","Item Type","Publication Year","Author","Title","DOI","Url","Abstract Note","Manual Tags"'
    row = (
        '"A1","journalArticle","2022","Kok, Mo; Vos, Lia","Buurt","https://doi.org/10.1000/b",'
        '"https://a.nl","Kort.","x; y"'
    )
    (tmp_path / "zotero.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    one = read_sheet(tmp_path / "zotero.csv").records[0][1]
    assert isinstance(one, Publication)
    assert (one.kind, one.year, one.authors, one.doi) == (
        "artikel",
        2022,
        ("Kok, Mo", "Vos, Lia"),
        "10.1000/b",
    )
    assert (one.link, one.abstract, one.keywords) == ("https://a.nl", "Kort.", ("x", "y"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "leeg"),
        (b"naam;kleur\nA;rood\n", "titel ontbreekt"),
        (b"titel\ncaf\xe9\n", "geen UTF-8"),
        (b'titel,jaar\n"open,2020\n', "aanhalingstekens"),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(InputError, match=why):
        read_sheet(tmp_path / "x.csv")


def test_what_a_doi_answers() -> None:
    item = {
        "type": "article-journal",
        "title": "Wonen &amp; <i>zorg</i>",
        "author": [
            {"family": "Berg", "given": "Anne", "non-dropping-particle": "van den"},
            {"literal": "Ministerie van Wonen"},
        ],
        "issued": {"date-parts": [[2021, 3]]},
        "container-title": ["Tijdschrift"],
        "DOI": "10.1000/B",
        "ISSN": ["1234-5678"],
        "abstract": "<jats:p>Kort.</jats:p>",
    }
    one = from_csl(item)
    assert (one.title, one.year, one.container) == ("Wonen & zorg", 2021, "Tijdschrift")
    assert one.authors == ("van den Berg, Anne", "Ministerie van Wonen")
    assert (one.doi, one.isbn, one.abstract, one.kind) == ("10.1000/B", "1234-5678", "Kort.", "artikel")
    for bad in ([], {"title": []}, {"title": " "}, "x", None):
        with pytest.raises(InputError):
            from_csl(bad)
    assert from_csl({"title": "x", "issued": {"date-parts": [[None]]}}).year is None


def _report(path: Path, lines: list[tuple[float, str]], info: dict[str, str] | None = None) -> Path:
    """A PDF of one page with lines in sizes."""
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    at, parts = 800.0, []
    for size, text in lines:
        at -= size * 1.4
        said = text.replace("\\", "").replace("(", r"\(").replace(")", r"\)")
        parts.append(f"BT /F1 {size} Tf 60 {at} Td ({said}) Tj ET")
    page.Contents = pdf.make_stream("\n".join(parts).encode("latin-1"))
    for name, value in (info or {}).items():
        pdf.docinfo[f"/{name}"] = value
    pdf.save(path)
    return path


def test_a_report_proposes_title_year_and_summary(tmp_path: Path) -> None:
    lines = [
        (9, "Gemeente Tolbeke"),
        (28, "Samen sterk"),
        (28, "in de wijk"),
        (11, "Eindrapport, maart 2023"),
        (16, "Samenvatting"),
        (10, "De aanpak bereikte vierhonderd mensen in twee jaar tijd, vooral ouderen die"),
        (10, "alleen wonen. Van hen kwam de helft vaker buiten dan daarvoor."),
        (16, "1. Inleiding"),
        (10, "In 2019 begon de gemeente."),
    ]
    made = _report(tmp_path / "a.pdf", lines, {"Title": "Microsoft Word - rapport v3.docx"})
    found = read_pdf(made)
    assert found.values["titel"] == "Samen sterk in de wijk"
    assert found.values["jaar"] == 2023
    assert found.values["samenvatting"].startswith("De aanpak bereikte")
    assert "Inleiding" not in found.values["samenvatting"]
    assert any("grootste tekst" in note for note in found.notes)


def test_a_report_that_names_itself_and_a_scan(tmp_path: Path) -> None:
    named = read_pdf(_report(tmp_path / "a.pdf", [(10, "tekst zonder jaar")], {"Title": "Wijkvisie"}))
    assert named.values["titel"] == "Wijkvisie"
    scan = read_pdf(_report(tmp_path / "b.pdf", [], {"CreationDate": "D:20180102"}))
    assert scan.values == {"jaar": 2018}
    assert "geen tekst" in scan.notes[0]
    assert "gemaakt" in scan.notes[1]


def test_what_is_no_report(tmp_path: Path) -> None:
    for name, content, why in (
        ("a.pdf", b"hallo", "geen PDF"),
        ("b.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "niet te lezen"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=why):
            read_pdf(tmp_path / name)
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "c.pdf", encryption=pikepdf.Encryption(owner="o", user="geheim"))
    with pytest.raises(InputError, match="wachtwoord"):
        read_pdf(tmp_path / "c.pdf")


OAI = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-05-02T10:00:00Z</responseDate>{}</OAI-PMH>'
RECORD = (
    "<record><header><identifier>oai:a:1</identifier><datestamp>2026-05-01</datestamp></header><metadata>"
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Buurt &amp;amp; zorg</dc:title><dc:creator>Kok, Mo</dc:creator><dc:date>2020-01-01</dc:date>"
    "<dc:identifier>https://a.nl/1</dc:identifier><dc:identifier>doi:10.1000/x</dc:identifier><dc:type>Report</dc:type>"
    "</oai_dc:dc></metadata></record>"
)


def test_a_page_of_a_harvest() -> None:
    gone = '<record><header status="deleted"><identifier>oai:a:2</identifier></header></record>'
    bare = "<record><header><identifier>oai:a:3</identifier></header><metadata/></record>"
    text = OAI.format(f"<ListRecords>{RECORD}{gone}{bare}<resumptionToken>t2</resumptionToken></ListRecords>")
    page = read_oai(text.encode())
    assert (page.token, page.asked_at) == ("t2", "2026-05-02T10:00:00Z")
    one, two, three = page.records
    assert one.publication is not None
    assert (one.publication.title, one.publication.kind) == ("Buurt & zorg", "rapport")
    assert (one.publication.doi, one.publication.link) == ("10.1000/x", "https://a.nl/1")
    assert two.deleted
    assert not three.deleted
    assert "geen titel" in three.wrong


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><body>Even geduld</body></html>",
        OAI.format(f"<ListRecords>{RECORD}")[: -len("</OAI-PMH>")],
        OAI.format(""),
        OAI.format('<error code="badArgument">no</error>'),
        '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + OAI.format("<ListRecords/>"),
    ],
)
def test_a_broken_answer_is_a_mistake_and_never_nothing(text: str) -> None:
    with pytest.raises(InputError):
        read_oai(text.encode())


def test_nothing_new_and_an_old_token_are_two_things() -> None:
    assert read_oai(OAI.format('<error code="noRecordsMatch"/>').encode()).records == ()
    with pytest.raises(ExpiredTokenError):
        read_oai(OAI.format('<error code="badResumptionToken">gone</error>').encode())


RSS = (
    '<rss version="2.0"><channel><title>N</title><item><title>Buurt &amp;amp; &lt;b&gt;zorg&lt;/b&gt;</title>'
    "<link>https://a.nl/1</link><guid>g1</guid><pubDate>{}</pubDate><description>Kort.</description></item></channel></rss>"
)


def test_a_feed_gives_titles_as_words_and_no_date_from_the_future() -> None:
    today = datetime.date(2026, 5, 1)
    for told, year in (
        ("Mon, 02 Mar 2026 10:00:00 GMT", 2026),
        ("12-03-2026", None),
        ("Mon, 02 Mar 2099 10:00:00 GMT", None),
    ):
        one = read_feed(RSS.format(told).encode(), today).records[0]
        assert one.publication is not None
        assert (one.name, one.publication.title, one.publication.year) == ("g1", "Buurt & zorg", year)
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>t</title>'
        "<entry><id>e1</id><title>A &lt; B &amp; C</title></entry></feed>"
    )
    plain = read_feed(atom.encode(), today).records[0].publication
    assert plain is not None
    assert plain.title == "A < B & C"


@pytest.mark.parametrize("text", ["", "<html><p>hallo</p></html>", RSS[:150], "{}"])
def test_what_is_no_feed(text: str) -> None:
    with pytest.raises(InputError):
        read_feed(text.encode())


def test_dublin_core_without_a_title() -> None:
    with pytest.raises(InputError, match="geen titel"):
        from_dublin_core([("creator", "Kok")])
