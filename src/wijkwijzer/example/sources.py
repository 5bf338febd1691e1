"""The other files of the province, each with the columns, units and division of the real file."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.example.kwb import round_to
from wijkwijzer.example.land.totals import Totals

__all__ = [
    "crime_table",
    "health_table",
    "livability_table",
    "newer_livability_table",
    "panel_table",
    "rivm_table",
]

FloatArray = NDArray[np.float64]
_DIMENSIONS = {
    "woningen": "lbm_woningen",
    "bewoners": "lbm_bewoners",
    "voorzieningen": "lbm_voorzieningen",
    "veiligheid": "lbm_veiligheid",
    "fysieke_omgeving": "lbm_fysiek",
}
_HEALTH = {
    "ErvarenGezondheidGoedZeerGoed_4": "health_good",
    "Eenzaam_28": "health_lonely",
    "ErnstigZeerErnstigEenzaam_29": "health_very_lonely",
    "Mantelzorger_32": "health_carer",
    "Vrijwilligerswerk_33": "health_volunteer",
    "MoeiteMetRondkomen_38": "health_ends_meet",
}
# Shift on the logit scale of people over 65 and under 65 against all adults.
_AGE_SHIFT = {"18+": 0.0, "18-65": 0.06, "65+": -0.25}


def _select(totals: Totals, years: tuple[int, ...], levels: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.isin(totals.year, years) & np.isin(totals.level.astype(str), levels)


def _texts(values: NDArray[np.object_]) -> pl.Series:
    return pl.Series(values.tolist(), dtype=pl.String)


def _numbers(values: FloatArray) -> pl.Series:
    return pl.Series(values, dtype=pl.Float32).fill_nan(None)


def livability_table(totals: Totals) -> pl.DataFrame:
    """Leefbaarometer 2.0: class 2008-2016, total and dimensions from 2012, all in the division of 2016."""
    use = _select(totals, (2008, 2012, 2014, 2016), ("wijk", "gemeente"))
    scores = {name: totals.rates[rate][use] for name, rate in _DIMENSIONS.items()}
    total = np.sum(list(scores.values()), axis=0)
    enough = totals.homes[use] >= 50
    detailed = enough & (totals.year[use] >= 2012)
    classes = 1 + np.digitize(total, [-0.5, -0.35, -0.22, -0.12, -0.03, 0.06, 0.15, 0.26])
    table = {
        "level": _texts(totals.level[use]),
        "code": _texts(totals.code[use]),
        "jaar": pl.Series(totals.year[use], dtype=pl.Int16),
        "klasse": pl.Series(np.where(enough, classes, np.nan)).fill_nan(None).cast(pl.Int8),
        "totaal": _numbers(np.where(detailed, total, np.nan)),
    }
    return pl.DataFrame(
        table | {name: _numbers(np.where(detailed, values, np.nan)) for name, values in scores.items()}
    )


def newer_livability_table(totals: Totals) -> pl.DataFrame:
    """Leefbaarometer 3.0: wijken, 2014-2022, in the division of 2022; not one series with version 2.0."""
    use = _select(totals, (2014, 2018, 2020, 2022), ("wijk",)) & (totals.homes >= 50)
    rates = {name: 0.9 * totals.rates[rate][use] for name, rate in _DIMENSIONS.items()}
    deviation = np.sum(list(rates.values()), axis=0)
    return pl.DataFrame(
        {
            "wk_code": _texts(totals.code[use]),
            "wk_naam": _texts(totals.name[use]),
            "jaar": pl.Series(totals.year[use], dtype=pl.Int64),
            "lbm": 4.1 + deviation,
            "afw": deviation,
            "fys": rates["fysieke_omgeving"],
            "onv": rates["veiligheid"],
            "soc": rates["bewoners"],
            "vrz": rates["voorzieningen"],
            "won": rates["woningen"],
        }
    )


def rivm_table(totals: Totals) -> pl.DataFrame:
    """Health by RIVM and GGD: 2012, 2016 and 2020, three age groups, in the division of 2020."""
    use = _select(totals, (2012, 2016, 2020), ("wijk", "buurt"))
    names = dict(
        zip(totals.code[totals.level == "gemeente"], totals.name[totals.level == "gemeente"], strict=True)
    )
    parts = []
    for age, shift in _AGE_SHIFT.items():
        known = (totals.residents[use] >= 50) & ~((age == "18-65") & (totals.year[use] == 2020))
        columns = {}
        for column, rate in _HEALTH.items():
            value = totals.rates[rate][use].clip(0.005, 0.995)
            moved = 1 / (1 + (1 - value) / value * np.exp(-shift))
            columns[column] = _numbers(np.where(known, round_to(100 * moved, 0.1), np.nan))
        identity = {
            "jaar": pl.Series(totals.year[use], dtype=pl.Int16),
            "leeftijd": pl.Series([age] * int(use.sum()), dtype=pl.String),
            "level": _texts(totals.level[use]),
            "code": _texts(totals.code[use]),
            "gemeente": pl.Series([names[g] for g in totals.gemeente[use]], dtype=pl.String),
        }
        parts.append(pl.DataFrame(identity | columns))
    return pl.concat(parts)


def health_table(totals: Totals) -> pl.DataFrame:
    """Share with good perceived health, buurt and gemeente, in the division of 2024."""
    use = _select(totals, (2012, 2016, 2020, 2022, 2024), ("buurt", "gemeente"))
    share = np.where(
        totals.residents[use] >= 50, round_to(100 * totals.rates["health_good"][use], 0.1), np.nan
    )
    return _by_code(totals, use).with_columns(_numbers(share).alias("p_goed_ervaren_gezondheid")).drop_nulls()


def crime_table(totals: Totals) -> pl.DataFrame:
    """Recorded crime per year since 2012, buurt and gemeente, in the division of 2024."""
    use = _select(totals, tuple(range(2012, 2025)), ("buurt", "gemeente"))
    count = np.nan_to_num(totals.rates["crime"][use]) * totals.residents[use]
    return _by_code(totals, use).with_columns(pl.Series("misdrijven", np.round(count), dtype=pl.Int32))


def panel_table(totals: Totals) -> pl.DataFrame:
    """A regional panel of wijken in the shape of ELAN's: moves per year 2009-2022, division of 2022."""
    use = _select(totals, tuple(range(2009, 2023)), ("wijk",))
    names = dict(
        zip(totals.code[totals.level == "gemeente"], totals.name[totals.level == "gemeente"], strict=True)
    )
    return pl.DataFrame(
        {
            "code": _texts(totals.code[use]),
            "naam": _texts(totals.name[use]),
            "gemeente": pl.Series([names[g] for g in totals.gemeente[use]], dtype=pl.String),
            "jaar": pl.Series(totals.year[use], dtype=pl.Int16),
            "inwoners": _numbers(totals.residents[use]),
            "aandeel_verhuisd": _numbers(totals.rates["moves"][use]),
        }
    )


def _by_code(totals: Totals, use: NDArray[np.bool_]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "level": _texts(totals.level[use]),
            "code": _texts(totals.code[use]),
            "gm_code": _texts(totals.gemeente[use]),
            "jaar": pl.Series(totals.year[use], dtype=pl.Int16),
        }
    )
