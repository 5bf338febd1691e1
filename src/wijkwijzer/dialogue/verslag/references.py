"""References of a verslag: the ids that a sentence rests on, and what each of them resolves to.

`bericht:ID` is a message, `stelling:ID` all votes on a statement, `oordeel:ITEM` all ratings of an item,
`thema:ONDERWERP:VRAAG:THEMA` the messages under a theme, `volgorde:VRAAG` all rankings of a question,
`berichten` every visible message, `stemmen` every vote and `gegevens` the files themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

__all__ = [
    "FILES",
    "MESSAGES",
    "VOTES",
    "message_ref",
    "message_refs",
    "ranking_ref",
    "rating_ref",
    "statement_ref",
    "theme_ref",
]

MESSAGES, VOTES, FILES = "berichten", "stemmen", "gegevens"


def _reference(kind: str, identity: object) -> str:
    return f"{kind}:{quote(str(identity), safe='')}"


def message_ref(identity: str) -> str:
    """The reference of one message.

    Examples
    --------
    >>> message_ref("dn 1")
    'bericht:dn%201'
    """
    return _reference("bericht", identity)


def message_refs(identities: Iterable[str]) -> tuple[str, ...]:
    """References of messages, sorted."""
    return tuple(message_ref(identity) for identity in sorted(identities))


def statement_ref(identity: object) -> str:
    """The reference of all votes on a statement."""
    return _reference("stelling", identity)


def rating_ref(item: object) -> str:
    """The reference of all ratings of an item."""
    return _reference("oordeel", item)


def ranking_ref(question: object) -> str:
    """The reference of all rankings of a question."""
    return _reference("volgorde", question)


def theme_ref(topic: str, question: str, theme: str) -> str:
    """The reference of a theme: what is named under one question of one topic.

    Examples
    --------
    >>> theme_ref("Wonen", "Wat helpt?", "plek")
    'thema:Wonen:Wat%20helpt%3F:plek'
    """
    return ":".join(("thema", *(quote(part, safe="") for part in (topic, question, theme))))
