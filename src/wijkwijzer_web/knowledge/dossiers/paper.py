"""A dossier on one sheet, for who decides: what we know, what not, and since when."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.report import (
    Block,
    BulletList,
    Document,
    Heading,
    Item,
    Notice,
    Sentence,
    Terms,
    render,
)
from wijkwijzer_web.core.files.sheets import sheet as paper
from wijkwijzer_web.knowledge.dossiers.pages import Part, Shown, day, shown, site_address
from wijkwijzer_web.knowledge.models import DossierPage

__all__ = ["one_sheet", "sheet"]

# How many items of each list, and how many characters each, until it fits on one page.
SIZES = ((7, 220), (6, 180), (5, 150), (4, 130), (3, 110), (2, 90))


def one_sheet(page: DossierPage) -> bytes:
    """The PDF; what does not fit stands on the page of the dossier, and the sheet says so."""
    found = shown(page)
    made = b""
    for most, longest in SIZES:
        made = render(sheet(page, found, most, longest), "pdf")
        if _pages(made) == 1:
            break
    return made


def _pages(made: bytes) -> int:
    from pikepdf import Pdf  # some MB that a web process needs at its first paper only

    with Pdf.open(io.BytesIO(made)) as pdf:
        return len(pdf.pages)


def sheet(page: DossierPage, found: Shown, most: int, longest: int) -> Document:
    """The sheet with at most so many items in each list."""
    known, unknown = _known(found, longest), list(found.unknown)
    left = max(len(known) - most, 0) + max(len(unknown) - most, 0)
    address = site_address(page.own_address())
    blocks: list[Block] = [
        Sentence(_short(page.lead, longest * 2)),
        Heading(_("Wat we weten")),
        BulletList(tuple(known[:most])) if known else Notice(_("Nog niets met een bron.")),
        Heading(_("Wat we niet weten")),
        BulletList(
            tuple(Item(_short(one, longest)) for one in unknown[:most])
            if unknown
            else (Item(_("Hier schreef nog niemand iets over op.")),)
        ),
        Heading(_("Sinds wanneer")),
        Terms(_since(page, found, left, address)),
    ]
    return paper(
        page.title,
        _("Dossier op één blad"),
        blocks,
        organisation=page.organisation,
        url=address,
        spoken="nl" if get_language() == "en" else "",
    )


def _known(found: Shown, longest: int) -> list[Item]:
    """Every number of the dossier as a sentence, with its source and day."""
    items = []
    for part in found.parts:
        items += [Item(_short(text, longest), note=_short(part.source, 160)) for text in _said(part)]
    evidence = [Item(text, note=_short(found.known_source, 160)) for text in found.known]
    return [*items, *evidence]


def _said(part: Part) -> Sequence[str]:
    match part.kind:
        case "getal":
            value = part.content
            return [f"{value['number']}: {value['sentence']} {value['margin']}"]
        case "cijfers":
            place, figures = part.content
            return [f"{place[0]}, {one.name}: {one.value} ({one.year})" for one in figures[:2]]
        case "dialoog":
            line = _("%(agree)s van %(voted)s mensen zijn het eens met: %(text)s")
            return [
                line % {"agree": one.agree, "voted": one.voted, "text": one.text}
                for one in part.content[1][:2]
            ]
        case _:
            return []


def _since(page: DossierPage, found: Shown, left: int, address: str) -> tuple[tuple[str, str], ...]:
    looked = day(found.checked_on)
    if found.old:
        looked = _("%s; dat is langer dan een jaar geleden") % looked
    rows = [(_("Laatst nagekeken"), looked), (_("Gemaakt op"), day(timezone.localdate()))]
    if found.unknown_source:
        rows.append((_("Telling"), found.unknown_source))
    more = _("%(n)s punten meer, en alle stukken: %(url)s") % {"n": left, "url": address}
    rows.append((_("Alles staat op"), more if left else address))
    return tuple(rows)


def _short(text: str, longest: int) -> str:
    return str(Truncator(" ".join(text.split())).chars(longest))
