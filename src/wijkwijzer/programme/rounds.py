"""Whom to invite next: two or three of a city, others each time, and who was there before is asked last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wijkwijzer.errors import InputError

__all__ = ["MOST_SEATS", "Answered", "Candidate", "next_round"]

MOST_SEATS = 3
"""People of one city at one meeting (the seed: two or three)."""


Answered = Literal["", "wacht", "ja", "nee"]
"""What somebody said to one meeting: not asked, asked and waiting, yes or no."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a city may send.

    ``been`` is how many earlier meetings they said yes to; ``answer`` what they said to this one.
    """

    key: str
    what: str = ""
    been: int = 0
    answer: Answered = ""


def next_round(people: Sequence[Candidate], seats: int = 2) -> tuple[str, ...]:
    """Return the keys of whom to ask now, of one city, for the seats that are not taken or waited for.

    Who was there least comes first; of those, somebody who does something else than who comes already; then
    the order of the list.

    Raises
    ------
    InputError
        When ``seats`` is not 1, 2 or 3.

    Examples
    --------
    >>> a, b, c = Candidate("a", "wonen", been=1), Candidate("b", "zorg"), Candidate("c", "zorg")
    >>> next_round([a, b, c])
    ('b', 'c')
    >>> next_round([a, Candidate("b", "zorg", answer="ja"), Candidate("c", "zorg"), Candidate("d", "geld")])
    ('d',)
    >>> next_round([a, Candidate("b", answer="nee"), Candidate("c", answer="wacht")], 1)
    ()
    """
    if not 1 <= seats <= MOST_SEATS:
        raise InputError("Nodig per stad een, twee of drie mensen uit.")
    taken = [each for each in people if each.answer in ("ja", "wacht")]
    does = {each.what.casefold() for each in taken if each.what}
    left = [each for each in people if not each.answer]
    chosen: list[str] = []
    while left and len(taken) + len(chosen) < seats:
        first = min(left, key=lambda each: (each.been, each.what.casefold() in does, people.index(each)))
        left.remove(first)
        chosen.append(first.key)
        does.add(first.what.casefold())
    return tuple(chosen)
