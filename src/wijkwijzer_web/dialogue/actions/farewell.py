"""Dialogues, when their organisation is removed."""

from __future__ import annotations

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.dialogue.actions.documents.files import forget_belongings
from wijkwijzer_web.dialogue.models import Dialogue

__all__ = ["farewell"]


def farewell(organisation: Organisation) -> list[str]:
    """Take what no key leads to; the addresses that people could open say from now on that they are gone."""
    dialogues = list(Dialogue.objects.filter(organisation=organisation))
    for dialogue in dialogues:
        forget_belongings(dialogue)
    return [one.get_absolute_url() for one in dialogues if one.state != Dialogue.State.DRAFT]
