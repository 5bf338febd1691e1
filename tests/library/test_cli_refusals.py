"""A wrong argument of any verb says no at once: found by walking the parser, each in a process of its own.

At once is: before anything heavy was imported. One process that has nothing heavy forks for every case.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wijkwijzer.cli import DOMAINS, _parser

_FORK = """
import json, os, sys
from wijkwijzer.cli import main

def run(arguments):
    out, into = os.pipe()
    if os.fork() == 0:
        said, code = os.memfd_create("said"), None
        os.dup2(said, 2); os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
        except BaseException as error:
            code = f"Traceback: {type(error).__name__}"
        heavy = {"numpy", "polars", "scipy", "sklearn", "shapely", "typst"} & set(sys.modules)
        sys.stderr.flush(); os.lseek(said, 0, 0)
        text = open(said, closefd=False).read()
        os.write(into, json.dumps([code, sorted(heavy), text[-600:]]).encode()); os._exit(0)
    os.close(into)
    answer = b""
    while part := os.read(out, 65536):
        answer += part
    os.close(out); os.wait()
    return json.loads(answer)

print(json.dumps([run(case) for case in json.load(sys.stdin)]))
"""
DATES = {"start", "end", "visit", "on", "vanaf", "tot"}
GOOD = {
    "release": "uitgave",
    "code": "WK990311",
    "codes": "WK990311",
    "areas": "WK990311",
    "area": "WK990311",
}


def _verbs(
    parser: argparse.ArgumentParser, path: list[str]
) -> Iterator[tuple[list[str], argparse.ArgumentParser]]:
    inner = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    for each in inner:
        for name, verb in each.choices.items():
            yield from _verbs(verb, [*path, name])
    if not inner:
        yield path, parser


def _every_verb() -> Iterator[tuple[list[str], argparse.ArgumentParser]]:
    for domain in DOMAINS:
        choices = next(
            a for a in _parser([domain])._actions if isinstance(a, argparse._SubParsersAction)
        ).choices
        yield from _verbs(choices[domain], [domain])


def _actions(verb: argparse.ArgumentParser) -> list[argparse.Action]:
    return [each for each in verb._actions if not isinstance(each, argparse._HelpAction) and each.nargs != 0]


def _good(action: argparse.Action) -> str:
    if action.choices:
        return str(next(iter(action.choices)))
    if action.dest in DATES and action.type is not None and _is_number(action):
        return "2020"
    if action.dest in DATES:
        return "2024-05-01"
    if _is_number(action):
        return "3"
    if action.dest == "release":
        return "uitgave"
    if action.dest in {"output", "truth", "more"}:
        return "uit.pdf"
    if _is_path(action):
        return "leeg.csv" if getattr(action.type, "__name__", "") != "folder" else "map"
    return GOOD.get(action.dest, "iets")


def _is_number(action: argparse.Action) -> bool:
    return getattr(action.type, "__name__", "") in {"whole_number", "float", "int"}


def _is_path(action: argparse.Action) -> bool:
    return getattr(action.type, "__name__", "") in {
        "Path",
        "file",
        "folder",
        "folder_or_file",
        "release",
        "checked",
    }


def _wrong(action: argparse.Action) -> str | None:
    """A value that cannot be right, or None when only the contents can tell."""
    if action.choices:
        return "geen-keuze"
    if _is_number(action):
        return "twaalf"
    if getattr(action.type, "__name__", "") == "checked":
        return "uit.xls"
    if action.dest in {"output", "truth", "more", "cache"}:
        return "leeg.csv/onder-een-bestand/uit.pdf"
    if _is_path(action):
        return "weg/er-niet.csv"
    if action.dest in DATES:
        return "2024-13-45"
    if action.dest in {"code", "codes"}:
        return "WK000000"
    return None


def _given(action: argparse.Action, value: str) -> list[str]:
    return [action.option_strings[-1], value] if action.option_strings else [value]


def _cases() -> Iterator[list[str]]:
    for path, verb in _every_verb():
        needed = [each for each in _actions(verb) if each.required]
        right = {each.dest: _given(each, _good(each)) for each in needed}
        whole = [*path, *(part for parts in right.values() for part in parts)]
        yield [*whole, "--bestaat-niet"]
        for missing in needed:
            yield [*path, *(part for name, parts in right.items() if name != missing.dest for part in parts)]
        for action in _actions(verb):
            wrong = _wrong(action)
            if wrong is not None:
                given = right | {action.dest: _given(action, wrong)}
                yield [*path, *(part for parts in given.values() for part in parts)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hier")
    (place / "uitgave").mkdir()
    (place / "uitgave" / "manifest.json").write_text("{}")
    (place / "uitgave" / "codes.txt").write_text("WK990311")
    (place / "map").mkdir()
    (place / "leeg.csv").write_text("id,text\n")
    return place


def test_every_wrong_argument_of_every_verb_gets_a_sentence_and_code_2_at_once(folder: Path) -> None:
    cases = list(_cases())
    assert len(cases) > 150
    done = subprocess.run(
        [sys.executable, "-c", _FORK], input=json.dumps(cases), cwd=folder, capture_output=True, text=True
    )
    wrong = []
    for case, (code, heavy, said) in zip(cases, json.loads(done.stdout), strict=True):
        sentence = said.strip() and "Traceback" not in said and not said.startswith("usage")
        if code != 2 or not sentence or heavy:
            wrong.append(f"{' '.join(case)}: {code}, {heavy}, {said.strip()[-120:]!r}")
    assert not wrong, "\n".join(wrong)
