"""The published table: Kerncijfers wijken en buurten of Lindemark, rounded, suppressed and late as CBS does."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.example.totals import Totals

__all__ = ["FIRST_YEAR", "LATE", "SOURCE", "kwb_table"]

FloatArray = NDArray[np.float64]
SOURCE = "Lindemark (verzonnen)"

# Series that start later than 2005, and those of which the last years are not filled yet.
FIRST_YEAR = {
    **dict.fromkeys(("ink_inw_x1000", "ink_ontv_x1000", "p_pers_laag40", "p_pers_hoog20"), 2008),
    **dict.fromkeys(("ink_std_hh_x1000", "vermogen_mediaan_x1000", "p_hh_laag40", "p_hh_hoog20"), 2011),
    **dict.fromkeys(("p_hh_laag_ink", "p_hh_soc_min"), 2011),
    **dict.fromkeys(("gas_m3", "elektra_kwh"), 2010),
    **dict.fromkeys(("a_opl_laag", "a_opl_midden", "a_opl_hoog", "p_arbeidspart"), 2013),
    **dict.fromkeys(("a_wmo", "wmo_per_1000", "a_jeugdzorg", "p_jeugdzorg"), 2015),
    **dict.fromkeys(("p_bouw_vanaf_2000", "p_onbewoond"), 2012),
}
LATE = {
    2023: ("ink_inw_x1000", "ink_ontv_x1000", "ink_std_hh_x1000", "vermogen_mediaan_x1000", "p_hh_laag40",
           "p_hh_hoog20", "p_hh_laag_ink", "p_hh_soc_min", "p_pers_laag40", "p_pers_hoog20"),
    2024: ("gas_m3", "elektra_kwh", "a_opl_laag", "a_opl_midden", "a_opl_hoog", "p_arbeidspart", "a_wmo",
           "wmo_per_1000", "a_jeugdzorg", "p_jeugdzorg"),
}  # fmt: skip
_FIVES = ("a_00_14", "a_15_24", "a_25_44", "a_45_64", "a_65_oo", "a_ongehuwd", "a_gehuwd", "a_gescheiden",
          "a_verweduwd", "a_wmo", "a_jeugdzorg")  # fmt: skip
_HOUSEHOLD_COUNTS = ("a_eenpers_hh", "a_hh_zonder_kind", "a_hh_met_kind")
_EDUCATION = ("a_opl_laag", "a_opl_midden", "a_opl_hoog")
_HOME_SHARES = (
    "p_koop",
    "p_corporatie",
    "p_overige_verhuur",
    "p_eengezins",
    "p_bouw_vanaf_2000",
    "p_onbewoond",
)
_HOUSEHOLD_SHARES = ("p_hh_laag40", "p_hh_hoog20", "p_hh_laag_ink", "p_hh_soc_min")
_DECIMALS = {"woz_x1000": 0, "gas_m3": -1, "elektra_kwh": -1}
_DISTANCES = ("afst_huisarts_km", "afst_supermarkt_km", "afst_kdv_km", "afst_school_km", "scholen_3km")
_INCOMES = ("ink_inw_x1000", "ink_ontv_x1000", "ink_std_hh_x1000", "vermogen_mediaan_x1000")


def kwb_table(totals: Totals) -> pl.DataFrame:
    """Return the published table, with the columns of the harmonised file of the real figures."""
    columns = _people(totals) | _households(totals) | _homes(totals) | _money(totals) | _land(totals)
    columns = dict(sorted(columns.items()))
    year = totals.year
    for name, first in FIRST_YEAR.items():
        columns[name][year < first] = np.nan
    for since, names in LATE.items():
        for name in names:
            columns[name][year >= since] = np.nan
    identity = {
        "jaar": pl.Series(year, dtype=pl.Int16),
        "level": pl.Series(totals.level.tolist(), dtype=pl.String),
        "code": pl.Series(totals.code.tolist(), dtype=pl.String),
        "gm_code": pl.Series(totals.gemeente.tolist(), dtype=pl.String),
        "naam": pl.Series(totals.name.tolist(), dtype=pl.String),
        "bron": pl.Series([SOURCE] * len(year), dtype=pl.String),
    }
    figures = {name: pl.Series(values, dtype=pl.Float32).fill_nan(None) for name, values in columns.items()}
    return pl.DataFrame(identity | figures).sort("jaar", "code")


def _unit(values: FloatArray, unit: float) -> FloatArray:
    """Round to a unit, halves up; a count under half a unit becomes 0, which is therefore ambiguous."""
    return np.asarray(np.floor(values / unit + 0.5) * unit)


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Per cent with one decimal of two published counts; unknown under 50, where rounding would dominate."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole >= 50, np.clip(_unit(100 * part / whole, 0.1), 0, 100), np.nan)


def _people(t: Totals) -> dict[str, FloatArray]:
    gemeente = t.level == "gemeente"
    residents = np.where(gemeente, t.residents, _unit(t.residents, 5))
    out = {"inwoners": residents, "mannen": _unit(t.residents * 0.497, 5)}
    out["vrouwen"] = np.maximum(residents - out["mannen"], 0)
    for name in _FIVES:
        out[name] = _unit(np.nan_to_num(t.rates[name]) * t.residents, 5)
    for name in ("a_bijstand", "a_ww", "a_ao"):
        out[name] = _unit(np.nan_to_num(t.rates[name]) * t.residents, 10)
    out["a_aow"] = _unit(np.nan_to_num(t.rates["a_65_oo"]) * t.residents * 0.97, 10)
    for name in _EDUCATION:  # people of 15 to 75 years
        out[name] = _unit(np.nan_to_num(t.rates[name]) * t.residents * 0.76, 10)
        out[name][t.residents < 100] = np.nan
    for age in ("00_14", "15_24", "25_44", "45_64", "65_oo"):
        out[f"p_{age}"] = _share(out[f"a_{age}"], residents)
    for state in ("ongehuwd", "gehuwd", "gescheiden", "verweduwd"):
        out[f"p_{state}"] = _share(out[f"a_{state}"], residents)
    with np.errstate(invalid="ignore", divide="ignore"):
        per_1000 = np.where(residents >= 50, _unit(1000 * out["a_bijstand"] / residents, 0.1), np.nan)
    out["bijstand_per_1000"] = per_1000
    out["wmo_per_1000"] = np.where(t.residents >= 100, _unit(1000 * t.rates["a_wmo"], 1), np.nan)
    out["p_jeugdzorg"] = np.where(t.residents >= 100, _unit(100 * t.rates["a_jeugdzorg"] / 0.24, 0.1), np.nan)
    out["p_arbeidspart"] = np.where(t.residents >= 100, _unit(100 * t.rates["p_arbeidspart"], 1), np.nan)
    return out


def _households(t: Totals) -> dict[str, FloatArray]:
    households = np.where(t.level == "gemeente", t.households, _unit(t.households, 5))
    out = {"huishoudens": households}
    for name in _HOUSEHOLD_COUNTS:
        out[name] = _unit(np.nan_to_num(t.rates[name]) * t.households, 5)
        out[name.replace("a_", "p_", 1)] = _share(out[name], households)
    for name in _HOUSEHOLD_SHARES:
        out[name] = np.where(t.households >= 100, _unit(100 * t.rates[name], 0.1), np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        out["gem_hh_grootte"] = np.where(t.households >= 5, _unit(t.residents / t.households, 0.1), np.nan)
    out["auto_per_hh"] = np.where(t.households >= 20, _unit(t.rates["auto_per_hh"], 0.1), np.nan)
    return out


def _homes(t: Totals) -> dict[str, FloatArray]:
    out = {"woningen": np.where(t.level == "gemeente", t.homes, _unit(t.homes, 5))}
    for name in _HOME_SHARES:
        out[name] = np.where(t.homes >= 20, _unit(100 * t.rates[name], 1), np.nan)
    rent = t.rates["p_corporatie"] + t.rates["p_overige_verhuur"]
    out["p_huur"] = np.where(t.homes >= 20, _unit(100 * rent, 1), np.nan)
    for name, decimals in _DECIMALS.items():
        out[name] = np.where(t.homes >= 20, _unit(t.rates[name], 10.0**-decimals), np.nan)
    return out


def _money(t: Totals) -> dict[str, FloatArray]:
    out = {}
    for name in _INCOMES:
        out[name] = np.where(t.residents >= 100, _unit(t.rates[name], 0.1), np.nan)
    for name in ("p_pers_laag40", "p_pers_hoog20"):
        out[name] = np.where(t.residents >= 100, _unit(100 * t.rates[name], 0.1), np.nan)
    return out


def _land(t: Totals) -> dict[str, FloatArray]:
    density = t.homes * 1.08 / t.area
    # Address density looks at one km around an address, so the fields around a village count only in part.
    nearby = np.maximum(density, np.minimum(t.homes * 0.35, 2600 * (1 - np.exp(-density / 900))))
    out = {
        "opp_km2": _unit(t.area, 0.01),
        "opp_land_ha": _unit(t.area * 97, 1),
        "bev_dichtheid": np.where(t.residents >= 5, _unit(t.residents / (t.area * 0.97), 1), np.nan),
        "oad": np.where(t.homes >= 5, _unit(nearby, 1), np.nan),
    }
    out["stedelijkheid"] = np.where(t.homes >= 5, 5.0 - np.digitize(nearby, [500, 1000, 1500, 2500]), np.nan)
    for name in _DISTANCES:
        out[name] = np.where(t.residents >= 10, _unit(t.rates[name], 0.1), np.nan)
    return out
