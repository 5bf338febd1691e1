"""The postcodes of a release: kept in a table by postcode, read one at a time."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

__all__ = ["POSTCODES", "areas_of_postcode", "clean_postcode"]

POSTCODES = "postcodes.parquet"
_POSTCODE = re.compile(r"^([1-9]\d{3})([a-z]{2})?$", re.IGNORECASE)


def clean_postcode(text: str) -> str | None:
    """Return a postcode as it is stored, None for what is none.

    >>> clean_postcode(" 9931 kd"), clean_postcode("9931"), clean_postcode("0123")
    ('9931KD', '9931', None)
    """
    found = _POSTCODE.match(re.sub(r"\s", "", text))
    return found[0].upper() if found else None


def areas_of_postcode(folder: Path, postcode: str) -> list[tuple[int, float]]:
    """Return the areas that a postcode lies in, each with the number of addresses, the most first."""
    rows = pl.scan_parquet(folder / POSTCODES).filter(pl.col("postcode") == postcode).collect()
    return list(rows.select("area", pl.col("addresses").cast(pl.Float64)).iter_rows())
