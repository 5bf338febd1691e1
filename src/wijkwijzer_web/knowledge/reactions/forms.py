"""The form under "Klopt dit nog?"."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.clean import Form
from wijkwijzer_web.knowledge.models import Reaction

__all__ = ["ReactionForm"]

_OPEN = (Reaction.Sort.RIGHT, Reaction.Sort.WRONG, Reaction.Sort.ADDITION)


class ReactionForm(Form):
    """One tap, or one line."""

    sort = forms.ChoiceField(choices=[(one.value, one.label) for one in _OPEN])
    text = forms.CharField(label=_("In één zin"), required=False, max_length=1000)
    form = forms.UUIDField()
    back = forms.CharField(required=False, max_length=400)
