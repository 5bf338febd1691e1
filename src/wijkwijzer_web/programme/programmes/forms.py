"""Forms about a programme and the cities in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import ModelForm, StoredForm
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.programme.forms import AreaForm, day_input, lines, place_field
from wijkwijzer_web.programme.models import Participation, Programme, Theme

__all__ = ["CityForm", "DecisionForm", "ProgrammeForm", "ThemeForm", "free_slug"]


def free_slug(name: str) -> str:
    """An address for a programme that is not taken yet."""
    base = slugify(name)[:70] or "programma"
    taken = {"nieuw", *Programme.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    return next(one for one in (base, *(f"{base}-{n}" for n in range(2, 1000))) if one not in taken)


class ProgrammeForm(ModelForm):
    """What the programme is about, and the trends that it expects."""

    trend_lines = forms.CharField(
        label=gettext_lazy("Trends die jullie verwachten, een per regel"),
        required=False,
        max_length=4000,
        widget=lines(4),
        help_text=gettext_lazy(
            "Schrijf: zin | cijfer | omhoog of omlaag. Bijvoorbeeld: Steeds meer mensen verhuizen. | "
            "elan_verhuisd | omhoog"
        ),
    )

    class Meta:
        model = Programme
        fields = ("organisation", "name", "intro", "begins_on", "ends_on", "series", "public")
        widgets: ClassVar = {"intro": lines(4), "begins_on": day_input(), "ends_on": day_input()}

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, organisations)
        words = {"up": _("omhoog"), "down": _("omlaag")}
        self.fields["trend_lines"].initial = "\n".join(
            f"{t['text']} | {', '.join(t['indicators'])} | {words[t['direction']]}"
            for t in self.instance.trends
        )

    def clean_trend_lines(self) -> list[dict[str, Any]]:
        """Each line is a sentence, the figures that would show it, and which way they would go."""
        rows = [line for line in self.cleaned_data["trend_lines"].splitlines() if line.strip()]
        return [_trend(line, place) for place, line in enumerate(rows, start=1)]

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("begins_on"), data.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("Het programma eindigt voor het begint."))
        return data

    def filled(self) -> Programme:
        """The programme with what was filled in, not stored yet."""
        programme: Programme = self.save(commit=False)
        programme.trends = self.cleaned_data["trend_lines"]
        programme.slug = programme.slug or free_slug(programme.name)
        return programme


def _trend(line: str, place: int) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    directions = {"omhoog": "up", "omlaag": "down", "up": "up", "down": "down"}
    if len(parts) != 3 or parts[2].lower() not in directions or not parts[0]:
        raise ValidationError(
            _("Regel %(n)s: schrijf een zin, dan | en een cijfer, dan | en omhoog of omlaag."),
            params={"n": place},
        )
    keys = [key.strip() for key in parts[1].split(",") if key.strip()]
    figures = areas.figures()
    known = {info.key for info in figures.indicators()} if figures else set(keys)
    unknown = [key for key in keys if key not in known]
    if unknown or not keys:
        raise ValidationError(
            _("Regel %(n)s: dit cijfer kennen we niet: %(key)s. De namen staan bij Alle cijfers."),
            params={"n": place, "key": ", ".join(unknown) or "?"},
        )
    return {
        "key": f"t{place}",
        "text": parts[0],
        "indicators": keys,
        "direction": directions[parts[2].lower()],
    }


class CityForm(AreaForm):
    """A city with the wijk that it proposes, the risk it sees, and how this wijk differs."""

    where = place_field(gettext_lazy("Wijk"))

    class Meta:
        model = Participation
        fields = ("city", "risk", "expectation", "contact_email")
        widgets: ClassVar = {"risk": lines(), "expectation": lines()}

    field_order = ("city", "where", "risk", "expectation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in Participation.POINTS:
            self.fields[f"punt_{key}"] = forms.CharField(
                label=label, required=False, max_length=120, initial=self.instance.points.get(key, "")
            )

    def clean(self) -> dict[str, Any]:
        """Keep what was said of the six points."""
        data = super().clean() or self.cleaned_data
        said = {key: data.get(f"punt_{key}", "") for key, _label in Participation.POINTS}
        self.instance.points = {key: text for key, text in said.items() if text}
        return data


class DecisionForm(StoredForm):
    """Take a proposal in, or say why a city stopped."""

    state = forms.ChoiceField(label=gettext_lazy("Stand"), choices=Participation.State.choices)
    because = forms.CharField(label=gettext_lazy("Gestopt omdat"), max_length=500, required=False)


class ThemeForm(ModelForm):
    """A theme and why."""

    class Meta:
        model = Theme
        fields = ("title", "why")
