"""The mails about accounts, for the register of all mails."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from wijkwijzer_web.core.rooms import Letter

__all__ = ["BY_TEMPLATE", "letters"]

# What allauth calls its mails, and how ours are called.
BY_TEMPLATE = {
    "account/email/password_reset_key": "wachtwoord",
    "account/email/unknown_account": "geen-account",
}
LINK = "https://wijkwijzer.example/account/wachtwoord/nieuw/1-abc"


def letters() -> list[Letter]:
    """What people with an account get."""
    return [
        Letter(
            "welkom",
            gettext_lazy("Als iemand wordt toegevoegd die nog geen account had"),
            gettext_lazy("de nieuwe collega"),
            _("Je kunt meedoen op %(site)s"),
            _(
                "Iemand van je organisatie voegde je toe.\n\nKies met deze link een wachtwoord:\n%(link)s\n\n"
                "Daarna vraagt de site om een tweede stap: een code van een app op je telefoon. "
                "De lijst op je werkplek zegt waar je begint."
            ),
            {"site": "WijkWijzer", "link": LINK},
        ),
        Letter(
            "wachtwoord",
            gettext_lazy("Als iemand een nieuw wachtwoord vraagt"),
            gettext_lazy("wie het account heeft"),
            _("Een nieuw wachtwoord voor %(site)s"),
            _(
                "Jij, of iemand anders, vroeg om een nieuw wachtwoord. Was jij het niet? Dan hoef je niets "
                "te doen.\n\nMet deze link kies je een nieuw wachtwoord:\n%(link)s"
            ),
            {"site": "WijkWijzer", "link": LINK},
        ),
        Letter(
            "geen-account",
            gettext_lazy("Als iemand een wachtwoord vraagt voor een adres zonder account"),
            gettext_lazy("het adres dat werd ingevuld"),
            _("Geen account op %(site)s"),
            _(
                "Iemand vroeg met dit adres om een nieuw wachtwoord. Er is hier geen account met dit adres. "
                "Was jij het niet? Dan hoef je niets te doen. Werk je hier mee? Vraag je beheerder om je toe "
                "te voegen."
            ),
            {"site": "WijkWijzer"},
        ),
    ]
