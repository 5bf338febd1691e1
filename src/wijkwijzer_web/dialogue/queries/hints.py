"""Before sending: does it hold a name or address, and did somebody say this before? Offers, never a block."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import caches

from wijkwijzer_web.dialogue.models import Dialogue, Message

if TYPE_CHECKING:
    from wijkwijzer.dialogue import DuplicateIndex

__all__ = ["Hints", "PersonalHint", "SimilarHint", "forget_words", "hints_for", "text_mark"]

SECONDS = 10
AT_A_TIME = 40  # messages that one request may add to the index: about a twentieth of a second
_indexes: dict[int, DuplicateIndex] = {}
_asked: set[int] = set()
_lock = threading.Lock()
INSTEAD = {
    "name": "iemand",
    "address": "een adres in de buurt",
    "phone": "een telefoonnummer",
    "email": "een e-mailadres",
    "bsn": "een persoonsnummer",
    "iban": "een rekeningnummer",
}
MOST = 2
LATEST = 3000  # messages that a new one is compared with


@dataclass(frozen=True, slots=True)
class PersonalHint:
    """Words that can be recognised, and what could stand there instead."""

    text: str
    proposal: str


@dataclass(frozen=True, slots=True)
class SimilarHint:
    """A message of somebody else that looks like this one and may be quoted."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What we would ask before sending; false when there is nothing to ask."""

    personal: tuple[PersonalHint, ...]
    similar: tuple[SimilarHint, ...]
    mark: str = ""

    def __bool__(self) -> bool:
        return bool(self.personal or self.similar)


def hints_for(dialogue: Dialogue, question: int, text: str) -> Hints:
    """Look at a text without keeping or logging it."""
    # The language models behind these take a second to load: only a process that gets a text needs them.
    from wijkwijzer.text.redaction.redact import find_personal_data

    personal = tuple(PersonalHint(find.text, INSTEAD[find.kind]) for find in find_personal_data(text))
    readable = dict(_readable(dialogue, question))
    alike = _index(question, readable).like(text, MOST)
    similar = tuple(SimilarHint(int(a.id), readable[int(a.id)]) for a in alike)
    return Hints(personal, similar, text_mark(text))


def text_mark(text: str) -> str:
    """What a form carries to say which text was looked at; nothing can be read from it."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def forget_words() -> None:
    """Let this process look again at once which messages may be offered (after somebody erased)."""
    with _lock:
        _indexes.clear()
        keys = [f"dialogue-readable:{question}" for question in _asked]
        _asked.clear()
    caches["local"].delete_many(keys)


def _index(question: int, readable: dict[int, str]) -> DuplicateIndex:
    """The messages of a question ready to compare with: a few more each time, so that nobody waits for all.

    An index that holds a message which may no longer be read is thrown away whole.
    """
    from wijkwijzer.dialogue import DuplicateIndex

    with _lock:
        index = _indexes.get(question)
        if index is None or not {int(each) for each in index.ids} <= readable.keys():
            index = _indexes[question] = DuplicateIndex([], [])
        known = {int(each) for each in index.ids}
        for number in [n for n in readable if n not in known][:AT_A_TIME]:
            index.add(str(number), readable[number])
        return index


def _readable(dialogue: Dialogue, question: int) -> list[tuple[int, str]]:
    cache, key = caches["local"], f"dialogue-readable:{question}"
    _asked.add(question)
    known: list[tuple[int, str]] | None = cache.get(key)
    if known is None:
        known = list(
            Message.objects.filter(
                dialogue=dialogue,
                question_id=question,
                statement=None,
                state=Message.State.VISIBLE,
                consent=Message.Consent.LITERAL,
            )
            .order_by("-event__position")
            .values_list("number", "shown_text")[:LATEST]
        )
        cache.set(key, known, SECONDS)
    return known
