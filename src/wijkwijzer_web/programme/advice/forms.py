"""Forms about advice: giving it, and answering it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.clean import Form
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.programme.forms import AreaForm, day_input, lines, place_field
from wijkwijzer_web.programme.models import Advice, Programme

__all__ = ["AdviceForm", "StepForm"]


class AdviceForm(AreaForm):
    """An advice: to whom, what, why, and when to look back."""

    where = place_field(gettext_lazy("Over welke wijk? (mag leeg)"), required=False)

    class Meta:
        model = Advice
        fields = (
            "organisation",
            "programme",
            "text",
            "to_kind",
            "to_name",
            "to_email",
            "because",
            "theme",
            "together",
            "money",
            "origin_label",
            "issued_on",
            "look_back_on",
        )
        widgets: ClassVar = {"because": lines(), "issued_on": day_input(), "look_back_on": day_input()}

    field_order = (
        "organisation",
        "programme",
        "text",
        "to_kind",
        "to_name",
        "to_email",
        "because",
        "theme",
        "where",
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [one.pk for one in organisations]
        offer_organisations(self, organisations)
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.filter(organisation__in=keys)
        today = timezone.localdate()
        self.fields["issued_on"].initial = today
        self.fields["look_back_on"].initial = today + timedelta(days=365)


class StepForm(Form):
    """What the addressee does with it; some answers need a reason."""

    state = forms.ChoiceField(
        label=gettext_lazy("Wat doen jullie ermee?"),
        choices=Advice.State.choices[1:],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=600,
        required=False,
        widget=lines(),
        help_text=gettext_lazy("Nodig bij: aangepast, niet overgenomen, gestopt. Dit komt op de site."),
    )
