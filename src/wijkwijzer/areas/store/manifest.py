"""What a release says about itself: identity, sources with licence and checksums, and what was not
published.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from wijkwijzer.areas.model import IndicatorInfo, PolicyPeriod, ReleaseInfo, SourceInfo
from wijkwijzer.codec import decode, encode
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.addresses import AddressMatch

__all__ = ["FORMAT", "MANIFEST", "InputFile", "Manifest", "Unpublished", "file_hash", "read_manifest"]

FORMAT = 4
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read: its name in the input folder, its source and the SHA-256 of its bytes."""

    name: str
    source: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A column that the publisher had not filled for a whole level and year when the file was made."""

    source: str
    indicator: str
    level: str
    year: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of ``manifest.json``.

    ``id`` is a hash of the data and of all that changes their meaning, not of the moment of making: the same
    input gives the same id. ``local_only`` tells that a source may not be redistributed; such a release must
    not be shown publicly as a whole. ``weights_source`` is the source that base-year figures derive from.
    ``periods`` are what was done, to stand beside the figures (`wijkwijzer.areas.profile.policy`).
    ``addresses`` tells per pair of years on how many addresses conversion weights rest, when these come from
    lists of addresses.
    ``extends`` is the release to which own areas were added; all else in it is the same. ``invented`` tells
    that the figures are those of an example; every page of a report on paper says so.
    """

    format: int
    id: str
    created_on: str
    base_year: int
    supersedes: str | None
    reason: str | None
    local_only: bool
    weights_source: str | None
    areas: int
    figures: int
    row_group: int
    indicators: tuple[IndicatorInfo, ...]
    sources: tuple[SourceInfo, ...]
    input_files: tuple[InputFile, ...]
    unread_files: tuple[str, ...]
    unpublished: tuple[Unpublished, ...]
    files: dict[str, str]
    extends: str | None = None
    addresses: tuple[AddressMatch, ...] = ()
    periods: tuple[PolicyPeriod, ...] = ()
    invented: bool = False

    @property
    def info(self) -> ReleaseInfo:
        """Return the part that every page shows."""
        return ReleaseInfo(
            self.id, self.created_on, self.base_year, self.supersedes, self.reason, self.invented
        )

    def to_json(self) -> str:
        """Return the manifest as indented JSON text."""
        return json.dumps(encode(self), ensure_ascii=False, indent=1)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a release folder; InputError when it is no release that we can read."""
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError("In deze map staat geen uitgave (manifest.json ontbreekt).", file=folder)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.get("format") != FORMAT:
            sentence = (
                f"Deze uitgave heeft vorm {content.get('format')}; we lezen vorm {FORMAT}. Bouw hem opnieuw."
            )
            raise InputError(sentence, file=path)
        return decode(Manifest, content)
    except (json.JSONDecodeError, TypeError, AttributeError) as error:
        raise InputError("Het manifest van deze uitgave is beschadigd.", file=path) from error


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
