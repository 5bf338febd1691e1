"""The command line says no at once and in Dutch, and every verb shows an example that parses."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from wijkwijzer.cli import DOMAINS, _parser, main
from wijkwijzer.errors import InputError

HEAVY = [
    "polars",
    "numpy",
    "scipy",
    "sklearn",
    "pyarrow",
    "shapely",
    "typst",
    "pikepdf",
    "vl_convert",
    "django",
    "lxml",
]
_RUN = f"""
import sys
from wijkwijzer.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as end:
    code = end.code
print(code, *(name for name in {HEAVY} if name in sys.modules))
"""


def _refused(arguments: list[str], folder: Path) -> tuple[list[str], str]:
    """The exit code and the heavy packages that were imported for it, and what was said."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments], cwd=folder, capture_output=True, text=True
    )
    return done.stdout.split(), done.stderr


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "uitgave"
    folder.mkdir()
    (folder / "manifest.json").write_text("{}")
    (folder / "codes.txt").write_text("WK990311\nWK990312")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["areas", "report", "WK000000", "--release", "uitgave", "--output", "a.pdf"],
        ["areas", "report", "WK990311", "--release", "weg", "--output", "a.pdf"],
        ["areas", "report", "WK990311", "--release", "uitgave", "--output", "wijk.xls"],
        ["areas", "report", "--release", "uitgave", "--output", "a.pdf"],
        ["areas", "report", "WK990311", "--all", "--release", "uitgave", "--output", "a.zip"],
        ["areas", "show", "WK000000", "--release", "uitgave"],
        ["areas", "build", "--input", "weg", "--output", "uit"],
        ["areas", "build", "--input", ".", "--output", "uitgave"],
        ["areas", "build", "--input", ".", "--output", "uit", "--base-year", "٢٠٢٤"],
        ["dialogue", "analyse", "weg"],
        ["dialogue", "report", "weg", "--output", "a.pdf"],
        ["knowledge", "index", "weg.csv", "--output", "idx"],
        ["report", "check", "weg.pdf", "--release", "uitgave"],
        ["example", "write", "--output", "uitgave"],
        ["areas", "raport"],
        ["wijken"],
    ],
    ids=" ".join,
)
def test_a_wrong_argument_gets_its_no_at_once(arguments: list[str], release: Path) -> None:
    result, error = _refused(arguments, release.parent)
    assert result == ["2"]
    assert error.strip()
    assert "Traceback" not in error
    assert not any(word in error for word in ("usage", "error:", "invalid", "required:"))
    assert sorted(path.name for path in release.parent.iterdir()) == ["uitgave"]


def test_version_and_help_are_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("wijkwijzer ")
    with pytest.raises(SystemExit):
        main(["areas", "report", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("gebruik: wijkwijzer areas report")
    assert "laat deze uitleg zien" in said
    assert "options" not in said


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_verb_shows_an_example_that_its_own_parser_reads(domain: str) -> None:
    for name, verb in _verbs(domain).items():
        example = str(verb.epilog).removeprefix("voorbeeld: ")
        assert example.startswith(f"wijkwijzer {domain} {name}"), example


def _verbs(domain: str) -> dict[str, argparse.ArgumentParser]:
    kinds = argparse._SubParsersAction
    choices = next(each.choices for each in _parser([domain])._actions if isinstance(each, kinds))
    return next(each.choices for each in choices[domain]._actions if isinstance(each, kinds))


def test_chance_starts_from_no_negative_number() -> None:
    """Every verb that takes a start for chance refuses one below 0 with a sentence."""
    verbs = [verb for domain in DOMAINS for verb in _verbs(domain).values()]
    asked = [action for verb in verbs for action in verb._actions if action.dest == "seed"]
    assert len(asked) >= 8
    for action in asked:
        assert callable(action.type)
        assert action.type("7") == 7
        with pytest.raises(InputError, match="0 of hoger"):
            action.type("-1")
