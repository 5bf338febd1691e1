"""Real panels for `data` tests and benchmarks: Leefbaarometer 2.0 and the 70 wijken of The Hague's region."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from wijkwijzer.effects.effect.panel import Panel, make_panel
from wijkwijzer.effects.signals.waves import Waves, make_waves

__all__ = [
    "elan_panel",
    "leefbaarometer_panel",
    "leefbaarometer_waves",
    "origin_shares",
    "residents_dimension",
]

FILE = "leefbaarometer/leefbaarometer2_wijk_gemeente_pc4_2002_2018.parquet"


def _read(data: Path, level: str) -> tuple[list[str], list[int], dict[str, np.ndarray]]:
    rows = pl.read_parquet(data / FILE).filter(pl.col("level") == level)
    codes, years = sorted(rows["code"].unique().to_list()), sorted(rows["jaar"].unique().to_list())
    tables = {}
    for name in ("totaal", "klasse"):
        wide = rows.pivot(on="jaar", index="code", values=name, sort_columns=True).sort("code")
        tables[name] = wide.select(str(year) for year in years).to_numpy().astype(float)
    return codes, years, tables


def _sizes(data: Path, level: str, codes: list[str]) -> np.ndarray:
    if level == "wijk":
        rows = pl.read_parquet(data / "kwb/kwb_geharmoniseerd.parquet")
        rows = rows.filter((pl.col("jaar") == 2016) & (pl.col("level") == "wijk")).select("code", "inwoners")
    else:
        rows = pl.read_parquet(data / "conversion/pc4_naar_wijk_2016_2024.parquet")
        rows = rows.filter((pl.col("pc4_year") == 2016) & (pl.col("wijk_year") == 2017))
        rows = rows.group_by("pc4").agg(pl.col("addresses").sum())
    found = dict(rows.iter_rows())
    return np.array([found.get(code) or np.nan for code in codes], dtype=float)


def leefbaarometer_waves(data: Path, level: str) -> Waves:
    """Scores of 2012 and later with the classes of 2002 and 2008 before them; PC4 in three-digit areas."""
    codes, years, tables = _read(data, level)
    return make_waves(
        codes,
        years,
        tables["totaal"],
        _sizes(data, level, codes),
        groups=[code[:6] if level == "wijk" else code[:3] for code in codes],
        classes=tables["klasse"],
        indicator="lbm2_totaal",
        source="Leefbaarometer 2.0",
    )


def leefbaarometer_panel(data: Path) -> Panel:
    """PC4 with all six waves; 2002 and 2008 as classes."""
    codes, years, tables = _read(data, "pc4")
    values = np.where(np.isnan(tables["totaal"]), tables["klasse"] / 10, tables["totaal"])
    known = ~np.isnan(values).any(1)
    kept = [code for code, whole in zip(codes, known, strict=True) if whole]
    groups = [code[:3] for code in kept]
    return make_panel(kept, years, values[known], clusters=groups, indicator="lbm2_totaal")


def elan_panel(data: Path, indicator: str) -> Panel:
    """Wijken of the region that have the figure in every year; a zero may be a hidden small number."""
    rows = pl.read_parquet(data / "denhaag/elan_wijkpanel_70wijken_2009_2022.parquet")
    wide = rows.filter(pl.col("jaar") >= 2011).pivot(
        on="jaar", index=["code", "gemeente"], values=indicator, sort_columns=True
    )
    values = wide.select(pl.exclude("code", "gemeente")).to_numpy().astype(float)
    whole = (values > 0).all(1)
    codes = [code for code, kept in zip(wide["code"], whole, strict=True) if kept]
    return make_panel(codes, [int(name) for name in wide.columns[2:]], values[whole], indicator=indicator)


def origin_shares(data: Path) -> dict[str, float]:
    """Share of residents of non-western origin (2020) by wijk: to check false alarms, and nothing else."""
    rows = pl.read_parquet(data / "kwb/kwb_2020_nationaal_84799NED_typed.parquet")
    code, origin, total = (
        next(name for name in rows.columns if name.startswith(start))
        for start in ("WijkenEnBuurten", "NietWesters", "AantalInwoners")
    )
    known = rows.select(code, origin, total).iter_rows()
    return {str(key).strip(): part / whole for key, part, whole in known if part is not None and whole}


def residents_dimension(data: Path, waves: Waves) -> np.ndarray:
    """The part of the score that counts origin, per wijk and wave."""
    rows = pl.read_parquet(data / FILE).filter(pl.col("level") == "wijk")
    wide = rows.pivot(on="jaar", index="code", values="bewoners", sort_columns=True).sort("code")
    assert tuple(wide["code"]) == waves.areas
    return wide.select(str(year) for year in waves.years).to_numpy().astype(float)
