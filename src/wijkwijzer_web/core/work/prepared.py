"""Questions to the database that are built once: Django's building of one costs ten times its answer.

What is kept is the text of the question and where its values stand, never an answer.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet, FullResultSet, ValidationError
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

__all__ = ["Value", "asked"]

Row = TypeVar("Row")
Value: TypeAlias = "str | int | datetime.date | None"
_How: TypeAlias = Literal["whole", "written", "inside"]
MOST = 500
# What reads the same inside the path of JSON as by itself.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)


# By what is asked and of what kind its values are; None where the text depends on more than that.
_made: dict[tuple[Any, ...], _Made | None] = {}


def asked(build: Callable[..., QuerySet[Any, Row]], *values: Value) -> list[Row]:
    """The answer to `build(*values)`, of which the question is built at its first time.

    `build` stands in a module and looks at nothing but its values and the day. A value decides of *what* is
    asked; how it is asked may only depend on whether it is empty. A question that cannot be kept (another
    text for the first values than with marks in their place) is built every time, with the same answer.
    """
    kept = _found(build, values)
    return kept[0].answer(kept[1]) if kept else list(build(*values))


def _found(
    build: Callable[..., QuerySet[Any, Any]], values: tuple[Value, ...]
) -> tuple[_Made, tuple[Any, ...]] | None:
    """The kept question with what goes with it; None when it must be built for these values."""
    key = (build, connections["default"].vendor, timezone.localdate(), *map(_kind, values))
    if key not in _made:
        if len(_made) >= MOST:
            _made.clear()
        _made[key] = _make(build, values)
    made = _made[key]
    filled = made.filled(values) if made else None
    return None if made is None or filled is None else (made, filled)


def _kind(value: Value) -> tuple[type, object]:
    """Of which values one question serves all: those of a type, but what is empty and a yes or no apart."""
    if value is not None and not isinstance(value, str | int) and type(value) is not datetime.date:
        raise TypeError(f"a question of {type(value).__name__} is not kept")
    return type(value), value if isinstance(value, bool) else bool(value)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: at which place of the question, and how it is written there."""

    at: int
    value: int
    how: _How


@dataclass(frozen=True, slots=True)
class _Made:
    """A question as it is kept: its rows (never fetched), its compiler and text, and the places of values."""

    build: Callable[..., Any]
    rows: Any
    compiler: Any
    text: str
    given: tuple[Any, ...]
    places: tuple[_Place, ...]
    marks: tuple[Any, ...]

    def filled(self, values: tuple[Value, ...]) -> tuple[Any, ...] | None:
        """What goes with the question; None when a value cannot be written inside another text."""
        found = list(self.given)
        for place in self.places:
            value = values[place.value]
            if place.how == "inside":
                if not (isinstance(value, str) and _PLAIN.fullmatch(value)):
                    return None
                found[place.at] = found[place.at].replace(self.marks[place.value], value)
            else:
                found[place.at] = str(value) if place.how == "written" else value
        return tuple(found)

    def answer(self, filled: tuple[Any, ...]) -> list[Any]:
        """Ask it, through the connection of this thread."""
        rows, compiler = self.rows._chain(), copy(self.compiler)
        compiler.connection = connections[rows.db]
        compiler.as_sql = lambda *_some, **_more: (self.text, filled)
        rows.query.get_compiler = lambda *_some, **_more: compiler
        return list(rows)


def _make(build: Callable[..., Any], values: tuple[Value, ...]) -> _Made | None:
    """The question with marks for its values; None when it reads otherwise with the values themselves."""
    marks = tuple(_mark(number, value) for number, value in enumerate(values))
    try:
        rows = build(*marks)
        compiler = rows.query.get_compiler(using=rows.db)
        text, given = compiler.as_sql()
        right = build(*values).query.get_compiler(using=rows.db).as_sql()
    except (EmptyResultSet, FullResultSet, ValidationError, ValueError):
        return None
    made = _Made(build, rows, compiler, text, tuple(given), tuple(_places(tuple(given), marks)), marks)
    return made if (text, made.filled(values)) == (right[0], tuple(right[1])) else None


def _mark(number: int, value: Value) -> Any:
    """Something of the same kind that stands nowhere else; what is empty, and a yes, stays as it is."""
    if not value or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return 2_000_000_011 + number
    return f"mark{number}mark7q" if isinstance(value, str) else datetime.date(1001, 1, 1 + number)


def _places(given: tuple[Any, ...], marks: tuple[Any, ...]) -> list[_Place]:
    found = []
    for at, value in enumerate(given):
        for number, mark in enumerate(marks):
            if mark and not isinstance(mark, bool) and (how := _written(value, mark)):
                found.append(_Place(at, number, how))
    return found


def _written(value: Any, mark: Any) -> _How | None:
    """How a mark stands in a value of the question; None when it does not."""
    if type(value) is type(mark) and value == mark:
        return "whole"
    if not isinstance(value, str):
        return None
    if isinstance(mark, datetime.date):
        return "written" if value == str(mark) else None
    return "inside" if isinstance(mark, str) and mark in value else None
