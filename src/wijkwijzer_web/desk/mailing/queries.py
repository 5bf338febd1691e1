"""The mails of the desk: their texts, for the register of all mails.

No mail says a word of a story, a wijk or a name: only that something waits, and where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from wijkwijzer_web.core.rooms import Letter

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["address", "letters", "name_of"]


@dataclass(frozen=True, slots=True)
class Text:
    """When a kind of mail goes and to whom, its subject and its body; `%(name)s` is filled in."""

    when: _StrPromise
    to: _StrPromise
    subject: str
    body: str


TEXTS: Mapping[str, Text] = {
    "wacht": Text(
        gettext_lazy("Elke werkdag dat er een verhaal wacht"),
        gettext_lazy("de luisteraars"),
        _("Er wacht iemand op jullie"),
        _("Er wacht een verhaal bij het luisterloket. Antwoord voor het eind van de belofte.\n\n%(link)s\n"),
    ),
    "morgen": Text(
        gettext_lazy("De werkdag voordat een belofte afloopt"),
        gettext_lazy("de luisteraars"),
        _("Morgen loopt een belofte af"),
        _("Morgen loopt een belofte van het luisterloket af. Iemand wacht nog op antwoord.\n\n%(link)s\n"),
    ),
    "te-laat": Text(
        gettext_lazy("Als een antwoord te laat is"),
        gettext_lazy("de coördinator"),
        _("Een antwoord is te laat"),
        _("Er wacht iemand langer dan beloofd. Wil jij kijken wie kan antwoorden?\n\n%(link)s\n"),
    ),
    "antwoord": Text(
        gettext_lazy("Als er antwoord is"),
        gettext_lazy("wie het vertelde, als die een adres gaf"),
        _("Er is antwoord"),
        _("Er is antwoord op wat je vertelde. Met je zes woorden lees je het.\n\n%(link)s\n"),
    ),
    "eigenaar": Text(
        gettext_lazy("Als een knelpunt openbaar wordt"),
        gettext_lazy("de eigenaar van het knelpunt"),
        _("Een vraag aan jullie, met een datum"),
        _(
            "Er loopt iets vast waarover jullie gaan. Wij vragen een antwoord voor %(due)s. Met deze"
            " link lees je wat er speelt en antwoord je, zonder account."
            " De link is voor deze ene vraag.\n\n%(link)s\n"
        ),
    ),
    "eigenaar-week": Text(
        gettext_lazy("Een week voor het antwoord nodig is"),
        gettext_lazy("de eigenaar van het knelpunt"),
        _("Over een week is jullie antwoord nodig"),
        _("Voor %(due)s vragen wij jullie antwoord. Lukt dat niet, verleng dan met een reden.\n\n%(link)s\n"),
    ),
    "eigenaar-dag": Text(
        gettext_lazy("Op de dag dat het antwoord nodig is"),
        gettext_lazy("de eigenaar van het knelpunt"),
        _("Vandaag is jullie antwoord nodig"),
        _("Vandaag, %(due)s, vragen wij jullie antwoord. Verlengen kan nog, met een reden.\n\n%(link)s\n"),
    ),
    "vervanger": Text(
        gettext_lazy("Een week na de dag"),
        gettext_lazy("de vervanger van de eigenaar"),
        _("Een antwoord van jullie is te laat"),
        _("Het antwoord was er voor %(due)s niet. Pak jij het op, of zeg je wie?\n\n%(link)s\n"),
    ),
    "voorzitter": Text(
        gettext_lazy("Twee weken na de dag"),
        gettext_lazy("de voorzitter van de taskforce"),
        _("Een knelpunt hangt"),
        _("Het antwoord is twee weken te laat. Het staat openbaar als te laat.\n\n%(link)s\n"),
    ),
    "agenda": Text(
        gettext_lazy("Twee dagen voor de taskforce"),
        gettext_lazy("de voorzitter van de taskforce"),
        _("De agenda van de taskforce"),
        _("De agenda staat klaar: wat hangt, bij wie en tot wanneer.\n\n%(link)s\n"),
    ),
    "volger": Text(
        gettext_lazy("Als er nieuws is"),
        gettext_lazy("wie het knelpunt volgt"),
        _("Nieuws over een knelpunt dat je volgt"),
        _("%(news)s\n\n%(link)s\n"),
    ),
    "bevestig": Text(
        gettext_lazy("Als iemand een knelpunt wil volgen"),
        gettext_lazy("wie zijn adres invulde"),
        _("Wil je dit knelpunt volgen?"),
        _("Klik om te bevestigen: %(link)s\n\nNiet gevraagd? Dan hoef je niets te doen.\n"),
    ),
    "week": Text(
        gettext_lazy("Elke maandag"),
        gettext_lazy("de coördinator"),
        _("Het luisterloket in een week"),
        _("Nieuw: %(new)s. Beantwoord: %(answered)s. Te laat: %(late)s. Wacht: %(waiting)s.\n\n%(link)s\n"),
    ),
}
# Mail to colleagues and owners may begin with a sentence of the organisation; mail to residents says as
# little as it can.
TO_STAFF = frozenset(
    {
        *("wacht", "morgen", "te-laat", "eigenaar", "eigenaar-week", "eigenaar-dag", "vervanger"),
        *("voorzitter", "agenda", "week"),
    }
)
EXAMPLE = {
    "link": "https://wijkwijzer.example/luisterloket/code",
    "due": "14-12-2026",
    "news": _("Gemeld aan de dienst Wonen."),
    "new": "4",
    "answered": "3",
    "late": "0",
    "waiting": "2",
}


def name_of(kind: str) -> str:
    """The name of a kind of mail in the register."""
    return f"loket-{kind}"


def letters() -> list[Letter]:
    """Every mail of the desk, for the register."""
    return [
        Letter(name_of(kind), text.when, text.to, text.subject, text.body, EXAMPLE, kind in TO_STAFF)
        for kind, text in TEXTS.items()
    ]


def address(path: str) -> str:
    """The full address of a page."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
