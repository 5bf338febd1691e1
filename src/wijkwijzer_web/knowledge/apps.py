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
    navigation = (Link("knowledge:overview", _("Kennis")), Link("knowledge:ask", _("Vraag het")))
    workplace = (
        Link("knowledge:queue", _("Kennis nakijken"), "review"),
        Link("knowledge:bring", _("Kennis inlezen"), "review"),
        Link("knowledge:sources", _("Bronnen van anderen"), "review"),
        Link("knowledge:objections", _("Klopt dit? Antwoorden"), "review"),
    )
    doors = ("wijkwijzer_web.knowledge.catalogue.pages.doors",)
    panels = (
        "wijkwijzer_web.knowledge.records.pages.panels",
        "wijkwijzer_web.knowledge.objections.pages.panels",
    )
    starts = ("wijkwijzer_web.knowledge.review.queries.starts",)
    chain = ("wijkwijzer_web.knowledge.strand.pages.strand",)
    waiting = (
        "wijkwijzer_web.knowledge.review.queries.waiting",
        "wijkwijzer_web.knowledge.objections.pages.waiting",
    )
    found = ("wijkwijzer_web.knowledge.search.queries.found",)
    arrivals = ("wijkwijzer_web.knowledge.upkeep.actions.arrive",)
    farewells = ("wijkwijzer_web.knowledge.upkeep.farewell.farewell",)
    retention = (
        "wijkwijzer_web.knowledge.upkeep.actions.expire_knowledge",
        "wijkwijzer_web.knowledge.following.actions.forget_choices",
        "wijkwijzer_web.knowledge.questions.actions.forget_questions",
        "wijkwijzer_web.knowledge.intake.actions.forget_intakes",
    )
    catch_up = (
        "wijkwijzer_web.knowledge.mailing.actions.catch_up",
        "wijkwijzer_web.knowledge.following.actions.catch_up",
        "wijkwijzer_web.knowledge.review.actions.catch_up",
        "wijkwijzer_web.knowledge.sources.actions.catch_up",
    )
    footer_find = (Link("knowledge:dossiers", _("Dossiers")),)
    erasures = (
        Kind("stuk-kennis", "wijkwijzer_web.knowledge.contribute.actions.erase_again"),
        Kind("klopt-dit", "wijkwijzer_web.knowledge.objections.actions.erase_again"),
        Kind("stuk-weggelaten", "wijkwijzer_web.knowledge.review.actions.decline_again"),
        Kind("stukreactie-verborgen", "wijkwijzer_web.knowledge.reactions.actions.hide_again"),
        Kind("vraag-antwoord", "wijkwijzer_web.knowledge.questions.actions.erase_answer_again"),
        Kind("vraag-antwoord-verborgen", "wijkwijzer_web.knowledge.questions.actions.hide_answer_again"),
        Kind("inzender", "wijkwijzer_web.knowledge.contribute.actions.forget_address"),
    )
    removable = "sources"
    examples = ("wijkwijzer_web.knowledge.example.actions.example_left",)
    without_examples = ("wijkwijzer_web.knowledge.example.actions.remove_example",)
    documents = ("wijkwijzer_web.knowledge.dossiers.documents.documents",)
    happened = ("wijkwijzer_web.knowledge.review.queries.happened",)
    letters = ("wijkwijzer_web.knowledge.mailing.queries.letters",)

    def ready(self) -> None:
        """Listen to what is published and taken away: pages for the search, records for harvesters."""
        from importlib import import_module
        from importlib.util import find_spec

        for feature in ("search", "harvest"):
            if find_spec(f"{self.name}.{feature}") is not None:
                import_module(f"{self.name}.{feature}.signals")
