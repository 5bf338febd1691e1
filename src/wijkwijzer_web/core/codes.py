"""Codes of six words and tokens of links: how they are made, read back, and what is kept of them.

A code is read out, written on paper and typed by somebody in a hurry, so reading it back forgives capitals,
any space or dash, and one wrong, missing, extra or swapped letter in each word. No two words of the list are
one letter apart, so one slip never makes another word.

What is kept is an HMAC under a key of this installation: six words are some 50 bits, and a plain hash of so
few would be found again by trying. A token has 128 random bits, for which a plain hash is enough.

>>> from wijkwijzer_web.core.codes import readings
>>> readings("  Aardbei-ADELAAR agenda, anker apel arend")[0]
'aardbei adelaar agenda anker appel arend'
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import re
import secrets
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

__all__ = [
    "code_words",
    "fingerprint",
    "fingerprints",
    "new_code",
    "new_token",
    "readings",
    "token_fingerprint",
    "token_of",
]

WORDS_IN_A_CODE = 6
LONGEST_TYPED = 120
MOST_READINGS = 32


def new_token() -> str:
    """A token of 128 random bits for a personal link."""
    return secrets.token_urlsafe(16)


def token_of(form: uuid.UUID, space: str) -> str:
    """The token that belongs to one form: who sends it again, because the answer was lost, gets the same."""
    made = hmac.new(_keys()[0], f"{space}:{form}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:16]).rstrip(b"=").decode()


def token_fingerprint(token: str) -> bytes:
    """What is kept of a token: its SHA-256 (long and random, so no key is needed)."""
    return hashlib.sha256(token.encode()).digest()


def new_code() -> str:
    """Six words that read out well."""
    return " ".join(secrets.choice(code_words()) for _ in range(WORDS_IN_A_CODE))


def fingerprint(code: str, space: str) -> bytes:
    """What is kept of a code; `space` says what it opens, so that one code fits one lock only."""
    return _keyed(_keys()[0], code, space)


def fingerprints(typed: str, space: str) -> list[bytes]:
    """Every fingerprint that what somebody typed may have, for a look-up with `__in`.

    Also under an earlier SECRET_KEY (`SECRET_KEY_FALLBACKS`), and as codes were kept before there was a key.
    """
    found: list[bytes] = []
    for code in readings(typed):
        found += (_keyed(key, code, space) for key in _keys())
        found.append(hashlib.sha256(f"{space}:{code}".encode()).digest())
    return found


def readings(typed: str) -> tuple[str, ...]:
    """The codes that somebody may have meant, the likeliest first; empty when it is no code at all."""
    text = _folded(typed[:LONGEST_TYPED])
    words = text.split()
    if len(words) == WORDS_IN_A_CODE:
        choices = [[*([word] if word in _known() else []), *_near(word)] or [word] for word in words]
        meant = (" ".join(choice) for choice in itertools.product(*map(_unique, choices)))
        found = [*itertools.islice(meant, MOST_READINGS), " ".join(words)]  # last: words of an earlier list
    else:
        parted = _parted("".join(words), WORDS_IN_A_CODE, slips=1)
        found = [" ".join(parts) for parts in itertools.islice(parted, MOST_READINGS)]
    return tuple(_unique(found))


@cache
def code_words() -> tuple[str, ...]:
    """The words of codes: short, known to everyone, and none can be heard as another."""
    return tuple((Path(__file__).parent / "codewoorden.txt").read_text("utf-8").split())


def _keyed(key: bytes, code: str, space: str) -> bytes:
    return hmac.new(key, f"{space}:{code}".encode(), hashlib.sha256).digest()


def _keys() -> list[bytes]:
    known: list[Any] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hashlib.sha256(b"codes of six words:" + str(key).encode()).digest() for key in known]


def _unique(values: Any) -> list[Any]:
    return list(dict.fromkeys(values))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("\u0133", "ij")
    return " ".join(re.sub(r"[^a-z]+", " ", re.sub(r"[\u0300-\u036f]", "", plain)).split())


@cache
def _known() -> frozenset[str]:
    return frozenset(code_words())


@cache
def _by_deletion() -> Mapping[str, tuple[str, ...]]:
    """Each word under itself and under itself without one letter."""
    table: defaultdict[str, list[str]] = defaultdict(list)
    for word in code_words():
        for form in _shorter(word):
            table[form].append(word)
    return {form: tuple(words) for form, words in table.items()}


def _shorter(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _near(typed: str) -> list[str]:
    """Words of the list that one slip turns into what was typed."""
    table = _by_deletion()
    candidates = {word for form in _shorter(typed) for word in table.get(form, ())}
    return sorted(word for word in candidates if _one_slip(word, typed))


def _one_slip(word: str, typed: str) -> bool:
    """Whether one letter was wrong, missing or too many, or two neighbours changed places."""
    if word == typed:
        return False
    if len(word) == len(typed):
        differ = [at for at, (a, b) in enumerate(zip(word, typed, strict=True)) if a != b]
        if len(differ) != 2:
            return len(differ) == 1
        first, second = differ
        return second == first + 1 and word[first] == typed[second] and word[second] == typed[first]
    short, long = sorted((word, typed), key=len)
    return len(long) == len(short) + 1 and short in _shorter(long)


def _parted(letters: str, words: int, slips: int) -> Iterator[list[str]]:
    """Cut letters without (or with misplaced) spaces into words of the list, with at most some slips."""
    if words == 0:
        if not letters:
            yield []
        return
    for length in range(min(_longest() + 1, len(letters)), 1, -1):
        head, rest = letters[:length], letters[length:]
        if head in _known():
            yield from ([head, *tail] for tail in _parted(rest, words - 1, slips))
        if slips:
            for word in _near(head):
                yield from ([word, *tail] for tail in _parted(rest, words - 1, slips - 1))


@cache
def _longest() -> int:
    return max(map(len, code_words()))
