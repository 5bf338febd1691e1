"""Load the example's programme, once; its wijkanalyses and reports follow when figures are on show."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from wijkwijzer.example.programme import example_programme
from wijkwijzer.programme import SETTLE_DAYS, months_after
from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.card.queries import alone
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.choosing.actions import count_room
from wijkwijzer_web.programme.example.rows import day_from_now, load_effort
from wijkwijzer_web.programme.models import (
    Advice,
    AdviceAsk,
    AdviceStep,
    Effort,
    Lesson,
    Meeting,
    Opgave,
    Outcome,
    Part,
    Participation,
    Presentation,
    Programme,
    Task,
    TaskChoice,
    TaskNews,
    Theme,
    ThemeRating,
)

__all__ = ["example_left", "load_example_programme", "remove_example"]


@action
def load_example_programme(*, actor: User | None, organisation: Organisation) -> None:
    """Write the programme, its meetings, its advice and the chain of two wijken, once."""
    record(organisation, details={"example": True})
    said = example_programme()
    if Programme.objects.filter(slug=said["slug"]).exists():
        return
    programme = Programme.objects.create(
        organisation=organisation,
        slug=said["slug"],
        name=said["name"],
        intro=said["intro"],
        series=said["series"],
        begins_on=day_from_now(said["begins"]),
        public=True,
        is_example=True,
        trends=[
            {"key": f"t{n}", "text": text, "indicators": [key], "direction": way}
            for n, (text, key, way) in enumerate(said["trends"], start=1)
        ],
    )
    names = {row[1]: row[0] for row in said["cities"]}
    for row in said["cities"]:
        _city(programme, row)
    _themes(programme, said["themes"])
    for place, row in enumerate(said["meeting"], start=1):
        _meeting(programme, organisation, place, row, names)
    for number, row in enumerate(said["advice"], start=1):
        _advice(programme, organisation, number, row)
    for row in said["opgave"]:
        _opgave(organisation, row)
    load_effort(organisation, said)


def _city(programme: Programme, row: list[Any]) -> None:
    city, area, risk, expectation, points, stopped = row
    keys = [key for key, _label in Participation.POINTS]
    Participation.objects.create(
        programme=programme,
        city=city,
        area=area,
        area_name=area,
        risk=risk,
        expectation=expectation,
        points={key: text for key, text in zip(keys, points, strict=True) if text},
        state=Participation.State.STOPPED if stopped else Participation.State.TAKES_PART,
        stopped_because=stopped,
    )


def _meeting(
    programme: Programme, organisation: Organisation, place: int, row: dict[str, Any], names: dict[str, str]
) -> None:
    day = day_from_now(row["day"])
    settled = day + datetime.timedelta(days=SETTLE_DAYS + 1) if row["state"] == "vastgesteld" else None
    meeting = Meeting.objects.create(
        programme=None if row.get("open") else programme,
        organisation=organisation,
        number=place,
        theme=row["theme"],
        aim=row["aim"],
        day=day,
        begins=datetime.time(9, 30),
        ends=datetime.time(15),
        place=row["place"],
        open_to_all=bool(row.get("open")),
        state=row["state"],
        code=row["code"],
        attended=row.get("attended"),
        amend_until=day + datetime.timedelta(days=SETTLE_DAYS) if row["state"] == "besproken" else None,
        settled_on=settled,
        is_example=True,
    )
    for order, (kind, title, minutes, who, *workform) in enumerate(row["parts"], start=1):
        said = {"kind": kind, "title": title, "minutes": minutes, "who": who, "workform": "".join(workform)}
        Part.objects.create(meeting=meeting, order=order, **said)
    keys = [key for key, _label in Presentation.QUESTIONS]
    for area, what, answers in row["presentations"]:
        given = {key: text for key, text in zip(keys, answers, strict=True) if text}
        Presentation.objects.create(meeting=meeting, area=area, area_name=area, what=what, answers=given)
    tasks = [_task(meeting, task, names) for task in row["tasks"]]
    _choose(meeting, tasks, row.get("choices", []))


def _choose(meeting: Meeting, tasks: list[Task], choices: list[list[int]]) -> None:
    """What the room put first, counted as on the day itself."""
    if not choices:
        return
    meeting.tasks.update(on_ballot=True)
    for chosen in choices:
        voter = uuid.uuid4()
        for rank, place in enumerate(chosen, start=1):
            TaskChoice.objects.create(meeting=meeting, voter=voter, task=tasks[place - 1], rank=rank)
    count_room(meeting)
    meeting.save(update_fields=["choosers"])


def _themes(programme: Programme, rows: list[list[Any]]) -> None:
    """The themes with what each city wants."""
    cities = {city.area: city for city in programme.participations.all()}
    areas_in_order = [row[1] for row in example_programme()["cities"]]
    for title, why, values in rows:
        theme = Theme.objects.create(programme=programme, title=title, why=why)
        said = [(cities[area], value) for area, value in zip(areas_in_order, values, strict=True) if value]
        ThemeRating.objects.bulk_create(
            ThemeRating(theme=theme, city=city, value=value) for city, value in said
        )


def _task(meeting: Meeting, row: list[str], names: dict[str, str]) -> Task:
    text, aspect, area, who, state, because, answer, words = row
    at = datetime.datetime.combine(meeting.day, datetime.time(14), datetime.UTC)
    task = Task.objects.create(
        meeting=meeting,
        text=text,
        aspect=aspect,
        area=area,
        area_name=names.get(area, ""),
        who=who,
        state=state,
        because=because,
        request=uuid.uuid4(),
        noted_at=at,
    )
    if answer:
        TaskNews.objects.create(task=task, on=months_after(meeting.day, 3), answer=answer, text=words)
    return task


def _advice(programme: Programme, organisation: Organisation, number: int, row: dict[str, Any]) -> None:
    advice = Advice.objects.create(
        organisation=organisation,
        programme=programme,
        number=number,
        text=row["text"],
        to_kind=row["kind"],
        to_name=row["to"],
        because=row["because"],
        theme=row["theme"],
        area=row["area"],
        area_name=row["area"],
        together=row["together"],
        money=row["money"],
        origin_kind="bijeenkomst",
        origin_label=row["theme"],
        issued_on=day_from_now(row["days"][0]),
        look_back_on=day_from_now(row["days"][1]),
        state=row["steps"][-1][0] if row["steps"] else Advice.State.ISSUED,
        is_example=True,
    )
    for state, day, because in row["steps"]:
        AdviceStep.objects.create(
            advice=advice, state=state, on=day_from_now(day), because=because, via=AdviceStep.Via.LINK
        )
    if not row["steps"] and row["days"][0] < -183:
        AdviceAsk.objects.create(advice=advice, on=months_after(advice.issued_on, 6))


def _opgave(organisation: Organisation, row: dict[str, Any]) -> None:
    opgave = Opgave.objects.create(
        organisation=organisation,
        area=row["area"],
        area_name=row["area"],
        what=row["what"],
        owner=row["owner"],
        since=day_from_now(row["since"]),
        origin_kind=row["from"][0],
        origin_key=_origin(row),
        origin_label=row["from"][1],
        agreed=row.get("agreed", ""),
        ended_on=day_from_now(row["ended"]) if "ended" in row else None,
        is_example=True,
    )
    for each in row.get("inzet", []):
        source, low, high, until = each["money"]
        begins, ends = each["days"]
        effort = Effort.objects.create(
            opgave=opgave,
            what=each["what"],
            intervention=each.get("intervention", ""),
            carrier=each["carrier"],
            person_role=each["person"],
            parties=each["parties"],
            begins_on=day_from_now(begins),
            ends_on=day_from_now(ends) if ends else None,
            money_source=source,
            money_low=low if source else None,
            money_high=high if source else None,
            money_until=day_from_now(until) if source else None,
            stopped_because=each.get("stopped", ""),
            is_example=True,
        )
        for result in each["results"]:
            _outcome(effort, result)


def _outcome(effort: Effort, row: list[Any]) -> None:
    what, how, source, interval, day, lessons = row
    outcome = Outcome.objects.create(
        effort=effort,
        what=what,
        how=how,
        source=source,
        interval=interval,
        on=day_from_now(day),
        is_example=True,
    )
    for text, holds_when, *leads_to in lessons:
        kind, _colon, key = (leads_to[0] if leads_to else "").partition(":")
        Lesson.objects.create(
            outcome=outcome,
            text=text,
            holds_when=holds_when,
            leads_to_kind=kind,
            leads_to_key=key,
            on=day_from_now(day),
            is_example=True,
        )


def _origin(row: dict[str, Any]) -> str:
    """The key of what an opgave came from: given, or found by its words; empty when it is not there."""
    kind, _label, *said = row["from"]
    if not said:
        return ""
    if kind == "bijeenkomst":
        meeting = Meeting.objects.filter(theme=said[0]).first()
        return str(meeting.pk) if meeting else ""
    if kind in ("signalen", "cijfer"):
        return str(said[0])
    hits = weaving.recalled(said[0].split(), AnonymousUser())
    return next((ref.key for score, ref in hits if ref.kind == kind and score == 1.0), "")


_FIRST: tuple[type[Model], ...] = (Lesson, Outcome, Effort, Opgave)  # the last link of a chain first


def example_left(organisation: Organisation) -> int:
    """How much of the example stands here."""
    return sum(rows.count() for _name, rows in _marked(organisation))


def remove_example(organisation: Organisation) -> dict[str, int]:
    """Take the example away, the last link of a chain first; what people added to it stays.

    An own meeting, analysis or advice leaves the example's programme and goes on by itself. An own inzet
    under
    an invented opgave keeps that opgave, which is then theirs.
    """
    Meeting.objects.filter(programme__is_example=True, is_example=False).update(programme=None)
    below: dict[type[Model], str] = {Outcome: "lessons", Effort: "outcomes", Opgave: "efforts"}
    for table, name in below.items():
        kept = table._default_manager.filter(**{f"{name}__is_example": False}).values_list("pk", flat=True)
        table._default_manager.filter(pk__in=list(kept)).update(is_example=False)
    gone = {}
    for name, rows in _marked(organisation):
        gone[name] = rows.count()
        rows.delete()
    return gone


def _marked(organisation: Organisation) -> Iterator[tuple[str, QuerySet[Any]]]:
    ways: dict[type[Model], str] = {
        Effort: "opgave__organisation",
        Outcome: "effort__opgave__organisation",
        Lesson: "outcome__effort__opgave__organisation",
    }
    marked = [table for table in apps.get_app_config("programme").get_models() if _has(table, "is_example")]
    for table in [*_FIRST, *(table for table in marked if table not in _FIRST)]:
        way = ways.get(table) or ("organisation" if _has(table, "organisation") else "")
        if way or alone(organisation):  # what belongs to no organisation is of the whole installation
            marked_only = {} if organisation.trial_of_id else {"is_example": True}
            own: dict[str, Any] = marked_only | ({way: organisation} if way else {})
            yield str(table._meta.verbose_name_plural), table._default_manager.filter(**own)


def _has(table: type[Model], name: str) -> bool:
    return any(field.name == name for field in table._meta.get_fields())
