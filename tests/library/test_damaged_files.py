"""A file that somebody brings, cut at any byte or with other bytes: read, or refused with a sentence."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pypdf import PdfWriter

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange.bibtex import read_bibtex
from wijkwijzer.knowledge.exchange.incoming import read_feed, read_oai
from wijkwijzer.knowledge.exchange.pdf import read_pdf
from wijkwijzer.knowledge.exchange.ris import read_ris
from wijkwijzer.knowledge.exchange.sheets import read_sheet
from wijkwijzer.programme.past import read_past

SMALL, SAMPLE, CHANGED = 1000, 80, 80
PAST = (
    "naam;wijk;begin;eind;geld;resultaat\n"
    "Project één;WK990311;2010;2012;12.000;goed\n"
    "Project twee;WK990312;2011;;500;niet goed\n"
)
SHEET = "titel;auteurs;jaar;doi\nWijk in zicht;Kok, Mo;2021;10.5555/x\nSlagkracht;;2019;\n"
RIS = "TY  - RPRT\nTI  - Wijk in zicht\nAU  - Kok, Mo\nPY  - 2021\nDO  - 10.5555/Wijk\nER  -\n"
BIB = '@book{a, title={Slag {K}racht}, author="Kok, Mo and Ez, A.", year=2019, doi={10.5555/x}}\n'
OAI = """<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>
<header><identifier>oai:x:1</identifier><datestamp>2024-01-01</datestamp></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Boek één</dc:title><dc:date>2020</dc:date></oai_dc:dc>
</metadata></record><resumptionToken>abc</resumptionToken></ListRecords></OAI-PMH>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>Nieuws één</title>
<link>https://a.example/1</link><pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate></item></channel></rss>"""
JUNK = [b"", b"\0", b"\xff\xfe", b"\n", b";;;\n;;", b"[]", b"{}", b"null", b"PK\x03\x04", b"%PDF-1.7"]
Read = Callable[[bytes, Path], Any]


def _workbook(text: str) -> bytes:
    made, kept = Workbook(), io.BytesIO()
    for line in text.splitlines():
        made.worksheets[0].append(line.split(";"))
    made.save(kept)
    return kept.getvalue()


def _pdf() -> bytes:
    made, kept = PdfWriter(), io.BytesIO()
    made.add_blank_page(200, 200)
    made.add_metadata({"/Title": "Wijk in zicht", "/Author": "Kok"})
    made.write(kept)
    return kept.getvalue()


def _placed(read: Callable[[Path], Any], kind: str) -> Read:
    def run(raw: bytes, folder: Path) -> Any:
        (folder / f"bestand.{kind}").write_bytes(raw)
        return read(folder / f"bestand.{kind}")

    return run


def _as_text(read: Callable[[str], Any]) -> Read:
    return lambda raw, _folder: read(raw.decode("utf-8", "replace"))


READERS: dict[str, tuple[bytes, Read]] = {
    "old projects, csv": (PAST.encode(), _placed(read_past, "csv")),
    "old projects, xlsx": (_workbook(PAST), _placed(read_past, "xlsx")),
    "knowledge, csv": (SHEET.encode(), _placed(read_sheet, "csv")),
    "knowledge, xlsx": (_workbook(SHEET), _placed(read_sheet, "xlsx")),
    "ris": (RIS.encode(), _as_text(read_ris)),
    "bibtex": (BIB.encode(), _as_text(read_bibtex)),
    "oai": (OAI.encode(), lambda raw, _folder: read_oai(raw)),
    "feed": (FEED.encode(), lambda raw, _folder: read_feed(raw)),
    "pdf": (_pdf(), _placed(read_pdf, "pdf")),
}


def _damaged(whole: bytes) -> Iterator[bytes]:
    dice, size = random.Random(7), len(whole)
    yield from JUNK
    for cut in range(size) if size < SMALL else dice.sample(range(size), SAMPLE):
        yield whole[:cut]
    for _one in range(CHANGED):
        at, (first, last) = dice.randrange(size), sorted(dice.sample(range(size), 2))
        yield whole[:at] + bytes([dice.randrange(256)]) + whole[at + 1 :]
        yield whole[:first] + whole[last:]


@pytest.mark.parametrize("kind", READERS)
def test_whatever_happened_to_a_file_it_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    whole, read = READERS[kind]
    read(whole, tmp_path)
    refused = 0
    for raw in _damaged(whole):
        try:
            read(raw, tmp_path)
        except InputError:
            refused += 1
    assert refused or kind in ("ris", "bibtex"), "some of it cannot be read at all"
