"""The forms of a listener, and of who sets a desk up."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form, ModelForm, StoredForm
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.forms import offer_organisations
from wijkwijzer_web.desk.listening.forms import LONGEST, ContactField
from wijkwijzer_web.desk.models import OPGAVEN, Desk, Signal
from wijkwijzer_web.desk.models.desks import LEAST_LISTENERS
from wijkwijzer_web.desk.queries import today

__all__ = [
    "AnswerForm",
    "AwayForm",
    "DeskForm",
    "ListenersForm",
    "MoveForm",
    "OutcomeForm",
    "SortForm",
    "WriteDownForm",
]

_AREA = re.compile(r"^(WK[0-9]{6})\s+(\S.{0,80})$", re.ASCII | re.IGNORECASE)


def day_input() -> forms.DateInput:
    """A field that the phone shows as a calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnswerForm(Form):
    """An answer with a next date, or with how the conversation ends."""

    use_required_attribute = False

    tekst = forms.CharField(
        label=_("Jouw antwoord"),
        help_text=_("Zeg terug wat je hoorde. Vraag wat helpt. Spreek één ding af."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    volgende = forms.DateField(
        label=_("Volgende datum"),
        help_text=_("Of sluit het gesprek met een antwoord."),
        required=False,
        widget=day_input(),
    )
    sluit = forms.ChoiceField(
        label=_("Sluit het gesprek"),
        required=False,
        choices=[("", _("nee, het gaat door")), *Signal.Closing.choices],
    )
    wat = forms.CharField(label=_("Wat spreken jullie af?"), max_length=200, required=False)
    wie = forms.CharField(label=_("Wie doet het?"), max_length=80, required=False)
    voor = forms.DateField(label=_("Voor wanneer?"), required=False, widget=day_input())
    gezien = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    aanvraag = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        """An agreement is whole or absent; a date or a closing is needed."""
        data = super().clean() or self.cleaned_data
        parts = [data.get(name) for name in ("wat", "wie", "voor")]
        if any(parts) and not all(parts):
            raise ValidationError(_("Een afspraak zegt wat, wie en voor wanneer."))
        if not data.get("volgende") and not data.get("sluit"):
            data["volgende"] = data.get("voor")
        if not data.get("volgende") and not data.get("sluit"):
            self.add_error("volgende", _("Kies een volgende datum, of sluit het gesprek met een antwoord."))
        return data

    @property
    def agreement(self) -> dict[str, Any] | None:
        """The agreement of the form, if there is one."""
        data = self.cleaned_data
        return {"what": data["wat"], "who": data["wie"], "due": data["voor"]} if data.get("wat") else None


class SortForm(StoredForm):
    """Under which opgave a story falls."""

    opgave = forms.ChoiceField(
        label=_("Opgave"), choices=[("", _("nog niet ingedeeld")), *OPGAVEN], required=False
    )


class OutcomeForm(StoredForm):
    """What became of an agreement."""

    uitkomst = forms.CharField(label=_("Wat kwam ervan?"), max_length=200)


class MoveForm(Form):
    """To which other desk the story might go, if the teller says yes."""

    loket = forms.ModelChoiceField(label=_("Ander loket"), queryset=Desk.objects.none())

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Desk.objects.filter(opened=True, organisation__trial_of=desk.organisation.trial_of)
        others = others.exclude(pk=desk.pk)
        self.fields["loket"].queryset = others  # type: ignore[attr-defined]

    @property
    def possible(self) -> bool:
        """Whether there is another desk."""
        return bool(self.fields["loket"].queryset.exists())  # type: ignore[attr-defined]


class WriteDownForm(Form):
    """A story that somebody tells to a listener: at the door, on paper, by telephone."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Wat wordt er verteld?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    channel = forms.ChoiceField(
        label=_("Hoe kwam het binnen?"),
        choices=[(one.value, one.label) for one in Signal.Channel if one not in {"web", "poster"}],
    )
    area = forms.ChoiceField(label=_("Wijk"), required=False)
    role = forms.ChoiceField(label=_("Wie vertelt het?"), choices=Signal.Role.choices, required=False)
    on_behalf = forms.BooleanField(label=_("Namens iemand anders, die ervan weet"), required=False)
    contact = ContactField(label=_("Mail of telefoon"), max_length=254, required=False)
    request = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("weet ik niet")), *sorted(desk.areas.items(), key=lambda item: item[1])]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]


class DeskForm(ModelForm):
    """What everybody reads about a desk."""

    wijken = forms.CharField(
        label=_("Wijken, elk op een regel: code en naam"),
        help_text=_("Bijvoorbeeld: WK100101 De Spoordijk"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    niet = forms.CharField(
        label=_("Wie leest het niet? Elk op een regel"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    class Meta:
        model = Desk
        fields = (
            *("organisation", "name", "slug", "promise_days", "keep_months", "phone", "walk_in", "elsewhere"),
            *("privacy_contact", "coordinator", "opening", "words_read", "opened"),
        )
        widgets: ClassVar = {"opening": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [one.home.pk for one in organisations]
        offer_organisations(self, organisations)
        people = User.objects.filter(memberships__organisation__in=own).distinct()
        self.fields["coordinator"].queryset = people  # type: ignore[attr-defined]
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Leeg: wij maken het van de naam.")
        if self.instance.pk is None:  # it opens with its listeners, on the next page
            del self.fields["opened"], self.fields["words_read"]
        self.initial["wijken"] = "\n".join(f"{code} {name}" for code, name in self.instance.areas.items())
        self.initial["niet"] = "\n".join(self.instance.non_readers)

    def clean_slug(self) -> str:
        """An address made of the name when none was typed; a number behind it when it is taken."""
        typed = str(self.cleaned_data.get("slug") or "")
        if typed or self.instance.slug:
            return typed or self.instance.slug
        base, number = slugify(str(self.cleaned_data.get("name", "")))[:50] or "loket", 1
        made = base
        while Desk.objects.filter(slug=made).exists() or made == "code":
            number += 1
            made = f"{base}-{number}"
        return made

    def clean_wijken(self) -> dict[str, str]:
        """Name by code."""
        found = {}
        for line in filter(None, map(str.strip, str(self.cleaned_data["wijken"]).splitlines())):
            match = _AREA.match(line)
            if match is None:
                raise ValidationError(_("Deze regel is geen wijk: %(line)s") % {"line": line[:40]})
            found[match[1].upper()] = match[2].strip()
        return found

    def clean(self) -> dict[str, Any]:
        """An open desk says who answers for privacy and where else people can go."""
        data = super().clean() or self.cleaned_data
        if data.get("opened") and not (data.get("privacy_contact") and data.get("elsewhere")):
            raise ValidationError(
                _("Een open loket zegt wie over privacy gaat, en waar mensen terechtkunnen als het dicht is.")
            )
        self.instance.areas = data.get("wijken") or {}
        lines = str(data.get("niet") or "").splitlines()
        self.instance.non_readers = [line.strip()[:80] for line in lines if line.strip()][:8]
        return data


class ListenersForm(StoredForm):
    """Who listens at a desk."""

    mensen = forms.ModelMultipleChoiceField(
        label=_("Luisteraars"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    lees = forms.BooleanField(
        label=_("Ik las de tekst die mensen zien, en die klopt voor ons"), required=False
    )
    open = forms.BooleanField(label=_("Zet het loket meteen open"), required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk
        if desk.opened:
            del self.fields["lees"], self.fields["open"]
        self.fields["mensen"].queryset = desk.organisation.home.members.filter(is_active=True)  # type: ignore[attr-defined]
        self.initial["mensen"] = sorted(one.user_id for one in desk.listeners.all())

    def clean(self) -> dict[str, Any]:
        """Opening takes two people, the text read, and a contact for privacy."""
        data = super().clean() or self.cleaned_data
        if data.get("open"):
            if not data.get("lees"):
                self.add_error("lees", _("Lees eerst de tekst die mensen zien, en zeg dat die klopt."))
            if len(data.get("mensen") or []) < LEAST_LISTENERS:
                self.add_error("mensen", _("Een open loket heeft twee luisteraars of meer."))
            if not (self.desk.privacy_contact and self.desk.elsewhere):
                sentence = _("Zet eerst in de opzet wie over privacy gaat en waar mensen anders heen kunnen.")
                self.add_error(None, sentence)
        return data


class AwayForm(StoredForm):
    """Until when a listener is away; empty is present."""

    until = forms.DateField(label=_("Ik ben er niet tot en met"), required=False, widget=day_input())

    def clean_until(self) -> date | None:
        """A day to come."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < today():
            raise ValidationError(_("Die dag is al voorbij."))
        return until
