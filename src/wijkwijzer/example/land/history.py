"""Twenty years of divisions, told backwards from 2024: every event is undone on the division after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.example.land.landscape import CITIES, Landscape
from wijkwijzer.example.land.names import SPOORDIJK_BUURTEN, TYPES, buurt_names, wijk_names
from wijkwijzer.example.land.random import stream

__all__ = ["LAST", "LEVELS", "YEARS", "Division", "make_divisions"]

YEARS = tuple(range(2005, 2025))
LAST = YEARS[-1]
LEVELS = ("gemeente", "wijk", "buurt")
SPLIT_BUURTEN, MERGED_BUURTEN = 36, 18
_PREFIX = {"gemeente": ("GM", 4), "wijk": ("WK", 6), "buurt": ("BU", 8)}
IntArray = NDArray[np.int64]
Names = NDArray[np.object_]


@dataclass(frozen=True)
class Division:
    """Which gemeente, wijk and buurt each atom belongs to in one year.

    Attributes
    ----------
    codes : per level the (atoms,) number of the area: 9903, 990307, 99030702.
    names : per level the (atoms,) name of the area.
    """

    codes: dict[str, IntArray]
    names: dict[str, Names]

    def areas(self, level: str) -> tuple[list[str], list[str], IntArray]:
        """Return the codes as CBS writes them, the names, and the (atoms,) index of each atom's area."""
        numbers, first, index = np.unique(self.codes[level], return_index=True, return_inverse=True)
        prefix, width = _PREFIX[level]
        codes = [f"{prefix}{number:0{width}d}" for number in numbers]
        return codes, [str(n) for n in self.names[level][first]], np.asarray(index, dtype=np.int64)

    def edited(self) -> Division:
        """Return a copy that may be changed."""
        return replace(
            self,
            codes={level: values.copy() for level, values in self.codes.items()},
            names={level: values.copy() for level, values in self.names.items()},
        )

    def move(self, atoms: IntArray, wijk: int, name: str, first_buurt: int) -> None:
        """Put atoms in a wijk and number their buurten on from `first_buurt`."""
        gemeente = wijk // 100
        self.names["gemeente"][atoms] = self.names["gemeente"][self.codes["gemeente"] == gemeente][0]
        self.codes["gemeente"][atoms] = gemeente
        self.codes["wijk"][atoms] = wijk
        self.names["wijk"][atoms] = name
        _, rank = np.unique(self.codes["buurt"][atoms], return_inverse=True)
        self.codes["buurt"][atoms] = wijk * 100 + first_buurt + rank

    def recode(self, atoms: IntArray, wijk: int) -> None:
        """Give atoms another wijk number; their buurten keep the last two digits."""
        self.codes["wijk"][atoms] = wijk
        self.codes["gemeente"][atoms] = wijk // 100
        self.codes["buurt"][atoms] = wijk * 100 + self.codes["buurt"][atoms] % 100


def make_divisions(
    seed: int, land: Landscape, kind: IntArray, empty: NDArray[np.bool_]
) -> dict[int, Division]:
    """Return the division of every year.

    Parameters
    ----------
    kind : (wijken,) planted group of each wijk of the landscape.
    empty : (atoms,) where hardly anyone lives.
    """
    rng = stream(seed, "history")
    division = _today(rng, land, kind, empty)
    events = _events(rng, land, division, empty)
    divisions = {LAST: division}
    for year in YEARS[-2::-1]:
        division = division.edited()
        for undo in events.get(year + 1, []):
            undo(division)
        divisions[year] = division
    return divisions


