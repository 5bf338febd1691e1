"""Read a question: its words, their parts, synonyms and mended spellings, as concepts to look for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice, pairwise
from typing import Protocol

from wijkwijzer.knowledge.search.model import Settings
from wijkwijzer.knowledge.search.spelling import is_dutch_word, mend_word
from wijkwijzer.knowledge.search.thesaurus import Thesaurus
from wijkwijzer.text import Token, analyse, fold, split_compound, stem

__all__ = ["Concept", "Question", "Vocabulary", "Way", "read_question"]

_LONGEST_QUESTION = 60  # words; a pasted page is not a question
_LONGEST_TEXT = 5_000  # characters
_MOST_WAYS = 24


class Vocabulary(Protocol):
    """What an index tells about its words."""

    def has(self, term: str) -> bool: ...
    def near(self, word: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a document can have a concept: it has these terms (all of them, for the full
    weight)."""

    terms: tuple[str, ...]
    weight: float
    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is asked for, with the ways to have it; a document gets the best way.

    Attributes
    ----------
    weight
        How much it counts in the ranking.
    stands_for
        Numbers of the concepts that a document also has when it has this one: a phrase stands for its words.
        Such a concept may raise a document; its absence says nothing.
    """

    asked: str
    weight: float
    ways: tuple[Way, ...]
    stands_for: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was read.

    Attributes
    ----------
    concepts
        What to look for.
    meaning
        Texts whose vectors are averaged: the question itself, and with compounds split and spelling mended.
    corrections
        Asked word -> the word we read.
    foreign
        True when no word of it is Dutch or stands in the texts: then only the meaning can find something.
    familiar
        The share (0 to 1) of what is asked that the thesaurus has words for.
    at_home
        True when it has a word that hardly anybody uses outside neighbourhood work.
    """

    text: str
    concepts: tuple[Concept, ...]
    meaning: tuple[str, ...]
    corrections: Mapping[str, str]
    foreign: bool
    familiar: float
    at_home: bool

    @property
    def asked(self) -> int:
        """How many things are asked for, phrases not counted again."""
        return sum(not concept.stands_for for concept in self.concepts)


def read_question(text: str, vocabulary: Vocabulary, thesaurus: Thesaurus, settings: Settings) -> Question:
    """Read a question.

    Parameters
    ----------
    text
        What someone typed.
    vocabulary
        The words of the index: only words that neither it nor the word list knows are mended.
    thesaurus
        Synonyms.
    settings
        Weights of the ways.
    """
    tokens = list(islice(analyse(text[:_LONGEST_TEXT]), _LONGEST_QUESTION))
    corrections: dict[str, str] = {}
    concepts: list[Concept] = []
    number: dict[int, int] = {}
    phrases = _phrases(tokens, thesaurus)
    in_phrase = {place for start, end, _ in phrases for place in range(start, end)}
    for place, token in enumerate(tokens):
        if token.stop:
            continue
        better = None if place in in_phrase else _mend(token, vocabulary)
        if better is not None:
            corrections[token.text] = better
        number[place] = len(concepts)
        concepts.append(_word_concept(token, better, thesaurus, settings))
    for start, end, terms in phrases:
        if end - start > 1:
            covered = tuple(number[place] for place in range(start, end) if place in number)
            concepts.append(_phrase_concept(tokens[start:end], terms, covered, settings))
    concepts.extend(_joined(tokens, number, vocabulary, settings))
    foreign = all(_is_foreign(concept, vocabulary) for concept in concepts)
    at_home = any(token.stem in _home_stems() for token in tokens)
    meaning = _meaning(text, tokens, corrections)
    return Question(text, tuple(concepts), meaning, corrections, foreign, _familiar(concepts), at_home)


def _familiar(concepts: Sequence[Concept]) -> float:
    plain = [concept for concept in concepts if not concept.stands_for]
    known = sum(one.weight for one in plain if any(way.how == "synoniem" for way in one.ways))
    return known / max(sum(one.weight for one in plain), 1e-9)


def _is_foreign(concept: Concept, vocabulary: Vocabulary) -> bool:
    known = any(vocabulary.has(term) for way in concept.ways for term in way.terms)
    return not known and not is_dutch_word(concept.asked.lower())


