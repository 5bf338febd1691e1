"""script.toml: how a dialogue was led. Topics in their order, their questions, kinds and headings.

    titel = "Werkzame principes in de wijk"
    doel = "Inzichten ophalen voor beleid"

    [[onderwerpen]]
    naam = "Samenwerking"                  # the topic in messages.csv
    inbreng = "lezing over de wijkaanpak"  # "Na de lezing ..."

      [[onderwerpen.vragen]]
      vraag = "Waardoor loopt samenwerking vast?"
      soort = "cause"
      kop = "Oorzaken"

The keys may be English too (title, goal, topics, name, input, questions, question, kind, heading).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkwijzer.errors import InputError

__all__ = ["KINDS", "Script", "ScriptQuestion", "ScriptTopic", "read_script"]

KINDS = ("factor", "cause", "change", "advice", "experience", "statement", "rating", "ranking")
"""Kinds of questions that have a heading of their own in a verslag."""
_DUTCH_KINDS = {
    "succesfactor": "factor",
    "oorzaak": "cause",
    "verandering": "change",
    "advies": "advice",
    "ervaring": "experience",
    "stelling": "statement",
    "beoordeling": "rating",
    "rangorde": "ranking",
    "open": "",
}


@dataclass(frozen=True, slots=True)
class ScriptQuestion:
    """One question; `heading` is what stands above its answers."""

    question: str
    kind: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ScriptTopic:
    """One topic with its questions; `prompt` is the talk, film or presentation that came before it."""

    name: str
    heading: str = ""
    prompt: str = ""
    questions: tuple[ScriptQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """The whole script."""

    title: str = ""
    goal: str = ""
    organisation: str = ""
    topics: tuple[ScriptTopic, ...] = ()


def read_script(path: Path) -> Script:
    """Read script.toml.

    Raises
    ------
    InputError
        No TOML, or a topic or question without a name.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("Dit bestand kan niet worden gelezen als UTF-8.", file=path.name) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError("Dit is geen geldig TOML-bestand.", file=path.name) from error
    topics = [
        _topic(path, table) for table in _tables(path, raw, "onderwerpen", "onderwerp", "topics", "topic")
    ]
    return Script(
        title=_text(path, raw, "titel", "title"),
        goal=_text(path, raw, "doel", "goal"),
        organisation=_text(path, raw, "organisatie", "organisation"),
        topics=tuple(topics),
    )


def _topic(path: Path, table: Mapping[str, Any]) -> ScriptTopic:
    name = _text(path, table, "naam", "name", "topic", "onderwerp")
    if not name:
        raise InputError('Een onderwerp heeft geen "naam".', file=path.name)
    questions = []
    for row in _tables(path, table, "vragen", "vraag", "questions", "question"):
        question = _text(path, row, "vraag", "question", "tekst", "text")
        if not question:
            raise InputError(f'Bij "{name}" staat een vraag zonder tekst.', file=path.name)
        kind = _text(path, row, "soort", "kind").casefold()
        heading = _text(path, row, "kop", "heading")
        questions.append(ScriptQuestion(question, _DUTCH_KINDS.get(kind, kind), heading))
    return ScriptTopic(
        name, _text(path, table, "kop", "heading"), _text(path, table, "inbreng", "input"), tuple(questions)
    )


def _tables(path: Path, table: Mapping[str, Any], *keys: str) -> list[Mapping[str, Any]]:
    for key in keys:
        rows = table.get(key)
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return rows
        if rows is not None and not isinstance(rows, str):
            raise InputError(f'"{key}" hoort een rij van [[{key}]] te zijn.', file=path.name)
    return []


def _text(path: Path, table: Mapping[str, Any], *keys: str) -> str:
    for key in keys:
        value = table.get(key)
        if isinstance(value, str):
            return " ".join(value.split())
        if value is not None and not isinstance(value, list | dict):
            raise InputError(f'"{key}" hoort tekst te zijn, tussen aanhalingstekens.', file=path.name)
    return ""
