"""The form of a case: a sheet as a file, and whether everybody may see it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import Form

__all__ = ["CaseForm"]


class CaseForm(Form):
    """A new case."""

    file = forms.FileField(
        label=_("Het werkblad"),
        help_text=_("Excel (.xlsx) of CSV, met dezelfde kolommen als het voorbeeld."),
    )
    area = forms.CharField(
        label=_("Bij welke wijk hoort het?"),
        max_length=80,
        required=False,
        help_text=_("Naam of code. Laat leeg als het over meer wijken gaat."),
    )
    public = forms.BooleanField(label=_("Iedereen mag dit zien"), required=False)

    def clean_area(self) -> str:
        """The code of the wijk."""
        typed = self.cleaned_data["area"].strip()
        if not typed:
            return ""
        place = areas.which_place(typed)
        if place is None:
            raise ValidationError(_("Deze wijk kennen we niet. Gebruik de code of de volledige naam."))
        return place.key
