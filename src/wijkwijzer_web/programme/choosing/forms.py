"""The form with which a phone in the room chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.clean import Form
from wijkwijzer_web.programme.models import Task

__all__ = ["ChoosingForm"]

PLACES = (
    ("", "–"),
    ("1", gettext_lazy("eerste")),
    ("2", gettext_lazy("tweede")),
    ("3", gettext_lazy("derde")),
)


class ChoosingForm(Form):
    """A place for at most three tasks: each place once, and a first one."""

    aanvraag = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, tasks: Sequence[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = {f"taak_{task.pk}": task for task in tasks}
        for name, task in self.tasks.items():
            self.fields[name] = forms.ChoiceField(label=task.text, choices=PLACES, required=False)

    def clean(self) -> dict[str, Any]:
        """One task a place, beginning with the first."""
        data = super().clean() or self.cleaned_data
        given = [(data[name], task) for name, task in self.tasks.items() if data.get(name)]
        places = sorted(place for place, _task in given)
        if len(set(places)) < len(places):
            raise forms.ValidationError(_("Twee taken staan op dezelfde plaats. Geef elke plaats één keer."))
        if places != ["1", "2", "3"][: len(places)] or not places:
            raise forms.ValidationError(_("Kies een eerste, en als je wilt een tweede en een derde."))
        self.chosen = [task for _place, task in sorted(given, key=lambda pair: pair[0])]
        return data

    def by_aspect(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the four sides; a side without tasks is left out."""
        found = [
            (str(label).capitalize(), [self[name] for name, task in self.tasks.items() if task.aspect == key])
            for key, label in Task.Aspect.choices
        ]
        return [(label, rows) for label, rows in found if rows]
