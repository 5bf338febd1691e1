"""A document as JSON and back, so that a report can be kept, edited in blocks and published as it was.

Every block is an object with its `type`; fields that have their default value are left out. Reading checks
each value against the type of its field, so a document that was read can always be rendered.
"""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from functools import cache
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.report import blocks, inline, specs
from wijkwijzer.report.blocks import Document

__all__ = ["from_json", "to_json"]

_DEEPEST = 30
"""Objects and lists inside each other: ten panels in panels; the typesetter stops at some twenty."""
_LARGEST = 1e15  # no year, figure or coordinate is larger; also keeps out infinity and NaN
_TYPES: dict[str, Any] = {
    name: kind
    for module in (blocks, inline, specs)
    for name in module.__all__
    if dataclasses.is_dataclass(kind := getattr(module, name)) and isinstance(kind, type)
}


def to_json(document: Document) -> dict[str, Any]:
    """A document as plain dicts, lists and strings.

    Examples
    --------
    >>> from wijkwijzer.report import Heading, Meta
    >>> document = Document("De Kade", Meta(datetime.date(2025, 11, 21)), (Heading("Positie"),))
    >>> to_json(document)["blocks"], from_json(to_json(document)) == document
    ([{'type': 'Heading', 'text': 'Positie'}], True)
    """
    plain: dict[str, Any] = _plain(document)
    return plain


def from_json(data: object) -> Document:
    """The document that `to_json` wrote.

    Raises
    ------
    InputError : when something in it is not a part of a document, or is of the wrong type.
    """
    document = _made(data)
    if not isinstance(document, Document):
        raise InputError("Dit is geen document.")
    return document


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    fields = {
        field.name: _plain(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) != _default(field)
    }
    return {"type": type(value).__name__, **fields}


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _made(data: Any, depth: int = 0) -> Any:
    if isinstance(data, list):
        return tuple(_made(each, depth + 1) for each in data)
    if not isinstance(data, dict):
        return data
    if depth > _DEEPEST:
        raise InputError("Dit document is te diep genest.")
    kind = _TYPES.get(str(data.get("type")))
    if kind is None:
        raise InputError(f"Een blok van de soort {data.get('type')!r} bestaat niet.")
    values = {str(name): _made(value, depth + 1) for name, value in data.items() if name != "type"}
    hints = _hints(kind)
    for name, value in values.items():
        if name not in hints:
            raise InputError(f"{kind.__name__} kent het veld {name!r} niet.")
        if hints[name] is datetime.date:
            values[name] = value = _date(value)
        if not _fits(value, hints[name]):
            raise InputError(f"{kind.__name__}: het veld {name!r} heeft een waarde van de verkeerde soort.")
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise InputError(f"{kind.__name__} is niet compleet of klopt niet ({error}).") from error


def _date(value: object) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(f"{value!r} is geen datum.") from error


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _fits(value: Any, hint: Any) -> bool:
    """Whether a value has the type of its field."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union or isinstance(hint, types.UnionType):
        return any(_fits(value, each) for each in arguments)
    if origin is typing.Literal:
        return value in arguments
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        if arguments[-1] is Ellipsis:
            return all(_fits(each, arguments[0]) for each in value)
        return len(value) == len(arguments) and all(map(_fits, value, arguments))
    if hint in (int, float):
        numeric = isinstance(value, int) or (hint is float and isinstance(value, float))
        return numeric and not isinstance(value, bool) and abs(value) < _LARGEST
    return value is None if hint is type(None) else isinstance(value, hint)
