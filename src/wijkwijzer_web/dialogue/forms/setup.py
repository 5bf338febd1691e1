"""Forms of the organiser: plain, short, and each does one thing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core import clean
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.dialogue.languages import DUTCH, available
from wijkwijzer_web.dialogue.models import Dialogue, Question, Round
from wijkwijzer_web.dialogue.queries.outcome.population import unknown_areas

__all__ = [
    "BackgroundForm",
    "CopyForm",
    "DialogueForm",
    "QuestionForm",
    "RoundForm",
    "StatementsForm",
    "lines_of",
]

LONGEST_STATEMENT = 280


def lines_of(text: str) -> list[str]:
    """The lines of a text field without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class DialogueForm(clean.ModelForm):
    """What the dialogue is about, who reads it and how long it is kept."""

    versioned = False  # it has a version of its own

    other_languages = forms.MultipleChoiceField(
        label=_("Andere talen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    area_codes = forms.CharField(
        label=_("Gemeenten, wijken of buurten (codes, met een spatie ertussen)"),
        required=False,
        help_text=_("Bijvoorbeeld WK990301. Vraag dan ook naar leeftijd: dan zie je wie er niet meedeed."),
    )
    moderator_addresses = forms.CharField(
        label=_("Moderatoren (e-mailadressen)"),
        required=False,
        help_text=_("Moderatoren van je organisatie mogen altijd. Hier noem je wie er nog meer mag."),
    )

    class Meta:
        model = Dialogue
        fields = (
            "organisation",
            "title",
            "intro",
            "mode",
            "readers",
            "non_readers",
            "keep_until",
            "opens_at",
            "closes_at",
            "own_statements",
            "moderate_first",
        )
        widgets: ClassVar = {
            "intro": forms.Textarea(attrs={"rows": 4}),
            "readers": forms.Textarea(attrs={"rows": 2}),
            "non_readers": forms.Textarea(attrs={"rows": 2}),
            "keep_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = organisations
        offer_organisations(self, organisations)
        choices = [(code, one.name) for code, one in available().items() if code != DUTCH]
        self.fields["other_languages"].choices = choices  # type: ignore[attr-defined]
        if self.instance.pk:
            self.fields["other_languages"].initial = self.instance.languages
            self.fields["area_codes"].initial = " ".join(self.instance.areas)
            addresses = self.instance.moderators.values_list("email", flat=True)
            self.fields["moderator_addresses"].initial = " ".join(addresses)
        else:
            self._propose(organisations)

    def _propose(self, organisations: list[Any]) -> None:
        """Fill in what is known; with several organisations who reads along is not guessed."""
        self.fields["keep_until"].initial = timezone.localdate() + timedelta(days=730)
        if len(organisations) != 1:
            return
        card = card_of(organisations[0])
        names = ", ".join(list(card.areas.values())[:3]) or _("onze wijken")
        self.fields["area_codes"].initial = " ".join(list(card.areas)[:12])
        self.fields["readers"].initial = _("Moderatoren van %(name)s.") % {"name": organisations[0].name}
        self.fields["non_readers"].initial = _("Je werkgever, je verhuurder en de politie.")
        intro = _("Wij willen weten hoe het gaat in %(where)s. Vertel wat jij ziet. Het duurt vijf minuten.")
        self.fields["intro"].initial = intro % {"where": names}

    def clean_area_codes(self) -> str:
        """Codes that are there, when figures are on show; a typing error would silently compare nothing."""
        codes = str(self.cleaned_data["area_codes"]).upper().split()
        unknown = unknown_areas(codes)
        if unknown:
            raise ValidationError(
                _("Deze codes kennen we niet: %(codes)s"), params={"codes": ", ".join(unknown)}
            )
        return " ".join(codes)

    def clean_keep_until(self) -> Any:
        """Not before today, not longer than five years: long enough to keep a promise."""
        day = self.cleaned_data["keep_until"]
        today = timezone.localdate()
        if not today < day <= today + timedelta(days=5 * 366):
            raise ValidationError(_("Kies een dag tussen morgen en over vijf jaar."))
        return day

    def clean_moderator_addresses(self) -> list[User]:
        """Only people of the own organisations; of others it does not tell whether they have an account."""
        addresses = self.cleaned_data["moderator_addresses"].replace(",", " ").lower().split()
        known = User.objects.filter(
            is_active=True, memberships__organisation__in=[one.home for one in self.organisations]
        )
        people = list(known.filter(email__in=addresses).distinct())
        if self.instance.pk:
            people += self.instance.moderators.filter(email__in=addresses).exclude(
                pk__in=[p.pk for p in people]
            )
        unknown = set(addresses) - {p.email.lower() for p in people}
        if unknown:
            sentence = _("Niet bij je organisatie: %(who)s. Vraag je beheerder om deze mensen toe te voegen.")
            raise ValidationError(sentence, params={"who": ", ".join(sorted(unknown))})
        return people

    def clean(self) -> dict[str, Any]:
        """Opening comes before closing."""
        data = super().clean() or self.cleaned_data
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("De dialoog sluit voor hij opent."))
        return data

    def state(self) -> tuple[Any, ...]:
        """What the form shows of a dialogue as it is stored now."""
        stored = Dialogue.objects.filter(pk=self.instance.pk).first()
        if stored is None:
            return ()
        named = stored.moderators.order_by("pk").values_list("pk", flat=True)
        return (*model_to_dict(stored, self.Meta.fields).items(), stored.languages, stored.areas, list(named))

    def filled(self) -> Dialogue:
        """The dialogue with what was filled in, not stored yet."""
        dialogue: Dialogue = self.save(commit=False)
        dialogue.languages = self.cleaned_data["other_languages"]
        dialogue.areas = self.cleaned_data["area_codes"].upper().split()
        if not dialogue.slug:
            dialogue.slug = free_slug(dialogue.title)
        return dialogue


class QuestionForm(clean.ModelForm):
    """A question of a kind under a topic."""

    versioned = False  # the version counts the topic and the choices too
    topic_title = forms.CharField(label=_("Onderwerp"), max_length=160)
    choices = forms.CharField(
        label=_("Keuzes, een per regel (alleen bij een volgorde)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Question
        fields = ("kind", "text", "heading")

    field_order = ("topic_title", "kind", "text", "heading", "choices")

    def clean(self) -> dict[str, Any]:
        """A ranking needs something to rank; only a ranking has choices."""
        data = super().clean() or self.cleaned_data
        choices = lines_of(data.get("choices", ""))
        ranking = data.get("kind") == Question.Kind.RANKING
        if ranking and (not 2 <= len(choices) <= 12 or len(set(choices)) < len(choices)):
            self.add_error("choices", _("Geef twee tot twaalf verschillende keuzes."))
        self.instance.options = choices if ranking else []
        return data


class StatementsForm(clean.Form):
    """Statements to start with, one on a line."""

    texts = forms.CharField(
        label=_("Stellingen, een per regel"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20000
    )

    def clean_texts(self) -> list[str]:
        """Each fits on a phone."""
        lines = lines_of(self.cleaned_data["texts"])
        for number, line in enumerate(lines, start=1):
            if len(line) > LONGEST_STATEMENT:
                raise ValidationError(
                    _("Regel %(number)s is te lang: gebruik hoogstens %(most)s tekens."),
                    params={"number": number, "most": LONGEST_STATEMENT},
                )
        return lines


class BackgroundForm(clean.Form):
    """An optional question about the participant."""

    text = forms.CharField(label=_("Vraag"), max_length=200, initial=_("Wat is jouw rol in de wijk?"))
    options = forms.CharField(
        label=_("Antwoorden, een per regel"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1500,
        help_text=_(
            "Naar leeftijd vragen? Neem: tot 25 jaar, 25 tot 45 jaar, 45 tot 65 jaar, 65 jaar of ouder. Die "
            "groepen kunnen we met de wijk vergelijken."
        ),
    )

    def clean_options(self) -> list[str]:
        """At least two, and no more than people read."""
        lines = list(dict.fromkeys(line[:100] for line in lines_of(self.cleaned_data["options"])))
        if not 2 <= len(lines) <= 12:
            raise ValidationError(_("Geef twee tot twaalf antwoorden."))
        return lines


class RoundForm(clean.ModelForm):
    """A step of the script."""

    class Meta:
        model = Round
        fields = ("kind", "question", "title", "minutes")

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Question.objects.filter(topic__dialogue=dialogue)
        self.fields["question"].queryset = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A question round has a question; another step has a title."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Round.Kind.QUESTION and not data.get("question"):
            self.add_error("question", _("Kies de vraag van deze ronde."))
        if data.get("kind") != Round.Kind.QUESTION and not data.get("title"):
            self.add_error("title", _("Geef deze stap een titel."))
        return data


class CopyForm(clean.Form):
    """A new title for a copy."""

    title = forms.CharField(label=_("Titel van de nieuwe dialoog"), max_length=160)


def free_slug(title: str) -> str:
    """An address made of the title that no other dialogue has."""
    base = slugify(title)[:70] or "dialoog"
    slug, number = base, 2
    while Dialogue.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
