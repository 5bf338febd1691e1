"""What the pages of advice show: to whom, what came back, and a bar from the advice to now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.report import Palette
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.rooms import Area, Panel
from wijkwijzer_web.programme.advice.queries import advice_on, silent_months, spans
from wijkwijzer_web.programme.models import Advice, AdviceStep
from wijkwijzer_web.programme.programmes.queries import Visitor

__all__ = ["ShownAdvice", "lead", "panels", "shown"]

_FILLS = {
    Advice.State.ISSUED: "url(#onbekend)",
    Advice.State.TAKEN: Palette.LIGHT,
    Advice.State.CHANGED: Palette.LIGHT,
    Advice.State.REFUSED: "#d6ccba",
    Advice.State.BUSY: Palette.MAIN,
    Advice.State.DONE: Palette.MAIN,
    Advice.State.STOPPED: Palette.PERIOD,
}
PAGE = 50
ON_AREA = 5


@dataclass(frozen=True, slots=True)
class ShownAdvice:
    """An advice as a row: its state in words, its bar, and the last that was said."""

    row: Advice
    months: int
    last: AdviceStep | None

    @property
    def silent(self) -> bool:
        """Whether the addressee never said anything."""
        return self.row.state == Advice.State.ISSUED

    @property
    def state(self) -> str:
        """The state in words; silence with its months."""
        if not self.silent:
            return str(Advice.State(self.row.state).label)
        if self.months < 1:
            return _("Nog geen antwoord")
        return ngettext(
            "Geen antwoord sinds %(n)s maand", "Geen antwoord sinds %(n)s maanden", self.months
        ) % {"n": self.months}

    @property
    def bar(self) -> SafeString:
        """The months from the advice to now; hatched where nothing was said."""
        rows = [(span.start, span.length, _FILLS[Advice.State(span.state)]) for span in spans(self.row)]
        drawn = format_html_join("", '<rect x="{}" width="{}" height="14" fill="{}"/>', rows)
        return format_html(
            '<svg class="ww-strip ww-asje" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" '
            'aria-label="{}">{}</svg>',
            self.story,
            drawn,
        )

    @property
    def story(self) -> str:
        """The bar in words."""
        said = [_("uitgebracht op %s") % written_day(self.row.issued_on)]
        said += [
            f"{Advice.State(step.state).label} ({written_day(step.on)})" for step in self.row.steps.all()
        ]
        return ", ".join([*said, self.state] if self.silent else said)


def shown(rows: Iterable[Advice]) -> list[ShownAdvice]:
    """Advice as rows, in the order that was given."""
    return [ShownAdvice(row, silent_months(row), next(reversed(list(row.steps.all())), None)) for row in rows]


def lead(rows: QuerySet[Advice]) -> str:
    """The state of all advice in one sentence."""
    counts = Counter(rows.values_list("state", flat=True))
    total = sum(counts.values())
    if not total:
        return _("Er is nog geen advies uitgebracht.")
    said = [
        (counts[Advice.State.DONE], _("gedaan")),
        (counts[Advice.State.BUSY], _("bezig")),
        (counts[Advice.State.TAKEN] + counts[Advice.State.CHANGED], _("overgenomen")),
        (counts[Advice.State.REFUSED], _("niet overgenomen")),
        (counts[Advice.State.STOPPED], _("gestopt")),
        (counts[Advice.State.ISSUED], _("zonder antwoord")),
    ]
    return ", ".join(f"{n} {word}" for n, word in said if n) + "."


def panels(area: Area, actor: Visitor) -> list[Panel]:
    """The advice about a wijk on its page."""
    rows = shown(advice_on(area.key)[:ON_AREA])
    if not rows and area.level != "wijk":
        return []
    context = {"rows": rows, "area": area}
    return [
        Panel(
            "advies",
            _("Welk advies kreeg deze wijk?"),
            500,
            template="programme/deel_advies.html",
            context=context,
        )
    ]
