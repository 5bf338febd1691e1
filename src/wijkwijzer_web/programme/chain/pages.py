"""What the wijk page shows of opgaven and inzetten: what is asked, what runs, what it brought; gaps stay
visible.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.programme import months_between
from wijkwijzer_web.core.rooms import Area, Linked, Panel
from wijkwijzer_web.programme.chain.queries import opgaven_on
from wijkwijzer_web.programme.models import Effort, Opgave
from wijkwijzer_web.programme.programmes.queries import Visitor

__all__ = ["ShownEffort", "ShownOpgave", "panels", "shown"]

WITHOUT_RESULT = 6
"""Months after which an ended inzet without a result is a loose end."""


@dataclass(frozen=True, slots=True)
class ShownEffort:
    """An inzet with what is loose about it; an empty text when nothing is."""

    row: Effort
    loose: str
    effects: tuple[Linked, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether it runs today."""
        return self.row.ends_on is None or self.row.ends_on >= timezone.localdate()


@dataclass(frozen=True, slots=True)
class ShownOpgave:
    """An opgave with its inzetten; `loose` says that nothing was done for it yet."""

    row: Opgave
    efforts: list[ShownEffort]
    loose: str


def shown(row: Opgave, effects: Mapping[int, Sequence[Linked]] | None = None) -> ShownOpgave:
    """An opgave as pages show it, with what is known of `effects` per inzet."""
    today, told = timezone.localdate(), effects or {}
    efforts = [
        ShownEffort(effort, _loose(effort, today), tuple(told.get(effort.pk, ())))
        for effort in row.efforts.all()
    ]
    nothing = "" if efforts or row.ended_on else _("Hier is nog geen inzet voor.")
    return ShownOpgave(row, efforts, nothing)


def _loose(effort: Effort, today: datetime.date) -> str:
    outcomes = list(effort.outcomes.all())
    if not outcomes:
        ended = effort.ends_on is not None and months_between(effort.ends_on, today) >= WITHOUT_RESULT
        return _("Wat dit bracht, is niet vastgelegd.") if ended else ""
    if not any(outcome.lessons.all() for outcome in outcomes):
        return _("Wat we hiervan leerden, is niet vastgelegd.")
    return ""


def panels(area: Area, actor: Visitor) -> list[Panel]:
    """Opgaven and what was done for them, on the page of a wijk."""
    rows = [shown(row) for row in opgaven_on(area)]
    if not rows and area.level != "wijk":
        return []
    context = {"rows": rows, "area": area}
    title = _("Wat vraagt deze wijk, en wat loopt er?")
    return [Panel("opgaven", title, 200, template="programme/deel_opgaven.html", context=context)]
