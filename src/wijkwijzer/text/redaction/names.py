"""Names of people in Dutch text: titles, first names, initials, surnames with their particles.

First names come from `data/voornamen.txt` (its head names the sources and licences). A name that is also a
Dutch word ("Roos", "Mark", "Jan" as a month) only counts where the words around it say that it is a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from wijkwijzer.text.analyse import is_stop_word
from wijkwijzer.text.redaction.first_names import first_names

__all__ = ["find_names"]

_WORD = re.compile(r"(?:[A-ZÀ-Ž]\.\s?){1,4}(?=\s?\S)|['’][ts]\b|[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[A-ZÀ-Ž]\.\s?){1,4}$")


def _read_words() -> dict[str, frozenset[str]]:
    text = files("wijkwijzer.text").joinpath("data", "naamwoorden.txt").read_text(encoding="utf-8")
    rows = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return {name: frozenset(listed.split()) for name, _, listed in rows}


_WORDS = _read_words()
_TITLES = _WORDS["titles"]
_POLITE = _WORDS["polite"]
_RELATIVES = _WORDS["relatives"]
_PARTICLES = _WORDS["particles"]
# After these words a name follows, whatever it looks like.
_CALLED = re.compile(
    r"(?:(?:mijn|haar|zijn|de|m'n|uw|je|hun) naam is|\bheet(?:te)?|\bheten|\bgenaamd|vragen naar|"
    r"vraag naar|\bgeboren|"
    r"\bondertekend door|\bgetekend|\bgroet(?:en|jes)?(?: van)?|\bmvg|hoogachtend|ik ben|\bnamens|"
    r"\bt\.a\.v\.|"
    r"contact(?: op)?(?:nemen)? met|bel(?:len)?(?: met| naar)?|mail(?:en)?(?: met| naar)?|"
    r"ondergetekende)[,:]?\s*$",
    re.I,
)
# Names that are also words, languages or months: a capital alone is not enough.
_AMBIGUOUS = _WORDS["ambiguous"]
_NEVER = re.compile(
    r"(?:Jan (?:en alleman|Modaal|met de pet|Publiek|Rap|Klaassen|Splinter|Salie|Lul|Doedel|Steen)|"
    r"Jut en Jul|Pietje Precies|Zwarte Piet|Piet Snot|Pietje Bell|Hans en Grietje|Sint Nicolaas|Sinterklaas|"
    r"Albert Heijn|Dirk van den Broek|Leen Bakker|Etos|Johan Cruijff|Anne Frank|Vincent van Gogh|"
    r"Annie M\.?G\.? Schmidt|"
    r"Willem van Oranje|Willem-Alexander|Martin Luther King|Nelson Mandela|Mark Rutte|Geert Wilders|"
    r"Dick Schoof|"
    r"Frans Timmermans|Sigrid Kaag|Rob Jetten|Pieter Omtzigt|Ab Klink|Hugo de Jonge|Femke Halsema|"
    r"Michiel de Ruyter|"
    r"Willem de Zwijger|Willem Drees|Florence Nightingale|Maria Montessori|Max Havelaar|Marco Polo|Joost mag|"
    r"Hans Teeuwen|Guus Meeuwis|André Hazes|Prins Bernhard|Prinses \w+|Koning\w* \w+|Sint[- ]\w+|St\. \w+)\b"
)
_PLACE = re.compile(
    r"(?:straat|laan|weg|plein|kade|gracht|singel|dreef|plantsoen|park|pad|steeg|brug|sluis|flat|"
    r"markt|toren|school|"
    r"college|kerk|huis|hal|stichting|fonds|prijs|museum|ziekenhuis|buurt|wijk|centrum|bibliotheek|"
    r"stadion|arena|"
    r"tunnel|viaduct|station|halte|kliniek|apotheek|club|lyceum|gymnasium|zaal|hotel|winkel)s?$",
    re.I,
)
_COMPANY = _WORDS["company"]
_TOWNS = _WORDS["towns"]
_NOT_SURNAME = _WORDS["not_surname"]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    first: bool  # opens a sentence

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def lower(self) -> str:
        return self.text.lower().rstrip(".")

    @property
    def initials(self) -> bool:
        return bool(_INITIALS.fullmatch(self.text))


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names of people, from left to right, without overlap.

    Examples
    --------
    >>> text = "Mevr. Van der Lugt-Kamsteeg en Dylano V. kennen Jan en alleman in de Anna Paulownalaan."
    >>> [text[start:end] for start, end in find_names(text)]
    ['Mevr. Van der Lugt-Kamsteeg', 'Dylano V.']
    """
    tokens = _tokens(text)
    never = [match.span() for match in _NEVER.finditer(text)]
    i = 0
    while i < len(tokens):
        end = _name_at(text, tokens, i)
        if end is None:
            i += 1
            continue
        start_at, end_at = tokens[i].start, _trimmed(text, tokens[end - 1])
        if not any(start_at < e and end_at > s for s, e in never):
            yield start_at, end_at
        i = end


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _WORD.finditer(text):
        raw = match[0].rstrip()
        start, end = match.start(), match.start() + len(raw)
        abbreviation = raw.lower() in _TITLES or _INITIALS.fullmatch(raw)
        if raw.endswith(".") and not abbreviation:
            raw, end = raw[:-1], end - 1
        before = text[:start].rstrip(" \t\"'“”‘’(*•-–")
        first = not before or (
            before[-1] in ".!?:;\n…"
            and not (tokens and tokens[-1].end == len(before) and abbreviation_end(tokens[-1]))
        )
        tokens.append(_Token(raw, start, end, first))
    return tokens


