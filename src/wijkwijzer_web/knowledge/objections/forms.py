"""The form under "Klopt dit?", and the one with which an editor answers."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form, StoredForm
from wijkwijzer_web.knowledge.models import Reaction

__all__ = ["AnswerForm", "ObjectionForm", "found_in"]

PARTS = (
    ("ontwikkeling", _("Ontwikkeling")),
    ("positie", _("Positie")),
    ("verschillen", _("Verschillen")),
    ("factoren", _("Factoren")),
    ("signalen", _("Signalen")),
    ("opgaven", _("Opgaven")),
    ("aanpakken", _("Aanpakken")),
    ("advies", _("Advies")),
    ("keten", _("De keten")),
    ("kop", _("De zinnen bovenaan")),
    ("anders", _("Iets anders")),
)


def found_in(text: str) -> bool:
    """Whether there are names, addresses or numbers of people in it."""
    from wijkwijzer.text.redaction.redact import find_personal_data

    return bool(find_personal_data(text))


class ObjectionForm(Form):
    """What is not right, or what is missing; names and addresses are pointed out once."""

    use_required_attribute = False  # the sentence after sending says it, no red field before

    over = forms.ChoiceField(label=_("Waar gaat het over?"), choices=PARTS)
    tekst = forms.CharField(
        label=_("Wat klopt er niet, of wat mist er?"),
        help_text=_("Noem geen namen of adressen. Een redacteur leest het voor anderen het zien."),
        max_length=1000,
        min_length=3,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)
    formulier = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        """Point out once that there is something of a person in it."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if found_in(given.get("tekst", "")) and not given.get("gezien"):
            self.add_error(
                "tekst",
                _("Hier staat misschien een naam, adres of nummer in. Haal het weg, of verstuur het zo."),
            )
            self.data = {**{name: self.data.get(name) for name in self.data}, "gezien": "ja"}
        return given


class AnswerForm(StoredForm):
    """What an editor answers in public."""

    tonen = forms.ChoiceField(
        label=_("Mogen anderen dit lezen?"), choices=(("ja", _("Toon het")), ("nee", _("Toon het niet")))
    )
    oordeel = forms.ChoiceField(
        label=_("Antwoord"), choices=[("", _("Nog geen antwoord")), *Reaction.Verdict.choices], required=False
    )
    antwoord = forms.CharField(
        label=_("Wat is verbeterd, waarom klopt het, of wat wordt uitgezocht?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """An answer says something."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("oordeel") and not given.get("antwoord", "").strip():
            self.add_error("antwoord", _("Schrijf je antwoord erbij."))
        return given
