"""The dossier's "elke euro levert 1,5 euro op", opened again: what must be true for it?

The dossier (WijkWijzer, 2023) names one figure, without interval, price level, years, parties or what it
compares with. Everything that is needed to reckon it and that the dossier does not say is our assumption,
and says so.
"""

from __future__ import annotations

from importlib.resources import as_file, files

from wijkwijzer.effects.benefits.model import Case
from wijkwijzer.effects.benefits.sheet import read_case

__all__ = ["dossier_case"]


def dossier_case() -> Case:
    """Return the case, from the sheet that is shipped.

    Examples
    --------
    >>> dossier_case().title
    'Elke euro levert 1,5 euro op'
    """
    with as_file(files(__package__).joinpath("dossier.csv")) as path:
        return read_case(path)
