"""The form to follow one's own wijken with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form

__all__ = ["FollowForm"]


class FollowForm(Form):
    """An address, and nothing else."""

    email = forms.EmailField(
        label=_("Je mailadres"),
        help_text=_("Hooguit één mail per week, op maandag, en alleen als er iets nieuws is."),
    )
