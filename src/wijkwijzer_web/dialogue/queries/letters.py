"""The mails of dialogues, for the register of all mails."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from wijkwijzer_web.core.rooms import Letter

__all__ = ["letters"]


def letters() -> list[Letter]:
    """What people who follow a dialogue get."""
    return [
        Letter(
            "dialoog-bevestig",
            gettext_lazy("Als iemand een dialoog wil volgen"),
            gettext_lazy("wie zijn adres invulde"),
            _("Wil je horen wat er met de dialoog gebeurt?"),
            _("Klik om te bevestigen: %(link)s\n\nNiet gevraagd, of toch niet? %(stop)s"),
            {
                "link": "https://wijkwijzer.example/volg/abc/ja",
                "stop": "https://wijkwijzer.example/volg/abc/stop",
            },
        ),
        Letter(
            "dialoog-nieuws",
            gettext_lazy("Als er iets verandert aan een belofte"),
            gettext_lazy("wie de dialoog volgt"),
            _("Nieuws over: %(title)s"),
            _("%(text)s\nDoor: %(owner)s. Voor: %(due)s. Stand: %(state)s.\n\n%(link)s"),
            {
                "title": _("Hoe wonen we hier samen?"),
                "text": _("Een buurtkamer op de begane grond."),
                "owner": _("de woningcorporatie"),
                "due": "14-12-2026",
                "state": _("loopt"),
                "link": "https://wijkwijzer.example/dialoog/samen/uitkomst",
            },
            may_begin=True,
        ),
    ]
