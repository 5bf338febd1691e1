"""Which files of a folder we know: every file is matched against the descriptions of the sources."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.description import FileRule, SourceDescription, sources

__all__ = ["FoundFile", "discover"]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, the source it belongs to and what its name tells.

    ``name`` is the path inside the input folder, with forward slashes.
    """

    path: Path
    name: str
    source: SourceDescription
    rule: FileRule
    year: int | None
    table: str | None
    level: str | None

    def checksum(self) -> str:
        """Return the SHA-256 of the file's bytes."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def discover(folder: Path) -> tuple[list[FoundFile], list[str]]:
    """Match every file under a folder; return what is known, and the names of what is not.

    Raises
    ------
    InputError
        When the folder is absent or holds no figures at all.
    """
    if not folder.is_dir():
        raise InputError("Deze map bestaat niet.", file=folder)
    found: list[FoundFile] = []
    unknown = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        name = path.relative_to(folder).as_posix()
        matches = _matches(path, name)
        found += matches
        if not matches:
            unknown.append(name)
    if not any(file.source.kind == "figures" for file in found):
        raise InputError("In deze map staat geen enkel bestand met cijfers dat we kennen.", file=folder)
    return found, unknown


def _matches(path: Path, name: str) -> list[FoundFile]:
    """Return the file once for every source it belongs to: a map also carries figures."""
    found = []
    for description in sources():
        for rule in description.files:
            # A publisher's bulk set has the same file names in every folder; the folder is the table.
            own = "/".join(path.parts[-2:]) if "/" in rule.match else path.name
            match = re.fullmatch(rule.match, own, flags=re.IGNORECASE)
            if match is not None:
                groups = match.groupdict()
                year = int(groups["year"]) if groups.get("year") else None
                table = groups.get("table")
                if year is None and table is not None:
                    year = description.year_of_table(table)
                    if year is None and not rule.year:
                        continue  # a table of another publication
                found.append(FoundFile(path, name, description, rule, year, table, groups.get("level")))
                break
    return found
