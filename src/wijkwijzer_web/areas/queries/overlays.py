"""Own figures of organisations over a profile: for everyone what is public, for members also the rest."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijkwijzer.areas import (
    AreaProfile,
    IndicatorInfo,
    IndicatorView,
    Overlay,
    SourceInfo,
    Text,
    open_overlay,
)
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas.models import OwnFigures
from wijkwijzer_web.areas.queries.releases import Current, profile
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.work.prepared import asked

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["NO_LAYERS", "Layer", "Layers", "counted", "laid_over", "layers_for", "public_layers"]

log = logging.getLogger("wijkwijzer.areas")
WHOLLY = _("alleen zichtbaar voor %(organisation)s")
PARTLY = _("deels alleen zichtbaar voor %(organisation)s")


@dataclass(frozen=True, slots=True)
class Layer:
    """The own figures of one organisation; `closed` when who looks may also see what is not public."""

    folder: str
    overlay: str
    organisation: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Layers:
    """What lies over every profile of a page; equal layers make equal pages."""

    layers: tuple[Layer, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether a page with these layers may hold what is not for everyone."""
        return any(layer.closed for layer in self.layers)

    @property
    def name(self) -> str:
        """A short name of the content, for keys of what is made with them."""
        return "-".join(layer.overlay[:8] for layer in self.layers)

    def known(self, shown: Current, key: str, levels: tuple[str, ...]) -> list[tuple[str, list[int]]]:
        """Per year of an own figure the number of areas of each kind that have it."""
        for layer in self.layers:
            if not key.startswith(f"eigen_{layer.overlay[:8]}_"):
                continue
            figures = _visible(layer).filter(
                pl.col("value").is_not_null() & (pl.col("indicator") == key.split("_", 2)[2])
            )
            kinds = {code: place.level for code, place in shown.names.by_key.items()}
            level = pl.col("code").replace_strict(kinds, default=None, return_dtype=pl.String)
            return counted(figures.with_columns(level=level).drop_nulls("level"), levels)
        return []

    def indicators(self, shown: Current) -> list[tuple[IndicatorInfo, SourceInfo]]:
        """Every own figure with its source, as it is shown with some area that has it."""
        return list(_indicators(shown, self).values())

    def sources(self, shown: Current) -> list[SourceInfo]:
        """Where own figures are from, each source of an organisation once."""
        found = [source for _info, source in self.indicators(shown)]
        return list({(source.publisher, source.name, source.licence): source for source in found}.values())


NO_LAYERS = Layers()


def public_layers() -> Layers:
    """What everyone may see: also what goes into files, reports and the API."""
    return _layers({})


def layers_for(user: User | AnonymousUser) -> Layers:
    """What this person may see on a page."""
    if user.is_anonymous:
        return public_layers()
    if user.is_superuser:
        return _layers(None)
    return _layers(dict.fromkeys(user.memberships.values_list("organisation_id", flat=True)))


def _layers(member_of: dict[int, None] | None) -> Layers:
    """None stands for a member of everything."""
    return Layers(
        tuple(
            Layer(
                row.folder,
                row.overlay,
                row.organisation.name,
                row.public_rows < row.rows and (member_of is None or row.organisation_id in member_of),
            )
            for row in asked(_shown_figures)
        )
    )


def _shown_figures() -> QuerySet[OwnFigures]:
    shown = OwnFigures.objects.filter(shown=True, organisation__active=True)
    return shown.select_related("organisation").order_by("organisation__name")


@lru_cache(maxsize=64)
def _opened(folder: str) -> Overlay:
    return open_overlay(Path(settings.RELEASES_DIR) / folder)


def laid_over(shown: Current, key: str, layers: Layers) -> AreaProfile:
    """The profile of an area with own figures over it."""
    found = profile(shown, key)
    for layer in layers.layers:
        try:
            overlay = _opened(layer.folder)
        except InputError:
            log.exception("own figures cannot be read", extra={"overlay": layer.overlay})
            continue
        found = overlay.lay_over(found, public_only=not layer.closed, release=shown.figures)
        found = _mark(found, layer, overlay)
    return found


def _mark(found: AreaProfile, layer: Layer, overlay: Overlay) -> AreaProfile:
    """Say at each figure that is not for everyone for whom it is; also when only others beside it are not."""
    if not layer.closed:
        return found
    closed = overlay.figures.filter(~pl.col("public") | pl.col("why").is_not_null())
    partly = _keys(layer, closed)
    wholly = _keys(layer, closed.filter(pl.col("code") == found.identity.code))
    views = []
    for view in found.indicators:
        if view.info.key in wholly:
            views.append(_marked(view, WHOLLY, layer.organisation))
        elif view.info.key in partly:
            views.append(_marked(view, PARTLY, layer.organisation))
        else:
            views.append(view)
    return replace(found, indicators=tuple(views))


def _keys(layer: Layer, figures: pl.DataFrame) -> set[str]:
    return {f"eigen_{layer.overlay[:8]}_{name}" for name in figures["indicator"].unique()}


def _marked(view: IndicatorView, text: _StrPromise, organisation: str) -> IndicatorView:
    said = {}
    for language in ("nl", "en"):
        with override(language):
            said[language] = str(text) % {"organisation": organisation}
    name = view.info.name
    both = Text(f"{name.nl} · {said['nl']}", f"{name.en} · {said['en']}")
    return replace(view, info=replace(view.info, name=both))


def counted(figures: pl.DataFrame, levels: tuple[str, ...]) -> list[tuple[str, list[int]]]:
    """Per year, the latest first, the number of rows of each level."""
    numbers = figures.group_by("year", "level").len().sort("year", descending=True)
    rows: dict[int, dict[str, int]] = {}
    for year, level, number in numbers.iter_rows():
        rows.setdefault(year, {})[level] = number
    return [(str(year), [by_level.get(level, 0) for level in levels]) for year, by_level in rows.items()]


def _visible(layer: Layer) -> pl.DataFrame:
    try:
        overlay = _opened(layer.folder)
    except InputError:
        log.exception("own figures cannot be read", extra={"overlay": layer.overlay})
        return pl.DataFrame(
            schema={"code": pl.String, "year": pl.Int32, "indicator": pl.String, "value": pl.Float64}
        )
    return overlay.figures if layer.closed else overlay.public_figures


@lru_cache(maxsize=16)
def _indicators(shown: Current, layers: Layers) -> dict[str, tuple[IndicatorInfo, SourceInfo]]:
    result: dict[str, tuple[IndicatorInfo, SourceInfo]] = {}
    for layer in layers.layers:
        for codes in _visible(layer).group_by("indicator").agg(pl.col("code").unique().sort())["code"]:
            key = next((code for code in codes if code in shown.names.by_key), None)
            if key is None:
                continue
            found = laid_over(shown, key, Layers((layer,)))
            sources = {source.key: source for source in found.sources}
            for view in found.indicators:
                if view.info.sources == (view.info.key,):  # an own figure is a source of its own
                    result[view.info.key] = (view.info, sources[view.info.sources[0]])
    return result
