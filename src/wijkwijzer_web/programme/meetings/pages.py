"""What the page of a meeting shows: what became of it first, the agenda of the day last."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.knowledge.exchange.pagetags import thing_json_ld
from wijkwijzer_web.core.calendar import CalendarDate, calendar_file, written_day
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.meetings.queries import RoomOrder, asked_on, order_of, tasks_of
from wijkwijzer_web.programme.models import Meeting, Part, Participation, Presentation, Task, TaskNews

__all__ = [
    "MeetingPage",
    "areas_of",
    "calendar_date",
    "mail_values",
    "meeting_page",
    "one_in_calendar",
    "proposed",
    "qr_picture",
    "room_address",
]

MOST_MOVES = 30
HERE = ZoneInfo("Europe/Amsterdam")
_PUBLIC = (Meeting.State.DISCUSSED, Meeting.State.SETTLED)


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task and the last that was heard of it; None when nobody answered."""

    task: Task
    last: TaskNews | None

    @property
    def group(self) -> str:
        """Where it stands on the page."""
        if self.task.state == Task.State.LAPSED or (
            self.last and self.last.answer == TaskNews.Answer.STOPPED
        ):
            return "vervallen"
        if self.last is not None and self.last.answer == TaskNews.Answer.DONE:
            return "gedaan"
        return "open"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the four sides, with its tasks; an empty one is drawn as not known."""

    name: str
    tasks: list[ShownTask]


@dataclass(frozen=True, slots=True)
class Shown:
    """A presentation with the eight questions and their answers."""

    row: Presentation
    answers: list[tuple[str, str]]

    @property
    def answered(self) -> int:
        """How many of the eight have an answer."""
        return sum(bool(text) for _question, text in self.answers)


@dataclass(frozen=True, slots=True)
class Moment:
    """A part of the day with the time at which it begins."""

    at: datetime.time
    part: Part


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """The parts of the page."""

    meeting: Meeting
    lead: str
    notes_public: bool
    aspects: list[Aspect]
    counts: dict[str, int]
    asked: list[datetime.date]
    silent: list[ShownTask]
    presentations: list[Shown]
    day: list[Moment]
    coming: bool
    order: RoomOrder | None


def meeting_page(meeting: Meeting) -> MeetingPage:
    """Collect what is public of a meeting: notes only once those present look along."""
    public = meeting.state in _PUBLIC
    tasks = [_shown(task) for task in tasks_of(meeting)] if public else []
    counts = Counter(task.group for task in tasks)
    asked = asked_on(meeting)
    past = meeting.day <= timezone.localdate()
    presentations = [_presented(row) for row in meeting.presentations.all()] if past else []
    return MeetingPage(
        meeting,
        _lead(meeting, len(tasks), counts),
        public,
        [
            Aspect(str(label), [each for each in tasks if each.task.aspect == key])
            for key, label in Task.Aspect.choices
        ],
        dict(counts),
        asked,
        [each for each in tasks if each.last is None and each.group == "open"] if asked else [],
        presentations,
        _moments(meeting),
        not past and meeting.state != Meeting.State.CANCELLED,
        order_of(meeting, [each.task for each in tasks]),
    )


def _shown(task: Task) -> ShownTask:
    return ShownTask(task, next(reversed(list(task.news.all())), None))


def _lead(meeting: Meeting, tasks: int, counts: Counter[str]) -> str:
    if meeting.state == Meeting.State.CANCELLED:
        return _("Deze bijeenkomst gaat niet door.")
    if not tasks:
        return meeting.aim
    done = counts["gedaan"]
    return ngettext(
        "Van %(tasks)s taken is er %(done)s gedaan.", "Van %(tasks)s taken zijn er %(done)s gedaan.", done
    ) % {"tasks": tasks, "done": done}


def _presented(row: Presentation) -> Shown:
    return Shown(row, [(str(label), row.answers.get(key, "")) for key, label in Presentation.QUESTIONS])


def _moments(meeting: Meeting) -> list[Moment]:
    at = datetime.datetime.combine(meeting.day, meeting.begins)
    moments = []
    for part in meeting.parts.all():
        moments.append(Moment(at.time(), part))
        at += datetime.timedelta(minutes=part.minutes)
    return moments


def areas_of(meeting: Meeting) -> dict[str, str]:
    """The wijken that a task in the room can be about: those that present, and those of the programme."""
    found = {row.area: row.area_name for row in meeting.presentations.all()}
    if meeting.programme is not None:
        cities = meeting.programme.participations.filter(state=Participation.State.TAKES_PART)
        found |= {row.area: row.area_name for row in cities}
    return found


def room_address(meeting: Meeting) -> str:
    """The address that a phone in the room opens."""
    return settings.SITE_URL.rstrip("/") + reverse("programme:room", args=[meeting.code])


def qr_picture(address: str) -> bytes:
    """A code to scan as a picture on white, with four modules of quiet zone."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", light="white", border=4, omitsize=True)
    return out.getvalue()


