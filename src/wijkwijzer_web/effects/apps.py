"""The app of foresight."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Link, RoomConfig

__all__ = ["EffectsConfig"]


class EffectsConfig(RoomConfig):
    """Signals, effects, weighings, costs and benefits, and the register of algorithms."""

    name = "wijkwijzer_web.effects"
    label = "effects"
    verbose_name = _("Vooruitzien")
    workplace = (Link("effects:work-list", _("Werkplek afwegen en rekenen"), "write"),)
    footer_check = (
        Link("effects:backtest", _("Hoe vaak klopten signalen?")),
        Link("effects:algorithms", _("Algoritmes")),
    )
    doors = ("wijkwijzer_web.effects.weighing.pages.doors",)
    panels = (
        "wijkwijzer_web.effects.signals.pages.panels",
        "wijkwijzer_web.effects.measuring.pages.panels",
    )
    chain = (
        "wijkwijzer_web.effects.strand.pages.strand",
        "wijkwijzer_web.effects.weighing.strand.strand",
    )
    found = ("wijkwijzer_web.effects.weighing.queries.found",)
    exports = ("wijkwijzer_web.effects.weighing.queries.export",)
    removable = "register"
    examples = ("wijkwijzer_web.effects.example.actions.example_left",)
    without_examples = ("wijkwijzer_web.effects.example.actions.remove_example",)
