"""The mails around a meeting, for the register of all mails."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop

from wijkwijzer_web.core.rooms import Letter

__all__ = ["letters"]

_DAY = {
    "theme": gettext_noop("Geld dat niet ophoudt"),
    "day": "14 december 2026",
    "time": "10.00–15.00",
    "place": gettext_noop("Het Dok, Havermeer"),
}
_COMES = gettext_lazy("wie komt, en wie nog niet antwoordde")


def letters() -> list[Letter]:
    """What people who are asked, come and present get."""
    return [*_before(), *_after()]


def _before() -> list[Letter]:
    return [
        Letter(
            "uitnodiging",
            gettext_lazy("Als het team een ronde uitnodigingen stuurt"),
            gettext_lazy("wie gevraagd wordt"),
            gettext_noop("Kom je ook? %(theme)s, %(day)s"),
            gettext_noop(
                "We nodigen je uit voor een bijeenkomst.\n\n%(theme)s\n%(day)s, %(time)s\n%(place)s\n\n"
                "Zeg of je komt, zonder account:\n%(link)s\n\n"
                "Daar kun je ook zeggen dat we je niet meer moeten vragen. Dan is je adres meteen weg. "
                "De dag zit erbij voor je eigen agenda."
            ),
            _DAY | {"link": "https://wijkwijzer.example/uitnodiging/abc"},
            may_begin=True,
        ),
        Letter(
            "verplaatst",
            gettext_lazy("Als de dag, de tijd of de plek van een bijeenkomst verandert"),
            _COMES,
            gettext_noop("Veranderd: %(theme)s is op %(day)s"),
            gettext_noop(
                "Er is iets veranderd aan deze bijeenkomst. Zo is het nu:\n\n%(theme)s\n%(day)s, %(time)s\n"
                "%(place)s\n\nJe eigen link:\n%(link)s\n\nDe nieuwe dag zit erbij voor je eigen agenda."
            ),
            _DAY | {"link": "https://wijkwijzer.example/b/abc"},
        ),
        Letter(
            "afgelast",
            gettext_lazy("Als een bijeenkomst niet doorgaat"),
            _COMES,
            gettext_noop("Gaat niet door: %(theme)s, %(day)s"),
            gettext_noop(
                "Deze bijeenkomst gaat niet door:\n\n%(theme)s\n%(day)s, %(time)s\n%(place)s\n\n"
                "Je hoeft niets te doen. Het bestand hierbij haalt de dag uit je agenda.\n\n%(link)s"
            ),
            _DAY | {"link": "https://wijkwijzer.example/b/abc"},
        ),
        Letter(
            "acht-vragen",
            gettext_lazy("Veertien en drie dagen voor de bijeenkomst, of als het team het vraagt"),
            gettext_lazy("wie iets presenteert"),
            gettext_noop("Acht vragen over: %(what)s"),
            gettext_noop(
                "Op %(day)s om %(time)s laat je dit zien: %(what)s.\n%(place)s\n\n"
                "Iedereen die presenteert, krijgt dezelfde acht vragen:\n\n%(questions)s\n\n"
                "Antwoord met deze link, zonder account. Leeg laten mag, later aanvullen ook:\n%(link)s"
            ),
            _DAY
            | {
                "what": gettext_noop("Koffie in de entree"),
                "questions": gettext_noop("- Welke partijen?"),
                "link": "https://wijkwijzer.example/presentatie/abc",
            },
            may_begin=True,
        ),
    ]


def _after() -> list[Letter]:
    return [
        Letter(
            "klopt-dit",
            gettext_lazy("Als de aantekeningen van een bijeenkomst klaarstaan"),
            gettext_lazy("wie er was"),
            gettext_noop("Klopt dit? %(theme)s"),
            gettext_noop(
                "De taken van %(day)s staan klaar: %(theme)s.\n\nKijk of ze kloppen, tot en met %(until)s:\n"
                "%(link)s\n\nDaarna ligt de lijst vast."
            ),
            _DAY | {"until": "28 december 2026", "link": "https://wijkwijzer.example/b/abc"},
        ),
        Letter(
            "wat-werd-het",
            gettext_lazy("Drie en zes maanden na een bijeenkomst"),
            gettext_lazy("wie er was"),
            gettext_noop("Wat werd het? %(theme)s"),
            gettext_noop(
                "Op %(day)s spraken jullie taken af: %(theme)s.\n\nWat werd ervan? Zeg het in een minuut, "
                "zonder account:\n%(link)s\n\nGeen antwoord staat ook op de site."
            ),
            _DAY | {"until": "28 december 2026", "link": "https://wijkwijzer.example/b/abc"},
        ),
    ]
