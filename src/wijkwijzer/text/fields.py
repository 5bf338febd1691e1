"""Word fields: which words belong together when people talk about their neighbourhood ("zebra", "drempel",
"racen").

A sentence encoder knows that two sentences are alike; it does not know that somebody who writes about
thresholds and fifty kilometres an hour writes about speed. `data/woordvelden.txt` holds that knowledge:
fields of Dutch words, written by hand for this library, after the idea of a lexical field (Trier, 1931). A
theme and a message meet when their words stand in the same fields.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from wijkwijzer.text.analyse import Token, analyse

__all__ = ["field_names", "field_vector"]

_PART_WEIGHT = 0.7  # a part of a compound says less than a word of its own


def field_names() -> list[str]:
    """Names of the fields, in the order of a field vector.

    Examples
    --------
    >>> "afval" in field_names()
    True
    """
    return list(_fields()[0])


def field_vector(tokens: list[Token]) -> npt.NDArray[np.float64]:
    """How strongly the words of an analysed text stand in every field.

    Parameters
    ----------
    tokens
        What `wijkwijzer.text.analyse` makes of a text.

    Returns
    -------
    numpy.ndarray
        Shape (number of fields,). A word adds 1 / sqrt(number of fields it stands in) to each of its
        fields, a part of a compound 0.7 of that.

    Examples
    --------
    >>> vector = field_vector(list(analyse("De prullenbak zit vol zwerfvuil")))
    >>> field_names()[int(vector.argmax())]
    'afval'
    """
    names, index = _fields()
    vector = np.zeros(len(names))
    for token in tokens:
        found: dict[int, float] = {}
        candidates = [(token.stem, 1.0)] + [(part, _PART_WEIGHT) for part in token.part_stems]
        for stem, weight in candidates:
            places = index.get(stem, ())
            for place in places:
                found[place] = max(found.get(place, 0.0), weight / len(places) ** 0.5)
        for place, value in found.items():
            vector[place] += value
    return vector


@lru_cache(maxsize=1)
def _fields() -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    text = files("wijkwijzer.text").joinpath("data", "woordvelden.txt").read_text(encoding="utf-8")
    rows = [line.partition(":") for line in text.splitlines() if line and not line.startswith("#")]
    index: dict[str, list[int]] = {}
    for place, (_, _, members) in enumerate(rows):
        for stem in sorted({token.stem for token in analyse(members)}):
            index.setdefault(stem, []).append(place)
    return tuple(name for name, _, _ in rows), {stem: tuple(places) for stem, places in index.items()}
