"""The form of a backup: a tar whose last entry lists every other with its size and checksum.

So a file that was cut off anywhere, or of which a byte changed, is told from a whole one before anything is
touched. With `BACKUP_KEY` the tar is sealed.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from wijkwijzer_web.operations.sealed import SealedReader, SealedWriter, is_sealed

__all__ = ["CONTENTS", "NotWhole", "Writer", "unpack", "writing"]

CONTENTS = "inhoud.json"


class NotWhole(Exception):  # noqa: N818 - a state of the file
    """The file is no backup, or not all of it."""


class _Hashed:
    """Passes on what is read, and remembers its checksum."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sum = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        data = self.file.read(size)
        self.sum.update(data)
        return data


class Writer:
    """Adds files to a backup, and at the end the list of them."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.contents: dict[str, dict[str, Any]] = {}

    def add(self, path: Path, name: str) -> None:
        """Add a file, or a folder with all that is in it (links are left out)."""
        if path.is_symlink():
            return
        if path.is_dir():
            for child in sorted(path.iterdir()):
                self.add(child, f"{name}/{child.name}")
            return
        with path.open("rb") as file:
            entry = self.tar.gettarinfo(arcname=name, fileobj=file)
            hashed = _Hashed(file)
            self.tar.addfile(entry, hashed)
        self.contents[name] = {"size": entry.size, "sha256": hashed.sum.hexdigest()}

    def finish(self, about: dict[str, Any], scratch: Path) -> None:
        """Write the list."""
        scratch.write_text(json.dumps(about | {"contents": self.contents}), encoding="utf-8")
        self.tar.add(scratch, CONTENTS)


@contextmanager
def writing(target: Path, key: str) -> Iterator[Writer]:
    """Write a backup; only its owner may read the file."""
    with target.open("xb") as file:
        target.chmod(0o600)
        sealed = SealedWriter(file, key) if key else None
        try:
            with tarfile.open(fileobj=sealed or file, mode="w|") as tar:
                yield Writer(tar)
        except BaseException:
            if sealed is not None:
                sealed.abandon()
            raise
        if sealed is not None:
            sealed.close()


def unpack(file: Path, parts: Path, key: str, *, unchecked: bool = False) -> dict[str, Any]:
    """Unpack into a folder and check every file against the list; what the backup says about itself."""
    try:
        with file.open("rb") as raw:
            source = SealedReader(raw, key) if is_sealed(raw) else raw
            with tarfile.open(fileobj=source, mode="r|*") as tar:
                tar.extractall(parts, filter="data")  # refuses links and paths that lead outside
        if unchecked and (parts / "over.json").exists():
            about: dict[str, Any] = json.loads((parts / "over.json").read_text(encoding="utf-8"))
            return about
        about = json.loads((parts / CONTENTS).read_text(encoding="utf-8"))
        _check(parts, about["contents"])
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise NotWhole from error
    return about


def _check(parts: Path, contents: dict[str, dict[str, Any]]) -> None:
    found = {str(path.relative_to(parts)) for path in parts.rglob("*") if path.is_file()} - {CONTENTS}
    if found != set(contents):
        raise ValueError("other files than the list says")
    for name, told in contents.items():
        with (parts / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != told["sha256"]:
                raise ValueError(f"{name} changed")
