"""The rule for one sort of document."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core import clean
from wijkwijzer_web.publishing.service import ArchiveRule

__all__ = ["RuleForm"]


class RuleForm(clean.ModelForm):
    """Category and term, as the selectielijst of the organisation says."""

    use_required_attribute = False

    class Meta:
        """What the archivist fills in."""

        model = ArchiveRule
        fields = ("category", "value", "years")
        help_texts: ClassVar[dict[str, Any]] = {
            "category": _("Zoals het in jullie selectielijst staat, met nummer."),
            "years": _("Alleen als het document later wordt vernietigd."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A rule that is not there yet has a version too: somebody else may fill it in first."""
        super().__init__(*args, **kwargs)
        version = forms.CharField(required=False, initial=self.version, widget=forms.HiddenInput)
        self.fields.setdefault("versie", version)

    def clean(self) -> Any:
        """A term belongs to what is destroyed, and to nothing else."""
        given = super().clean() or self.cleaned_data
        destroyed = given.get("value") == ArchiveRule.Value.DESTROY
        if destroyed and not given.get("years") and "years" not in self.errors:
            raise ValidationError({"years": _("Na hoeveel jaar mag het worden vernietigd?")})
        if given.get("value") == ArchiveRule.Value.KEEP and given.get("years"):
            raise ValidationError({"years": _("Wat blijvend bewaard wordt, heeft geen termijn.")})
        return given
