"""Which postcode lies in which buurt or wijk: of the addresses of a postcode, how many lie in each.

CBS publishes a list of addresses every year (``pc6hnr20240801_gwb.csv``); others give a table with a number
of addresses per postcode and area. A postcode is four digits, or those with two letters.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.addresses import scan
from wijkwijzer.opendata.codes import clean_code, code_from_number, level_of
from wijkwijzer.opendata.fetching.discover import FoundFile

__all__ = ["POSTCODE_SCHEMA", "read_postcodes"]

POSTCODE_SCHEMA = {"postcode": pl.String, "division": pl.Int32, "code": pl.String, "addresses": pl.Float64}
_POSTCODES = ("pc6", "postcode", "postcode6", "pc4", "postcode4")
_AREAS = (("buurt", ("buurt_code", "buurtcode", "buurt")), ("wijk", ("wijk_code", "wijkcode", "wijk")))
_FORM = r"^[1-9][0-9]{3}(?:[A-Z]{2})?$"


def read_postcodes(files: Sequence[FoundFile]) -> pl.DataFrame:
    """Read every file with postcodes; of each postcode only the newest year stays.

    Returns
    -------
    polars.DataFrame
        Columns of ``POSTCODE_SCHEMA``: the postcode without a space, the year of the borders, the code of a
        buurt or wijk in it, and the number of addresses. Of a postcode with letters the four digits are there
        too, counted together.

    Raises
    ------
    InputError
        When a column lacks or a postcode or code is none; the sentence names file, row and column.
    """
    tables = [_read(file) for file in files]
    if not tables:
        return pl.DataFrame(schema=POSTCODE_SCHEMA)
    rows = pl.concat(tables)
    lettered = rows.filter(pl.col("postcode").str.len_chars() == 6)
    digits = lettered.with_columns(pl.col("postcode").str.slice(0, 4))
    # Four digits that are counted from addresses are finer than a table of wijken: those say nothing then.
    counted = digits.select("postcode").unique()
    told = pl.concat([counted, lettered.select("postcode").unique()])
    rows = pl.concat([digits, lettered, rows.join(told, on="postcode", how="anti")])
    newest = rows.filter(pl.col("division") == pl.col("division").max().over("postcode"))
    whole = newest.group_by("postcode", "division", "code").agg(pl.col("addresses").sum())
    return whole.sort("postcode", "addresses", "code", descending=[False, True, False])


def _read(file: FoundFile) -> pl.DataFrame:
    frame = scan(file.path)
    names = {name.strip().strip("\ufeff").casefold(): name for name in frame.collect_schema().names()}
    postcode = next((names[name] for name in _POSTCODES if name in names), None)
    level, area = next(
        ((level, names[name]) for level, wanted in _AREAS for name in _dated(wanted, names)), ("", "")
    )
    for column, found in (("pc6", postcode), ("wijk_code", area)):
        if not found:
            raise InputError("Deze kolom ontbreekt.", file=file.name, column=column)
    amount = (
        pl.col(names["addresses"]).cast(pl.Float64, strict=False) if "addresses" in names else pl.lit(1.0)
    )
    rows = frame.filter(_same_year(names)).select(
        postcode=pl.col(str(postcode)).cast(pl.String).str.replace_all(r"\s", "").str.to_uppercase(),
        division=_division(names, file),
        code=code_from_number(clean_code(pl.col(area)), pl.lit(level)),
        addresses=amount,
    )
    keys = ["postcode", "division", "code"]
    table = rows.group_by(keys).agg(pl.col("addresses").sum()).collect(engine="streaming")
    _check(table, file, str(postcode), area, level)
    return table.filter(pl.col("addresses") > 0).select(pl.col(n).cast(k) for n, k in POSTCODE_SCHEMA.items())


def _dated(wanted: tuple[str, ...], names: dict[str, str]) -> list[str]:
    """The headings that name an area, with a year behind it or not ("Buurt2024")."""
    return [name for name in names if name.rstrip("0123456789").rstrip("_") in wanted]


def _same_year(names: dict[str, str]) -> pl.Expr:
    """A table of many years against many: only a postcode of a year in the borders of that year."""
    if "pc4_year" in names and "wijk_year" in names:
        return pl.col(names["pc4_year"]) == pl.col(names["wijk_year"])
    return pl.lit(True)


def _division(names: dict[str, str], file: FoundFile) -> pl.Expr:
    if "wijk_year" in names:
        return pl.col(names["wijk_year"]).cast(pl.Int32)
    if file.year is None:
        sentence = "Het jaar staat niet in de naam en niet in een kolom van dit bestand."
        raise InputError(sentence, file=file.name)
    return pl.lit(file.year, dtype=pl.Int32)


def _check(table: pl.DataFrame, file: FoundFile, postcode: str, area: str, level: str) -> None:
    bad = table.filter(~pl.col("postcode").str.contains(_FORM).fill_null(False))
    if bad.height:
        sentence = f"Dit is geen postcode: {bad['postcode'][0] or '(leeg)'}."
        raise InputError(sentence, file=file.name, column=postcode)
    bad = table.filter(level_of(pl.col("code")).ne_missing(pl.lit(level)))
    if bad.height:
        sentence = f"Dit is geen code van een {level}: {bad['code'][0] or '(leeg)'}."
        raise InputError(sentence, file=file.name, column=area)
