"""The form with which somebody who knows it answers a question."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form, clean_line
from wijkwijzer_web.knowledge.contribute.forms import without_contact

__all__ = ["AnswerForm"]


class AnswerForm(Form):
    """An answer that everybody may read, and what its writer wants to be called."""

    use_required_attribute = False  # the sentence after sending says it, no red field before
    stap = forms.CharField(widget=forms.HiddenInput, initial="antwoord")
    text = forms.CharField(
        label=_("Je antwoord"),
        help_text=_("Schrijf zoals je het aan een collega vertelt. Geen namen van anderen."),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    by = forms.CharField(
        label=_("Hoe wil je heten? Mag leeg"),
        help_text=_("Bijvoorbeeld: een opbouwwerker uit Lindemark."),
        max_length=80,
        required=False,
    )

    def clean_text(self) -> str:
        """No address or number of anybody."""
        text = without_contact(str(self.cleaned_data["text"]))
        if len(text.split()) < 2:
            raise ValidationError(_("Schrijf het in een paar woorden, zodat een ander het begrijpt."))
        return text

    def clean_by(self) -> str:
        """A name, and no way to reach somebody."""
        return without_contact(clean_line(str(self.cleaned_data["by"])))
