"""Forms of weighings: a table and what people said about weights; then the decision."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from wijkwijzer.effects import Criterion, Preference, Weighing, read_number, weighing_from_rows
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import Form, clean_line, number
from wijkwijzer_web.core.uploads import in_words
from wijkwijzer_web.effects.models import KINDS

__all__ = ["DecisionForm", "WeighingForm", "preferences_of", "rows_of"]

LONGEST_TABLE, MOST_ROWS, MOST_LINES = 60_000, 300, 40
_COUNT = re.compile(r"^(?P<name>.+?)[\s:=]+(?P<count>[0-9]{1,6})$")
_SHARE = re.compile(
    r"^(?P<name>.+?)\s+(?P<side>minstens|hoogstens)\s+(?P<share>[0-9]{1,3}(?:[.,][0-9]+)?\s*%)$", re.I
)


def rows_of(text: str) -> list[dict[str, str]]:
    """Rows of a table that was typed or pasted: with tabs (from a spreadsheet) or semicolons.

    Raises
    ------
    InputError
        With the row where it is wrong.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        raise InputError(_("Zet op de eerste regel wat telt, en daaronder de voorstellen."))
    if len(lines) > MOST_ROWS:
        raise InputError(_("Er passen %(n)s voorstellen in.") % {"n": MOST_ROWS - 1})
    separator = "\t" if "\t" in lines[0] else ";"
    cells = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator))
    heads = [clean_line(cell).lower() for cell in cells[0]]
    if len(set(heads)) != len(heads) or not heads[0]:
        raise InputError(_("Een kolom heeft geen naam, of staat er twee keer in."), row=1)
    rows = []
    for row, each in enumerate(cells[1:], 2):
        if len(each) > len(heads):
            raise InputError(_("Deze regel heeft meer vakken dan de eerste."), row=row)
        each += [""] * (len(heads) - len(each))
        rows.append(dict(zip(heads, map(clean_line, each), strict=True)) | {"#": str(row)})
    return rows


def preferences_of(text: str, criteria: tuple[Criterion, ...]) -> tuple[Preference, ...]:
    """What people said about weights, one line each: "Ria: Bereik > Kosten; Veiligheid minstens 30%".

    "dialoog: Bereik 34; Kosten 12" are counts of who named what the most important.

    Raises
    ------
    InputError
        A line that says something else, or a criterion that is not there.
    """
    keys = {each.name.casefold(): each.key for each in criteria}
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        raise InputError(_("Er passen %(n)s regels met wensen in.") % {"n": MOST_LINES})
    return tuple(_preference(line, keys) for line in lines)


def _preference(line: str, keys: dict[str, str]) -> Preference:
    who, colon, said = line.partition(":")
    if not colon:
        who, said = "", line
    order: list[tuple[str, str]] = []
    least: list[tuple[str, float]] = []
    most: list[tuple[str, float]] = []
    counts: list[tuple[str, int]] = []
    for part in filter(None, (each.strip() for each in said.split(";"))):
        share, count = _SHARE.match(part), _COUNT.match(part)
        if ">" in part:
            names = [_key(name, keys) for name in part.split(">")]
            order += pairwise(names)
        elif share:
            target = least if share["side"].lower() == "minstens" else most
            target.append((_key(share["name"], keys), read_number(share["share"])))
        elif count:
            counts.append((_key(count["name"], keys), int(count["count"])))
        else:
            raise InputError(
                _("%(part)s: schrijf A > B, 'A minstens 30%%', of 'A 12'.") % {"part": part[:60]}
            )
    return Preference(clean_line(who)[:60], tuple(order), tuple(least), tuple(most), tuple(counts))


def _key(name: str, keys: dict[str, str]) -> str:
    key = keys.get(name.strip().casefold())
    if key is None:
        raise InputError(_("%(name)s is geen kolom van de tabel.") % {"name": name.strip()[:60]})
    return key


