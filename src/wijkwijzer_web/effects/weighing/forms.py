"""Forms of weighings: a table and what people said about weights; then the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer.effects import MOST_ROWS, Weighing, typed_preferences, typed_rows, weighing_from_rows
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import Form, StoredForm, number
from wijkwijzer_web.core.files.uploads import in_words

__all__ = ["DecisionForm", "WeighingForm"]

LONGEST_TABLE = 60_000


def _offer(form: forms.Form, about: Mapping[str, str]) -> None:
    """What may be linked to, by its title; where there is nothing, nothing is asked."""
    if about:
        form.fields["about"].choices = list(about.items())  # type: ignore[attr-defined]
    else:
        del form.fields["about"]


class WeighingForm(Form):
    """A new weighing."""

    title = forms.CharField(label=_("Waar gaat het over?"), max_length=120)
    question_text = forms.CharField(
        label=_("Wat is de vraag?"),
        max_length=300,
        required=False,
        help_text=_("Bijvoorbeeld: geld voor drie van de acht voorstellen."),
    )
    area = forms.CharField(
        label=_("Bij welke wijk hoort het?"),
        max_length=80,
        required=False,
        help_text=_("Naam of code. Laat leeg als het over meer wijken gaat."),
    )
    who = forms.CharField(
        label=_("Wie woog mee?"),
        max_length=300,
        help_text=_("Noem groepen of rollen, geen namen: 'wijkraad, wijkmanager, vier bewoners'."),
    )
    places = forms.CharField(label=_("Voor hoeveel voorstellen is er plaats?"), max_length=3)
    table = forms.CharField(
        label=_("De voorstellen, en wat telt"),
        max_length=LONGEST_TABLE,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Plak een tabel uit een werkblad, of typ met ; ertussen. De eerste kolom heet voorstel. "
            "Zet (lager is beter) achter een kolom als dat zo is. Een vak is een getal, een bereik "
            "(10 tot 20), of onbekend."
        ),
    )
    preferences = forms.CharField(
        label=_("Wat telt zwaarder?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Mag leeg blijven: dan kan alles. Eén regel per persoon of groep: 'wijkraad: Bereik > "
            "Kosten; Veiligheid minstens 30%'. Uit een dialoog: 'dialoog: Bereik 34; Kosten 12'."
        ),
    )
    about = forms.MultipleChoiceField(
        label=_("Hoort bij"), widget=forms.CheckboxSelectMultiple, required=False
    )
    public = forms.BooleanField(label=_("Iedereen mag dit zien"), required=False)

    def __init__(self, *args: Any, about: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, about)

    def clean_area(self) -> str:
        """The code of the wijk."""
        typed = self.cleaned_data["area"].strip()
        if not typed:
            return ""
        place = areas.which_place(typed)
        if place is None:
            raise ValidationError(_("Deze wijk kennen we niet. Gebruik de code of de volledige naam."))
        return place.key

    def clean_places(self) -> int:
        """A whole number."""
        places = number(self.cleaned_data["places"], 1, MOST_ROWS)
        if places is None:
            raise ValidationError(_("Vul een heel getal in, vanaf 1."))
        return places

    def clean(self) -> dict[str, Any]:
        """The table and the wishes together make the question."""
        data = super().clean() or {}
        if "table" not in data or "places" not in data:
            return data
        try:
            weighing = weighing_from_rows(typed_rows(data["table"]), data["places"])
        except InputError as error:
            self.add_error("table", in_words(error))
            return data
        try:
            said = typed_preferences(data.get("preferences", ""), weighing.criteria)
        except InputError as error:
            self.add_error("preferences", in_words(error))
            return data
        data["weighing"] = Weighing(weighing.criteria, weighing.alternatives, weighing.places, said)
        return data


class DecisionForm(StoredForm):
    """What was decided, why otherwise, and what it was about."""

    chosen = forms.MultipleChoiceField(
        label=_("Welke voorstellen gaan door?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    decision = forms.CharField(
        label=_("Wat is er besloten?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_otherwise = forms.CharField(
        label=_("Waarom anders dan de afweging?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nodig als een voorstel doorgaat dat bij 'niet' staat, of een dat zeker is niet."),
    )
    about = forms.MultipleChoiceField(
        label=_("Waar hoort deze afweging bij?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    public = forms.BooleanField(label=_("Iedereen mag dit zien"), required=False)

    def __init__(
        self, *args: Any, standings: Sequence[tuple[str, str, str]], about: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, about)
        self.standings = standings
        self.fields["chosen"].choices = [(key, name) for key, name, _verdict in standings]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who decides otherwise says why."""
        data = super().clean() or {}
        chosen = set(data.get("chosen", []))
        otherwise = any(
            (verdict == "niet" and key in chosen) or (verdict == "zeker" and key not in chosen)
            for key, _name, verdict in self.standings
        )
        if otherwise and not data.get("why_otherwise", "").strip():
            self.add_error("why_otherwise", _("Dit wijkt af van de afweging. Zeg waarom."))
        return data
