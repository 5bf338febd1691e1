"""The files of the province, under the names that the real ones have, and the planted truth kept apart."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from wijkwijzer.example.kwb import kwb_table
from wijkwijzer.example.land.conversion import pc4_weights, postcode_table, reused_codes, weight_table
from wijkwijzer.example.land.history import LEVELS, YEARS
from wijkwijzer.example.land.topology import Topology
from wijkwijzer.example.more import write_more
from wijkwijzer.example.planted import truth_tables
from wijkwijzer.example.province import SEED, Province
from wijkwijzer.example.sources import (
    crime_table,
    health_table,
    livability_table,
    newer_livability_table,
    panel_table,
    rivm_table,
)
from wijkwijzer.folders import new_folder

__all__ = ["areas_input", "truth", "write"]

_README = """Lindemark is verzonnen: de provincie, haar steden, wijken, mensen en cijfers bestaan niet.
De bestanden hebben de vorm van de echte (CBS, BZK, RIVM, politie), zodat dezelfde opdracht ze leest:
    wijkwijzer areas build --input DEZE_MAP --output UITGAVE
Gemeentecodes liggen tussen GM9901 en GM9914; CBS gebruikt geen codes boven GM1999. Licentie: CC0.
"""
_EXAMPLE = """# Deze cijfers zijn verzonnen; wat ervan gebouwd wordt, zegt dat erbij.
land = "Lindemark"
"""


def write(
    output: Path,
    seed: int = SEED,
    truth: Path | None = None,
    *,
    more: Path | None = None,
    progress: Callable[[str], None] = lambda sentence: None,
) -> None:
    """Write the files of the province into a new or empty folder.

    Parameters
    ----------
    output : folder for the files that `wijkwijzer areas build --input` reads.
    seed : another number, another province; equal seeds give equal bytes.
    truth : folder for what was planted, for scoring methods only; not written when None.
    more : folder for what the other verbs read (`write_more`); not written when None.
    progress : is told in a short sentence what comes next.

    Raises
    ------
    InputError
        When a folder exists and is not empty.
    """
    progress("De provincie verzinnen")
    province = Province(seed)
    with new_folder(output) as work:
        (work / "LEESMIJ.txt").write_text(_README, encoding="utf-8")
        (work / "voorbeeld.toml").write_text(_EXAMPLE, encoding="utf-8")
        last = ""
        for name, table in _tables(province):
            if name.partition("/")[0] != last:
                last = name.partition("/")[0]
                progress(f"Cijfers schrijven: {last}")
            (work / name).parent.mkdir(exist_ok=True)
            table.write_parquet(work / name, compression="zstd")
        reused_codes(province.divisions, province.society).write_csv(
            work / "conversion" / "hergebruikte_codes.csv"
        )
        (work / "beleid.csv").write_text(_policy(province), encoding="utf-8")
        progress("Grenzen schrijven")
        _write_boundaries(province, work / "boundaries")
    if more is not None:
        write_more(more, province)
    if truth is not None:
        with new_folder(truth) as work:
            for name, table in truth_tables(province).items():
                table.write_parquet(work / f"{name}.parquet", compression="zstd")


def _policy(province: Province) -> str:
    """Return two invented policy periods: one of the province, one of De Spoordijk alone."""
    land, codes = province.landscape, province.divisions[2024].codes["wijk"]
    wijk = codes[land.wijk == land.spoordijk][0]
    return (
        "gebied;naam;van;tot;bron\n"
        "NL00;Samen voor de wijk;2012;2016;verzonnen programma van de provincie\n"
        f"WK{wijk:06d};Wijkplan De Spoordijk;2019;;verzonnen besluit van de raad\n"
    )


def areas_input(folder: Path, seed: int = SEED) -> Path:
    """Write the province into `folder / "invoer"` unless it is there, and return that path."""
    target = folder / "invoer"
    if not target.exists():
        write(target, seed)
    return target


def truth(seed: int = SEED) -> dict[str, pl.DataFrame]:
    """Return what was planted (see `truth.truth_tables`), to score methods with; no method may read it."""
    return truth_tables(Province(seed))


def _tables(province: Province) -> Iterator[tuple[str, pl.DataFrame]]:
    land, divisions, society = province.landscape, province.divisions, province.society
    yield "kwb/kwb_geharmoniseerd.parquet", kwb_table(province.totals())
    in_2016, in_2020 = province.totals(fixed=2016), province.totals(fixed=2020)
    in_2022, in_2024 = province.totals(fixed=2022), province.totals(fixed=2024)
    yield "leefbaarometer/leefbaarometer2_lindemark_2008_2016.parquet", livability_table(in_2016)
    yield "leefbaarometer/leefbaarometer3_lindemark_2014_2022.parquet", newer_livability_table(in_2022)
    yield "gezondheid/rivm_gezondheid_lindemark_2012_2016_2020.parquet", rivm_table(in_2020)
    yield "gezondheid/ervaren_gezondheid_lindemark_2012_2024.parquet", health_table(in_2024)
    yield "veiligheid/misdrijven_totaal_lindemark_2012_2024.parquet", crime_table(in_2024)
    yield "wijkpanel/elan_wijkpanel_70wijken_lindemark_2009_2022.parquet", panel_table(in_2022)
    weights = weight_table(divisions, society)
    yield "conversion/grenswijziging_lindemark_2005_2024.parquet", weights
    yield "conversion/pc4_naar_wijk_lindemark_2016_2024.parquet", pc4_weights(land, divisions, society)
    yield "postcodes/pc6_2024.parquet", postcode_table(land, divisions, society)


def _write_boundaries(province: Province, target: Path) -> None:
    target.mkdir()
    topology = Topology(province.landscape)
    for year in YEARS:
        for level in LEVELS:
            codes, names, index = province.divisions[year].areas(level)
            properties = [
                {"statcode": code, "statnaam": name, "jrstatcode": f"{year}{code}", "rubriek": level}
                for code, name in zip(codes, names, strict=True)
            ]
            text = topology.topojson(f"{level}_{year}", index, properties)
            # A fixed time stamp: equal seeds give equal bytes.
            data = gzip.compress(text.encode(), compresslevel=5, mtime=0)
            (target / f"{level}_{year}.topojson.gz").write_bytes(data)
