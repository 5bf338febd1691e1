"""One figure of one release, as it can be cited: it stays as it was, and says what replaced it and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwijzer.areas import IndicatorInfo, Series, TableOfOrigin, Text, table_of_origin
from wijkwijzer.report import number
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.models import ActiveRelease, Area, Level, OwnArea, Release, area_address
from wijkwijzer_web.areas.words import language
from wijkwijzer_web.core.shell.trouble import Unavailable

__all__ = ["SHORT", "CitedFigure", "citable", "cited_figure", "figure_address"]

SHORT = 16  # letters of the id of a release in an address: 64 bits of a hash
LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure as it was; without a `value` there is a reason in `why_not`; `later` are the corrections.

    `origin` is where the publisher has it, and `invented` that this one was made up in its shape.
    `redrawn`: nothing was corrected, but the own area has other borders now; `later_value` says what of it.
    """

    release: Release
    area_name: str
    area_url: str
    name: str
    definition: str
    year: int
    value: str
    interval: str
    why_not: str
    source: str
    pruned: bool
    later: tuple[Release, ...]
    later_value: str
    redrawn: bool
    title: str
    address: str
    origin: TableOfOrigin | None = None
    invented: bool = False


def figure_address(release: str, area: str, indicator: str, year: int) -> str:
    """The address that keeps working."""
    return reverse("areas:figure", args=[release[:SHORT], area, indicator, year])


def citable(shown: queries.Current, key: str) -> list[tuple[str, int, str]]:
    """Of an area: every indicator with its newest known year and the address to cite that figure."""
    return _citable(shown, key, language())


@lru_cache(maxsize=256)
def _citable(shown: queries.Current, key: str, words: str) -> list[tuple[str, int, str]]:
    found = []
    own = shown.names.by_key[key].level == Level.OWN  # only in the release with own areas
    base = queries.base_of(shown).pk if shown.figures.manifest.extends and not own else shown.id
    for view in queries.profile(shown, key).indicators:
        series = view.own
        years = (
            [y for y, v in zip(series.years, series.value, strict=True) if v is not None] if series else []
        )
        if years:
            address = figure_address(base, key, view.info.key, years[-1])
            found.append((_text(view.info.name), years[-1], address))
    return found


def cited_figure(release: str, area: str, indicator: str, year: int) -> CitedFigure:
    """A figure of a release that was ever shown here.

    Raises
    ------
    Http404
        There was never such a release, area or figure.
    """
    row = _release(release, area)
    later = _later(row)
    address = settings.SITE_URL.rstrip("/") + figure_address(row.pk, area, indicator, year)
    told = _told(row, area, indicator)
    newest = _newest(row, later)
    now = _value_in(newest, area, indicator, year) if newest else ""
    if told is None:
        return _gone(row, later, now, area, indicator, year, address)
    value, interval, why_not, source = _value(told.shown, told.info, told.series, year)
    return CitedFigure(
        release=row,
        area_name=told.name,
        area_url=told.url,
        name=_text(told.info.name),
        definition=_text(told.info.definition),
        year=year,
        value=value,
        interval=interval,
        why_not=why_not,
        source=source,
        pruned=False,
        later=later,
        later_value=now,
        redrawn=not later and bool(now) and now != value,
        title=f"{_text(told.info.name)}, {told.name}, {year}" + (f": {value}" if value else ""),
        address=address,
        origin=_origin(told, year) if value else None,
        invented=told.shown.figures.info.invented,
    )


