"""Compute every number of a report again, from the data that travel inside its PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkwijzer.areas.document.area import METHOD, release_document
from wijkwijzer.report import Document
from wijkwijzer.report.recompute import (
    CheckedNumber,
    attached_document,
    compared,
    pages_are_as_attached,
)

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = ["CheckedReport", "check_report"]

Again = Callable[[Document], Document | None]


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """What a report says of itself, and what comes out when it is made again.

    `pages` tells that the pages are exactly what is made of the data inside (None: not looked at). `known` is
    whether the figures it was made of are here; without them no number can be computed again.
    """

    title: str
    made_on: str
    release: str
    area: str
    pages: bool | None
    known: bool
    numbers: tuple[CheckedNumber, ...]

    @property
    def questioned(self) -> tuple[CheckedNumber, ...]:
        """The numbers that do not come out again."""
        return tuple(number for number in self.numbers if not number.holds)


def check_report(pdf: bytes, again: Again | Release, *, pages: bool = True) -> CheckedReport:
    """Read the document inside a PDF and compute each of its numbers again.

    Parameters
    ----------
    pdf : the file.
    again : a release, or what makes a document anew (None when it cannot).
    pages : also make the pages again and compare them byte for byte.

    Raises
    ------
    InputError : when the file holds no report of ours.
    """
    document = attached_document(pdf)
    origin = dict(document.meta.made_from)
    make = again if callable(again) else _from(again)
    made = make(document) if origin.get("method") == METHOD else None
    return CheckedReport(
        document.title,
        document.meta.made_on.isoformat(),
        origin.get("release", ""),
        origin.get("area", ""),
        pages_are_as_attached(pdf, document) if pages else None,
        made is not None,
        compared(document, made),
    )


def _from(release: Release) -> Again:
    def again(document: Document) -> Document | None:
        origin = dict(document.meta.made_from)
        area = origin.get("area", "")
        if origin.get("release") != release.info.id or area not in release:
            return None
        return release_document(
            release,
            area,
            made_on=document.meta.made_on,
            language="en" if origin.get("language") == "en" else "nl",
            form="short" if origin.get("form") == "short" else "long",
        )

    return again