def _today(rng: np.random.Generator, land: Landscape, kind: IntArray, empty: NDArray[np.bool_]) -> Division:
    wijken = len(kind)
    city_of = land.city[np.unique(land.wijk, return_index=True)[1]]
    names = wijk_names(rng, [TYPES[k] for k in kind], [CITIES[c].name for c in city_of])
    names[land.spoordijk] = "De Spoordijk"
    atoms = len(land.city)
    codes = {level: np.zeros(atoms, dtype=np.int64) for level in LEVELS}
    texts: dict[str, Names] = {level: np.empty(atoms, dtype=object) for level in LEVELS}
    numbers: dict[int, int] = {}
    for wijk in range(wijken):
        own = np.flatnonzero(land.wijk == wijk)
        city = int(city_of[wijk])
        number = CITIES[city].code * 100 + numbers.get(city, 0)
        numbers[city] = numbers.get(city, 0) + 1
        buurten = buurt_names(rng, names[wijk], TYPES[kind[wijk]], len(own), empty[own].tolist())
        if wijk == land.spoordijk:
            buurten = list(SPOORDIJK_BUURTEN)
        codes["gemeente"][own] = CITIES[city].code
        codes["wijk"][own] = number
        codes["buurt"][own] = number * 100 + np.arange(len(own))
        texts["gemeente"][own] = CITIES[city].name
        texts["wijk"][own] = names[wijk]
        texts["buurt"][own] = buurten
    return Division(codes, texts)


Undo = Callable[[Division], None]


def _events(
    rng: np.random.Generator, land: Landscape, today: Division, empty: NDArray[np.bool_]
) -> dict[int, list[Undo]]:
    """What happened on 1 January of which year, as the function that undoes it."""
    wijk = today.codes["wijk"]

    def atoms_of(city: int, numbers: list[int]) -> IntArray:
        return np.flatnonzero(np.isin(wijk, [city * 100 + n for n in numbers]))

    events: dict[int, list[Undo]] = {
        2008: [_renamed(atoms_of(9902, [2]), "wijk", "Oud-Eikmonde")],
        2010: [_annexed(atoms_of(9905, [9, 10, 11]), 9914, "Kwelderoord", 9905)],
        2012: [_merged_wijken(atoms_of(9910, [3]), 991008, "Vaartsum-Achterdijk")],
        2014: [_split_buurt(atoms_of(9901, [n])[:2]) for n in (1, 4, 7)],
        2017: [_moved_to_spoordijk(land, today)],
        2018: [_rotated_codes([atoms_of(9905, [n]) for n in (2, 5, 7)])],
        2019: [_annexed(atoms_of(9906, [0, 1, 2]), 9913, "Rietwolde", 9906)],
        2020: [_split_wijk(atoms_of(9901, [2]), _next_wijk(land, atoms_of(9901, [2])), "Brugstede-Zuid")],
        2021: [_merged_wijken(atoms_of(9904, [5]), 990412, "Hesselo-Oost")],
        2022: [_renamed(atoms_of(9907, [4]), "wijk", "Noordhage-Dijk")],
        2023: [_border_moved(land, today, empty, 9911, 9901)],
    }
    for year in rng.integers(2007, 2024, size=SPLIT_BUURTEN):
        events.setdefault(int(year), []).insert(0, _split_buurt(_neighbour_pair(rng, land, today)))
    for i, year in enumerate(rng.integers(2007, 2024, size=MERGED_BUURTEN)):
        first, second = _neighbour_pair(rng, land, today)
        undo = _merged_buurten(second, 80 + i, str(today.names["buurt"][second]))
        today.codes["buurt"][second] = today.codes["buurt"][first]
        today.names["buurt"][second] = today.names["buurt"][first]
        events.setdefault(int(year), []).insert(0, undo)
    return events


def _renamed(atoms: IntArray, level: str, old: str) -> Undo:
    def undo(division: Division) -> None:
        division.names[level][atoms] = old

    return undo


def _annexed(atoms: IntArray, code: int, name: str, into: int) -> Undo:
    """A gemeente that was added to a larger one: same borders inside, every code new."""

    def undo(division: Division) -> None:
        own = atoms[division.codes["gemeente"][atoms] == into]
        _, rank = np.unique(division.codes["wijk"][own], return_inverse=True)
        for number in np.unique(rank):
            division.recode(own[rank == number], code * 100 + int(number))
        division.names["gemeente"][own] = name

    return undo


