"""The forms of bringing a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core import clean
from wijkwijzer_web.knowledge.intake.reading import KINDS

__all__ = ["BringForm"]


class BringForm(clean.Form):
    """A file, or DOIs in a field."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_(
            "RIS (.ris), BibTeX (.bib), een spreadsheet (.csv of .xlsx), een lijst met DOI’s (.txt) of "
            "één rapport (.pdf). Hooguit 20 MB."
        ),
        max_length=1000,
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
    dois = forms.CharField(
        label=_("Of plak DOI’s"),
        help_text=_("Eén per regel. We zoeken titel, auteurs en jaar erbij."),
        max_length=40_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        if bool(given.get("file")) == bool(given.get("dois")) and not self.errors:
            raise ValidationError({"file": _("Kies een bestand, of plak DOI’s.")})
        return given
