"""Own figures over a release: marked, never mixed, and only what is public in public."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkwijzer.areas import AreaProfile, Release
from wijkwijzer.areas.own.disclosure import protect
from wijkwijzer.areas.own.figures import check_figures
from wijkwijzer.areas.own.overlay import open_overlay, write_overlay
from wijkwijzer.cli import main
from wijkwijzer.errors import InputError

TEXT = (
    "code;jaar;indicator;waarde;noemer;bron;licentie;openbaar\n"
    "WK990311;2023;inwoners;9000;;Eigen telling;CC0-1.0;ja\n"
    "WK990311;2024;inwoners;.;;Eigen telling;CC0-1.0;ja\n"
    "WK990311;2024;geheim;7;;Eigen telling;CC0-1.0;nee\n"
)


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "eigen.csv"
    path.write_text(TEXT)
    return path


def test_own_figures_stand_beside_the_release(example_release: Release, upload: Path, tmp_path: Path) -> None:
    checked = protect(check_figures(upload, example_release.validity()), example_release)
    identifier = write_overlay(checked, "Gemeente Havermeer", tmp_path / "over", {"inwoners": "Inwoners"})
    assert identifier == write_overlay(
        checked, "Gemeente Havermeer", tmp_path / "weer", {"inwoners": "Inwoners"}
    )
    overlay = open_overlay(tmp_path / "over")
    before = example_release.profile("WK990311")
    after = overlay.lay_over(before)
    assert after.indicators[: len(before.indicators)] == before.indicators
    added = after.indicators[len(before.indicators) :]
    assert [view.info.name.nl for view in added] == ["Inwoners (cijfers van de gemeente)"]
    assert added[0].own.value == (9000.0, None)
    assert added[0].latest.year == 2023
    assert after.facts == before.facts
    assert after.sources[-1].publisher == "Gemeente Havermeer"
    assert AreaProfile.from_json(after.to_json()) == after
    everything = overlay.lay_over(before, public_only=False)
    assert len(everything.indicators) == len(after.indicators) + 1
    assert not everything.sources[-1].redistributable or not everything.sources[-2].redistributable
    elsewhere = example_release.profile("WK990101")
    assert overlay.lay_over(elsewhere) == elsewhere


def test_what_is_wrong_is_not_written(example_release: Release, upload: Path, tmp_path: Path) -> None:
    upload.write_text(TEXT.replace("9000", "veel"))
    checked = check_figures(upload, example_release.validity())
    with pytest.raises(ValueError, match="protect"):
        write_overlay(checked, "Gemeente", tmp_path / "over")
    with pytest.raises(InputError, match="geen getal"):
        write_overlay(protect(checked, example_release), "Gemeente", tmp_path / "over")
    assert [path.name for path in tmp_path.iterdir()] == ["eigen.csv"]
    with pytest.raises(InputError, match="geen eigen cijfers"):
        open_overlay(tmp_path)


def test_the_command(
    example_release: Release, upload: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["areas", "own", "--release", str(example_release.folder), "--organisation", "Gemeente"]
    assert main([*base, "--input", str(upload), "--output", str(tmp_path / "over")]) == 0
    assert "niets mis" in capsys.readouterr().out
    few = "".join(
        f"WK9903{place};2024;klein;{place % 3 + 3};;Telling;CC0-1.0;ja\n" for place in range(11, 14)
    )
    upload.write_text(TEXT + few)
    assert main([*base, "--input", str(upload)]) == 0
    said = capsys.readouterr().out
    assert "3 cijfers ziet alleen Gemeente zelf" in said
    assert "rij 5: WK990311, 2024, klein: te klein om te tonen" in said
    upload.write_text(TEXT.replace("WK990311;2023", "WK000000;2023"))
    assert main([*base, "--input", str(upload), "--output", str(tmp_path / "fout")]) == 2
    assert "rij 2, kolom code" in capsys.readouterr().err
    assert not (tmp_path / "fout").exists()
    assert main([*base, "--input", str(tmp_path / "weg.csv")]) == 2
