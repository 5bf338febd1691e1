"""Counts that are public beside the votes and themes: of moderation, and of words that are not for everyone.

They are counted when a result is stored and read from it ever after. A live count would say, at every change,
what one more person did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, QuerySet

from wijkwijzer_web.dialogue.models import Dialogue, Message, Moderation

__all__ = ["PublicLog", "counts_beside", "log_in", "withheld_in"]


@dataclass(frozen=True, slots=True)
class PublicLog:
    """Counts for everyone: written, readable, hidden per reason, waiting, objections."""

    written: int = 0
    visible: int = 0
    waiting: int = 0
    hidden: int = 0
    objections: int = 0
    by_reason: tuple[tuple[str, int], ...] = ()

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """The reasons in words."""
        names = dict(Moderation.Reason.choices)
        return [(str(names.get(reason, "–")), count) for reason, count in self.by_reason]


def counts_beside(dialogue: Dialogue, position: int) -> dict[str, Any]:
    """What is stored with a result up to this place of the log."""
    written = Message.objects.filter(dialogue=dialogue, event__position__lte=position)
    return {"log": asdict(_log(written)), "withheld": _withheld(written)}


def log_in(aggregates: Mapping[str, Any] | None) -> PublicLog | None:
    """The log of moderation in a stored result; None before there is one."""
    found = (aggregates or {}).get("log")
    if found is None:
        return None
    return PublicLog(**{**found, "by_reason": tuple(map(tuple, found["by_reason"]))})


def withheld_in(aggregates: Mapping[str, Any] | None, *, question: int = 0, theme: int = 0) -> int:
    """How many messages of a stored result are not public: of a question, of a theme, or of all."""
    rows: list[tuple[int, int | None, int]] = (aggregates or {}).get("withheld", [])
    return sum(
        count
        for about, under, count in rows
        if (not question or about == question) and (not theme or under == theme)
    )


def _log(written: QuerySet[Message]) -> PublicLog:
    kept = written.exclude(state=Message.State.ERASED).prefetch_related("decisions")
    states: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    objections = 0
    for message in kept:
        states[message.state] += 1
        decisions = list(message.decisions.all())
        objections += sum(decision.objected for decision in decisions)
        if message.state == Message.State.HIDDEN and decisions:
            reasons[decisions[0].reason] += 1
    return PublicLog(
        written=sum(states.values()),
        visible=states[Message.State.VISIBLE],
        waiting=states[Message.State.WAITING],
        hidden=states[Message.State.HIDDEN],
        objections=objections,
        by_reason=tuple(reasons.most_common()),
    )


def _withheld(written: QuerySet[Message]) -> list[tuple[int, int | None, int]]:
    hushed = written.filter(state=Message.State.VISIBLE).exclude(consent=Message.Consent.LITERAL)
    rows = hushed.values_list("question", "theme__theme").annotate(count=Count("pk")).order_by()
    return [(question, theme, count) for question, theme, count in rows]
