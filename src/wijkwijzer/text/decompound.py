"""Split a Dutch compound into its parts: "bewonersinitiatief" -> bewoner + initiatief.

Which words may begin or end a compound, and with which linking sound, was marked by hand by OpenTaal; the
table in `data/woorddelen.tsv` is made of those marks (`_build_parts`). A split must consist of such parts
only. Among the splits with the fewest parts the one whose parts occur in most other words wins (morphological
family size: Schreuder and Baayen 1997, "How complex simplex words can be"). `data/uitzonderingen.tsv` holds
words that go their own way.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from wijkwijzer.text.kept import TEXT, Table, kept_table
from wijkwijzer.text.normalise import fold

__all__ = [
    "Split",
    "is_listed_word",
    "is_written",
    "listed_words",
    "may_begin",
    "may_end",
    "part_spellings",
    "split_compound",
]

_DATA = TEXT / "data"
_PART_FILES = ("woorddelen.tsv", "woorddelen_eigen.tsv")
_MINIMUM_WORD, _MINIMUM_PART, _MAXIMUM_WORD, _MAXIMUM_PARTS = 6, 3, 60, 4
# An unmarked last part is believed after a first part that begins this many listed words.
_COMMON, _COMMON_IN_LISTED = 5, 15
_DIMINUTIVES = tuple(
    (re.compile(pattern), base)
    for pattern, base in (
        (r"([bglmnpr])\1etjes?$", r"\1"),
        (r"kjes?$", "g"),
        (r"(?<=m)pjes?$", ""),
        (r"tjes?$", ""),
        (r"jes?$", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Split:
    """How one word falls apart.

    Attributes
    ----------
    word
        The word as given, in lower case.
    parts
        Base forms, the last part as written; a single part when the word is not split.
    surfaces
        The same parts as they are spelt inside the word; joined they give the word.
    links
        The linking sound after each part but the last: "", "s", "en", "n", "e" or "klinkerwissel".
    reason
        "exception", "parts" or "whole".
    """

    word: str
    parts: tuple[str, ...]
    surfaces: tuple[str, ...]
    links: tuple[str, ...]
    reason: str


class _Part(NamedTuple):
    base: str
    begins: bool
    ends: bool
    begin_size: int
    end_size: int


@lru_cache(maxsize=1)
def _parts() -> Table:
    return kept_table("woorddelen", [Path(__file__), *(_DATA / name for name in _PART_FILES)], _part_rows)


def _part_rows() -> Iterator[tuple[str, str]]:
    for name in _PART_FILES:
        for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                surface, _tab, rest = line.partition("\t")
                yield fold(surface), rest.replace("\t", "|")


@lru_cache(maxsize=100_000)
def _part(surface: str) -> _Part | None:
    row = _parts().get(surface)
    return None if row is None else _read_part(row)


def _read_part(row: str) -> _Part:
    base, roles, begin_size, end_size = row.split("|")
    return _Part(base, "b" in roles, "e" in roles, int(begin_size), int(end_size))


@lru_cache(maxsize=1)
def _listed() -> Table:
    sources = [Path(__file__), _DATA / "woorden.txt"]
    return kept_table("woorden", sources, lambda: ((word, "") for word in _word_list()))


def _word_list() -> list[str]:
    return fold((_DATA / "woorden.txt").read_text(encoding="utf-8")).split()


def is_written(word: str) -> bool:
    """Whether a word stands in the word list exactly as it is, without an ending taken off."""
    return word in _listed()


@lru_cache(maxsize=1)
def listed_words() -> frozenset[str]:
    """The words of OpenTaal's list: four letters and more, without diacritics."""
    return frozenset(_word_list())


def may_begin(part: str) -> bool:
    """Whether this spelling may begin a compound."""
    found = _part(part)
    return found is not None and found.begins


def may_end(part: str) -> bool:
    """Whether this spelling may end a compound."""
    found = _part(part)
    return found is not None and found.ends


@lru_cache(maxsize=1)
def part_spellings() -> tuple[frozenset[str], frozenset[str]]:
    """The spellings that may begin a compound, and those that may end one."""
    parts = [(surface, _read_part(row)) for surface, row in _parts().items()]
    return frozenset(k for k, part in parts if part.begins), frozenset(k for k, part in parts if part.ends)


