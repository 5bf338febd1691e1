"""Forms of staff: a file of own figures, and the names under which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

__all__ = ["NamesForm", "UploadForm"]

# What a spreadsheet would read as a formula, or nobody can see.
PLAIN = RegexValidator(r"^[^=+@\-\x00-\x1f][^\x00-\x1f]*$", _("Begin met een letter of een cijfer."))


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een .csv (UTF-8) of .xlsx, hooguit 20 MB."),
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class NamesForm(forms.Form):
    """The name of each figure, as readers will see it."""

    def __init__(
        self, *args: object, keys: Iterable[str], names: Mapping[str, str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
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
