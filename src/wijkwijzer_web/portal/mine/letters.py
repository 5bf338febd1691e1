"""The mails about one's own wijken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from wijkwijzer_web.core.rooms import Letter

__all__ = ["letters"]


def letters() -> list[Letter]:
    """The mails about one's own wijken."""
    example = {
        "names": _("De Spoordijk"),
        "link": "https://wijkwijzer.example/mijn-wijken/volg/abc/ja",
        "page": "https://wijkwijzer.example/mijn-wijken?wijk=WK100101",
        "news": "- Inzet: Koffie in de entree\n  https://wijkwijzer.example/opgave/3",
    }
    return [
        Letter(
            "wijken-vraag",
            gettext_lazy("Als iemand wijken wil volgen"),
            gettext_lazy("wie zijn adres invulde"),
            _("Wil je deze wijken volgen?"),
            _(
                "Je vroeg om mail over: %(names)s.\n\nKlik om te bevestigen: %(link)s\n\nJe krijgt "
                "hooguit één mail per week, en alleen als er iets nieuws is. Niet gevraagd? Dan hoef je "
                "niets te doen.\n"
            ),
            example,
        ),
        Letter(
            "wijken-week",
            gettext_lazy("Op maandag, als er iets bij kwam"),
            gettext_lazy("wie zijn adres invulde"),
            _("Nieuw in %(names)s"),
            _("%(news)s\n\nAlles over deze wijken: %(page)s\n\nNiet meer volgen: %(link)s\n"),
            example,
        ),
    ]
