"""Who does what for which opgave: gaps, doubles, one party that carries all, and the State.

Parties are words that people typed ("Dijkwonen, bewoners en het Rijk"); the same party in other capitals or
with an article is one party. Nothing here says who should do something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Interplay", "Work", "interplay", "is_state", "parties_in"]

_ARTICLE = re.compile(r"^(?:de|het|een|the)\s+", re.IGNORECASE)
_APART = re.compile(r"\s*(?:[,;/]|\ben\b|\bmet\b|\band\b)\s*", re.IGNORECASE)
_STATE = re.compile(
    r"\b(?:rijk|rijks\w*|ministerie\w*|minister|bzk|vws|szw|ocw|nplv|j\s?&\s?v)\b", re.IGNORECASE
)
LEAST_WORK = 3
"""With fewer inzetten than this nobody carries all."""


@dataclass(frozen=True, slots=True)
class Work:
    """One running inzet: the opgave it is for, who does it, and who joins in."""

    opgave: int
    what: str
    carrier: str
    parties: tuple[str, ...] = ()
    money: str = ""


@dataclass(frozen=True, slots=True)
class Interplay:
    """What stands out between opgaven and parties.

    `gaps` are opgaven without anything running, `doubles` those for which several work without naming each
    other, `carries_all` is the party without which most would stop, `state` is what the State takes part in.
    """

    parties: tuple[str, ...]
    gaps: tuple[int, ...]
    doubles: tuple[tuple[int, tuple[str, ...]], ...]
    carries_all: str
    carried: int
    state: tuple[Work, ...]


def parties_in(text: str) -> tuple[str, ...]:
    """Return the parties that were typed in one line, each once.

    Examples
    --------
    >>> parties_in("Dijkwonen, bewoners en het Rijk; dijkwonen")
    ('Dijkwonen', 'bewoners', 'het Rijk')
    """
    found: dict[str, str] = {}
    for part in _APART.split(text):
        name = " ".join(part.split()).strip(".")
        if name:
            found.setdefault(_same(name), name)
    return tuple(found.values())


def _same(name: str) -> str:
    return _ARTICLE.sub("", name).casefold()


def is_state(name: str) -> bool:
    """Whether a party or a source of money is the State or one of its ministries.

    Examples
    --------
    >>> [is_state(name) for name in ("het Rijk", "ministerie van BZK", "gemeente Rijkswijk", "Rijksbijdrage")]
    [True, True, False, True]
    """
    return any(
        not part.casefold().startswith("rijkswijk") for part in (m.group() for m in _STATE.finditer(name))
    )


def interplay(opgaven: Sequence[int], running: Sequence[Work]) -> Interplay:
    """Return what stands out.

    Parameters
    ----------
    opgaven : keys of the open opgaven.
    running : inzetten that run now.

    Examples
    --------
    >>> found = interplay([1, 2], [Work(1, "koffie", "De Wissel"), Work(1, "thee", "Dijkwonen")])
    >>> found.gaps, found.doubles
    ((2,), ((1, ('De Wissel', 'Dijkwonen')),))
    """
    names: dict[str, str] = {}
    for work in running:
        for name in (work.carrier, *work.parties):
            names.setdefault(_same(name), name)
    served = {work.opgave for work in running}
    carrier, count = _most(running)
    return Interplay(
        tuple(sorted(names.values(), key=str.casefold)),
        tuple(key for key in opgaven if key not in served),
        tuple(
            (key, apart)
            for key in opgaven
            if (apart := _apart([work for work in running if work.opgave == key]))
        ),
        names[carrier] if carrier else "",
        count,
        tuple(w for w in running if any(map(is_state, (w.carrier, w.money, *w.parties)))),
    )


def _apart(works: Sequence[Work]) -> tuple[str, ...]:
    """Carriers for one opgave that do not name each other; empty when there are not two."""
    found: dict[str, str] = {}
    for work in works:
        others = [other for other in works if _same(other.carrier) != _same(work.carrier)]
        known = {_same(name) for name in work.parties}
        strangers = [
            other
            for other in others
            if _same(other.carrier) not in known and _same(work.carrier) not in map(_same, other.parties)
        ]
        if strangers:
            found.setdefault(_same(work.carrier), work.carrier)
    return tuple(found.values()) if len(found) > 1 else ()


def _most(running: Sequence[Work]) -> tuple[str, int]:
    """The carrier of more than half of what runs, when that are three inzetten or more."""
    counts: dict[str, int] = {}
    for work in running:
        counts[_same(work.carrier)] = counts.get(_same(work.carrier), 0) + 1
    best = max(counts, key=lambda name: (counts[name], name), default="")
    if not best or counts[best] < LEAST_WORK or 2 * counts[best] <= len(running):
        return "", 0
    return best, counts[best]
