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
    lost = (("/dialoog/", "dialogue/onbekend.html"), ("/m/", "dialogue/onbekend.html"))
    found = ("wijkwijzer_web.dialogue.queries.outcome.results.found",)
    chain = ("wijkwijzer_web.dialogue.queries.strand.strand",)
    recalled = ("wijkwijzer_web.dialogue.queries.strand.recalled",)
    exports = ("wijkwijzer_web.dialogue.actions.leaving.export",)
    farewells = ("wijkwijzer_web.dialogue.actions.farewell.farewell",)
    retention = ("wijkwijzer_web.dialogue.actions.retention.expire_dialogues",)
    erasures = (
        Kind("deelnemer", "wijkwijzer_web.dialogue.take_part.own_data.erase_again"),
        Kind("bericht-verborgen", "wijkwijzer_web.dialogue.actions.moderate.hide_message_again"),
        Kind("stelling-verborgen", "wijkwijzer_web.dialogue.actions.moderate.hide_statement_again"),
    )
    navigation = (Link("dialogue:dialogues", _("Dialogen")),)
    workplace = (Link("dialogue:work-list", _("Werkplek dialogen")),)
    starts = ("wijkwijzer_web.dialogue.queries.staff.starts",)
    waiting = ("wijkwijzer_web.dialogue.queries.staff.waiting",)
    examples = ("wijkwijzer_web.dialogue.actions.example.example_left",)
    without_examples = ("wijkwijzer_web.dialogue.actions.example.remove_example",)
    documents = ("wijkwijzer_web.dialogue.queries.documents.documents",)
    happened = ("wijkwijzer_web.dialogue.queries.staff.happened",)
    letters = ("wijkwijzer_web.dialogue.queries.letters.letters",)