def abbreviation_end(token: _Token) -> bool:
    """Whether the full stop belongs to the word: it ends no sentence."""
    return token.text.lower() in _TITLES or token.initials


def _name_at(text: str, tokens: list[_Token], i: int) -> int | None:
    """Where the name that begins at token i ends (exclusive), or None."""
    token = tokens[i]
    if token.text.lower() in _TITLES and token.text.lower() not in {"heer"}:
        end = _after_title(text, tokens, i + 1)
        if end is not None and not (token.lower in {"juf", "meester"} and token.first and end == i + 1):
            return end
        return None
    if token.text.lower() == "heer":
        return _after_title(text, tokens, i + 1)
    if token.initials:
        end = _surname(text, tokens, i + 1)
        return end if end > i + 1 and not _is_place(tokens[end - 1]) else None
    called = token.lower not in _AMBIGUOUS or token.capital
    called = called and bool(_CALLED.search(text[max(0, token.start - 40) : token.start]))
    if called and token.lower not in _NOT_SURNAME and (token.capital or _is_first(token.lower)):
        return _called(text, tokens, i)
    return _first_name(text, tokens, i)


def _after_title(text: str, tokens: list[_Token], i: int) -> int | None:
    while i < len(tokens) and tokens[i].text.lower() in _TITLES and _adjacent(text, tokens, i):
        i += 1
    start = i
    if i < len(tokens) and tokens[i].initials and _adjacent(text, tokens, i):
        i += 1
    end = _surname(text, tokens, i, particles_first=True)
    polite = tokens[start - 1].lower in _POLITE
    if end == i or (not polite and _is_place(tokens[end - 1])):
        return None
    return end


def _called(text: str, tokens: list[_Token], i: int) -> int | None:
    """After "mijn naam is": one or two words, with particles; a small letter counts when the first is a
    first name.
    """
    token = tokens[i]
    known = _is_first(token.lower)
    if not known and (_is_dutch(token.lower) and token.lower not in first_names()):
        particles = token.lower in _PARTICLES and _surname(text, tokens, i, particles_first=True) > i
        if not particles:
            return None
    end = _surname(text, tokens, i + 1)
    if end == i + 1 and not token.capital:
        end = _small_surname(text, tokens, i + 1)
    if _is_place(tokens[end - 1]):
        return None
    return end


def _first_name(text: str, tokens: list[_Token], i: int) -> int | None:
    token = tokens[i]
    known = _is_first(token.lower)
    ambiguous = token.lower in _AMBIGUOUS
    if token.capital:
        if token.text.isupper() and len(token.text) > 1 and not text.isupper():
            return None
        if not known:
            return _unknown_pair(text, tokens, i)
        end = _surname(text, tokens, i + 1)
        if (
            end < len(tokens)
            and _adjacent(text, tokens, end)
            and tokens[end].capital
            and _is_place(tokens[end])
        ):
            return None
        if _is_place(tokens[end - 1]):
            return None
        if end > i + 1:
            return None if ambiguous and token.first and _is_dutch(tokens[end - 1].lower) else end
        return end if not ambiguous or _person_around(text, tokens, i) else None
    related = i > 0 and tokens[i - 1].lower in _RELATIVES and _adjacent(text, tokens, i)
    if not known or ambiguous or len(token.lower) < 4 or (_is_dutch(token.lower) and not related):
        return None
    return _small_surname(text, tokens, i + 1)


