"""Is a Dutch text plain enough (B1)? Sentence length, long words, words of office and the passive voice.

A hint for who writes a statement or a page, not a verdict: what is hard is named, with what to write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from wijkwijzer.text.lemmas import lemma
from wijkwijzer.text.normalise import words

__all__ = ["Hint", "Readability", "assess", "flesch_douma", "sentences"]

LONGEST_SENTENCE = 15
"""Words in a sentence that most people read in one go (the house rule of the project's own texts)."""
_MEAN_SENTENCE = 12
_LONG_WORD = 14
_LEAST_EASE = 60.0
_ABBREVIATIONS = re.compile(
    r"\b(?:bijv|bv|o\.a|d\.w\.z|m\.a\.w|t\.a\.v|nr|ca|dr|mr|ir|mevr|dhr|enz|jl|a\.u\.b)\.$", re.I
)
_VOWELS = re.compile(r"aai|ooi|oei|eeuw|ieuw|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyáéíóúàèëïöü]", re.I)
_PARTICIPLE = re.compile(
    r"(?:ge\w{3,}(?:d|t|en)|(?:be|ver|ont|her|er)\w{3,}(?:d|t|en)|\w{2,}ge\w{3,}(?:d|t|en))$", re.I
)
_WORDEN = frozenset({"word", "wordt", "worden", "werd", "werden"})

Kind = Literal["zin", "woord", "lijdend"]


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to write more plainly: what it is, the words it is about, and what to do."""

    kind: Kind
    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class Readability:
    """What was measured.

    Attributes
    ----------
    plain
        Whether the text reads as B1: no sentence over 15 words, 12 on average, few long or official words.
    words_per_sentence, syllables_per_word, ease
        Means, and the Flesch-Douma reading ease (0 hard, 100 easy).
    hints
        In the order of the text.
    """

    plain: bool
    words_per_sentence: float
    syllables_per_word: float
    ease: float
    hints: tuple[Hint, ...]


def sentences(text: str) -> list[str]:
    """Split a text in sentences at . ! ? and line ends; common abbreviations do not end one.

    Examples
    --------
    >>> sentences("Bel dhr. Jansen. Hij weet het!")
    ['Bel dhr. Jansen.', 'Hij weet het!']
    """
    found: list[str] = []
    open_piece = ""
    for piece in re.split(r"(?<=[.!?…])\s+|\n+", text.strip()):
        open_piece = f"{open_piece} {piece}".strip()
        if open_piece and not _ABBREVIATIONS.search(open_piece):
            found.append(open_piece)
            open_piece = ""
    return [*found, open_piece] if open_piece else found


def flesch_douma(words_per_sentence: float, syllables_per_word: float) -> float:
    """Reading ease for Dutch (Douma, 1960, De leesbaarheid van landbouwbladen).

    Examples
    --------
    >>> round(flesch_douma(10, 1.5), 1)
    82.0
    """
    return 206.84 - 0.93 * words_per_sentence - 77.0 * syllables_per_word


def assess(text: str) -> Readability:
    """Measure how plain a text is, and say what to change.

    Examples
    --------
    >>> assess("Wij vragen wat je vindt. Je antwoord telt mee.").plain
    True
    >>> result = assess("Teneinde de participatie te faciliteren wordt een inventarisatie uitgevoerd.")
    >>> result.plain, [hint.text for hint in result.hints]
    (False, ['Teneinde', 'participatie', 'faciliteren', 'wordt uitgevoerd'])
    """
    parts = sentences(text)
    listed = [[word.text for word in words(part) if not word.normal[0].isdigit()] for part in parts]
    total = sum(len(row) for row in listed)
    if not total:
        return Readability(True, 0.0, 0.0, 100.0, ())
    per_sentence = total / len([row for row in listed if row])
    syllables = sum(_syllables(word) for row in listed for word in row) / total
    ease = flesch_douma(per_sentence, syllables)
    hints = [hint for part, row in zip(parts, listed, strict=True) for hint in _hints(part, row)]
    hard = sum(hint.kind == "woord" for hint in hints)
    too_long = any(len(row) > LONGEST_SENTENCE for row in listed)
    plain = not too_long and per_sentence <= _MEAN_SENTENCE and ease >= _LEAST_EASE and hard * 20 <= total
    return Readability(plain, round(per_sentence, 1), round(syllables, 2), round(ease, 1), tuple(hints))


def _hints(sentence: str, row: list[str]) -> list[Hint]:
    found = []
    if len(row) > LONGEST_SENTENCE:
        found.append(Hint("zin", sentence, f"Deze zin heeft {len(row)} woorden. Maak er twee zinnen van."))
    for word in row:
        simpler = _hard_words().get(word.lower()) or _hard_words().get(lemma(word))
        if simpler:
            found.append(Hint("woord", word, f"Schrijf liever: {simpler}."))
        elif len(word) > _LONG_WORD:
            found.append(Hint("woord", word, "Dit is een lang woord. Kan het korter?"))
    lower = [word.lower() for word in row]
    for i, word in enumerate(lower):
        if word in _WORDEN:
            rest = next((w for w in lower[i + 1 :] + lower[:i] if _PARTICIPLE.match(w)), None)
            if rest:
                found.append(Hint("lijdend", f"{word} {rest}", "Zeg wie het doet."))
            break
    return found


def _syllables(word: str) -> int:
    return max(1, len(_VOWELS.findall(word)))


@lru_cache(maxsize=1)
def _hard_words() -> dict[str, str]:
    text = files("wijkwijzer.text").joinpath("data", "moeilijke_woorden.txt").read_text(encoding="utf-8")
    rows = (line.partition(": ") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: simpler for word, _, simpler in rows}
