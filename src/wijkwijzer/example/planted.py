"""What was planted, for scoring only: nothing of this is in the files that the library reads."""

from __future__ import annotations

import polars as pl

from wijkwijzer.example.kwb import exact_columns
from wijkwijzer.example.land.history import LAST
from wijkwijzer.example.land.names import TYPES
from wijkwijzer.example.land.totals import Totals
from wijkwijzer.example.province import Province

__all__ = ["truth_tables"]


def truth_tables(province: Province) -> dict[str, pl.DataFrame]:
    """Return the planted truth.

    Returns
    -------
    dict
        `exact` and `underlying`: every published column (jaar, level, code, then columns) in the borders of
        its own year, without rounding, with and without chance from year to year. `exact_2024` and
        `underlying_2024`: the same in the borders of 2024. `developments`: planted trends and turning points
        (wijk, indicator, before and after per year on the link scale, year; a trend has before = after).
        `groups`: the planted group of each wijk of 2024, and its planted prosperity.
    """
    tables = {}
    for suffix, fixed in (("", None), (f"_{LAST}", LAST)):
        tables[f"exact{suffix}"] = _wide(province.totals(fixed=fixed))
        tables[f"underlying{suffix}"] = _wide(province.totals(chance=False, fixed=fixed))
    tables["developments"] = _developments(province)
    tables["groups"] = _groups(province)
    return tables


def _wide(totals: Totals) -> pl.DataFrame:
    identity = {
        "jaar": pl.Series(totals.year, dtype=pl.Int16),
        "level": pl.Series(totals.level.tolist(), dtype=pl.String),
        "code": pl.Series(totals.code.tolist(), dtype=pl.String),
    }
    columns = {name: pl.Series(values).fill_nan(None) for name, values in exact_columns(totals).items()}
    return pl.DataFrame(identity | columns)


def _wijk_codes(province: Province) -> list[str]:
    """Code of 2024 of each wijk of the landscape."""
    land, codes = province.landscape, province.divisions[LAST].codes["wijk"]
    return [f"WK{codes[land.wijk == wijk][0]:06d}" for wijk in range(len(province.plan.kind))]


def _developments(province: Province) -> pl.DataFrame:
    codes = _wijk_codes(province)
    rows = [
        (codes[plant.wijk], plant.indicator, plant.before, plant.after, plant.year)
        for plant in province.society.planted
    ]
    columns = ["wijk", "indicator", "before", "after", "year"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _groups(province: Province) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "wijk": _wijk_codes(province),
            "group": [TYPES[kind] for kind in province.plan.kind],
            "prosperity": province.plan.prosperity,
        }
    )
