"""An overlay release: an organisation's own figures, laid over a release and never mixed into its series."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from wijkwijzer.areas.model import (
    AreaProfile,
    AreaRef,
    Figure,
    IndicatorInfo,
    IndicatorView,
    Series,
    SourceInfo,
    Text,
)
from wijkwijzer.areas.own.figures import CheckedFigures
from wijkwijzer.areas.own.views import (
    OwnPositions,
    own_differences,
    own_positions,
    own_series,
    position_of,
)
from wijkwijzer.areas.profile.words import figure_text
from wijkwijzer.errors import InputError
from wijkwijzer.folders import new_folder

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = ["Overlay", "open_overlay", "write_overlay"]

_MARK = Text("cijfers van de gemeente", "figures of the municipality")
_FILE, _FIGURES = "overlay.json", "figures.parquet"


def write_overlay(
    checked: CheckedFigures, organisation: str, output: Path, names: Mapping[str, str] | None = None
) -> str:
    """Write checked figures as an overlay and return its id, a hash of its content.

    Parameters
    ----------
    checked : what `wijkwijzer.areas.own.figures.check_figures` found, without problems, and with what
        `wijkwijzer.areas.own.disclosure.protect` said of it.
    organisation : whose figures these are.
    output : folder that must not exist or be empty; it appears only when everything is written.
    names : indicator -> its name in Dutch; the key stands for a name that lacks.

    Raises
    ------
    InputError
        When there are problems left, or the folder is not empty.
    ValueError
        When nobody looked into what has to be withheld.
    """
    if checked.withheld is None:
        raise ValueError("own figures are only kept after protect() has looked into them")
    if not checked.usable:
        first = checked.problems[0] if checked.problems else None
        sentence = first.sentence if first else "Er is geen enkel cijfer."
        raise InputError(sentence, row=first.row if first else None, column=first.column if first else None)
    figures = checked.figures.join(checked.withheld, on="row", how="left")
    figures = figures.drop("row").sort("indicator", "code", "year")
    said = {key: (names or {}).get(key, key) for key in figures["indicator"].unique().sort()}
    content = json.dumps([organisation, said, figures.rows()], ensure_ascii=False)
    identifier = hashlib.sha256(content.encode()).hexdigest()[:16]
    with new_folder(output) as work:
        figures.write_parquet(work / _FIGURES)
        about = {"id": identifier, "organisation": organisation, "names": said}
        (work / _FILE).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return identifier


def open_overlay(folder: Path) -> Overlay:
    """Open an overlay folder; InputError when it is none."""
    try:
        about = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        figures = pl.read_parquet(folder / _FIGURES)
        if "why" not in figures.columns:
            raise InputError("Deze eigen cijfers zijn van een oudere versie. Lees het bestand opnieuw in.")
        return Overlay(about["id"], about["organisation"], about["names"], figures)
    except (OSError, KeyError, TypeError, json.JSONDecodeError, pl.exceptions.PolarsError) as error:
        raise InputError("In deze map staan geen eigen cijfers.", file=folder) from error


class Overlay:
    """Own figures of one organisation.

    Parameters
    ----------
    identifier : hash of the content.
    organisation : whose figures these are.
    names : indicator -> name.
    figures : code, year, indicator, value, n, source, licence, public, and why a figure is withheld from the
        public (null when it is not).
    """

    def __init__(
        self, identifier: str, organisation: str, names: Mapping[str, str], figures: pl.DataFrame
    ) -> None:
        self.id, self.organisation, self.names, self.figures = identifier, organisation, names, figures
        self._compared: dict[tuple[str, str, int, int], OwnPositions] = {}

    @cached_property
    def public_figures(self) -> pl.DataFrame:
        """What everyone may see; a withheld figure keeps its row, without value and denominator."""
        shown = pl.col("why").is_null()
        return self.figures.filter("public").with_columns(
            pl.when(shown).then(name).alias(name) for name in ("value", "n")
        )

    def lay_over(
        self, profile: AreaProfile, *, public_only: bool = True, release: Release | None = None
    ) -> AreaProfile:
        """Return the profile with the own figures as further indicators, after those of the release.

        Parameters
        ----------
        public_only : leave out what the organisation did not mark as public, and what is withheld.
        release : that of the profile; with it figures get a position among the areas that have them, and the
            parts of the area stand beside each other.
        """
        figures = self.public_figures if public_only else self.figures.with_columns(why=pl.lit(None))
        who = profile.identity
        # An own area is a set of areas of now; figures of any year may be given for it.
        first = 0 if who.level == "gebied" else who.valid_from
        years = pl.col("year").is_between(first, who.valid_to or 9999)
        own = figures.filter((pl.col("code") == who.code) & years)
        parts = own.partition_by("indicator", maintain_order=True)
        views = [
            self._view(profile, part, figures.filter(pl.col("indicator") == part["indicator"][0]), release)
            for part in parts
        ]
        if not views:
            return profile
        sources = (self._source(part) for part in parts)
        return replace(
            profile, indicators=(*profile.indicators, *views), sources=(*profile.sources, *sources)
        )

    def _key(self, part: pl.DataFrame) -> str:
        # A key of its own, so that no own figure ever continues a series of another source.
        return f"eigen_{self.id[:8]}_{part['indicator'][0]}"

    def _view(
        self, profile: AreaProfile, part: pl.DataFrame, everywhere: pl.DataFrame, release: Release | None
    ) -> IndicatorView:
        who, key = profile.identity, self._key(part)
        info = self._info(key, part["indicator"][0])
        series = own_series(key, part)
        known = [place for place, value in enumerate(series.value) if value is not None]
        at = known[-1] if known else len(series.years) - 1
        latest = Figure(
            indicator=key,
            area=AreaRef(who.key, who.code, who.name, who.level),
            year=series.years[at],
            value=series.value[at],
            low=None,
            high=None,
            status=series.status[at],
            source=key,
            text=figure_text(info, series.value[at]),
        )
        gemeente = _beside(key, everywhere, who.gemeente, who.key)
        city = series if who.level == "gemeente" else gemeente
        compared = self._positions(release, everywhere) if release is not None else None
        return IndicatorView(
            info=info,
            latest=latest,
            own=series,
            base=None,
            gemeente=gemeente,
            country=_beside(key, everywhere, who.country, who.key),
            position=position_of(release, compared, who),
            differences=own_differences(release, info, who, everywhere, city) if release else None,
        )

    def _positions(self, release: Release, figures: pl.DataFrame) -> OwnPositions:
        """Return the positions of one figure; kept, because every area of a release asks for the same."""
        name = (release.info.id, figures["indicator"][0], figures.height, figures["value"].null_count())
        if name not in self._compared:
            self._compared[name] = own_positions(release, figures)
        return self._compared[name]

    def _info(self, key: str, indicator: str) -> IndicatorInfo:
        name = self.names.get(indicator, indicator)
        return IndicatorInfo(
            key=key,
            name=Text(f"{name} ({_MARK.nl})", f"{name} ({_MARK.en})"),
            definition=Text(f"Opgave van {self.organisation}.", f"Reported by {self.organisation}."),
            unit=Text("", ""),
            direction="none",
            factor="context",
            combine="class",
            decimals=1,
            rounding=0.0,
            ambiguous_zero=None,
            modelled=False,
            leading=False,
            sources=(key,),
        )

    def _source(self, part: pl.DataFrame) -> SourceInfo:
        return SourceInfo(
            key=self._key(part),
            name=" / ".join(part["source"].unique(maintain_order=True)),
            publisher=self.organisation,
            licence=" / ".join(part["licence"].unique(maintain_order=True)),
            redistributable=bool(part["public"].all()),
            version=self.id,
            published_on=None,
            years=tuple(part["year"].unique().sort().to_list()),
            address="",
            modelled=False,
            note=_MARK,
        )


def _beside(key: str, figures: pl.DataFrame, ref: AreaRef | None, own: str) -> Series | None:
    """Return the same figure of a larger area; None for the area itself."""
    if ref is None or ref.key == own:
        return None
    rows = figures.filter(pl.col("code") == ref.code)
    return own_series(key, rows) if rows.height else None
