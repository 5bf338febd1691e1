"""An overlay release: an organisation's own figures, laid over a release and never mixed into its series."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from wijkwijzer.areas.own_figures import CheckedFigures
from wijkwijzer.areas.profile import (
    AreaProfile,
    AreaRef,
    Figure,
    IndicatorInfo,
    IndicatorView,
    Position,
    Series,
    SourceInfo,
    Status,
    Text,
)
from wijkwijzer.areas.words import figure_text
from wijkwijzer.errors import InputError

__all__ = ["Overlay", "open_overlay", "write_overlay"]

_MARK = Text("cijfers van de gemeente", "figures of the municipality")
_FILE, _FIGURES = "overlay.json", "figures.parquet"


def write_overlay(
    checked: CheckedFigures, organisation: str, output: Path, names: Mapping[str, str] | None = None
) -> str:
    """Write checked figures as an overlay and return its id, a hash of its content.

    Parameters
    ----------
    checked : what `wijkwijzer.areas.own_figures.check_figures` found; it may have no problems.
    organisation : whose figures these are.
    output : folder that must not exist or be empty; it appears only when everything is written.
    names : indicator -> its name in Dutch; the key stands for a name that lacks.

    Raises
    ------
    InputError
        When there are problems left, or the folder is not empty.
    """
    if not checked.usable:
        first = checked.problems[0] if checked.problems else None
        sentence = first.sentence if first else "Er is geen enkel cijfer."
        raise InputError(sentence, row=first.row if first else None, column=first.column if first else None)
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise InputError("Deze map is niet leeg. Kies een nieuwe map.", file=output)
    figures = checked.figures.drop("row").sort("indicator", "code", "year")
    said = {key: (names or {}).get(key, key) for key in figures["indicator"].unique().sort()}
    content = json.dumps([organisation, said, figures.rows()], ensure_ascii=False)
    identifier = hashlib.sha256(content.encode()).hexdigest()[:16]
    output.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        figures.write_parquet(work / _FIGURES)
        about = {"id": identifier, "organisation": organisation, "names": said}
        (work / _FILE).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        work.chmod(0o755)
        if output.exists():
            output.rmdir()
        work.rename(output)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return identifier


def open_overlay(folder: Path) -> Overlay:
    """Open an overlay folder; InputError when it is none."""
    try:
        about = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Overlay(about["id"], about["organisation"], about["names"], pl.read_parquet(folder / _FIGURES))
    except (OSError, KeyError, TypeError, json.JSONDecodeError, pl.exceptions.PolarsError) as error:
        raise InputError("In deze map staan geen eigen cijfers.", file=folder) from error


class Overlay:
    """Own figures of one organisation.

    Parameters
    ----------
    identifier : hash of the content.
    organisation : whose figures these are.
    names : indicator -> name.
    figures : code, year, indicator, value, n, source, licence, public.
    """

    def __init__(
        self, identifier: str, organisation: str, names: Mapping[str, str], figures: pl.DataFrame
    ) -> None:
        self.id, self.organisation, self.names, self.figures = identifier, organisation, names, figures

    def lay_over(self, profile: AreaProfile, *, public_only: bool = True) -> AreaProfile:
        """Return the profile with the own figures as further indicators, after those of the release.

        Parameters
        ----------
        public_only : leave out what the organisation did not mark as public.
        """
        who = profile.identity
        own = self.figures.filter(
            (pl.col("code") == who.code) & pl.col("year").is_between(who.valid_from, who.valid_to or 9999)
        )
        if public_only:
            own = own.filter(pl.col("public"))
        parts = own.partition_by("indicator", maintain_order=True)
        views = tuple(self._view(profile, part.sort("year")) for part in parts)
        if not views:
            return profile
        return replace(
            profile,
            indicators=(*profile.indicators, *views),
            sources=(*profile.sources, *(self._source(part) for part in parts)),
        )

    def _key(self, part: pl.DataFrame) -> str:
        # A key of its own, so that no own figure ever continues a series of another source.
        return f"eigen_{self.id[:8]}_{part['indicator'][0]}"

    def _view(self, profile: AreaProfile, part: pl.DataFrame) -> IndicatorView:
        key = self._key(part)
        name = self.names.get(part["indicator"][0], part["indicator"][0])
        info = IndicatorInfo(
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
        values = part["value"].to_list()
        status: tuple[Status, ...] = tuple("missing" if value is None else "known" for value in values)
        unknown = (None,) * len(values)
        known = sum(value is not None for value in values)
        series = Series(
            basis="own",
            years=tuple(part["year"].to_list()),
            value=tuple(values),
            low=unknown,
            high=unknown,
            status=status,
            n=tuple(part["n"].to_list()),
            quality=unknown,
            source=(key,) * len(values),
            draw_line=known > 1,
        )
        at = max((i for i, value in enumerate(values) if value is not None), default=len(values) - 1)
        who = profile.identity
        latest = Figure(
            key, _ref(profile), series.years[at], values[at], None, None, status[at], key,
            figure_text(info, values[at]),
        )  # fmt: skip
        reason = Text(f"alleen {who.name} is bekend", f"only {who.name} is known")
        return IndicatorView(
            info=info,
            latest=latest,
            own=series,
            base=None,
            gemeente=None,
            country=None,
            position=Position(None, None, None, None, 0, None, None, reason, reason),
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


def _ref(profile: AreaProfile) -> AreaRef:
    who = profile.identity
    return AreaRef(who.key, who.code, who.name, who.level)
