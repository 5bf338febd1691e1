"""Check a verslag: every sentence has references, every reference resolves, every question and message is
covered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wijkwijzer.dialogue.verslag.gather import Verslag
from wijkwijzer.dialogue.verslag.references import (
    FILES,
    MESSAGES,
    VOTES,
    message_ref,
    ranking_ref,
    rating_ref,
    statement_ref,
)
from wijkwijzer.report import (
    BulletList,
    Document,
    Paragraph,
    Quote,
    Row,
    Rows,
    Sentence,
    plain,
    walk,
)
from wijkwijzer.text.redaction.redact import redact

__all__ = ["Claim", "check_verslag", "claims", "references_json"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a document and the references it rests on."""

    text: str
    refs: tuple[str, ...]


def claims(document: Document) -> Iterator[Claim]:
    """Every sentence, list item, row and quote of a document, in reading order."""
    for block in walk(document):
        match block:
            case Sentence() | Paragraph():
                yield Claim(plain(block.content), block.refs)
            case BulletList():
                yield from (Claim(plain(item.content), item.refs) for item in block.items)
            case Quote():
                yield Claim(block.text, block.refs)
            case Rows():
                for row in block.rows:
                    if isinstance(row, Row):
                        yield Claim(f"{plain(row.label)}: {plain(row.words)}", row.refs)
            case _:
                pass


def known_references(verslag: Verslag) -> dict[str, dict[str, Any]]:
    """Every reference with what the public may see of it: text, or that it is withheld; counts of votes."""
    known: dict[str, dict[str, Any]] = {
        FILES: {"files": dict(verslag.checksums)},
        MESSAGES: {"messages": len(verslag.messages)},
    }
    for identity, message in verslag.messages.items():
        themed = verslag.themed.get(identity)
        known[message_ref(identity)] = {
            "question": message.question,
            "theme": themed.theme if themed else None,
            "text": redact(message.text) if message.quotable else None,
            "public": message.quotable,
        }
    if verslag.analysis is not None:
        known[VOTES] = {"votes": len(verslag.analysis.votes.rows), "people": verslag.analysis.votes.n}
        for statement, found in verslag.public.items():
            agree, passed, disagree = found.everyone or (None, None, None)
            known[statement_ref(statement)] = {"agree": agree, "disagree": disagree, "pass": passed}
    if verslag.dialogue is not None:
        known.setdefault(VOTES, {"votes": 0, "people": 0})
        for item in verslag.dialogue.ratings["item"].unique().to_list():
            rated = verslag.dialogue.ratings.filter(verslag.dialogue.ratings["item"] == item)
            known[rating_ref(item)] = {"ratings": rated["participant"].n_unique()}
        for question in verslag.dialogue.rankings["question"].fill_null("").unique().to_list():
            known[ranking_ref(question)] = {"rankings": True}
    return known


def check_verslag(document: Document, verslag: Verslag) -> dict[str, Any]:
    """Count what holds: sentences, those that resolve, questions and visible messages covered.

    A message is covered when a row, quote or sentence about a theme or question names it.
    """
    found = list(claims(document))
    known = known_references(verslag)
    named = {ref for claim in found for ref in claim.refs}
    resolved = [claim for claim in found if claim.refs and all(ref in known for ref in claim.refs)]
    covered = [identity for identity in verslag.messages if message_ref(identity) in named]
    asked = {key for key, question in verslag.questions.items() if question.messages}
    answered = {
        key
        for key in asked
        if any(
            message_ref(identity) in named
            for identity, message in verslag.messages.items()
            if (message.topic.casefold(), message.question.casefold()) == key
        )
    }
    return {
        "sentences": len(found),
        "resolved": len(resolved),
        "questions": len(asked),
        "questions_covered": len(answered),
        "messages": len(verslag.messages),
        "messages_covered": len(covered),
    }


def references_json(document: Document, verslag: Verslag) -> dict[str, Any]:
    """The machine-readable appendix: the check, every sentence with its references, and what they resolve
    to.
    """
    used = {ref for claim in claims(document) for ref in claim.refs}
    known = known_references(verslag)
    return {
        "title": document.title,
        "check": check_verslag(document, verslag),
        "sentences": [{"text": claim.text, "refs": list(claim.refs)} for claim in claims(document)],
        "references": {ref: known[ref] for ref in sorted(used & set(known))},
        "files": dict(sorted(verslag.checksums.items())),
    }
