"""Forms about a wijkanalyse: its words for the writer, a reaction for everyone."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer.programme import KINDS, QUESTIONS
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import Form, ModelForm
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.programme.forms import day_input, lines, place_field
from wijkwijzer_web.programme.models import AreaAnalysis, PeerReview, Programme, Reaction

__all__ = [
    "AboutForm",
    "AddForm",
    "AnswerForm",
    "ReactionForm",
    "ReviewForm",
    "StartForm",
    "VersionForm",
    "WordsForm",
]

KIND_LABELS = {
    "gesprek": gettext_lazy("een gesprek"),
    "waarneming": gettext_lazy("iets dat iemand zag"),
    "literatuur": gettext_lazy("onderzoek of een stuk"),
    "aanpak": gettext_lazy("een aanpak die hier loopt"),
}
QUESTION_LABELS = {
    "ontwikkeling": gettext_lazy("Hoe ontwikkelde de wijk zich?"),
    "stand": gettext_lazy("Hoe staat de wijk ervoor?"),
    "trends": gettext_lazy("Welke trends zijn te zien?"),
    "opgaven": gettext_lazy("Welke opgaven tekenen zich af?"),
    "aanpakken": gettext_lazy("Welke aanpakken, en wat leveren die op?"),
    "onbekend": gettext_lazy("Wat weten we niet?"),
}


class StartForm(Form):
    """Which wijk, for whom."""

    organisation: Any = forms.ModelChoiceField(label=gettext_lazy("Organisatie"), queryset=None)
    programme: Any = forms.ModelChoiceField(
        label=gettext_lazy("Programma (mag leeg)"), queryset=None, required=False
    )
    where = place_field(gettext_lazy("Wijk"))

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [one.pk for one in organisations]
        offer_organisations(self, organisations)
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.filter(organisation__in=keys)

    def clean_where(self) -> str:
        """The key of the area that was meant."""
        found = areas.which_place(self.cleaned_data["where"])
        if found is None:
            raise ValidationError(_("Deze wijk kennen we niet. Typ de naam met de gemeente, of de code."))
        return found.key


class AboutForm(ModelForm):
    """The title, and the analysis in one sentence."""

    versioned = False  # it has a version of its own

    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    class Meta:
        model = AreaAnalysis
        fields = ("title", "lead")


class WordsForm(Form):
    """Other words for one paragraph."""

    edition = forms.IntegerField(min_value=1)
    text = forms.CharField(max_length=4000)
    where = forms.CharField(max_length=300, required=False)


class AddForm(Form):
    """A paragraph that does not come from the figures."""

    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    question = forms.ChoiceField(
        label=gettext_lazy("Onder welke vraag?"), choices=[(key, QUESTION_LABELS[key]) for key in QUESTIONS]
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"),
        choices=[(key, KIND_LABELS[key]) for key in KINDS if key in KIND_LABELS],
    )
    text = forms.CharField(label=gettext_lazy("Tekst"), max_length=4000, widget=lines(4))
    where = forms.CharField(
        label=gettext_lazy("Wie zei of zag dit, wanneer, en mag het zo in de tekst? Of: waar staat het?"),
        max_length=300,
        help_text=gettext_lazy("Bijvoorbeeld: opbouwwerker, 3 november 2026, mag erin. Noem geen namen."),
    )


class VersionForm(Form):
    """What is different in the new version."""

    note = forms.CharField(label=gettext_lazy("Wat is er anders?"), max_length=300)


class ReactionForm(Form):
    """What somebody from the wijk says about one paragraph."""

    alinea = forms.CharField(max_length=12, widget=forms.HiddenInput)
    tekst = forms.CharField(label=gettext_lazy("Jouw reactie"), max_length=1200, widget=lines(4))
    namens = forms.CharField(
        label=gettext_lazy("Namens wie? (mag leeg)"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: bewonersraad. Je naam vragen we niet."),
    )
    aanvraag = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(ModelForm):
    """What was done with a reaction."""

    class Meta:
        model = Reaction
        fields = ("verdict", "answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].required = self.fields["answer"].required = True


class ReviewForm(ModelForm):
    """The collegiale toets."""

    only_one = True

    class Meta:
        model = PeerReview
        fields = ("visit_on", "reviewers", "position", "report", "plan", "progress")
        widgets: ClassVar = {
            "visit_on": day_input(),
            "position": lines(4),
            "report": lines(5),
            "plan": lines(5),
            "progress": lines(5),
        }
