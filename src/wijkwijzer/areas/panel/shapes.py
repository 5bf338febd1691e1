"""Which shape belongs to an area: only one of a year in which its border was the same as now."""

from __future__ import annotations

import polars as pl
import shapely

from wijkwijzer.areas.panel.harmonise import WHOLE
from wijkwijzer.areas.panel.identity import Areas

__all__ = ["choose_shapes", "unions"]


def choose_shapes(boundaries: pl.DataFrame, areas: Areas, conversion: pl.DataFrame) -> pl.DataFrame:
    """Choose the latest shape of each area from divisions in which nothing changed since.

    Parameters
    ----------
    boundaries : see `wijkwijzer.opendata.boundaries.BOUNDARY_SCHEMA`.
    areas : areas and the segment of each code and division.
    conversion : see `wijkwijzer.areas.panel.harmonise.conversion_table`: an area that got another code but
        kept its addresses keeps its shape.

    Returns
    -------
    polars.DataFrame
        area, geometry (WKB), division, source; sorted by area, at most one row per area. A gemeente without
        shape of its own gets the union of its wijken when all of them have one.
    """
    last = areas.members.sort("division").group_by("area").agg(pl.col("segment").last().alias("last_segment"))
    known = boundaries.drop_nulls("geometry").join(areas.members, on=["code", "division"])
    same = known.join(last, on="area").filter(pl.col("segment") == pl.col("last_segment"))
    renamed = known.join(
        _whole_moves(conversion), left_on=["division", "area"], right_on=["division", "from_area"]
    )
    renamed = renamed.with_columns(area=pl.col("to_area"))
    columns = ["area", "geometry", "division", "source"]
    chosen = (
        pl.concat([same.select(columns), renamed.select(columns)])
        .sort("area", "division")
        .unique("area", keep="last", maintain_order=True)
    )
    wijken = areas.table.filter((pl.col("level") == "wijk") & pl.col("valid_to").is_null())
    whole = wijken.select(pl.col("gemeente_area").alias("parent"), "area")
    return pl.concat([chosen, unions(chosen, whole)]).sort("area")


def _whole_moves(conversion: pl.DataFrame) -> pl.DataFrame:
    single = pl.len().over("division", "to_area") == 1
    return conversion.filter(
        single & (pl.col("weight") >= WHOLE) & ~pl.col("apart") & (pl.col("present") >= 1.0)
    ).select("division", "from_area", "to_area")


def unions(chosen: pl.DataFrame, parts_of: pl.DataFrame) -> pl.DataFrame:
    """Return the shapes of wholes that have none, where all their parts have one.

    Parameters
    ----------
    chosen : area, geometry, division, source.
    parts_of : parent, area.
    """
    without = parts_of.join(chosen, left_on="parent", right_on="area", how="anti").join(
        chosen, on="area", how="left"
    )
    complete = without.filter(pl.col("geometry").is_not_null().all().over("parent"))
    parts = complete.group_by("parent", maintain_order=True).agg(
        "geometry", pl.col("division").min(), pl.col("source").first()
    )
    merged = [shapely.to_wkb(_merge(shapes)) for shapes in parts["geometry"]]
    return parts.select(
        pl.col("parent").alias("area"), pl.Series("geometry", merged, dtype=pl.Binary), "division", "source"
    )


def _merge(shapes: list[bytes] | pl.Series) -> shapely.Geometry:
    """Join wijken; a hair's breadth of overlap closes the slits that simplifying left between them."""
    width = 2e-5
    grown = shapely.buffer(shapely.from_wkb(list(shapes)), width)
    return shapely.simplify(shapely.buffer(shapely.union_all(grown), -width), width)
