"""The files: the columns of the real ones, consistent sums, gaps that are gaps, and a truth kept apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from wijkwijzer.cli import main
from wijkwijzer.errors import InputError
from wijkwijzer.example import areas_input, write
from wijkwijzer.example.kwb import COLUMNS, NEVER

REAL = {
    "kwb/kwb_geharmoniseerd.parquet": "kwb/kwb_geharmoniseerd.parquet",
    "leefbaarometer/leefbaarometer2_lindemark_2008_2016.parquet": (
        "leefbaarometer/leefbaarometer2_wijk_gemeente_pc4_2002_2018.parquet"
    ),
    "leefbaarometer/leefbaarometer3_lindemark_2014_2022.parquet": (
        "leefbaarometer/leefbaarometer3_amstelveen_wijk.parquet"
    ),
    "gezondheid/rivm_gezondheid_lindemark_2012_2016_2020.parquet": (
        "gezondheid/rivm_gezondheid_per_wijk_buurt_2012_2016_2020.parquet"
    ),
    "gezondheid/ervaren_gezondheid_lindemark_2012_2024.parquet": (
        "gezondheid/ervaren_gezondheid_buurt_gemeente_2012_2024.parquet"
    ),
    "veiligheid/misdrijven_totaal_lindemark_2012_2024.parquet": (
        "veiligheid/misdrijven_totaal_buurt_gemeente_2021_2025.parquet"
    ),
    "conversion/grenswijziging_lindemark_2005_2024.parquet": (
        "conversion/grenswijziging_wijk_gemeente_2016_2024.parquet"
    ),
    "conversion/pc4_naar_wijk_lindemark_2016_2024.parquet": "conversion/pc4_naar_wijk_2016_2024.parquet",
    "wijkpanel/elan_wijkpanel_70wijken_lindemark_2009_2022.parquet": (
        "denhaag/elan_wijkpanel_70wijken_2009_2022.parquet"
    ),
}


@pytest.fixture(scope="module")
def kwb(example_input: Path) -> pl.DataFrame:
    return pl.read_parquet(example_input / "kwb" / "kwb_geharmoniseerd.parquet")


@pytest.fixture(scope="module")
def weights(example_input: Path) -> pl.DataFrame:
    return pl.read_parquet(example_input / "conversion" / "grenswijziging_lindemark_2005_2024.parquet")


@pytest.mark.parametrize("name", REAL)
def test_columns_and_types_are_those_of_the_real_file(
    example_input: Path, shared_data: Path, name: str
) -> None:
    ours = pl.read_parquet_schema(example_input / name)
    real = pl.read_parquet_schema(shared_data / REAL[name])
    for column, dtype in ours.items():
        assert str(real[column]).split("(")[0] == str(dtype).split("(")[0], column


def test_same_seed_same_bytes_and_another_seed_another_province(example_input: Path, tmp_path: Path) -> None:
    write(tmp_path / "again")
    names = sorted(p.relative_to(example_input) for p in example_input.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*.*"))
    for name in names:
        assert (example_input / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name
    write(tmp_path / "other", seed=5)
    kwb = "kwb/kwb_geharmoniseerd.parquet"
    assert (example_input / kwb).read_bytes() != (tmp_path / "other" / kwb).read_bytes()


def test_sizes_are_those_of_a_province(kwb: pl.DataFrame) -> None:
    last = kwb.filter(pl.col("jaar") == 2024)
    count = dict(last.group_by("level").len().iter_rows())
    assert count["gemeente"] == 12
    assert 135 <= count["wijk"] <= 165
    assert 550 <= count["buurt"] <= 680
    wijken = last.filter(pl.col("level") == "wijk")["inwoners"]
    assert wijken.min() >= 2000
    assert wijken.max() <= 15000
    buurten = last.filter(pl.col("level") == "buurt")["inwoners"]
    assert buurten.is_between(50, 4100).mean() > 0.9
    assert 5 <= (buurten < 50).sum() <= 60
    assert (buurten == 0).any()
    assert kwb["jaar"].unique().sort().to_list() == list(range(2005, 2025))


@pytest.mark.parametrize(
    "column", ["inwoners", "huishoudens", "woningen", "a_00_14", "a_65_oo", "a_bijstand"]
)
def test_buurten_add_up_to_wijken_and_wijken_to_gemeenten(kwb: pl.DataFrame, column: str) -> None:
    unit = COLUMNS[column].unit
    for inner, outer, width in (("buurt", "wijk", 6), ("wijk", "gemeente", 4)):
        parts = (
            kwb.filter(pl.col("level") == inner)
            .group_by("jaar", pl.col("code").str.slice(2, width).alias("key"))
            .agg(pl.col(column).sum().alias("sum"), pl.len(), pl.col(column).is_null().sum().alias("gaps"))
        )
        whole = kwb.filter(pl.col("level") == outer).select(
            "jaar", pl.col("code").str.slice(2).alias("key"), column
        )
        both = whole.join(parts, on=["jaar", "key"])
        assert both.height == whole.height
        gap = (both["sum"] - both[column]).abs()
        room = (
            unit / 2 * (both["len"] + 1) + 50 * both["gaps"]
        )  # a left-out buurt has fewer than 50 residents
        assert (gap <= room).all()


def test_parts_of_a_whole_make_the_whole(kwb: pl.DataFrame) -> None:
    ages = kwb.select(pl.sum_horizontal("a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo"))
    assert ((ages.to_series() - kwb["inwoners"]).abs() <= 15).all()
    parts = kwb.select("p_koop", "p_corporatie", "p_overige_verhuur").drop_nulls()
    assert parts.height > 10_000
    assert ((parts.sum_horizontal() - 100).abs() <= 2).all()


def test_gaps_are_gaps_and_zeros_are_ambiguous(kwb: pl.DataFrame) -> None:
    few = kwb.filter(pl.col("inwoners") < 50)
    assert few.height > 0
    assert few["a_bijstand"].is_null().all()
    assert few["p_koop"].null_count() > 0
    assert few["woz_x1000"].drop_nulls().len() == few["woz_x1000"].drop_nulls().gt(0).sum()
    zero = kwb.filter((pl.col("a_bijstand") == 0) & (pl.col("inwoners") >= 50))
    assert zero.height > 10
    assert kwb.filter(pl.col("jaar") == 2024)["ink_inw_x1000"].is_null().all()  # a late release
    assert kwb.filter(pl.col("jaar") == 2022)["ink_inw_x1000"].null_count() < 60
    assert kwb.filter(pl.col("jaar") == 2010)["a_opl_hoog"].is_null().all()  # the series starts later
    for gemeente, column in NEVER:
        assert kwb.filter(pl.col("gm_code") == gemeente)[column].is_null().all()


def test_weights_keep_every_address(weights: pl.DataFrame, kwb: pl.DataFrame) -> None:
    total = weights.group_by("level", "from_year", "to_year", "from_code").agg(pl.col("weight").sum())
    assert (total["weight"] - 1).abs().max() < 1e-6
    wijken = kwb.filter(pl.col("level") == "wijk").select("jaar", "code", "woningen")
    listed = weights.filter((pl.col("level") == "wijk") & (pl.col("to_year") == 2024))
    for year in (2005, 2016, 2019):
        old = wijken.filter(pl.col("jaar") == year)
        known = set(old["code"])
        own = listed.filter(pl.col("from_year") == year)
        assert set(own["from_code"]) <= known
        now = set(wijken.filter(pl.col("jaar") == 2024)["code"])
        assert set(own["to_code"]) <= now
        unchanged = known - set(own["from_code"])
        assert unchanged <= now  # every other code maps to itself
        assert not unchanged & set(own["to_code"])


def test_border_changes_of_every_kind_occur(kwb: pl.DataFrame, example_input: Path) -> None:
    assert kwb.filter(pl.col("naam") == "Rietwolde", pl.col("level") == "gemeente")["jaar"].max() == 2018
    moved = kwb.filter(pl.col("level") != "gemeente").group_by("ind_wbi").len()
    assert set(moved["ind_wbi"]) == {1.0, 2.0, 3.0}
    reused = pl.read_csv(example_input / "conversion" / "hergebruikte_codes.csv")
    assert {"WK990102", "WK990502", "WK990505", "WK990507"} <= set(reused["code"])
    first = kwb.filter(pl.col("code") == "WK990502", pl.col("jaar") == 2017)
    later = kwb.filter(pl.col("code") == "WK990502", pl.col("jaar") == 2018)
    assert first["naam"][0] != later["naam"][0]
    renamed = kwb.filter(pl.col("code") == "WK990202", pl.col("jaar").is_in([2007, 2008]))
    assert renamed["naam"].n_unique() == 2


def test_every_postcode_lies_in_one_buurt_of_2024(example_input: Path, kwb: pl.DataFrame) -> None:
    codes = pl.read_parquet(example_input / "postcodes" / "pc6_2024.parquet")
    assert codes["pc6"].is_unique().all()
    assert codes["pc6"].str.contains(r"^99\d\d[A-Z]{2}$").all()
    assert set(codes["buurt_code"]) <= set(kwb.filter(pl.col("jaar") == 2024)["code"])
    spoordijk = kwb.filter(pl.col("naam") == "De Spoordijk", pl.col("jaar") == 2024)["code"][0]
    assert codes.filter(pl.col("pc6") == "9931KD")["wijk_code"].to_list() == [spoordijk]


def test_published_figures_are_the_truth_but_for_rounding(
    kwb: pl.DataFrame, example_truth: dict[str, pl.DataFrame]
) -> None:
    both = kwb.join(example_truth["exact"], on=["jaar", "code"], suffix="_exact")
    assert both.height == kwb.height
    for name, column in COLUMNS.items():
        if name in ("vrouwen", "stedelijkheid"):
            continue
        gap = (both[name].cast(pl.Float64) - both[f"{name}_exact"]).drop_nulls().abs()
        assert gap.len() > 1000
        assert gap.max() <= column.unit * 0.5 * (1 + 1e-4) + 1e-3 * column.unit, name


def test_planted_truth_has_trends_turns_and_groups(example_truth: dict[str, pl.DataFrame]) -> None:
    planted = example_truth["developments"]
    turns = planted.filter(pl.col("before") == 0)
    assert turns.height > 50
    assert planted.height - turns.height > 200
    assert turns["year"].is_between(2011, 2018).all()
    assert example_truth["groups"]["group"].n_unique() == 6
    noise = example_truth["exact"]["woz_x1000"] - example_truth["underlying"]["woz_x1000"]
    assert 0 < np.nanstd(noise.to_numpy()) < 20


def test_nothing_of_the_truth_is_among_the_input(example_input: Path) -> None:
    text = " ".join(str(path) for path in example_input.rglob("*"))
    for word in ("exact", "underlying", "developments", "groups"):
        assert word not in text


def test_command_writes_and_refuses_a_folder_in_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, truth = tmp_path / "lindemark", tmp_path / "waarheid"
    assert main(["example", "write", "--output", str(target), "--seed", "3", "--truth", str(truth)]) == 0
    assert "verzonnen" in capsys.readouterr().out
    assert (target / "kwb" / "kwb_geharmoniseerd.parquet").is_file()
    assert (truth / "developments.parquet").is_file()
    assert main(["example", "write", "--output", str(target)]) == 2
    assert "niet leeg" in capsys.readouterr().err
    with pytest.raises(InputError):
        write(target)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("wijkwijzer.example.files._write_boundaries", broken)
    with pytest.raises(OSError, match="disk full"):
        areas_input(tmp_path)
    assert list(tmp_path.iterdir()) == []
