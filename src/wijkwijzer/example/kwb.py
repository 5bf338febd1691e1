"""The published table of Lindemark: Kerncijfers wijken en buurten, rounded, suppressed and late as at CBS.

`exact_columns` gives every column as it would be without rounding (the planted truth, in published units);
`kwb_table` rounds it, leaves out what is too small, and forgets what has not been published yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.example.land.totals import Totals

__all__ = ["COLUMNS", "FIRST_YEAR", "LATE", "SOURCE", "Column", "exact_columns", "kwb_table"]

FloatArray = NDArray[np.float64]
SOURCE = "Lindemark (verzonnen)"


@dataclass(frozen=True)
class Column:
    """How one column is published: rounding unit, and the least residents, households or homes it needs."""

    unit: float
    of: str
    least: float = 0


def _columns(unit: float, of: str, least: float, *names: str) -> dict[str, Column]:
    return dict.fromkeys(names, Column(unit, of, least))


R, H, W = "residents", "households", "homes"
AGES = ("00_14", "15_24", "25_44", "45_64", "65_oo")
STATES = ("ongehuwd", "gehuwd", "gescheiden", "verweduwd")
KINDS = ("eenpers_hh", "hh_zonder_kind", "hh_met_kind")
EDUCATION = ("a_opl_laag", "a_opl_midden", "a_opl_hoog")
# Education is counted among people of 15 to 75 years, youth care among those under 23.
ADULTS, YOUNG = 0.76, 0.24

COLUMNS: dict[str, Column] = {
    **_columns(5, R, 0, "inwoners", "mannen", "vrouwen"),
    **_columns(5, R, 0, *(f"a_{age}" for age in AGES), *(f"a_{state}" for state in STATES)),
    **_columns(10, R, 50, "a_bijstand", "a_ww", "a_ao", "a_aow"),
    **_columns(10, R, 100, *EDUCATION),
    **_columns(5, R, 100, "a_wmo", "a_jeugdzorg"),
    **_columns(1, R, 100, "wmo_per_1000", "p_arbeidspart"),
    **_columns(
        0.1, R, 100, "p_jeugdzorg", "ink_inw_x1000", "ink_ontv_x1000", "p_pers_laag40", "p_pers_hoog20"
    ),
    **_columns(5, H, 0, "huishoudens", *(f"a_{kind}" for kind in KINDS)),
    **_columns(0.1, H, 5, "gem_hh_grootte"),
    **_columns(0.1, H, 100, "p_hh_laag40", "p_hh_hoog20", "p_hh_laag_ink", "p_hh_soc_min"),
    **_columns(0.1, H, 100, "ink_std_hh_x1000", "vermogen_mediaan_x1000"),
    **_columns(0.1, H, 20, "auto_per_hh"),
    **_columns(5, W, 0, "woningen"),
    **_columns(1, W, 20, "p_koop", "p_huur", "p_corporatie", "p_overige_verhuur", "p_eengezins"),
    **_columns(1, W, 20, "p_bouw_vanaf_2000", "p_onbewoond", "woz_x1000"),
    **_columns(10, W, 20, "gas_m3", "elektra_kwh"),
    **_columns(0.01, R, 0, "opp_km2"),
    **_columns(1, R, 0, "opp_land_ha"),
    **_columns(1, R, 10, "bev_dichtheid", "oad", "stedelijkheid"),
    **_columns(0.1, R, 10, "afst_huisarts_km", "afst_supermarkt_km", "afst_kdv_km", "afst_school_km"),
    **_columns(0.1, R, 10, "scholen_3km"),
}
# Shares that the harmonised file derives from two published counts: part, whole, per how many.
DERIVED = {
    **{f"p_{name}": (f"a_{name}", "inwoners", 100.0) for name in (*AGES, *STATES)},
    **{f"p_{name}": (f"a_{name}", "huishoudens", 100.0) for name in KINDS},
    "bijstand_per_1000": ("a_bijstand", "inwoners", 1000.0),
}
# Gemeenten are published to the last person.
_EXACT_FOR_GEMEENTE = ("inwoners", "huishoudens", "woningen")

_INCOME = ("ink_inw_x1000", "ink_ontv_x1000", "ink_std_hh_x1000", "vermogen_mediaan_x1000", "p_hh_laag40",
           "p_hh_hoog20", "p_hh_laag_ink", "p_hh_soc_min", "p_pers_laag40", "p_pers_hoog20")  # fmt: skip
_CARE = ("a_wmo", "wmo_per_1000", "a_jeugdzorg", "p_jeugdzorg")
_ENERGY = ("gas_m3", "elektra_kwh")
# Series that start later than 2005, series whose last years are not filled yet, and what never arrived.
FIRST_YEAR = {
    **dict.fromkeys(_INCOME, 2011),
    **dict.fromkeys(("ink_inw_x1000", "ink_ontv_x1000", "p_pers_laag40", "p_pers_hoog20"), 2008),
    **dict.fromkeys(_ENERGY, 2010),
    **dict.fromkeys((*EDUCATION, "p_arbeidspart"), 2013),
    **dict.fromkeys(_CARE, 2015),
    **dict.fromkeys(("p_bouw_vanaf_2000", "p_onbewoond"), 2012),
}
LATE = {
    **dict.fromkeys(_INCOME, 2023),
    **dict.fromkeys((*_ENERGY, *_CARE, *EDUCATION, "p_arbeidspart"), 2024),
}
NEVER = {("GM9911", name) for name in _CARE} | {("GM9908", "p_onbewoond")}
LOST_YEARS = {"auto_per_hh": (2010,), "woz_x1000": (2009,)}


def exact_columns(totals: Totals) -> dict[str, FloatArray]:
    """Return every published column, (rows,), in its published unit and without rounding or suppression."""
    t, rates = totals, totals.rates
    out: dict[str, FloatArray] = {"inwoners": t.residents, "huishoudens": t.households, "woningen": t.homes}
    out |= {"mannen": 0.497 * t.residents, "vrouwen": 0.503 * t.residents}
    for name in (*(f"a_{x}" for x in (*AGES, *STATES)), "a_bijstand", "a_ww", "a_ao", "a_wmo", "a_jeugdzorg"):
        out[name] = np.nan_to_num(rates[name]) * t.residents
    out["a_aow"] = 0.97 * out["a_65_oo"]
    out |= {name: ADULTS * np.nan_to_num(rates[name]) * t.residents for name in EDUCATION}
    out |= {f"a_{kind}": np.nan_to_num(rates[f"a_{kind}"]) * t.households for kind in KINDS}
    out |= {"wmo_per_1000": 1000 * rates["a_wmo"], "p_jeugdzorg": 100 * rates["a_jeugdzorg"] / YOUNG}
    out["p_huur"] = 100 * (rates["p_corporatie"] + rates["p_overige_verhuur"])
    with np.errstate(invalid="ignore", divide="ignore"):
        out["gem_hh_grootte"] = t.residents / t.households
        for name, (part, whole, per) in DERIVED.items():
            out[name] = per * out[part] / out[whole]
    out |= _land(t)
    for name in COLUMNS:
        if name not in out:
            out[name] = rates[name] * (100 if name.startswith("p_") else 1)
    return dict(sorted(out.items()))


def _land(t: Totals) -> dict[str, FloatArray]:
    # Address density looks at one km around an address, so the fields around a village count only in part.
    density = t.homes * 1.08 / t.area
    nearby = np.maximum(density, 2600 * (1 - np.exp(-np.minimum(density / 900, t.homes / 4000))))
    with np.errstate(invalid="ignore", divide="ignore"):
        people = t.residents / (t.area * 0.97)
    classes = 5.0 - np.digitize(nearby, [500, 1000, 1500, 2500])
    return {"opp_km2": t.area, "opp_land_ha": 97 * t.area, "bev_dichtheid": people, "oad": nearby,
            "stedelijkheid": classes}  # fmt: skip


def kwb_table(totals: Totals) -> pl.DataFrame:
    """Return the published table, with the columns of the harmonised file of the real figures."""
    exact = exact_columns(totals)
    size = {"residents": totals.residents, "households": totals.households, "homes": totals.homes}
    columns: dict[str, FloatArray] = {}
    for name, column in COLUMNS.items():
        columns[name] = np.where(size[column.of] >= column.least, round_to(exact[name], column.unit), np.nan)
    gemeente = totals.level == "gemeente"
    for name in _EXACT_FOR_GEMEENTE:
        columns[name][gemeente] = np.round(exact[name][gemeente])
    columns["vrouwen"] = np.maximum(columns["inwoners"] - columns["mannen"], 0)
    for name, (part, whole, per) in DERIVED.items():
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.clip(round_to(per * columns[part] / columns[whole], 0.1), 0, per)
        columns[name] = np.where(columns[whole] >= 50, share, np.nan)
    for name, values in columns.items():
        _forget(name, values, totals)
    columns["ind_wbi"] = np.where(gemeente, np.nan, totals.change)
    figures = {name: pl.Series(columns[name], dtype=pl.Float32).fill_nan(None) for name in sorted(columns)}
    return pl.DataFrame(_identity(totals) | figures).sort("jaar", "code")


def round_to(values: FloatArray, unit: float) -> FloatArray:
    """Round to a unit, halves up; a count under half a unit becomes 0, so that 0 is ambiguous."""
    return np.asarray(np.floor(values / unit + 0.5) * unit)


def _forget(name: str, values: FloatArray, totals: Totals) -> None:
    values[totals.year < FIRST_YEAR.get(name, 0)] = np.nan
    values[totals.year >= LATE.get(name, 9999)] = np.nan
    values[np.isin(totals.year, LOST_YEARS.get(name, ()))] = np.nan
    for gemeente, never in NEVER:
        if never == name:
            values[totals.gemeente == gemeente] = np.nan


def _identity(totals: Totals) -> dict[str, pl.Series]:
    return {
        "jaar": pl.Series(totals.year, dtype=pl.Int16),
        "level": pl.Series(totals.level.tolist(), dtype=pl.String),
        "code": pl.Series(totals.code.tolist(), dtype=pl.String),
        "gm_code": pl.Series(totals.gemeente.tolist(), dtype=pl.String),
        "naam": pl.Series(totals.name.tolist(), dtype=pl.String),
        "bron": pl.Series([SOURCE] * len(totals.year), dtype=pl.String),
    }
