"""The mails of knowledge: their texts, the links in them, and to whom they go.

No mail holds words that somebody wrote about a record: it says that there is something, and where.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from wijkwijzer_web.core.rooms import Letter
from wijkwijzer_web.knowledge.models import Contributor

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = [
    "QUESTIONS",
    "TEXTS",
    "Text",
    "contributor_of",
    "kind_of",
    "letters",
    "mark_of",
    "name_of",
    "site_address",
    "week_before",
    "writer_link",
]

SALT = "knowledge-writer"


@dataclass(frozen=True, slots=True)
class Text:
    """Subject and body of a kind of mail; `%(name)s` is filled in."""

    when: _StrPromise
    to: _StrPromise
    subject: str
    body: str


TEXTS: Mapping[str, Text] = {
    "erop": Text(
        gettext_lazy("Als een collega een stuk deelt"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Je stuk staat op WijkWijzer"),
        _(
            "Je stuk staat erop. Een redacteur heeft het nog niet nagekeken.\n\n"
            "Met deze link pas je het aan of haal je het weg:\n%(link)s\n"
        ),
    ),
    "binnen": Text(
        gettext_lazy("Als iemand een stuk deelt dat nog gelezen wordt"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Je stuk is binnen"),
        _(
            "Je stuk is binnen. Een redacteur leest het eerst.\n\n"
            "Met deze link pas je het aan of haal je het weg:\n%(link)s\n"
        ),
    ),
    "nagekeken": Text(
        gettext_lazy("Als een redacteur het stuk goed vond"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Je stuk is nagekeken"),
        _(
            "Een redacteur heeft je stuk nagekeken. Het staat op WijkWijzer:\n%(page)s\n\n"
            "Wijzigen of weghalen: %(link)s\n"
        ),
    ),
    "niet": Text(
        gettext_lazy("Als een redacteur het stuk niet toont"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Je stuk staat niet op WijkWijzer"),
        _("Een redacteur heeft je stuk gelezen en zet het er niet op. De reden:\n%(reason)s\n"),
    ),
    "klopt-niet": Text(
        gettext_lazy("Als iemand zegt dat het niet klopt, hooguit eens per dag"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Iemand zegt dat je stuk niet meer klopt"),
        _(
            "Iemand zei bij je stuk dat het niet meer klopt. Lees wat er staat, en pas het "
            "aan als dat nodig is.\n\n%(link)s\n"
        ),
    ),
    "reactie": Text(
        gettext_lazy("Als er een antwoord bij het stuk staat"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Er is een antwoord op je stuk"),
        _("Bij je stuk staat een antwoord. Je leest het hier:\n%(page)s\n\nWijzigen of weghalen: %(link)s\n"),
    ),
    "datum-nadert": Text(
        gettext_lazy("Een maand voor het stuk opnieuw bekeken wordt"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Klopt je stuk nog?"),
        _(
            "Op %(day)s wordt je stuk opnieuw bekeken. Klopt het nog? Pas aan wat anders is, "
            "of laat het zo.\n\n%(link)s\n"
        ),
    ),
    "nog-eens-ja": Text(
        gettext_lazy("Een maand voor het doorsturen van vragen stopt"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Mogen we je nog vragen sturen?"),
        _(
            "Tot %(day)s sturen we vragen over je stuk aan je door. Wil je dat daarna ook? "
            "Zeg dan opnieuw ja. Hoor je liever niets meer, dan hoef je niets te doen.\n\n"
            "%(link)s\n"
        ),
    ),
    "vraag-van-de-maand": Text(
        gettext_lazy("Hooguit eens per maand"),
        gettext_lazy("wie het stuk schreef, als die een adres gaf"),
        _("Eén vraag over je stuk"),
        _(
            "%(question)s\n\nAntwoord in een zin of twee, als je wilt:\n%(answer)s\n\nGeen "
            "vragen meer? Dat zeg je hier: %(link)s\n"
        ),
    ),
    "vraag-binnen": Text(
        gettext_lazy("Als iemand een vraag stelt"),
        gettext_lazy("wie de vraag stelde, als die een adres gaf"),
        _("Je vraag is binnen"),
        _(
            "Je vraag is binnen. Een redacteur leest die eerst. Daarna sturen we je vraag door aan mensen "
            "die er iets van weten.\n\nMet deze link pas je je vraag aan of haal je die weg:\n%(link)s\n"
        ),
    ),
    "vraag-nagekeken": Text(
        gettext_lazy("Als een redacteur de vraag goed vond"),
        gettext_lazy("wie de vraag stelde, als die een adres gaf"),
        _("Je vraag staat op WijkWijzer"),
        _(
            "Je vraag staat erop. Je krijgt een mail als er antwoord is.\n%(page)s\n\n"
            "Wijzigen of weghalen: %(link)s\n"
        ),
    ),
    "vraag-antwoord": Text(
        gettext_lazy("Als er een antwoord op de vraag staat"),
        gettext_lazy("wie de vraag stelde, als die een adres gaf"),
        _("Er is antwoord op je vraag"),
        _(
            "Iemand gaf antwoord op je vraag. Je leest het hier:\n%(page)s\n\n"
            "Geen mail meer, of je vraag weghalen: %(link)s\n"
        ),
    ),
    "vraag-door": Text(
        gettext_lazy("Als een redacteur een vraag doorstuurt, hooguit twee keer per maand"),
        gettext_lazy("wie zei iets te weten, en ja zei tegen vragen"),
        _("Weet jij dit?"),
        _(
            "Iemand vraagt op WijkWijzer:\n\n%(question)s\n\n"
            "We vragen het jou, omdat jij iets weet van: %(knows)s. Antwoorden hoeft niet. Wie het vroeg, "
            "krijgt je adres niet. Een redacteur leest je antwoord; daarna leest iedereen het.\n\n"
            "Antwoord, of zeg dat je het niet weet, binnen zestig dagen:\n%(link)s\n\n"
            "Liever geen vragen meer? Dat zeg je hier: %(stop)s\n"
        ),
    ),
    "rij": Text(
        gettext_lazy("Op werkdagen, als er iets wacht"),
        gettext_lazy("redacteuren die nakijken"),
        _("Wat er wacht op een blik"),
        _(
            "Nieuw: %(new)s. Wijzigingen: %(changes)s. Reacties: %(reactions)s. Antwoorden op "
            "vragen: %(answers)s. Het oudste "
            "stuk wacht %(oldest)s werkdagen.\n\n%(link)s\n"
        ),
    ),
    "volg-vraag": Text(
        gettext_lazy("Als iemand een keuze wil volgen"),
        gettext_lazy("wie zijn adres invulde"),
        _("Wil je deze keuze volgen?"),
        _(
            "Klik om te bevestigen: %(link)s\n\nJe krijgt hooguit één mail per week, en "
            "alleen als er iets nieuws is. Niet gevraagd? Dan hoef je niets te doen.\n"
        ),
    ),
    "week": Text(
        gettext_lazy("Op maandag, als er iets bij kwam"),
        gettext_lazy("wie zijn adres invulde"),
        _("Nieuw in wat je volgt"),
        _("%(titles)s\n\nAlles in deze keuze: %(page)s\n\nNiet meer volgen: %(link)s\n"),
    ),
}

EXAMPLE = {
    "link": "https://wijkwijzer.example/deel/mail/abc",
    "page": "https://wijkwijzer.example/interventie/soep-in-de-hal",
    "answer": "https://wijkwijzer.example/deel/mail/abc?vraag=looptijd",
    "reason": _("Er staat een naam in. Haal hem weg en stuur het opnieuw."),
    "stop": "https://wijkwijzer.example/deel/mail/abc",
    "knows": _("Soep in de hal"),
    "answers": "1",
    "question": _("Hoe lang doen jullie dit al, en gaat het door?"),
    "titles": "- De lamp brandt binnen een week\n  https://wijkwijzer.example/interventie/de-lamp",
    "day": "14-12-2026",
    "new": "4",
    "changes": "1",
    "reactions": "2",
    "oldest": "3",
}


def name_of(kind: str) -> str:
    """The name of a kind of mail in the register."""
    return f"kennis-{kind}"


def kind_of(kind: str, about: str) -> str:
    """The kind of mail about a record of a kind: who asked something reads of a question, not of a piece."""
    own = f"vraag-{kind}"
    return own if about == "vraag" and own in TEXTS else kind


def letters() -> list[Letter]:
    """Every mail of knowledge, for the register."""
    return [
        Letter(name_of(kind), text.when, text.to, text.subject, text.body, EXAMPLE, kind == "rij")
        for kind, text in TEXTS.items()
    ]


# Per kind the fields that a writer may still fill, each with its question; one a month.
QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "interventie": {
        "looptijd": _("Hoe lang doen jullie dit al, en gaat het door?"),
        "einddoelgroep": _("Voor wie is het?"),
        "intermediair": _("Wie voert het uit?"),
        "mechanisme": _("Waarom helpt het, denk je?"),
        "geldstroom": _("Wie betaalt het?"),
        "borging": _("Wat gebeurt er als wie het trekt ermee stopt?"),
    },
    "mislukking": {
        "waaraan_gemerkt": _("Waaraan merkte je dat het misging?"),
        "oorzaak": _("Waardoor kwam het, denk je?"),
        "schade_voor_bewoners": _("Wat merkten bewoners ervan?"),
        "les": _("Wat zou je nu anders doen?"),
        "herstel": _("Is er iets hersteld, en hoe?"),
    },
    "initiatief": {
        "animo": _("Met hoeveel mensen zijn jullie, en wie trekt het als jij niet kunt?"),
        "contacten": _("Wie in de wijk kent iedereen, en wie bij de gemeente neemt op?"),
        "toerusting": _("Wat hebben jullie aan geld, ruimte en spullen?"),
        "inbedding": _("Staat het ergens op papier, zodat het een wisseling overleeft?"),
        "empathie": _("Wie kan niet meedoen zoals het nu gaat, en wat helpt?"),
    },
    "aanname": {
        "tegenbewijs": _("Wat spreekt het tegen?"),
        "remedie": _("Wat hielp?"),
    },
}


def site_address(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def mark_of(contributor: Contributor) -> str:
    """What stands in a link in a mail to a writer: signed, and only for this record and this address."""
    return signing.dumps([contributor.pk, bytes(contributor.token_hash).hex()[:16]], salt=SALT)


def contributor_of(mark: str) -> Contributor | None:
    """Whose link this is; None when it was forged, or when the record or the address is gone."""
    try:
        number, start = signing.loads(mark, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Contributor.objects.select_related("record").filter(pk=number).exclude(address="").first()
    return found if found and bytes(found.token_hash).hex().startswith(str(start)) else None


def writer_link(contributor: Contributor, question: str = "") -> str:
    """The link of a mail: to one's own record, or to one question about it."""
    path = reverse("knowledge:mail-link", args=[mark_of(contributor)])
    return site_address(f"{path}?vraag={question}" if question else path)


def week_before(day: datetime.date) -> tuple[datetime.date, datetime.date, str]:
    """The Monday and Sunday of the last whole week, and the name of that week.

    >>> week_before(datetime.date(2026, 11, 30))
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 29), '2026-48')
    """
    monday = day - datetime.timedelta(days=day.weekday() + 7)
    year, week, _day = monday.isocalendar()
    return monday, monday + datetime.timedelta(days=6), f"{year}-{week:02d}"
