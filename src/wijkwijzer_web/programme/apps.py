"""The app of programmes."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Kind, Link, RoomConfig

__all__ = ["ProgrammeConfig"]


class ProgrammeConfig(RoomConfig):
    """Learning together: meetings, wijkanalyses, reports, advice, and the chain of a wijk."""

    name = "wijkwijzer_web.programme"
    label = "programme"
    verbose_name = _("Programma's")
    navigation = (Link("programme:programmes", _("Programma")),)
    workplace = (
        Link("programme:work-list", _("Werkplek programma's"), "write"),
        Link("programme:write-list", _("Wijkanalyses"), "write"),
        Link("programme:chain-work", _("Opgaven en inzetten"), "write"),
        Link("programme:advice-work", _("Adviezen"), "write"),
        Link("programme:strength-queue", _("Krachten nakijken"), "review"),
    )
    footer_became = (Link("programme:advice", _("Adviezen: wat werd het?")),)
    footer_find = (
        Link("programme:agenda", _("Agenda")),
        Link("programme:workforms", _("Werkvormen")),
        Link("programme:connectors", _("Schakelaars")),
        Link("programme:organising", _("Hoe gemeenten in wijken werken")),
    )
    doors = ("wijkwijzer_web.programme.pages.doors",)
    panels = (
        "wijkwijzer_web.programme.chain.pages.panels",
        "wijkwijzer_web.programme.advice.pages.panels",
        "wijkwijzer_web.programme.analyses.pages.panels",
        "wijkwijzer_web.programme.effort.pages.panels",
        "wijkwijzer_web.programme.initiatives.pages.panels",
    )
    starts = ("wijkwijzer_web.programme.pages.starts",)
    waiting = ("wijkwijzer_web.programme.pages.waiting",)
    found = ("wijkwijzer_web.programme.finding.queries.found",)
    chain = (
        "wijkwijzer_web.programme.strand.pages.strand",
        "wijkwijzer_web.programme.roles.queries.strand",
    )
    knowers = ("wijkwijzer_web.programme.people.queries.knowers",)
    recalled = ("wijkwijzer_web.programme.strand.pages.recalled",)
    retention = (
        "wijkwijzer_web.programme.advice.actions.ask_again",
        "wijkwijzer_web.programme.actions.forget_sign_ups",
        "wijkwijzer_web.programme.meetings.actions.ask_news",
        "wijkwijzer_web.programme.invitations.actions.ask_presenters",
        "wijkwijzer_web.programme.roles.actions.forget_names",
        "wijkwijzer_web.programme.people.actions.forget_people",
        "wijkwijzer_web.programme.asked_offered.actions.forget_exchanges",
        "wijkwijzer_web.programme.strengths.actions.forget_strengths",
    )
    erasures = (
        Kind("wijkreactie", "wijkwijzer_web.programme.analyses.actions.erase_reaction_again"),
        Kind("wijkreactie-verborgen", "wijkwijzer_web.programme.analyses.actions.hide_reaction_again"),
        Kind("rol-naam", "wijkwijzer_web.programme.roles.actions.withdraw_name_again"),
        Kind("kracht-verborgen", "wijkwijzer_web.programme.strengths.actions.hide_again"),
        Kind("gevraagd-aangeboden-verborgen", "wijkwijzer_web.programme.asked_offered.actions.hide_again"),
        Kind("aanmelding", "wijkwijzer_web.programme.meetings.actions.withdraw_again"),
        Kind("genodigde", "wijkwijzer_web.programme.invitations.actions.erase_again"),
        Kind("schakelaar", "wijkwijzer_web.programme.people.actions.erase_again"),
        Kind("schakelaar-nooit", "wijkwijzer_web.programme.people.actions.refuse_again"),
        Kind("kracht", "wijkwijzer_web.programme.strengths.actions.erase_again"),
        Kind("gevraagd-aangeboden", "wijkwijzer_web.programme.asked_offered.actions.erase_again"),
    )
    removable = "together"
    examples = ("wijkwijzer_web.programme.example.actions.example_left",)
    without_examples = ("wijkwijzer_web.programme.example.actions.remove_example",)
    documents = (
        "wijkwijzer_web.programme.analyses.documents.documents",
        "wijkwijzer_web.programme.reports.queries.documents",
    )
    happened = ("wijkwijzer_web.programme.pages.happened",)
    letters = (
        "wijkwijzer_web.programme.pages.letters",
        "wijkwijzer_web.programme.people.pages.letters",
        "wijkwijzer_web.programme.cities.pages.letters",
        "wijkwijzer_web.programme.invitations.pages.letters",
    )
