"""Put one area's profile together from the rows of a release."""

from __future__ import annotations

from dataclasses import replace

from wijkwijzer.areas.catalogue import Indicator, catalogue, facts
from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import (
    AreaProfile,
    AreaRef,
    Differences,
    Facts,
    Figure,
    Identity,
    IndicatorInfo,
    IndicatorView,
    Position,
    Series,
    Text,
)
from wijkwijzer.areas.profile.differences import Figures, all_part_figures, make_differences
from wijkwijzer.areas.profile.direction import compared_with, direction_text
from wijkwijzer.areas.profile.factors import make_factors
from wijkwijzer.areas.profile.missing import could_be_here, missing_indicators
from wijkwijzer.areas.profile.policy import periods_of
from wijkwijzer.areas.profile.sentences import few_people
from wijkwijzer.areas.profile.series import AreaPoints, make_series
from wijkwijzer.areas.profile.summary import make_summary
from wijkwijzer.areas.profile.together import shown_together
from wijkwijzer.areas.profile.trends import make_peers, make_trends
from wijkwijzer.areas.profile.words import (
    LEVEL_NAMES,
    both,
    ended_text,
    figure_text,
    gap_reason,
    side_of,
    side_text,
)
from wijkwijzer.areas.store.points import BASE, OWN, PEERS
from wijkwijzer.areas.store.reader import ReleaseReader
from wijkwijzer.opendata.codes import COUNTRY
from wijkwijzer.opendata.description import SourceDescription

__all__ = ["make_profile"]

_COUNTRY = AreaRef(COUNTRY, COUNTRY, "Nederland", "land")
_SETTLED = 3
"""Years after a collapse before its new level is believed."""
_MANY_PARTS = 150
"""Above this number the parts of an area (gemeenten of the country) are no dot plot any more."""


def make_profile(reader: ReleaseReader, place: int) -> AreaProfile:
    """Return the profile of the area with this number in the release."""
    return _Maker(reader, place).profile()


def _points(reader: ReleaseReader, place: int | None) -> AreaPoints | None:
    return None if place is None else AreaPoints.of(reader.points(place))


