"""Forms of the core."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core import clean
from wijkwijzer_web.core.models import Role

__all__ = ["MemberForm"]


class MemberForm(clean.Form):
    """Someone's address and role."""

    email = forms.EmailField(label=_("E-mailadres"))
    role = forms.ChoiceField(label=_("Rol"), choices=Role.choices[1:], initial=Role.EDITOR)
