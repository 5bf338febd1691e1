"""Tokens and codes: what is stored of them, and the words a code is made of."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from pathlib import Path

__all__ = ["code_words", "fingerprint", "new_code", "new_token"]

WORDS_IN_A_CODE = 6


def fingerprint(secret: str) -> bytes:
    """Return what is stored of a token or code: its SHA-256 (long and random, so no salt is needed)."""
    return hashlib.sha256(secret.encode()).digest()


def new_token() -> str:
    """Return a token of 128 random bits for a personal link."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Return six words that read out well."""
    return " ".join(secrets.choice(code_words()) for _ in range(WORDS_IN_A_CODE))


@cache
def code_words() -> tuple[str, ...]:
    """The words of codes: short, known to everyone, and none can be heard as another."""
    return tuple((Path(__file__).parents[1] / "languages" / "codewoorden.txt").read_text("utf-8").split())
