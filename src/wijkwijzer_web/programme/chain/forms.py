"""Forms about opgaven, inzetten, resultaten and lessen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.clean import Form, ModelForm
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.core.weaving import value_of
from wijkwijzer_web.programme.chain.origins import keep
from wijkwijzer_web.programme.forms import AreaForm, day_input, place_field
from wijkwijzer_web.programme.models import Effort, Lesson, Opgave, Outcome

__all__ = ["EffortForm", "LessonForm", "OpgaveForm", "OutcomeForm", "PastForm"]


def _choose(form: forms.BaseForm, name: str, found: Sequence[tuple[str, str]], now: str) -> None:
    """Give a field its choices; without any it is not asked."""
    if not found:
        del form.fields[name]
        return
    field: Any = form.fields[name]
    field.choices = [("", gettext_lazy("Niets van deze lijst")), *found]
    field.initial = now or field.initial


class OpgaveForm(AreaForm):
    """What has to be done, where, whose it is, and where that came from."""

    where = place_field(gettext_lazy("Wijk"))

    class Meta:
        model = Opgave
        fields = ("organisation", "what", "owner", "since", "origin_label", "agreed", "ended_on")
        widgets: ClassVar = {"since": day_input(), "ended_on": day_input()}

    field_order = ("organisation", "where", "what", "owner", "since", "origin", "origin_label")
    origin = forms.ChoiceField(
        label=gettext_lazy("Waar komt het uit? Kies het, dan staat de opgave in die keten"), required=False
    )

    def __init__(
        self,
        *args: Any,
        organisations: list[Organisation],
        origins: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)
        if not self.instance.pk:
            self.fields["since"].initial = timezone.localdate()
        _choose(self, "origin", origins, value_of(self.instance.origin_kind, self.instance.origin_key))

    def clean_origin(self) -> str:
        """What it came from, kept as a kind and a key."""
        value = str(self.cleaned_data["origin"])
        keep(self.instance, "origin_kind", "origin_key", value)
        return value


class EffortForm(ModelForm):
    """What is done for an opgave, by whom, how long, with what money."""

    class Meta:
        model = Effort
        fields = (
            *("what", "carrier", "person_role", "parties", "begins_on", "ends_on"),
            *("money_source", "money_low", "money_high", "money_until", "stopped_because"),
        )
        widgets: ClassVar = {
            "begins_on": day_input(),
            "ends_on": day_input(),
            "money_until": day_input(),
        }


class OutcomeForm(ModelForm):
    """What it brought, and how that was measured."""

    class Meta:
        model = Outcome
        fields = ("what", "how", "source", "interval", "on")
        widgets: ClassVar = {"on": day_input()}

    measured = forms.ChoiceField(
        label=gettext_lazy("Waarmee gemeten? Kies het, dan staat de meting in de keten"), required=False
    )

    def __init__(self, *args: Any, measures: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "measured", measures, value_of(self.instance.from_kind, self.instance.from_key))

    def clean_measured(self) -> str:
        """What it was measured with, kept as a kind and a key."""
        value = str(self.cleaned_data["measured"])
        keep(self.instance, "from_kind", "from_key", value)
        return value


class LessonForm(ModelForm):
    """What we learned, and when it holds."""

    class Meta:
        model = Lesson
        fields = ("text", "holds_when", "on")
        widgets: ClassVar = {"on": day_input()}


class PastForm(Form):
    """A spreadsheet of old projects."""

    organisation: Any = forms.ModelChoiceField(label=gettext_lazy("Organisatie"), queryset=None)
    owner = forms.CharField(
        label=gettext_lazy("Van wie zijn deze projecten? (organisatie of rol)"), max_length=160
    )
    what = forms.CharField(
        label=gettext_lazy("Onder welke opgave horen ze?"),
        max_length=300,
        initial=gettext_lazy("Wat hier eerder liep"),
    )
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet (.xlsx of .csv)"),
        help_text=gettext_lazy(
            "Kolommen: naam, wijk, begin. Als je ze hebt ook: eind, geld, bron, resultaat. Titels erboven en "
            "lege rijen mogen blijven staan. Een begin of eind is een dag, een maand of een jaar."
        ),
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)
        if len(organisations) == 1:
            self.fields["owner"].initial = organisations[0].name