class WeighingForm(Form):
    """A new weighing."""

    title = forms.CharField(label=_lazy("Waar gaat het over?"), max_length=120)
    question_text = forms.CharField(
        label=_lazy("Wat is de vraag?"),
        max_length=300,
        required=False,
        help_text=_lazy("Bijvoorbeeld: geld voor drie van de acht voorstellen."),
    )
    area = forms.CharField(
        label=_lazy("Bij welke wijk hoort het?"),
        max_length=80,
        required=False,
        help_text=_lazy("Naam of code. Laat leeg als het over meer wijken gaat."),
    )
    who = forms.CharField(
        label=_lazy("Wie woog mee?"),
        max_length=300,
        help_text=_lazy("Noem groepen of rollen, geen namen: 'wijkraad, wijkmanager, vier bewoners'."),
    )
    places = forms.CharField(label=_lazy("Voor hoeveel voorstellen is er plaats?"), max_length=3)
    table = forms.CharField(
        label=_lazy("De voorstellen, en wat telt"),
        max_length=LONGEST_TABLE,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_lazy(
            "Plak een tabel uit een werkblad, of typ met ; ertussen. De eerste kolom heet voorstel. "
            "Zet (lager is beter) achter een kolom als dat zo is. Een vak is een getal, een bereik "
            "(10 tot 20), of onbekend."
        ),
    )
    preferences = forms.CharField(
        label=_lazy("Wat telt zwaarder?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_lazy(
            "Mag leeg blijven: dan kan alles. Eén regel per persoon of groep: 'wijkraad: Bereik > "
            "Kosten; Veiligheid minstens 30%'. Uit een dialoog: 'dialoog: Bereik 34; Kosten 12'."
        ),
    )
    link_kind = forms.ChoiceField(
        label=_lazy("Hoort bij"), choices=[("", _lazy("niets anders")), *KINDS], required=False
    )
    link_key = forms.CharField(label=_lazy("Nummer of naam daarvan"), max_length=80, required=False)
    public = forms.BooleanField(label=_lazy("Iedereen mag dit zien"), required=False)

    def clean_area(self) -> str:
        """The code of the wijk."""
        typed = self.cleaned_data["area"].strip()
        if not typed:
            return ""
        place = areas.which_place(typed)
        if place is None:
            raise ValidationError(_("Deze wijk kennen we niet. Gebruik de code of de volledige naam."))
        return place.key

    def clean_places(self) -> int:
        """A whole number."""
        places = number(self.cleaned_data["places"], 1, MOST_ROWS)
        if places is None:
            raise ValidationError(_("Vul een heel getal in."))
        return places

    def clean(self) -> dict[str, Any]:
        """The table and the wishes together make the question."""
        data = super().clean() or {}
        if data.get("link_kind") and not data.get("link_key"):
            self.add_error("link_key", _("Bij welke?"))
        if "table" not in data or "places" not in data:
            return data
        try:
            weighing = weighing_from_rows(rows_of(data["table"]), data["places"])
        except InputError as error:
            self.add_error("table", in_words(error))
            return data
        try:
            said = preferences_of(data.get("preferences", ""), weighing.criteria)
        except InputError as error:
            self.add_error("preferences", in_words(error))
            return data
        data["weighing"] = Weighing(weighing.criteria, weighing.alternatives, weighing.places, said)
        return data


class DecisionForm(Form):
    """What was decided, and why otherwise."""

    chosen = forms.MultipleChoiceField(
        label=_lazy("Welke voorstellen gaan door?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    decision = forms.CharField(
        label=_lazy("Wat is er besloten?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_otherwise = forms.CharField(
        label=_lazy("Waarom anders dan de afweging?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_lazy("Nodig als een voorstel doorgaat dat bij 'niet' staat, of een dat zeker is niet."),
    )
    public = forms.BooleanField(label=_lazy("Iedereen mag dit zien"), required=False)

    def __init__(self, *args: Any, standings: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standings = standings
        self.fields["chosen"].choices = [(key, name) for key, name, _verdict in standings]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who decides otherwise says why."""
        data = super().clean() or {}
        chosen = set(data.get("chosen", []))
        otherwise = any(
            (verdict == "niet" and key in chosen) or (verdict == "zeker" and key not in chosen)
            for key, _name, verdict in self.standings
        )
        if otherwise and not data.get("why_otherwise", "").strip():
            self.add_error("why_otherwise", _("Dit wijkt af van de afweging. Zeg waarom."))
        return data
