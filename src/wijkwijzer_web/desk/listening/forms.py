"""The forms of a teller: the story, the code typed once, the code of later, something more."""

from __future__ import annotations

import re
import unicodedata
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form
from wijkwijzer_web.core.codes import readings
from wijkwijzer_web.desk.models import Desk, Signal

__all__ = ["AddForm", "CodeForm", "ContactField", "SealForm", "TellForm"]

LONGEST = 5000
_EXTENSION = re.compile(r"\s*(?:toestel|tst|ext)\.?\s*\d+\s*$", re.IGNORECASE)


class ContactField(forms.CharField):
    """A mail address or a Dutch telephone number; anything else is said back in one sentence."""

    def clean(self, value: Any) -> str:
        """The address in small letters, or the number in digits."""
        text = str(super().clean(value)).strip()
        if not text:
            return ""
        if "@" in text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(_("Dit mailadres klopt niet. Kijk het nog eens na.")) from None
            return text.lower()
        digits = re.sub(r"[\s().-]", "", _EXTENSION.sub("", text))
        if not re.fullmatch(r"(\+31|0031|0)[0-9]{9}", digits, re.ASCII):
            raise ValidationError(_("Geef een mailadres, of een telefoonnummer van tien cijfers."))
        return digits


class TellForm(Form):
    """The first screen: the story. Nothing has to be chosen before it."""

    use_required_attribute = False

    tekst = forms.CharField(
        label=_("Wat wil je vertellen?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Er staat nog niets. Eén zin is genoeg."),
            "max_length": _("Dit is langer dan 5.000 tekens. Kort het in, of vertel de rest later."),
        },
    )
    toestel = forms.ChoiceField(
        label=_("Is dit je eigen toestel?"),
        choices=(("ja", _("Ja")), ("nee", _("Nee"))),
        widget=forms.RadioSelect,
        initial="nee",
        required=False,
    )
    ik_ben = forms.ChoiceField(label=_("Ik"), choices=Signal.Role.choices, required=False)
    namens = forms.BooleanField(label=_("Ik vertel dit voor iemand anders"), required=False)
    wijk = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    via = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk

    def clean_tekst(self) -> str:
        """Words or signs that say something; spaces and marks alone are nothing."""
        text = str(self.cleaned_data["tekst"]).strip()
        if not any(unicodedata.category(sign)[0] in "LNS" for sign in text):
            raise ValidationError(_("Er staat nog niets. Eén zin is genoeg."))
        return text

    def clean_wijk(self) -> str:
        """A wijk of this desk; anything else is left out, the story is what counts."""
        wijk = str(self.cleaned_data["wijk"]).upper()
        return wijk if wijk in self.desk.areas else ""

    def clean_via(self) -> str:
        """How somebody came in."""
        return Signal.Channel.POSTER if self.cleaned_data["via"] == "poster" else Signal.Channel.WEB


class SealForm(Form):
    """The second screen: the six words typed once, and where to send word that there is an answer."""

    use_required_attribute = False

    woorden = forms.CharField(
        label=_("Typ ze hier één keer over"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Typ de zes woorden over. Dan weten we dat je ze hebt.")},
    )
    contact = ContactField(
        label=_("Mail of telefoon"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code

    def clean_woorden(self) -> str:
        """The words of this code, with a slip or without."""
        if self.code not in readings(self.cleaned_data["woorden"]):
            raise ValidationError(_("Dit zijn andere woorden. Kijk ze nog eens na, een tikfout is niet erg."))
        return self.code


class CodeForm(Form):
    """Six words to come back with."""

    use_required_attribute = False

    woorden = forms.CharField(
        label=_("Je zes woorden"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "autocapitalize": "none"}),
    )
    toestel = forms.ChoiceField(
        label=_("Is dit je eigen toestel?"),
        choices=(("ja", _("Ja")), ("nee", _("Nee"))),
        widget=forms.RadioSelect,
        initial="nee",
        required=False,
    )


class AddForm(Form):
    """Something more; `aanvraag` is the key by which a retry is known."""

    use_required_attribute = False

    tekst = forms.CharField(
        label=_("Wat wil je nog zeggen?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    aanvraag = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
