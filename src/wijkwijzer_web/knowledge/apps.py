"""The app of knowledge."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Kind, Link, RoomConfig

__all__ = ["KnowledgeConfig"]


class KnowledgeConfig(RoomConfig):
    """What works, what did not, and who knows more."""

    name = "wijkwijzer_web.knowledge"
    label = "knowledge"
    verbose_name = _("Kennis")
    navigation = (Link("knowledge:overview", _("Kennis")),)
    workplace = (Link("knowledge:queue", _("Kennis nakijken")),)
    doors = ("wijkwijzer_web.knowledge.catalogue.pages.doors",)
    panels = ("wijkwijzer_web.knowledge.records.pages.panels",)
    waiting = ("wijkwijzer_web.knowledge.review.queries.waiting",)
    found = ("wijkwijzer_web.knowledge.search.queries.found",)
    retention = ("wijkwijzer_web.knowledge.upkeep.actions.expire_knowledge",)
    erasures = (
        Kind("stuk-kennis", "wijkwijzer_web.knowledge.contribute.actions.erase_again"),
        Kind("inzender", "wijkwijzer_web.knowledge.contribute.actions.forget_address"),
    )
