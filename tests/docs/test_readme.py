"""The commands of README.md run as printed, one after the other, from an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from wijkwijzer.cli import main

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_commands_of_the_readme_run_as_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ wijkwijzer (.+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 9
    for command in commands:
        assert main(shlex.split(command, comments=True)) == 0, command
        told = capsys.readouterr()
        assert "Traceback" not in told.err
    assert "overlast" in told.out.lower(), "the search finds something"
    assert (tmp_path / "wijk.pdf").read_bytes().startswith(b"%PDF")
    page = (tmp_path / "verslag.html").read_text(encoding="utf-8")
    assert "Dit kwam eruit" in page
    assert "Stellingen: waar zijn mensen het over eens?" in page
