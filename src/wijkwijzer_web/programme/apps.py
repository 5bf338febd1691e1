"""The app of programmes."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Kind, Link, RoomConfig

__all__ = ["ProgrammeConfig"]

_CHAIN = "wijkwijzer_web.programme.chain.queries"


class ProgrammeConfig(RoomConfig):
    """Learning together: meetings, wijkanalyses, reports, advice, and the chain of a wijk."""

    name = "wijkwijzer_web.programme"
    label = "programme"
    verbose_name = _("Programma's")
    navigation = (Link("programme:programmes", _("Programma")),)
    workplace = (
        Link("programme:work-list", _("Werkplek programma's")),
        Link("programme:write-list", _("Wijkanalyses")),
        Link("programme:chain-work", _("Opgaven en inzetten")),
        Link("programme:advice-work", _("Adviezen")),
    )
    footer_check = (
        Link("programme:advice", _("Adviezen: wat werd het?")),
        Link("programme:agenda", _("Agenda")),
    )
    doors = ("wijkwijzer_web.programme.pages.doors",)
    panels = (
        "wijkwijzer_web.programme.chain.pages.panels",
        "wijkwijzer_web.programme.advice.pages.panels",
        "wijkwijzer_web.programme.analyses.pages.panels",
    )
    waiting = ("wijkwijzer_web.programme.pages.waiting",)
    found = ("wijkwijzer_web.programme.pages.found",)
    links = (
        Kind("opgave", f"{_CHAIN}.linked_opgaven"),
        Kind("inzet", f"{_CHAIN}.linked_efforts"),
        Kind("resultaat", f"{_CHAIN}.linked_outcomes"),
        Kind("les", f"{_CHAIN}.linked_lessons"),
        Kind("advies", f"{_CHAIN}.linked_advice"),
    )
    chain = (f"{_CHAIN}.pairs",)
    retention = (
        "wijkwijzer_web.programme.advice.actions.ask_again",
        "wijkwijzer_web.programme.actions.forget_sign_ups",
    )
    removable = "reports"
