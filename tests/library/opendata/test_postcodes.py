"""Postcodes of a list of addresses and of tables: counted per area, of the newest year, or refused."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.areas import build_release, open_release
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.description import source
from wijkwijzer.opendata.fetching.discover import FoundFile
from wijkwijzer.opendata.postcodes import read_postcodes

CBS = (
    "PC6;Huisnummer;Buurt2024;Wijk2024;Gemeente2024\n"
    "1011AB;1;03630000;036300;0363\n1011AB;2;03630000;036300;0363\n"
    "1011AB;3;03630101;036301;0363\n1011AC;1;03630101;036301;0363\n"
)


def found(path: Path, key: str = "cbs-postcodes") -> FoundFile:
    rule = next(rule for rule in source(key).files if rule.matches(path.name))
    year = next((int(text) for text in ("2024", "2023") if text in path.name), None)
    return FoundFile(path, path.name, source(key), rule, year, None, None)


def read(path: Path, text: str) -> dict[str, list[tuple[str, float]]]:
    path.write_text(text, encoding="utf-8")
    rows: dict[str, list[tuple[str, float]]] = {}
    for postcode, _year, code, addresses in read_postcodes([found(path)]).iter_rows():
        rows.setdefault(postcode, []).append((code, addresses))
    return rows


def test_the_list_of_cbs_is_counted_per_buurt_and_for_the_four_digits(tmp_path: Path) -> None:
    rows = read(tmp_path / "pc6hnr20240801_gwb.csv", CBS)
    assert rows["1011AB"] == [("BU03630000", 2), ("BU03630101", 1)]
    assert rows["1011AC"] == [("BU03630101", 1)]
    assert rows["1011"] == [("BU03630000", 2), ("BU03630101", 2)]


def test_a_table_of_many_years_gives_the_newest_in_its_own_borders(tmp_path: Path) -> None:
    path = tmp_path / "pc4_naar_wijk_2016_2024.parquet"
    pl.DataFrame(
        {
            "pc4_year": [2023, 2024, 2024],
            "wijk_year": [2023, 2024, 2016],
            "pc4": ["1011", "1011", "1011"],
            "wijk_code": ["WK036300", "WK036301", "WK036309"],
            "addresses": [9, 7, 8],
        }
    ).write_parquet(path)
    rows = read_postcodes([found(path, "grenswijziging-postcodes")])
    assert rows.rows() == [("1011", 2024, "WK036301", 7.0)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CBS.replace("1011AC", "0111AC"), "geen postcode: 0111AC"),
        (CBS.replace("03630101;036301;0363\n1011AC", "xx;036301;0363\n1011AC"), "geen code van een buurt"),
        (CBS.replace("PC6", "plek"), "Deze kolom ontbreekt"),
    ],
)
def test_what_is_wrong_is_refused_with_file_and_column(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        read(tmp_path / "pc6hnr20240801_gwb.csv", text)
    assert "pc6hnr20240801_gwb.csv" in str(error.value)


def test_the_release_of_the_example_knows_where_9931_kd_lies(example_release_folder: Path) -> None:
    release = open_release(example_release_folder)
    assert release.has_postcodes
    (wijk, share), (buurt, part) = release.at_postcode("9931 kd")
    assert (wijk.name, share, buurt.level, part) == ("De Spoordijk", 1.0, "buurt", 1.0)
    four = [one for one in release.at_postcode("9931") if one[0].level == "wijk"]
    assert sum(share for _area, share in four) == pytest.approx(1)
    assert [share for _area, share in four] == sorted((share for _area, share in four), reverse=True)
    assert release.at_postcode("1000") == release.at_postcode("geen") == []
    assert {"cbs-postcodes", "grenswijziging-postcodes"} <= {info.key for info in release.sources()}


def test_one_list_of_addresses_tells_postcodes_and_converts_nothing(
    example_input: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("kwb/kwb_geharmoniseerd.parquet", "voorbeeld.toml"):
        (folder / Path(name).name).write_bytes((example_input / name).read_bytes())
    codes = pl.read_parquet(example_input / "postcodes" / "pc6_2024.parquet").head(3)
    rows = [
        f"{pc6};1;{buurt[2:]};{wijk[2:]};9903"
        for pc6, buurt, wijk in codes.select("pc6", "buurt_code", "wijk_code").rows()
    ]
    (folder / "pc6hnr20240801_gwb.csv").write_text(
        "PC6;Huisnummer;Buurt2024;Wijk2024;Gemeente2024\n" + "\n".join(rows), encoding="utf-8"
    )
    build_release(folder, tmp_path / "uit")
    assert open_release(tmp_path / "uit").at_postcode(codes["pc6"][0])[0][0].code == codes["wijk_code"][0]
