"""The own first sentence of a mail."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.clean import StoredForm

__all__ = ["IntroForm"]


class IntroForm(StoredForm):
    """Plain text above a mail; no links, so that a mail of ours never leads elsewhere."""

    intro = forms.CharField(
        label=gettext_lazy("Jullie eigen eerste zin"),
        help_text=gettext_lazy("Mag leeg. Geen links en geen namen van mensen."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_intro(self) -> str:
        """Words only."""
        text = str(self.cleaned_data["intro"]).strip()
        if re.search(r"(?i)https?:|www\.", text):
            raise ValidationError(_("Zet hier geen link in. De mail heeft zelf een link."))
        return text
