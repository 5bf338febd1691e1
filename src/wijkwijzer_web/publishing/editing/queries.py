"""What a version says now, which sentences may be put in other words, and the state a form was made from."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer.report import (
    Document,
    Editable,
    Paragraph,
    Sentence,
    editable,
    from_json,
    plain,
    walk,
    with_edits,
    without,
)
from wijkwijzer_web.publishing.models import Publication

__all__ = [
    "ChangedError",
    "as_it_reads",
    "foreign_numbers",
    "refuse_older",
    "repeats",
    "sentences",
    "state_of",
    "version_of",
]

# An editor's sentence that repeats so much of somebody's words, whole, is theirs. Less is anybody's.
LONG_ENOUGH = 20
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


class ChangedError(Exception):
    """Somebody else saved in between: nothing is stored, and the second one sees both (409)."""

    def __init__(self) -> None:
        super().__init__(_("Iemand anders bewaarde intussen iets. Kijk wat er nu staat, en bewaar opnieuw."))


def version_of(*state: Any) -> str:
    """A short fingerprint of what a form shows, to send along with it.

    >>> version_of("titel", 3) == version_of("titel", 3), version_of("titel", 4) == version_of("titel", 3)
    (True, False)
    """
    text = json.dumps(state, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_older(sent: str, *state: Any) -> None:
    """Refuse a form that was made from another state; a form without a version is one of a script."""
    if sent and sent != version_of(*state):
        raise ChangedError


def state_of(publication: Publication) -> tuple[object, ...]:
    """What the form of a draft shows: its own words, and how much was withdrawn from under it."""
    return (publication.version, publication.edits, publication.withdrawn)


def as_it_reads(
    publication: Publication, gone: Collection[str], instead: str, language: str = ""
) -> Document:
    """The document with own words in place, and without the words of these ids; Dutch when it has no other.

    Own words stay as the editor wrote them, in every language.
    """
    document = from_json(publication.translations.get(language) or publication.document)
    return with_edits(without(document, gone, instead), publication.edits)


def sentences(publication: Publication) -> list[tuple[Editable, str]]:
    """The sentences in reading order, each with the words that an editor put in its place."""
    return [(one, publication.edits.get(one.id, "")) for one in editable(from_json(publication.document))]


def foreign_numbers(document: Document, block: str, own: str, figures: Iterable[str] = ()) -> list[str]:
    """The numbers in own words that stand neither in the sentence they replace nor in what it rests on.

    `figures` are numbers that the domain knows of those sources; written-out words are not numbers here.

    >>> import datetime
    >>> from wijkwijzer.report import Meta
    >>> made = Sentence("Twaalf mensen (40%) noemen “een plek”.", id="3")
    >>> document = Document("De Kade", Meta(datetime.date(2025, 11, 21)), (made,))
    >>> foreign_numbers(document, "3", "Dat zeggen 200 mensen (99%), niet 40%.")
    ['200', '99']
    """
    found = next(b for b in walk(document) if isinstance(b, Sentence | Paragraph) and b.id == block)
    known = {*_numbers(plain(found.content)), *(n for figure in figures for n in _numbers(figure))}
    return list(dict.fromkeys(number for number in _numbers(own) if number not in known))


def repeats(own: str, texts: Iterable[str]) -> bool:
    """Whether own words repeat one of these texts whole, as far as it is long enough to be recognised.

    >>> repeats("Zij zei: “Een vaste plek, elke dag open.”", ["een vaste plek, elke dag open."])
    True
    >>> repeats("Geld helpt, ja.", ["geld", "ja", "e"])
    False
    """
    words = " ".join(own.casefold().split())
    found = (" ".join(text.casefold().split()) for text in texts)
    return any(len(text) >= LONG_ENOUGH and text in words for text in found)


def known_blocks(publication: Publication) -> set[str]:
    """The ids that own words may stand at; none when the document cannot be read any more."""
    try:
        return {one.id for one, _own in sentences(publication)}
    except InputError:
        return set()


def _numbers(text: str) -> list[str]:
    return [found.replace(".", "").replace(",", ".") for found in _NUMBERS.findall(text)]