def calendar_date(meeting: Meeting) -> CalendarDate:
    """The meeting as calendars take it."""
    starts, ends = (datetime.datetime.combine(meeting.day, at, HERE) for at in (meeting.begins, meeting.ends))
    return CalendarDate(
        uid=f"{meeting.uid}@wijkwijzer",
        title=meeting.theme,
        starts=starts,
        ends=ends,
        changed=meeting.changed_at,
        sequence=meeting.sequence,
        place=meeting.place or meeting.online_url,
        url=settings.SITE_URL.rstrip("/") + meeting.get_absolute_url(),
        text="\n\n".join(part for part in (meeting.aim, meeting.place and meeting.online_url) if part),
        cancelled=meeting.state == Meeting.State.CANCELLED,
    )


def meeting_thing(meeting: Meeting) -> SafeString:
    """What machines read of a meeting: an event with its moment, its place and whether it goes on."""
    date = calendar_date(meeting)
    state = "EventCancelled" if date.cancelled else "EventScheduled"
    where = {"@type": "Place", "name": meeting.place} if meeting.place else None
    online = {"@type": "VirtualLocation", "url": meeting.online_url} if meeting.online_url else None
    organiser = {"@type": "Organization", "name": meeting.organisation.name}
    said = thing_json_ld(
        "Event",
        date.url,
        name=date.title,
        description=meeting.aim,
        startDate=date.starts.isoformat(),
        endDate=date.ends.isoformat(),
        eventStatus={"@id": f"https://schema.org/{state}"},
        location=[one for one in (where, online) if one],
        organizer=organiser,
        inLanguage="nl",
    )
    return mark_safe(said)  # noqa: S308 - there is no "<" in it


def one_in_calendar(meeting: Meeting) -> str:
    """The meeting as a file for somebody's own agenda, to go along with a mail."""
    return calendar_file(meeting.theme, [calendar_date(meeting)]).decode()


def mail_values(meeting: Meeting) -> dict[str, str]:
    """What every mail about a meeting says of it."""
    places = [meeting.place, meeting.online_url]
    return {
        "theme": meeting.theme,
        "day": written_day(meeting.day),
        "time": f"{meeting.begins:%H.%M}–{meeting.ends:%H.%M}",
        "place": _(", of online: ").join(place for place in places if place),
    }


def proposed(organisation: Organisation) -> Meeting:
    """An open meeting in three weeks, of a morning, at the organisation: only what it is about is asked."""
    card, day = card_of(organisation), timezone.localdate() + datetime.timedelta(weeks=3)
    for _move in range(MOST_MOVES):
        if not card.is_closed(day):
            break
        day += datetime.timedelta(days=1)
    return Meeting(
        organisation=organisation,
        open_to_all=True,
        day=day,
        begins=datetime.time(10),
        ends=datetime.time(12),
        place=organisation.name,
    )
