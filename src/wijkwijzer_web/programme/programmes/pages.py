"""What the page of a programme shows: how diverse the group is, its days, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import slugify

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme.models import (
    Advice,
    Meeting,
    Participation,
    Programme,
    ProgrammeReport,
    Theme,
    ThemeRating,
)
from wijkwijzer_web.programme.programmes.queries import analyses_in, taking_part

__all__ = ["City", "ProgrammePage", "WantedTheme", "programme_page", "wanted"]


WANTS = ThemeRating.Value.MUCH


@dataclass(frozen=True, slots=True)
class WantedTheme:
    """A theme with how the cities rated it, and the meeting that it became.

    `good` is how many cities want it much or most, of `rated`; `low` and `high` are the bounds in percent of
    all cities that take part, as if those had answered that did not.
    """

    theme: Theme
    rated: int
    good: int
    low: int
    high: int
    meeting_url: str


@dataclass(frozen=True, slots=True)
class City:
    """A city that takes part, with the address of its wijk and of its analysis (empty when there is none)."""

    row: Participation
    area_url: str
    analysis_url: str

    @property
    def points(self) -> list[str]:
        """What it said on each of the six points; empty where it said nothing."""
        return [self.row.points.get(key, "") for key, _label in Participation.POINTS]


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """The parts of the page."""

    programme: Programme
    cities: list[City]
    points: list[tuple[str, int]]
    coming: list[Meeting]
    past: list[Meeting]
    reports: list[ProgrammeReport]
    advice: int
    silent: int
    themes: list[WantedTheme]
    pieces: list[knowledge.ArticlePage]

    @property
    def names(self) -> list[str]:
        """The points by name."""
        return [name for name, _count in self.points]


def programme_page(programme: Programme) -> ProgrammePage:
    """Collect what is public of a programme."""
    cities = _cities(programme)
    days = list(programme.meetings.all())
    today = timezone.localdate()
    said = [{city.row.points.get(key, "").casefold() for city in cities} for key, _ in Participation.POINTS]
    points = [
        (str(label), len(values - {""}))
        for (_key, label), values in zip(Participation.POINTS, said, strict=True)
    ]
    open_ones = Advice.objects.filter(programme=programme)
    return ProgrammePage(
        programme,
        cities,
        points,
        [day for day in days if day.day >= today],
        [day for day in days if day.day < today][::-1],
        _latest(programme),
        open_ones.count(),
        open_ones.filter(state=Advice.State.ISSUED).count(),
        wanted(programme),
        knowledge.series(slugify(programme.series)) if programme.series else [],
    )


def _cities(programme: Programme) -> list[City]:
    analyses = {row.area: row.get_absolute_url() for row in analyses_in(programme)}
    return [
        City(row, areas.address_of(row.area), analyses.get(row.area, "")) for row in taking_part(programme)
    ]


def _latest(programme: Programme) -> list[ProgrammeReport]:
    """The newest published version of each report."""
    found: dict[int, ProgrammeReport] = {}
    for report in programme.reports.exclude(published_on=None).order_by("version"):
        found[report.number] = report
    return [found[number] for number in sorted(found)]


def wanted(programme: Programme) -> list[WantedTheme]:
    """The themes, the most wanted first; those that nobody rated last."""
    import polars as pl

    from wijkwijzer.dialogue import rate

    cities = programme.participations.filter(state=Participation.State.TAKES_PART)
    rows = ThemeRating.objects.filter(theme__programme=programme, city__in=cities)
    said = list(rows.values_list("city", "theme", "value"))
    rated = {}
    if said:
        table = pl.DataFrame(said, schema=["participant", "item", "value"], orient="row")
        rated = {int(one.item): one for one in rate(table, people=cities.count())}
    urls = {row.theme.casefold(): row.get_absolute_url() for row in programme.meetings.all()}
    found = []
    for theme in programme.themes.all():
        one = rated.get(theme.pk)
        good = sum(one.counts[WANTS - 1 :]) if one else 0
        low, high = (round(100 * bound) for bound in one.good[1:]) if one else (0, 100)
        url = urls.get(theme.title.casefold(), "")
        found.append(WantedTheme(theme, one.n if one else 0, good, low, high, url))
    return sorted(found, key=lambda each: (not each.rated, -each.good / max(each.rated, 1), each.theme.pk))
