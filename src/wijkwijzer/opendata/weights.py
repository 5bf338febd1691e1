"""Conversion weights between divisions, and codes that were given to another area."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.addresses import AddressMatch, is_address_list, weights_from_addresses
from wijkwijzer.opendata.codes import clean_code, level_of
from wijkwijzer.opendata.fetching.discover import FoundFile
from wijkwijzer.opendata.missing import parse_number
from wijkwijzer.opendata.readers import read_frame

__all__ = ["REUSED_SCHEMA", "WEIGHT_SCHEMA", "read_all_weights", "read_reused", "read_weights"]

WEIGHT_SCHEMA = {
    "level": pl.String,
    "from_year": pl.Int32,
    "to_year": pl.Int32,
    "from_code": pl.String,
    "to_code": pl.String,
    "addresses": pl.Float64,
    "weight": pl.Float64,
}
REUSED_SCHEMA = {"code": pl.String, "year_1": pl.Int32, "year_2": pl.Int32}


def read_all_weights(files: Sequence[FoundFile]) -> tuple[pl.DataFrame, list[AddressMatch]]:
    """Read matrices and lists of addresses together; what an earlier file says of two years, stands.

    Returns
    -------
    weights : columns of ``WEIGHT_SCHEMA``.
    matches : of lists of addresses: how many two years have in common.
    """
    lists = [file for file in files if is_address_list(file.path)]
    tables = [read_weights(file) for file in files if file not in lists]
    matches: list[AddressMatch] = []
    if lists:
        derived, matches = weights_from_addresses([file.path for file in lists])
        tables.append(derived)
    known = pl.DataFrame(schema=WEIGHT_SCHEMA)
    for table in tables:
        new = table.join(known, on=["level", "from_year", "to_year"], how="anti")
        known = pl.concat([known, new])
    return known, matches


def read_weights(file: FoundFile) -> pl.DataFrame:
    """Read a matrix of weights: the share of the addresses of ``from_code`` that lie in ``to_code``.

    Only areas that changed need to be listed. Weights are made to sum to 1 per old area in double precision,
    because the sum of what is known must survive the conversion to 1e-9.

    Returns
    -------
    polars.DataFrame
        Columns of ``WEIGHT_SCHEMA``.
    """
    frame = read_frame(file.path, "csv" if file.path.name.endswith((".csv", ".csv.gz")) else "parquet")
    for column in ("from_year", "to_year", "from_code", "to_code"):
        if column not in frame.columns:
            raise InputError("Deze kolom ontbreekt.", file=file.name, column=column)
    if "basis" in frame.columns:
        # Two ways of counting addresses; the plain one is the one the checks were done with.
        basis = frame["basis"].cast(pl.String)
        preferred = "pc6_huisnummer" if (basis == "pc6_huisnummer").any() else basis[0]
        frame = frame.filter(pl.col("basis").cast(pl.String) == preferred)
    amount = "addresses" if "addresses" in frame.columns else "weight"
    if amount not in frame.columns:
        raise InputError("Deze kolom ontbreekt.", file=file.name, column="weight")
    frame = frame.with_row_index("row", offset=2).select(
        pl.col("row"),
        pl.col("from_year", "to_year").cast(pl.Int32, strict=False),
        clean_code(pl.col("from_code")).alias("from_code"),
        clean_code(pl.col("to_code")).alias("to_code"),
        parse_number(frame[amount])[0].alias("addresses"),
    )
    frame = frame.with_columns(level=level_of(pl.col("from_code")))
    _check(frame, amount, file)
    total = pl.col("addresses").sum().over("from_year", "to_year", "from_code")
    frame = frame.filter(total > 0).with_columns(weight=pl.col("addresses") / total)
    return frame.select(pl.col(name).cast(dtype) for name, dtype in WEIGHT_SCHEMA.items())


def _check(frame: pl.DataFrame, amount: str, file: FoundFile) -> None:
    for column in ("from_year", "to_year"):
        bad = frame.filter(~pl.col(column).is_between(1990, 2100).fill_null(False))
        if bad.height:
            raise InputError("Dit jaar klopt niet.", file=file.name, row=bad["row"][0], column=column)
    level_to = level_of(pl.col("to_code"))
    bad = frame.filter(pl.col("level").is_null() | level_to.is_null() | (pl.col("level") != level_to))
    if bad.height:
        raise InputError("Deze code klopt niet.", file=file.name, row=bad["row"][0], column="from_code")
    bad = frame.filter(
        pl.col("addresses").is_null() | pl.col("addresses").is_nan() | (pl.col("addresses") < 0)
    )
    if bad.height:
        raise InputError("Dit gewicht klopt niet.", file=file.name, row=bad["row"][0], column=amount)
    bad = frame.filter(pl.struct("from_year", "to_year", "from_code", "to_code").is_duplicated())
    if bad.height:
        raise InputError("Deze overgang staat er twee keer in.", file=file.name, row=bad["row"][0])


def read_reused(file: FoundFile) -> pl.DataFrame:
    """Read the list of codes that meant another area in ``year_1`` than in ``year_2`` (``REUSED_SCHEMA``)."""
    frame = read_frame(file.path, "csv")
    names = {"code": "code", "jaar_1": "year_1", "jaar_2": "year_2"}
    for column in names:
        if column not in frame.columns:
            raise InputError("Deze kolom ontbreekt.", file=file.name, column=column)
    return frame.select(pl.col(column).alias(name) for column, name in names.items()).select(
        clean_code(pl.col("code")).alias("code"), pl.col("year_1", "year_2").cast(pl.Int32)
    )
