"""Frozen dataclasses to JSON values and back, strictly: what does not fit the type is an error."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

__all__ = ["decode", "encode"]

T = TypeVar("T")


def encode(value: Any) -> Any:
    """Turn dataclasses, tuples and mappings into plain JSON values.

    Examples
    --------
    >>> encode((1, {"a": (2.5, None)}))
    [1, {'a': [2.5, None]}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {name: encode(getattr(value, name)) for name in _hints(type(value))}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    return value


def decode(kind: type[T], value: Any) -> T:
    """Build ``kind`` (a dataclass) from plain JSON values made by :func:`encode`.

    Raises
    ------
    TypeError
        When a field is missing, unknown, or does not have the declared type.
    """
    return typing.cast(T, _decode(kind, value, kind.__name__))


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _decode(kind: Any, value: Any, place: str) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _decode_dataclass(kind, value, place)
    if origin in (typing.Union, types.UnionType):
        return _decode_union(arguments, value, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(f"{place}: a list was expected")
        if arguments[-1] is not Ellipsis:  # a tuple of fixed length: each place has its own type
            if len(value) != len(arguments):
                raise TypeError(f"{place}: {len(arguments)} values were expected")
            pairs = enumerate(zip(arguments, value, strict=True))
            return tuple(_decode(each, item, f"{place}[{i}]") for i, (each, item) in pairs)
        return tuple(_decode(arguments[0], item, f"{place}[{i}]") for i, item in enumerate(value))
    if origin is not None and _is_subclass(origin, Mapping):
        if not isinstance(value, dict):
            raise TypeError(f"{place}: an object was expected")
        return {key: _decode(arguments[1], item, f"{place}.{key}") for key, item in value.items()}
    if origin is typing.Literal:
        if value not in arguments:
            raise TypeError(f"{place}: {value!r} is not one of {arguments}")
        return value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{place}: {kind.__name__} was expected, not {type(value).__name__}")
    return value


def _is_subclass(candidate: Any, parent: type) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, parent)


def _decode_dataclass(kind: type, value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise TypeError(f"{place}: an object was expected")
    hints = _hints(kind)
    if unknown := sorted(set(value) - set(hints)):
        raise TypeError(f"{place}: unknown field {unknown[0]!r}")
    known = {
        name: _decode(hint, value[name], f"{place}.{name}") for name, hint in hints.items() if name in value
    }
    return kind(**known)


def _decode_union(kinds: tuple[Any, ...], value: Any, place: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    candidates = [kind for kind in kinds if kind is not type(None)]
    # A whole number stays a whole number when the type allows both (parameters of a statement).
    if isinstance(value, int) and not isinstance(value, bool) and int in candidates:
        return value
    for kind in candidates:
        try:
            return _decode(kind, value, place)
        except TypeError:
            if kind is candidates[-1]:
                raise
    raise TypeError(f"{place}: a value was expected")
