"""The stem of a Dutch word: one label for its forms and nearest kin, and never for another word.

First the dictionary form (simplemma), then a few rules of spelling that only fire where the word that is
left is a word itself. An algorithm that cuts off what looks like a prefix takes "gezondheid" for "zon",
"gemeente" for "gemeen" and "boom" for "bom" (Snowball's `dutch` and `dutch_porter`; measured on
`tests/library/data/word_pairs`), and whoever asks about health then reads about solar panels.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from wijkwijzer.text.decompound import is_listed_word, is_written, split_compound
from wijkwijzer.text.lemmas import is_form, lemma
from wijkwijzer.text.normalise import fold

__all__ = ["stem"]

_LONGEST = 60  # characters; a longer run of letters is no word
_LOZE = re.compile(r"loz(?:e|en|er)$")  # "daklozen" is "dakloos": the dictionary leaves the z
_OPEN = re.compile(r"(?:^|[^aeiouy])([aeou])([bcdfghjklmnpqrstvwxz])$")  # one vowel, one consonant: "hur"
_TWIN = re.compile(r"([bcdfghjklmnpqrstvwxz])\1$")
_UNSTRESSED = re.compile(r"[aeiouy].*e[lmnr]$")  # "luister", "wandel": the last e stays short
_STRESSED = re.compile(r"^(?:be|ge|ver|her|ont)[^aeiouy]+e[lmnr]$")  # "beher": that one is long after all


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Give the stem of one word.

    Parameters
    ----------
    word
        One word; case and diacritics do not matter.

    Returns
    -------
    str
        Lower case, without diacritics. A label, not always a word.

    Examples
    --------
    >>> stem("Buurthuizen"), stem("eenzame"), stem("steden"), stem("gemeentelijk")
    ('buurthuis', 'eenzaam', 'stad', 'gemeente')
    >>> stem("gezondheid"), stem("zon")
    ('gezond', 'zon')
    """
    word = word.lower()
    plain = fold(word)
    if len(plain) > _LONGEST or not plain.isalpha():
        return plain
    base = _base(word, plain)
    if base != plain or _is_word(plain):
        return _kin(base)
    return _unlisted(plain)


def _base(word: str, plain: str) -> str:
    """The dictionary form, where the dictionary is right about it."""
    own = _own_forms().get(plain)
    if own is not None:
        return own
    found = fold(lemma(word)).replace("_", "")
    if found == plain and plain.endswith("s") and not _is_written(plain) and _is_written(plain[:-1]):
        return _base(word[:-1], plain[:-1])  # "wijkteams"
    if len(found) > len(plain) and found.endswith(("ster", "es")):  # "werkgever" is no "werkgeefster"
        found = plain
    return _LOZE.sub("loos", found)


def _kin(base: str) -> str:
    """What is left of a dictionary form without the ending that only changes what kind of word it is."""
    kept = _own_forms().get(base)
    if kept is not None and kept == base:
        return _without_en(base) if base.endswith("en") else base
    for ending, least in (("heid", 4), ("lijk", 5)):
        rest = base.removesuffix(ending)
        if rest != base and len(rest) >= least and _is_word(rest):
            return stem(rest)
    if base.endswith("ing") and _is_verb(base[:-3] + "en"):
        return _without_en(base[:-3] + "en")
    if base.endswith("eren") and len(base) > 7 and is_listed_word(base[:-4] + "atie"):
        return base[:-4] + "at"
    if base.endswith("atie") and len(base) > 7 and _is_verb(base[:-4] + "eren"):
        return base[:-2]
    small = _diminutive(base)
    if small is not None:
        return small
    return _without_en(base) if base.endswith("en") else base


def _unlisted(plain: str) -> str:
    """A word that no list has: as its last part goes, or by the commonest endings."""
    surfaces = split_compound(plain).surfaces
    if len(surfaces) > 1:
        last = fold(surfaces[-1])
        return plain[: len(plain) - len(last)] + stem(last)
    if plain.endswith("en") and len(plain) > 5:
        return _without_en(plain)
    if plain.endswith("s") and len(plain) > 4 and plain[-2] not in "aiousy":
        return plain[:-1]
    if plain.endswith("e") and len(plain) > 5 and plain[-2] not in "aeiou":
        return _spelt_alone(plain[:-1])
    return plain


def _without_en(word: str) -> str:
    return _spelt_alone(word[:-2]) if len(word) > 4 else word


def _spelt_alone(rest: str) -> str:
    """What is left of a word, spelt as it stands alone: "hur" is "huur", "bell" is "bel", "huiz" "huis"."""
    if _TWIN.search(rest):
        return rest[:-1]
    short = _UNSTRESSED.search(rest) and not _STRESSED.search(rest)
    if _OPEN.search(rest) and not short:
        rest = rest[:-1] + rest[-2:]
        rest = rest[:-2] + rest[-3] + rest[-1] if rest[-2] == rest[-1] else rest
    return rest[:-1] + {"v": "f", "z": "s"}.get(rest[-1], rest[-1])


def _diminutive(base: str) -> str | None:
    """ "maatje" is "maat" when that is a word; else None."""
    for ending, instead in (("etje", ""), ("tje", ""), ("pje", ""), ("kje", "g"), ("je", "")):
        rest = base.removesuffix(ending)
        if rest != base and len(rest) >= 3 and _is_word(rest + instead):
            return stem(rest + instead)
    return None


def _is_word(word: str) -> bool:
    return is_listed_word(word) or _is_written(word)


def _is_written(word: str) -> bool:
    """In a list exactly as it is, without an ending taken off."""
    return is_written(word) or (word != "" and is_form(word))


def _is_verb(word: str) -> bool:
    return word in _own_forms() or (_is_word(word) and fold(lemma(word)) == word)


@lru_cache(maxsize=1)
def _own_forms() -> dict[str, str]:
    """Words about which the dictionary is wrong, or whose ending is part of them."""
    text = files("wijkwijzer.text").joinpath("data", "grondvormen.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {fold(word): fold(base) for word, base in rows}
