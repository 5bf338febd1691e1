"""Forms about knelpunten: of who writes one, of the second reader, of the owner, of who follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form, ModelForm, StoredForm
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.desk.answering.forms import day_input
from wijkwijzer_web.desk.models import DOMAINS, Bottleneck, Decision, TaskForce
from wijkwijzer_web.desk.queries import today

__all__ = [
    "BottleneckForm",
    "ConfirmForm",
    "DecisionForm",
    "FollowForm",
    "OwnerForm",
    "PassOnForm",
    "ReviewForm",
]

FARTHEST = timedelta(days=366 * 2)


def coming(day: Any) -> Any:
    """A day that is still to come, and not beyond two years."""
    if day is not None and not today() < day <= today() + FARTHEST:
        raise ValidationError(_("Kies een dag die nog komt, binnen twee jaar."))
    return day


class BottleneckForm(ModelForm):
    """What is stuck, whose it is, and by when we ask an answer."""

    use_required_attribute = False

    domeinen = forms.MultipleChoiceField(
        label=_("Welke domeinen raakt het?"),
        help_text=_("Twee of meer: dan is het ontschot."),
        choices=DOMAINS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Bottleneck
        fields = (
            *(
                "organisation",
                "sentence",
                "explanation",
                "cause",
                "tried",
                "owner",
                "owner_mail",
                "deputy_mail",
            ),
            *("answer_due", "private_until", "task_force"),
        )
        widgets: ClassVar = {
            "answer_due": day_input(),
            "private_until": day_input(),
            "explanation": forms.Textarea(attrs={"rows": 3}),
            "tried": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [one.pk for one in organisations]
        offer_organisations(self, organisations)
        self.fields["task_force"].queryset = TaskForce.objects.filter(organisation__in=own)  # type: ignore[attr-defined]
        self.initial["domeinen"] = self.instance.domains
        self.fields["sentence"].help_text = _("Geen namen, geen adressen, niets waaraan je iemand herkent.")
        self.fields["private_until"].help_text = _("Hoogstens acht weken uit beeld. Het telt wel mee.")

    def clean_answer_due(self) -> Any:
        """A day to come."""
        return coming(self.cleaned_data["answer_due"])

    def clean_private_until(self) -> Any:
        """Eight weeks at most."""
        until = self.cleaned_data["private_until"]
        if until is not None and until > today() + timedelta(weeks=8):
            raise ValidationError(_("Besloten kan hoogstens acht weken."))
        return until

    def clean(self) -> dict[str, Any]:
        """Domains stand in a list."""
        data = super().clean() or self.cleaned_data
        self.instance.domains = list(data.get("domeinen") or [])
        return data


class ConfirmForm(Form):
    """The second reader's question."""

    use_required_attribute = False

    herkenbaar = forms.ChoiceField(
        label=_("Kan iemand zichzelf of een buur herkennen?"),
        choices=(("ja", _("Ja, of ik twijfel")), ("nee", _("Nee"))),
        widget=forms.RadioSelect,
    )
    gezien = forms.CharField(widget=forms.HiddenInput, required=False)


class PassOnForm(Form):
    """Another owner, with a date."""

    use_required_attribute = False

    eigenaar = forms.CharField(label=_("Nieuwe eigenaar: organisatie en rol"), max_length=120)
    mail = forms.EmailField(label=_("Mail van de eigenaar"))
    voor = forms.DateField(label=_("Antwoord voor"), widget=day_input())
    gezien = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_voor(self) -> Any:
        """A day to come."""
        return coming(self.cleaned_data["voor"])


class OwnerForm(Form):
    """What an owner can say in one form: two clicks and a text."""

    use_required_attribute = False

    doe = forms.ChoiceField(
        label=_("Wat is jullie antwoord?"),
        choices=(
            ("van-ons", _("Dit is van ons, we gaan ermee aan de slag")),
            ("niet-bij-ons", _("Niet bij ons")),
            ("verleng", _("We hebben meer tijd nodig")),
        ),
        widget=forms.RadioSelect,
    )
    tekst = forms.CharField(
        label=_("In een paar zinnen, zoals iedereen het mag lezen"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wie = forms.CharField(label=_("Niet bij ons: bij wie dan?"), max_length=120, required=False)
    tot = forms.DateField(label=_("Meer tijd: tot wanneer?"), required=False, widget=day_input())

    def clean(self) -> dict[str, Any]:
        """Each answer asks what makes it one."""
        data = super().clean() or self.cleaned_data
        what = data.get("doe")
        if what in {"niet-bij-ons", "verleng"} and not data.get("tekst"):
            self.add_error("tekst", _("Zeg in een zin waarom."))
        if what == "niet-bij-ons" and not data.get("wie"):
            self.add_error("wie", _("Zeg bij wie het dan ligt."))
        if what == "verleng" and not data.get("tot"):
            self.add_error("tot", _("Kies een nieuwe datum."))
        return data


class DecisionForm(ModelForm):
    """What it was and what it becomes."""

    use_required_attribute = False

    class Meta:
        model = Decision
        fields = ("title", "was", "becomes", "reach", "from_on", "link")
        widgets: ClassVar = {
            "was": forms.Textarea(attrs={"rows": 3}),
            "becomes": forms.Textarea(attrs={"rows": 3}),
            "from_on": day_input(),
        }


class ReviewForm(StoredForm):
    """Whether it works, in the words of the residents' side."""

    use_required_attribute = False

    werkt = forms.ChoiceField(
        label=_("Werkt het?"),
        choices=[(one.value, one.label) for one in Bottleneck.Works if one.value],
        widget=forms.RadioSelect,
    )
    woorden = forms.CharField(
        label=_("Wat zeggen bewoners?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    wie = forms.CharField(label=_("Wie zegt dat? (geen naam, bijvoorbeeld: de bewonersraad)"), max_length=120)


class FollowForm(Form):
    """An address to mail to."""

    use_required_attribute = False

    email = forms.EmailField(label=_("Je e-mailadres"))