def _unknown_pair(text: str, tokens: list[_Token], i: int) -> int | None:
    """Two words with a capital that Dutch does not know, inside a sentence or after a relative: a name."""
    token = tokens[i]
    related = i > 0 and tokens[i - 1].lower in _RELATIVES and _adjacent(text, tokens, i)
    if (
        _is_dutch(token.lower)
        or _is_place(token)
        or token.lower in _TOWNS
        or token.text.isupper()
        or len(token.text) < 3
    ):
        return None
    end = _surname(text, tokens, i + 1)
    if end > i + 1:
        last = tokens[end - 1]
        odd = not _is_place(last) and not last.text.isupper() and len(last.text) > 2
        odd = odd and not any(_is_dutch(t.lower) or _is_english(t.lower) for t in (token, last))
        following = end < len(tokens) and _adjacent(text, tokens, end) and tokens[end].capital
        return end if odd and (related or not token.first) and not following else None
    return end if related else None


def _surname(text: str, tokens: list[_Token], i: int, *, particles_first: bool = False) -> int:
    """Where a surname that starts at token i ends; i itself when there is none.

    A surname is: particles, then one or two words with a capital; or one initial ("Dylano V.").
    """
    j = i
    while (
        j < len(tokens) and j - i < 3 and _adjacent(text, tokens, j) and tokens[j].text.lower() in _PARTICLES
    ):
        j += 1
    if j > i + 1 and tokens[i].lower in {"in", "op"} and tokens[i + 1].lower in {"de", "het"}:
        return (
            i  # "Sjaan in de Jordaan": a place, not a surname ("in 't Veld" and "op den Akker" are surnames)
        )
    if j > i and particles_first and tokens[i].text[0].islower() and j - i > 2:
        return i
    end = j
    while end < len(tokens) and end - j < 2 and _adjacent(text, tokens, end) and _can_be_surname(tokens[end]):
        end += 1
    if end > j and tokens[end - 1].initials and end - j > 1:
        end -= 1
    return end if end > j else i


def _small_surname(text: str, tokens: list[_Token], i: int) -> int:
    """A surname with small letters after a first name: particles and a word that Dutch does not know."""
    j = i
    while j < len(tokens) and j - i < 3 and _adjacent(text, tokens, j) and tokens[j].lower in _PARTICLES:
        j += 1
    if j < len(tokens) and _adjacent(text, tokens, j) and len(tokens[j].text) > 2:
        word = tokens[j].lower
        if word not in _NOT_SURNAME and ((not _is_dutch(word) and len(word) > 3) or j - i >= 2):
            return j + 1
    return i


def _can_be_surname(token: _Token) -> bool:
    shouted = not token.initials and token.text.isupper() and 1 < len(token.text) < 5  # GGD, UWV
    word = token.lower not in _NOT_SURNAME and not shouted
    return token.capital and word and (len(token.text) > 1 or token.initials)


def _person_around(text: str, tokens: list[_Token], i: int) -> bool:
    """Whether the words around an ambiguous first name say that it is a person."""
    token = tokens[i]
    if i > 0 and _adjacent(text, tokens, i) and tokens[i - 1].lower in _RELATIVES:
        return True
    if token.first or token.lower in {"jan", "mei", "april", "juni", "juli", "frans", "may", "august"}:
        return False
    if i > 0 and tokens[i - 1].lower in {"de", "het", "een", "op", "in", "'t", "per", "dezelfde", "elke"}:
        return False
    return len(token.text) > 2


def _adjacent(text: str, tokens: list[_Token], i: int) -> bool:
    return i > 0 and text[tokens[i - 1].end : tokens[i].start] in {" ", "  ", "\u00a0"}


def _trimmed(text: str, last: _Token) -> int:
    """End of the name without a possessive: "Anna's fiets"; a full stop stays with an initial."""
    word = re.sub(r"['’]s$", "", last.text)
    return last.start + len(word)


def _is_place(token: _Token) -> bool:
    return bool(_PLACE.search(token.text)) or token.lower in _COMPANY


@lru_cache(maxsize=50_000)
def _is_first(word: str) -> bool:
    names = first_names()
    if word in names:
        return True
    parts = word.split("-")
    bare = re.sub(r"['’]s$", "", word)
    return bare in names or (len(parts) == 2 and all(part in names for part in parts))


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    from wijkwijzer.text.lemmas import stop_words

    return stop_words()


@lru_cache(maxsize=50_000)
def _is_dutch(word: str) -> bool:
    from wijkwijzer.text.decompound import split_compound
    from wijkwijzer.text.lemmas import is_form

    word = word.replace("’", "'")
    if is_stop_word(word) or word in _stop_words() or is_form(word):
        return True

    return len(split_compound(word).parts) > 1


@lru_cache(maxsize=50_000)
def _is_english(word: str) -> bool:
    import simplemma

    return simplemma.is_known(word, lang="en")