def _origin(told: _Told, year: int) -> TableOfOrigin | None:
    """The table and columns of the publisher; None for what an organisation gave itself."""
    at = told.series.source[told.series.years.index(year)]
    known = at in {one.key for one in told.shown.figures.sources()}
    return table_of_origin(told.info.key, at, year) if at and known else None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a release says: the name of the area and the figure through time; `shown` knows the sources."""

    shown: queries.Current
    name: str
    url: str
    info: IndicatorInfo
    series: Series


def _told(row: Release, area: str, indicator: str) -> _Told | None:
    """Read a release, or what was kept of its own areas; None when its files are gone."""
    try:
        if row.path.is_dir():
            return _on_file(row, area, indicator)
        kept = queries.kept_series(row.pk, area, indicator) if row.extends else None
        if kept is None:
            return None
        base = queries.release_by_id(row.extends)
    except Unavailable:
        return None
    info = next(one for one in base.figures.indicators() if one.key == indicator)
    name, series = kept
    url = area_address(Level.OWN, area, name)
    return _Told(base, name, url, info, series)


def _on_file(row: Release, area: str, indicator: str) -> _Told:
    shown = queries.release_by_id(row.pk)
    place = shown.names.by_key.get(area)
    if place is None:
        raise Http404(f"no area {area}")
    info, series = _series(shown, area, indicator)
    url = f"{area_address(place.level, place.key, place.name)}?uitgave={row.pk}"
    return _Told(shown, place.name, url, info, series)


def _release(begin: str, area: str) -> Release:
    """The release of an address; of what own areas were laid over it changed nothing, the one beneath."""
    found = list(Release.objects.filter(pk__startswith=begin)[:2]) if len(begin) >= SHORT else []
    if len(found) != 1:
        raise Http404(f"no release {begin}")
    row = found[0]
    own = (  # one that came in with its organisation may never have been on show here
        Area.objects.filter(key=area, level=Level.OWN).exists() or OwnArea.objects.filter(code=area).exists()
    )
    return row if own or not row.extends else Release.objects.filter(pk=row.extends).first() or row


def _newest(row: Release, later: tuple[Release, ...]) -> Release | None:
    """Where the figure stands now; an own area stands in what was laid over a release last."""
    base = later[-1] if later else row
    if not row.extends:
        return base if later else None
    active = ActiveRelease.objects.select_related("release").first()
    if active is not None and active.release.base == base.base:
        return active.release
    return Release.objects.filter(extends=base.base).order_by("-registered_at").first()


def _later(row: Release) -> tuple[Release, ...]:
    """The releases that corrected this one, one after the other."""
    chain: list[Release] = []
    seen = {row.base}
    while len(chain) < LONGEST_CHAIN:
        after = (
            Release.objects.filter(supersedes=row.base, extends="")
            .order_by("-made_on", "-registered_at")
            .first()
        )
        if after is None or after.pk in seen:
            break
        chain.append(after)
        seen.add(after.pk)
        row = after
    return tuple(chain)


def _series(shown: queries.Current, area: str, indicator: str) -> tuple[IndicatorInfo, Series]:
    for view in queries.profile(shown, area).indicators:
        if view.info.key == indicator and view.own is not None:
            return view.info, view.own
    raise Http404(f"no figure {indicator}")


def _value(
    shown: queries.Current, info: IndicatorInfo, series: Series, year: int
) -> tuple[str, str, str, str]:
    """Value, interval, why it is not there, and source; a source that may not be passed on stays inside."""
    if year not in series.years:
        raise Http404(f"no year {year}")
    at = series.years.index(year)
    sources = {one.key: one for one in shown.figures.sources()}
    source = sources.get(series.source[at] or "")
    if source is not None and not source.redistributable:
        return "", "", _("Dit cijfer mogen we niet doorgeven."), source.name
    said = f"{source.name}, {source.licence}" if source else ""
    value, low, high = series.value[at], series.low[at], series.high[at]
    if value is None:
        return "", "", _("Dit cijfer was toen niet bekend."), said
    unit = _text(info.unit)
    shown_value = f"{number(value, info.decimals, language())} {unit}".strip()
    bounds = ""
    if low is not None and high is not None:
        parts = (number(one, info.decimals, language()) for one in (low, high))
        bounds = _("tussen %(low)s en %(high)s") % dict(zip(("low", "high"), parts, strict=True))
    return shown_value, bounds, "", said


def _value_in(release: Release, area: str, indicator: str, year: int) -> str:
    """The same figure in a later release; empty when it is not there or cannot be read."""
    try:
        shown = queries.release_by_id(release.pk)
        return _value(shown, *_series(shown, area, indicator), year)[0]
    except (Http404, Unavailable):
        return ""


def _gone(
    row: Release, later: tuple[Release, ...], now: str, area: str, indicator: str, year: int, address: str
) -> CitedFigure:
    """The files were cleared away: what is still known says so, and what replaced it."""
    place = Area.objects.filter(key=area).first()
    if place is None:
        raise Http404(f"no area {area}")
    why_not = _(
        "De bestanden van deze uitgave zijn opgeruimd. Het cijfer zelf staat alleen nog in wie het citeerde."
    )
    return CitedFigure(
        release=row,
        area_name=place.name,
        area_url=place.get_absolute_url(),
        name=indicator,
        definition="",
        year=year,
        value="",
        interval="",
        why_not=why_not,
        source="",
        pruned=True,
        later=later,
        later_value=now if later else "",
        redrawn=False,
        title=f"{indicator}, {place.name}, {year}",
        address=address,
    )


def _text(text: Text) -> str:
    return text.en if language() == "en" else text.nl
