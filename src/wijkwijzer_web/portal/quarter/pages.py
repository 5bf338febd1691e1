"""*Wat is ervan geworden?*: one page for the council, made from what everybody can look up."""

from __future__ import annotations

from django.conf import settings

from wijkwijzer.report import Block, BulletList, Heading, Item, Link, Notice, Paragraph, WritingLines
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import Happened
from wijkwijzer_web.portal.quarter.queries import period

__all__ = ["became"]

PARTS = {
    "Wij luisterden": (10, 49),
    "Wij praatten": (50, 79),
    "Wij leerden": (80, 99),
    "Wij kwamen bij elkaar": (100, 199),
}


def became(organisation: Organisation) -> tuple[Block, ...]:
    """What came of the first quarter; honest when nothing did."""
    span = period(organisation)
    if span is None:
        text = "Vul eerst de kaart van je organisatie in. Vanaf die dag tellen de dertien weken."
        return (Notice("Er is nog geen eerste dag", (Paragraph(text),), "empty"),)
    since, until = span
    found = rooms.happened(organisation, since, until)
    days = f"Van {written_day(since)} tot en met {written_day(until)}."
    when = Paragraph(f"{days} Voorbeelden tellen niet mee.")
    if not found:
        return (when, _nothing(), *_asked())
    blocks: list[Block] = [when]
    for title, (first, last) in PARTS.items():
        own = [one for one in found if first <= one.order <= last]
        if own:
            blocks += [Heading(title), BulletList(tuple(Item(_linked(one)) for one in own))]
    silent = [title for title, (a, b) in PARTS.items() if not any(a <= one.order <= b for one in found)]
    if silent:
        blocks.append(Heading("Wat er niet gebeurde"))
        blocks.append(Paragraph("Hierover is niets te tonen: " + ", ".join(map(str.lower, silent)) + "."))
    return (*blocks, *_asked())


def _linked(one: Happened) -> tuple[str | Link, ...]:
    """The sentence, and where it can be looked up."""
    return (f"{one.text} ", Link("Kijk het na.", f"{settings.SITE_URL.rstrip('/')}{one.url}"))


def _nothing() -> Block:
    text = (
        "In deze weken is er niets gebeurd dat wij kunnen tonen. Dat is ook een antwoord. "
        "Vertel de raad waarom, en wat de eerste stap wordt."
    )
    return Notice("Er kwam nog niets van", (Paragraph(text),), "empty")


def _asked() -> tuple[Block, ...]:
    return (
        Heading("Wat wij de raad vragen"),
        WritingLines(3, "Wat wij de raad vragen"),
        Paragraph(
            "Aantallen mensen staan er pas vanaf tien, en bij verhalen in tientallen. "
            "Elke zin is op de site na te kijken.",
            small=True,
        ),
    )
