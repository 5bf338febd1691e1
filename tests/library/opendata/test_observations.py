"""Every shape of a publisher's table gives the same observations; every mistake is one sentence with its
place.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.description import normal_name, sources
from wijkwijzer.opendata.fetching.discover import discover
from wijkwijzer.opendata.missing import KNOWN, SUPPRESSED
from wijkwijzer.opendata.observations import ParsedFile, parse_file

ODATA = (
    '\ufeff"ID";"WijkenEnBuurten";"Codering_3";"AantalInwoners_5";"HuishoudensTotaal_28";"WestersTotaal_17"\n'
    '"1";"GM0363    ";"GM0363    ";"  872757";"  475368";"  161884"\n'
    '"2";"WK0363AA  ";"WK0363AA  ";"    9180";"       .";"    1400"\n'
    '"3";"WK0363AB  ";"WK0363AB  ";"    5000";"    2500";"     900"\n'
)


HEAD = "WijkenEnBuurten;AantalInwoners_5\n"


def parse(folder: Path, name: str) -> ParsedFile:
    files, _ = discover(folder)
    return parse_file(next(file for file in files if file.path.name == name))


def figures(parsed: ParsedFile) -> dict[tuple[str, int, str], float | None]:
    rows = parsed.observations.select("code", "year", "indicator", "value").iter_rows()
    return {(code, year, indicator): value for code, year, indicator, value in rows}


def test_odata_csv_with_padding_and_dots(tmp_path: Path) -> None:
    name = "kwb_2020_stad_odata_untyped.csv.gz"
    (tmp_path / name).write_bytes(gzip.compress(ODATA.encode()))
    found = figures(parse(tmp_path, name))
    assert found[("GM0363", 2020, "inwoners")] == 872757
    assert found[("WK0363AA", 2020, "inwoners")] == 9180
    assert found[("WK0363AA", 2020, "huishoudens")] is None


def test_odata_json_pages_of_both_kinds(tmp_path: Path) -> None:
    for kind, value in (("Typed", 872757), ("Untyped", "  872757")):
        page = {
            "odata.metadata": "x",
            "value": [{"WijkenEnBuurten": "GM0363    ", "AantalInwoners_5": value}],
        }
        (tmp_path / f"84799NED_{kind}DataSet_1.json").write_text(json.dumps(page))
        found = figures(parse(tmp_path, f"84799NED_{kind}DataSet_1.json"))
        assert found == {("GM0363", 2020, "inwoners"): 872757}


def test_keys_of_odata_match_without_their_number() -> None:
    assert normal_name("NettoArbeidsparticipatie_67") == normal_name("Nettoarbeidsparticipatie_78")
    assert normal_name("p_00_14") == "p_00_14"
    assert normal_name("\ufeffHuishoudensTotaal_28 ") == "huishoudenstotaal"


def test_map_attributes_leave_water_out_and_know_missing_codes(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "code": ["WK000500", "WK000500", "GM0005"],
            "naam": ["Wijk 00", "Wijk 00", "Bedum"],
            "water": ["NEE", "JA", "NEE"],
            "aant_inw": [10430, -99999999, 10430],
            "p_65_eo_jr": [20, -99999999, 20],
        }
    )
    table.write_parquet(tmp_path / "kwb_2017_wijk_gemeente_shapefile.parquet")
    found = figures(parse(tmp_path, "kwb_2017_wijk_gemeente_shapefile.parquet"))
    assert found[("WK000500", 2017, "inwoners")] == 10430
    assert len(found) == 4


def test_pdok_features_tell_suppressed_from_unpublished(tmp_path: Path) -> None:
    def feature(code: str, residents: int, homes: int) -> dict[str, object]:
        properties = {
            "buurtcode": code, "buurtnaam": "Centrum", "gemeentecode": "GM0308", "water": "NEE", "jaar": 2024,
            "aantal_inwoners": residents, "woningvoorraad": homes,
        }  # fmt: skip
        return {"type": "Feature", "properties": properties, "geometry": None}

    features = [feature("BU03080000", 1825, -99995), feature("BU03080001", -99997, -99995)]
    page = {"type": "FeatureCollection", "features": features}
    (tmp_path / "baarn_buurten_wfs.geojson.gz").write_bytes(gzip.compress(json.dumps(page).encode()))
    parsed = parse(tmp_path, "baarn_buurten_wfs.geojson.gz")
    status = dict(parsed.observations.select("code", "status").iter_rows())
    assert status == {"BU03080000": KNOWN, "BU03080001": SUPPRESSED}
    unpublished = parsed.unpublished.select("indicator", "level", "year").rows()
    assert unpublished == [("woningen", "buurt", 2024)]


def test_origin_is_read_from_no_source() -> None:
    forbidden = (
        "wester",
        "herkomst",
        "marokk",
        "turk",
        "surin",
        "antil",
        "migratie",
        "etnic",
        "europa",
        "a_nl_all",
    )
    for description in sources():
        rules = [names for rule in description.files for names in rule.columns.values()]
        for names in (*description.columns.values(), *rules):
            assert not [name for name in names if any(word in name.casefold() for word in forbidden)]


@pytest.mark.parametrize(
    ("name", "text", "row", "column"),
    [
        ("kwb_2020_a_untyped.csv", HEAD + "GM0363;veel\n", 2, "AantalInwoners_5"),
        ("kwb_2020_a_untyped.csv", HEAD + "GM0363;1\nXX1;2\n", 3, "WijkenEnBuurten"),
        ("kwb_2020_a_untyped.csv", "Naam;AantalInwoners_5\nAmsterdam;1\n", None, "WijkenEnBuurten"),
        ("kwb_2020_a_untyped.csv", HEAD + "GM0363;1\nGM0363;2\n", 3, None),
        ("kwb_2020_a_untyped.csv", HEAD + "GM0363;1;7\n", 2, None),
        ("kwb_2020_a_untyped.csv", "WijkenEnBuurten;Iets\nGM0363;1\n", None, None),
        ("kwb_2020_a_untyped.csv", HEAD + "GM0363;=1+1\n", 2, "AantalInwoners_5"),
    ],
)  # fmt: skip
def test_mistakes_name_file_row_and_column(
    tmp_path: Path, name: str, text: str, row: int | None, column: str | None
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as caught:
        parse(tmp_path, name)
    assert (caught.value.file, caught.value.row, caught.value.column) == (name, row, column)
    assert caught.value.sentence.endswith((".", "?"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kwb_geharmoniseerd.parquet", b"PAR1 is something else"),
        ("kwb_2024_stad.xlsx", b"PK\x03\x04 not a workbook"),
        ("kwb_2020_a_untyped.csv.gz", gzip.compress(b"WijkenEnBuurten;AantalInwoners_5\n", mtime=0)[:-6]),
        ("kwb_2020_a_untyped.csv", (HEAD + "GM0363;\xe9").encode("latin-1")),
        ("84799NED_TypedDataSet_1.json", b'{"value": ['),
        ("84799NED_TypedDataSet_1.json", b'{"error": "too many records"}'),
    ],
)
def test_damaged_files_get_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as caught:
        parse(tmp_path, name)
    assert caught.value.file == name


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    name = "kwb_2020_a_untyped.csv.gz"
    with gzip.open(tmp_path / name, "wb", compresslevel=9) as stream:
        for _ in range(201):
            stream.write(b"0" * 1024 * 1024)
    assert (tmp_path / name).stat().st_size < 1024 * 1024
    with pytest.raises(InputError, match="200 MB"):
        parse(tmp_path, name)


def test_a_folder_without_figures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notities.txt").write_text("niets")
    with pytest.raises(InputError, match="geen enkel bestand"):
        discover(tmp_path)
    with pytest.raises(InputError, match="bestaat niet"):
        discover(tmp_path / "weg")
