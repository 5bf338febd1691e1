"""`wijkwijzer areas ...`: every verb, and exit code 2 with one sentence for wrong use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wijkwijzer.areas import AreaProfile, Release, open_release
from wijkwijzer.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_build_list_show(
    example_input: Path, example_release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release = tmp_path / "uit"
    code, out, _ = run(capsys, "areas", "build", "--input", example_input, "--output", release)
    assert code == 0
    assert "Uitgave" in out
    assert open_release(release).manifest.id == example_release.manifest.id, (
        "the same input, the same release"
    )
    code, out, _ = run(capsys, "areas", "list", "--release", release, "--name", "SPOORDIJK")
    assert code == 0
    assert out.startswith("WK990311\tDe Spoordijk\twijk\t")
    code, out, _ = run(capsys, "areas", "list", "--release", release, "--level", "gemeente", "--json")
    assert {row["level"] for row in json.loads(out)} == {"gemeente"}
    code, out, _ = run(capsys, "areas", "show", "WK990311", "--release", release, "--json")
    assert AreaProfile.from_json(out).identity.name == "De Spoordijk"
    code, out, _ = run(capsys, "areas", "show", "WK990311", "--release", release)
    assert "Krachten" in out


@pytest.mark.parametrize(
    ("suffix", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK")]
)
def test_report(
    example_release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str, start: bytes
) -> None:
    target = tmp_path / f"wijk.{suffix}"
    code, out, _ = run(
        capsys, "areas", "report", "WK990311", "--release", example_release.folder, "--output", target
    )
    assert code == 0
    assert "De Spoordijk" in out
    assert target.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_wrong_use_is_one_sentence_and_exit_code_2(
    example_release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ("areas", "show", "WK000000", "--release", example_release.folder),
        ("areas", "show", "WK990311", "--release", tmp_path),
        ("areas", "build", "--input", tmp_path / "weg", "--output", tmp_path / "uit"),
        ("areas", "build", "--input", tmp_path, "--output", tmp_path / "uit"),
        (
            "areas",
            "report",
            "WK990311",
            "--release",
            example_release.folder,
            "--output",
            tmp_path / "wijk.txt",
        ),
    ):
        code, out, err = run(capsys, *arguments)
        assert code == 2
        assert out == ""
        assert err.count("\n") == 1
        assert err.startswith("wijkwijzer: ")
    assert not list(tmp_path.iterdir())
