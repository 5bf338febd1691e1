"""A paper as a document of blocks: for the screen, for print, and to change in a word processor.

Papers are in Dutch, whatever the language of the page: they go to people here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from wijkwijzer.report import (
    Block,
    BulletList,
    Choices,
    Column,
    Document,
    Heading,
    Item,
    Meta,
    Paragraph,
    Picture,
    Sentence,
    Table,
    WritingLines,
)
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.files.scan import qr_picture
from wijkwijzer_web.core.models import Card, Organisation
from wijkwijzer_web.portal.papers import privacy
from wijkwijzer_web.portal.papers.queries import Part, Template, filled_in, template, templates
from wijkwijzer_web.portal.quarter.pages import became

__all__ = ["Paper", "document", "paper", "papers"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in the list: its address, its title, one sentence, and under which heading it stands."""

    address: str
    title: str
    sentence: str
    group: str


BECAME = "wat-is-ervan-geworden"
BECAME_SAYS = "Eén bladzijde voor de raad, gemaakt van wat er in de eerste dertien weken echt gebeurde."
GROUPS = {
    "luisteren": gettext_lazy("Luisteren"),
    "knelpunten": gettext_lazy("Knelpunten en taskforce"),
    "bijeenkomsten": gettext_lazy("Bijeenkomsten"),
    "dialogen": gettext_lazy("Dialogen"),
    "kennis": gettext_lazy("Kennis"),
    "plannen": gettext_lazy("Plannen en rapporten"),
    "privacy": gettext_lazy("Privacy"),
}
_PRIVACY: Mapping[str, tuple[str, str, Callable[[Card], tuple[Block, ...]]]] = {
    "privacy": (
        "Privacy: wat hier bewaard wordt, en waarom",
        "Eén bladzijde voor de functionaris gegevensbescherming, om mee te beginnen.",
        privacy.note,
    ),
    "verwerkingsregister": (
        "Rijen voor het verwerkingsregister",
        "Uit de tabellen van de site zelf: wat, waarvoor en hoe lang.",
        privacy.register,
    ),
    "dpia": (
        "DPIA, half ingevuld",
        "Wat wij weten staat er al. Wat jullie moeten beslissen is leeg.",
        privacy.assessment,
    ),
    "bewaartermijnen": (
        "Bewaartermijnen",
        "Wat hoe lang blijft, zoals het nu is ingesteld.",
        privacy.terms_of_keeping,
    ),
}


def papers() -> dict[str, list[Paper]]:
    """All papers, by heading."""
    every = [Paper(one.adres, one.titel, one.zin, one.soort) for one in templates()]
    every += [Paper(address, title, said, "privacy") for address, (title, said, _make) in _PRIVACY.items()]
    every.append(Paper(BECAME, "Wat is ervan geworden?", BECAME_SAYS, "plannen"))
    made = {str(label): [one for one in every if one.group == key] for key, label in GROUPS.items()}
    return {label: found for label, found in made.items() if found}


def paper(address: str) -> Paper | None:
    """The paper with this address."""
    return next((one for group in papers().values() for one in group if one.address == address), None)


def document(address: str, organisation: Organisation) -> Document | None:
    """The paper as a document, with what the card knows; None when there is none of this address."""
    with translation.override("nl"):
        return _document(address, organisation)


def _document(address: str, organisation: Organisation) -> Document | None:
    card, found = card_of(organisation), template(address)
    if found is not None:
        blocks = _blocks(found, filled_in(card))
        return _made(organisation, card, found.titel, found.zin, blocks, "card" if found.a6 else "sheet")
    if address == BECAME:
        return _made(organisation, card, "Wat is ervan geworden?", BECAME_SAYS, became(organisation))
    if address in _PRIVACY:
        title, said, make = _PRIVACY[address]
        return _made(organisation, card, title, said, make(card))
    return None


def _made(
    organisation: Organisation,
    card: Card,
    title: str,
    said: str,
    blocks: tuple[Block, ...],
    layout: Literal["sheet", "card"] = "sheet",
) -> Document:
    told = card.signature
    footer = " · ".join(
        part
        for part in (
            told["name"],
            told["contact"],
            told["hours"],
            f"privacy: {told['privacy']}" if told["privacy"] else "",
        )
        if part
    )
    return Document(
        title=title,
        subtitle=organisation.name,
        meta=Meta(
            made_on=timezone.localdate(),
            organisation=organisation.name,
            url=settings.SITE_URL if layout == "sheet" else "",
        ),
        blocks=(Sentence(said), *blocks, Paragraph(footer, small=True)),
        layout=layout,
    )


def _blocks(found: Template, words: Mapping[str, str]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for part in found.delen:
        blocks.append(Heading(part.kop))
        blocks += _part(part, words)
    return tuple(blocks)


def _part(part: Part, words: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = []
    if part.tekst:
        blocks.append(Paragraph(_fill(part.tekst, words)))
    for lines, ordered in ((part.lijst, False), (part.stappen, True)):
        if lines:
            blocks.append(BulletList(tuple(Item(_fill(line, words)) for line in lines), ordered=ordered))
    if part.tabel:
        rows = tuple((_fill(left, words), _fill(right, words)) for left, right in part.tabel)
        blocks.append(Table(part.kop, (Column("Wat"), Column("Zo gaat het")), rows))
    if part.keuze:
        blocks.append(Choices(part.keuze))
    if part.qr:
        address = settings.SITE_URL.rstrip("/") + part.qr
        blocks += [
            Picture(qr_picture(address), f"QR-code naar {address}", width=40),
            Paragraph(_bare(address)),
        ]
    if part.regels:
        blocks.append(WritingLines(part.regels, part.kop))
    return blocks


def _bare(address: str) -> str:
    """The address as people type it."""
    return address.partition("://")[2]


def _fill(text: str, words: Mapping[str, str]) -> str:
    """Put the words of the card in; only the names we know, so a brace in a text is a brace."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text
