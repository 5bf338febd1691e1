"""The names of all areas of one release, in memory: lists by alphabet, and a search that forgives typing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

__all__ = ["Hit", "NameIndex", "Place", "fold"]

# Below this a resemblance is no answer: "sporedijk" finds Spoordijk at 94, unrelated names stay under 70.
FLOOR = 72.0
_CODE = re.compile(r"^(gm|wk|bu|gb|ge)\w{2,14}(-\d{4})?$")
_ARTICLES = re.compile(r"^(de|het|den|'t|t|wijk \d+|wijk [a-z0-9]{2})\s+")
# Names that everybody uses and the register does not.
_EVERYDAY = {"GM0518": "Den Haag", "GM0796": "Den Bosch"}
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


class NameIndex:
    """All areas of a release by name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = sorted(places, key=lambda place: (fold(place.name), place.key))
        self.by_key = {place.key: place for place in self.places}
        self._by_level: dict[str, list[Place]] = defaultdict(list)
        self._inside: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._whole, self._words = _Names(), _Names()
        for number, place in enumerate(self.places):
            if place.valid_to is None:
                self._by_level[place.level].append(place)
                self._inside[place.level, place.gemeente_key].append(place)
                self._inside[place.level, place.wijk_key].append(place)
            self._take_in(number, place)

    def _take_in(self, number: int, place: Place) -> None:
        everyday = _EVERYDAY.get(place.code, "")
        for name in (place.name, everyday, *place.former_names):
            former = "" if name in (place.name, everyday) or fold(name) == fold(place.name) else name
            whole = fold(name)
            short = _ARTICLES.sub("", whole)
            for text in {whole, short}:
                self._whole.add(text, number, former)
            if place.gemeente_name and place.level != "gemeente" and short:
                for gemeente in {place.gemeente_name, _EVERYDAY.get(place.gemeente_key, place.gemeente_name)}:
                    self._whole.add(f"{short} {fold(gemeente)}", number, former)
            for word in short.split():
                if len(word) > 3 and word != short:
                    self._words.add(word, number, former)

    def at_level(self, level: str) -> list[Place]:
        """The areas of today of one kind, by alphabet."""
        return self._by_level[level]

    def inside(self, level: str, key: str) -> list[Place]:
        """The areas of today of one kind inside a gemeente or wijk, by alphabet."""
        return self._inside[level, key]

    def search(self, question: str, most: int = 30) -> list[Hit]:
        """The areas that a question may mean, best first; empty when nothing resembles it enough."""
        asked = fold(question)
        if not asked:
            return []
        code = question.strip().lower()
        if _CODE.match(code):
            return [
                Hit(place, 100.0)
                for place in self.places
                if place.key.lower() == code or place.code.lower() == code
            ]
        best: dict[int, tuple[float, str]] = {}
        for score, number, former in self._scores(asked):
            if score >= FLOOR and score > best.get(number, (0.0, ""))[0]:
                best[number] = (score, former)
        hits = [Hit(self.places[number], score, former) for number, (score, former) in best.items()]
        return sorted(hits, key=_order)[:most]

    def _scores(self, asked: str) -> Iterable[tuple[float, int, str]]:
        short = _ARTICLES.sub("", asked)
        for text in {asked, short}:
            for _, score, i in process.extract(
                text, self._whole.texts, scorer=fuzz.ratio, limit=60, score_cutoff=FLOOR
            ):
                yield score, self._whole.owner[i], self._whole.former[i]
        if len(short) < 3:
            return
        for i, text in enumerate(self._whole.texts):
            if short in text:
                start = text.startswith(short)
                yield (
                    (95.0 if start else 85.0) + 4 * len(short) / len(text),
                    self._whole.owner[i],
                    self._whole.former[i],
                )
        if " " not in short and len(short) > 4:
            for _, score, i in process.extract(
                short, self._words.texts, scorer=fuzz.ratio, limit=60, score_cutoff=80
            ):
                yield score * 0.92, self._words.owner[i], self._words.former[i]


def _order(hit: Hit) -> tuple[float, bool, int, str, str]:
    place = hit.place
    return (
        -round(hit.score / 4),
        place.valid_to is not None,
        _LEVELS.index(place.level),
        fold(place.name),
        fold(place.gemeente_name),
    )
