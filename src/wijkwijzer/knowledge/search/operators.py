"""What people mean by quotes and a minus: "these words in this order", and -this word not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wijkwijzer.text import words

__all__ = ["Asked", "read_operators"]

_QUOTED = re.compile(r"(?P<minus>(?<![^\s(])[-−–])?[\"“”„«»](?P<words>[^\"“”„«»]+)[\"“”„«»]")
_MINUS = re.compile(r"(?<![^\s(])[-−–](?P<word>[^\W\d_][\w'’.-]*)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without its signs, and what they ask for.

    Attributes
    ----------
    text
        The question to rank by: quoted words stay, words after a minus are gone.
    phrases
        Runs of normalised words that a document must have, in that order.
    without
        Runs of normalised words (often one) that it must not have.
    """

    text: str
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()

    def fits(self, text: str, stem: Callable[[str], str]) -> bool:
        """Whether a text has every phrase as written, and no form of what it must not have."""
        written = [word.normal for word in words(text)]
        if not all(_has(written, phrase) for phrase in self.phrases):
            return False
        if not self.without:
            return True
        stems = [stem(word) for word in written]
        return not any(_has(stems, [stem(word) for word in run]) for run in self.without)


def read_operators(query: str) -> Asked:
    """Take quotes and minus signs out of a question.

    A minus counts only at the beginning of a word ("wijk-team" has none) and only when something else is
    asked; a quote that is not closed is a letter like any other.

    Examples
    --------
    >>> read_operators('overlast "op het plein" -camera').phrases
    (('op', 'het', 'plein'),)
    >>> read_operators('overlast "op het plein" -camera').text
    'overlast op het plein'
    >>> read_operators("-camera").text
    '-camera'
    """
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []

    def quoted(found: re.Match[str]) -> str:
        run = tuple(word.normal for word in words(found["words"]))
        if run:
            (without if found["minus"] else phrases).append(run)
        return " " if found["minus"] else f" {found['words']} "

    def minus(found: re.Match[str]) -> str:
        run = tuple(word.normal for word in words(found["word"]))
        if run:
            without.append(run)
        return " "

    rest = " ".join(_MINUS.sub(minus, _QUOTED.sub(quoted, query)).split())
    if not rest:
        return Asked(query)
    return Asked(rest if phrases or without else query, tuple(phrases), tuple(without))


def _has(written: Sequence[str], run: Sequence[str]) -> bool:
    size = len(run)
    return any(list(written[at : at + size]) == list(run) for at in range(len(written) - size + 1))
