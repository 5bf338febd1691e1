"""Write a release: immutable Parquet files and a manifest, in one move.

``panel.parquet`` is for researchers: sorted by indicator, names in full. ``points.parquet`` and
``positions.parquet`` hold the same figures sorted by area, so that one page reads one or two row groups.
"""

from __future__ import annotations

import datetime
import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.manifest import FORMAT, MANIFEST, InputFile, Manifest, Unpublished, file_hash
from wijkwijzer.areas.profile import SourceInfo, Text
from wijkwijzer.opendata.description import sources
from wijkwijzer.opendata.discover import FoundFile
from wijkwijzer.opendata.missing import KNOWN, STATUSES

__all__ = ["BASE", "ORIGINS", "OWN", "ROW_GROUP", "Provenance", "Results", "write_release"]

OWN, BASE, PEERS = 0, 1, 2
"""``basis`` of a stored point: of its own year, in base-year borders, or the spread of the peers."""
ORIGINS = ("published", "derived", "converted", "rolled_up")
ROW_GROUP = 25_000
"""Rows; about 200 areas."""
_INVENTED = Text(
    "Voorbeeld: deze cijfers zijn verzonnen. Ze hebben de vorm van de echte bron.",
    "Example: these figures are invented. They have the shape of the real source.",
)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that goes into a release.

    Attributes
    ----------
    areas : `wijkwijzer.areas.identity.Areas.table` with residents and households.
    members : code, division, area, segment.
    panel, based : figures of the own year and in the borders of the base year.
    bands : the spread of each area's peers (`peer_bands`).
    positions, trends, peers, shapes : see `position_table`, `trend_table`, `peer_table` and `choose_shapes`.
    groups : parent, area: the parts of own areas.
    unpublished : source, indicator, level, year.
    """

    areas: pl.DataFrame
    members: pl.DataFrame
    panel: pl.DataFrame
    based: pl.DataFrame
    bands: pl.DataFrame
    positions: pl.DataFrame
    trends: pl.DataFrame
    peers: pl.DataFrame
    shapes: pl.DataFrame
    groups: pl.DataFrame
    unpublished: pl.DataFrame


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
    """

    files: list[FoundFile]
    unread: list[str]
    published: dict[str, str]
    base_year: int
    invented: bool
    supersedes: str | None
    reason: str | None


