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


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["effect", "FILE", "--areas", " ,", "--start", "2019"], "minstens één gebied"),
        (["effect", "FILE", "--areas", "WK1", "--start", "２０１９"], "geen jaar"),
        (["effect", "FILE", "--areas", "WK1", "--start", "2019", "--end", "2018"], "ligt voor het eerste"),
        (["effect", "FILE", "--areas", "WK1", "--start", "2019", "--indicator", "ses_woa"], "meetellen"),
        (["backtest", "FILE", "--fall", "nan"], "boven 0"),
        (["backtest", "FILE", "--fall", "0,0"], "boven 0"),
        (["weigh", "FILE", "--places", "0"], "minstens 1"),
        (["weigh", "FILE", "--places", "1", "--draws", "2000000"], "hoogstens 1.000.000"),
        (["weigh", "FILE", "--places", "1", "--order", "a>"], "met > ertussen"),
        (["weigh", "FILE", "--places", "1", "--order", "a>A"], "zichzelf"),
        (["sequences", "FILE", "--types", "1"], "minstens 2"),
        (["benefits", "FILE", "--output", "x.pdf"], ".xlsx of .csv"),
        (["benefits", "FOLDER"], "geen CSV of Excel"),
        (["continuity", "FILE", "--start", "2020-01", "--end", "2019-12"], "niet voor het begin"),
    ],
)
def test_a_wrong_argument_is_told_before_the_file_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (tmp_path / "empty.csv").write_text("")
    places = {"FILE": str(tmp_path / "empty.csv"), "FOLDER": str(tmp_path)}
    assert main(["effects", *(places.get(each, each) for each in arguments)]) == 2
    assert sentence in capsys.readouterr().err


def test_where_nothing_can_be_written_a_sentence_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["effects", "algorithms", "--output", str(tmp_path / ("x" * 300))]) == 2
    assert "lezen of schrijven lukt hier niet" in capsys.readouterr().err


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
