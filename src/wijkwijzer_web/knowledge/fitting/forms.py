"""What a person judges about each aspect, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer.knowledge.transfer import ASPECTS, Judgement
from wijkwijzer_web.core.clean import Form

__all__ = ["CHOICES", "JudgeForm", "Row"]

CHOICES = (
    ("", _("niet beoordeeld")),
    ("gelijk", _("gelijk")),
    ("anders", _("anders, maar kan")),
    ("risico", _("risico")),
    ("onbekend", _("weten we niet")),
)
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect with its two fields."""

    aspect: str
    judgement: forms.BoundField
    reason: forms.BoundField


class JudgeForm(Form):
    """A judgement and a reason per aspect; nothing of it is kept here, it only comes into the note."""

    who = forms.CharField(
        label=_("Wie oordeelt?"),
        help_text=_("Je functie of je organisatie; mag leeg."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number, aspect in enumerate(ASPECTS):
            self.fields[f"oordeel{number}"] = forms.ChoiceField(
                label=aspect.capitalize(), choices=CHOICES, required=False
            )
            self.fields[f"reden{number}"] = forms.CharField(
                label=_("Waarom? %(aspect)s") % {"aspect": aspect}, max_length=LONGEST, required=False
            )

    def rows(self) -> Iterator[Row]:
        """The aspects in their order."""
        for number, aspect in enumerate(ASPECTS):
            yield Row(aspect, self[f"oordeel{number}"], self[f"reden{number}"])

    def clean(self) -> dict[str, Any]:
        """A judgement has a reason, and a reason a judgement."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(len(ASPECTS)):
            judged, why = given.get(f"oordeel{number}"), given.get(f"reden{number}")
            if judged and not why and f"reden{number}" not in self.errors:
                self.add_error(f"reden{number}", _("Schrijf erbij waarom."))
            elif why and not judged and f"oordeel{number}" not in self.errors:
                self.add_error(f"oordeel{number}", _("Kies wat dit betekent."))
        return given

    def judgements(self) -> list[Judgement]:
        """What was judged."""
        given = self.cleaned_data
        return [
            Judgement(aspect, given[f"oordeel{number}"], given[f"reden{number}"])
            for number, aspect in enumerate(ASPECTS)
            if given[f"oordeel{number}"]
        ]
