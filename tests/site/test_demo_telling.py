"""Whoever waits for real figures hears what to expect, and how far it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from wijkwijzer_web.operations import demo_telling
from wijkwijzer_web.operations.demo_telling import Telling, expectation
from wijkwijzer_web.operations.processes import CommandError, Processes


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands where the test puts it."""
    now = [100.0]
    monkeypatch.setattr(demo_telling.time, "monotonic", lambda: now[0])
    return now


def test_files_are_counted_down_and_other_steps_are_named(tmp_path: Path, clock: list[float]) -> None:
    said: list[str] = []
    telling = Telling(40, tmp_path, said.append)
    for _file in range(10):
        clock[0] += 2
        telling("Lezen: cbs/kwb_2024.json ...")
    assert said[0] == "  3 van 40 bestanden", "of three files nobody can tell how long forty take"
    assert len(said) == 3, "not a line for every file"
    for _file in range(3):
        clock[0] += 2
        telling("Lezen: cbs/kwb_2024.json ...")
    assert said[3].startswith("  12 van 40 bestanden; met lezen nog ongeveer 56 seconden, daarna")
    telling("Cijfers samenvoegen ...")
    telling("Uitgave 9f349e288faa staat in /map.")
    assert said[-1] == "  Cijfers samenvoegen ... (26 seconden bezig)"
    clock[0] += 200
    telling.done()
    assert "De vorige keer duurde dat op deze computer 4 minuten." in expectation([], tmp_path)


def test_what_is_to_be_read_is_said_before(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 2_500_000)
    said = expectation([tmp_path / "a.csv"], tmp_path / "var")
    assert said.startswith("  Te lezen: 1 bestand, 2 MB. Reken de eerste keer op ongeveer 1 minuut")
    assert "de vorige keer" not in said.casefold()


def test_lines_of_a_process_come_one_by_one_and_its_end_too(tmp_path: Path) -> None:
    heard: list[str] = []
    with Processes({}, tmp_path) as processes:
        processes.run(
            "lezen", [sys.executable, "-c", "print('een'); print('twee', end='\\n')"], tell=heard.append
        )
        with pytest.raises(CommandError, match="lezen lukte niet"):
            processes.run("lezen", [sys.executable, "-c", "raise SystemExit('mis')"], tell=heard.append)
    assert heard == ["een", "twee", "mis"]
