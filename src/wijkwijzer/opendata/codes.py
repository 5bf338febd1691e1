"""Codes of Dutch areas: country, gemeente, wijk, buurt, and named sets of them (gebieden)."""

from __future__ import annotations

import polars as pl

__all__ = ["COUNTRY", "LEVELS", "clean_code", "level_of", "parent_codes"]

COUNTRY = "NL00"
LEVELS = ("land", "gemeente", "wijk", "buurt", "gebied")
_PATTERNS = {
    "land": r"^NL\d\d$",
    "gemeente": r"^GM\d{4}$",
    # Since 2022 Amsterdam uses letters in the last places, so digits alone would lose a city.
    "wijk": r"^WK\d{4}[0-9A-Z]{2}$",
    "buurt": r"^BU\d{4}[0-9A-Z]{4}$",
    "gebied": r"^GB[A-Za-z0-9]+$",
}


def clean_code(code: pl.Expr) -> pl.Expr:
    """Strip the padding of the publisher and write every code of the country as ``NL00``.

    Examples
    --------
    >>> pl.select(clean_code(pl.lit(pl.Series(["GM0344    ", "NL01", " WK0363AA"])))).to_series().to_list()
    ['GM0344', 'NL00', 'WK0363AA']
    """
    stripped = code.cast(pl.String).str.strip_chars()
    return pl.when(stripped.str.contains(_PATTERNS["land"])).then(pl.lit(COUNTRY)).otherwise(stripped)


def level_of(code: pl.Expr) -> pl.Expr:
    """Return the level a cleaned code belongs to, null when it is no code of an area.

    Examples
    --------
    >>> codes = pl.Series(["GM0363", "WK0363AA", "BU0363AA01", "0363", "NL00"])
    >>> pl.select(level_of(pl.lit(codes))).to_series().to_list()
    ['gemeente', 'wijk', 'buurt', None, 'land']
    """
    result = pl.lit(None, dtype=pl.String)
    for level, pattern in _PATTERNS.items():
        result = pl.when(code.str.contains(pattern)).then(pl.lit(level)).otherwise(result)
    return result


def parent_codes(code: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the codes of the gemeente and the wijk that a wijk or buurt code names; null where there is
    none.

    The code of a gebied names its gemeente after ``GB``.

    Examples
    --------
    >>> frame = pl.DataFrame({"code": ["BU0363AA01", "WK036301", "GM0363", "GB0599W71"]})
    >>> gemeente, wijk = parent_codes(pl.col("code"))
    >>> frame.select(gemeente.alias("gemeente"), wijk.alias("wijk")).rows()
    [('GM0363', 'WK0363AA'), ('GM0363', None), ('GM0363', None), ('GM0599', None)]
    """
    kind = code.str.slice(0, 2)
    gemeente = pl.when(kind.is_in(["GM", "WK", "BU", "GB"])).then("GM" + code.str.slice(2, 4))
    wijk = pl.when(kind == "BU").then("WK" + code.str.slice(2, 6))
    return gemeente, wijk
