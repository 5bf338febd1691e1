"""Reading what is new: meetings when they changed, analyses, reports and advice when they came out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwijzer_web.programme.meetings.queries import agenda
from wijkwijzer_web.programme.models import AreaAnalysis, Meeting, Programme

__all__ = ["News", "of_agenda", "of_programme"]

MOST = 50
HERE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new."""

    at: datetime.datetime
    title: str
    text: str
    url: str


def of_agenda() -> list[News]:
    """The meetings that changed last."""
    return list(_meetings(agenda().order_by("-changed_at")[:MOST]))


def of_programme(programme: Programme) -> list[News]:
    """What is new in one programme, the newest first."""
    found = [
        *_meetings(programme.meetings.select_related("programme")),
        *_analyses(programme),
        *_reports(programme),
        *(
            News(
                _at(row.issued_on),
                _("Advies aan %(to)s") % {"to": row.to_name},
                row.text,
                row.get_absolute_url(),
            )
            for row in programme.advice.all()
        ),
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def _at(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), HERE)


def _meetings(rows: QuerySet[Meeting]) -> Iterator[News]:
    for row in rows:
        where = f"{date_format(row.day, 'j F Y')}, {row.place or row.online_url}"
        said = f"{where}. {row.get_state_display().capitalize()}. {row.aim}".strip()
        yield News(row.changed_at, row.theme, said, row.get_absolute_url())


def _analyses(programme: Programme) -> Iterator[News]:
    for row in programme.analyses.exclude(state=AreaAnalysis.State.DRAFT):
        yield News(_at(row.made_on), row.title, row.lead, row.get_absolute_url())


def _reports(programme: Programme) -> Iterator[News]:
    for row in programme.reports.exclude(published_on=None):
        assert row.published_on is not None
        title = _("Rapport %(n)s, versie %(v)s") % {"n": row.number, "v": row.version}
        yield News(_at(row.published_on), title, row.intro, f"{programme.get_absolute_url()}#uitkomst")
