"""Forms about roles, years without records, and handing over."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.clean import ModelForm
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.programme.forms import AreaForm, day_input, lines, place_field
from wijkwijzer_web.programme.models import AreaRole, Handover, Unrecorded

__all__ = ["HandoverForm", "OwnAreaForm", "RoleForm", "UnrecordedForm"]

NAME_DAYS = 366
"""A name stands for a year at most; then its bearer is asked again."""


class OwnAreaForm(AreaForm):
    """A form about an area, of one of the organisations that somebody writes for."""

    where = place_field(gettext_lazy("Wijk"))
    field_order: tuple[str, ...] = ("organisation", "where")

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)


class RoleForm(OwnAreaForm):
    """A role, from when to when, and what it may decide."""

    says_yes = forms.BooleanField(
        label=gettext_lazy("Deze persoon zei zelf ja tegen zijn of haar naam op deze pagina."),
        required=False,
    )

    class Meta:
        model = AreaRole
        fields = (
            *("organisation", "kind", "title", "holder", "begins_on", "ends_on", "decides", "money_to"),
            *("pushes_through", "handed_over", "nearer", "name", "name_until"),
        )
        widgets: ClassVar = {
            "begins_on": day_input(),
            "ends_on": day_input(),
            "name_until": day_input(),
            "pushes_through": forms.Select(
                choices=(
                    ("", gettext_lazy("niet bekend")),
                    ("true", gettext_lazy("ja")),
                    ("false", gettext_lazy("nee")),
                )
            ),
        }

    field_order = ("organisation", "where", "kind", "title", "holder")

    def clean(self) -> dict[str, Any]:
        """A name needs a yes, and an end within a year."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("name"):
            until, today = data.get("name_until"), timezone.localdate()
            if not data.get("says_yes"):
                self.add_error("says_yes", _("Een naam staat hier alleen als de persoon zelf ja zei."))
            if until is None or until > today + datetime.timedelta(days=NAME_DAYS):
                self.add_error("name_until", _("Kies een dag binnen een jaar. Daarna vraag je het opnieuw."))
        return data


class UnrecordedForm(OwnAreaForm):
    """Years of which nobody wrote down what ran."""

    class Meta:
        model = Unrecorded
        fields = ("organisation", "begins_on", "ends_on", "because")
        widgets: ClassVar = {"begins_on": day_input(), "ends_on": day_input()}

    def clean_ends_on(self) -> datetime.date:
        """What lies ahead is not unrecorded yet."""
        day: datetime.date = self.cleaned_data["ends_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Deze dag moet nog komen."))
        return day


class HandoverForm(ModelForm):
    """What a successor has to know, in three fields; the link goes to their address, which is not kept."""

    ends_role = forms.BooleanField(
        label=gettext_lazy("Mijn rol eindigt op deze dag."), required=False, initial=True
    )
    successor = forms.EmailField(
        label=gettext_lazy("E-mailadres van je opvolger (mag leeg)"),
        required=False,
        help_text=gettext_lazy("Je opvolger krijgt de link naar deze overdracht. Het adres bewaren we niet."),
    )

    class Meta:
        model = Handover
        fields = ("organisation", "role", "on", "running", "knows", "promised")
        widgets: ClassVar = {
            "on": day_input(),
            "running": lines(5),
            "knows": lines(3),
            "promised": lines(5),
        }

    def __init__(
        self, *args: Any, organisations: list[Organisation], roles: list[AreaRole], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)
        allowed = [row.pk for row in roles if row.organisation in organisations]
        choice: Any = self.fields["role"]
        choice.queryset = AreaRole.objects.filter(pk__in=allowed)
        self.fields["on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """A handover says something, and does not end a role before it began."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(name, "").strip() for name in ("running", "knows", "promised")):
            raise ValidationError(_("Schrijf in minstens één vak iets op. Je opvolger heeft alleen dit."))
        role, on = data.get("role"), data.get("on")
        if role and on and data.get("ends_role") and on < role.begins_on:
            self.add_error("on", _("Deze dag ligt voor het begin van de rol."))
        if role and data.get("organisation") and role.organisation != data["organisation"]:
            self.add_error("role", _("Deze rol is van een andere organisatie."))
        return data
