"""Forms of staff: own figures, the names under which they are shown, and own areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core import clean

__all__ = ["AreaFileForm", "AreaForm", "NamesForm", "UploadForm"]

# What a spreadsheet would read as a formula, or nobody can see.
PLAIN = RegexValidator(r"^[^=+@\-\x00-\x1f][^\x00-\x1f]*$", _("Begin met een letter of een cijfer."))


class UploadForm(clean.Form):
    """One file."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een .csv (UTF-8) of .xlsx, hooguit 20 MB."),
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class NamesForm(clean.Form):
    """The name of each figure, as readers will see it."""

    def __init__(self, *args: Any, keys: Iterable[str], names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in keys:
            self.fields[key] = forms.CharField(
                label=_("Naam van “%(key)s”") % {"key": key},
                initial=names.get(key) or key.replace("_", " ").capitalize(),
                max_length=80,
                validators=[PLAIN],
            )

    def names(self) -> dict[str, str]:
        """Key -> name."""
        return {key: self.cleaned_data[key] for key in self.fields}


class AreaForm(clean.Form):
    """A name, and the wijken or buurten that belong to it."""

    name = forms.CharField(label=_("Naam"), max_length=100, validators=[PLAIN])
    members = forms.MultipleChoiceField(
        label=_("Wat hoort erbij?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies er minstens één.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = choices  # type: ignore[attr-defined]


class AreaFileForm(clean.Form):
    """A file of own areas."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een .csv (UTF-8) of .xlsx met de kolommen gebied, naam en lid."),
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
