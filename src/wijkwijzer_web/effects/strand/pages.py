"""An effect in the chain: on which figure it was measured, where and since when; the page tells the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Linked, Ref, Strand
from wijkwijzer_web.effects.measuring.pages import outcome

__all__ = ["KEY", "strand"]

KEY = re.compile(r"(?P<area>[A-Z]{2}\d{4,8}(-\d{4})?):(?P<indicator>[a-z0-9_]{1,60}):(?P<year>\d{4})")
"""Area, indicator and the year in which something began."""
TOLD = 3
"""Of how many effects in one answer the outcome is said: each is reckoned the first time somebody asks."""


def strand(asked: Sequence[str], refs: Sequence[Ref], actor: Any) -> Strand:
    """The measurements that these references name."""
    mine = [ref for ref in refs if ref.kind == "effect"]
    found = [_thing(ref, told=at < TOLD) for at, ref in enumerate(mine)]
    return Strand(tuple(thing for thing in found if thing is not None))


def _thing(ref: Ref, *, told: bool) -> Linked | None:
    key = KEY.fullmatch(ref.key)
    place = areas.place(key["area"]) if key else None
    name = areas.indicator_name(key["indicator"]) if key else ""
    if key is None or place is None or not name:
        return None
    asked = {"wijken": key["area"], "cijfer": key["indicator"], "van": key["year"]}
    title = _("Gemeten of er sinds %(year)s iets veranderde: %(what)s in %(where)s.") % {
        "year": key["year"],
        "what": name,
        "where": place.name,
    }
    said = outcome(key["indicator"], key["area"], int(key["year"])) if told else ""
    note = said or _("De uitkomst, met wat kleiner is dan te meten valt, staat op de pagina.")
    url = f"{reverse('effects:measure')}?{urlencode(asked)}"
    return Linked(ref, title, url, None, note, _("Effect gemeten"))
