"""The file in which an organisation leaves: a zip with a README, tables, files and a list of checksums.

`gegevens/` holds the tables as JSON (and as CSV, for a spreadsheet), `bestanden/` files as they were,
`ter-inzage/` what is there to read and is made again elsewhere. The hash of the content is over the tables in
JSON and the files: equal content has an equal hash, whatever the day and the installation.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wijkwijzer.cells import harmless
from wijkwijzer.errors import InputError
from wijkwijzer_web.core.files.zips import BrokenZipError, TooLargeError, pieces
from wijkwijzer_web.core.rooms import BELONGINGS

__all__ = ["LARGEST", "MANIFEST", "Archive", "cells", "content_hash", "read", "write"]

FORM = 1
MANIFEST, README = "inhoud.json", "LEESMIJ.md"
TABLES = "gegevens"
LARGEST = 2 * 1024**3  # bytes, unpacked
_THEN = (1980, 1, 1, 0, 0, 0)


class Archive:
    """An archive that was opened: what it says of itself, its tables, and its files as bytes."""

    def __init__(self, manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
        self.manifest, self._parts = manifest, parts

    @property
    def organisation(self) -> dict[str, Any]:
        """What is said of the organisation."""
        found: dict[str, Any] = self.manifest["organisation"]
        return found

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Rows by the name of their table."""
        found = {}
        for name, content in self._parts.items():
            if name.startswith(f"{TABLES}/") and name.endswith(".json"):
                found[Path(name).stem] = json.loads(content)
        return found

    @property
    def files(self) -> dict[str, bytes]:
        """Files as they were, by their name below `bestanden/`."""
        start = f"{BELONGINGS}/"
        return {name.removeprefix(start): c for name, c in self._parts.items() if name.startswith(start)}

    def unpack(self, folder: Path) -> None:
        """Write the files below a folder."""
        for name, content in self.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def write(
    target: Path,
    *,
    organisation: Mapping[str, Any],
    tables: Mapping[str, list[dict[str, Any]]],
    folder: Path,
    readme: str,
    made_on: str,
) -> str:
    """Write the zip; the same content gives the same bytes on the same day. Return the hash of the content.

    `folder` holds what the rooms wrote: `bestanden/` and `ter-inzage/`.
    """
    parts: dict[str, bytes] = {README: readme.encode()}
    for name, rows in tables.items():
        text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
        parts[f"{TABLES}/{name}.json"] = text.encode()
        parts[f"{TABLES}/{name}.csv"] = _sheet(rows)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            parts[path.relative_to(folder).as_posix()] = path.read_bytes()
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(parts.items())}
    content = content_hash(sums)
    manifest = {
        "form": FORM,
        "made_on": made_on,
        "organisation": dict(organisation),
        "content": content,
        "rows": {name: len(rows) for name, rows in tables.items()},
        "sha256": sums,
    }
    parts[MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in sorted(parts.items(), key=lambda one: (one[0] != README, one[0])):
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, data)
    return content


def content_hash(sums: Mapping[str, str]) -> str:
    """One hash over the tables and the files, by their names and checksums.

    >>> one = {"gegevens/a.json": "1", "LEESMIJ.md": "2"}
    >>> content_hash(one) == content_hash(one | {"LEESMIJ.md": "3"})
    True
    """
    lines = [f"{digest}  {name}" for name, digest in sorted(sums.items()) if _counts(name)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _counts(name: str) -> bool:
    return name.startswith(f"{BELONGINGS}/") or (name.startswith(f"{TABLES}/") and name.endswith(".json"))


def _sheet(rows: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer.writerow(columns)
    writer.writerows(cells(row.get(name) for name in columns) for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def cells(values: Any) -> list[Any]:
    """Cells for a spreadsheet: lists as JSON, and no words that it takes for a formula."""
    made = []
    for value in values:
        if isinstance(value, list | dict):
            value = json.dumps(value, ensure_ascii=False, sort_keys=True)
        made.append(harmless(value) if isinstance(value, str) else value)
    return made


# ---- reading
def read(file: Path, largest: int = LARGEST) -> Archive:
    """Open an archive and check every file in it against the list.

    Raises
    ------
    InputError
        It is no such archive, it is cut off, or something in it was changed.
    """
    not_one = "Dit is geen archief van een organisatie."
    try:
        parts = _unpacked(file, largest)
    except BrokenZipError as error:
        raise InputError("Dit bestand is geen zip, of het is niet heel.") from error
    except TooLargeError as error:
        raise InputError("Uitgepakt is dit archief te groot.") from error
    try:
        manifest = json.loads(parts.pop(MANIFEST))
        sums = manifest["sha256"]
        if manifest["form"] != FORM:
            raise InputError("Dit archief is van een nieuwere versie van WijkWijzer. Werk eerst bij.")
        if not isinstance(manifest["organisation"]["name"], str) or not isinstance(sums, dict):
            raise InputError(not_one)
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(not_one) from error
    missing = [name for name in sums if name not in parts]
    if missing:
        raise InputError(f"In het archief ontbreekt {missing[0]}.")
    for name, content in parts.items():
        if hashlib.sha256(content).hexdigest() != sums.get(name):
            raise InputError(f"{name} is veranderd nadat het archief werd gemaakt.")
    if content_hash(sums) != manifest.get("content"):
        raise InputError("De lijst met controlegetallen klopt niet.")
    return Archive(manifest, parts)


def _unpacked(file: Path, largest: int) -> dict[str, bytes]:
    """The files by name."""
    parts: dict[str, list[bytes]] = {}
    for name, piece in pieces(file, largest):
        if piece:
            parts[name].append(piece)
        elif name.startswith("/") or "\\" in name or ".." in name.split("/") or name in parts:
            raise InputError("In het archief staat een bestand met een naam die niet kan.")
        else:
            parts[name] = []
    return {name: b"".join(found) for name, found in parts.items()}
