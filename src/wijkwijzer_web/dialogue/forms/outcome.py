"""Forms about themes, promises and following."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core import clean
from wijkwijzer_web.dialogue.models import Dialogue, Promise, Theme

__all__ = ["FollowForm", "PromiseForm", "RowsForm", "ThemeForm"]


class ThemeForm(clean.Form):
    """The name of a theme, what it is about, and words that point to it."""

    label = forms.CharField(label=_("Naam van het thema"), max_length=120)
    description = forms.CharField(label=_("In een zin: waar gaat het over?"), max_length=300, required=False)
    seed_words = forms.CharField(
        label=_("Woorden die ernaar wijzen, met een komma ertussen"), max_length=500, required=False
    )

    def clean_seed_words(self) -> list[str]:
        """The words apart."""
        return [word.strip() for word in self.cleaned_data["seed_words"].split(",") if word.strip()][:30]


class PromiseForm(clean.ModelForm):
    """What is promised, by whom, by when."""

    class Meta:
        model = Promise
        fields = ("text", "theme", "owner", "due", "state", "explanation")
        widgets: ClassVar = {"due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, dialogue: Dialogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Theme.objects.filter(question__topic__dialogue=dialogue)
        self.fields["theme"].queryset = own  # type: ignore[attr-defined]
        self.fields["theme"].label = _("Thema")


class FollowForm(clean.Form):
    """An address to mail to."""

    email = forms.EmailField(label=_("Je e-mailadres"))


class RowsForm(clean.Form):
    """Why somebody needs rows; the counts are there without asking."""

    reason = forms.CharField(
        label=_("Waar heb je de rijen voor nodig?"),
        help_text=_("Schrijf geen namen op."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
