"""The form about the four factors."""

from __future__ import annotations

from typing import ClassVar

from wijkwijzer_web.programme.forms import day_input
from wijkwijzer_web.programme.models import Evidence
from wijkwijzer_web.programme.roles.forms import OwnAreaForm

__all__ = ["EvidenceForm"]


class EvidenceForm(OwnAreaForm):
    """What is known of one factor, from which source."""

    class Meta:
        model = Evidence
        fields = ("organisation", "factor", "what", "who", "with_what", "until", "source", "on")
        widgets: ClassVar = {"until": day_input(), "on": day_input()}
