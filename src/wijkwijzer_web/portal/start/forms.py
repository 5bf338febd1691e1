"""The forms of day one: already filled in, so that most of them only need reading."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer.days import read_day
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.card.pages import LEAST_CONTRAST, contrast, least_contrast
from wijkwijzer_web.core.clean import Form, StoredForm
from wijkwijzer_web.core.files.uploads import UploadError, in_pixels
from wijkwijzer_web.core.models import Card, Organisation, User

__all__ = ["CardForm", "ShareAreaForm"]

HOURS = gettext_lazy("maandag tot en met vrijdag, van 9.00 tot 17.00 uur")
DAYS = (
    (0, gettext_lazy("maandag")),
    (1, gettext_lazy("dinsdag")),
    (2, gettext_lazy("woensdag")),
    (3, gettext_lazy("donderdag")),
    (4, gettext_lazy("vrijdag")),
    (5, gettext_lazy("zaterdag")),
    (6, gettext_lazy("zondag")),
)
MOST_DAYS, MOST_AREAS = 60, 200
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_TOOI = re.compile(r"(https://identifier\.overheid\.nl/tooi/id/[a-z]+/)?([a-z]{2,6}\d{2,8})")
_PREFIX = re.compile(r"^(gemeente|stad)\s+", re.IGNORECASE)


def own_gemeente(name: str) -> areas.Place | None:
    """The gemeente that an organisation is, by its name; None when it is another kind of organisation."""
    return areas.which_place(_PREFIX.sub("", name), ("gemeente",))


class CardForm(StoredForm):
    """What the organisation is asked once. Only the address for questions cannot be left out."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres voor vragen"),
        help_text=gettext_lazy("Staat op de site, onder mails en op drukwerk."),
    )
    phone = forms.CharField(label=gettext_lazy("Telefoon"), max_length=30, required=False)
    hours = forms.CharField(label=gettext_lazy("Wanneer zijn jullie er?"), max_length=120, required=False)
    reply_to = forms.EmailField(
        label=gettext_lazy("Waar komen antwoorden op mails aan?"),
        help_text=gettext_lazy("Leeg: bij het adres voor vragen."),
        required=False,
    )
    privacy_contact = forms.CharField(
        label=gettext_lazy("Wie gaat er over privacy?"),
        help_text=gettext_lazy("Een rol en een adres, bijvoorbeeld: functionaris gegevensbescherming, fg@…"),
        max_length=200,
        required=False,
    )
    working_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Werkdagen"),
        help_text=gettext_lazy(
            "Een belofte van twee werkdagen telt op deze dagen. Feestdagen tellen nooit mee."
        ),
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    closed_days = forms.CharField(
        label=gettext_lazy("Dagen dat jullie ook dicht zijn"),
        help_text=gettext_lazy("Elk op een regel, bijvoorbeeld 27-12-2026."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    areas = forms.CharField(
        label=gettext_lazy("Jullie wijken"),
        help_text=gettext_lazy("Elk op een regel, met naam of code. Formulieren stellen deze wijken voor."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    home_text = forms.CharField(
        label=gettext_lazy("Tekst op de voorpagina"),
        help_text=gettext_lazy("Een paar zinnen over wat jullie hier doen."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        help_text=gettext_lazy("Een .png of .jpg, hooguit 2 MB. Leeg: het blijft zoals het is."),
        required=False,
    )
    colour = forms.CharField(
        label=gettext_lazy("Kleur"),
        help_text=gettext_lazy(
            "Zoals in je huisstijl staat, bijvoorbeeld #0f5566. Leeg: de kleur van de site."
        ),
        required=False,
        max_length=7,
    )
    tooi = forms.CharField(
        label=gettext_lazy("TOOI-code"),
        help_text=gettext_lazy("Uit het register van de overheid, bijvoorbeeld gm0518."),
        required=False,
        max_length=100,
    )

    def __init__(
        self, *args: Any, organisation: Organisation, card: Card, actor: User, **kwargs: Any
    ) -> None:
        self.organisation = organisation
        kwargs.setdefault("initial", proposal(organisation, card, actor))
        super().__init__(*args, **kwargs)
        self.picture: bytes | None = None

    def clean_name(self) -> str:
        """A name that no other organisation here has."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Organisation.objects.filter(name__iexact=name).exclude(pk=self.organisation.pk).exists():
            raise ValidationError(_("Een andere organisatie hier heet al zo."))
        return name

    def clean_closed_days(self) -> list[str]:
        """Days, in order."""
        found = set()
        for line in filter(None, map(str.strip, str(self.cleaned_data["closed_days"]).splitlines())):
            found.add(_day(line).isoformat())
        if len(found) > MOST_DAYS:
            raise ValidationError(_("Dat zijn meer dan %(n)s dagen.") % {"n": MOST_DAYS})
        return sorted(found)

    def clean_areas(self) -> dict[str, str]:
        """Name by code; a line that is no wijk is told."""
        found: dict[str, str] = {}
        gemeente = own_gemeente(self.organisation.name)
        own = {one.key for one in areas.parts_of(gemeente.key, "wijk")} if gemeente is not None else set()
        for line in filter(None, map(str.strip, str(self.cleaned_data["areas"]).splitlines())):
            place = _place(line, own)
            if place is None:
                raise ValidationError(_("Deze wijk kennen we niet: %(line)s") % {"line": line[:60]})
            found[place[0]] = place[1]
        if len(found) > MOST_AREAS:
            raise ValidationError(_("Kies hooguit %(n)s wijken.") % {"n": MOST_AREAS})
        return found

    def clean_colour(self) -> str:
        """A colour in which text can be read, on every ground that the pages have."""
        colour = str(self.cleaned_data["colour"]).lower()
        if not colour:
            return ""
        if not _COLOUR.fullmatch(colour):
            raise ValidationError(_("Schrijf de kleur als # met zes tekens, bijvoorbeeld #0f5566."))
        if (worst := least_contrast(colour)) < LEAST_CONTRAST:
            sentence = _(
                "Deze kleur is te licht om te lezen: het contrast is %(worst)s op 1, en 4,5 op 1 is nodig. "
                "Kies een donkerder kleur."
            )
            raise ValidationError(sentence % {"worst": f"{worst:.1f}".replace(".", ",")})
        assert contrast(colour, "#ffffff") >= LEAST_CONTRAST
        return colour

    def clean_tooi(self) -> str:
        """The code without the address of the register."""
        match = _TOOI.fullmatch(str(self.cleaned_data["tooi"]).strip().lower())
        if self.cleaned_data["tooi"] and match is None:
            raise ValidationError(_("Dit is geen TOOI-code. Een gemeente heeft gm en vier cijfers."))
        return match[2] if match else ""

    def clean_logo(self) -> Any:
        """A picture, drawn anew: nothing of the file itself is kept."""
        file = self.cleaned_data["logo"]
        if file:
            try:
                self.picture = in_pixels(file)
            except UploadError as error:
                raise ValidationError(error.sentence) from error
        return file

    def values(self) -> dict[str, Any]:
        """What the card keeps."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"name", "logo"}}


def proposal(organisation: Organisation, card: Card, actor: User) -> dict[str, Any]:
    """What stands in the form: the card, and where it is empty what we can know without asking."""
    gemeente = own_gemeente(organisation.name)
    wijken = card.areas
    if not wijken and gemeente is not None:
        wijken = {place.key: place.name for place in areas.parts_of(gemeente.key, "wijk")}
    new = card.pk is None
    return {
        "name": organisation.name,
        "email": card.email or (actor.email if new else ""),
        "phone": card.phone,
        "hours": card.hours or (str(HOURS) if new else ""),
        "reply_to": card.reply_to,
        "privacy_contact": card.privacy_contact,
        "working_days": card.weekdays,
        "closed_days": "\n".join(_shown(day) for day in card.closed_days),
        "areas": "\n".join(f"{code} {name}" for code, name in list(wijken.items())[:MOST_AREAS]),
        "home_text": card.home_text,
        "colour": card.colour,
        "tooi": card.tooi or (gemeente.key.lower() if gemeente is not None else ""),
    }


def _shown(day: str) -> str:
    return f"{datetime.date.fromisoformat(day):%d-%m-%Y}"


def _day(line: str) -> datetime.date:
    found = read_day(line)
    if found is None:
        raise ValidationError(_("Dit is geen datum: %(line)s") % {"line": line[:30]})
    return found


def _place(line: str, own: set[str]) -> tuple[str, str] | None:
    """Code and name of a line: by its code when it begins with one, else by its name."""
    code, _space, rest = line.partition(" ")
    typed = code if re.fullmatch(r"[A-Za-z]{2}\d\w+", code) else line
    found = areas.which_place(typed, among=own)
    if found is not None:
        return found.key, found.name
    if areas.figures() is None and re.fullmatch(r"(?i)(wk|bu)\d{4}\w{2,4}", code) and rest:
        return code.upper(), rest.strip()[:80]
    return None


class ShareAreaForm(Form):
    """Mail the page of a wijk to a colleague: one address is all that is needed."""

    use_required_attribute = False

    area = forms.ChoiceField(label=gettext_lazy("Welke wijk?"))
    to = forms.EmailField(label=gettext_lazy("Naar wie?"))
    note = forms.CharField(
        label=gettext_lazy("Een zin erbij"),
        help_text=gettext_lazy("Mag leeg."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, choices: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = list(choices.items())  # type: ignore[attr-defined]
        self.fields["area"].initial = next(iter(choices), "")
