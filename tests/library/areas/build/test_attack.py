"""What a source withholds cannot be worked out: the attack of an outsider on release folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from wijkwijzer.areas import Release, open_release
from wijkwijzer.areas.build.attack import attack
from wijkwijzer.areas.build.extend import extend_release
from wijkwijzer.areas.build.release import build_release
from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.compare import figures
from wijkwijzer.areas.own.areas import own_areas_from_rows
from wijkwijzer.areas.panel.harmonise import conversion_table
from wijkwijzer.areas.panel.identity import Areas
from wijkwijzer.areas.panel.withhold import about_people, withhold
from wijkwijzer.opendata.fetching.discover import discover
from wijkwijzer.opendata.missing import KNOWN, SUPPRESSED
from wijkwijzer.opendata.weights import read_weights

PEOPLE = [entry.key for entry in catalogue() if about_people(entry)]


@pytest.fixture(scope="module")
def conversion(example_release: Release, example_input: Path) -> pl.DataFrame:
    """What anybody may know of border changes."""
    found, _ = discover(example_input)
    weights = pl.concat([read_weights(file) for file in found if file.source.kind == "weights"])
    members = pl.read_parquet(example_release.folder / "members.parquet")
    return conversion_table(Areas(example_release.table, members), weights, 2024)


@pytest.fixture(scope="module")
def extensions(example_release: Release, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two extensions that are both public: every gebied of the second lacks one part of the first."""
    now = example_release.areas().filter(pl.col("valid_to").is_null())
    rows: list[tuple[str, str, str]] = []
    for above, level in (("wijk_key", "buurt"), ("gemeente_key", "wijk")):
        for place, part in now.filter(pl.col("level") == level).group_by(above, maintain_order=True):
            name = str(place[0])
            rows += [(f"X{name}", name, code) for code in part["key"].sort()]
    folder = tmp_path_factory.mktemp("uitbreidingen")
    first_of = {}
    for gebied, _, code in rows:
        first_of.setdefault(gebied, code)
    fewer = [row for row in rows if first_of[row[0]] != row[2]]
    for name, chosen in (("alles", rows), ("zonder", fewer)):
        extend_release(example_release.folder, own_areas_from_rows(chosen, 2024), folder / name)
    return [folder / "alles", folder / "zonder"]


@pytest.fixture(scope="module")
def open_folder(example_input: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as it would be if nothing were withheld."""
    folder = tmp_path_factory.mktemp("open") / "uit"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "withhold", lambda panel, *_: panel)
        build_release(example_input, folder)
    return folder


@pytest.mark.parametrize("indicator", PEOPLE)
def test_nothing_follows_from_all_that_is_public(
    example_release: Release, extensions: list[Path], conversion: pl.DataFrame, indicator: str
) -> None:
    found = attack([example_release.folder, *extensions], indicator, conversion)
    assert found.recovered == ()


def test_the_attack_works_where_nothing_is_withheld(open_folder: Path) -> None:
    assert len(attack([open_folder], "bijstand_per_1000").recovered) > 100
    assert len(attack([open_folder], "misdrijven_per_1000").recovered) > 10


def test_nothing_is_computed_from_what_is_withheld(
    example_input: Path, example_release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other values in the withheld cells give the very same release, to the last byte."""
    changed = 0

    def other_values(panel: pl.DataFrame, *ladder: Any) -> pl.DataFrame:
        nonlocal changed
        hidden = (withhold(panel, *ladder)["status"] == SUPPRESSED) & (panel["status"] == KNOWN)
        changed += hidden.sum()
        moved = [pl.when(hidden).then(3 * pl.col(name) + 7).otherwise(name).alias(name)
                 for name in ("value", "low", "high", "variance")]  # fmt: skip
        return withhold(panel.with_columns(moved), *ladder)

    monkeypatch.setattr(figures, "withhold", other_values)
    assert build_release(example_input, tmp_path / "anders") == example_release.manifest.id
    assert changed > 1000


def test_most_stays_and_what_is_withheld_keeps_its_row(open_folder: Path, example_release: Release) -> None:
    columns = ["indicator", "basis", "key", "year", "status", "value", "low", "high", "origin"]
    keys = ["indicator", "basis", "key", "year"]
    before, after = (
        pl.read_parquet(folder / "panel.parquet", columns=columns).filter(pl.col("basis") == "own")
        for folder in (open_folder, example_release.folder)
    )
    people = before.filter(
        pl.col("indicator").cast(pl.String).is_in(PEOPLE)
        & (pl.col("status") == "known")
        & (pl.col("origin") != "rolled_up")
    )
    both = people.join(after, on=keys, how="left", suffix="_after")
    assert both["status_after"].null_count() == 0
    shown = both["status_after"] == "known"
    assert 0.9 < float(shown.mean() or 0) < 1.0
    gone = both.filter(~shown)
    assert set(gone["status_after"]) == {"suppressed"}
    assert all(gone[f"{name}_after"].null_count() == gone.height for name in ("value", "low", "high"))


def test_a_withheld_figure_says_why(example_release: Release) -> None:
    panel = example_release.figures("bijstand_per_1000", level="buurt").filter(
        pl.col("status") == "suppressed"
    )
    profile = example_release.profile(panel["key"][0])
    assert profile.identity.wijk is not None
    series = profile.indicator("bijstand_per_1000").own
    at = series.years.index(panel["year"][0])
    assert (series.value[at], series.status[at]) == (None, "suppressed")
    seen = open_release(example_release.folder).map(
        profile.identity.wijk.key, "bijstand_per_1000", panel["year"][0]
    )
    part = next(part for part in seen.parts if part.area.key == profile.identity.key)
    assert (part.value, part.status) == (None, "suppressed")
