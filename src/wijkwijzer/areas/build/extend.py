"""Add own areas to a release: with a build, or later to one that exists, without computing the country again.

A gebied gets the sum of its parts, its position and trend among gebieden, and the union of their shapes. The
figures of all other areas stay as they are.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.compare.positions import position_table
from wijkwijzer.areas.compare.residents import with_residents
from wijkwijzer.areas.compare.trends import trend_table
from wijkwijzer.areas.own.areas import OwnAreas, group_links, part_rows
from wijkwijzer.areas.panel.choose import Sizes
from wijkwijzer.areas.panel.rollup import ROLLED_UP, add_up
from wijkwijzer.areas.panel.shapes import unions
from wijkwijzer.areas.store.manifest import FORMAT, Manifest, read_manifest
from wijkwijzer.areas.store.points import OWN, based_of, panel_of, points_of
from wijkwijzer.areas.store.writer import Results, manifest_id, read_results, write_release
from wijkwijzer.errors import InputError
from wijkwijzer.folders import refuse_full
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["add_own_areas", "extend_release"]


def extend_release(
    release: Path, own: OwnAreas, output: Path, *, progress: Callable[[str], None] = lambda sentence: None
) -> str:
    """Make a new release from an existing one with these own areas in it.

    The own areas of the existing release are replaced; gebieden that a publisher gives stay. The figures are
    those that `wijkwijzer.areas.build.release.build_release` gives with the same own areas.

    Parameters
    ----------
    release : folder of the existing release; it is not changed.
    own : see `wijkwijzer.areas.own.areas.read_own_areas` and `own_areas_from_rows`.
    output : folder of the new release; must not exist or be empty. It appears only when all is written.
    progress : called with a short Dutch sentence before each step.

    Returns
    -------
    The id of the new release. Its manifest says which release it extends; the same own areas on the same
    release give the same id.

    Raises
    ------
    InputError
        When a member does not exist, a code is taken, or `release` is no release; nothing is written then.
    """
    refuse_full(output)
    manifest = read_manifest(release)
    if own.base_year != manifest.base_year:
        sentence = f"Deze uitgave heeft grenzen van {manifest.base_year}, niet van {own.base_year}."
        raise InputError(sentence, file=own.file)
    progress("Uitgave lezen")
    results = read_results(release)
    progress("Eigen gebieden optellen")
    results = add_own_areas(without_own_areas(results), own)
    progress("Uitgave schrijven")

    def describe(made: Results, hashes: dict[str, str]) -> Manifest:
        # Own areas replace one another, so the release that lies beneath is the one that is extended.
        beneath = manifest.extends or manifest.id
        return replace(
            manifest,
            id=manifest_id((FORMAT, "extends", beneath), hashes),
            created_on=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
            supersedes=None,
            reason=None,
            areas=made.areas.height,
            figures=made.figures,
            files=hashes,
            extends=beneath,
        )

    return write_release(output, results, describe)


def add_own_areas(results: Results, own: OwnAreas) -> Results:
    """Return the results with own areas behind all other areas.

    Raises
    ------
    InputError
        When a member does not exist in the base year, or the code of a gebied is taken.
    """
    first = results.areas.height
    links = group_links(own, results.members, first)
    levels = results.areas.select("area", "level")
    parts = results.points.filter(pl.col("area").is_in(links["area"].unique().implode()))
    panel, based = panel_of(parts, levels), based_of(parts)
    rows = add_up(part_rows(panel, based, links), links, _sizes(panel)).sort("indicator", "area", "year")
    table = with_residents(_table(own, results, first), rows)
    whole = pl.concat([results.areas, table.select(results.areas.columns)])
    groups = links.select("parent", "area")
    members = own.areas.select(
        "code",
        pl.lit(own.base_year, dtype=pl.Int32).alias("division"),
        pl.Series("area", range(first, whole.height), dtype=pl.UInt32),
        pl.lit(0, dtype=pl.Int32).alias("segment"),
    )
    points = points_of(rows, based.clear(), pl.DataFrame())
    shapes = unions(results.shapes, groups).select(results.shapes.columns).sort("area")
    together = replace(
        results,
        areas=whole,
        members=pl.concat([results.members, members.cast(results.members.schema)]),
        points=pl.concat([results.points, points]),
        shapes=pl.concat([results.shapes, shapes]),
        groups=groups,
    )
    return _compare_gebieden(together)


def without_own_areas(results: Results) -> Results:
    """Return the results without the gebieden that were added from a list; those of publishers stay."""
    kept = ~pl.col("area").is_in(results.groups["parent"].unique().implode())
    tables = ("areas", "members", "points", "positions", "trends", "peers", "shapes")
    return replace(
        results,
        groups=results.groups.clear(),
        **{name: getattr(results, name).filter(kept) for name in tables},
    )


def _sizes(panel: pl.DataFrame) -> Sizes:
    """Return the residents that publishers counted: they tell how much of a whole its parts hold."""
    place = next(place for place, entry in enumerate(catalogue()) if entry.key == "inwoners")
    own = panel.filter(
        (pl.col("indicator") == place)
        & (pl.col("status") == KNOWN)
        & (pl.col("value") > 0)
        & (pl.col("origin") != ROLLED_UP)
    )
    size = pl.lit("inwoners").alias("size")
    return Sizes(own.select("area", "segment", size, "year", pl.col("value").alias("amount")).sort("year"))


def _table(own: OwnAreas, results: Results, first: int) -> pl.DataFrame:
    """Return the own areas in the columns of the list of areas, but for residents and households."""
    above = results.members.filter(pl.col("division") == own.base_year).select(
        pl.col("code").alias("gemeente"), pl.col("area").alias("gemeente_area")
    )
    year = pl.lit(own.base_year)
    table = own.areas.join(above, on="gemeente", how="left", maintain_order="left").with_row_index(
        "area", offset=first
    )
    columns = {
        "key": pl.col("code"),
        "level": pl.lit("gebied"),
        "former_names": pl.lit([], dtype=pl.List(pl.String)),
        "valid_from": year,
        "last_division": year,
        # A gebied exists until somebody says otherwise.
        "valid_to": pl.lit(None),
        "wijk_area": pl.lit(None),
    }
    schema = results.areas.drop("residents", "households", strict=False).schema
    return table.with_columns(**columns).select(pl.col(name).cast(kind) for name, kind in schema.items())


def _compare_gebieden(results: Results) -> Results:
    """Give gebieden their position and trend anew: they are compared with one another."""
    gebieden = results.areas.filter(pl.col("level") == "gebied")
    beside = results.areas.filter(pl.col("level").is_in(["gemeente", "land"]))
    wanted = pl.concat([gebieden["area"], beside["area"]])
    points = results.points.filter((pl.col("basis") == OWN) & pl.col("area").is_in(wanted.implode()))
    panel = panel_of(points, results.areas.select("area", "level"))
    own = pl.col("area").is_in(gebieden["area"].implode())
    positions = position_table(panel, results.areas).filter(own)
    trends = trend_table(
        panel, panel.clear().with_columns(quality=0.0, complete=False), gebieden, results.breaks
    ).filter(own)
    return replace(
        results,
        positions=_in_place(results.positions, positions, own),
        trends=_in_place(results.trends, trends, own),
    )


def _in_place(table: pl.DataFrame, rows: pl.DataFrame, own: pl.Expr) -> pl.DataFrame:
    """Put new rows in the place of the old ones of the same areas."""
    new = rows.select(pl.col(name).cast(kind) for name, kind in table.schema.items())
    return pl.concat([table.filter(~own), new]).sort("area", "indicator")