def _word_concept(token: Token, better: str | None, thesaurus: Thesaurus, settings: Settings) -> Concept:
    read = token if better is None else next(iter(analyse(better)))
    mended, how = (1.0, "woord") if better is None else (settings.spelling, "spelling")
    ways = [Way((read.stem,), mended, how, read.text)]
    ways += _part_ways(read, mended * settings.parts, "samenstelling" if better is None else how, read.text)
    for synonym in thesaurus.synonyms((read.stem,)):
        ways += _synonym_ways(synonym, mended * settings.synonym, settings)
    weight = settings.asking_word if token.normal in _asking_words() else 1.0
    return Concept(token.text, weight, tuple(ways[:_MOST_WAYS]))


def _part_ways(token: Token, weight: float, how: str, text: str) -> list[Way]:
    if not token.parts:
        return []
    return [Way(tuple(dict.fromkeys(stem(part) for part in token.parts)), weight, how, text)]


def _synonym_ways(synonym: str, weight: float, settings: Settings) -> list[Way]:
    written = list(analyse(synonym))
    tokens = [token for token in written if not token.stop]
    if not tokens or len(tokens) == 1 < len(written):  # "zonder werk" must not become "werk"
        return []
    ways = [Way(tuple(dict.fromkeys(token.stem for token in tokens)), weight, "synoniem", synonym)]
    if len(tokens) == 1:
        ways += _part_ways(tokens[0], weight * settings.parts, "synoniem", synonym)
    return ways


def _phrases(tokens: Sequence[Token], thesaurus: Thesaurus) -> list[tuple[int, int, list[str]]]:
    """Runs of words that the thesaurus knows, the longest first, without overlap."""
    found: list[tuple[int, int, list[str]]] = []
    taken: set[int] = set()
    for length in range(min(thesaurus.longest, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            span = range(start, start + length)
            if taken.intersection(span) or (length == 1 and tokens[start].stop):
                continue
            terms = thesaurus.synonyms([token.stem for token in tokens[start : start + length]])
            if terms:
                found.append((start, start + length, terms))
                taken.update(span)
    return found


def _phrase_concept(
    tokens: Sequence[Token], synonyms: Sequence[str], covered: tuple[int, ...], settings: Settings
) -> Concept:
    ways = [way for synonym in synonyms for way in _synonym_ways(synonym, 1.0, settings)]
    asked = " ".join(token.text for token in tokens)
    return Concept(asked, settings.synonym, tuple(ways[:_MOST_WAYS]), covered)


def _joined(
    tokens: Sequence[Token], number: Mapping[int, int], vocabulary: Vocabulary, settings: Settings
) -> list[Concept]:
    """Two words that the texts write as one: "buurt huis" -> "buurthuis"."""
    concepts = []
    for place, (first, second) in enumerate(pairwise(tokens)):
        if first.stop or second.stop:
            continue
        for link in ("", "s", "en", "n"):
            word = first.normal + link + second.normal
            if vocabulary.has(stem(word)) and len(split_compound(word).parts) > 1:
                way = Way((stem(word),), 1.0, "aaneen", word)
                covered = (number[place], number[place + 1])
                concepts.append(Concept(f"{first.text} {second.text}", settings.joined, (way,), covered))
                break
    return concepts


@lru_cache(maxsize=1)
def _asking_words() -> frozenset[str]:
    return frozenset(map(fold, _listed("vraagwoorden.txt")))


@lru_cache(maxsize=1)
def _home_stems() -> frozenset[str]:
    return frozenset(map(stem, _listed("thuiswoorden.txt")))


def _listed(name: str) -> list[str]:
    text = files("wijkwijzer.knowledge").joinpath("data", name).read_text(encoding="utf-8")
    return [word for line in text.splitlines() if line[:1] != "#" for word in line.split()]


def _mend(token: Token, vocabulary: Vocabulary) -> str | None:
    """A better spelling for a word that neither the texts nor the dictionary know."""
    word = token.normal
    if len(word) < 5 or not word.isalpha() or vocabulary.has(token.stem):
        return None
    if token.parts or is_dutch_word(token.text) or is_dutch_word(word):
        return None
    return vocabulary.near(word) or mend_word(word)


def _meaning(text: str, tokens: Sequence[Token], corrections: Mapping[str, str]) -> tuple[str, ...]:
    """The question as asked, and once more with compounds split and spelling mended, when that differs."""
    plain = []
    for token in tokens:
        word = corrections.get(token.text, token.text)
        parts = split_compound(word).parts
        plain.append(" ".join(parts) if len(parts) > 1 else word)
    other = " ".join(plain)
    return (text, other) if other.lower() != " ".join(token.text for token in tokens).lower() else (text,)
