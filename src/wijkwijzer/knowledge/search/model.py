"""What goes into the index and what comes out: frozen shapes without behaviour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["Document", "Hit", "Reason", "Results", "Settings"]


@dataclass(frozen=True, slots=True)
class Document:
    """One findable thing.

    Attributes
    ----------
    id
        Its key, unique in the index.
    title, text
        What is searched; the title counts more.
    facets
        Named values to filter and count on ("type", "opgave", "place"); they are searched too, lightly.
    """

    id: str
    title: str
    text: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of the ranking; the defaults were chosen on one half of the development set
    (docs/en/search.md).

    Attributes
    ----------
    title_weight, text_weight, facet_weight, k1, b
        BM25F (Robertson and Zaragoza 2009): weight of each field, saturation, length normalisation.
    part_weight
        How much the part of a compound counts in a document, against a whole word (1).
    parts, synonym, spelling, joined
        How much a match through the parts of the asked word, a synonym, a mended spelling, or two asked words
        written together counts, against the asked word itself (1).
    words, words_power
        Weight of the words against the meaning when a document has all that was asked, and how fast it falls
        with the share (0 to 1) that the best document has. Both scores run from 0 to 1 (a convex combination:
        Bruch, Gai and Ingber 2023).
    feedback, feedback_documents
        Weight of the likeness to the mean of so many best documents (Rocchio 1971).
    depth, tail
        The longest list of answers, and the share of the best score under which a document without any of the
        asked words is left out.
    evidence_meaning, evidence_familiar, evidence_length, evidence_home
        What the best cosine, the share of known words, the length of the question (natural logarithm) and a
        word of our own field add to the share of the question that a document has.
    evidence_slope, evidence_middle, evidence_middle_words
        Logistic calibration of their sum, or without vectors of coverage and known words alone
        (docs/en/search.md).
    floor
        The evidence (0 to 1) under which we say that nothing was found.
    """

    title_weight: float = 2.0
    text_weight: float = 1.0
    facet_weight: float = 0.8
    k1: float = 1.2
    b: float = 0.5
    part_weight: float = 1.0
    parts: float = 0.9
    synonym: float = 0.5
    spelling: float = 0.8
    joined: float = 0.5
    asking_word: float = 0.3
    together: float = 0.3
    words: float = 0.8
    words_power: float = 0.6
    feedback: float = 0.2
    feedback_documents: int = 3
    depth: int = 100
    tail: float = 0.3
    evidence_meaning: float = 0.55
    evidence_familiar: float = 0.29
    evidence_length: float = 0.28
    evidence_home: float = 0.39
    evidence_slope: float = 10.4
    evidence_middle: float = 1.09
    evidence_middle_words: float = 0.5
    floor: float = 0.2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document matched: a word of the question, what the document has for it, and how they are tied.

    `how` is "woord", "samenstelling", "synoniem", "spelling", "aaneen" or "betekenis".
    """

    asked: str
    found: str
    how: str

    def sentence(self) -> str:
        """The reason in one Dutch sentence.

        Examples
        --------
        >>> Reason("wijkaanpak", "aanpak in de wijk", "samenstelling").sentence()
        'Delen van ‘wijkaanpak’: ‘aanpak in de wijk’.'
        """
        match self.how:
            case "samenstelling":
                return f"Delen van ‘{self.asked}’: ‘{self.found}’."
            case "synoniem":
                return f"‘{self.found}’ betekent ongeveer hetzelfde als ‘{self.asked}’."
            case "spelling":
                return f"‘{self.asked}’ lezen we als ‘{self.found}’."
            case "aaneen":
                return f"‘{self.asked}’ aaneen geschreven: ‘{self.found}’."
            case "betekenis":
                return "De tekst lijkt op je vraag in betekenis, niet in woorden."
            case _:
                return f"‘{self.found}’ staat in de tekst."


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that was found.

    Attributes
    ----------
    score
        The fused score: it orders one answer, and says nothing across answers.
    passage
        The sentence of the text that answers best (at most about 300 characters).
    reasons
        Why it matched, the strongest first.
    """

    id: str
    title: str
    score: float
    passage: str
    reasons: tuple[Reason, ...]
    facets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one question.

    Attributes
    ----------
    hits
        Best first; empty when the evidence is under the floor.
    order
        The ids of everything that was found, best first, also past the limit.
    evidence
        Between 0 and 1: how sure we are that something fits the question.
    facets
        For each facet, how often each value occurs among everything that was found.
    corrections
        Words of the question that we read differently.
    version
        The version of the index that answered.
    """

    query: str
    hits: tuple[Hit, ...]
    evidence: float
    facets: Mapping[str, Mapping[str, int]]
    corrections: Mapping[str, str]
    version: str
    order: tuple[str, ...] = ()
    read: Callable[[str], Hit] | None = field(default=None, compare=False, repr=False)

    def hit(self, name: str) -> Hit:
        """One of `order`, with its passage and reasons: they are looked up when they are asked for.

        Raises
        ------
        KeyError
            It was not found.
        """
        if self.read is None:
            raise KeyError(name)
        return self.read(name)

    @property
    def nothing_found(self) -> bool:
        """True when we say "hier vonden we niets over"."""
        return not self.hits
