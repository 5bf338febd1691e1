"""The form under "Klopt dit nog?", and the one to reply with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge.models import Reaction

__all__ = ["ReactionForm", "ReplyForm"]

_OPEN = (Reaction.Sort.RIGHT, Reaction.Sort.WRONG, Reaction.Sort.ADDITION)


class ReactionForm(Form):
    """One tap, or one line."""

    sort = forms.ChoiceField(choices=[(one.value, one.label) for one in _OPEN])
    text = forms.CharField(label=_("In één zin"), required=False, max_length=1000)
    form = forms.UUIDField()
    back = forms.CharField(required=False, max_length=400)


class ReplyForm(Form):
    """A reply of an organisation, or of residents as an organisation wrote it down."""

    organisation = forms.ModelChoiceField(
        label=_("Namens wie schrijf je?"), queryset=Organisation.objects.none(), empty_label=None
    )
    sort = forms.ChoiceField(
        label=_("Wiens antwoord is het?"),
        choices=[
            (Reaction.Sort.ORGANISATION.value, _("Van ons, de organisatie")),
            (Reaction.Sort.RESIDENTS.value, _("Van bewoners, door ons opgeschreven")),
        ],
        widget=forms.RadioSelect,
        initial=Reaction.Sort.ORGANISATION.value,
    )
    text = forms.CharField(
        label=_("Je antwoord"),
        help_text=_(
            "Zonder namen van mensen. Het staat meteen naast het stuk, met de naam van je organisatie."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, organisations: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        """Choose among the organisations for which this person may write."""
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.filter(pk__in=[one.pk for one in organisations]).order_by("name")
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]
