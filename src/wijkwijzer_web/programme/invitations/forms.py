"""Forms about inviting: how many of a city, which addresses, what somebody answers, and eight questions."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer.programme import MOST_SEATS
from wijkwijzer_web.core.clean import Form, ModelForm
from wijkwijzer_web.programme.forms import lines
from wijkwijzer_web.programme.invitations.actions import MOST_ADDRESSES
from wijkwijzer_web.programme.meetings.forms import question_fields
from wijkwijzer_web.programme.models import Presentation

__all__ = ["AddressesForm", "AnswersForm", "RoundForm"]


class RoundForm(Form):
    """How many people of one city come."""

    seats = forms.TypedChoiceField(
        label=gettext_lazy("Hoeveel mensen per stad?"),
        choices=[(n, n) for n in range(1, MOST_SEATS + 1)],
        coerce=int,
        initial=2,
    )


class AddressesForm(Form):
    """Addresses, one a line."""

    emails = forms.CharField(
        label=gettext_lazy("E-mailadressen, een per regel"), max_length=20_000, widget=lines(4)
    )

    def clean_emails(self) -> list[str]:
        """Every line is an address; the first that is none is named by its line."""
        found = [each for each in re.split(r"[\s,;]+", str(self.cleaned_data["emails"])) if each]
        if len(found) > MOST_ADDRESSES:
            raise forms.ValidationError(_("Honderd adressen per keer is genoeg."))
        for place, email in enumerate(found, start=1):
            try:
                validate_email(email)
            except forms.ValidationError:
                said = _("Dit is geen e-mailadres: nummer %(n)s, %(text)s.")
                raise forms.ValidationError(said, params={"n": place, "text": email[:60]}) from None
        return found


class AnswersForm(ModelForm):
    """The eight questions as whoever presents answers them."""

    class Meta:
        model = Presentation
        fields = ("what",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(question_fields(self.instance))

    def clean(self) -> dict[str, Any]:
        """Keep the answers that were given."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.answers = Presentation.answers_in(data)
        return data
