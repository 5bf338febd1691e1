"""What is new and what waits in some areas, out of the chain of all rooms and the releases of figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.rooms import Linked, Strand

if TYPE_CHECKING:
    from wijkwijzer_web.core.rooms import Visitor

__all__ = ["MOST", "Now", "address_of", "came", "chosen", "now_in", "now_in_gemeente", "waits"]

MOST = 5
"""Areas in one choice: more is a gemeente, which has a page of its own."""
LEVELS = ("wijk", "buurt", "gebied", "gemeente")
RECENT = datetime.timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands in one area: figures that changed, what came of late, and what waits for somebody."""

    place: areas.Place
    url: str
    changes: tuple[areas.FigureChange, ...]
    came: tuple[Linked, ...]
    waits: tuple[Linked, ...]
    compared: bool = True


def chosen(codes: Iterable[str]) -> list[areas.Place]:
    """The areas of a choice, each once, as far as they exist; no more than `MOST`."""
    found = areas.places([code.strip().upper()[:40] for code in codes][: 4 * MOST])
    return list({one.key: one for one in found if one.level in LEVELS}.values())[:MOST]


def address_of(places: Sequence[areas.Place], name: str = "portal:mine") -> str:
    """The address of a page about this choice, with the same order whatever the order of choosing."""
    codes = sorted(one.key for one in places)
    return reverse(name) + (f"?{urlencode({'wijk': codes}, doseq=True)}" if codes else "")


def came(strand: Strand, today: datetime.date | None = None) -> tuple[Linked, ...]:
    """What happened in the last three months, the newest first."""
    until = today or timezone.localdate()
    found = [
        one
        for one in strand.things
        if one.title and not one.planned and one.on is not None and until - RECENT <= one.on <= until
    ]
    return tuple(sorted(found, key=lambda one: (one.on or until, one.title), reverse=True))


def waits(strand: Strand) -> tuple[Linked, ...]:
    """What nobody answered, did or wrote down yet, the oldest first."""
    found = [one for one in strand.things if one.title and one.loose]
    return tuple(sorted(found, key=lambda one: (one.on or datetime.date.max, one.title)))


def now_in(places: Sequence[areas.Place], changed: areas.Compared, actor: Visitor) -> list[Now]:
    """How it stands in each of these areas; `changed` holds what changed in their figures."""
    found = []
    for place in places:
        strand = weaving.woven([place.key], [], actor)
        url, figures = areas.address_of(place.key), changed.figures.get(place.key, ())
        found.append(Now(place, url, figures, came(strand), waits(strand), place.key in changed.figures))
    return found


def now_in_gemeente(place: areas.Place, changed: areas.Compared, actor: Visitor) -> Now:
    """The same for a gemeente with all its wijken together; the figures are those of the gemeente."""
    inside = [one.key for level in ("wijk", "gebied") for one in areas.parts_of(place.key, level)]
    strand = weaving.woven([place.key, *inside], [], actor)
    figures = changed.figures.get(place.key, ())
    url = areas.address_of(place.key)
    return Now(place, url, figures, came(strand), waits(strand), place.key in changed.figures)
