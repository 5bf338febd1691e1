"""The mails of the desk: their texts, and the box in which they wait.

No mail says a word of a story, a wijk or a name: only that something waits, and where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_noop as _

__all__ = ["TEXTS", "Text", "address"]


@dataclass(frozen=True, slots=True)
class Text:
    """Subject and body of a kind of mail; `%(name)s` is filled in."""

    subject: str
    body: str


TEXTS: Mapping[str, Text] = {
    "wacht": Text(
        _("Er wacht iemand op jullie"),
        _("Er wacht een verhaal bij het luisterloket. Antwoord voor het eind van de belofte.\n\n%(link)s\n"),
    ),
    "morgen": Text(
        _("Morgen loopt een belofte af"),
        _("Morgen loopt een belofte van het luisterloket af. Iemand wacht nog op antwoord.\n\n%(link)s\n"),
    ),
    "te-laat": Text(
        _("Een antwoord is te laat"),
        _("Er wacht iemand langer dan beloofd. Wil jij kijken wie kan antwoorden?\n\n%(link)s\n"),
    ),
    "antwoord": Text(
        _("Er is antwoord"),
        _("Er is antwoord op wat je vertelde. Met je zes woorden lees je het.\n\n%(link)s\n"),
    ),
    "eigenaar": Text(
        _("Een vraag aan jullie, met een datum"),
        _(
            "Er loopt iets vast waarover jullie gaan. Wij vragen een antwoord voor %(due)s. Met deze"
            " link lees je wat er speelt en antwoord je, zonder account."
            " De link is voor deze ene vraag.\n\n%(link)s\n"
        ),
    ),
    "eigenaar-week": Text(
        _("Over een week is jullie antwoord nodig"),
        _("Voor %(due)s vragen wij jullie antwoord. Lukt dat niet, verleng dan met een reden.\n\n%(link)s\n"),
    ),
    "eigenaar-dag": Text(
        _("Vandaag is jullie antwoord nodig"),
        _("Vandaag, %(due)s, vragen wij jullie antwoord. Verlengen kan nog, met een reden.\n\n%(link)s\n"),
    ),
    "vervanger": Text(
        _("Een antwoord van jullie is te laat"),
        _("Het antwoord was er voor %(due)s niet. Pak jij het op, of zeg je wie?\n\n%(link)s\n"),
    ),
    "voorzitter": Text(
        _("Een knelpunt hangt"),
        _("Het antwoord is twee weken te laat. Het staat openbaar als te laat.\n\n%(link)s\n"),
    ),
    "agenda": Text(
        _("De agenda van de taskforce"),
        _("De agenda staat klaar: wat hangt, bij wie en tot wanneer.\n\n%(link)s\n"),
    ),
    "volger": Text(
        _("Nieuws over een knelpunt dat je volgt"),
        _("%(news)s\n\n%(link)s\n"),
    ),
    "bevestig": Text(
        _("Wil je dit knelpunt volgen?"),
        _("Klik om te bevestigen: %(link)s\n\nNiet gevraagd? Dan hoef je niets te doen.\n"),
    ),
    "week": Text(
        _("Het luisterloket in een week"),
        _("Nieuw: %(new)s. Beantwoord: %(answered)s. Te laat: %(late)s. Wacht: %(waiting)s.\n\n%(link)s\n"),
    ),
}


def address(path: str) -> str:
    """The full address of a page."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
