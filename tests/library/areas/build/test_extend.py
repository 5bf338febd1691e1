"""Own areas added to a release later: the same figures as a build with them, in a new folder."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from wijkwijzer.areas import Release, open_release
from wijkwijzer.areas.build.extend import extend_release
from wijkwijzer.areas.build.release import Options, build_release
from wijkwijzer.areas.own.areas import own_areas_from_rows, read_own_areas
from wijkwijzer.cli import main
from wijkwijzer.errors import InputError

TABLES = ("areas", "members", "points", "positions", "trends", "peers", "shapes", "groups", "panel")
HEAD = "gebied;naam;lid\n"


def _rows(release: Release, step: int = 2) -> list[tuple[str, str, str]]:
    """Two wijken each in every gemeente, and one gebied of buurten: enough for positions and trends."""
    now = release.areas().filter(pl.col("valid_to").is_null())
    wijken = now.filter(pl.col("level") == "wijk").select("gemeente_key", "key").sort("key")
    rows = []
    for gemeente, part in wijken.group_by("gemeente_key", maintain_order=True):
        for number, key in enumerate(part["key"]):
            rows.append((f"Deel{number // step}", f"Deel {number // step} ({gemeente[0]})", key))
    named = [(f"{code[2:6]}{area}", name, code) for area, name, code in rows]
    buurten = now.filter((pl.col("level") == "buurt") & (pl.col("gemeente_key") == "GM9903"))["key"].head(5)
    return [*named, *(("Klein", "Vijf buurten", code) for code in buurten)]


def _extend(release: Release, rows: list[tuple[str, str, str]], output: Path, year: int = 2024) -> str:
    return extend_release(release.folder, own_areas_from_rows(rows, year), output)


@pytest.fixture(scope="module")
def extended(example_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("uitbreiding") / "uit"
    extend_release(example_release.folder, own_areas_from_rows(_rows(example_release), 2024), folder)
    return open_release(folder)


def test_extending_equals_building(
    example_input: Path, example_release: Release, extended: Release, tmp_path: Path
) -> None:
    path = tmp_path / "gebieden.csv"
    path.write_text(HEAD + "\n".join(";".join(row) for row in _rows(example_release)) + "\n")
    build_release(example_input, tmp_path / "gebouwd", Options(own_areas=path))
    for name in TABLES:
        built = pl.read_parquet(tmp_path / "gebouwd" / f"{name}.parquet")
        assert_frame_equal(built, pl.read_parquet(extended.folder / f"{name}.parquet"), check_exact=True)
    gebieden = extended.areas().filter(pl.col("level") == "gebied")["key"]
    assert len(gebieden) > 40
    views = extended.profile(gebieden[0]).indicators
    assert any(view.position.percentile is not None for view in views)
    assert any(view.trend is not None for view in views)
    assert any(view.differences is not None for view in views)


def test_all_other_areas_stay_as_they_are(example_release: Release, extended: Release) -> None:
    height = example_release.areas().height
    assert extended.areas().head(height).equals(example_release.areas())
    for name in ("points", "positions", "trends", "peers", "shapes"):
        before = pl.read_parquet(example_release.folder / f"{name}.parquet")
        after = pl.read_parquet(extended.folder / f"{name}.parquet").filter(pl.col("area") < height)
        assert_frame_equal(before, after, check_exact=True)
    manifest = extended.manifest
    assert manifest.extends == example_release.manifest.id != manifest.id
    assert manifest.supersedes is None
    assert manifest.input_files == example_release.manifest.input_files


def test_own_areas_replace_one_another(example_release: Release, extended: Release, tmp_path: Path) -> None:
    own = own_areas_from_rows(_rows(example_release, step=3), 2024)
    direct = extend_release(example_release.folder, own, tmp_path / "a")
    again = extend_release(extended.folder, own, tmp_path / "b")
    assert direct == again
    assert direct != extended.manifest.id


def test_what_cannot_be_added_leaves_nothing(
    example_release: Release, extended: Release, tmp_path: Path
) -> None:
    for row, sentence in (
        (("Noord", "Noordkant", "WK990398"), "bestaat niet in 2024"),
        (("Noord", "", "WK990311"), "naam ontbreekt"),
        (("Noord", "Noordkant", "GM9903"), "geen code van een wijk"),
    ):
        with pytest.raises(InputError, match=sentence) as caught:
            _extend(example_release, [("Zuid", "Zuidkant", "WK990311"), row], tmp_path / "uit")
        assert caught.value.row == 2
    good = [("Noord", "Noordkant", "WK990311")]
    with pytest.raises(InputError, match="grenzen van 2024"):
        _extend(example_release, good, tmp_path / "uit", year=2020)
    with pytest.raises(InputError, match="niet leeg"):
        _extend(example_release, good, extended.folder)
    assert not any(tmp_path.iterdir())


def test_the_command(example_release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gebieden.csv"
    path.write_text(HEAD + "Noord;Noordkant;WK990311\nNoord;Noordkant;WK990312\n")
    arguments = ["areas", "extend", "--release", str(example_release.folder), "--areas", str(path)]
    assert main([*arguments, "--output", str(tmp_path / "uit")]) == 0
    assert "met 1 eigen gebieden" in capsys.readouterr().out
    assert open_release(tmp_path / "uit").area("GB9903Noord").name == "Noordkant"
    own = read_own_areas(path, 2024)
    assert own.members["row"].to_list() == [2, 3]
    path.write_text(HEAD + "Noord;Noordkant;WK990398\n")
    assert main([*arguments, "--output", str(tmp_path / "fout")]) == 2
    assert "rij 2" in capsys.readouterr().err
