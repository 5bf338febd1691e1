"""Conversion weights from lists of addresses: as from a matrix, of addresses that both years know."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from wijkwijzer.areas.build.release import Options, build_release
from wijkwijzer.areas.release import open_release
from wijkwijzer.errors import InputError
from wijkwijzer.example.land.conversion import weight_table
from wijkwijzer.example.land.history import YEARS
from wijkwijzer.example.province import Province
from wijkwijzer.opendata.addresses import is_address_list, weights_from_addresses

HEAD = "PC6;Huisnummer;Buurt{year};Wijk{year};Gemeente{year}\n"


def test_the_province_is_converted_as_by_its_matrix(tmp_path: Path) -> None:
    province = Province()
    matrix = weight_table(province.divisions, province.society)
    for first in (2008, 2016):
        homes = province.society.homes[:, YEARS.index(first)].astype(int)
        atom = np.repeat(np.arange(len(homes)), homes)
        for year in (first, 2024):
            codes = province.divisions[year].codes["buurt"][atom]
            buurt = "BU" + pl.Series(codes).cast(pl.String).str.zfill(8)
            frame = pl.DataFrame({"adres": np.arange(len(atom)), "buurtcode": buurt})
            frame.write_parquet(tmp_path / f"adressen_{year}.parquet")
        found, matches = weights_from_addresses([tmp_path / f"adressen_{y}.parquet" for y in (first, 2024)])
        assert [(match.both, match.only_from, match.only_to) for match in matches] == [(len(atom), 0, 0)]
        known = matrix.filter((pl.col("from_year") == first) & (pl.col("to_year") == 2024))
        keys = ["level", "from_code", "to_code"]
        known = known.with_columns(pl.col("level").cast(pl.String))
        both = known.join(found, on=keys, suffix="_found")
        assert both.height == known.height > 10
        assert (both["addresses"] == both["addresses_found"]).all()
        # What the matrix does not list did not change: it lies whole in the area with the same code.
        rest = found.join(known, on=["level", "from_code"], how="anti")
        assert (rest["from_code"] == rest["to_code"]).all()
        assert (rest["weight"] == 1.0).all()
        sums = found.group_by("level", "from_code").agg(pl.col("weight").sum())["weight"]
        assert (sums - 1).abs().max() < 1e-12


def write_lists(folder: Path) -> None:
    """One wijk of ten addresses loses four to a new one; one address is pulled down, two are built."""
    folder.mkdir()
    before = [f"1000AA;{n};BU00010000;WK000100;GM0001" for n in range(10)]
    before += ["1000AA;99;BU00010000;WK000100;GM0001"]
    after = [f"1000 aa;{n};{'BU00010000' if n < 6 else '10200'};x;y" for n in range(10)]
    after += ["1000AB;1;10200;x;y", "1000AB;2;10200;x;y"]
    (folder / "pc6hnr20230801_gwb.csv").write_text(HEAD.format(year=2023) + "\n".join(before) + "\n")
    text = HEAD.format(year=2024) + "\n".join(after) + "\n"
    (folder / "pc6hnr20240801_gwb.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def write_figures(folder: Path) -> None:
    folder.mkdir()
    head = "gwb_code_10;recs;regio;a_inw;g_hhgro\n"
    (folder / "kwb-2023.csv").write_text(head + "GM0001;Gemeente;Dorp;1000;2\nWK000100;Wijk;Heel;1000;2\n")
    (folder / "kwb-2024.csv").write_text(
        head + "GM0001;Gemeente;Dorp;1010;2\nWK000100;Wijk;Oud;600;2\nWK000102;Wijk;Nieuw;410;2,5\n"
    )


def test_a_folder_of_lists_converts_figures_and_says_what_it_left_out(tmp_path: Path) -> None:
    write_lists(tmp_path / "adressen")
    write_figures(tmp_path / "invoer")
    build_release(tmp_path / "invoer", tmp_path / "uitgave", Options(weights=tmp_path / "adressen"))
    release = open_release(tmp_path / "uitgave")
    (match,) = release.manifest.addresses
    assert (match.from_year, match.to_year, match.both) == (2023, 2024, 10)
    assert (match.only_from, match.only_to) == (1, 2)
    assert release.manifest.weights_source == "cbs-adressen"
    assert not release.manifest.local_only
    panel = pl.read_parquet(release.folder / "panel.parquet").filter(
        (pl.col("basis") == "base") & (pl.col("indicator") == "inwoners") & (pl.col("level") == "wijk")
    )
    converted = dict(panel.filter(pl.col("year") == 2023).select("key", "value").iter_rows())
    assert converted == {"WK000100": 600.0, "WK000102": 400.0}
    assert panel.filter(pl.col("year") == 2023)["quality"].max() < 0.5
    assert json.loads((release.folder / "manifest.json").read_text())["addresses"][0]["both"] == 10


def test_lists_and_matrices_are_told_apart(tmp_path: Path) -> None:
    write_lists(tmp_path / "adressen")
    assert all(is_address_list(path) for path in (tmp_path / "adressen").iterdir())
    (tmp_path / "matrix.csv").write_text("from_year,to_year,from_code,to_code,addresses\n")
    assert not is_address_list(tmp_path / "matrix.csv")


@pytest.mark.parametrize(
    ("text", "words", "row"),
    [
        ("adres;wijkcode\n1;WK000100\n2;XX1\n", "geen code van een wijk", 3),
        ("adres;jaar;wijkcode\n1;2023;WK000100\n2;x;WK000100\n", "jaar klopt niet", 3),
        ("postcode;wijkcode\n1000AA;WK000100\n", "from_year|ontbreekt", None),
        ("adres;naam\n1;Dorp\n", "code van de wijk of buurt ontbreekt", None),
        ("adres;wijkcode\n", "geen enkel adres", None),
        ("adres;wijkcode\n1;WK000100\n", "minstens twee jaren", None),
    ],
)
def test_what_is_wrong_with_a_list_is_said(tmp_path: Path, text: str, words: str, row: int | None) -> None:
    (tmp_path / "adressen_2023.csv").write_text(text)
    write_figures(tmp_path / "invoer")
    with pytest.raises(InputError, match=words) as caught:
        build_release(
            tmp_path / "invoer", tmp_path / "uitgave", Options(weights=tmp_path / "adressen_2023.csv")
        )
    assert caught.value.row == row
    assert not (tmp_path / "uitgave").exists()


def test_an_address_in_two_areas_at_once_does_not_count(tmp_path: Path) -> None:
    rows = "jaar,adres,wijkcode\n2023,a,WK000100\n2023,a,WK000101\n2023,b,WK000100\n"
    rows += "2024,a,WK000100\n2024,b,WK000100\n"
    (tmp_path / "adressen_2023_2024.csv").write_text(rows)
    weights, (match,) = weights_from_addresses([tmp_path / "adressen_2023_2024.csv"])
    assert match.both == 1
    assert weights.filter(pl.col("level") == "wijk")["addresses"].to_list() == [1.0]


@pytest.mark.parametrize(
    ("name", "data", "row"),
    [
        ("a_2023.csv", b"adres;wijkcode\n\xff\xfe;WK000100\n", None),
        ("b_2023.csv", b"", None),
        ("c_2023.parquet", b"PAR1xxxx", None),
        ("d_2023.csv.gz", b"\x1f\x8bxxx", None),
        ("e_2023.xlsx", b"PKxx", None),
        ("f.csv", b"jaar;adres;wijkcode\n2023;a;WK000100\n2024;a;WK000100;x\n", None),
        ("g.csv", b"from_year;to_year;from_code;to_code;weight\n2023;2024;WK000100;WK000100;1e999\n", 2),
        ("h.csv", b"from_year;to_year;from_code;to_code;weight\nx;2024;WK000100;WK000100;1\n", 2),
    ],
)
def test_a_damaged_file_of_weights_gets_one_sentence(
    tmp_path: Path, name: str, data: bytes, row: int | None
) -> None:
    (tmp_path / name).write_bytes(data)
    write_figures(tmp_path / "invoer")
    with pytest.raises(InputError) as caught:
        build_release(tmp_path / "invoer", tmp_path / "uitgave", Options(weights=tmp_path / name))
    assert (caught.value.file, caught.value.row) == (name, row)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["invoer", name])
