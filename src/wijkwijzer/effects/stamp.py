"""What every result of this room carries: which method made it, with what, and from which sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from wijkwijzer.codec import decode, encode
from wijkwijzer.errors import InputError

__all__ = ["Number", "Stamp", "from_json", "to_json"]

T = TypeVar("T")
Number = float | int


@dataclass(frozen=True)
class Stamp:
    """Method, version, parameters, seed and sources of a result.

    Examples
    --------
    >>> Stamp("continuity", "1.0", (("horizon_months", "60"),)).method
    'continuity'
    """

    method: str
    version: str
    parameters: tuple[tuple[str, str], ...] = ()
    seed: int | None = None
    sources: tuple[str, ...] = ()


def to_json(result: Any) -> str:
    """Write a frozen result as JSON; equal results give equal text.

    Examples
    --------
    >>> to_json(Stamp("weigh", "1.0"))
    '{"method": "weigh", "version": "1.0", "parameters": [], "seed": null, "sources": []}'
    """
    return json.dumps(encode(result), ensure_ascii=False, allow_nan=False)


def from_json(kind: type[T], text: str) -> T:
    """Read what :func:`to_json` wrote.

    Raises
    ------
    InputError
        When the text is no JSON, or does not fit the result.

    Examples
    --------
    >>> from_json(Stamp, to_json(Stamp("weigh", "1.0", seed=1))).seed
    1
    """
    try:
        return decode(kind, json.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError("Dit is geen uitkomst die we kunnen lezen.") from error
