"""Finding what somebody once told, advised or heard promised, and what followed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wijkwijzer_web.core import rooms, weaving
from wijkwijzer_web.core.codes import code_words
from wijkwijzer_web.core.rooms import Linked, Ref
from wijkwijzer_web.portal.chain.queries import Chain

__all__ = ["Became", "became_of", "is_code", "of_words", "words_of"]

MOST = 8
"""Things that one page tells."""

SAME = 0.6
"""How much of the best hit another must match, to be told beside it."""

MOST_WORDS = 12
_KNOWN = 4  # words of the list in six typed ones make it a code
_COMMON = frozenset(
    [
        "aan",
        "af",
        "al",
        "als",
        "bij",
        "ben",
        "dan",
        "dat",
        "de",
        "den",
        "der",
        "deze",
        "die",
        "dit",
        "doen",
        "door",
        "dus",
        "een",
        "eens",
        "en",
        "er",
        "geen",
        "geworden",
        "had",
        "heb",
        "hebben",
        "heeft",
        "het",
        "hier",
        "hij",
        "hoe",
        "hun",
        "iets",
        "ik",
        "in",
        "is",
        "jaar",
        "jaren",
        "jullie",
        "kan",
        "kon",
        "maar",
        "me",
        "mee",
        "meer",
        "men",
        "met",
        "mij",
        "mijn",
        "moet",
        "na",
        "naar",
        "niet",
        "nog",
        "nu",
        "of",
        "om",
        "ons",
        "ook",
        "op",
        "over",
        "over",
        "paar",
        "te",
        "toen",
        "tot",
        "uit",
        "van",
        "veel",
        "voor",
        "waar",
        "wanneer",
        "waren",
        "was",
        "wat",
        "we",
        "wel",
        "werd",
        "wie",
        "wij",
        "wil",
        "word",
        "worden",
        "wordt",
        "zegt",
        "zei",
        "zijn",
        "zo",
        "zou",
        "zullen",
        "gedaan",
        "gebeurd",
        "gebeurde",
        "beloofd",
        "beloofde",
        "belofte",
        "advies",
        "verteld",
        "vertelde",
        "gezegd",
        "mee",
        "the",
        "what",
        "was",
        "about",
        "become",
        "became",
        "promised",
    ]
)


@dataclass(frozen=True, slots=True)
class Became:
    """A thing that was meant, with all that followed on it and what it came from."""

    about: Linked
    after: list[Linked]
    before: list[Linked]


def is_code(typed: str) -> bool:
    """Whether somebody typed six words of a code, and not a question of six words."""
    found = re.findall(r"[a-z]+", typed.casefold())
    known = set(code_words())
    return len(found) == 6 and sum(word in known for word in found) >= _KNOWN


def words_of(question: str) -> list[str]:
    """The words of a question that say what it is about."""
    found = re.findall(r"\w[\w-]{2,}", question.casefold())
    return list(dict.fromkeys(word for word in found if word not in _COMMON))[:MOST_WORDS]


def of_words(question: str, actor: rooms.Visitor) -> list[Became]:
    """What is meant by these words, the best first, each with what became of it."""
    hits = [hit for hit in weaving.recalled(words_of(question), actor) if hit[0] > 0]
    best = hits[0][0] if hits else 0.0
    refs = list(dict.fromkeys(ref for score, ref in hits if score >= SAME * best))[:MOST]
    return became_of(refs, actor)


def became_of(refs: list[Ref], actor: rooms.Visitor) -> list[Became]:
    """Each of these things with what followed; a thing that follows on another is told there only."""
    if not refs:
        return []
    chain = Chain.of(weaving.woven([], refs, actor))
    found, told = [], set[Ref]()
    for ref in sorted((ref for ref in refs if ref in chain.things), key=lambda ref: _early(chain, ref)):
        about = chain.things[ref]
        if ref in told or not about.title:
            continue
        after = chain.told(ref, back=False)
        told.update(thing.ref for thing in after)
        found.append(Became(about, after, chain.told(ref, back=True)))
    order = {ref: place for place, ref in enumerate(refs)}
    return sorted(found, key=lambda one: order[one.about.ref])


def _early(chain: Chain, ref: Ref) -> int:
    """What has less before it is told first."""
    return len(chain.told(ref, back=True))
