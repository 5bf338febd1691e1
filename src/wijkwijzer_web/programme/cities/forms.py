"""Forms about themes: a proposal of the team, and what a city wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.clean import Form
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.programme.models import Theme, ThemeRating

__all__ = ["GuestForm", "RatingForm", "WriterForm"]


class GuestForm(Form):
    """Whom a city may send."""

    email = forms.EmailField(label=gettext_lazy("E-mailadres"))
    what = forms.CharField(
        label=gettext_lazy("Functie en organisatie (mag leeg)"), max_length=120, required=False
    )


class RatingForm(Form):
    """How much a city wants each theme; what it leaves open is not known."""

    def __init__(self, *args: Any, themes: Sequence[Theme], given: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {f"thema_{theme.pk}": theme for theme in themes}
        for name, theme in self.themes.items():
            self.fields[name] = forms.TypedChoiceField(
                label=theme.title,
                help_text=theme.why,
                choices=ThemeRating.Value.choices,
                coerce=int,
                required=False,
                initial=given.get(theme.pk),
                widget=forms.RadioSelect,
            )

    def values(self) -> dict[Theme, int]:
        """What was chosen."""
        return {
            theme: self.cleaned_data[name] for name, theme in self.themes.items() if self.cleaned_data[name]
        }


class WriterForm(Form):
    """Which organisation writes the analysis of this city's wijk."""

    organisation: Any = forms.ModelChoiceField(label=gettext_lazy("Organisatie"), queryset=None)

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)
