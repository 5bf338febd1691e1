"""The names of all areas of one release, in memory: lists by alphabet, and a search that forgives typing."""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from wijkwijzer.areas import Text

__all__ = ["EverydayNames", "Hit", "NameIndex", "Place", "everyday_names", "fold"]

# Below this a resemblance is no answer: "sporedijk" finds Spoordijk at 94, unrelated names stay under 70.
FLOOR = 72.0
# From here on a name was meant; below it the page asks whether it was.
LIKELY = 86.0
# How much less a name of before says than one of today: "Oosterbeek" is not the wijk that was called so.
_FORMER = 6.0
# A word that stands in names of more gemeenten than this is no name of a place ("Noord", "Centrum").
_MOST_PLACES = 3
# A gemeente in the question with a typing error in it: "havermer" is Havermeer, "heemskerk" is not Heemstede.
_GEMEENTE = 90.0
_CODE = re.compile(r"^(gm|wk|bu|gb|ge)\w{2,14}(-\d{4})?$")
_ARTICLES = re.compile(r"^(de|het|den|'t|t|wijk \d+|wijk [a-z0-9]{2})\s+")
_ADDITION = re.compile(r"\s*\([^)]*\)$")  # Bergen (NH.)
_BETWEEN = re.compile(r"^(in|te|van|bij)\s+|\s+(in|te|van|bij)$")
_KIND_OF_PART = re.compile(r"(wijk|buurt|kwartier)$")  # people say Schilderswijk for the Schildersbuurt
_LEVELS = ("land", "gemeente", "wijk", "buurt", "gebied")


def fold(text: str) -> str:
    """Small letters without accents or punctuation, so that writings of one name become equal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9']+", " ", plain).replace("'", "").split())


@dataclass(frozen=True, slots=True)
class Place:
    """An area as the lists and the search know it."""

    key: str
    code: str
    name: str
    level: str
    valid_from: int
    valid_to: int | None
    gemeente_key: str
    gemeente_name: str
    wijk_key: str
    residents: float | None
    has_geometry: bool
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An area that answers a search; `name` is the name it was found by, when that is not its own."""

    place: Place
    score: float
    former_name: str = ""

    @property
    def likely(self) -> bool:
        """Whether this was probably meant; else the page asks."""
        return self.score >= LIKELY


@dataclass(frozen=True, slots=True)
class EverydayNames:
    """The names that people use and the register does not, and who says so."""

    names: Mapping[str, tuple[str, ...]]
    source: Text
    official: str
    licence: str


@cache
def everyday_names() -> EverydayNames:
    """Read the list; `names` is by the code of the gemeente."""
    content = tomllib.loads(Path(__file__).with_name("everyday_names.toml").read_text("utf-8"))
    names = {code: tuple(names) for code, names in content["names"].items()}
    said = Text(content["source"], content["source_en"])
    return EverydayNames(names, said, content["official"], content["licence"])


def _stem(text: str) -> str:
    """A name without the word for a part of town at its end; itself when little would be left."""
    stem = _KIND_OF_PART.sub("", text)
    return stem if len(stem) > 4 else text


@dataclass(slots=True)
class _Names:
    """What can be searched, side by side: `owner[i]` is the place of `texts[i]`."""

    texts: list[str] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    former: list[str] = field(default_factory=list)

    def add(self, text: str, owner: int, former: str) -> None:
        if text:
            self.texts.append(text)
            self.owner.append(owner)
            self.former.append(former)

    def resembling(self, text: str, least: float) -> Iterator[tuple[float, int, str]]:
        """Places whose name is written almost like this."""
        found = process.extract(text, self.texts, scorer=fuzz.ratio, limit=60, score_cutoff=least)
        for _, score, i in found:
            yield score, self.owner[i], self.former[i]

    def holding(self, text: str) -> Iterator[tuple[float, int, str]]:
        """Places whose name holds this: best at its start, as whole words, and as most of the name."""
        stem = _stem(text)
        for i, name in enumerate(self.texts):
            if text in name:
                whole = f" {text} " in f" {name} "
                least = (93.0 if whole else 90.0) if name.startswith(text) else (91.0 if whole else 82.0)
                yield least + 4 * len(text) / len(name), self.owner[i], self.former[i]
            elif len(stem) > 4 and name.startswith(stem) and _stem(name) == stem:
                yield 96.0, self.owner[i], self.former[i]


