"""Invented names of wijken and buurten that sound like a Dutch town plan."""

from __future__ import annotations

import numpy as np

__all__ = ["SPOORDIJK_BUURTEN", "TYPES", "buurt_names", "wijk_names"]

# The planted groups of alike wijken, from the middle of a city outwards.
TYPES = ("centrum", "vooroorlogs", "naoorlogs", "bloemkool", "nieuwbouw", "landelijk")
SPOORDIJK_BUURTEN = ("Wisselbuurt", "Seinpad", "Loodshof", "Perronkwartier", "Spoordijk-Oost", "Rangeerveld")

_STEMS = """
    Linden Elzen Wilgen Berken Eiken Beuken Hazelaar Meidoorn Vlier Haven Molen Kerk Ambachts
    Vesting Schans Kwekerij Veen Klei Duin Zand Horst Rozen Leeuwerik Reiger Kievit Zwaluw Sluis
    Gracht Singel Steenbakkers Touwslagers Gasfabriek Suiker Vlas Turf Hof Kasteel Klooster Abdij
    Zuider Noorder Ooster Wester Koren Hop Zuring Wolfs Vossen Uilen Herten Snoek Baars Karper Otter
    Bever Heide Brem Varen Klaver Distel Riet Biezen Lis Waterlelie
""".split()  # noqa: SIM905 (a list literal would be one word a line)
_ENDS = {
    "centrum": ("kwartier",),
    "vooroorlogs": ("kwartier", "singel", "buurt", "plein"),
    "naoorlogs": ("veld", "horst", "hoven", "wijk"),
    "bloemkool": ("gaarde", "donk", "meent", "hagen"),
    "nieuwbouw": ("landen", "eiland", "park", "waard"),
    "landelijk": ("broek", "woude", "zijl", "kerke", "drecht"),
}
# Names this could make that belong to a real village or town.
_REAL = ("Beverwijk", "Kerkwijk", "Rietveld", "Westerbroek", "Molenhoven")
_THEMES = (
    "Merel Lijster Vink Spreeuw Roodborst Specht Wulp Grutto",
    "Tulpen Hyacinten Narcissen Krokus Irissen Dahlia Anjer Aster",
    "Smeden Kuipers Wevers Bakkers Schippers Vissers Zadelmakers Metselaars",
    "Sterren Maan Saturnus Jupiter Mercurius Orion Poolster Venus",
    "Kompas Anker Roer Zeil Kiel Boeg Mast Loods",
    "Graan Gerst Haver Rogge Tarwe Boekweit Spelt Gierst",
    "Kastanje Esdoorn Populier Plataan Iepen Lariks Ceder Taxus",
    "Adelaar Valk Havik Sperwer Buizerd Kiekendief Wouw Arend",
    "Amber Robijn Saffier Opaal Agaat Topaas Jade Kwarts",
    "Vlinder Libel Krekel Bijen Hommel Kever Mieren Rups",
)
_BUURT_ENDS = (
    "buurt",
    "hof",
    "straat en omgeving",
    "plantsoen",
    "laan en omgeving",
    "weg en omgeving",
    "erf",
    "buurt",
)


def wijk_names(rng: np.random.Generator, kinds: list[str], city: list[str]) -> list[str]:
    """Return one name per wijk; none occurs twice, and the inner wijk of a city carries the city's name."""
    used: set[str] = set()
    names = []
    for kind, place in zip(kinds, city, strict=True):
        fixed = f"Binnenstad {place}"
        name = fixed if kind == "centrum" and fixed not in used else ""
        while not name or name in used or name in _REAL:
            stem, end = str(rng.choice(_STEMS)), str(rng.choice(_ENDS[kind]))
            name = "" if end.startswith(stem.lower()) else f"{stem}{end}"
            if kind == "landelijk" and rng.random() < 0.3:
                name = f"Buitengebied {name}"
        used.add(name)
        names.append(name)
    return names


def buurt_names(rng: np.random.Generator, wijk: str, kind: str, count: int, empty: list[bool]) -> list[str]:
    """Return the names of the buurten of one wijk; where hardly anyone lives the name says so."""
    theme = rng.permutation(_THEMES[rng.integers(len(_THEMES))].split())
    core = wijk.removeprefix("Buitengebied ").removeprefix("Binnenstad ")
    names = []
    for i in range(count):
        if empty[i]:
            kind_of_land = "Verspreide huizen" if kind == "landelijk" else "Bedrijventerrein"
            names.append(f"{kind_of_land} {core}" + (f" {i + 1}" if any(empty[:i]) else ""))
        elif i == 0 and kind != "centrum":
            names.append(f"{core}-Centrum" if kind == "landelijk" else f"{core}-West")
        else:
            names.append(f"{theme[i]}{rng.choice(_BUURT_ENDS)}")
    return names
