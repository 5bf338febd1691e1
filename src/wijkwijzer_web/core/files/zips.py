"""A zip that somebody sends, read piece by piece: what it says of its own sizes may be a lie."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

__all__ = ["BrokenZipError", "TooLargeError", "pieces"]

_PIECE = 1024 * 1024
_TROUBLES = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError)


class BrokenZipError(Exception):
    """It is no zip, it is not whole, or it is locked."""


class TooLargeError(Exception):
    """Unpacked it is larger than it may be."""


def pieces(path: Path, largest: int) -> Iterator[tuple[str, bytes]]:
    """Every file of a zip by its name, in pieces; each file begins with an empty piece.

    Parameters
    ----------
    path : the zip.
    largest : bytes that all files together may have, unpacked.

    Raises
    ------
    BrokenZipError, TooLargeError
        While reading, so what was read before is not to be kept.
    """
    size = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if entry.is_dir():
                    continue
                yield entry.filename, b""
                with archive.open(entry) as stream:
                    while piece := stream.read(_PIECE):
                        size += len(piece)
                        if size > largest:
                            raise TooLargeError
                        yield entry.filename, piece
    except _TROUBLES as error:
        raise BrokenZipError from error
