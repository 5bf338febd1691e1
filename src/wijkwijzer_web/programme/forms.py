"""What the forms of all features share: an area by its code or name, and a day as browsers ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import ModelForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["AreaForm", "day_input", "lines", "place_field", "time_input"]


def day_input() -> forms.DateInput:
    """A day as browsers ask for it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input() -> forms.TimeInput:
    """A time as browsers ask for it."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def lines(rows: int = 3) -> forms.Textarea:
    """A text of some lines."""
    return forms.Textarea(attrs={"rows": rows})


def place_field(label: str | _StrPromise, *, required: bool = True) -> forms.CharField:
    """An area by its name or code."""
    help_text = _("Typ de naam met de gemeente, of de code. Bijvoorbeeld: De Spoordijk Havermeer.")
    return forms.CharField(label=label, max_length=120, required=required, help_text=help_text)


class AreaForm(ModelForm):
    """A form about one area: what was typed in `where` becomes `area` and `area_name` of the row."""

    def clean_where(self) -> str:
        """The area that was meant; not guessed when it is not sure."""
        typed = str(self.cleaned_data.get("where", "")).strip()
        found = areas.which_place(typed) if typed else None
        if typed and found is None:
            raise ValidationError(_("Deze wijk kennen we niet. Typ de naam met de gemeente, of de code."))
        self.instance.area = found.key if found else ""
        self.instance.area_name = found.name if found else ""
        return typed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.area and not self.is_bound:
            self.fields["where"].initial = self.instance.area
