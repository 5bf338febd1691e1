"""Both sides beside each other: what people think of an assumption, in counts of ten or more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkwijzer.desk import divided
from wijkwijzer.disclosure import SMALLEST, in_tens
from wijkwijzer_web.desk.models import Assumption, Opinion, Remedy

__all__ = ["Answers", "Believed", "Helped", "believed", "helped"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What one side answered: each answer with its people, None where too few to show."""

    side: str
    people: int | None
    parts: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Helped:
    """A remedy, and what may be shown of its people: numbers in words, and who said that trust came back.

    `trust` is None when it was not asked again, and empty when there are too few to show.
    """

    remedy: Remedy
    before: str
    after: str
    trust: str | None


@dataclass(frozen=True, slots=True)
class Believed:
    """An assumption with both sides, what contradicts it, and what was done."""

    assumption: Assumption
    sides: Sequence[Answers]
    remedies: Sequence[Helped]


def believed() -> list[Believed]:
    """Every assumption; two questions to the database for all of them."""
    rows = Assumption.objects.prefetch_related("remedies", "opinions")
    return [
        Believed(one, [_answers(one, side) for side in Opinion.Side], list(map(helped, one.remedies.all())))
        for one in rows
    ]


def helped(remedy: Remedy) -> Helped:
    """What everybody may read of a remedy; a number under ten is told as such."""
    asked, yes = remedy.trust_asked, remedy.trust_yes or 0
    trust = None
    if asked:
        alone = divided({"ja": yes, "nee": asked - yes})
        trust = str(yes) if len(alone) > 1 else ""
    return Helped(remedy, _few(remedy.before), _few(remedy.after), trust)


def _few(people: int | None) -> str:
    if people is None:
        return "?"
    return str(people) if people >= SMALLEST else _("minder dan tien")


def _answers(assumption: Assumption, side: Opinion.Side) -> Answers:
    """Counts move by ten people: only whole tens of answers, in order of coming, are shown."""
    given = sorted((o.pk, o.answer) for o in assumption.opinions.all() if o.side == side)
    shown: Counter[tuple[str, ...]] = Counter()
    whole = in_tens(len(given))
    for begin in range(0, whole, SMALLEST):
        block = Counter(dict.fromkeys(Opinion.Answer.values, 0))
        block.update(answer for _pk, answer in given[begin : begin + SMALLEST])
        for part in divided(block):
            shown[part.opgaven] += part.people
    return Answers(str(side.label), whole or None, [(_words(key), n) for key, n in shown.items()])


def _words(answers: tuple[str, ...]) -> str:
    return " / ".join(str(Opinion.Answer(answer).label) for answer in answers)
