"""Near-duplicates, kinder words, and the record that a personal link opens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.knowledge.models import Contributor, KnowledgeRecord, Revision
from wijkwijzer_web.knowledge.search.queries import ask

if TYPE_CHECKING:
    from wijkwijzer.text.readability import Hint as Plainer

__all__ = [
    "Hint",
    "askable",
    "askable_rows",
    "by_token",
    "hints",
    "look_alikes",
    "named",
    "newest_data",
    "opened_here",
    "places_of",
    "plainer",
    "state_of",
]

MOST = 3
MINE = "mijn_stukken"


def by_token(token: str) -> Contributor | None:
    """Whose link this is."""
    return Contributor.objects.select_related("record").filter(token_hash=token_fingerprint(token)).first()


def askable_rows() -> QuerySet[Contributor]:
    """Who left a public record and said yes to questions about it less than a year ago, the newest first."""
    rows = Contributor.objects.filter(
        may_be_asked=True, asked_until__gte=timezone.localdate(), record__public=True
    )
    return rows.exclude(address="").select_related("record").order_by("-made_at")


def askable(area: str) -> list[tuple[str, str]]:
    """Who left a public record about an area and may be asked: address and title, each address once."""
    rows = askable_rows().filter(record__values__facet="gebied", record__values__value=area).distinct()
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row.address.casefold(), row.record.title)
    return list(found.items())


def opened_here(session: Mapping[str, Any], number: int) -> bool:
    """Whether this browser opened the personal link of a record."""
    return number in session.get(MINE, [])


def newest_data(row: KnowledgeRecord) -> dict[str, Any]:
    """The record as its writer last wanted it: the change that waits, or what it says now."""
    waiting = row.revisions.filter(status=Revision.Status.WAITING).order_by("-number").first()
    return dict(waiting.data if waiting else row.data)


def state_of(row: KnowledgeRecord) -> tuple[object, ...]:
    """What the form of its writer was made from."""
    return (row.version, newest_data(row))


def look_alikes(kind: str, text: str) -> list[KnowledgeRecord]:
    """Public records of this kind that say nearly the same: "is it one of these?"."""
    if len(text.strip()) < 12:
        return []
    keys = ask(text[:400], kind=kind).keys[: 4 * MOST]  # some may have been withdrawn a moment ago
    rows = {row.key: row for row in KnowledgeRecord.objects.filter(public=True, kind=kind, key__in=keys)}
    return [rows[key] for key in keys if key in rows][:MOST]


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that says more than it means, and what to write instead."""

    word: str
    instead: str
    why: str


@cache
def _words() -> list[dict[str, str]]:
    text = (Path(__file__).parent / "woorden.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["woord"]
    assert isinstance(found, list)
    return found


def hints(text: str) -> list[Hint]:
    """Words in a text for which there is a better one, as they stand there; each part of the text once."""
    found, taken = list[Hint](), set[int]()
    for one in _words():
        spot = re.search(rf"\b{re.escape(one['staat'])}\w*", text, re.IGNORECASE)
        if spot is None or taken & set(range(*spot.span())):
            continue
        taken |= set(range(*spot.span()))
        found.append(Hint(spot[0], one["liever"], one["want"]))
    return found


def plainer(text: str) -> list[Plainer]:
    """What reads hard: long sentences and words of office, the first few."""
    from wijkwijzer.text.readability import assess

    return [one for one in assess(text).hints if one.kind != "lijdend"][:MOST]


def named(text: str, longest: int = 90) -> str:
    """A title from the first sentence."""
    first = re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0].rstrip(".")
    return first if len(first) <= longest else first[: first.rfind(" ", 0, longest)].rstrip(",;:") + " …"


def places_of(text: str) -> list[dict[str, str]]:
    """The area that was meant, with its code when that is sure."""
    found = areas.which_place(text, ("gemeente", "wijk", "buurt", "gebied"))
    return [{"naam": found.name, "code": found.key} if found and _is_code(found.key) else {"naam": text}]


def _is_code(key: str) -> bool:
    return re.fullmatch(r"GM\d{4}|WK\d{4}\w{2}|BU\d{4}\w{4}", key) is not None
