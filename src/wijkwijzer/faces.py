"""The face of a package that costs nothing until it is used (PEP 562).

A package names in `__all__` everything that others may import, and where each name lives. Importing the
package then loads nothing heavy; the first use of a name loads its module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["lazily"]


def lazily(package: str, rooms: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """Return a `__getattr__` for a package.

    Parameters
    ----------
    package : the package's `__name__`.
    rooms : the names that each of its modules offers.

    Examples
    --------
    >>> look_up = lazily("wijkwijzer", {"errors": ("InputError",)})
    >>> look_up("InputError").__name__
    'InputError'
    >>> look_up("nothing")
    Traceback (most recent call last):
    ...
    AttributeError: module 'wijkwijzer' has no attribute 'nothing'
    """
    where = {name: room for room, names in rooms.items() for name in names}

    def look_up(name: str) -> object:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{where[name]}"), name)

    return look_up