@lru_cache(maxsize=1)
def _exceptions() -> dict[str, tuple[str, ...]]:
    text = (_DATA / "uitzonderingen.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {fold(word): tuple(parts.split()) for word, parts in rows}


@lru_cache(maxsize=200_000)
def split_compound(word: str) -> Split:
    """Split one word into base forms, or give it back whole.

    Parameters
    ----------
    word
        One word; case does not matter.

    Returns
    -------
    Split
        The parts, how they are spelt inside the word, and the linking sounds.

    Examples
    --------
    >>> split_compound("bewonersinitiatief").parts
    ('bewoner', 'initiatief')
    >>> split_compound("buurthuis").parts
    ('buurt', 'huis')
    >>> split_compound("Overlast").parts
    ('overlast',)
    """
    word = unicodedata.normalize("NFC", word.lower())
    plain = fold(word)
    known = _exceptions().get(plain)
    if known is not None:
        surfaces = _cut(word, _surfaces(plain, tuple(map(fold, known))))
        return Split(word, known, surfaces, _links(surfaces, known), "exception")
    if _MINIMUM_WORD <= len(plain) <= _MAXIMUM_WORD and plain.isalpha() and len(plain) == len(word):
        found = _diminutive(plain) or _best(plain) or _new_word(plain)
        if found is not None and len(found) > 1:
            surfaces = _cut(word, found)
            parts = (*(_parts()[fold(part)].partition("|")[0] for part in found[:-1]), surfaces[-1])
            return Split(word, parts, surfaces, _links(surfaces, parts), "parts")
    return Split(word, (word,), (word,), (), "whole")


def _diminutive(word: str) -> tuple[str, ...] | None:
    """A diminutive falls apart as its base word does ("speelveldje"), and not otherwise ("salonnetje")."""
    for pattern, base_ending in _DIMINUTIVES:
        base = pattern.sub(base_ending, word)
        if base != word:
            found = tuple(map(fold, split_compound(base).surfaces))
            if len(found) > 1:
                return *found[:-1], word[sum(map(len, found[:-1])) :]
            if is_listed_word(base):
                return (word,)
    return None


def _new_word(word: str) -> tuple[str, str] | None:
    """A common first part before a listed word that nobody marked as a part ("straatintimidatie")."""
    common, shortest = (_COMMON_IN_LISTED, 5) if is_listed_word(word) else (_COMMON, 4)
    cuts = []
    for cut in range(4, len(word) - shortest + 1):
        first, rest = _part(word[:cut]), word[cut:]
        if first is None or not first.begins or first.begin_size < common or _glued(word[:cut], rest):
            continue
        if is_listed_word(rest) and rest not in _never_last():
            cuts.append((word[:cut], rest))
    return max(cuts, key=lambda pair: len(pair[1]), default=None)


def is_listed_word(word: str) -> bool:
    """Whether a word stands in the word list, as it is or after taking a plural or adjective ending off.

    Examples
    --------
    >>> is_listed_word("station"), is_listed_word("stations"), is_listed_word("stasjon")
    (True, True, False)
    """
    listed = _listed()
    return word in listed or any(
        word.endswith(ending) and word[: -len(cut) or None] in listed
        for ending, cut in (("s", "s"), ("en", "en"), ("en", "n"), ("e", "e"))
    )


@lru_cache(maxsize=1)
def _never_last() -> frozenset[str]:
    text = (_DATA / "deel_nooit_na.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _cut(word: str, plain_parts: tuple[str, ...]) -> tuple[str, ...]:
    """Cut the word, diacritics and all, where its folded twin was cut."""
    ends = list(accumulate(map(len, plain_parts)))
    return tuple(word[end - len(part) : end] for end, part in zip(ends, plain_parts, strict=True))


def _best(word: str) -> tuple[str, ...] | None:
    """Dynamic programming over cuts: for every tail and number of parts the strongest way to build it."""
    size = len(word)
    # tails[k][i]: strongest split of word[i:] into k parts, as (strength, surfaces)
    tails: list[dict[int, tuple[float, tuple[str, ...]]]] = [{} for _ in range(_MAXIMUM_PARTS + 1)]
    for start in range(_MINIMUM_PART, size - _MINIMUM_PART + 1):
        part = _part(word[start:])
        if part is not None and part.ends:
            tails[1][start] = (math.log1p(part.end_size), (word[start:],))
    for count in range(2, _MAXIMUM_PARTS + 1):
        for end, (strength, surfaces) in tails[count - 1].items():
            for start in range(end - 1):
                part = _part(word[start:end])
                if part is None or not part.begins or _glued(word[start:end], surfaces[0]):
                    continue
                total = strength + math.log1p(part.begin_size)
                if total > tails[count].get(start, (-1.0, ()))[0]:
                    tails[count][start] = (total, (word[start:end], *surfaces))
        if 0 in tails[count]:
            return tails[count][0][1]
    return None


def _glued(first: str, second: str) -> bool:
    """Vowels that would read as one sound get a hyphen or a diaeresis ("zee-eend"): no cut there."""
    return first[-1] + second[0] in {
        "aa",
        "ee",
        "oo",
        "uu",
        "ie",
        "oe",
        "eu",
        "ui",
        "ei",
        "ai",
        "au",
        "ou",
    } and (first[-1] != "e" or second[0] in "eui")


def _surfaces(word: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """How the parts of an exception are spelt inside the word: each runs to where the next begins."""
    surfaces, rest = [], word
    for following in parts[1:]:
        cut = max(rest.find(following, 1), 1)
        surfaces.append(rest[:cut])
        rest = rest[cut:]
    return (*surfaces, rest)


def _links(surfaces: tuple[str, ...], parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        surface.removeprefix(base) if surface.startswith(base) else "klinkerwissel"
        for surface, base in zip(surfaces[:-1], parts[:-1], strict=True)
    )
