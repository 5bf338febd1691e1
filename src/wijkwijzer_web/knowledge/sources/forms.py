"""The form of a source."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wijkwijzer.errors import InputError
from wijkwijzer_web.core import clean
from wijkwijzer_web.core.work.fetching import checked_address
from wijkwijzer_web.knowledge.models import Source

__all__ = ["SourceForm"]


class SourceForm(clean.ModelForm):
    """Where it is, what may be done with it, and how often it is read."""

    use_required_attribute = False

    class Meta:
        """Everything that an editor says of it."""

        model = Source
        fields = ("name", "kind", "address", "part", "licence", "every", "active")
        help_texts: ClassVar[dict[str, Any]] = {
            "address": _("Het adres van de OAI-PMH of de feed, met https://."),
            "part": _("Alleen bij OAI-PMH: de naam van een set. Leeg is alles."),
            "licence": _("Wat mogen we ermee? Zoals de bron het zelf zegt, bijvoorbeeld CC BY 4.0."),
        }

    def clean_address(self) -> str:
        """An address outside, without a question behind it."""
        try:
            found = checked_address(self.cleaned_data["address"])
        except InputError as error:
            raise ValidationError(error.sentence) from None
        if "verb=" in found:
            raise ValidationError(_("Laat weg wat achter het vraagteken staat: alleen het adres is nodig."))
        return found
