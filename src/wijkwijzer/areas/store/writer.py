"""Write a release: immutable Parquet files and a manifest, in one move; and read back what was written.

``panel.parquet`` is for researchers: sorted by indicator, names in full. ``points.parquet`` and
``positions.parquet`` hold the same figures sorted by area, so that one page reads one or two row groups.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.model import PolicyPeriod, SourceInfo, Text
from wijkwijzer.areas.store.codes import write_codes
from wijkwijzer.areas.store.manifest import FORMAT, MANIFEST, InputFile, Manifest, Unpublished, file_hash
from wijkwijzer.areas.store.points import OWN, PEERS
from wijkwijzer.areas.store.postcodes import POSTCODES
from wijkwijzer.areas.store.sorted_writer import write_panel, write_points
from wijkwijzer.errors import InputError
from wijkwijzer.folders import new_folder
from wijkwijzer.opendata.addresses import AddressMatch
from wijkwijzer.opendata.description import sources
from wijkwijzer.opendata.fetching.discover import FoundFile
from wijkwijzer.opendata.missing import KNOWN

__all__ = [
    "ROW_GROUP",
    "Describe",
    "Provenance",
    "Results",
    "describe_build",
    "manifest_id",
    "read_results",
    "write_release",
]

ROW_GROUP = 25_000
"""Rows; about 200 areas."""
_STORED = (
    "areas",
    "members",
    "points",
    "positions",
    "trends",
    "peers",
    "shapes",
    "groups",
    "successors",
    "breaks",
)
_COUNTED = ["points", "positions", "trends", "peers", "data_until", "has_geometry"]
"""Columns of the stored list of areas that follow from the other tables."""
_INVENTED = Text(
    "Voorbeeld: deze cijfers zijn verzonnen. Ze hebben de vorm van de echte bron.",
    "Example: these figures are invented. They have the shape of the real source.",
)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that goes into a release.

    Attributes
    ----------
    areas : `wijkwijzer.areas.panel.identity.Areas.table` with residents and households.
    members : code, division, area, segment.
    points : figures as they are stored (`wijkwijzer.areas.store.points.points_of`): within each area sorted
        by indicator, basis and year.
    positions, trends, peers, shapes : see `position_table`, `trend_table`, `peer_table` and `choose_shapes`.
    groups : parent, area: the parts of own areas.
    successors : area, successor, weight: what became of areas that ended.
    breaks : indicator, year, ratio: where a figure jumps or collapses in all areas at once.
    postcodes : postcode, area, addresses (`wijkwijzer.areas.panel.postcodes`); empty when no file has them.
    """

    areas: pl.DataFrame
    members: pl.DataFrame
    points: pl.DataFrame
    positions: pl.DataFrame
    trends: pl.DataFrame
    peers: pl.DataFrame
    shapes: pl.DataFrame
    groups: pl.DataFrame
    successors: pl.DataFrame
    breaks: pl.DataFrame
    postcodes: pl.DataFrame = field(default_factory=pl.DataFrame)

    @property
    def figures(self) -> int:
        """How many figures are known, those of peers left out."""
        known = (pl.col("status") == KNOWN) & (pl.col("basis") != PEERS)
        return int(self.points.select(known.sum()).item())


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a release comes from and what it is for.

    Attributes
    ----------
    files, unread : what was read, and the names of what was not.
    published : by source, when its tables were last changed.
    base_year : year of the borders in which all years are also given.
    invented : the figures are those of an invented example.
    supersedes, reason : the release this one corrects, and why.
    unpublished : source, indicator, level, year: what publishers have not filled in yet.
    addresses : what the conversion weights rest on, when they come from lists of addresses.
    periods : what was done, to stand beside the figures.
    """

    files: list[FoundFile]
    unread: list[str]
    published: dict[str, str]
    base_year: int
    invented: bool
    supersedes: str | None
    reason: str | None
    unpublished: pl.DataFrame
    addresses: tuple[AddressMatch, ...] = ()
    periods: tuple[PolicyPeriod, ...] = ()


Describe = Callable[[Results, dict[str, str]], Manifest]
"""Makes the manifest of results once the checksums of their files are known."""


def write_release(output: Path, results: Results, describe: Describe) -> str:
    """Write the release to a hidden folder and give it its name at the end; return its id."""
    with new_folder(output) as work:
        _write_tables(work, results)
        hashes = {path.name: file_hash(path) for path in sorted(work.glob("*.parquet"))}
        manifest = describe(results, hashes)
        (work / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        write_codes(work, results.areas["key"])
    return manifest.id


def read_results(folder: Path) -> Results:
    """Return what `write_release` wrote, InputError when a file is damaged or lacks."""
    try:
        tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in _STORED}
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError("Deze uitgave is beschadigd.", file=folder) from error
    if "variance" not in tables["points"].columns:
        raise InputError("Deze uitgave is van een oudere versie. Bouw hem opnieuw.", file=folder)
    tables["areas"] = tables["areas"].drop(_COUNTED)
    if (folder / POSTCODES).is_file():
        tables["postcodes"] = pl.read_parquet(folder / POSTCODES)
    return Results(**tables)


def _write_tables(work: Path, results: Results) -> None:
    points = results.points
    write_points(work / "points.parquet", points, ROW_GROUP)
    positions = results.positions.sort("area", "indicator").with_columns(
        pl.col("year").cast(pl.Int16),
        pl.col("^(percentile|low|high|gemeente_percentile|like_low|like_high)$").cast(pl.Float32),
    )
    positions.write_parquet(work / "positions.parquet", row_group_size=ROW_GROUP)
    results.shapes.write_parquet(work / "shapes.parquet", row_group_size=200)
    areas = results.areas
    trends = results.trends.sort("area", "indicator")
    trends.write_parquet(work / "trends.parquet", row_group_size=ROW_GROUP)
    results.peers.write_parquet(work / "peers.parquet", row_group_size=ROW_GROUP)
    stored = {"points": points, "positions": positions, "trends": trends, "peers": results.peers}
    for name, frame in stored.items():
        counts = frame.select("area").group_by("area").agg(pl.len().cast(pl.Int64).alias(name))
        areas = areas.join(counts, on="area", how="left", maintain_order="left")
        areas = areas.with_columns(pl.col(name).fill_null(0))
    own = (pl.col("status") == KNOWN) & (pl.col("basis") == OWN)
    until = (
        points.lazy()
        .filter(own)
        .group_by("area")
        .agg(pl.col("year").max().cast(pl.Int32).alias("data_until"))
        .collect()
    )
    has = results.shapes.select("area", has_geometry=pl.lit(True))
    areas = areas.join(until, on="area", how="left", maintain_order="left").join(
        has, on="area", how="left", maintain_order="left"
    )
    areas.with_columns(pl.col("has_geometry").fill_null(False)).write_parquet(work / "areas.parquet")
    results.members.sort("area", "division").write_parquet(work / "members.parquet")
    results.groups.write_parquet(work / "groups.parquet")
    results.successors.write_parquet(work / "successors.parquet")
    results.breaks.write_parquet(work / "breaks.parquet")
    if results.postcodes.height:  # a release without them is the one it was
        results.postcodes.write_parquet(work / POSTCODES, row_group_size=ROW_GROUP)
    write_panel(work / "panel.parquet", points, results.areas, 100_000)


def describe_build(made: Provenance) -> Describe:
    """Return how to describe a release that was built from files."""

    def describe(results: Results, hashes: dict[str, str]) -> Manifest:
        infos = _source_infos(results.points, made)
        indicators = tuple(entry.info() for entry in catalogue())
        meaning = (FORMAT, made.base_year, made.supersedes, made.reason, indicators, infos, made.periods)
        weights = (file.source.key for file in made.files if file.source.kind == "weights")
        return Manifest(
            format=FORMAT,
            id=manifest_id(meaning, hashes),
            created_on=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
            base_year=made.base_year,
            supersedes=made.supersedes,
            reason=made.reason,
            local_only=not all(info.redistributable for info in infos),
            weights_source=next(weights, None),
            areas=results.areas.height,
            figures=results.figures,
            row_group=ROW_GROUP,
            indicators=indicators,
            sources=infos,
            input_files=tuple(InputFile(file.name, file.source.key, file.checksum()) for file in made.files),
            unread_files=tuple(made.unread),
            unpublished=_unpublished(results, made.unpublished),
            files=hashes,
            addresses=made.addresses,
            periods=made.periods,
            invented=made.invented,
        )

    return describe


def manifest_id(meaning: tuple[object, ...], hashes: dict[str, str]) -> str:
    """Return the id of a release: a hash of its files and of all that changes their meaning."""
    return hashlib.sha256(repr((*meaning, sorted(hashes.items()))).encode()).hexdigest()[:16]


def _source_infos(points: pl.DataFrame, made: Provenance) -> tuple[SourceInfo, ...]:
    known = points.lazy().filter(pl.col("status") == KNOWN).select("source", "year").unique().collect()
    years = known.group_by("source").agg(pl.col("year").sort())
    by_source = dict(zip(years["source"], years["year"].to_list(), strict=True))
    used = {file.source.key for file in made.files}
    infos = []
    for place, description in enumerate(sources()):
        if description.key not in used:
            continue
        own = tuple(by_source.get(place, ()))
        tables = dict.fromkeys(description.tables[year] for year in own if year in description.tables)
        note = Text(description.note_nl, description.note_en) if description.note_nl else None
        infos.append(
            SourceInfo(
                key=description.key,
                name=description.name,
                publisher="WijkWijzer (verzonnen voorbeeld)" if made.invented else description.publisher,
                licence="CC0-1.0" if made.invented else description.licence,
                redistributable=made.invented or description.redistributable,
                version=", ".join(tables),
                published_on=made.published.get(description.key),
                years=own,
                address="" if made.invented else description.address,
                modelled=description.modelled,
                note=_INVENTED if made.invented else note,
            )
        )
    return tuple(infos)


def _unpublished(results: Results, unpublished: pl.DataFrame) -> tuple[Unpublished, ...]:
    """Keep what no other file filled either."""
    key = pl.col("indicator").cast(pl.String)
    names = pl.DataFrame(
        [(i, entry.key, entry.numerator or entry.key) for i, entry in enumerate(catalogue())],
        schema={"place": pl.UInt16, "shown": pl.String, "read": pl.String},
        orient="row",
    )
    levels = results.areas.select("area", pl.col("level").cast(pl.Categorical))
    own = (pl.col("status") == KNOWN) & (pl.col("basis") == OWN)
    asked = unpublished.with_columns(read=key).join(names, on="read")
    own &= pl.col("indicator").is_in(asked["place"].unique().implode())
    pairs = results.points.lazy().filter(own).select("area", "indicator", "year").collect()
    known = pairs.join(levels, on="area").select("indicator", "level", pl.col("year").cast(pl.Int32)).unique()
    rows = (
        asked.with_columns(pl.col("level").cast(pl.Categorical))
        .join(known, left_on=["place", "level", "year"], right_on=["indicator", "level", "year"], how="anti")
        .select(pl.col("source").cast(pl.String), "shown", pl.col("level").cast(pl.String), "year")
        .unique()
        .sort("source", "shown", "level", "year")
    )
    return tuple(Unpublished(*row) for row in rows.iter_rows())
