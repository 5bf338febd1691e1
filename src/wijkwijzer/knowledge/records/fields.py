"""Fields of a record: their Dutch names, their kinds, and how a value from a file becomes a value of
Python."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from wijkwijzer.knowledge.records.vocabulary import VOCABULARIES

__all__ = ["FieldError", "Spec", "column", "convert", "record_fields", "to_mapping"]

_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_AREA = re.compile(r"(?:GM\d{4}|WK\d{4}\w{2}|BU\d{4}\w{4})$")


class FieldError(ValueError):
    """A value that a field cannot take; the message is a Dutch clause that follows the name of the field."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a field may hold.

    Attributes
    ----------
    name
        Its name in files, in Dutch.
    kind
        "text", "number", "count", "year", "date", "address", or a dataclass with a `read` method.
    many, required
        Whether it holds several values, and whether it may not be empty.
    vocabulary
        The words to choose from.
    refers_to
        The type of record whose id this is.
    """

    name: str
    kind: Any = "text"
    many: bool = False
    required: bool = False
    vocabulary: str = ""
    refers_to: str = ""


def column(
    name: str,
    kind: Any = "text",
    *,
    many: bool = False,
    required: bool = False,
    vocabulary: str = "",
    refers_to: str = "",
) -> Any:
    """A dataclass field with its specification; what is not required may be left out."""
    metadata = {"spec": Spec(name, kind, many, required, vocabulary, refers_to)}
    if required:
        return field(metadata=metadata)
    if many:
        return field(default=(), metadata=metadata)
    return field(default="" if kind in ("text", "address") else None, metadata=metadata)


def record_fields(record: Any) -> dict[str, Spec]:
    """The specification of each field of a record type: attribute -> specification.

    Examples
    --------
    >>> from wijkwijzer.knowledge.records.schemas import Assumption
    >>> list(record_fields(Assumption))[:3]
    ['id', 'statement', 'holder']
    """
    return {f.name: _spec(f) for f in fields(record)}


def _spec(one: Field[Any]) -> Spec:
    found = one.metadata["spec"]
    assert isinstance(found, Spec)
    return found


def to_mapping(record: Any) -> dict[str, Any]:
    """A record as plain values under its Dutch names; what is empty is left out.

    Examples
    --------
    >>> from wijkwijzer.knowledge.records.schemas import Assumption
    >>> to_mapping(Assumption(id="a1", statement="Wie niet komt wil niet.", holder="instantie"))
    {'id': 'a1', 'uitspraak': 'Wie niet komt wil niet.', 'houder': 'instantie'}
    """
    found = {}
    for name, spec in record_fields(record).items():
        value = getattr(record, name)
        if value not in ("", None, ()):
            found[spec.name] = [_plain(one) for one in value] if spec.many else _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else to_mapping(value)


def convert(value: Any, spec: Spec) -> Any:
    """Turn a value from a file into the value of a field.

    Raises
    ------
    FieldError
        The value is of another kind, not one of the words, or missing though required.
    """
    if spec.many:
        listed = _listed(value)
        if spec.required and not listed:
            raise FieldError("is leeg, maar verplicht")
        return tuple(_one(one, spec) for one in listed)
    if value is None or (isinstance(value, str) and not value.strip()):
        if spec.required:
            raise FieldError("is leeg, maar verplicht")
        return "" if spec.kind in ("text", "address") else None
    return _one(value, spec)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return [value]


def _one(value: Any, spec: Spec) -> Any:
    read = _READERS.get(spec.kind) if isinstance(spec.kind, str) else spec.kind.read
    assert read is not None
    found = read(value)
    if spec.vocabulary:
        vocabulary = VOCABULARIES[spec.vocabulary]
        key = vocabulary.find(found)
        if key is None:
            raise FieldError(f"kent het woord ‘{found}’ niet; kies uit: {vocabulary.sentence()}")
        return key
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Mapping | list | tuple):
        raise FieldError("moet gewone tekst zijn")
    return value.isoformat() if isinstance(value, datetime.date) else str(value).strip()


def _number(value: Any) -> float:
    text = _text(value).replace(" ", "").replace("€", "")
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        raise FieldError(f"moet een getal zijn, niet ‘{value}’") from None
    if not -1e15 < found < 1e15:
        raise FieldError(f"moet een getal zijn, niet ‘{value}’")
    if found < 0:
        raise FieldError("mag niet onder nul zijn")
    return found


def _count(value: Any) -> int:
    found = _number(value)
    if found != int(found):
        raise FieldError(f"moet een heel getal zijn, niet ‘{value}’")
    return int(found)


def _year(value: Any) -> int:
    text = _text(value)
    if not re.fullmatch(r"(?:1[5-9]|20|21)\d\d", text):
        raise FieldError(f"moet een jaar zijn, zoals 2024, niet ‘{value}’")
    return int(text)


def _date(value: Any) -> datetime.date:
    text = _text(value)[:10] if isinstance(value, datetime.date) else _text(value)
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise FieldError(f"moet een datum zijn, zoals 2024-12-31, niet ‘{value}’") from None


def _address(value: Any) -> str:
    text = _text(value)
    if not _ADDRESS.match(text):
        raise FieldError(f"moet een webadres zijn dat met https:// begint, niet ‘{text}’")
    return text


def _area(value: Any) -> str:
    text = _text(value).upper()
    if not _AREA.match(text):
        raise FieldError(f"moet een CBS-code zijn, zoals GM0363 of WK036301, niet ‘{value}’")
    return text


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "number": _number,
    "count": _count,
    "year": _year,
    "date": _date,
    "address": _address,
    "area": _area,
}
