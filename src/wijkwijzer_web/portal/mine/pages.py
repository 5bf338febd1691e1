"""*Mijn wijken* in sentences: what changed since the last release, what came, what waits."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Area, Door, Panel
from wijkwijzer_web.portal.chain.pages import LooseEnd, Step, day_text, steps
from wijkwijzer_web.portal.mine.queries import LEVELS, Now, address_of, chosen, now_in_gemeente

__all__ = ["ShownNow", "doors", "hits", "panels", "release_sentence", "shown"]

SHOWN = 8
KEPT = 300  # seconds: the sentence counts, and holds no words of anybody


@dataclass(frozen=True, slots=True)
class ShownNow:
    """One area on the page; `more` counts what did not fit."""

    place: areas.Place
    url: str
    lead: str
    changes: tuple[areas.FigureChange, ...]
    compared: bool
    came: tuple[Step, ...]
    more_came: int
    waits: tuple[LooseEnd, ...]
    more_waits: int


def shown(rows: Sequence[Now]) -> list[ShownNow]:
    """Areas as the page shows them."""
    return [_shown(row) for row in rows]


def _shown(row: Now) -> ShownNow:
    waits = tuple(
        LooseEnd(one.label, one.title, one.loose, one.url, day_text(one.on)) for one in row.waits[:SHOWN]
    )
    return ShownNow(
        row.place,
        row.url,
        _lead(row),
        row.changes[:SHOWN],
        row.compared,
        tuple(step for step in steps(row.came[:SHOWN]) if step.state != "loose"),
        max(0, len(row.came) - SHOWN),
        waits,
        max(0, len(row.waits) - SHOWN),
    )


def _lead(row: Now) -> str:
    """All in one sentence, for who reads no further."""
    figures, events, waits = len(row.changes), len(row.came), len(row.waits)
    if not (figures or events or waits):
        return _("Er kwam niets bij en er wacht niets, voor zover het is opgeschreven.")
    changed = ngettext("%(n)s cijfer veranderde", "%(n)s cijfers veranderden", figures) % {"n": figures}
    parts = (
        *([changed] if row.compared else []),
        ngettext("%(n)s ding gebeurde in drie maanden", "%(n)s dingen gebeurden in drie maanden", events)
        % {"n": events},
        ngettext("%(n)s ding wacht op iemand", "%(n)s dingen wachten op iemand", waits) % {"n": waits},
    )
    return f"{', '.join(parts)}."


def release_sentence(days: tuple[datetime.date, datetime.date] | None) -> str:
    """Between which two releases figures are compared."""
    if days is None:
        return _("Dit is de eerste uitgave met cijfers op deze site. Er is nog niets om mee te vergelijken.")
    now, then = (date_format(day, "j F Y") for day in days)
    return _("De cijfers van %(now)s naast die van %(then)s.") % {"now": now, "then": then}


def hits(asked: str, places: Sequence[areas.Place]) -> list[tuple[areas.Place, str]]:
    """Areas that may be meant, each with the address that adds it."""
    codes = [one.key for one in places]
    found = [one for one in areas.places_like(asked, LEVELS) if one.key not in codes]
    return [(one, address_of(chosen([*codes, one.key]))) for one in found]


def panels(area: Area, actor: Any) -> list[Panel]:
    """How it stands in a gemeente, in a sentence; and on the page of a wijk nothing: all of it is there."""
    if area.level != "gemeente" or (place := areas.place(area.key)) is None:
        return []
    key = f"gemeente-nu:{area.key}:{areas.release_id()}:{get_language()}"
    lead, release = cache.get_or_set(key, lambda: _sentences(place), KEPT) or _sentences(place)
    url = reverse("portal:gemeente-now", args=[slugify(place.name)])
    context = {"lead": lead, "url": url, "mine": reverse("portal:mine"), "release": release}
    title = _("Wat veranderde, en wat wacht?")
    return [Panel("nu", title, 50, template="portal/mine/gemeente_deel.html", context=context)]


def _sentences(place: areas.Place) -> tuple[str, str]:
    """How it stands in a gemeente, and what was compared for it."""
    changed = areas.changed_figures([place.key])
    return _lead(now_in_gemeente(place, changed, AnonymousUser())), release_sentence(changed.days)


def doors() -> list[Door]:
    """The way in on the front page."""
    text = _("Wat veranderde sinds de vorige cijfers, wat gebeurde er, en wat wacht nog? Zonder account.")
    return [Door("mijn-wijken", _("Mijn wijken"), text, reverse("portal:mine"), 450, "wijk")]
