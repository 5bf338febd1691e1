"""Records from JSON, YAML and CSV files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.records.fields import FieldError, convert, record_fields
from wijkwijzer.knowledge.records.schemas import RECORD_TYPES, Record
from wijkwijzer.knowledge.search.files import read_table

__all__ = ["FieldProblem", "Raw", "make_record", "raw_records", "read_records"]

_PLURALS = {
    "interventies": "interventie",
    "bewijsclaims": "bewijsclaim",
    "mislukkingen": "mislukking",
    "aannames": "aanname",
    "publicaties": "publicatie",
    "initiatieven": "initiatief",
    "financieringsvormen": "financieringsvorm",
    "samenwerkingsvormen": "samenwerkingsvorm",
    "tips": "tip",
    "trends": "trend",
    "vragen": "vraag",
}


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as it stands in a file, before it is checked."""

    type_name: str
    values: Mapping[str, Any]
    row: int | None


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field: its Dutch name, and a clause that follows the name."""

    field: str
    clause: str


def read_records(path: Path | str, type_name: str = "") -> list[Record]:
    """Read records that are in order.

    Parameters
    ----------
    path
        A .json, .yaml or .csv file. JSON and YAML hold a list of records with a `type`, or lists under
        `interventies`, `bewijsclaims`, `mislukkingen`, `aannames`, `publicaties` and `initiatieven`. CSV
        has a column `type`, or its type is given.
    type_name
        The type of every record, when the file does not say it.

    Raises
    ------
    InputError
        The file cannot be read, or the first record with a problem.
    """
    records = []
    for raw in raw_records(path, type_name):
        record, problems = make_record(raw)
        if record is None:
            problem = problems[0]
            name = raw.values.get("id") or "zonder id"
            sentence = f"{raw.type_name} ‘{name}’: {problem.field} {problem.clause}."
            raise InputError(sentence, file=path, row=raw.row, column=problem.field)
        records.append(record)
    return records


def make_record(raw: Raw) -> tuple[Record | None, list[FieldProblem]]:
    """Make a record of raw values, or say everything that is wrong with it."""
    kind = RECORD_TYPES[raw.type_name]
    specs = record_fields(kind)
    by_name = {spec.name: name for name, spec in specs.items()} | {name: name for name in specs}
    problems = []
    given: dict[str, Any] = {}
    for key, value in raw.values.items():
        if key == "type":
            continue
        if key not in by_name:
            problems.append(FieldProblem(str(key), f"is geen veld van een {raw.type_name}"))
        else:
            given[by_name[key]] = value
    made: dict[str, Any] = {}
    for name, spec in specs.items():
        try:
            made[name] = convert(given.get(name), spec)
        except FieldError as error:
            problems.append(FieldProblem(spec.name, str(error)))
    return (None, problems) if problems else (kind(**made), [])


def raw_records(path: Path | str, type_name: str = "") -> Iterator[Raw]:
    """Records of a file as they stand there.

    Raises
    ------
    InputError
        The file cannot be read, is of an unknown kind, or does not say of what type a record is.
    """
    path = Path(path)
    match path.suffix.lower():
        case ".csv":
            for row, values in read_table(path, ("id",)):
                filled = {key: value for key, value in values.items() if value.strip()}
                yield _raw(filled, type_name, path, row)
        case ".json" | ".yaml" | ".yml":
            yield from _nested(_load(path), type_name, path)
        case _:
            raise InputError("Een bestand met records eindigt op .json, .yaml of .csv.", file=path)


def _load(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError("Dit bestand is niet te lezen.", file=path) from error
    except UnicodeDecodeError as error:
        raise InputError("Dit bestand is geen UTF-8.", file=path) from error
    if path.suffix.lower() == ".json":
        try:
            return json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            row = error.lineno if isinstance(error, json.JSONDecodeError) else None
            raise InputError("Dit bestand is geen goede JSON.", file=path, row=row) from error
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark is not None else None
        raise InputError("Dit bestand is geen goede YAML.", file=path, row=row) from error


def _nested(content: Any, type_name: str, path: Path) -> Iterator[Raw]:
    if isinstance(content, list):
        for number, values in enumerate(content, 1):
            yield _raw(values, type_name, path, number)
        return
    if isinstance(content, Mapping) and not set(content) <= set(_PLURALS):
        yield _raw(content, type_name, path, None)
        return
    if not isinstance(content, Mapping):
        raise InputError("In dit bestand staan geen records.", file=path)
    for plural, records in content.items():
        if not isinstance(records, list):
            raise InputError(f"Onder ‘{plural}’ hoort een lijst te staan.", file=path)
        for number, values in enumerate(records, 1):
            yield _raw(values, _PLURALS[plural], path, number)


def _raw(values: Any, type_name: str, path: Path, row: int | None) -> Raw:
    if not isinstance(values, Mapping):
        raise InputError("Een record bestaat uit velden met een naam.", file=path, row=row)
    found = str(type_name or values.get("type") or "").strip().lower()
    found = _PLURALS.get(found, found)
    if found not in RECORD_TYPES:
        known = ", ".join(RECORD_TYPES)
        raise InputError(f"Van dit record is het type niet bekend; kies uit: {known}.", file=path, row=row)
    return Raw(found, {str(key): value for key, value in values.items()}, row)
