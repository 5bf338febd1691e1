"""The form of what is asked and offered."""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.programme.forms import day_input
from wijkwijzer_web.programme.people.forms import OnceForm, no_addresses

__all__ = ["ExchangeForm"]

MOST_DAYS = 183


class ExchangeForm(OnceForm):
    """What work, for how many months, and until when this stands here."""

    soort = forms.ChoiceField(
        label=gettext_lazy("Vraag je iets, of bied je iets aan?"),
        choices=(
            ("gevraagd", gettext_lazy("Gevraagd: we zoeken iemand")),
            ("aangeboden", gettext_lazy("Aangeboden: ik kan iets doen")),
        ),
        widget=forms.RadioSelect,
    )
    wat = forms.CharField(
        label=gettext_lazy("Wat voor werk?"),
        max_length=200,
        help_text=gettext_lazy("Bijvoorbeeld: een beheerder voor drie dagen per week. Geen namen."),
    )
    maanden = forms.IntegerField(label=gettext_lazy("Hoeveel maanden?"), min_value=1, max_value=60)
    wie = forms.CharField(
        label=gettext_lazy("Namens wie? (organisatie of groep, mag leeg)"), max_length=120, required=False
    )
    tot = forms.DateField(
        label=gettext_lazy("Tot en met welke dag staat dit hier?"),
        widget=day_input(),
        help_text=gettext_lazy("Hooguit een half jaar."),
    )
    adres = forms.EmailField(
        label=gettext_lazy("Jouw e-mailadres"),
        help_text=gettext_lazy("Reacties sturen we door. Je adres staat nergens en is weg op de einddag."),
    )

    def clean_wat(self) -> str:
        """No names and numbers."""
        return no_addresses(self.cleaned_data["wat"])

    def clean_wie(self) -> str:
        """Neither here."""
        return no_addresses(self.cleaned_data["wie"]) if self.cleaned_data["wie"] else ""

    def clean_tot(self) -> datetime.date:
        """Within half a year, and not over yet."""
        day: datetime.date = self.cleaned_data["tot"]
        today = timezone.localdate()
        if not today <= day <= today + datetime.timedelta(days=MOST_DAYS):
            raise ValidationError(_("Kies een dag tussen vandaag en een half jaar verder."))
        return day
