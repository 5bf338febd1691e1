"""The reports of many areas at once, as one ZIP file that is the same every time."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING

import polars as pl

from wijkwijzer.areas.document.area import Form, release_document, report_name
from wijkwijzer.report import Document, Language, render

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = ["living_areas", "write_reports"]

_TIME = (1980, 1, 1, 0, 0, 0)
DocumentOf = Callable[[str], Document]


def living_areas(release: Release, level: str = "wijk", gemeente: str | None = None) -> list[str]:
    """Return the keys of the areas of a level that exist today, in the order of the release."""
    areas = release.areas().filter((pl.col("level") == level) & pl.col("valid_to").is_null())
    if gemeente is not None:
        areas = areas.filter(pl.col("gemeente_key") == gemeente)
    keys: list[str] = areas["key"].to_list()
    return keys


def write_reports(
    release: Release,
    keys: Sequence[str],
    target: IO[bytes],
    *,
    made_on: datetime.date,
    form: Form = "short",
    language: Language = "nl",
    kind: str = "pdf",
    document_of: DocumentOf | None = None,
) -> Iterator[int]:
    """Write a report per area into one ZIP file, and yield after each how many there are.

    Parameters
    ----------
    release : where the areas are from.
    keys : the areas, one report each.
    target : an open binary file.
    made_on : the day that is printed on the reports.
    form, language, kind : of the reports; kind is a form of `wijkwijzer.report.FORMATS`.
    document_of : makes the document of an area, where somebody else adds addresses or own figures.

    Raises
    ------
    KeyError : when an area is not in the release.
    """
    make = document_of or (
        lambda key: release_document(release, key, made_on=made_on, language=language, form=form)
    )
    taken: set[str] = set()
    # A PDF is compressed already: squeezing it again costs time and brings a per cent.
    squeeze = zipfile.ZIP_STORED if kind != "html" else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "w", squeeze) as bundle:
        for number, key in enumerate(keys, start=1):
            area = release.area(key)
            name = report_name(area.name, area.level, made_on)
            name = name if name not in taken else f"{name}-{key.lower()}"
            taken.add(name)
            entry = zipfile.ZipInfo(f"{name}.{kind}", _TIME)
            bundle.writestr(entry, render(make(key), kind), squeeze)
            yield number
