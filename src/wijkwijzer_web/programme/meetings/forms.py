"""Forms about a meeting, and the one screen on a phone in the room."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.clean import Form, ModelForm, StoredForm
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.programme.forms import AreaForm, day_input, lines, place_field, time_input
from wijkwijzer_web.programme.models import Amendment, Meeting, Part, Presentation, Task, TaskNews
from wijkwijzer_web.programme.workforms.queries import every

__all__ = [
    "AmendForm",
    "AnswerForm",
    "MeetingForm",
    "NewsForm",
    "PartForm",
    "PresentationForm",
    "SignUpForm",
    "TaskDecisionForm",
    "TaskForm",
    "question_fields",
]


_HALF_HOUR = gettext_lazy("Leeg is die van de werkvorm, of dertig.")


class MeetingForm(ModelForm):
    """When and where, and what it is about."""

    class Meta:
        model = Meeting
        fields = (
            "organisation",
            "theme",
            "aim",
            "day",
            "begins",
            "ends",
            "place",
            "online_url",
            "host_name",
            "open_to_all",
            "attended",
        )
        widgets: ClassVar = {
            "aim": lines(),
            "day": day_input(),
            "begins": time_input(),
            "ends": time_input(),
        }

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)
        if self.instance.programme is not None:
            del self.fields["organisation"]
        if not self.instance.pk:
            del self.fields["attended"]


class PartForm(ModelForm):
    """One part of the day. A ready werkvorm gives its own title and minutes where they are left open."""

    workform = forms.ChoiceField(label=gettext_lazy("Werkvorm (mag leeg)"), required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minuten"), min_value=1, max_value=600, required=False, help_text=_HALF_HOUR
    )

    class Meta:
        model = Part
        fields = ("kind", "workform", "title", "minutes", "who", "dialogue")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = [(one.key, f"{one.name} ({one.minutes} min)") for one in every().values()]
        self.fields["workform"].choices = [("", "–"), *ready]  # type: ignore[attr-defined]
        self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        """Fill in what the werkvorm says."""
        data = super().clean() or self.cleaned_data
        chosen = every().get(str(data.get("workform", "")))
        data["title"] = data.get("title") or (chosen.name if chosen else "")
        data["minutes"] = data.get("minutes") or (chosen.minutes if chosen else 30)
        if not data["title"] and "title" not in self.errors:
            self.add_error("title", _("Geef het onderdeel een titel, of kies een werkvorm."))
        return data


class PresentationForm(AreaForm):
    """What a wijk shows: the eight questions, of which each may stay open."""

    where = place_field(gettext_lazy("Wijk"))

    class Meta:
        model = Presentation
        fields = ("what", "email")

    field_order = ("where", "what", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(question_fields(self.instance))

    def clean(self) -> dict[str, Any]:
        """Keep the answers that were given."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.answers = Presentation.answers_in(data)
        return data


def question_fields(row: Presentation) -> dict[str, forms.Field]:
    """A field for each of the eight questions; each may stay open."""
    return {
        f"vraag_{key}": forms.CharField(
            label=label,
            required=False,
            max_length=1500,
            widget=lines(2),
            initial=row.answers.get(key, ""),
        )
        for key, label in Presentation.QUESTIONS
    }


class TaskForm(Form):
    """One task: a sentence and two choices; who and when may wait."""

    tekst = forms.CharField(max_length=280, widget=forms.Textarea(attrs={"rows": 4}))
    kant = forms.ChoiceField(choices=Task.Aspect.choices)
    wijk = forms.CharField(max_length=20, required=False)
    wie = forms.CharField(max_length=160, required=False)
    wanneer = forms.DateField(required=False, widget=day_input())
    tafel = forms.IntegerField(min_value=0, max_value=99, required=False)
    aanvraag = forms.UUIDField()

    def __init__(self, *args: Any, areas: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas

    def clean_wijk(self) -> str:
        """A wijk of this meeting, or all of them."""
        key = str(self.cleaned_data["wijk"])
        if key and key not in self.areas:
            raise forms.ValidationError(_("Kies een wijk uit de lijst."))
        return key

    def values(self) -> dict[str, Any]:
        """What is kept of it."""
        data = self.cleaned_data
        return {
            "text": " ".join(data["tekst"].split()),
            "aspect": data["kant"],
            "area": data["wijk"],
            "area_name": self.areas.get(data["wijk"], ""),
            "who": data["wie"],
            "due": data["wanneer"],
            "table": data["tafel"] or 0,
        }


class TaskDecisionForm(ModelForm):
    """What the team decides about a task."""

    class Meta:
        model = Task
        fields = ("state", "because", "who", "due")
        widgets: ClassVar = {"due": day_input()}


class AmendForm(Form):
    """What is not right in the notes."""

    text = forms.CharField(label=gettext_lazy("Wat klopt er niet?"), max_length=600, widget=lines())
    task = forms.IntegerField(required=False, widget=forms.HiddenInput)
    aanvraag = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(StoredForm):
    """The answer to a remark."""

    state = forms.ChoiceField(label=gettext_lazy("Wat deed je ermee?"), choices=Amendment.State.choices[1:])
    answer = forms.CharField(label=gettext_lazy("Antwoord"), max_length=400)


class NewsForm(Form):
    """What became of a task."""

    answer = forms.ChoiceField(choices=TaskNews.Answer.choices)
    text = forms.CharField(max_length=300, required=False)


class SignUpForm(Form):
    """Come along: an address for the link, and where you come from."""

    email = forms.EmailField(label=gettext_lazy("E-mailadres"))
    city = forms.CharField(
        label=gettext_lazy("Stad of organisatie (mag leeg)"), max_length=120, required=False
    )
