"""What the page of a programme shows: how diverse the group is, its days, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.programme.models import (
    Advice,
    AreaAnalysis,
    Meeting,
    Participation,
    Programme,
    ProgrammeReport,
)
from wijkwijzer_web.programme.programmes.queries import taking_part

__all__ = ["City", "ProgrammePage", "programme_page"]


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
    )


def _cities(programme: Programme) -> list[City]:
    analyses = {
        analysis.area: analysis.get_absolute_url()
        for analysis in programme.analyses.exclude(state=AreaAnalysis.State.DRAFT).order_by("made_on")
    }
    return [
        City(row, areas.address_of(row.area), analyses.get(row.area, "")) for row in taking_part(programme)
    ]


def _latest(programme: Programme) -> list[ProgrammeReport]:
    """The newest published version of each report."""
    found: dict[int, ProgrammeReport] = {}
    for report in programme.reports.exclude(published_on=None).order_by("version"):
        found[report.number] = report
    return [found[number] for number in sorted(found)]
