"""Own areas: a *gebied* is any named set of buurten or wijken; what works for a wijk works for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wijkwijzer.areas.own.table import read_own_table
from wijkwijzer.areas.panel.harmonise import DRAWN
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import clean_code, code_from_number, level_of, parent_codes
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["NO_GROUPS", "OwnAreas", "group_links", "own_areas_from_rows", "part_rows", "read_own_areas"]

NO_GROUPS = pl.DataFrame(schema={"parent": pl.UInt32, "area": pl.UInt32})


@dataclass(frozen=True, slots=True)
class OwnAreas:
    """What a file of own areas says.

    Attributes
    ----------
    members : code (of the gebied), member (code of a buurt or wijk), row.
    areas : code, name, gemeente (code of the first member's): one row per gebied, in the order of the file.
    base_year : the members are codes of this year.
    file : where the rows come from, for whoever has to mend them.
    """

    members: pl.DataFrame
    areas: pl.DataFrame
    base_year: int
    file: str | None = None


def read_own_areas(path: Path, base_year: int) -> OwnAreas:
    """Read a file with columns ``gebied``, ``naam`` and ``lid``: one row per buurt or wijk of a gebied.

    Parameters
    ----------
    path : .csv (UTF-8) or .xlsx.
    base_year : the members are codes of this year.

    Raises
    ------
    InputError
        With file, row and column of the first thing that is wrong.
    """
    if not path.is_file():
        raise InputError("Dit bestand met gebieden bestaat niet.", file=path)
    columns = ("gebied", "naam", "lid")
    reading = read_own_table(path, columns, columns)
    frame = reading.cells
    return _own_areas(frame, base_year, path.name)


def own_areas_from_rows(rows: Iterable[tuple[str, str, str]], base_year: int) -> OwnAreas:
    """Take own areas from rows of gebied, naam and lid, such as a form gives.

    Parameters
    ----------
    rows : code of the gebied, its name, and the code of one buurt or wijk in it.
    base_year : the members are codes of this year.

    Raises
    ------
    InputError
        With row (the first is 1) and column of the first thing that is wrong.

    Examples
    --------
    >>> rows = [("Noord", "Noordkant", "WK036301"), ("Noord", "Noordkant", "WK036302")]
    >>> own = own_areas_from_rows(rows, 2024)
    >>> own.areas["code"].to_list(), own.members["member"].to_list()
    (['GB0363Noord'], ['WK036301', 'WK036302'])
    """
    schema = {"gebied": pl.String, "naam": pl.String, "lid": pl.String}
    frame = pl.DataFrame([tuple(map(str, row)) for row in rows], schema=schema, orient="row")
    return _own_areas(frame.with_row_index("row", offset=1), base_year, None)


def _own_areas(frame: pl.DataFrame, base_year: int, file: str | None) -> OwnAreas:
    frame = frame.select(
        "row",
        pl.col("gebied").cast(pl.String).str.strip_chars().fill_null(""),
        pl.col("naam").cast(pl.String).str.strip_chars().fill_null(""),
        code_from_number(clean_code(pl.col("lid")), pl.lit(None)).fill_null("").alias("member"),
    )
    _check(frame, file)
    gemeente, _ = parent_codes(pl.col("member"))
    frame = frame.with_columns(gemeente=gemeente.first().over("gebied"))
    frame = frame.with_columns(code=pl.concat_str(pl.lit("GB"), pl.col("gemeente").str.slice(2), "gebied"))
    areas = frame.unique("code", keep="first", maintain_order=True)
    return OwnAreas(
        frame.select("code", "member", "row"),
        areas.select("code", pl.col("naam").alias("name"), "gemeente"),
        base_year,
        file,
    )


def _check(frame: pl.DataFrame, name: str | None) -> None:
    level = level_of(pl.col("member"))
    rules = (
        (
            "gebied",
            ~pl.col("gebied").str.contains(r"^[A-Za-z0-9]{1,20}$"),
            "Gebruik letters en cijfers, hooguit 20.",
        ),
        ("naam", pl.col("naam") == "", "De naam ontbreekt."),
        ("naam", pl.col("naam").str.contains(r"^[=@+\-\t\r]"), "In deze cel staat een formule."),
        ("lid", ~level.is_in(["wijk", "buurt"]).fill_null(False), "Dit is geen code van een wijk of buurt."),
        ("lid", pl.struct("gebied", "member").is_duplicated(), "Dit lid staat er twee keer in."),
        ("lid", level.n_unique().over("gebied") > 1, "Neem alleen wijken of alleen buurten, niet allebei."),
        ("naam", pl.col("naam").n_unique().over("gebied") > 1, "Dit gebied heeft twee namen."),
    )
    if frame.is_empty():
        raise InputError("Er staat geen enkel gebied in.", file=name)
    for column, wrong, sentence in rules:
        bad = frame.filter(wrong)
        if bad.height:
            raise InputError(sentence, file=name, row=bad["row"][0], column=column)


def group_links(own: OwnAreas, members: pl.DataFrame, first: int) -> pl.DataFrame:
    """Return which areas make up each gebied: parent, area, division, segment.

    Parameters
    ----------
    members : code, division, area, segment (`wijkwijzer.areas.panel.identity.Areas.members`).
    first : number of the first gebied as an area; the others follow in their order.

    Raises
    ------
    InputError
        When a member does not exist in the base year, or the code of a gebied is taken.
    """
    parents = own.areas.with_row_index("parent", offset=first).select("code", "parent")
    parts = members.filter(pl.col("division") == own.base_year)
    parts = parts.select(pl.col("code").alias("member"), "area", "segment")
    links = own.members.join(parents, on="code").join(parts, on="member", how="left").sort("row")
    lost = links.filter(pl.col("area").is_null())
    if lost.height:
        sentence = f"Code {lost['member'][0]} bestaat niet in {own.base_year}."
        raise InputError(sentence, file=own.file, row=lost["row"][0], column="lid")
    taken = links.join(members, on="code", how="semi")
    if taken.height:
        sentence = f"Er is al een gebied met code {taken['code'][0]}. Kies een andere."
        raise InputError(sentence, file=own.file, row=taken["row"][0], column="gebied")
    division = pl.lit(own.base_year, dtype=pl.Int32).alias("division")
    return links.select(pl.col("parent").cast(pl.UInt32), "area", division, "segment")


def part_rows(panel: pl.DataFrame, based: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of the parts of own areas, all in the borders of the base year.

    Wijken come converted, years of poor quality left out; buurten only from years with the border of now.
    """
    level = pl.lit("wijk", dtype=pl.Categorical)
    good = (pl.col("status") == KNOWN) & (pl.col("quality") >= DRAWN) & pl.col("complete")
    parts = links.select("area", pl.col("segment").alias("now"), "division").unique("area")
    wijken = based.filter(good).join(parts.select("area"), on="area", how="semi")
    wijken = wijken.with_columns(segment=pl.lit(0, dtype=pl.Int32), level=level).select(panel.columns)
    buurten = panel.filter(pl.col("level") == "buurt").join(parts.rename({"division": "base"}), on="area")
    buurten = buurten.filter(pl.col("segment") == pl.col("now")).with_columns(division=pl.col("base"))
    return pl.concat([wijken, buurten.select(panel.columns)])
