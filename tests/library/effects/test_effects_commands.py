"""Every verb runs from files, and wrong files end with exit code 2 and a sentence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from fixtures_effects import CASE
from wijkwijzer.cli import main
from wijkwijzer.effects.effect.planted import planted_panel
from wijkwijzer.effects.register import algorithms, check_entry
from wijkwijzer.effects.signals.planted import planted_waves
from wijkwijzer.errors import InputError


def write(file: Path, heads: list[str], rows: list[list[object]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(heads)
        writer.writerows(rows)
    return file


@pytest.fixture(scope="module")
def waves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    planted = planted_waves(1200, seed=3, waves=4)
    rows: list[list[object]] = [
        [area, year, f"{planted.score[i, t]:.4f}".replace(".", ","), int(planted.size[i]), planted.groups[i]]
        for i, area in enumerate(planted.areas)
        for t, year in enumerate(planted.years)
    ]
    return write(
        tmp_path_factory.mktemp("w") / "waves.csv", ["code", "jaar", "score", "grootte", "gemeente"], rows
    )


def test_signals_and_backtest(waves: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["effects", "backtest", str(waves)]) == 0
    text = capsys.readouterr().out
    assert "Achteraf berekend" in text
    assert "level-last-size" in text
    assert main(["effects", "signals", str(waves), "--area", "WK000005", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["area"] == "WK000005"
    assert main(["effects", "signals", str(waves), "--area", "WK999999"]) == 2
    assert "geen metingen" in capsys.readouterr().err
    assert main(["effects", "backtest", str(waves), "--indicator", "p_herkomst"]) == 2
    assert "mag niet meetellen" in capsys.readouterr().err


def test_effect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    panel = planted_panel(200, seed=1)
    rows: list[list[object]] = [
        [area, year, f"{panel.values[i, t]:.4f}"]
        for i, area in enumerate(panel.areas)
        for t, year in enumerate(panel.years)
    ]
    file = write(tmp_path / "p.csv", ["code", "jaar", "waarde"], rows)
    assert main(["effects", "effect", str(file), "--areas", "WK000000, WK000001", "--start", "2020"]) == 0
    assert "8 van de 10" in capsys.readouterr().out
    file = write(tmp_path / "q.csv", ["code", "jaar", "waarde"], [*rows, rows[0]])
    assert main(["effects", "effect", str(file), "--areas", "WK000000", "--start", "2020"]) == 2
    assert "twee keer" in capsys.readouterr().err


def test_weigh_benefits_sequences_continuity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = write(
        tmp_path / "a.csv",
        ["voorstel", "kosten (lager is beter)", "bereik"],
        [["A", 1, 9], ["B", 5, 2], ["C", "", 3]],
    )
    assert main(["effects", "weigh", str(table), "--places", "1", "--order", "kosten>bereik"]) == 0
    text = capsys.readouterr().out
    assert "zeker     A" in text
    assert "te weinig bekend: Kosten" in text
    assert main(["effects", "weigh", str(table), "--places", "1", "--order", "kosten>prijs"]) == 2
    capsys.readouterr()
    rows: list[list[object]] = [
        [f"W{i}", year, "op" if i < 30 else "neer"] for i in range(60) for year in (2020, 2021)
    ]
    assert (
        main(
            [
                "effects",
                "sequences",
                str(write(tmp_path / "s.csv", ["code", "jaar", "type"], rows)),
                "--types",
                "2",
            ]
        )
        == 0
    )
    assert "30 gebieden: neer neer" in capsys.readouterr().out
    spans = write(tmp_path / "c.csv", ["organisatie", "van", "tot"], [["Buurtwerk", "2005-01", "2024-12"]])
    window = ["--start", "2005-01", "--end", "2024-12"]
    assert main(["effects", "continuity", str(spans), *window]) == 0
    assert "in 100 van de 100" in capsys.readouterr().out
    spans = write(tmp_path / "d.csv", ["organisatie", "van", "tot"], [["Buurtwerk", "2005-13", "2024-12"]])
    assert main(["effects", "continuity", str(spans), *window]) == 2
    assert "rij 2" in capsys.readouterr().err


def test_benefits_out_and_in_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from wijkwijzer.effects.benefits import csv_text, read_case

    file = tmp_path / "case.csv"
    file.write_text(csv_text(CASE), encoding="utf-8")
    assert main(["effects", "benefits", str(file), "--output", str(tmp_path / "out.xlsx")]) == 0
    assert "Alles bij elkaar" in capsys.readouterr().out
    assert read_case(tmp_path / "out.xlsx") == CASE
    assert main(["effects", "benefits", str(tmp_path / "geen.csv")]) == 2


def test_the_register_holds_every_field_of_the_standard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["effects", "algorithms", "--output", str(tmp_path)]) == 0
    files = sorted(tmp_path.glob("*.json"))
    assert len(files) == len(algorithms()) >= 12
    for file in files:
        entry = json.loads(file.read_text(encoding="utf-8"))
        entry |= {"organization": "Gemeente Lindemark", "contact_email": "info@example.org"}
        check_entry(entry)
        assert entry["not_for"].strip()
    with pytest.raises(InputError, match="geen mailadres"):
        check_entry(entry | {"contact_email": "info"})
    with pytest.raises(InputError, match="geen veld"):
        check_entry(entry | {"score": "x"})
    assert all(each.name and each.not_for for each in algorithms("en"))
    assert {each.name for each in algorithms("en")}.isdisjoint(
        {each.name for each in algorithms("nl")} - {"Search"}
    )
