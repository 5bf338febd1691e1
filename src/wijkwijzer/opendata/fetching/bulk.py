"""CBS's bulk set of an OData version 4 table: a folder with a CSV file per set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.fetching.cbs import wide_v4
from wijkwijzer.opendata.readers import read_frame

__all__ = ["read_bulk_v4"]

_MEASURES = ("MeasureCodes.csv", "MeasureCodes.csv.gz", "MeasureCodes.parquet")


def read_bulk_v4(path: Path, columns: Mapping[str, tuple[str, ...]], dimension: str) -> pl.DataFrame:
    """Read the observations of a table, with the names of its measures from the file beside it.

    Parameters
    ----------
    path : ``Observations.csv`` (semicolons, decimal comma), perhaps gzipped.
    columns : figure -> names it may have.
    dimension : column with the code of the area.

    Returns
    -------
    polars.DataFrame
        See `wijkwijzer.opendata.fetching.cbs.wide_v4`.

    Raises
    ------
    InputError
        When the measures are not there, a column lacks, or no measure is known.
    """
    measures = next((path.with_name(name) for name in _MEASURES if path.with_name(name).is_file()), None)
    if measures is None:
        raise InputError("Naast dit bestand hoort MeasureCodes.csv te staan.", file=path.name)
    named = read_frame(measures, "parquet" if measures.suffix == ".parquet" else "csv")
    rows = read_frame(path, "csv")
    for frame, file, wanted in (
        (named, measures, ("Identifier", "Title")),
        (rows, path, ("Measure", dimension, "Value", "ValueAttribute")),
    ):
        for column in wanted:
            if column not in frame.columns:
                raise InputError("Deze kolom ontbreekt.", file=file.name, column=column)
    return wide_v4(
        rows.to_dicts(), named.select("Identifier", "Title").to_dicts(), columns, dimension=dimension
    )
