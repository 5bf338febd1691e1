"""The form about how a gemeente organises its work in wijken."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.programme.forms import day_input, lines, place_field
from wijkwijzer_web.programme.models import OrganisationForm
from wijkwijzer_web.programme.roles.forms import OwnAreaForm

__all__ = ["OrganisingForm"]


class OrganisingForm(OwnAreaForm):
    """The questions that every gemeente gets."""

    where = place_field(gettext_lazy("Gemeente"))

    class Meta:
        model = OrganisationForm
        fields = (
            *("organisation", "since", "until", "chooses_areas", "chooses_opgaven", "form", "because"),
            *("answers", "lessons", "source"),
        )
        widgets: ClassVar = {
            "since": day_input(),
            "until": day_input(),
            **{
                name: lines(3)
                for name in ("chooses_areas", "chooses_opgaven", "form", "because", "answers", "lessons")
            },
        }

    def clean_where(self) -> str:
        """A gemeente by its name or code."""
        typed = str(self.cleaned_data.get("where", "")).strip()
        found = areas.which_place(typed, ("gemeente",)) if typed else None
        if found is None:
            raise ValidationError(_("Deze gemeente kennen we niet. Typ de naam of de code."))
        self.instance.area, self.instance.area_name = found.key, found.name
        return typed
