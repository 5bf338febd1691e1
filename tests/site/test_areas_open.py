"""Figures to take along, and areas side by side."""

from __future__ import annotations

import io
import json
import re
from itertools import pairwise

import polars as pl
import pytest
from django.test import Client

from wijkwijzer_web.areas import queries

pytestmark = pytest.mark.django_db


def _wijk() -> str:
    return next(p.key for p in queries.current().names.at_level("wijk") if p.name == "De Spoordijk")


def test_a_file_in_three_forms_says_the_same(shown: object, client: Client) -> None:
    address = f"/wijk/{_wijk()}/cijfers"
    csv, as_json, parquet = (client.get(f"{address}.{form}") for form in ("csv", "json", "parquet"))
    rows = json.loads(as_json.content)
    table = pl.read_parquet(io.BytesIO(parquet.content))
    assert csv.content.startswith(b"\xef\xbb\xbfcode;naam;")
    assert len(rows["cijfers"]) == table.height == csv.content.count(b"\n") - 1 > 100
    assert rows["herkomst"]["uitgave"] == queries.current().id
    assert {"bron", "licentie"} <= set(table.columns)
    assert client.get(f"{address}.exe").status_code == 404


def test_a_missing_figure_stays_a_row_without_value(shown: object, client: Client) -> None:
    rows = json.loads(client.get(f"/wijk/{_wijk()}/cijfers.json").content)["cijfers"]
    gone = [row for row in rows if row["stand"] != "known"]
    assert gone
    assert all(row["waarde"] is None for row in gone)


def test_closed_sources_are_in_no_file(
    shown: object, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    shown = queries.current()
    closed = [replace(source, redistributable=False) for source in shown.figures.sources()]
    monkeypatch.setattr(type(shown.figures), "sources", lambda self: closed)
    rows = json.loads(client.get(f"/wijk/{_wijk()}/cijfers.json").content)["cijfers"]
    assert not [row for row in rows if row["waarde"] is not None]


def test_areas_side_by_side(shown: object, client: Client) -> None:
    wijken = queries.current().names.at_level("wijk")[:4]
    asked = "&".join(f"gebied={p.key}" for p in wijken)
    page = client.get(f"/vergelijk?{asked}&gebied=bestaat-niet").content.decode()
    assert all(p.name in page for p in wijken[:3])
    assert "of dat zeker is weten we niet: de marge is onbekend" in page
    assert re.search(r"\d procentpunt meer dan [^<]+: zeker<", page)
    assert "niet zeker, de marges raken elkaar" in page
    assert "(2.0" not in page  # a year is no amount
    found = client.get("/vergelijk", {"gebied": wijken[0].key, "q": "spordijk"}).content.decode()
    assert f"gebied={_wijk()}" in found
    assert client.get("/vergelijk").status_code == 200


def test_areas_are_compared_in_the_newest_year_that_all_have(shown: object, client: Client) -> None:
    from wijkwijzer_web.areas.compare import compare

    keys = [p.key for p in queries.current().names.at_level("wijk")[:30:3]]
    seen = 0
    for first, second in pairwise(keys):
        made = compare(queries.current(), [first, second], queries.public_layers())
        views = [{view.info.key: view for view in area.indicators} for area in made.areas]
        for row in (row for part in made.parts for row in part.rows if all(c.text for c in row.cells)):
            own = [found[row.info.key].own for found in views]
            years = [{y for y, v in zip(o.years, o.value, strict=True) if v is not None} for o in own]
            if years[0] & years[1]:
                seen += 1
                assert {cell.year for cell in row.cells} == {max(years[0] & years[1])}, row.info.key
    assert seen > 50
