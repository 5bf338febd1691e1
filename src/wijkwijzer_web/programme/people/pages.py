"""What pages show of schakelaars: a name and what they know of, with a living yes, and nothing else."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, gettext_noop

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Letter
from wijkwijzer_web.programme.models import Connector
from wijkwijzer_web.programme.people import queries

__all__ = ["ShownArea", "ShownPerson", "by_area", "letters", "people_of"]

LINK = "https://wijkwijzer.example/schakelaars/mijn/1-abc"


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A schakelaar as everyone sees one."""

    key: str
    name: str
    knows: str
    since: datetime.date
    until: datetime.date


@dataclass(frozen=True, slots=True)
class ShownArea:
    """A wijk with who may be asked there."""

    name: str
    url: str
    people: tuple[ShownPerson, ...]


def _shown(row: Connector) -> ShownPerson:
    since = row.since or row.proposed_on
    until = since + datetime.timedelta(days=queries.TERM_DAYS - 1)
    return ShownPerson(str(row.key), row.name, row.knows, since, until)


def people_of(area: str) -> list[ShownPerson]:
    """Who may be asked about an area, by name."""
    return [_shown(row) for row in queries.living(area).order_by("name", "pk")]


def by_area() -> list[ShownArea]:
    """All wijken in which somebody may be asked, by alphabet."""
    found: dict[tuple[str, str], list[ShownPerson]] = {}
    for row in queries.living().order_by("area_name", "name", "pk"):
        found.setdefault((row.area, row.area_name), []).append(_shown(row))
    return [ShownArea(name, areas.address_of(key), tuple(people)) for (key, name), people in found.items()]


def letters() -> list[Letter]:
    """The mails around schakelaars and calls: each leads to a link, and none holds an address of a person."""
    area = {"area": gettext_noop("De Spoordijk")}
    why = gettext_noop("Iemand denkt dat jij iets weet van De Spoordijk. Alleen jij ziet dit voorstel.")
    asks = gettext_noop("Wie heeft de sleutel van de hal?")
    return [
        Letter(
            "schakelaar-voorstel",
            gettext_lazy("Als iemand genoemd wordt of zichzelf meldt"),
            gettext_lazy("die persoon"),
            gettext_noop("Mag iemand jou iets vragen over %(area)s?"),
            gettext_noop(
                "%(why)s\n\n%(link)s\n\n"
                "Doe je niets, dan is dit voorstel na dertig dagen weg, en je adres ook."
            ),
            {**area, "why": why, "link": LINK},
        ),
        Letter(
            "schakelaar-opnieuw",
            gettext_lazy("Vijf maanden na het laatste ja"),
            gettext_lazy("de schakelaar"),
            gettext_noop("Mag iemand jou nog iets vragen over %(area)s?"),
            gettext_noop(
                "Je zei een tijd geleden ja. Zeg hier weer ja, of stop:\n%(link)s\n\n"
                "Doe je niets, dan ben je over een maand vanzelf weg."
            ),
            {**area, "link": LINK},
        ),
        Letter(
            "vraag-door",
            gettext_lazy("Als iemand een vraag stelt aan een schakelaar of bij een oproep"),
            gettext_lazy("de schakelaar, of wie de oproep plaatste"),
            gettext_noop("Een vraag over %(area)s"),
            gettext_noop(
                "Iemand vraagt je via deze site:\n\n%(text)s\n\n"
                "Antwoord met deze link, een keer. Dan ziet niemand je adres:\n%(link)s"
            ),
            {**area, "text": asks, "link": LINK},
        ),
        Letter(
            "antwoord-terug",
            gettext_lazy("Als er antwoord komt"),
            gettext_lazy("wie de vraag stelde"),
            gettext_noop("Antwoord op je vraag over %(area)s"),
            gettext_noop("Je kreeg antwoord:\n\n%(text)s"),
            {**area, "text": gettext_noop("De beheerder van het buurthuis.")},
        ),
        Letter(
            "oproep",
            gettext_lazy("Als iemand werk vraagt of aanbiedt"),
            gettext_lazy("wie de oproep schreef"),
            gettext_noop("Zet je oproep op de pagina van %(area)s"),
            gettext_noop(
                "Met deze link komt je oproep op de pagina. Later haal je hem er ook mee weg:\n%(link)s\n\n"
                "Doe je niets, dan is hij over twee dagen weg, en je adres ook."
            ),
            {**area, "link": LINK},
        ),
    ]
