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
_NUMBER = r"^[-+]?(\d+([.,]\d+)?|[.,]\d+)([eE][-+]?\d+)?$"


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
        text = column.str.strip_chars()
        blank = text.is_null() | text.is_in(_BLANK)
        good = text.str.contains(_NUMBER).fill_null(False) & ~_thousands(text)
        wrong = ~(blank | good)
        number = (
            pl.select(pl.when(good).then(text.str.replace(",", ".", literal=True)))
            .to_series()
            .cast(pl.Float64)
        )
        endless = number.is_infinite().fill_null(False)
        number, wrong = number.set(endless, None), wrong | endless
    else:
        number = _as_float(column)
        wrong = pl.Series([False]).new_from_index(0, len(column))
    return (*_codes_to_status(number), wrong)


def _thousands(text: pl.Series) -> pl.Series:
    """Numbers whose point or comma may stand for thousands: "872.757" where nothing shows that it does not.

    A column has them when every number with a point or comma has exactly three digits behind it and does not
    begin with 0. Read as a decimal it would be a thousand times too small, so nobody guesses.
    """
    parted = text.str.contains(r"^[-+]?\d+[.,]\d+$").fill_null(False)
    three = text.str.contains(r"^[-+]?[1-9]\d{0,2}[.,]\d{3}$").fill_null(False)
    several = text.str.contains(r"^[-+]?[1-9]\d{0,2}([.,]\d{3}){2,}$").fill_null(False)
    return three if bool((parted == three).all()) or several.any() else three & False


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
