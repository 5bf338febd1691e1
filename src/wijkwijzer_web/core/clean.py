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

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.fields import BaseTemporalField
from django.utils.datastructures import MultiValueDict

__all__ = [
    "LARGEST",
    "ClashError",
    "Form",
    "ModelForm",
    "StoredForm",
    "check_version",
    "clean_line",
    "clean_text",
    "has_controls",
    "number",
    "version_of",
]

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


class ClashError(Exception):
    """Somebody else saved in between; nothing is stored, and a page shows both texts (409).

    `rows` says per field its label, what is stored now and what was sent; `renewed` what to send along to
    save all the same, by name of the hidden field.
    """

    def __init__(self, rows: Sequence[tuple[str, str, str]], renewed: Mapping[str, str]) -> None:
        super().__init__("changed in between")
        self.rows, self.renewed = list(rows), dict(renewed)


def version_of(*state: Any) -> str:
    """A short fingerprint of what a form shows, to send along with it.

    >>> version_of("titel", 3) == version_of("titel", 3), version_of("titel", 4) == version_of("titel", 3)
    (True, False)
    """
    text = json.dumps(state, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def check_version(sent: str, now: Mapping[str, object], mine: Mapping[str, object], *, name: str) -> None:
    """Refuse what was made from another state than is stored now; without a version it is from a script.

    `now` and `mine` hold, by label, what is stored and what was sent; `name` is that of the hidden field.
    """
    version = version_of(*now.values())
    if sent and sent != version:
        rows = [(label, str(now[label]), str(mine[label])) for label in mine if label in now]
        raise ClashError([row for row in rows if row[1] != row[2]] or rows, {name: version})


class _VersionMixin(_CleanMixin):
    """A form on what is stored sends along from what it was made (`versie`).

    When somebody else saved in between, `ClashError` goes up and a page shows both (409).
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def send_version(self) -> None:
        """Add the hidden field; it is computed when it is asked for, as a form may add fields after this."""
        version = forms.CharField(required=False, initial=self.version, widget=forms.HiddenInput)
        self.fields["versie"] = version

    @property
    def changed_data(self) -> list[str]:
        """The fields that somebody changed; what the form was made from is none of them."""
        return [name for name in super().changed_data if name != "versie"]  # type: ignore[misc]

    def clean(self) -> Any:
        """Refuse when what is stored is not that any more from which this form was made."""
        cleaned = super().clean()  # type: ignore[misc]
        sent = str(self.cleaned_data.pop("versie", "")) if "versie" in self.fields else ""
        if sent and sent != self.version():
            both = [
                (str(bound.label), theirs, mine)
                for bound in self._bound()
                if (theirs := _read(bound.field, bound.initial))
                != (mine := _read(bound.field, bound.value()))
            ]
            raise ClashError(both, {self.add_prefix("versie"): self.version()})  # type: ignore[attr-defined]
        return cleaned

    def _shown(self) -> dict[str, Any]:
        """What the form shows of what is stored now, by field."""
        return {bound.name: bound.initial for bound in self._bound()}

    def _bound(self) -> list[Any]:
        return [self[name] for name, field in self.fields.items() if not field.widget.is_hidden]  # type: ignore[index]

    def version(self) -> str:
        """What this form is made from, to send along."""
        return version_of(self._shown())


class StoredForm(_VersionMixin, Form):
    """A form of staff on what is stored and is not one row of a table; `initial` says what that is now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.send_version()


class ModelForm(_VersionMixin, BaseModelForm):
    """The base of every form of the site that fills a table; one on a stored row has a version.

    A form with a version of its own says `versioned = False`; one of which there is a single row for
    something (`only_one`) has a version too when that row is yet to come: two may begin at once.
    """

    versioned, only_one = True, False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.versioned and (self.only_one or self.instance.pk is not None):
            self.send_version()


def _read(field: forms.Field, value: object) -> str:
    """A value by the label of its choice, where there is one."""
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    many = value if isinstance(value, list | tuple) else [value]
    return ", ".join(labels.get(str(each)) or _words(each) for each in many)


def _words(value: object) -> str:
    """A value as somebody reads it, and the same for what is stored and what was typed."""
    if isinstance(value, list | tuple):
        return ", ".join(_words(each) for each in value)
    if value is None or value is False:
        return ""
    text = str(value)
    return text[:5] if re.fullmatch(r"\d\d:\d\d:00", text) else "ja" if value in (True, "on") else text
