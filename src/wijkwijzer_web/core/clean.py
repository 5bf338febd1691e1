"""What people type, made safe to keep: one reader of numbers, one cleaner of text, one base for every form.

A vertical tab comes along when text is pasted from slides, and one of them is enough to break a feed for
everyone. `²` and `٣` are digits to Python and no number to anyone. Whatever reads what was
sent reads it here.

>>> clean_text("Kop\\x0btekst\\x00 \\u202eomgekeerd")
'Kop\\ntekst omgekeerd'
>>> number("12"), number("²"), number("٣"), number(" 7 ", most=5)
(12, None, None, None)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.fields import BaseTemporalField
from django.utils.datastructures import MultiValueDict

__all__ = ["Form", "ModelForm", "clean_line", "clean_text", "has_controls", "number"]

LARGEST = 2**31 - 1
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# Controls, halves of characters, what is no character, and marks that turn the direction of what follows.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff\u202a-\u202e\u2066-\u2069]"
    "|[\U0001fffe\U0001ffff\U000e0000-\U000e0fff\U0010fffe\U0010ffff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(text: str) -> str:
    """The text without what cannot be read: line breaks become one kind, controls go, letters stay."""
    return _UNWANTED.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)))


def clean_line(text: str) -> str:
    """The text on one line: as `clean_text`, and breaks and tabs become spaces."""
    return " ".join(clean_text(text).split())


def has_controls(text: str) -> bool:
    """Whether there are characters in it that no keyboard makes; tabs and line ends are not among them."""
    return _CONTROLS.search(text) is not None


def number(text: object, least: int = 0, most: int = LARGEST) -> int | None:
    """The whole number that was typed, in ordinary digits and within its bounds; else None."""
    typed = str(text).strip() if text is not None else ""
    digits = typed.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        return None
    value = int(typed)
    return value if least <= value <= most else None


def _cleaned(data: Any) -> Any:
    """What was sent, every text in it cleaned."""
    if data is None:
        return None
    if isinstance(data, MultiValueDict):
        return MultiValueDict({name: [_clean(value) for value in data.getlist(name)] for name in data})
    return {name: _clean(value) for name, value in data.items()}


def _clean(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


class _CleanMixin:
    """Every text that comes in is cleaned before a field sees it."""

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_cleaned(data), *args, **kwargs)  # type: ignore[call-arg]
        for field in self.fields.values():  # type: ignore[attr-defined]
            if isinstance(
                field, forms.IntegerField | forms.DecimalField | forms.FloatField | BaseTemporalField
            ):
                field.to_python = _ascii_only(field)  # type: ignore[method-assign]


def _ascii_only(field: forms.Field) -> Any:
    """Read a number as the field does, after refusing digits of other kinds."""
    read = field.to_python

    def to_python(value: Any) -> Any:
        if isinstance(value, str) and not value.isascii():
            raise forms.ValidationError(field.error_messages["invalid"], code="invalid")
        return read(value)

    return to_python


if TYPE_CHECKING:  # Django's own classes take no type arguments at run time
    BaseModelForm = forms.ModelForm[Any]
else:
    BaseModelForm = forms.ModelForm


class Form(_CleanMixin, forms.Form):
    """The base of every form of the site."""


class ModelForm(_CleanMixin, BaseModelForm):
    """The base of every form of the site that fills a table."""
