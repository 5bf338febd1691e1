"""Arguments that are looked at before anything heavy is imported: a wrong one says no at once."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from wijkwijzer.errors import InputError

__all__ = [
    "check_there",
    "complete",
    "file",
    "folder",
    "folder_or_file",
    "in_dutch",
    "output",
    "release",
    "seed",
    "whole_number",
]

MANIFEST = "manifest.json"

_DUTCH = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "subcommands": "opdrachten",
    "show this help message and exit": "laat deze uitleg zien",
    "show program's version number and exit": "laat de versie zien",
    "the following arguments are required: %s": "dit ontbreekt nog: %s",
    "unrecognized arguments: %s": "dit kennen we niet: %s",
    "expected one argument": "hier hoort een waarde bij",
    "expected at least one argument": "hier hoort minstens één waarde bij",
    "expected at most one argument": "hier hoort hoogstens één waarde bij",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)s kan niet; kies uit %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r kan hier niet",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "%(parser_name)s kan niet; kies uit %(choices)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "not allowed with argument %s": "dit gaat niet samen met %s",
    "one of the arguments %s is required": "geef een van deze: %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan meer betekenen: %(matches)s",
}
_SAMPLES = {
    "release": "uitgave", "input": "map", "output": "uit", "code": "WK990311", "path": "map",
    "source": "cbs-kwb", "year": "2024", "areas": "gebieden.csv", "organisation": "Havermeer",
    "query": "'eenzame ouderen'", "index": "zoekmap", "file": "bestand.csv",
}  # fmt: skip
_READ = frozenset(
    (
        *("path", "file", "messages", "documents", "index", "themes", "checked", "records", "judgements"),
        *("trends", "analysis", "queries", "qrels", "compounds", "input", "areas", "policy", "weights"),
    )
)
"""Arguments of all domains that name what is read."""
_WRITTEN = frozenset(("output", "truth", "more", "cache"))
_ENDINGS = {("areas", "report"): ".pdf", ("report", "check"): ".pdf", ("knowledge", "convert"): ".bib"}


def folder(text: str) -> Path:
    """A folder that exists."""
    path = Path(text)
    if not path.is_dir():
        raise InputError("Deze map bestaat niet.", file=path)
    return path


def file(text: str) -> Path:
    """A file that exists."""
    path = Path(text)
    if not path.is_file():
        raise InputError("Dit bestand bestaat niet.", file=path)
    return path


def folder_or_file(text: str) -> Path:
    """A folder or a file that exists."""
    path = Path(text)
    if not path.exists():
        raise InputError("Dit bestaat niet.", file=path)
    return path


def release(text: str) -> Path:
    """A folder with a release of figures."""
    path = Path(text)
    if not (path / MANIFEST).is_file():
        raise InputError("In deze map staat geen uitgave (manifest.json ontbreekt).", file=path)
    return path


def output(*endings: str) -> Callable[[str], Path]:
    """A file to write, with one of these endings.

    Examples
    --------
    >>> output(".pdf", ".docx")("rapport.PDF").name
    'rapport.PDF'
    >>> output(".pdf", ".docx")("rapport.xls")
    Traceback (most recent call last):
    ...
    wijkwijzer.errors.InputError: rapport.xls: Kies een bestand dat eindigt op .pdf of .docx.
    """
    known = " of ".join((", ".join(endings[:-1]), endings[-1])) if len(endings) > 1 else endings[0]

    def checked(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() not in endings:
            raise InputError(f"Kies een bestand dat eindigt op {known}.", file=path)
        return path

    return checked


def whole_number(text: str) -> int:
    """A whole number in ordinary digits.

    Examples
    --------
    >>> whole_number("12")
    12
    """
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise InputError(f"{text!r} is geen heel getal.")
    return int(text)


def seed(text: str) -> int:
    """A number that chance starts from.

    Examples
    --------
    >>> seed("-1")
    Traceback (most recent call last):
    ...
    wijkwijzer.errors.InputError: Het startgetal van het toeval is 0 of hoger, en niet -1.
    """
    number = whole_number(text)
    if number < 0:
        raise InputError(f"Het startgetal van het toeval is 0 of hoger, en niet {number}.")
    return number


def in_dutch() -> None:
    """Let argparse speak Dutch; what is not in the list stays English."""
    # argparse has no setting for its words: it looks them up by this name at each use.
    argparse._ = lambda text: _DUTCH.get(text, text)  # type: ignore[attr-defined]


def check_there(parsed: argparse.Namespace) -> None:
    """Refuse a file or folder that does not exist, or cannot be made, before the verb imports anything.

    Raises
    ------
    InputError : for the first that is not there.
    """
    for name, value in vars(parsed).items():
        if name == "release" and isinstance(value, Path):
            release(str(value))
        elif name in _READ and isinstance(value, Path) and not value.exists():
            raise InputError("Deze map of dit bestand bestaat niet.", file=value)
        elif name in _WRITTEN and isinstance(value, Path):
            _refuse_under_a_file(value)


def _refuse_under_a_file(path: Path) -> None:
    """What is to be written needs a place: a folder, or one that can still be made."""
    above = next(each for each in path.absolute().parents if each.exists())
    if not above.is_dir():
        raise InputError("Hier past niets onder: dit is een bestand en geen map.", file=above)


def complete(domain: str, verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Give each verb an example line, made of its own arguments: it cannot fall behind; and plain digits."""
    for name, verb in verbs.choices.items():
        verb.formatter_class = argparse.RawDescriptionHelpFormatter
        if verb.epilog is None:
            verb.epilog = f"voorbeeld: wijkwijzer {domain} {name}{_example(domain, name, verb)}"
        for action in verb._actions:
            if action.type is int:  # int() also reads digits of other scripts
                action.type = seed if action.dest == "seed" else whole_number


def _example(domain: str, name: str, verb: argparse.ArgumentParser) -> str:
    words = ""
    for action in verb._actions:
        if isinstance(action, argparse._SubParsersAction):
            inner: dict[str, argparse.ArgumentParser] = dict(action.choices)
            first = next(iter(inner))
            return f"{words} {first}{_example(domain, name, inner[first])}"
        if not action.required or isinstance(action, argparse._HelpAction):
            continue
        sample = str(next(iter(action.choices))) if action.choices else _SAMPLES.get(action.dest)
        sample = sample or str(action.metavar or action.dest).upper()
        sample += _ENDINGS.get((domain, name), "") if action.dest == "output" else ""
        words += f" {action.option_strings[-1]} {sample}" if action.option_strings else f" {sample}"
    return words
