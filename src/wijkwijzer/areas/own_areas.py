"""Own areas: a *gebied* is any named set of buurten or wijken; what works for a wijk works for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wijkwijzer.areas.harmonise import DRAWN
from wijkwijzer.areas.identity import Areas
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import clean_code, level_of, parent_codes
from wijkwijzer.opendata.missing import KNOWN
from wijkwijzer.opendata.observations import AREA_SCHEMA
from wijkwijzer.opendata.readers import read_frame

__all__ = ["NO_GROUPS", "OwnAreas", "group_links", "part_rows", "read_own_areas"]

NO_GROUPS = pl.DataFrame(schema={"parent": pl.UInt32, "area": pl.UInt32})


@dataclass(frozen=True, slots=True)
class OwnAreas:
    """What a file of own areas says.

    Attributes
    ----------
    members : code (of the gebied), member (code of a buurt or wijk).
    areas : one row per gebied, in the columns of `wijkwijzer.opendata.observations.AREA_SCHEMA`.
    """

    members: pl.DataFrame
    areas: pl.DataFrame


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
    frame = read_frame(path, "xlsx" if path.suffix.lower() == ".xlsx" else "csv").with_row_index(
        "row", offset=2
    )
    for column in ("gebied", "naam", "lid"):
        if column not in frame.columns:
            raise InputError("Deze kolom ontbreekt.", file=path.name, column=column)
    frame = frame.select(
        "row",
        pl.col("gebied").cast(pl.String).str.strip_chars().fill_null(""),
        pl.col("naam").cast(pl.String).str.strip_chars().fill_null(""),
        clean_code(pl.col("lid")).fill_null("").alias("member"),
    )
    _check(frame, path.name)
    gemeente, _ = parent_codes(pl.col("member"))
    frame = frame.with_columns(gemeente=gemeente.first().over("gebied"))
    frame = frame.with_columns(code=pl.concat_str(pl.lit("GB"), pl.col("gemeente").str.slice(2), "gebied"))
    areas = frame.unique("code", keep="first", maintain_order=True).select(
        "code",
        pl.lit(base_year).alias("division"),
        pl.lit("gebied").alias("level"),
        pl.col("naam").alias("name"),
        "gemeente",
        pl.lit(None).alias("change"),
        pl.lit(0).alias("priority"),
    )
    return OwnAreas(frame.select("code", "member", "row"), areas.cast(AREA_SCHEMA))  # type: ignore[arg-type]


def _check(frame: pl.DataFrame, name: str) -> None:
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
        raise InputError("Er staat geen enkele rij in dit bestand.", file=name)
    for column, wrong, sentence in rules:
        bad = frame.filter(wrong)
        if bad.height:
            raise InputError(sentence, file=name, row=bad["row"][0], column=column)


def group_links(own: OwnAreas, areas: Areas, base_year: int, name: str) -> pl.DataFrame:
    """Return which areas make up each gebied: parent, area, division, segment.

    Raises
    ------
    InputError
        When a member does not exist in the base year.
    """
    there = areas.members.filter(pl.col("division") == base_year)
    parents = there.select("code", pl.col("area").alias("parent"))
    parts = there.select(pl.col("code").alias("member"), "area", "segment")
    links = own.members.join(parents, on="code", how="left").join(parts, on="member", how="left").sort("row")
    lost = links.filter(pl.col("area").is_null())
    if lost.height:
        sentence = f"Code {lost['member'][0]} bestaat niet in {base_year}."
        raise InputError(sentence, file=name, row=lost["row"][0], column="lid")
    return links.select("parent", "area", pl.lit(base_year, dtype=pl.Int32).alias("division"), "segment")


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
