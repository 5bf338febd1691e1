"""The form of measuring: wijken, a figure and years. It stands in the address, so it can be passed on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer.effects import refuse
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import Form, number

__all__ = ["MeasureForm"]

MOST_AREAS = 60


class FigureField(forms.ChoiceField):
    """A figure of the release; one that may never count is refused with the reason."""

    default_error_messages = {"invalid_choice": _("Dit cijfer kennen we niet.")}  # noqa: RUF012 - as Django does

    def validate(self, value: str) -> None:
        """Say why before saying that it is unknown."""
        try:
            refuse([value])
        except InputError as error:
            raise ValidationError(error.sentence) from error
        super().validate(value)


class MeasureForm(Form):
    """What to measure."""

    wijken = forms.CharField(
        label=_("In welke wijken liep het?"),
        max_length=2000,
        help_text=_("Namen of codes, met een komma ertussen."),
    )
    cijfer = FigureField(label=_("Op welk cijfer?"))
    van = forms.CharField(label=_("Eerste jaar van de aanpak"), max_length=4)
    tot = forms.CharField(label=_("Laatste jaar dat meetelt"), max_length=4, required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cijfer"].choices = [("", _("Kies een cijfer")), *choices]  # type: ignore[attr-defined]

    def clean_wijken(self) -> tuple[str, ...]:
        """The codes of the wijken."""
        typed = [
            each.strip() for each in self.cleaned_data["wijken"].replace("\n", ",").split(",") if each.strip()
        ]
        if len(typed) > MOST_AREAS:
            raise ValidationError(_("Kies hooguit %(n)s wijken.") % {"n": MOST_AREAS})
        found = []
        for each in typed:
            place = areas.which_place(each, ("wijk",))
            if place is None:
                raise ValidationError(_("%(name)s: deze wijk kennen we niet.") % {"name": each[:60]})
            found.append(place.key)
        if not found:
            raise ValidationError(_("Kies minstens één wijk."))
        return tuple(sorted(set(found)))

    def clean_van(self) -> int:
        """The first year."""
        return self._year("van")

    def clean_tot(self) -> int | None:
        """The last year, when there is one."""
        return self._year("tot") if self.cleaned_data["tot"].strip() else None

    def _year(self, name: str) -> int:
        year = number(self.cleaned_data[name], 1900, 2100)
        if year is None:
            raise ValidationError(_("Vul een jaar in, zoals 2018."))
        return year

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the begin."""
        data = super().clean() or {}
        if data.get("van") and data.get("tot") and data["tot"] < data["van"]:
            self.add_error("tot", _("Het laatste jaar ligt voor het eerste."))
        return data
