"""From a folder of publishers' files to a panel release: read, join, convert, compare, write."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wijkwijzer.areas.build.extend import add_own_areas
from wijkwijzer.areas.compare.figures import make_figures
from wijkwijzer.areas.model import PolicyPeriod
from wijkwijzer.areas.own.areas import NO_GROUPS, read_own_areas
from wijkwijzer.areas.panel.choose import Published, choose_figures
from wijkwijzer.areas.panel.copies import empty_copies
from wijkwijzer.areas.panel.harmonise import conversion_table, successors
from wijkwijzer.areas.panel.identity import Areas, identify
from wijkwijzer.areas.panel.postcodes import place_postcodes
from wijkwijzer.areas.panel.shapes import choose_shapes
from wijkwijzer.areas.profile.policy import POLICY_FILE, read_periods
from wijkwijzer.areas.store.writer import Provenance, Results, describe_build, write_release
from wijkwijzer.errors import InputError
from wijkwijzer.folders import refuse_full
from wijkwijzer.opendata.addresses import AddressMatch
from wijkwijzer.opendata.boundaries import BOUNDARY_SCHEMA, read_boundaries
from wijkwijzer.opendata.codes import COUNTRY
from wijkwijzer.opendata.description import FileRule, SourceDescription, source, sources
from wijkwijzer.opendata.fetching.discover import FoundFile, discover
from wijkwijzer.opendata.missing import KNOWN
from wijkwijzer.opendata.observations import AREA_SCHEMA, OBSERVATION_SCHEMA, parse_file
from wijkwijzer.opendata.postcodes import read_postcodes
from wijkwijzer.opendata.published import published_dates
from wijkwijzer.opendata.weights import REUSED_SCHEMA, read_all_weights, read_reused

__all__ = ["BASE_YEAR", "Options", "build_release"]

BASE_YEAR = 2024
EXAMPLE_FILE = "voorbeeld.toml"
"""Beside invented figures: the name of the country they are of."""
READ_ME = "LEESMIJ.txt"
"""What `example write` says about its files, for people."""
_TABLES = (".csv", ".csv.gz", ".parquet", ".xlsx")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Input:
    areas: pl.DataFrame
    unpublished: pl.DataFrame
    weights: pl.DataFrame
    reused: pl.DataFrame
    postcodes: pl.DataFrame
    boundaries: pl.DataFrame
    matches: tuple[AddressMatch, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """How a release is to be made.

    Attributes
    ----------
    base_year : year of the borders in which all years are also given.
    weights : file with conversion weights, or a folder of them, instead of those in the folder; a matrix or
        lists of addresses (`wijkwijzer.opendata.addresses`).
    own_areas : file with named sets of buurten or wijken (`wijkwijzer.areas.own.areas`).
    policy : file with policy periods (`wijkwijzer.areas.profile.policy`), instead of ``beleid.csv`` in the
        folder.
    public : leave out every source that may not be redistributed, and what derives from it.
    supersedes, reason : id of the release that this one corrects, and why.
    """

    base_year: int = BASE_YEAR
    weights: Path | None = None
    own_areas: Path | None = None
    policy: Path | None = None
    public: bool = False
    supersedes: str | None = None
    reason: str | None = None

    def checked(self) -> Options:
        """Return these options; InputError when a correction lacks what it corrects, or why."""
        if (self.supersedes is None) != (self.reason is None):
            raise InputError("Geef bij een correctie de oude uitgave én de reden.")
        return self


def build_release(
    folder: Path,
    output: Path,
    options: Options = Options(),
    *,
    progress: Progress = lambda sentence: None,
) -> str:
    """Build a release from every file of a folder that we know.

    Parameters
    ----------
    folder : publishers' files, as downloaded or as `wijkwijzer example write` makes them.
    output : folder of the release; must not exist or be empty. It appears only when everything is written.
    options : how, see `Options`.
    progress : called with a short Dutch sentence before each step.

    Returns
    -------
    The id of the release.

    Raises
    ------
    InputError
        With file, row and column of the first thing that is wrong; nothing is written then.
    """
    base_year = options.checked().base_year
    refuse_full(output)
    progress("Bestanden zoeken")
    files, unread, invented = _files(folder, options)
    periods = _periods(folder, options.policy)
    given, observations = _read(files, progress)
    own = read_own_areas(options.own_areas, base_year) if options.own_areas is not None else None
    progress("Gebieden herkennen")
    areas = _areas(given, observations, invented or "Nederland")
    progress("Cijfers samenvoegen")
    published = choose_figures(_by_figure(observations), areas)
    del observations  # the results do not need it
    results = _results(given, areas, published, base_year, progress)
    del published
    if own is not None:
        progress("Eigen gebieden optellen")
        results = add_own_areas(results, own)
    progress("Uitgave schrijven")
    made = Provenance(
        files=files,
        unread=unread,
        published=published_dates(folder, unread),
        base_year=base_year,
        invented=invented is not None,
        supersedes=options.supersedes,
        reason=options.reason,
        unpublished=given.unpublished,
        addresses=given.matches,
        periods=periods,
    )
    return write_release(output, results, describe_build(made))


def _files(folder: Path, options: Options) -> tuple[list[FoundFile], list[str], str | None]:
    """Return the files to read, the names of those we do not know, and whose invented country it is."""
    files, unread = discover(folder)
    invented = _invented_name(files)
    files = _with_weights(files, options.weights)
    if options.public and invented is None:
        files = [file for file in files if file.source.redistributable]
    return files, [name for name in unread if name not in (POLICY_FILE, EXAMPLE_FILE, READ_ME)], invented


def _periods(folder: Path, policy: Path | None) -> tuple[PolicyPeriod, ...]:
    found = policy or folder / POLICY_FILE
    return read_periods(found) if policy or found.is_file() else ()


def _invented_name(files: list[FoundFile]) -> str | None:
    """Return the name of the invented country, None for real figures: a file beside the figures tells."""
    for root in {file.path.parents[file.name.count("/")] for file in files}:
        told = root / EXAMPLE_FILE
        if told.is_file():
            try:
                return str(tomllib.loads(told.read_text(encoding="utf-8"))["land"])
            except (OSError, ValueError, KeyError) as error:
                raise InputError(
                    "Hierin moet staan hoe het verzonnen land heet (land).", file=told
                ) from error
    return None


def _with_weights(files: list[FoundFile], weights: Path | None) -> list[FoundFile]:
    if weights is None:
        lists = [file for file in files if file.source.key == "cbs-adressen"]
        # One list converts nothing; it still tells where a postcode lies.
        return [file for file in files if file not in lists] if len(lists) == 1 else files
    if not weights.exists():
        raise InputError("Dit bestand (of deze map) met gewichten bestaat niet.", file=weights)
    paths = [weights]
    if weights.is_dir():
        paths = sorted(path for path in weights.iterdir() if path.name.endswith(_TABLES))
    if not paths:
        raise InputError(
            "In deze map met gewichten staat geen tabel (.csv, .parquet of .xlsx).", file=weights
        )
    own = [FoundFile(path, path.name, *_weights_source(path.name), None, None, None) for path in paths]
    return [*(file for file in files if file.source.kind != "weights"), *own]


def _weights_source(name: str) -> tuple[SourceDescription, FileRule]:
    """Return whose weights a file holds: of a publisher we know by the name of the file, else unknown."""
    weights = [each for each in sources() if each.kind == "weights"]
    known = [each for each in weights if each.address and each.files[0].matches(name)]
    nobodys = [each for each in weights if not each.address]
    found = (known or nobodys)[0]
    return found, found.files[0]


def _read(files: list[FoundFile], progress: Progress) -> tuple[_Input, pl.DataFrame]:
    parsed = []
    for file in files:
        if file.source.kind == "figures":
            progress(f"Lezen: {file.name}")
            parsed.append(parse_file(file))
    areas = pl.concat([pl.DataFrame(schema=AREA_SCHEMA), *(each.areas for each in parsed)])
    first = areas.select(pl.col("division").min().fill_null(0)).item()
    # Shapes from before the first figures belong to no area we know.
    boundaries = [
        read_boundaries(file)
        for file in files
        if file.source.kind == "boundaries" and (file.rule.division or file.year or 0) >= first
    ]
    weights, matches = read_all_weights([file for file in files if file.source.kind == "weights"])
    reused = [read_reused(file) for file in files if file.source.kind == "reused"]
    observations = pl.concat(
        [pl.DataFrame(schema=OBSERVATION_SCHEMA), *(each.observations for each in parsed)]
    )
    given = _Input(
        areas,
        pl.concat([each.unpublished for each in parsed]).unique(),
        weights,
        pl.concat([pl.DataFrame(schema=REUSED_SCHEMA), *reused]),
        read_postcodes([file for file in files if file.source.kind == "postcodes"]),
        pl.concat([pl.DataFrame(schema=BOUNDARY_SCHEMA), *boundaries]),
        tuple(matches),
    )
    return given, observations


def _areas(given: _Input, observations: pl.DataFrame, country: str) -> Areas:
    counted = observations.filter(
        (pl.col("indicator") == "inwoners")
        & (pl.col("year") == pl.col("division"))
        & (pl.col("status") == KNOWN)
    )
    residents = (
        counted.sort("priority")
        .unique(["code", "division"], keep="first", maintain_order=True)
        .select(pl.col("code").cast(pl.String), "division", pl.col("value").alias("residents"))
    )
    listed = pl.concat([given.areas, _names_on_maps(given), _whole(given.areas, country)])
    return identify(listed, residents, given.weights, given.reused)


def _names_on_maps(given: _Input) -> pl.DataFrame:
    """Take names from maps for areas that have figures in the same division."""
    named = given.boundaries.drop_nulls("name").join(given.areas, on=["code", "division"], how="semi")
    return named.select(
        "code",
        "division",
        "level",
        "name",
        pl.lit(None, dtype=pl.String).alias("gemeente"),
        pl.lit(None, dtype=pl.Int32).alias("change"),
        pl.lit(99, dtype=pl.Int32).alias("priority"),
    )


def _whole(areas: pl.DataFrame, country: str) -> pl.DataFrame:
    """Add the country in every division of gemeenten: something to compare with when no file gives it."""
    divisions = areas.filter(pl.col("level") == "gemeente").select("division").unique()
    row = {
        "code": COUNTRY,
        "level": "land",
        "name": country,
        "gemeente": None,
        "change": None,
        "priority": 99,
    }
    return divisions.with_columns(
        pl.lit(value, dtype=AREA_SCHEMA[name]).alias(name) for name, value in row.items()
    ).select(list(AREA_SCHEMA))


def _by_figure(observations: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Leave out what is a copy of a neighbour, and take the figures apart by their name."""
    suspect = sorted(key for key in observations["source"].unique() if source(key).may_hold_copies)
    own = empty_copies(observations, _any_residents(observations), suspect)
    return {str(key[0]): part for key, part in own.partition_by("indicator", as_dict=True).items()}


def _results(
    given: _Input, areas: Areas, published: Published, base_year: int, progress: Progress
) -> Results:
    progress(f"Omrekenen naar de grenzen van {base_year}, en vergelijken")
    conversion = conversion_table(areas, given.weights, base_year)
    made = make_figures(published, areas, conversion, base_year)
    shapes = choose_shapes(given.boundaries, areas, conversion)
    return Results(
        areas=made.areas,
        members=areas.members,
        points=made.points,
        positions=made.positions,
        trends=made.trends,
        peers=made.peers,
        shapes=shapes,
        groups=NO_GROUPS,
        successors=successors(made.areas, conversion),
        breaks=made.breaks,
        postcodes=place_postcodes(given.postcodes, areas.members),
    )


def _any_residents(observations: pl.DataFrame) -> pl.DataFrame:
    counted = observations.filter((pl.col("indicator") == "inwoners") & (pl.col("status") == KNOWN))
    return (
        counted.sort("year")
        .unique("code", keep="last", maintain_order=True)
        .select("code", pl.col("value").alias("residents"))
    )
