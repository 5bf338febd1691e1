"""The two-minute form, filled in with what its writer left here."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form
from wijkwijzer_web.knowledge.contribute.forms import FORMS, ShareForm

__all__ = ["QuestionForm", "form_for", "initial_of", "merged"]

_NOTICED = "Wat ze ervan merken: "
_BEFORE = "Wat we vooraf dachten: "
_BY_KIND = {form.kind: form for form in FORMS.values()}
# Titles that the form makes of the first sentence: one that an editor wrote stays.
_DERIVED = {"interventie": "naam", "mislukking": "titel"}


class QuestionForm(Form):
    """One answer to one question about one's own record."""

    answer = forms.CharField(
        label=_("Je antwoord"),
        help_text=_("Een zin of twee is genoeg. Geen namen van mensen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.CharField(widget=forms.HiddenInput, required=False)


def form_for(kind: str, sent: Any, data: Mapping[str, Any]) -> ShareForm | None:
    """The form of this kind, filled in; None for a kind that has no such form.

    Who may be called is no part of the record, and pasting is for the first time.
    """
    made = _BY_KIND.get(kind)
    if made is None:
        return None
    form = made(sent, initial=initial_of(kind, data))
    for name in ("contact", "pasted"):
        form.fields.pop(name, None)
    return form


def initial_of(kind: str, data: Mapping[str, Any]) -> dict[str, str]:
    """What the fields of the form hold for a record."""
    found = {field: str(data.get(name) or "") for field, name in _BY_KIND[kind].plain.items()}
    match kind:
        case "interventie":
            found["what"], found["noticed"] = _parted(data.get("samenvatting"), _NOTICED)
        case "mislukking":
            found["what"], found["assumption"] = _parted(data.get("wat_gebeurde"), _BEFORE)
        case "publicatie":
            found["link"] = str(data.get("doi") or data.get("link") or "")
            found["authors"] = "; ".join(_names(data.get("auteurs")))
        case "initiatief":
            found["people"] = ", ".join(_names(data.get("partijen")))
    if kind in ("interventie", "initiatief", "vraag"):
        found["where"] = next(iter(_names(data.get("plaatsen"))), "")
    return found


def merged(form: ShareForm, data: Mapping[str, Any]) -> dict[str, Any]:
    """The record with what the writer changed; what an editor added, and no field asks, stays."""
    former = type(form)()
    former.cleaned_data = dict.fromkeys(former.fields, "") | initial_of(form.kind, data)
    was, wanted, made = former.fields_of_record(), form.fields_of_record(), dict(data)
    title = _DERIVED.get(form.kind, "")
    for name in was.keys() | wanted.keys():
        if _same(was.get(name), wanted.get(name)):
            continue
        if name == title and data.get(name) != was.get(name):
            continue
        made[name] = wanted.get(name)
    return {name: value for name, value in made.items() if value not in ("", None, [])}


def _same(one: Any, other: Any) -> bool:
    """Equal but for the ends of lines, which a browser writes in its own way."""
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
    return bool(one == other)


def _parted(text: Any, mark: str) -> tuple[str, str]:
    """The text, and what stands behind the mark at the start of a paragraph."""
    first, found, second = str(text or "").partition(f"\n\n{mark}")
    return first, second if found else ""


def _names(value: Any) -> list[str]:
    """The names in a field that holds one or several; a code behind a name is left out."""
    listed = value if isinstance(value, list) else [value] if value else []
    texts = [str(one.get("naam", "")) if isinstance(one, dict) else str(one) for one in listed]
    return [re.sub(r"\s*\[[^\]]*\]$", "", text) for text in texts]
