"""Forms around schakelaars: naming somebody, saying yes, asking and answering."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.clean import Form, clean_line
from wijkwijzer_web.programme.forms import lines

__all__ = ["AnswerForm", "AskForm", "ConfirmForm", "NameForm", "OnceForm", "no_addresses"]


def no_addresses(text: str) -> str:
    """The text on one line; a sentence when there is an address, a number or a whole name in it."""
    from wijkwijzer.text.redaction.redact import find_personal_data

    found = find_personal_data(text)
    if found:
        raise ValidationError(
            _("Er staat iets in dat bij één mens hoort: “%s”. Haal het weg. Vragen sturen wij door.")
            % found[0].text
        )
    return clean_line(text)


class OnceForm(Form):
    """A form that may be sent twice and counts once."""

    aanvraag = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aanvraag"].initial = uuid.uuid4


class NameForm(Form):
    """Who knows something of this wijk: oneself or somebody else."""

    wie = forms.ChoiceField(
        label=gettext_lazy("Over wie gaat het?"),
        choices=(
            ("genoemd", gettext_lazy("Ik ken iemand")),
            ("zelf", gettext_lazy("Ik weet zelf iets")),
        ),
        widget=forms.RadioSelect,
        initial="genoemd",
    )
    weet = forms.CharField(
        label=gettext_lazy("Waar weet die persoon iets van?"),
        max_length=200,
        help_text=gettext_lazy("Eén regel. Geen naam: die geeft de persoon zelf, als die ja zegt."),
    )
    adres = forms.EmailField(
        label=gettext_lazy("E-mailadres van die persoon"),
        help_text=gettext_lazy(
            "We sturen één mail met een link. Zonder ja is het adres na dertig dagen weg."
        ),
    )

    def clean_weet(self) -> str:
        """No names and numbers of others."""
        return no_addresses(self.cleaned_data["weet"])


class ConfirmForm(Form):
    """How somebody wants to stand here."""

    name = forms.CharField(
        label=gettext_lazy("Hoe wil je heten op de pagina?"),
        max_length=120,
        help_text=gettext_lazy("Een voornaam is genoeg."),
    )
    knows = forms.CharField(label=gettext_lazy("Waar weet je iets van?"), max_length=200)

    def clean_name(self) -> str:
        """No address or number as a name: contact goes through the site."""
        name = clean_line(self.cleaned_data["name"])
        if "@" in name or any(letter.isdigit() for letter in name):
            raise ValidationError(_("Alleen een naam. Vragen sturen wij door."))
        return name


class AskForm(OnceForm):
    """A question, and where the answer may go."""

    vraag = forms.CharField(label=gettext_lazy("Wat wil je vragen?"), max_length=1500, widget=lines(5))
    adres = forms.EmailField(
        label=gettext_lazy("Jouw e-mailadres"),
        help_text=gettext_lazy(
            "Voor het antwoord. Na zestig dagen is het weg. Wie je vraagt, ziet het niet."
        ),
    )


class AnswerForm(Form):
    """The answer to a question that was passed on."""

    antwoord = forms.CharField(label=gettext_lazy("Je antwoord"), max_length=3000, widget=lines(6))
