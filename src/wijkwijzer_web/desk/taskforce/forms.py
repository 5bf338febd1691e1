"""Forms of a task force."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form, ModelForm
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.desk.answering.forms import day_input
from wijkwijzer_web.desk.models import DOMAINS, Experiment, TaskForce

__all__ = ["ExperimentForm", "OutcomeForm", "TaskForceForm"]


class TaskForceForm(ModelForm):
    """Who sits at the table, and who decides when they differ."""

    tafel = forms.CharField(
        label=_("Wie zit aan tafel? Elk op een regel: domein, dan organisatie en rol"),
        help_text=_("Bijvoorbeeld: wonen Dijkwonen, hoofd verhuur. Domeinen: %(domains)s.")
        % {"domains": ", ".join(code for code, _name in DOMAINS)},
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = TaskForce
        fields = (
            "organisation",
            "name",
            "slug",
            "chair",
            "chair_mail",
            "decides",
            "rhythm",
            "meets_at",
            "place",
        )
        widgets: ClassVar = {
            "meets_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        }

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)
        if self.instance.pk:
            rows = self.instance.seats.all()
            self.initial["tafel"] = "\n".join(f"{seat.domain} {seat.role}" for seat in rows)

    def clean_tafel(self) -> list[tuple[str, str]]:
        """Pairs of domain and role."""
        known, found = dict(DOMAINS), []
        for line in filter(None, map(str.strip, str(self.cleaned_data["tafel"]).splitlines())):
            domain, _space, role = line.partition(" ")
            if domain not in known or not role.strip():
                raise ValidationError(
                    _("Deze regel begint niet met een domein: %(line)s") % {"line": line[:40]}
                )
            found.append((domain, role.strip()[:120]))
        return found


class ExperimentForm(ModelForm):
    """Permission to do it otherwise, with a last day."""

    class Meta:
        model = Experiment
        fields = ("organisation", "task_force", "sentence", "permitted_by", "for_whom", "from_on", "until")
        widgets: ClassVar = {"from_on": day_input(), "until": day_input()}

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)
        forces = TaskForce.objects.filter(organisation__in=[one.pk for one in organisations])
        self.fields["task_force"].queryset = forces  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """It ends, after it begins."""
        data = super().clean() or self.cleaned_data
        if data.get("from_on") and data.get("until") and data["until"] <= data["from_on"]:
            self.add_error("until", _("Een experiment eindigt na het begint: kies een laatste dag."))
        return data


class OutcomeForm(Form):
    """The decision on the last day."""

    besluit = forms.ChoiceField(
        label=_("Wat besluiten jullie?"),
        choices=[(one.value, one.label) for one in Experiment.Outcome if one.value],
        widget=forms.RadioSelect,
    )
    waarom = forms.CharField(label=_("Waarom?"), max_length=300)
