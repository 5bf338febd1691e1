"""What home and search show, out of every room that is installed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import reverse

from wijkwijzer_web.areas.names import Hit, Place, fold
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.areas.service import Postcode, at_postcode
from wijkwijzer_web.core import rooms

__all__ = [
    "Activity",
    "SearchResult",
    "activities",
    "by_kind",
    "examples",
    "letters",
    "names_meant",
    "search",
]

POSTCODE = re.compile(r"^\s*[1-9]\d{3}\s*([a-z]{2})?\s*$", re.IGNORECASE)


NEARLY = 90.0  # of 100: a name that resembles the question this much was meant


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that people come here for, with where it starts."""

    icon: str
    title: str
    text: str
    url: str


def activities() -> list[Activity]:
    """What people can do here: `activities` of every installed app, so only what works."""
    found = [one for room in rooms.rooms() for one in room.activities]
    return [Activity(one.icon, str(one.title), str(one.text), reverse(one.url_name)) for one in found]


def examples(shown: Current) -> list[Place]:
    """Two places to try the search with: a wijk in the middle of the alphabet, and its gemeente."""
    wijken = shown.names.at_level("wijk")
    if not wijken:
        return []
    wijk = next((p for p in wijken if p.name == "De Spoordijk"), wijken[len(wijken) // 2])
    gemeente = shown.names.by_key.get(wijk.gemeente_key)
    return [wijk, gemeente] if gemeente else [wijk]


def letters(shown: Current) -> list[str]:
    """The letters that a gemeente begins with."""
    return sorted({fold(place.name)[:1].upper() for place in shown.names.at_level("gemeente")})


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a question found; `is_postcode` when it can only be answered by figures that know postcodes.

    `postcode` is None when these figures know none.
    """

    question: str
    hits: list[Hit]
    is_postcode: bool
    postcode: Postcode | None = None


def search(shown: Current, question: str) -> SearchResult:
    """Areas by name, by former name or by code, with typing errors forgiven."""
    question = " ".join(question.split())[:100]
    if POSTCODE.match(question):
        return SearchResult(question, [], True, at_postcode(question))
    return SearchResult(question, shown.names.search(question), False)


def by_kind(found: list[rooms.Found]) -> list[tuple[str, list[rooms.Found]]]:
    """Hits in groups of one kind; the kind with the best hit first."""
    groups: dict[str, list[rooms.Found]] = {}
    for hit in found:
        groups.setdefault(hit.kind, []).append(hit)
    return list(groups.items())


def names_meant(hits: list[Hit], *, has_more: bool) -> list[Hit]:
    """The areas that were meant. A question in words resembles many names a little: when something else
    answers it, only names that are nearly what was typed stay, and not more than five."""
    return [hit for hit in hits if hit.score >= NEARLY][:5] if has_more else hits
