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
    erasures = {"deelnemer": "wijkwijzer_web.dialogue.actions.own_data.erase_again"}  # noqa: RUF012
    navigation = (("dialogue:dialogues", _("Dialogen")),)
    workplace = (("dialogue:work-list", _("Werkplek dialogen")),)
