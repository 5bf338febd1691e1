"""The verbs of `wijkwijzer desk`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wijkwijzer.cli import main


def test_a_term_and_the_days_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "term", "2025-11-20", "2", "werkdagen"]) == 0
    assert capsys.readouterr().out == "2025-11-24\n"
    assert main(["desk", "term", "2031-01-06", "2", "weken"]) == 0
    assert "weten we hier niet" in capsys.readouterr().out
    assert main(["desk", "days", "2026"]) == 0
    assert "2026-05-15  gelijkgesteld bij besluit" in capsys.readouterr().out
    assert main(["desk", "term", "20 november", "2", "dagen"]) == 2


def test_counts_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["wijk,opgave,datum", *["WK1,wonen,2026-01-06"] * 12, *["WK2,zorg,2026-01-07"] * 4]
    path = tmp_path / "gehoord.csv"
    path.write_text("\n".join(rows), "utf-8")
    assert main(["desk", "counts", str(path), "--on", "2026-02-02"]) == 0
    assert json.loads(capsys.readouterr().out)["wijken"] == {"WK1": 12, "WK2": None}


@pytest.mark.parametrize("text", ["", "wijk,datum\nWK1,2026-01-01", "wijk,opgave,datum\nWK1,wonen,gisteren"])
def test_a_wrong_file_is_one_sentence(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fout.csv"
    path.write_text(text, "utf-8")
    assert main(["desk", "counts", str(path)]) == 2
    assert capsys.readouterr().err.startswith("wijkwijzer: ")
    assert main(["desk", "counts", str(tmp_path / "weg.csv")]) == 2
