"""Forms of the organiser: plain, short, and each does one thing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core import clean
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.dialogue.languages import DUTCH, available
from wijkwijzer_web.dialogue.models import Dialogue, Question, Round
from wijkwijzer_web.dialogue.queries.outcome.population import area_names, unknown_areas

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
LEVELS = ("gemeente", "wijk", "buurt", "gebied")
_CODE = re.compile(r"(GM|WK|BU|GB)[0-9A-Z]{4,14}")


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
        label=_("Gemeenten, wijken of buurten, op elke regel één"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Een naam, met de gemeente erachter als er meer van zijn: Centrum, Kolkstad. Een code mag ook. "
            "Vraag dan ook naar leeftijd: dan zie je wie er niet meedeed."
        ),
    )
    moderator_addresses = forms.MultipleChoiceField(
        label=_("Wie modereert er nog meer?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Moderatoren van je organisatie mogen altijd. Ontbreekt er iemand? Vraag je beheerder."),
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
        help_texts: ClassVar = {
            "title": _("Zo staat de dialoog in de lijst en boven elk scherm."),
            "intro": _("Wat wil je weten, waarom, en hoe lang duurt het? Dit lezen mensen voor ze beginnen."),
            "mode": _("Live: samen in een zaal, met rondes. Open weken: ieder op een eigen moment."),
            "readers": _("Noem ze zo dat een bewoner ze kent: “twee mensen van de wijkraad”."),
            "non_readers": _("Noem wie mensen misschien vrezen. Beloof alleen wat je kunt houden."),
            "keep_until": _("Na deze dag wissen we alle antwoorden. Hooguit vijf jaar."),
            "opens_at": _("Leeg: open zodra jij hem opent."),
            "closes_at": _("Leeg: open tot jij hem sluit. Wie bezig was, heeft nog een dag."),
            "own_statements": _("Een moderator leest een nieuwe stelling voor anderen haar zien."),
            "moderate_first": _("Uit: berichten zijn meteen te lezen, en je kijkt ze daarna na."),
        }
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
        self.people = self._people()
        named = [(one.email, f"{one.get_full_name() or one.email}") for one in self.people]
        self.fields["moderator_addresses"].choices = named  # type: ignore[attr-defined]
        choices = [(code, one.name) for code, one in available().items() if code != DUTCH]
        self.fields["other_languages"].choices = choices  # type: ignore[attr-defined]
        if self.instance.pk:
            self.fields["other_languages"].initial = self.instance.languages
            self.fields["area_codes"].initial = "\n".join(area_names(self.instance.areas))
            named = self.instance.moderators.values_list("email", flat=True)
            self.fields["moderator_addresses"].initial = list(named)
        else:
            self._propose(organisations)

    def _propose(self, organisations: list[Any]) -> None:
        """Fill in what is known; with several organisations who reads along is not guessed."""
        self.fields["keep_until"].initial = timezone.localdate() + timedelta(days=730)
        if len(organisations) != 1:
            return
        card = card_of(organisations[0])
        names = ", ".join(list(card.areas.values())[:3]) or _("onze wijken")
        self.fields["area_codes"].initial = "\n".join(area_names(list(card.areas)[:12]))
        self.fields["readers"].initial = _("Moderatoren van %(name)s.") % {"name": organisations[0].name}
        self.fields["non_readers"].initial = _("Je werkgever, je verhuurder en de politie.")
        intro = _("Wij willen weten hoe het gaat in %(where)s. Vertel wat jij ziet. Het duurt vijf minuten.")
        self.fields["intro"].initial = intro % {"where": names}

    def clean_area_codes(self) -> str:
        """The codes of what was written as a code or by name; a doubtful name says which ones it may be."""
        codes: list[str] = []
        for line in lines_of(self.cleaned_data["area_codes"]):
            words = line.upper().replace(",", " ").split()
            codes += words if all(_CODE.fullmatch(word) for word in words) else [self._code_of(line)]
        unknown = unknown_areas(codes)
        if unknown:
            raise ValidationError(
                _("Deze codes kennen we niet: %(codes)s"), params={"codes": ", ".join(unknown)}
            )
        return " ".join(dict.fromkeys(codes))

    def _code_of(self, name: str) -> str:
        found = areas.chosen(name) or areas.which_place(name, LEVELS)
        like = areas.places_like(name, LEVELS, most=3)
        twins = [one for one in like if found and (one.name, one.level) == (found.name, found.level)]
        if found is not None and (len(twins) < 2 or "," in name):
            return found.code
        if not like:
            raise ValidationError(_("“%(name)s” kennen we niet."), params={"name": name})
        named = "; ".join(area_names([one.code for one in twins or like]))
        raise ValidationError(
            _("“%(name)s”: welke bedoel je? %(names)s"), params={"name": name, "names": named}
        )

    def clean_keep_until(self) -> Any:
        """Not before today, not longer than five years: long enough to keep a promise."""
        day = self.cleaned_data["keep_until"]
        today = timezone.localdate()
        if not today < day <= today + timedelta(days=5 * 366):
            raise ValidationError(_("Kies een dag tussen morgen en over vijf jaar."))
        return day

    def clean_moderator_addresses(self) -> list[User]:
        """Only people of the own organisations; of others it does not tell whether they have an account."""
        chosen = set(self.cleaned_data["moderator_addresses"])
        return [one for one in self.people if one.email in chosen]

    def _people(self) -> list[User]:
        """Who may be named: people of the own organisations, and who was named before."""
        homes = [one.home for one in self.organisations]
        known = User.objects.filter(is_active=True, memberships__organisation__in=homes)
        named = self.instance.moderators.all() if self.instance.pk else User.objects.none()
        return list(
            (known | User.objects.filter(pk__in=named.values_list("pk", flat=True)))
            .distinct()
            .order_by("email")
        )

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
    topic_title = forms.CharField(
        label=_("Onderwerp"), max_length=160, help_text=_("Vragen met hetzelfde onderwerp staan bij elkaar.")
    )
    choices = forms.CharField(
        label=_("Keuzes, een per regel (alleen bij een volgorde)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Question
        fields = ("kind", "text", "heading")
        help_texts: ClassVar = {
            "kind": _("Van een open vraag kiest de soort de kop in het verslag."),
            "text": _("Eén ding per vraag, zoals je het aan de deur zou vragen."),
            "heading": _("Leeg: de kop die bij de soort hoort."),
        }

    field_order = ("topic_title", "kind", "text", "heading", "choices")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in Question.Kind]
        is_open = {kind.value for kind in Question.OPEN_KINDS}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies hoe mensen antwoorden")),
            (_("Open vraag: in eigen woorden"), [one for one in kinds if one[0] in is_open]),
            (_("Kiezen"), [one for one in kinds if one[0] not in is_open]),
        ]

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
        help_texts: ClassVar = {
            "question": _("Alleen bij een ronde met een vraag. De vraag staat groot op het zaalscherm."),
            "title": _("Leeg bij een vraag: dan heet de ronde zoals de vraag."),
            "minutes": _("Verlengen kan altijd, met één knop in de regie."),
        }

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
