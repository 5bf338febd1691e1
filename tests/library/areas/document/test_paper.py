"""Reports of areas on paper: short and long, many at once, and every number computed again."""

from __future__ import annotations

import dataclasses
import datetime
import io
import zipfile

import pypdf
import pytest

from paper_reading import lost, outside
from wijkwijzer.areas import Release, release_document
from wijkwijzer.areas.document.checking import check_report
from wijkwijzer.areas.document.many import living_areas, write_reports
from wijkwijzer.errors import InputError
from wijkwijzer.report import Document, Meta, Paragraph, Sentence, Table, render, walk
from wijkwijzer.report.recompute import compared

TODAY = datetime.date(2026, 11, 29)


@pytest.fixture(scope="module")
def document(example_release: Release) -> Document:
    return release_document(example_release, "WK990311", made_on=TODAY, form="short")


@pytest.fixture(scope="module")
def short(document: Document) -> bytes:
    return render(document, "pdf")


def test_the_short_form_is_some_five_pages_without_tables(document: Document, short: bytes) -> None:
    pages = pypdf.PdfReader(io.BytesIO(short)).pages
    assert 4 <= len(pages) <= 6
    assert all("voorbeeld, verzonnen" in page.extract_text() for page in pages)
    assert not [block for block in walk(document) if isinstance(block, Table) and block.folded]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", ["WK990311", "GM9903", "BU99010205"])
def test_every_word_of_a_report_stands_inside_a_page(
    example_release: Release, key: str, language: str
) -> None:
    for form in ("short", "long"):
        made = release_document(example_release, key, made_on=TODAY, form=form, language=language)
        pdf = render(made, "pdf")
        assert not lost(made, pdf), form
        assert not outside(pdf), form


def test_many_reports_in_one_file_with_names_a_person_understands(example_release: Release) -> None:
    keys = ["WK990301", "WK990311"]
    target, again = io.BytesIO(), io.BytesIO()
    assert list(write_reports(example_release, keys, target, made_on=TODAY)) == [1, 2]
    with zipfile.ZipFile(target) as bundle:
        assert "wijk-de-spoordijk-2026-11.pdf" in bundle.namelist()
        assert all(bundle.read(name).startswith(b"%PDF") for name in bundle.namelist())
    list(write_reports(example_release, keys, again, made_on=TODAY))
    assert target.getvalue() == again.getvalue()


def test_every_wijk_of_today_is_among_them(example_release: Release) -> None:
    assert len(living_areas(example_release)) == 143


def test_every_number_of_a_report_comes_out_again(example_release: Release) -> None:
    long = release_document(example_release, "WK990311", made_on=TODAY)
    found = check_report(render(long, "pdf"), example_release)
    assert found.known
    assert found.pages
    assert len(found.numbers) > 3000
    assert not found.questioned


def test_a_number_that_somebody_changed_is_questioned(example_release: Release, document: Document) -> None:
    place, said = next((i, b) for i, b in enumerate(document.blocks) if isinstance(b, Sentence))
    other = dataclasses.replace(said, content=str(said.content).replace("8", "9", 1))
    blocks = (*document.blocks[:place], other, *document.blocks[place + 1 :])
    found = check_report(render(dataclasses.replace(document, blocks=blocks), "pdf"), example_release)
    assert [number.text for number in found.questioned] == [other.content]


def test_pages_that_somebody_changed_are_seen(example_release: Release, short: bytes) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(short)) as pdf:
        del pdf.pages[-1]
        pdf.save(out)
    found = check_report(out.getvalue(), example_release)
    assert found.pages is False
    assert not found.questioned


def test_figures_that_are_not_here_cannot_be_computed_again(
    example_release: Release, document: Document
) -> None:
    made_from = (("method", "areas.report"), ("release", "elders"), ("area", "WK990311"))
    other = dataclasses.replace(document, meta=dataclasses.replace(document.meta, made_from=made_from))
    found = check_report(render(other, "pdf"), example_release)
    assert not found.known
    assert found.questioned == found.numbers


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"geen pdf"])
def test_what_is_no_report_is_refused_in_a_sentence(example_release: Release, content: bytes) -> None:
    with pytest.raises(InputError, match="geen pdf die wij kunnen lezen"):
        check_report(content, example_release)


def test_another_pdf_is_refused(example_release: Release) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    with pytest.raises(InputError, match="geen rapport"):
        check_report(out.getvalue(), example_release)


def test_a_document_without_numbers_has_none_to_check() -> None:
    silent = Document("Kade", Meta(TODAY), (Paragraph("Geen cijfer."),))
    assert compared(silent, silent) == ()
