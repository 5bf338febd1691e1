"""Own areas: a named set of wijken or buurten has a page like a wijk, and a wrong file stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkwijzer.areas import AreaProfile, Release, open_release
from wijkwijzer.areas.build.extend import extend_release
from wijkwijzer.areas.build.release import Options, build_release
from wijkwijzer.areas.own.areas import read_own_areas
from wijkwijzer.errors import InputError

HEAD = "gebied;naam;lid\n"


def _current(release: Release, level: str, gemeente: str) -> list[str]:
    listed = release.areas()
    own = listed.filter(
        (listed["level"] == level) & (listed["gemeente_key"] == gemeente) & listed["valid_to"].is_null()
    )
    return [key for key, people in own.select("key", "residents").iter_rows() if people and people > 500]


def test_a_gebied_has_all_that_a_wijk_has(example_release: Release, tmp_path: Path) -> None:
    """Adding them to a release equals building one with them (test_extend.py)."""
    wijken = _current(example_release, "wijk", "GM9903")[:3]
    buurten = _current(example_release, "buurt", "GM9903")[:4]
    path = tmp_path / "gebieden.csv"
    rows = [f"Noord;Noordkant;{code}" for code in wijken] + [f"Klein;Vier buurten;{code}" for code in buurten]
    path.write_text(HEAD + "\n".join(rows) + "\n")
    extend_release(example_release.folder, read_own_areas(path, 2024), tmp_path / "uit")
    release = open_release(tmp_path / "uit")
    for key, parts in (("GB9903Noord", wijken), ("GB9903Klein", buurten)):
        profile = release.profile(key)
        residents = sum(release.profile(code).facts.residents.value or 0 for code in parts)
        assert profile.facts.residents.value == residents
        assert {ref.key for ref in profile.identity.children} == set(parts)
        assert len(profile.indicators) > 30
        assert any(view.differences for view in profile.indicators)
        assert release.geometry(key) is not None
        assert AreaProfile.from_json(profile.to_json()) == profile
    series = release.profile("GB9903Noord").indicator("p_koop").own
    assert len(series.years) > 10
    value = release.profile("GB9903Noord").indicator("p_koop").latest.value
    shares = [release.profile(code).indicator("p_koop").latest.value or 0 for code in wijken]
    assert min(shares) <= (value or 0) <= max(shares)


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        ("Noord;Noordkant;XX1\n", 2, "lid"),
        ("Noord;Noordkant;GM9903\n", 2, "lid"),
        ("Noord;;WK990311\n", 2, "naam"),
        ("No ord;Noordkant;WK990311\n", 2, "gebied"),
        ("Noord;Noordkant;WK990311\nNoord;Noordkant;WK990311\n", 2, "lid"),
        ("Noord;Noordkant;WK990311\nNoord;Zuidkant;WK990312\n", 2, "naam"),
        ("Noord;Noordkant;WK990311\nNoord;Noordkant;BU99031104\n", 2, "lid"),
        ("Noord;=1+1;WK990311\n", 2, "naam"),
        ("", None, None),
    ],
)
def test_a_wrong_file_names_its_place(tmp_path: Path, rows: str, row: int | None, column: str | None) -> None:
    path = tmp_path / "gebieden.csv"
    path.write_text(HEAD + rows)
    with pytest.raises(InputError) as caught:
        read_own_areas(path, 2024)
    assert (caught.value.row, caught.value.column) == (row, column)


def test_an_unknown_member_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "invoer").mkdir()
    (tmp_path / "invoer" / "kwb-2024.csv").write_text(
        "gwb_code_10;recs;regio;a_inw\nGM9903;Gemeente;Dorp;1010\nWK990311;Wijk;Oud;1010\n"
    )
    path = tmp_path / "gebieden.csv"
    path.write_text(HEAD + "Noord;Noordkant;WK990398\n")
    with pytest.raises(InputError, match="bestaat niet in 2024"):
        build_release(tmp_path / "invoer", tmp_path / "uit", Options(own_areas=path))
    assert not (tmp_path / "uit").exists()
    path.write_text(HEAD + "Noord;Noordkant;WK990311\n")
    build_release(tmp_path / "invoer", tmp_path / "uit", Options(own_areas=path))
    assert open_release(tmp_path / "uit").area("GB9903Noord").name == "Noordkant"
