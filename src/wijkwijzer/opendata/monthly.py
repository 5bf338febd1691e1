"""Counts per month added up to years; a year that lacks a month stays unknown."""

from __future__ import annotations

import polars as pl

from wijkwijzer.opendata.description import FileRule

__all__ = ["years_of_months"]

_MONTHS = 12


def years_of_months(frame: pl.DataFrame, rule: FileRule) -> pl.DataFrame:
    """Add up months, per area, year and figure.

    A month in which the whole file counts nothing was not counted: December 2017 of the region of The Hague
    is 0 for every buurt and every kind of crime, and would make a fall of a twelfth.

    Parameters
    ----------
    frame : one row per area, year, month and figure, with ``__row``.
    rule : says which columns these are.

    Returns
    -------
    polars.DataFrame
        One row per area, year and figure; the value is null unless all twelve months were counted.
    """
    year, value = rule.year[0], rule.value
    counted = pl.col(value).fill_null(0).sum().over(year, rule.month) > 0
    keys = [rule.code[0], year, rule.variable]
    filled = pl.col("__counted") & pl.col(value).is_not_null()
    whole = pl.col(rule.month).filter(filled).n_unique() == _MONTHS
    return (
        frame.with_columns(__counted=counted)
        .group_by(keys, maintain_order=True)
        .agg(
            pl.col("__row").first(),
            *(pl.col(name).first() for name in rule.name),
            pl.when(whole).then(pl.col(value).cast(pl.Float64).sum()).alias(value),
        )
    )
