"""The app's name and label."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["DialogueConfig"]


class DialogueConfig(AppConfig):
    """Dialogues."""

    name = "wijkwijzer_web.dialogue"
    label = "dialogue"
    verbose_name = _("dialogen")
    retention = "wijkwijzer_web.dialogue.actions.retention.expire_dialogues"
    erasures = {  # noqa: RUF012
        "deelnemer": "wijkwijzer_web.dialogue.actions.own_data.erase_again",
        "volger": "wijkwijzer_web.dialogue.actions.outcome.unfollow_again",
    }
    navigation = (("dialogue:dialogues", _("Dialogen")),)
    workplace = (("dialogue:work-list", _("Werkplek dialogen")),)
