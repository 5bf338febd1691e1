"""A folder that appears under its name only when all its files are there, and never takes another's place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wijkwijzer.errors import InputError

__all__ = ["new_folder", "refuse_full"]


def refuse_full(output: Path) -> None:
    """Refuse a place where something stands already; to be called before long work.

    Raises
    ------
    InputError
        When `output` is a file, or a folder with something in it.

    Examples
    --------
    >>> refuse_full(Path(tempfile.mkdtemp()))
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise InputError("Deze map is niet leeg. Kies een nieuwe map.", file=output)


@contextmanager
def new_folder(output: Path) -> Iterator[Path]:
    """Give a hidden folder to write in: it gets the name `output` at the end, or goes when something fails.

    Raises
    ------
    InputError
        As `refuse_full`.

    Examples
    --------
    >>> output = Path(tempfile.mkdtemp()) / "uitgave"
    >>> with new_folder(output) as work:
    ...     written = (work / "cijfers.csv").write_text("a;b")
    ...     there = output.exists()
    >>> there, output.exists()
    (False, True)
    """
    refuse_full(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        yield work
        work.chmod(0o755)
        if output.exists():
            output.rmdir()
        work.rename(output)
    finally:
        shutil.rmtree(work, ignore_errors=True)
