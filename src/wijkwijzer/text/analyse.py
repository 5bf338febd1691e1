"""The Dutch analyser: from a text to the terms that a search or a theme model counts, and why.

Normalise, mark function words, split compounds, stem (`stems`: dictionary form, then rules of spelling).
"Wijkaanpak" and "aanpak in de wijk" share two terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from wijkwijzer.text.decompound import Split, split_compound
from wijkwijzer.text.normalise import fold, words
from wijkwijzer.text.stems import stem

__all__ = ["ANALYSER", "Token", "analyse", "explain", "is_stop_word", "stem", "terms"]

ANALYSER = 2  # which analyser made an index: one that another made is made anew


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text, analysed.

    Attributes
    ----------
    text, start, end
        The word as written and its place in the text (character offsets).
    normal
        The normalised spelling.
    stem
        The stem of the whole word: the main term.
    parts
        The base forms of the parts of a compound; empty when the word is not a compound.
    part_stems
        Stems of the parts, and of the parts of those parts, without repeats: the additional terms.
    stop
        True for a function word ("de", "hoe", "wij").
    """

    text: str
    start: int
    end: int
    normal: str
    stem: str
    parts: tuple[str, ...]
    part_stems: tuple[str, ...]
    stop: bool


def analyse(text: str) -> Iterator[Token]:
    """Analyse a text word by word.

    Parameters
    ----------
    text
        Any text; nothing crashes it.

    Yields
    ------
    Token
        In the order of the text, function words included (marked `stop`).

    Examples
    --------
    >>> [(token.stem, token.part_stems) for token in analyse("De wijkaanpak werkt") if not token.stop]
    [('wijkaanpak', ('wijk', 'aanpak')), ('werk', ())]
    """
    for word in words(text):
        main, parts, part_stems, stop = _analysed(word.text.lower(), word.normal)
        yield Token(word.text, word.start, word.end, word.normal, main, parts, part_stems, stop)


def terms(text: str, *, parts: bool = True) -> list[str]:
    """List the terms of a text without function words: of each word its stem, then the stems of its parts.

    Examples
    --------
    >>> terms("Hoe werkt burenhulp?")
    ['werk', 'burenhulp', 'buur', 'hulp']
    >>> terms("Hoe werkt burenhulp?", parts=False)
    ['werk', 'burenhulp']
    """
    found = []
    for token in analyse(text):
        if not token.stop:
            found.append(token.stem)
            if parts:
                found.extend(token.part_stems)
    return found


def explain(text: str) -> list[str]:
    """Say in Dutch what the analyser did with each word.

    Examples
    --------
    >>> explain("de burenhulp")
    ['de: functiewoord, telt niet mee', 'burenhulp: buur + hulp (tussenklank: klinkerwissel); stam burenhulp']
    """
    sentences = []
    for token in analyse(text):
        if token.stop:
            sentences.append(f"{token.text}: functiewoord, telt niet mee")
        elif token.parts:
            split = split_compound(_spelling(token.text.lower(), token.normal))
            links = [link for link in split.links if link]
            between = f" (tussenklank: {', '.join(links)})" if links else ""
            sentences.append(f"{token.text}: {' + '.join(token.parts)}{between}; stam {token.stem}")
        else:
            sentences.append(f"{token.text}: niet gesplitst; stam {token.stem}")
    return sentences


def is_stop_word(word: str) -> bool:
    """Tell whether a normalised word is a function word.

    Examples
    --------
    >>> is_stop_word("hoe"), is_stop_word("wijk")
    (True, False)
    """
    return word in _stop_words()


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    text = files("wijkwijzer.text").joinpath("data", "functiewoorden.txt").read_text(encoding="utf-8")
    return frozenset(
        fold(word) for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )


@lru_cache(maxsize=200_000)
def _analysed(text: str, normal: str) -> tuple[str, tuple[str, ...], tuple[str, ...], bool]:
    if normal in _stop_words():
        return stem(normal), (), (), True
    split = split_compound(_spelling(text, normal))
    if len(split.parts) == 1:
        return stem(normal), (), (), False
    main = stem(normal)
    part_stems = dict.fromkeys(stem(part) for part in _all_parts(split))
    part_stems.pop(main, None)
    return main, split.parts, tuple(part_stems), False


def _spelling(text: str, normal: str) -> str:
    """The spelling with its diacritics when only those differ, so that parts read well ("wijkcoöperatie")."""
    return text if fold(text) == normal else normal


def _all_parts(split: Split) -> Iterator[str]:
    for part in split.parts:
        yield part
        inner = split_compound(part)
        if len(inner.parts) > 1:
            yield from inner.parts
