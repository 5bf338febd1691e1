"""Every figure of a document as a file of its own, with its source, under the name that the page links to."""

from __future__ import annotations

import csv
import io
import re

import pytest
from lxml import etree
from report_sample import wijk

from wijkwijzer import report as r
from wijkwijzer.errors import InputError


@pytest.fixture(scope="module")
def document() -> r.Document:
    """The sample with every kind of block."""
    return wijk()


def test_the_page_links_to_every_figure_and_only_to_those(document: r.Document) -> None:
    names = [one.name for one in r.loose_figures(document)]
    assert len(names) == len(set(names)) > 3
    parts = r.html_parts(document, lambda name, form: f"/f/{name}.{form}")
    linked = re.findall(r'href="/f/([^"]+)"', parts.head + "".join(one.html for one in parts.sections))
    assert sorted(linked) == sorted(f"{name}.{form}" for name in names for form in r.LOOSE_FORMS)
    assert "/f/" not in "".join(one.html for one in r.html_parts(document).sections)


def test_svg_stands_alone_with_its_title_and_source(document: r.Document) -> None:
    for one in r.loose_figures(document):
        tree = etree.fromstring(r.loose_file(document, one.name, "svg"))
        said = " ".join(" ".join(tree.itertext()).split())
        for words in (one.title, one.source.rstrip("."), document.title):
            assert all(word in said for word in words.split()), (one.name, words)
        width, height = float(tree.get("width")), float(tree.get("height"))
        assert all(0 <= float(t.get("y")) <= height for t in tree.findall("{*}text"))
        assert width == 660


def test_png_and_csv(document: r.Document) -> None:
    one = r.loose_figures(document)[0]
    assert r.loose_file(document, one.name, "png").startswith(b"\x89PNG")
    assert r.loose_file(document, one.name, "png") == r.loose_file(document, one.name, "png")
    for each in r.loose_figures(document):
        rows = list(
            csv.reader(
                io.StringIO(r.loose_file(document, each.name, "csv").decode("utf-8-sig")), delimiter=";"
            )
        )
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert all(each.source.rstrip(".") in row[-1] for row in rows[1:])


def test_no_cell_is_a_formula_and_numbers_stay_numbers() -> None:
    import datetime

    cells = ("=1+1", "@x", "-3,5", "+a", None)
    table = r.Table("T", (r.Column("A"), r.Column("B")), tuple((cell or "", cell) for cell in cells))
    made = r.Document("D", r.Meta(datetime.date(2025, 1, 1)), (r.Heading("H"), table))
    rows = list(csv.reader(io.StringIO(r.loose_file(made, "h-1", "csv").decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["'=1+1", "'@x", "-3,5", "'+a", "onbekend"]


def test_what_is_not_there_is_refused(document: r.Document) -> None:
    one = r.loose_figures(document)[0]
    for name, form in (("niets-1", "svg"), (one.name, "gif")):
        with pytest.raises(InputError):
            r.loose_file(document, name, form)
