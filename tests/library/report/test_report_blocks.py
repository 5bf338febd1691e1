"""Blocks, their validation and their way to JSON and back."""

import datetime
import json
from typing import Any

import pytest
from report_sample import wijk
from report_sample_dialogue import dialogue

from wijkwijzer import report as r
from wijkwijzer.errors import InputError


def test_walk_reaches_blocks_in_columns_and_notices() -> None:
    kinds = [type(block).__name__ for block in r.walk(wijk())]
    assert kinds.count("BulletList") == 2
    assert "Terms" in kinds
    assert kinds.index("BulletList") > kinds.index("Columns")


def test_a_table_row_has_a_cell_for_every_column() -> None:
    columns = (r.Column("Jaar"), r.Column("Waarde", "number"))
    with pytest.raises(ValueError, match="row 2"):
        r.Table("Cijfers", columns, (("2020", "1"), ("2021",)))


def test_an_interval_is_ordered_and_a_chance_is_out_of_ten() -> None:
    with pytest.raises(ValueError, match="interval"):
        r.Interval(5, 4, 6)
    with pytest.raises(ValueError, match="interval"):
        r.Interval(1, float("nan"), 6)
    with pytest.raises(ValueError, match="out of ten"):
        r.Chances(2, 3, 11, "")


def test_a_map_has_at_most_four_classes() -> None:
    with pytest.raises(ValueError, match="four"):
        r.MapFigure("Kaart", (), "", classes=(r.MapClass("a"),) * 5)


@pytest.mark.parametrize("document", [wijk(), dialogue()], ids=["wijk", "dialogue"])
def test_a_document_survives_json(document: r.Document) -> None:
    assert r.from_json(json.loads(json.dumps(r.to_json(document)))) == document


META = {"type": "Meta", "made_on": "2025-11-21"}


@pytest.mark.parametrize(
    ("blocks", "part"),
    [
        ([{"type": "Script", "text": "x"}], "Script"),
        ([{"type": "Heading", "text": 3}], "text"),
        ([{"type": "Heading", "text": "x", "level": 1}], "level"),
        ([{"type": "Heading", "text": "x", "onclick": "y"}], "onclick"),
        ([{"type": "Heading"}], "Heading"),
        ([{"type": "Paragraph", "content": [{"type": "Heading", "text": "x"}]}], "content"),
        ([{"type": "Row", "label": "x", "mark": {"type": "Unknown"}, "words": "y"}], "blocks"),
        ([{"type": "Chances", "low": 4, "mid": 3, "high": 2, "words": ""}], "Chances"),
        (["zomaar tekst"], "blocks"),
        ("geen lijst", "blocks"),
    ],
)
def test_json_that_is_no_document_is_refused(blocks: object, part: str) -> None:
    with pytest.raises(InputError, match=part):
        r.from_json({"type": "Document", "title": "x", "meta": META, "blocks": blocks})


def test_json_with_a_bad_date_an_infinite_number_or_endless_nesting_is_refused() -> None:
    with pytest.raises(InputError, match="datum"):
        r.from_json({"type": "Document", "title": "x", "meta": {"type": "Meta", "made_on": "gisteren"}})
    point = {"type": "Point", "year": 2020, "value": float("inf")}
    with pytest.raises(InputError, match="value"):
        r.from_json(point)
    nested: dict[str, object] = {"type": "Notice", "title": "x"}
    for _ in range(5_000):
        nested = {"type": "Notice", "title": "x", "blocks": [nested]}
    with pytest.raises(InputError, match="genest"):
        r.from_json({"type": "Document", "title": "x", "meta": META, "blocks": [nested]})


def test_a_block_alone_is_no_document() -> None:
    with pytest.raises(InputError, match="geen document"):
        r.from_json({"type": "Heading", "text": "x"})


def test_the_public_surface_is_what_is_promised() -> None:
    assert len(set(r.__all__)) == len(r.__all__)
    assert all(hasattr(r, name) for name in r.__all__)
    assert {"Document", "render", "to_json", "from_json", "html_parts", "chart_svg", "number"} <= set(
        r.__all__
    )
    assert r.Meta(datetime.date(2025, 1, 1)).release == ""


@pytest.mark.parametrize("levels", [11, 40, 2000])
def test_panels_in_panels_without_end_are_refused(levels: int) -> None:
    deep: dict[str, Any] = {"type": "Notice", "title": "x"}
    for _ in range(levels):
        deep = {"type": "Notice", "title": "x", "blocks": [deep]}
    data = {
        "type": "Document",
        "title": "x",
        "meta": {"type": "Meta", "made_on": "2025-11-21"},
        "blocks": [deep],
    }
    if levels > 11:
        with pytest.raises(InputError, match="te diep"):
            r.from_json(data)
    else:
        assert r.render(r.from_json(data), "pdf").startswith(b"%PDF")
