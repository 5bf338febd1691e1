"""Conversion weights from lists of addresses: of the addresses of an old area, how many lie in each new one.

CBS publishes such a list every year (``pc6hnr20240801_gwb.csv``: PC6, Huisnummer, Buurt2024, Wijk2024,
Gemeente2024); a municipality has one from its own register (BAG). An address is known by its id, or by
postcode and house number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import clean_code, code_from_number, level_of
from wijkwijzer.opendata.readers import read_frame

__all__ = ["AddressMatch", "is_address_list", "scan", "weights_from_addresses"]

_IDS = (
    "adres",
    "adres_id",
    "adresid",
    "address",
    "address_id",
    "bag_id",
    "identificatie",
    "nummeraanduiding",
)
_POSTCODES, _NUMBERS = ("pc6", "postcode", "postcode6"), ("huisnummer", "huisnr", "hnr")
_ADDITIONS = ("huisletter", "toevoeging", "huisnummertoevoeging")
_CODES = {
    "buurt": r"(buurt|bu)(_?code)?(\d{4})?",
    "wijk": r"(wijk|wk)(_?code)?(\d{4})?",
    "gemeente": r"(gemeente|gem|gm)(_?code)?(\d{4})?",
}
_LEVELS = ("gemeente", "wijk")
LARGEST_LIST = 2_000_000_000
"""Bytes. A national list has nine million rows; it is read one column at a time."""


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """How many addresses two years have in common; the others say nothing about borders and are left out."""

    from_year: int
    to_year: int
    both: int
    only_from: int
    only_to: int


def is_address_list(path: Path) -> bool:
    """Whether the heading of a file names addresses (and not weights)."""
    names = _headings(path)
    return bool(_first(names, _IDS) or (_first(names, _POSTCODES) and _first(names, _NUMBERS)))


def weights_from_addresses(paths: Sequence[Path]) -> tuple[pl.DataFrame, list[AddressMatch]]:
    """Derive weights between all pairs of years of address lists.

    Parameters
    ----------
    paths : files, each of one year (in its name or its headings) or with a column ``jaar``.

    Returns
    -------
    weights : level, from_year, to_year, from_code, to_code, addresses, weight
        (`wijkwijzer.opendata.weights.WEIGHT_SCHEMA`); weight is the share of the addresses of ``from_code``,
        of those that both years know, that lie in ``to_code``.
    matches : per pair of years how many addresses both have, and how many only one.

    Raises
    ------
    InputError
        When a column lacks, a code is none, a year is twice there or there is only one.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> for year, code in ((2023, "WK000101"), (2024, "WK000102")):
    ...     _ = (folder / f"adressen_{year}.csv").write_text(f"adres;wijkcode\\na;{code}\\nb;WK000101\\n")
    >>> weights, matches = weights_from_addresses(sorted(folder.iterdir()))
    >>> weights.filter(pl.col("level") == "wijk").sort("to_code")["weight"].to_list(), matches[0].both
    ([0.5, 0.5], 2)
    """
    lists: dict[int, pl.DataFrame] = {}
    for path in paths:
        for year, part in _read(path).items():
            if year in lists:
                raise InputError(f"Van {year} is er al een lijst met adressen.", file=path.name)
            lists[year] = part
    if len(lists) < 2:
        raise InputError(
            "Geef lijsten met adressen van minstens twee jaren.", file=paths[0].name if paths else None
        )
    moves, matches = [], []
    for first, second in combinations(sorted(lists), 2):
        both = lists[first].join(lists[second], on="address", suffix="_to")
        found = both.height
        matches.append(
            AddressMatch(first, second, found, lists[first].height - found, lists[second].height - found)
        )
        moves += [_moves(both, level, first, second) for level in _LEVELS]
    return pl.concat(moves), matches


def _moves(both: pl.DataFrame, level: str, first: int, second: int) -> pl.DataFrame:
    counts = both.group_by(pl.col(level).alias("from_code"), pl.col(f"{level}_to").alias("to_code")).len()
    counts = counts.sort(pl.col("from_code").cast(pl.String), pl.col("to_code").cast(pl.String))
    amount = pl.col("len").cast(pl.Float64)
    return counts.select(
        pl.lit(level).alias("level"),
        pl.lit(first, dtype=pl.Int32).alias("from_year"),
        pl.lit(second, dtype=pl.Int32).alias("to_year"),
        pl.col("from_code", "to_code").cast(pl.String),
        amount.alias("addresses"),
        (amount / amount.sum().over("from_code")).alias("weight"),
    )


def _read(path: Path) -> dict[int, pl.DataFrame]:
    """Return per year: address (a hash), wijk and gemeente; addresses in two areas at once are left out."""
    frame = scan(path)
    headings = frame.collect_schema().names()
    names = {name.strip().strip("\ufeff").casefold(): name for name in headings}
    address = _address(names, path)
    columns = {level: _code_column(names, pattern) for level, pattern in _CODES.items()}
    lowest = next((level for level in ("buurt", "wijk") if columns[level]), None)
    if lowest is None:
        raise InputError("De kolom met de code van de wijk of buurt ontbreekt.", file=path.name)
    code = code_from_number(clean_code(pl.col(str(columns[lowest]))), pl.lit(lowest))
    year = _year(names, str(columns[lowest]), path)
    rows = frame.select(address=address, code=code, year=year)
    rows = rows.with_columns(pl.col("code").cast(pl.Categorical))
    try:
        table = rows.collect(engine="streaming")
    except pl.exceptions.PolarsError as error:
        raise InputError("Dit bestand is niet te lezen; is het heel?", file=path.name) from error
    _check(table, lowest, str(columns[lowest]), path)
    table = table.drop_nulls()
    text = pl.col("code").cast(pl.String)
    own = table.select("code").unique()
    places = own.with_columns(
        wijk=pl.concat_str(pl.lit("WK"), text.str.slice(2, 6)).cast(pl.Categorical),
        gemeente=pl.concat_str(pl.lit("GM"), text.str.slice(2, 4)).cast(pl.Categorical),
    )
    table = table.join(places, on="code").drop("code").unique()
    return {
        int(str(key[0])): part.drop("year").unique("address", keep="none")
        for key, part in table.partition_by("year", as_dict=True).items()
    }


def scan(path: Path) -> pl.LazyFrame:
    """Open a table of any of our forms without reading it; InputError when it is none."""
    if path.stat().st_size >= LARGEST_LIST:
        raise InputError("Dit bestand is 2 GB of groter.", file=path.name)
    try:
        if path.suffix == ".parquet":
            return pl.scan_parquet(path)
        if path.suffix == ".csv":
            with path.open("rb") as file:
                head = file.readline()
            separator = max(b";", b",", b"\t", key=head.count).decode()
            return pl.scan_csv(path, separator=separator, infer_schema=False)
        return read_frame(path, "xlsx" if path.suffix == ".xlsx" else "csv").lazy()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError("Dit bestand is niet te lezen; is het heel?", file=path.name) from error


def _headings(path: Path) -> dict[str, str]:
    try:
        names = scan(path).collect_schema().names()
    except pl.exceptions.PolarsError as error:
        raise InputError("Dit bestand is niet te lezen; is het heel?", file=path.name) from error
    return {name.strip().strip("\ufeff").casefold(): name for name in names}


def _first(names: dict[str, str], wanted: Sequence[str]) -> str | None:
    return next((names[name] for name in wanted if name in names), None)


def _address(names: dict[str, str], path: Path) -> pl.Expr:
    """Return what an address is known by, as a hash: nine million texts would take too much memory."""
    own = _first(names, _IDS)
    if own is not None:
        text = pl.col(own).cast(pl.String).str.strip_chars()
    else:
        postcode, number = _first(names, _POSTCODES), _first(names, _NUMBERS)
        if postcode is None or number is None:
            sentence = "Een adres heeft een nummer ('adres'), of een postcode en een huisnummer."
            raise InputError(sentence, file=path.name, column="adres")
        extra = [names[name] for name in _ADDITIONS if name in names]
        parts = [pl.col(name).cast(pl.String).fill_null("") for name in (postcode, number, *extra)]
        text = pl.concat_str(
            [part.str.replace_all(r"\s", "").str.to_uppercase() for part in parts], separator="|"
        )
        text = pl.when(pl.col(postcode).is_not_null() & pl.col(number).is_not_null()).then(text)
    return pl.when(text.str.len_chars() > 0).then(text.hash(seed=0))


def _code_column(names: dict[str, str], pattern: str) -> str | None:
    return next((names[name] for name in names if re.fullmatch(pattern, name)), None)


def _year(names: dict[str, str], code: str, path: Path) -> pl.Expr:
    own = _first(names, ("jaar", "year"))
    if own is not None:
        return pl.col(own).cast(pl.String).str.strip_chars().cast(pl.Int32, strict=False)
    told = re.search(r"(?:19|20)\d{2}$", code) or re.search(r"(?:19|20)\d{2}", path.name)
    if told is None:
        raise InputError(
            "Het jaar staat niet in de naam en niet in een kolom van dit bestand.", file=path.name
        )
    return pl.lit(int(told[0]), dtype=pl.Int32)


def _check(table: pl.DataFrame, level: str, column: str, path: Path) -> None:
    codes = table.select("code").unique().with_columns(level=level_of(pl.col("code").cast(pl.String)))
    wrong = codes.filter((pl.col("code").cast(pl.String) != "") & pl.col("level").ne_missing(pl.lit(level)))
    if wrong.height:
        where = table["code"].is_in(wrong["code"].implode()).arg_max() or 0
        raise InputError(f"Dit is geen code van een {level}.", file=path.name, row=where + 2, column=column)
    if table["year"].has_nulls():
        row = int(table["year"].is_null().arg_max() or 0) + 2
        raise InputError("Dit jaar klopt niet.", file=path.name, row=row, column="jaar")
    if table.is_empty():
        raise InputError("Er staat geen enkel adres in dit bestand.", file=path.name)