@dataclass(slots=True)
class _Part:
    """The names of a gemeente, or of all of them: whole names, and the words in them."""

    whole: _Names = field(default_factory=_Names)
    words: _Names = field(default_factory=_Names)

    def add(self, text: str, owner: int, former: str) -> None:
        short = _ARTICLES.sub("", text)
        for one in {text, short}:
            self.whole.add(one, owner, former)
        for word in short.split():
            if len(word) > 3 and word != short:
                self.words.add(word, owner, former)

    def best(self, asked: str) -> dict[int, tuple[float, str]]:
        """Per place the best that its names do, and the former name that did it."""
        best: dict[int, tuple[float, str]] = {}
        for score, number, former in self._scores(asked):
            if score >= FLOOR and score > best.get(number, (0.0, ""))[0]:
                best[number] = (score, former)
        return best

    def _scores(self, asked: str) -> Iterator[tuple[float, int, str]]:
        short = _ARTICLES.sub("", asked)
        for text in {asked, short}:
            yield from self.whole.resembling(text, FLOOR)
        if len(short) < 3:
            return
        yield from self.whole.holding(short)
        if " " not in short and len(short) > 4:
            for score, number, former in self.words.resembling(short, 80):
                yield score * 0.92, number, former


class NameIndex:
    """All areas of a release by name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = sorted(places, key=lambda place: (fold(place.name), place.key))
        self.by_key = {place.key: place for place in self.places}
        self._by_level: dict[str, list[Place]] = defaultdict(list)
        self._inside: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._all = _Part()
        self._within: dict[str, _Part] = defaultdict(_Part)
        self._gemeenten: dict[str, set[str]] = defaultdict(set)
        self._places_in: dict[str, set[str]] = defaultdict(set)
        for number, place in enumerate(self.places):
            if place.valid_to is None:
                self._by_level[place.level].append(place)
                self._inside[place.level, place.gemeente_key].append(place)
                self._inside[place.level, place.wijk_key].append(place)
            self._take_in(number, place)

    def _take_in(self, number: int, place: Place) -> None:
        is_gemeente = place.level == "gemeente"
        bare = _ADDITION.sub("", place.name)  # Wierden (kern) is called Wierden
        names = _names_of_gemeente(place.name, place.code) if is_gemeente else (place.name, bare)
        gemeente = fold(place.name if is_gemeente else place.gemeente_name)
        for name in (*names, *place.former_names):
            former = "" if name in names or fold(name) == fold(place.name) else name
            self._all.add(fold(name), number, former)
            if not is_gemeente and gemeente:
                self._within[gemeente].add(fold(name), number, former)
                if place.valid_to is None and not former:
                    for word in fold(name).split():
                        self._places_in[word].add(gemeente)
        if place.valid_to is None and gemeente:
            official, code = (
                (place.name, place.code) if is_gemeente else (place.gemeente_name, place.gemeente_key)
            )
            for name in _names_of_gemeente(official, code):
                self._gemeenten[fold(name)].add(gemeente)

    def at_level(self, level: str) -> list[Place]:
        """The areas of today of one kind, by alphabet."""
        return self._by_level[level]

    def inside(self, level: str, key: str) -> list[Place]:
        """The areas of today of one kind inside a gemeente or wijk, by alphabet."""
        return self._inside[level, key]

    @cached_property
    def _typed(self) -> list[tuple[str, Place]]:
        """The areas of today that people look for by name, those with most residents first."""
        kinds = ("gemeente", "wijk", "gebied")
        living = [place for kind in kinds for place in self._by_level[kind]]
        living.sort(key=lambda place: (place.level != "gemeente", -(place.residents or 0), place.key))
        return [(f" {fold(place.name)}", place) for place in living]

    def beginning(self, typed: str, most: int) -> list[Place]:
        """Areas with a word that begins like this, those with most residents first; all of them for "" ."""
        asked = f" {fold(typed)}".rstrip() if typed else ""
        return list(islice((place for name, place in self._typed if asked in name), most))

    @property
    def typed(self) -> int:
        """How many areas people look for by name."""
        return len(self._typed)

    def chosen(self, question: str) -> Place | None:
        """The one area of today that is called this in this gemeente ("Centrum, Kolkstad"); else None."""
        name, comma, gemeente = question.rpartition(",")
        if not comma:
            return None
        wanted = fold(name), fold(gemeente)
        found = [
            place for _name, place in self._typed if (fold(place.name), fold(place.gemeente_name)) == wanted
        ]
        return found[0] if len(found) == 1 else None

    def search(self, question: str, most: int = 30) -> list[Hit]:
        """The areas that a question may mean, best first; empty when nothing resembles it enough.

        A gemeente in the question ("Binnenstad Groningen") brings what lies in it to the front. Of names that
        fit as well, that of more residents comes first, and what has ended comes last.
        """
        asked = fold(question)
        if not asked:
            return []
        code = question.strip().lower()
        if _CODE.match(code) and re.search(r"\d", code):  # Buitenveldert and Geuzenveld are names
            return [
                Hit(place, 100.0)
                for place in self.places
                if place.key.lower() == code or place.code.lower() == code
            ]
        best = self._all.best(asked)
        gemeente, rest = self._gemeente_in(asked)
        if gemeente and not self._is_a_name(best):  # Beek en Donk does not lie in Beek
            best = self._first_inside(best, gemeente, rest)
        elif not gemeente and all(score < LIKELY for score, _former in best.values()):
            best |= self._beside_a_place(asked)
        hits = [Hit(self.places[number], score, former) for number, (score, former) in best.items()]
        return _own_before_gemeente(sorted(hits, key=_order))[:most]

    def _gemeente_in(self, asked: str) -> tuple[set[str], str]:
        """The gemeenten that the first or last words name, and the words that are left."""
        words = asked.split()
        for least in (100.0, _GEMEENTE):
            for size in range(min(6, len(words) - 1), 0, -1):
                for named, left in ((words[-size:], words[:-size]), (words[:size], words[size:])):
                    name, rest = " ".join(named), _BETWEEN.sub("", " ".join(left))
                    found = self._named(name, least)
                    if found and rest:
                        return found, rest
        return set(), asked

    def _named(self, name: str, least: float) -> set[str]:
        if least == 100.0:
            return self._gemeenten.get(name, set())
        if len(name) < 6:
            return set()
        near = process.extractOne(name, self._gemeenten.keys(), scorer=fuzz.ratio, score_cutoff=least)
        return self._gemeenten[near[0]] if near else set()

    def _beside_a_place(self, asked: str) -> dict[int, tuple[float, str]]:
        """What the other words name in a gemeente that has the first or last word in names of its own.

        People say where something is by the village or the town of before: "De Elementen Spijkenisse".
        """
        found: dict[int, tuple[float, str]] = {}
        words = asked.split()
        for place, left in ((words[-1], words[:-1]), (words[0], words[1:])):
            gemeenten = self._places_in.get(place, set()) if len(place) > 4 else set()
            rest = _BETWEEN.sub("", " ".join(left))
            if not rest or len(gemeenten) > _MOST_PLACES:
                continue
            for gemeente in gemeenten:
                inside = self._within[gemeente].best(rest)
                found |= {
                    n: hit for n, hit in inside.items() if hit[0] > max(LIKELY, found.get(n, (0.0,))[0])
                }
        return found

    def _is_a_name(self, best: dict[int, tuple[float, str]]) -> bool:
        return any(score == 100.0 and self.places[n].valid_to is None for n, (score, _former) in best.items())

    def _first_inside(
        self, everywhere: dict[int, tuple[float, str]], gemeenten: set[str], rest: str
    ) -> dict[int, tuple[float, str]]:
        """Hits inside the named gemeenten first; of the others the page only asks whether they were meant."""
        best = {n: (min(score, LIKELY - 1), former) for n, (score, former) in everywhere.items()}
        for gemeente in gemeenten:
            for number, (score, former) in self._within[gemeente].best(rest).items():
                best[number] = (max(score, best.get(number, (0.0, ""))[0]), former)
        for number, place in enumerate(self.places):
            if place.level == "gemeente" and place.valid_to is None and fold(place.name) in gemeenten:
                best[number] = (LIKELY, "")
        return best


def _names_of_gemeente(name: str, code: str) -> tuple[str, ...]:
    """The name in the register, that without its addition, and what people say."""
    return tuple(dict.fromkeys((name, _ADDITION.sub("", name), *everyday_names().names.get(code[:6], ()))))


def _own_before_gemeente(hits: list[Hit]) -> list[Hit]:
    """A wijk that is called as its gemeente is comes just before it: who looks for a wijk means the place."""
    if not hits or hits[0].place.level != "gemeente" or not hits[0].likely:
        return hits
    gemeente = hits[0].place
    called = fold(_ADDITION.sub("", gemeente.name))
    own = [
        hit
        for hit in hits
        if hit.place.level == "wijk"
        and hit.place.valid_to is None
        and hit.place.gemeente_key == gemeente.key
        and fold(_ADDITION.sub("", hit.place.name)) == called
    ]
    return [*own, *(hit for hit in hits if hit not in own)]


def _order(hit: Hit) -> tuple[bool, bool, float, int, str, str]:
    place = hit.place
    # Ten times as many residents weigh as much as five hundredths of resemblance.
    known = 5 * math.log10(max(place.residents or 0, 10))
    return (
        not hit.likely,
        place.valid_to is not None,
        -(
            hit.score
            - (_FORMER if hit.former_name else 0.0)
            + (known if hit.likely and hit.score > LIKELY else 0)
        ),
        _LEVELS.index(place.level),
        fold(place.name),
        fold(place.gemeente_name),
    )
