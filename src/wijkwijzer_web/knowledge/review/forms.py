"""Editors' forms, made of the library's own description of each record: a field that it gets, they get."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer.knowledge.records import RECORD_TYPES, VOCABULARIES, Raw, make_record, record_fields
from wijkwijzer_web.core.clean import Form
from wijkwijzer_web.knowledge.records.pages import LABELS

__all__ = ["RecordForm", "initial_of"]

_NOT_TYPED = ("id", "antwoorden")  # answers have rows of their own
_LONG = frozenset(
    {"samenvatting", "wat_gebeurde", "beschrijving", "bedoeling", "tegenbewijs", "remedie", "les", "oorzaak",
     "omstandigheid", "herstel", "reactie_van_bewoners", "mechanisme", "context", "toelichting"}
)  # fmt: skip


class RecordForm(Form):
    """Every field of one kind of record, or `only` some."""

    def __init__(self, kind: str, *args: Any, only: Collection[str] = (), **kwargs: Any) -> None:
        """Make the fields that this kind has."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        for spec in record_fields(RECORD_TYPES[kind]).values():
            if spec.name not in _NOT_TYPED and (not only or spec.name in only):
                self.fields[spec.name] = _field(spec)

    def clean(self) -> dict[str, Any]:
        """What the library says of it goes to the field that it is about."""
        given = super().clean() or {}
        made = _listed(self.kind, given)
        record, problems = make_record(Raw(self.kind, {"id": "nieuw", **made}, None))
        if record is None:
            raise ValidationError(
                {p.field: f"{p.field.capitalize()} {p.clause}." for p in problems if p.field in self.fields}
            )
        return {"record": made}


def _field(spec: Any) -> forms.Field:
    label = LABELS.get(spec.name, spec.name.replace("_", " ").capitalize())
    vocabulary = VOCABULARIES[spec.vocabulary].labels if spec.vocabulary else {}
    if vocabulary and spec.many:
        return forms.MultipleChoiceField(
            label=label,
            choices=list(vocabulary.items()),
            required=spec.required,
            widget=forms.CheckboxSelectMultiple,
        )
    if vocabulary:
        empty = [] if spec.required else [("", "–")]
        return forms.ChoiceField(label=label, choices=[*empty, *vocabulary.items()], required=spec.required)
    help_text = _("Eén per regel.") if spec.many else ""
    if spec.kind == "date":
        help_text = _("Zoals 2026-12-31.")
    rows = {"rows": 4} if spec.many or spec.name in _LONG else None
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=spec.required,
        max_length=20_000,
        widget=forms.Textarea(attrs=rows) if rows else forms.TextInput,
    )


def _listed(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """What was filled in; of a field that holds several values, every line is one."""
    many = {spec.name for spec in record_fields(RECORD_TYPES[kind]).values() if spec.many}
    made = {}
    for name, value in given.items():
        if isinstance(value, str) and name in many:
            value = [line.strip() for line in value.splitlines() if line.strip()]
        if value not in ("", None, []):
            made[name] = value
    return made


def initial_of(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record as the form shows them."""
    specs = {spec.name: spec for spec in record_fields(RECORD_TYPES[kind]).values()}
    found = {}
    for name, value in data.items():
        spec = specs.get(name)
        if spec is None or name in _NOT_TYPED:
            continue
        if spec.many and not spec.vocabulary:
            listed = value if isinstance(value, list) else [value]
            found[name] = "\n".join(_line(one) for one in listed)
        else:
            found[name] = value
    return found


def _line(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    name = str(value.get("naam", value.get("bron", "")))
    if value.get("rol"):
        return f"{name} ({value['rol']})"
    return f"{name} [{value['code']}]" if value.get("code") else name
