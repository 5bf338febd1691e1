"""The form of one line about what is there already."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from wijkwijzer_web.programme.models import Strength
from wijkwijzer_web.programme.people.forms import OnceForm, no_addresses

__all__ = ["StrengthForm"]


class StrengthForm(OnceForm):
    """One place, one group, or one thing that people can do."""

    soort = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"), choices=Strength.Kind.choices, widget=forms.RadioSelect
    )
    regel = forms.CharField(
        label=gettext_lazy("Zeg het in één regel"),
        max_length=160,
        help_text=gettext_lazy(
            "Bijvoorbeeld: de bank bij de bakker, waar iedereen gaat zitten. Noem geen namen van mensen."
        ),
    )

    def clean_regel(self) -> str:
        """No names, numbers and addresses of people."""
        return no_addresses(self.cleaned_data["regel"])