class _Maker:
    def __init__(self, reader: ReleaseReader, place: int) -> None:
        self.reader, self.place = reader, place
        self.row = reader.table.row(place, named=True)
        self.ref = reader.ref(place)
        self.sources = [info.key for info in reader.all_sources]
        self.own = _points(reader, place)
        gemeente = self.row["gemeente_area"]
        self.gemeente = _points(reader, gemeente) if gemeente not in (None, place) else None
        self.country = _points(reader, reader.country) if reader.country != place else None
        parts = reader.children(place)
        self.parts = parts if len(parts) <= _MANY_PARTS else []
        self.groups = shown_together(reader, place) if self.parts else ()
        self.part_figures = all_part_figures(reader, self.parts)
        self.positions = _positions(reader, place)
        self.trends = make_trends(reader, place)

    def profile(self) -> AreaProfile:
        views = tuple(
            view
            for number, entry in enumerate(catalogue())
            if (view := self._view(number, entry)) is not None
        )
        identity, facts = self._identity(), self._facts(views)
        ended = identity.valid_to is not None
        factors = make_factors(
            views,
            few=few_people(facts),
            ended=ended,
            level=self.ref.level,
            country=self._country(),
            gemeente=self._gemeente_code(),
            read=[info.key for info in self.reader.sources()],
        )
        present = {view.info.key for view in views}
        used = {key for view in views for series in (view.own, view.base) if series for key in series.source}
        if any(view.base is not None for view in views) and self.reader.manifest.weights_source:
            used.add(self.reader.manifest.weights_source)
        if self.row["has_geometry"]:
            used.update(each.key for each in self.reader.all_sources if self._is_map_of_here(each))
        return AreaProfile(
            identity=identity,
            facts=facts,
            summary=make_summary(identity, facts, views, factors),
            indicators=views,
            factors=factors,
            missing=tuple(
                entry
                for key, entry in missing_indicators(self.reader.manifest).items()
                if key not in present and could_be_here(key, self._gemeente_code())
            ),
            sources=tuple(info for info in self.reader.sources() if info.key in used),
            release=self.reader.info,
            peers=make_peers(self.reader, self.place),
            periods=periods_of(self.reader, self.place),
        )

    def _is_map_of_here(self, source: SourceDescription) -> bool:
        return source.kind == "boundaries" and (
            not source.gemeenten or self._gemeente_code() in source.gemeenten
        )

    # ---- who
    def _gemeente_code(self) -> str | None:
        gemeente = self.place if self.ref.level == "gemeente" else self.row["gemeente_area"]
        return None if gemeente is None else self.reader.ref(gemeente).code

    def _identity(self) -> Identity:
        row, reader = self.row, self.reader
        namesakes = tuple(reader.ref(place) for place in reader.same_code(row["code"]) if place != self.place)
        became = tuple(reader.ref(place) for place in reader.became(self.place))
        gemeente, wijk = row["gemeente_area"], row["wijk_area"]
        return Identity(
            key=row["key"],
            code=row["code"],
            name=row["name"],
            level=row["level"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            gemeente=reader.ref(gemeente) if gemeente is not None else None,
            wijk=reader.ref(wijk) if wijk is not None else None,
            country=self._country(),
            children=tuple(
                sorted(
                    (reader.ref(part) for part in self.parts), key=lambda ref: (ref.name.casefold(), ref.code)
                )
            ),
            namesakes=namesakes,
            lineage_note=_lineage(row, namesakes, became),
            became=became,
        )

    def _facts(self, views: tuple[IndicatorView, ...]) -> Facts:
        by_key = {view.info.key: view for view in views}
        level = "buurt" if self.row["level"] != "land" else "gemeente"
        buurten = self.reader.count_below(self.place, level)
        return Facts(
            residents=self._fact(facts("residents"), by_key),
            households=self._fact(facts("households"), by_key),
            buurten=buurten,
            data_until=self.row["data_until"],
            data_from=min(
                (view.latest.year for view in views if _is_recent(view) and view.latest.year), default=None
            ),
        )

    def _fact(self, keys: tuple[str, ...], by_key: dict[str, IndicatorView]) -> Figure:
        for key in keys:
            if key in by_key:
                return by_key[key].latest
        info = self.reader.indicator(keys[0])
        return Figure(info.key, self.ref, None, None, None, None, "missing", None, figure_text(info, None))

    # ---- figures
    def _view(self, number: int, entry: Indicator) -> IndicatorView | None:
        own = self._series(self.own, number, OWN, entry)
        if own is None:
            return None
        info = self.reader.indicator(entry.key)
        gemeente = self._series(self.gemeente, number, BASE, entry) or self._series(
            self.gemeente, number, OWN, entry
        )
        country = self._series(self.country, number, OWN, entry)
        latest = self._latest(info, own)
        view = IndicatorView(
            info=info,
            latest=latest,
            own=own,
            base=self._series(self.own, number, BASE, entry),
            gemeente=gemeente,
            country=country,
            position=self._position(number, info, latest),
            differences=self._differences(number, info, gemeente, country, own),
            trend=self.trends.get(number),
            peers=self._series(self.own, number, PEERS, entry),
            doubt=_doubt(own, self.reader.fallen(number)),
        )
        return self._with_direction(view)

    def _with_direction(self, view: IndicatorView) -> IndicatorView:
        """Say in words what the trend of the drawn series is."""
        if view.trend is None:
            return view
        text = direction_text(view, compared_with(view, self.ref.level, self._country()))
        return replace(view, trend=replace(view.trend, text=text))

    def _country(self) -> AreaRef:
        return _COUNTRY if self.reader.country is None else self.reader.ref(self.reader.country)

    def _series(self, rows: AreaPoints | None, number: int, basis: int, entry: Indicator) -> Series | None:
        if rows is None:
            return None
        unpublished: tuple[int, ...] = ()
        if rows is self.own:
            unpublished = self.reader.unpublished_years(entry.key, self.row["level"], *self._validity())
        return make_series(
            rows,
            number,
            basis,
            self.reader.breaks(number),
            self.sources,
            unpublished,
            counts=entry.combine == "count",
        )

    def _validity(self) -> tuple[int, int]:
        return self.row["valid_from"], self.row["valid_to"] or 9999

    def _latest(self, info: IndicatorInfo, own: Series) -> Figure:
        known = [i for i, status in enumerate(own.status) if status == "known"]
        at = known[-1] if known else len(own.years) - 1
        return Figure(
            indicator=info.key,
            area=self.ref,
            year=own.years[at],
            value=own.value[at],
            low=own.low[at],
            high=own.high[at],
            status=own.status[at],
            source=own.source[at],
            text=figure_text(info, own.value[at]),
        )

    def _position(self, number: int, info: IndicatorInfo, latest: Figure) -> Position:
        found = self.positions.get(number)
        if found is None:
            reason = _no_position(self.row, latest)
            return Position(None, None, None, None, 0, None, None, reason, reason)
        year, percentile, low, high, compared, of_gemeente, like_low, like_high = found
        side = side_of(low, high)
        text = both(
            "{side}, vergeleken met {n} {level} ({year})",
            "{side}, compared with {n} {level} ({year})",
            side=side_text(side, info.modelled),
            n=compared,
            level=LEVEL_NAMES[self.row["level"]],
            year=year,
        )
        return Position(
            year, percentile, low, high, compared, of_gemeente, side, text, None, like_low, like_high
        )

    def _differences(
        self,
        number: int,
        info: IndicatorInfo,
        gemeente: Series | None,
        country: Series | None,
        own: Series,
    ) -> Differences | None:
        figures: Figures = self.part_figures.get(number, {})
        if not figures or info.combine == "class":
            return None
        city = own if self.row["level"] == "gemeente" else gemeente
        return make_differences(self.reader, info, self.groups, figures, _by_year(country), _by_year(city))


def _by_year(series: Series | None) -> dict[int, float | None]:
    return dict(zip(series.years, series.value, strict=True)) if series else {}


_Stored = tuple[int, float, float | None, float | None, int, float | None, float | None, float | None]


def _positions(reader: ReleaseReader, place: int) -> dict[int, _Stored]:
    rows = reader.positions(place)
    names = (
        "indicator", "year", "percentile", "low", "high", "compared", "gemeente_percentile",
        "like_low", "like_high",
    )  # fmt: skip
    result: dict[int, _Stored] = {}
    for number, year, percentile, low, high, compared, *others in zip(
        *(rows[name].tolist() for name in names), strict=True
    ):
        city, like_low, like_high = map(_some, others)
        result[number] = (
            year, round(percentile, 2), _some(low), _some(high), compared, city, like_low, like_high,
        )  # fmt: skip
    return result


def _is_recent(view: IndicatorView) -> bool:
    """Whether a figure is one that the page speaks of."""
    return view.info.leading and view.latest.value is not None and view.doubt is None


def _doubt(own: Series, fallen: tuple[int, ...]) -> int | None:
    """Return the year in which a figure fell everywhere at once, when too few years came after it."""
    years = [year for year, value in zip(own.years, own.value, strict=True) if value is not None]
    late = [year for year in fallen if 0 < sum(known >= year for known in years) < _SETTLED]
    return min(late, default=None)


def _some(value: float) -> float | None:
    return round(value, 2) if value == value else None


def _no_position(row: dict[str, object], latest: Figure) -> Text:
    if row["level"] == "land":
        return Text("het land zelf", "the country itself")
    if latest.value is None:
        return gap_reason(latest.status) or Text("onbekend", "unknown")
    residents = row["residents"]
    if not isinstance(residents, float) or residents < FEWEST_RESIDENTS:
        return both("minder dan {n} inwoners", "fewer than {n} residents", n=FEWEST_RESIDENTS)
    return Text("te weinig andere gebieden met dit cijfer", "too few other areas with this figure")


def _lineage(
    row: dict[str, object], namesakes: tuple[AreaRef, ...], became: tuple[AreaRef, ...]
) -> Text | None:
    if row["valid_to"] is not None:
        return ended_text(row["valid_to"], became)
    if namesakes:
        return both(
            "Code {code} hoorde eerder bij een ander gebied: {name}. Die cijfers staan daar.",
            "Code {code} used to belong to another area: {name}. Those figures are shown there.",
            code=row["code"],
            name=", ".join(dict.fromkeys(ref.name for ref in namesakes)),
        )
    return None
