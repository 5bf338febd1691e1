"""The privacy set: from the tables of the site itself, so that it says what is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst

from wijkwijzer.report import (
    Block,
    BulletList,
    Choices,
    Column,
    Heading,
    Item,
    Paragraph,
    Table,
    Terms,
    WritingLines,
)
from wijkwijzer_web.core.models import Card
from wijkwijzer_web.core.trail.inventory import CATEGORIES, Row, inventory

__all__ = ["assessment", "note", "register", "terms_of_keeping"]


def _processings() -> Iterator[tuple[str, list[Row]]]:
    """The rows of the inventory by table, under the name that the table has on the site."""
    for table, rows in groupby(inventory(), key=lambda row: row.table):
        yield table, list(rows)


def _named(table: str) -> str:
    """The name of a table in words."""
    try:
        model = apps.get_model(table)
    except LookupError:
        return table
    return str(model._meta.verbose_name_plural)


#: What the tables of other packages are for, in words that say something to who has never seen them.
OF_OTHERS = {
    "account": "Inloggen",
    "admin": "Beheer",
    "mfa": "Inloggen in twee stappen",
    "sessions": "Ingelogd blijven",
    "socialaccount": "Inloggen via de organisatie",
    "wagtailadmin": "Pagina's schrijven",
    "wagtailcore": "Pagina's schrijven",
    "wagtaildocs": "Bestanden op pagina's",
    "wagtailimages": "Beelden op pagina's",
    "wagtailusers": "Pagina's schrijven",
}
_SETTING = re.compile(r" \([A-Z_]+\)")


def _room(table: str) -> str:
    label = table.partition(".")[0]
    return OF_OTHERS.get(label) or str(apps.get_app_config(label).verbose_name)


def _said(table: str, purpose: str) -> str:
    """A row in words: room and table of ours; of what others made and of what ties two tables the purpose."""
    ours = table.partition(".")[0] not in OF_OTHERS and "_" not in table
    return f"{capfirst(_room(table))}: {_named(table) if ours else purpose}"


def _kept(row: Row) -> str:
    """How long, without the names of settings, which stand in the docs for who runs the site."""
    return _SETTING.sub("", row.kept)


def _term(days: int) -> str:
    years, rest = divmod(days, 365)
    return f"{days} dagen" if rest or not years else f"{years} jaar"


def register(card: Card) -> tuple[Block, ...]:
    """Rows for the verwerkingsregister: one per table that says something about people."""
    rows = tuple(
        (
            _said(table, found[0].purpose),
            found[0].purpose,
            ", ".join(dict.fromkeys(CATEGORIES[row.category] for row in found)),
            _kept(found[0]),
        )
        for table, found in _processings()
    )
    columns = (Column("Verwerking"), Column("Waarvoor"), Column("Wat"), Column("Hoe lang"))
    terms = (
        ("Verantwoordelijk", card.organisation.name),
        ("Wie over privacy gaat", card.privacy_contact or "nog in te vullen op de kaart"),
        ("Ontvangers", "geen anderen; wie de site beheert is verwerker"),
        ("Buiten de EU", "nee, tenzij jullie de site daar laten draaien"),
        ("Grondslag", "nog te kiezen door jullie: taak van algemeen belang, of toestemming"),
    )
    return (
        Terms(terms),
        Heading("De rijen"),
        Table("Verwerkingen van persoonsgegevens", columns, rows),
    )


def terms_of_keeping(card: Card) -> tuple[Block, ...]:
    """How long what stays, as it is set now."""
    rows = tuple((_said(t, found[0].purpose), _kept(found[0])) for t, found in _processings())
    now = (
        ("Wie wat wijzigde", _term(settings.RETENTION_AUDIT_DAYS)),
        ("Werk dat iemand liet maken", _term(settings.RETENTION_JOB_DAYS)),
        ("Rapporten die niemand meer vraagt", _term(settings.RETENTION_REPORT_DAYS)),
        ("Reservekopieën", _term(settings.BACKUP_DAYS)),
        ("Ingelogd blijven", f"{settings.SESSION_COOKIE_AGE // 3600} uur"),
    )
    columns = (Column("Wat"), Column("Hoe lang"))
    return (
        Heading("Zo staat het nu ingesteld"),
        Table("Instellingen van deze site", columns, now),
        Heading("Per tabel"),
        Table("Bewaartermijn per tabel", columns, rows),
    )


def note(card: Card) -> tuple[Block, ...]:
    """One page for the privacy officer."""
    people = [
        "Wie leest, laat niets achter: geen cookies, geen adres in het logboek.",
        (
            "Wie iets vertelt of meedoet, heeft geen account. Zes woorden zijn de sleutel;"
            " wij bewaren er alleen een afdruk van."
        ),
        "Wie wist, is weg. Ook na het terugzetten van een reservekopie.",
        "Aantallen onder de tien mensen staan nergens.",
        "Afkomst, geloof en gezondheid van personen komen in geen enkele berekening.",
    ]
    decide = [
        "Wie is hier verantwoordelijk, en wie is verwerker?",
        "Wat is de grondslag, per onderdeel?",
        "Hoe lang bewaart jullie luisterloket een gesprek? Twaalf maanden staat klaar; 3 tot 24 mag.",
        "Is een DPIA nodig? De half ingevulde helpt bij het antwoord.",
    ]
    return (
        Heading("Zo werkt het"),
        BulletList(tuple(map(Item, people))),
        Heading("Wat jullie moeten beslissen"),
        BulletList(tuple(map(Item, decide)), ordered=True),
        Heading("Wie over privacy gaat"),
        Paragraph(card.privacy_contact or "Nog niet ingevuld. Zet het op de kaart van je organisatie."),
    )


def assessment(card: Card) -> tuple[Block, ...]:
    """A DPIA of which half is filled in: what we know is there, what they decide is empty."""
    groups = dict.fromkeys(capfirst(_room(table)) for table, _rows in _processings())
    risks = (
        (
            "Iemand wordt herkend aan een verhaal",
            "Een tweede lezer kijkt mee. Wijk en thema staan er pas bij vanaf tien mensen.",
        ),
        (
            "Een medewerker leest mee zonder reden",
            "Luisteraar is een lijst per loket. Elke keer lezen staat in het logboek.",
        ),
        (
            "Een adres lekt uit een mail",
            "Een mail zegt niets over een verhaal. Adressen verdwijnen na het versturen.",
        ),
        (
            "Wissen gaat verloren",
            "Een lijst buiten de database wist opnieuw na het terugzetten van een kopie.",
        ),
        ("Een wijk krijgt een stempel", "Geen ranglijst, geen rode kaart, geen cijfer voor een wijk."),
    )
    return (
        Heading("1. Wat er gebeurt"),
        Paragraph(
            f"{card.organisation.name} laat mensen vertellen, meepraten en meelezen over hun wijk. "
            f"Dat gaat over: {'; '.join(groups)}."
        ),
        Heading("2. Waarom het nodig is"),
        Paragraph("Vul in: welk besluit wordt hier beter van, en waarom kan het niet met minder gegevens?"),
        WritingLines(6, "Waarom het nodig is"),
        Heading("3. Grondslag"),
        Choices(("taak van algemeen belang", "toestemming", "gerechtvaardigd belang", "anders")),
        WritingLines(3, "Grondslag"),
        Heading("4. Gevaren, en wat de site daaraan doet"),
        Table("Gevaren en maatregelen", (Column("Gevaar"), Column("Wat de site doet")), risks),
        Heading("5. Wat er dan nog overblijft"),
        WritingLines(6, "Wat er overblijft"),
        Heading("6. Besluit"),
        Choices(
            (
                "wij beginnen",
                "wij beginnen, met deze voorwaarden",
                "wij vragen eerst de Autoriteit Persoonsgegevens",
            )
        ),
        WritingLines(3, "Voorwaarden, naam van de functie en datum"),
    )
