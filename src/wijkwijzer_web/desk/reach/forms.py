"""Forms about assumptions."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form, ModelForm
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.desk.answering.forms import day_input
from wijkwijzer_web.desk.models import Assumption, Opinion, Remedy

__all__ = ["AssumptionForm", "OpinionForm", "RemedyForm"]


class OpinionForm(Form):
    """Who you are and what you think: two taps."""

    side = forms.ChoiceField(label=_("Ik"), choices=Opinion.Side.choices, widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=_("Klopt dit?"), choices=Opinion.Answer.choices, widget=forms.RadioSelect
    )
    request = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AssumptionForm(ModelForm):
    """An assumption, whose it is, and what contradicts it."""

    class Meta:
        model = Assumption
        fields = ("organisation", "side", "text", "counter", "source")
        widgets: ClassVar = {"counter": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)


class RemedyForm(ModelForm):
    """What was done, who was reached of how many, before and after."""

    class Meta:
        model = Remedy
        fields = (
            *("for_whom", "done", "where", "helped", "before", "after", "total"),
            *("asked_again_on", "trust_asked", "trust_yes"),
        )
        widgets: ClassVar = {"asked_again_on": day_input()}

    def clean(self) -> dict[str, Any]:
        """No more people reached than there are, and no more yes than asked."""
        data = super().clean() or self.cleaned_data
        total = data.get("total")
        for name in ("before", "after"):
            if total is not None and data.get(name) is not None and data[name] > total:
                self.add_error(name, _("Dit zijn er meer dan alle mensen samen."))
        asked, yes = data.get("trust_asked"), data.get("trust_yes")
        if yes is not None and (asked is None or yes > asked):
            self.add_error("trust_yes", _("Dit zijn er meer dan er gevraagd zijn."))
        return data
