"""Codes of Dutch areas: country, gemeente, wijk, buurt, and named sets of them (gebieden)."""

from __future__ import annotations

import polars as pl

__all__ = [
    "COUNTRY",
    "LEVELS",
    "clean_code",
    "code_from_number",
    "codes_of_number",
    "level_of",
    "parent_codes",
]

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
    """Strip blanks and the ".0" of a spreadsheet; write letters in capitals and the country as ``NL00``.

    Examples
    --------
    >>> pl.select(clean_code(pl.lit(pl.Series(["GM0344    ", "NL01", "wk 0363aa"])))).to_series().to_list()
    ['GM0344', 'NL00', 'WK0363AA']
    """
    stripped = code.cast(pl.String).str.replace_all(r"\s", "").str.replace(r"^([0-9]+)\.0+$", "$1")
    official = stripped.str.contains(r"^(?i:gm|wk|bu|nl)[0-9]{2}")
    stripped = pl.when(official).then(stripped.str.to_uppercase()).otherwise(stripped)
    return pl.when(stripped.str.contains(_PATTERNS["land"])).then(pl.lit(COUNTRY)).otherwise(stripped)


def code_from_number(number: pl.Expr, level: pl.Expr) -> pl.Expr:
    """Return the code of a number that lost its letters, and perhaps its zeros: 344 of a gemeente is GM0344.

    Parameters
    ----------
    number : digits only; anything else stays as it is.
    level : "gemeente", "wijk" or "buurt" (in any case), or null: then the number of digits must tell.

    Examples
    --------
    >>> kinds = ["Gemeente", "Wijk", None, None]
    >>> frame = pl.DataFrame({"n": ["344", "34401", "03440111", "0344"], "s": kinds})
    >>> frame.select(code_from_number(pl.col("n"), pl.col("s"))).to_series().to_list()
    ['GM0344', 'WK034401', 'BU03440111', 'GM0344']
    """
    kind = level.cast(pl.String).str.strip_chars().str.to_lowercase()
    result = number
    for name, prefix, width in (("gemeente", "GM", 4), ("wijk", "WK", 6), ("buurt", "BU", 8)):
        own = (kind == name).fill_null(False) | (kind.is_null() & (number.str.len_chars() == width))
        fits = number.str.contains(rf"^[0-9]{{1,{width}}}$")
        result = pl.when(own & fits).then(prefix + number.str.zfill(width)).otherwise(result)
    return result


def codes_of_number(number: str) -> list[str]:
    """Return every code that a number may be which lost its letters, and perhaps its zeros.

    Which of them is meant only a list of codes that exist can tell: "301" is the gemeente GM0301, or wijk 1
    of gemeente 3. A spreadsheet may have put ".0" behind it.

    Examples
    --------
    >>> codes_of_number("0102"), codes_of_number("990101.0"), codes_of_number("WK990101")
    (['GM0102', 'WK000102', 'BU00000102'], ['WK990101', 'BU00990101'], [])
    """
    digits = number.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()):
        return []
    widths = (("GM", 4), ("WK", 6), ("BU", 8))
    return [prefix + digits.zfill(width) for prefix, width in widths if len(digits) <= width]


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
