"""How publishers write "no figure", and numbers written as text."""

from __future__ import annotations

import polars as pl

__all__ = ["KNOWN", "MISSING", "NOT_PUBLISHED", "STATUSES", "SUPPRESSED", "parse_number"]

KNOWN, SUPPRESSED, MISSING, NOT_PUBLISHED = 0, 1, 2, 3
STATUSES = ("known", "suppressed", "missing", "not_published")

# CBS/PDOK: -99995 not (yet) published, -99997 suppressed; shapefiles: -99999999 and its like.
_CODES = {-99995: NOT_PUBLISHED, -99997: SUPPRESSED, -99996: SUPPRESSED}
_LARGEST_CODE = -99990.0
_BLANK = ["", ".", ",", "-", "x", "X", "nvt", "NA", "N/A", "null", "None"]
_NUMBER = r"^[-+]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][-+]?[0-9]+)?$"


def parse_number(column: pl.Series) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Read a column of figures as the publisher wrote it.

    Parameters
    ----------
    column : numbers, or text with a decimal point or comma, padding and the publisher's missing codes.

    Returns
    -------
    value : (n,) Float64, null where there is no figure. Never 0 for a gap.
    status : (n,) UInt8, one of ``KNOWN``, ``SUPPRESSED``, ``MISSING``, ``NOT_PUBLISHED``.
    wrong : (n,) Boolean, True where text is neither a number nor a known way to write "no figure".

    Examples
    --------
    >>> value, status, wrong = parse_number(pl.Series(["  862965", "26,4", "       .", "-99997", "veel"]))
    >>> value.to_list()
    [862965.0, 26.4, None, None, None]
    >>> [STATUSES[s] for s in status], wrong.to_list()
    (['known', 'known', 'missing', 'suppressed', 'missing'], [False, False, False, False, True])
    """
    if column.dtype == pl.String:
        text = column.str.strip_chars().str.replace("^\u2212", "-")  # the minus sign of a text program
        blank = text.is_null() | text.is_in(_BLANK)
        plain, unsure = _plain(text)
        good = plain.str.contains(_NUMBER).fill_null(False) & ~unsure
        wrong = ~(blank | good)
        number = pl.select(pl.when(good).then(plain)).to_series().cast(pl.Float64)
        endless = number.is_infinite().fill_null(False)
        number, wrong = number.set(endless, None), wrong | endless
    else:
        number = _as_float(column)
        wrong = pl.Series([False]).new_from_index(0, len(column))
    return (*_codes_to_status(number), wrong)


def _plain(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Write numbers with a decimal point and no other sign, and tell which ones nobody can read for sure.

    One sign is the decimal sign of the whole column. A number that is no group of thousands shows which
    ("12,5", "0,125"), and so does one with several groups ("1.250.000") or with both signs ("1.250,5"). With
    a comma as decimal sign "1.250" is 1250. Where nothing shows it, or two numbers show the opposite, what
    may be a thousand times larger is not read.
    """
    comma = _shows(text, ",") | _groups(text, ".")
    point = _shows(text, ".") | _groups(text, ",")
    by_comma, by_point = bool(comma.any()), bool(point.any())
    three = text.str.contains(r"^[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}$").fill_null(False)
    either = three if by_comma == by_point else three & False
    decimal, other = (",", ".") if by_comma and not by_point else (".", ",")
    if by_comma != by_point:
        whole = text.str.contains(
            rf"^[-+]?[1-9][0-9]{{0,2}}(\{other}[0-9]{{3}})+(\{decimal}[0-9]+)?$"
        ).fill_null(False)
        bare = pl.select(
            pl.when(whole).then(text.str.replace_all(other, "", literal=True)).otherwise(text)
        ).to_series()
        return bare.str.replace(",", ".", literal=True), either
    return text.str.replace(",", ".", literal=True), either


def _shows(text: pl.Series, sign: str) -> pl.Series:
    """Numbers in which this sign can only be a decimal sign."""
    decimal = text.str.contains(rf"^[-+]?[0-9]*\{sign}[0-9]+([eE][-+]?[0-9]+)?$").fill_null(False)
    return decimal & ~text.str.contains(rf"^[-+]?[1-9][0-9]{{0,2}}\{sign}[0-9]{{3}}$").fill_null(False)


def _groups(text: pl.Series, sign: str) -> pl.Series:
    """Numbers in which this sign can only stand between thousands."""
    other = "," if sign == "." else "."
    several = rf"^[-+]?[1-9][0-9]{{0,2}}(\{sign}[0-9]{{3}}){{2,}}$"
    both = rf"^[-+]?[1-9][0-9]{{0,2}}(\{sign}[0-9]{{3}})+\{other}[0-9]+$"
    return text.str.contains(f"{several}|{both}").fill_null(False)


def _as_float(column: pl.Series) -> pl.Series:
    number = column.cast(pl.Float64)
    if column.dtype == pl.Float32:
        # Single precision holds seven digits; what stands behind them is noise of the file.
        number = number.round(4)
    return number.fill_nan(None).set(number.is_infinite().fill_null(False), None)


def _codes_to_status(number: pl.Series) -> tuple[pl.Series, pl.Series]:
    status = pl.when(number.is_null()).then(MISSING).otherwise(KNOWN)
    status = pl.when(number <= _LARGEST_CODE).then(MISSING).otherwise(status)
    for code, meaning in _CODES.items():
        status = pl.when(number == code).then(meaning).otherwise(status)
    value = pl.when(number > _LARGEST_CODE).then(number)
    frame = pl.select(value.alias("value"), status.cast(pl.UInt8).alias("status"))
    return frame["value"], frame["status"]
