"""Reading what reports are made of, and the reports that were made."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.programme import (
    AdviceRecord,
    AreaChapter,
    ProgrammeInput,
    SettledTask,
    state_of_set,
)
from wijkwijzer.report import Document, from_json, without
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.hooks import Published
from wijkwijzer_web.core.models import User
from wijkwijzer_web.programme.analyses.queries import (
    body_of,
    replies_of,
    unreadable_reactions,
)
from wijkwijzer_web.programme.meetings.queries import place_of
from wijkwijzer_web.programme.models import (
    Meeting,
    Participation,
    Programme,
    ProgrammeReport,
    Task,
)
from wijkwijzer_web.programme.programmes.queries import analyses_in, may_write, programme_seen

__all__ = ["document_of", "documents", "material", "readable", "report_seen"]

Visitor = User | AnonymousUser


def report_seen(user: Visitor, slug: str, number: int, version: int = 0) -> ProgrammeReport:
    """A published report (the newest, or a version); a draft is for its writers only."""
    programme = programme_seen(user, slug)
    found = programme.reports.filter(number=number)
    if version:
        report = get_object_or_404(found, version=version)
        if report.published_on is None and not may_write(user, programme.organisation):
            raise Http404
        return report
    published = found.exclude(published_on=None).first()
    if published is None:
        raise Http404
    return published


def readable(report: ProgrammeReport) -> Document:
    """The document as it may be read now: a reaction that was hidden or erased since is not in it."""
    shut = unreadable_reactions(report.programme)
    return without(from_json(report.document), shut, _("(niet openbaar)"))


def material(programme: Programme, intro: str) -> ProgrammeInput:
    """Everything that the two reports of a programme are assembled from."""
    cities = programme.participations.exclude(state=Participation.State.PROPOSED)
    settled = programme.meetings.filter(state=Meeting.State.SETTLED)
    figures = areas.figures()
    keys = [row.area for row in cities if areas.place(row.area) is not None]
    return ProgrammeInput(
        programme=programme.name,
        organisation=str(programme.organisation),
        made_on=timezone.localdate(),
        cities=tuple(dict.fromkeys(row.city for row in cities)),
        meetings=tuple(str(meeting) for meeting in settled),
        tasks=_tasks(programme),
        chapters=tuple(AreaChapter(body_of(row), tuple(replies_of(row))) for row in analyses_in(programme)),
        state=state_of_set(figures, keys, since=programme.begins_on.year - 10) if figures and keys else (),
        advice=_advice(programme),
        intro=intro,
        release=areas.release_id(),
        areas={row.area: row.area_name for row in cities},
    )


def _tasks(programme: Programme) -> tuple[SettledTask, ...]:
    rows = Task.objects.filter(meeting__programme=programme, meeting__state=Meeting.State.SETTLED)
    rows = rows.exclude(state=Task.State.LAPSED).select_related("meeting")
    return tuple(
        SettledTask(
            text=row.text,
            aspect=row.aspect,  # type: ignore[arg-type]
            meeting=row.meeting.theme,
            area=row.area_name,
            who=row.who,
            due=row.due,
            place=place_of(row),
        )
        for row in rows
    )


def _advice(programme: Programme) -> tuple[AdviceRecord, ...]:
    return tuple(
        AdviceRecord(
            number=row.number,
            text=row.text,
            to=row.to_name,
            look_back=row.look_back_on,
            theme=row.theme,
            area=row.area,
            because=row.because,
            together=row.together,
            money=row.money,
            rests_on=(row.origin_label,) if row.origin_label else (),
        )
        for row in programme.advice.all()
    )


def documents() -> list[Published]:
    """Every version of a report that was published."""
    rows = ProgrammeReport.objects.exclude(published_on=None).select_related("programme__organisation")
    every = list(rows.order_by("programme", "number", "version"))
    newest = {(one.programme_id, one.number): one for one in every}
    return [made for one in every if (made := document_of(one, newest[one.programme_id, one.number]))]


def document_of(report: ProgrammeReport, newest: ProgrammeReport | None) -> Published | None:
    """One version, with the newest that replaced it; None for a draft."""
    if report.published_on is None:
        return None
    replaced = newest is not None and newest.version > report.version
    return Published(
        key=f"rapport:{report.programme_id}:{report.number}:{report.version}",
        sort="rapport",
        title=from_json(report.document).title,
        url=_address(report)[1],
        organisation=report.programme.organisation,
        at=timezone.make_aware(datetime.datetime.combine(report.published_on, datetime.time())),
        version=report.version,
        checksum=report.checksum,
        later=_address(newest) if replaced and newest is not None else ("", ""),
        example=report.programme.is_example,
    )


def _address(report: ProgrammeReport) -> tuple[str, str]:
    given = [report.programme.slug, report.number, report.version]
    return _("versie %(n)s") % {"n": report.version}, reverse("programme:report-version", args=given)