def _merged_wijken(atoms: IntArray, second: int, name: str) -> Undo:
    """Two wijken became one: the second half used to have its own number and name."""

    def undo(division: Division) -> None:
        half = atoms[len(atoms) // 2 :]
        division.move(half, second, name, 0)

    return undo


def _split_buurt(atoms: IntArray) -> Undo:
    """One buurt became two: both used to carry the code and the name of the first."""

    def undo(division: Division) -> None:
        if len(np.unique(division.codes["wijk"][atoms])) == 1:
            division.codes["buurt"][atoms] = division.codes["buurt"][atoms[0]]
            division.names["buurt"][atoms] = division.names["buurt"][atoms[0]]

    return undo


def _merged_buurten(atom: int, number: int, name: str) -> Undo:
    """Two buurten became one: the second used to have its own code and name."""

    def undo(division: Division) -> None:
        division.codes["buurt"][atom] = division.codes["wijk"][atom] * 100 + number % 100
        division.names["buurt"][atom] = name

    return undo


def _split_wijk(first: IntArray, second: IntArray, name: str) -> Undo:
    """One wijk became two, and the smaller half kept the code under a new name: a code that is used again."""

    def undo(division: Division) -> None:
        code = int(division.codes["wijk"][first[0]])
        taken = int(division.codes["buurt"][first].max() % 100) + 1
        division.move(second, code, name, taken)
        division.names["wijk"][first] = name

    return undo


def _rotated_codes(groups: list[IntArray]) -> Undo:
    """A renumbering in which wijken took over one another's codes."""

    def undo(division: Division) -> None:
        codes = [int(division.codes["wijk"][own[0]]) for own in groups]
        for own, code in zip(groups, codes[1:] + codes[:1], strict=True):
            division.recode(own, code)

    return undo


def _moved_to_spoordijk(land: Landscape, today: Division) -> Undo:
    """The two eastern buurten of De Spoordijk belonged to the wijk next to it."""
    own = np.flatnonzero(land.wijk == land.spoordijk)
    moved = own[-2:]
    near = np.concatenate([land.neighbours(int(atom)) for atom in moved[::-1]])
    other = next(
        int(a) for a in near if land.wijk[a] != land.spoordijk and land.city[a] == land.city[moved[0]]
    )
    return _given(moved, other, today)


def _border_moved(land: Landscape, today: Division, empty: NDArray[np.bool_], old: int, new: int) -> Undo:
    """One buurt on the border went from one gemeente to another."""
    gemeente = today.codes["gemeente"]
    for atom in np.flatnonzero((gemeente == new) & ~empty):
        near = land.neighbours(int(atom))
        other = near[gemeente[near] == old]
        if len(other):
            return _given(np.array([atom]), int(other[0]), today)
    return lambda division: None


def _given(atoms: IntArray, other: int, today: Division) -> Undo:
    """Atoms that used to belong to the wijk of another atom."""
    wijk = int(today.codes["wijk"][other])

    def undo(division: Division) -> None:
        code = int(division.codes["wijk"][other])
        division.move(atoms, code, str(division.names["wijk"][other]), 50 + wijk % 10)

    return undo


def _next_wijk(land: Landscape, atoms: IntArray) -> IntArray:
    """All atoms of a wijk that lies against these atoms, in the same city."""
    near = np.concatenate([land.neighbours(int(atom)) for atom in atoms])
    near = near[(land.wijk[near] != land.wijk[atoms[0]]) & (land.city[near] == land.city[atoms[0]])]
    return np.flatnonzero(land.wijk == land.wijk[near].min())


def _neighbour_pair(rng: np.random.Generator, land: Landscape, today: Division) -> IntArray:
    """Two neighbouring buurten of one wijk, outside De Spoordijk."""
    wijk, buurt = today.codes["wijk"], today.codes["buurt"]
    while True:
        atom = int(rng.integers(len(wijk)))
        near = land.neighbours(atom)
        near = near[(wijk[near] == wijk[atom]) & (buurt[near] != buurt[atom])]
        single = (buurt == buurt[atom]).sum() == 1
        if len(near) and single and land.wijk[atom] != land.spoordijk:
            return np.array([atom, int(near[0])])
