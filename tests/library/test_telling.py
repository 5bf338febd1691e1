"""Long work says how far it is: steps in words, and a sign of life from whatever tells nothing."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

import wijkwijzer.areas.commands as areas_commands
from wijkwijzer import cli, telling
from wijkwijzer.cli import main


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "FIRST", 0.03)
    monkeypatch.setattr(telling, "EVERY", 0.05)
    monkeypatch.setattr(telling, "MOMENT", -1.0)


def _verb(monkeypatch: pytest.MonkeyPatch, seconds: float, *, tells: bool) -> None:
    """A domain with one verb that takes this long."""

    def run(_args: argparse.Namespace) -> None:
        tell, end = telling.teller(), time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.005)
            if tells:
                tell("Een stap verder")

    def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        verbs.add_parser("slaap", help="wachten").set_defaults(run=run)

    module = ModuleType("langzaam")
    module.register = register  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "langzaam", module)
    monkeypatch.setitem(cli.MODULES, "example", "langzaam")
    monkeypatch.setattr(sys, "argv", ["wijkwijzer", "example", "slaap"])
    monkeypatch.setattr(cli.given, "complete", lambda *_parts: None)


def test_whatever_tells_nothing_gives_a_sign_of_life(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _verb(monkeypatch, 0.6, tells=False)
    assert main() == 0
    said = capsys.readouterr().err.splitlines()
    assert said
    assert all(line.startswith("wijkwijzer example slaap: nog bezig, ") for line in said)


def test_a_command_that_tells_its_steps_is_not_talked_through(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(telling, "FIRST", 0.2)
    _verb(monkeypatch, 0.5, tells=True)
    assert main() == 0
    said = capsys.readouterr().err
    assert "Een stap verder ..." in said
    assert "nog bezig" not in said


def test_what_is_done_at_once_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(telling, "FIRST", 5.0)
    _verb(monkeypatch, 0.0, tells=False)
    assert (main(), capsys.readouterr().err) == (0, "")


def test_reading_every_wijk_is_counted(
    example_release_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(areas_commands, "_READ", 3)
    assert main(["areas", "check", "--release", str(example_release_folder), "--level", "gemeente"]) == 0
    assert "3 van 12 gebieden gelezen ..." in capsys.readouterr().err


def test_a_report_over_wijken_says_which_one_it_writes(
    example_release_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--release", str(example_release_folder), "--name", "Samen", "--since", "2019"]
    given += ["--output", str(tmp_path / "rapport.html")]
    assert main(["programme", "report", "WK990311", "WK990312", *given]) == 0
    said = capsys.readouterr().err
    assert "Wijk 1 van 2 ..." in said
    assert "De wijken samen ..." in said
