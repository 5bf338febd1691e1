"""Forms of the core."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core import clean
from wijkwijzer_web.core.models import Organisation, Role

__all__ = ["MemberForm", "OrganisationForm", "offer_organisations"]


def offer_organisations(form: forms.BaseForm, organisations: Sequence[Organisation]) -> None:
    """Let a form choose among the organisations that somebody works for; with one there is nothing to ask."""
    field: Any = form.fields["organisation"]
    field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
    field.label = _("Organisatie")
    row = getattr(form, "instance", None)
    if len(organisations) != 1 or (
        row is not None and row.organisation_id not in {None, organisations[0].pk}
    ):
        return
    field.initial = organisations[0]
    form.initial["organisation"] = organisations[0].pk  # a row that is not stored yet says: none
    field.empty_label = None
    field.widget = field.hidden_widget()


class MemberForm(clean.Form):
    """Someone's address and role."""

    email = forms.EmailField(label=_("E-mailadres"))
    role = forms.ChoiceField(label=_("Rol"), choices=Role.choices[1:], initial=Role.EDITOR)


class OrganisationForm(clean.Form):
    """A new organisation: what it is called, and who administers it."""

    name = forms.CharField(
        label=_("Naam van de organisatie"),
        max_length=200,
        help_text=_("Zoals bewoners hem kennen, bijvoorbeeld Gemeente Brugstede."),
    )
    email = forms.EmailField(
        label=_("E-mailadres van de beheerder"),
        help_text=_("Wie de organisatie inricht: kaart, mensen, mails en papier. Dat kun je zelf zijn."),
    )

    def clean_name(self) -> str:
        """Refuse the name of an organisation that is here already."""
        name = str(self.cleaned_data["name"]).strip()
        if Organisation.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("Er is al een organisatie met deze naam."))
        return name
