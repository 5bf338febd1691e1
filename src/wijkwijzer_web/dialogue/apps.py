"""The app's name and label."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Kind, Link, RoomConfig

__all__ = ["DialogueConfig"]


class DialogueConfig(RoomConfig):
    """Dialogues."""

    name = "wijkwijzer_web.dialogue"
    label = "dialogue"
    verbose_name = _("dialogen")
    privacy_template = "dialogue/privacy_deel.html"
    found = ("wijkwijzer_web.dialogue.queries.results.found",)
    retention = ("wijkwijzer_web.dialogue.actions.retention.expire_dialogues",)
    erasures = (Kind("deelnemer", "wijkwijzer_web.dialogue.actions.own_data.erase_again"),)
    navigation = (Link("dialogue:dialogues", _("Dialogen")),)
    workplace = (Link("dialogue:work-list", _("Werkplek dialogen")),)
