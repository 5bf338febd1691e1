"""The app of the desk."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Kind, Link, RoomConfig

__all__ = ["DeskConfig"]


class DeskConfig(RoomConfig):
    """Luisterloketten, knelpunten and what became of them."""

    name = "wijkwijzer_web.desk"
    label = "desk"
    verbose_name = _("Luisterloket")
    navigation = (Link("desk:desks", _("Luisterloket")),)
    workplace = (Link("desk:work-list", _("Werkplek luisterloket")),)
    doors = ("wijkwijzer_web.desk.counting.pages.doors",)
    footer_became = (
        Link("desk:changed", _("Regels veranderd")),
        Link("desk:bottlenecks", _("Knelpunten")),
    )
    erasures = (
        Kind("melder", "wijkwijzer_web.desk.listening.actions.erase_again"),
        Kind("melder-contact", "wijkwijzer_web.desk.listening.actions.forget_contact_again"),
        Kind("knelpuntvolger", "wijkwijzer_web.desk.bottlenecks.actions.unfollow_again"),
    )
    panels = ("wijkwijzer_web.desk.counting.pages.panels",)
    heard = ("wijkwijzer_web.desk.counting.pages.heard",)
    starts = ("wijkwijzer_web.desk.answering.pages.starts",)
    chain = ("wijkwijzer_web.desk.strand.pages.strand",)
    recalled = ("wijkwijzer_web.desk.strand.pages.recalled",)
    found = ("wijkwijzer_web.desk.finding.queries.found",)
    waiting = ("wijkwijzer_web.desk.counting.pages.waiting",)
    retention = ("wijkwijzer_web.desk.upkeep.actions.expire_desks",)
    catch_up = ("wijkwijzer_web.desk.upkeep.actions.catch_up",)
    removable = "reach"
    examples = ("wijkwijzer_web.desk.example.actions.example_left",)
    without_examples = ("wijkwijzer_web.desk.example.actions.remove_example",)
    happened = ("wijkwijzer_web.desk.counting.pages.happened",)
    letters = ("wijkwijzer_web.desk.mailing.queries.letters",)