def write_release(output: Path, results: Results, provenance: Provenance) -> str:
    """Write the release to a hidden folder and give it its name at the end; return its id."""
    output.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        points = _points(results)
        _write_tables(work, results, points)
        manifest = _manifest(work, results, points, provenance)
        (work / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
        work.chmod(0o755)
        if output.exists():
            output.rmdir()
        work.rename(output)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest.id


def _points(results: Results) -> pl.DataFrame:
    """Put own-year and base-year figures and the bands of the peers in one table, sorted by area."""
    key = {description.key: i for i, description in enumerate(sources())}
    own = results.panel.with_columns(
        basis=pl.lit(OWN, dtype=pl.UInt8), quality=pl.lit(None, dtype=pl.Float64), complete=pl.lit(True)
    )
    base = results.based.with_columns(basis=pl.lit(BASE, dtype=pl.UInt8), segment=pl.lit(0, dtype=pl.Int32))
    bands = results.bands.with_columns(
        basis=pl.lit(PEERS, dtype=pl.UInt8),
        segment=pl.lit(0, dtype=pl.Int32),
        status=pl.lit(KNOWN, dtype=pl.UInt8),
        quality=pl.lit(None, dtype=pl.Float64),
        complete=pl.lit(True),
        origin=pl.lit(ORIGINS.index("rolled_up"), dtype=pl.UInt8),
    )
    columns = {
        "area": pl.UInt32,
        "indicator": pl.UInt16,
        "basis": pl.UInt8,
        "year": pl.Int16,
        "division": pl.Int16,
        "segment": pl.Int8,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "status": pl.UInt8,
        "n": pl.Float32,
        "quality": pl.Float32,
        "complete": pl.Boolean,
        "source": pl.UInt8,
        "origin": pl.UInt8,
    }
    parts = [
        part.with_columns(pl.col("source").cast(pl.String).replace_strict(key, return_dtype=pl.UInt8)).select(
            pl.col(name).cast(kind) for name, kind in columns.items()
        )
        for part in (own, base, bands)
        if part.height
    ]
    return pl.concat(parts).sort("area", "indicator", "basis", "year")


def _write_tables(work: Path, results: Results, points: pl.DataFrame) -> None:
    points.write_parquet(work / "points.parquet", row_group_size=ROW_GROUP)
    positions = results.positions.sort("area", "indicator").with_columns(
        pl.col("year").cast(pl.Int16), pl.col("^(percentile|low|high|gemeente_percentile)$").cast(pl.Float32)
    )
    positions.write_parquet(work / "positions.parquet", row_group_size=ROW_GROUP)
    results.shapes.write_parquet(work / "shapes.parquet", row_group_size=200)
    areas = results.areas
    trends = results.trends.sort("area", "indicator")
    trends.write_parquet(work / "trends.parquet", row_group_size=ROW_GROUP)
    results.peers.write_parquet(work / "peers.parquet", row_group_size=ROW_GROUP)
    stored = {"points": points, "positions": positions, "trends": trends, "peers": results.peers}
    for name, frame in stored.items():
        counts = frame.group_by("area").agg(pl.len().cast(pl.Int64).alias(name))
        areas = areas.join(counts, on="area", how="left", maintain_order="left")
        areas = areas.with_columns(pl.col(name).fill_null(0))
    until = (
        points.filter((pl.col("status") == KNOWN) & (pl.col("basis") == OWN))
        .group_by("area")
        .agg(pl.col("year").max().cast(pl.Int32).alias("data_until"))
    )
    has = results.shapes.select("area", has_geometry=pl.lit(True))
    areas = areas.join(until, on="area", how="left", maintain_order="left").join(
        has, on="area", how="left", maintain_order="left"
    )
    areas.with_columns(pl.col("has_geometry").fill_null(False)).write_parquet(work / "areas.parquet")
    results.members.sort("area", "division").write_parquet(work / "members.parquet")
    results.groups.write_parquet(work / "groups.parquet")
    _write_panel(work / "panel.parquet", points, results.areas)


def _write_panel(path: Path, points: pl.DataFrame, areas: pl.DataFrame) -> None:
    def named(column: str, names: tuple[str, ...]) -> pl.Expr:
        return pl.col(column).replace_strict(dict(enumerate(names)), return_dtype=pl.Enum(list(names)))

    keys = tuple(entry.key for entry in catalogue())
    origins = tuple(description.key for description in sources())
    rows = points.sort("indicator", "basis", "area", "year").join(
        areas.select("area", "key", "code", pl.col("level").cast(pl.Categorical), "name"), on="area",
        how="left", maintain_order="left",
    )  # fmt: skip
    rows.select(
        named("indicator", keys),
        named("basis", ("own", "base", "peers")),
        "key",
        "code",
        "level",
        "name",
        "year",
        "division",
        "value",
        "low",
        "high",
        named("status", STATUSES),
        "n",
        "quality",
        "complete",
        named("source", origins),
        named("origin", ORIGINS),
    ).write_parquet(path, row_group_size=100_000)


def _manifest(work: Path, results: Results, points: pl.DataFrame, made: Provenance) -> Manifest:
    hashes = {path.name: file_hash(path) for path in sorted(work.glob("*.parquet"))}
    infos = _source_infos(points, made)
    indicators = tuple(entry.info() for entry in catalogue())
    meaning = (
        FORMAT,
        made.base_year,
        made.supersedes,
        made.reason,
        indicators,
        infos,
        sorted(hashes.items()),
    )
    return Manifest(
        format=FORMAT,
        id=hashlib.sha256(repr(meaning).encode()).hexdigest()[:16],
        created_on=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        base_year=made.base_year,
        supersedes=made.supersedes,
        reason=made.reason,
        local_only=not all(info.redistributable for info in infos),
        weights_source=next((file.source.key for file in made.files if file.source.kind == "weights"), None),
        areas=results.areas.height,
        figures=points.filter((pl.col("status") == KNOWN) & (pl.col("basis") != PEERS)).height,
        row_group=ROW_GROUP,
        indicators=indicators,
        sources=infos,
        input_files=tuple(InputFile(file.name, file.source.key, file.checksum()) for file in made.files),
        unread_files=tuple(made.unread),
        unpublished=_unpublished(results),
        files=hashes,
    )


def _source_infos(points: pl.DataFrame, made: Provenance) -> tuple[SourceInfo, ...]:
    years = points.filter(pl.col("status") == KNOWN).group_by("source").agg(pl.col("year").unique().sort())
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


def _unpublished(results: Results) -> tuple[Unpublished, ...]:
    """Keep what no other file filled either."""
    key = pl.col("indicator").cast(pl.String)
    names = pl.DataFrame(
        [(i, entry.key, entry.numerator or entry.key) for i, entry in enumerate(catalogue())],
        schema={"place": pl.UInt16, "shown": pl.String, "read": pl.String},
        orient="row",
    )
    known = results.panel.filter(pl.col("status") == KNOWN).select("indicator", "level", "year").unique()
    rows = (
        results.unpublished.with_columns(read=key, level=pl.col("level").cast(pl.Categorical))
        .join(names, on="read")
        .join(known, left_on=["place", "level", "year"], right_on=["indicator", "level", "year"], how="anti")
        .select(pl.col("source").cast(pl.String), "shown", pl.col("level").cast(pl.String), "year")
        .unique()
        .sort("source", "shown", "level", "year")
    )
    return tuple(Unpublished(*row) for row in rows.iter_rows())
