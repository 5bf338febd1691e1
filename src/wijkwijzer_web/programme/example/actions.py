"""Load the example's programme, once; its wijkanalyses and reports follow when figures are on show."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.utils import timezone

from wijkwijzer.example.programme import example_programme
from wijkwijzer.programme import SETTLE_DAYS, StatedTrend, analysis_to_json, draft_analysis, months_after
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.models import (
    Advice,
    AdviceAsk,
    AdviceStep,
    AnalysisVersion,
    AreaAnalysis,
    Effort,
    Lesson,
    Meeting,
    Opgave,
    Outcome,
    Part,
    Participation,
    Presentation,
    Programme,
    Reaction,
    Task,
    TaskNews,
)
from wijkwijzer_web.programme.reports.actions import store_report

__all__ = ["load_example_analyses", "load_example_programme"]


def _day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


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
        begins_on=_day(said["begins"]),
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
    for place, row in enumerate(said["meeting"], start=1):
        _meeting(programme, organisation, place, row, names)
    for number, row in enumerate(said["advice"], start=1):
        _advice(programme, organisation, number, row)
    for row in said["opgave"]:
        _opgave(organisation, row)


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
    day = _day(row["day"])
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
    for order, (kind, title, minutes, who) in enumerate(row["parts"], start=1):
        Part.objects.create(meeting=meeting, order=order, kind=kind, title=title, minutes=minutes, who=who)
    keys = [key for key, _label in Presentation.QUESTIONS]
    for area, what, answers in row["presentations"]:
        given = {key: text for key, text in zip(keys, answers, strict=True) if text}
        Presentation.objects.create(meeting=meeting, area=area, area_name=area, what=what, answers=given)
    for task in row["tasks"]:
        _task(meeting, task, names)


def _task(meeting: Meeting, row: list[str], names: dict[str, str]) -> None:
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
        issued_on=_day(row["days"][0]),
        look_back_on=_day(row["days"][1]),
        state=row["steps"][-1][0] if row["steps"] else Advice.State.ISSUED,
        is_example=True,
    )
    for state, day, because in row["steps"]:
        AdviceStep.objects.create(
            advice=advice, state=state, on=_day(day), because=because, via=AdviceStep.Via.LINK
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
        since=_day(row["since"]),
        origin_kind=row["from"][0],
        origin_label=row["from"][1],
        agreed=row.get("agreed", ""),
        is_example=True,
    )
    for each in row.get("inzet", []):
        source, low, high, until = each["money"]
        begins, ends = each["days"]
        effort = Effort.objects.create(
            opgave=opgave,
            what=each["what"],
            carrier=each["carrier"],
            person_role=each["person"],
            parties=each["parties"],
            begins_on=_day(begins),
            ends_on=_day(ends) if ends else None,
            money_source=source,
            money_low=low,
            money_high=high,
            money_until=_day(until),
            stopped_because=each.get("stopped", ""),
            is_example=True,
        )
        for result in each["results"]:
            _outcome(effort, result)


def _outcome(effort: Effort, row: list[Any]) -> None:
    what, how, source, interval, day, lessons = row
    outcome = Outcome.objects.create(
        effort=effort, what=what, how=how, source=source, interval=interval, on=_day(day), is_example=True
    )
    for text, holds_when in lessons:
        Lesson.objects.create(
            outcome=outcome, text=text, holds_when=holds_when, on=_day(day), is_example=True
        )


# ---- what needs figures
@action
def load_example_analyses(*, actor: User | None, organisation: Organisation) -> int:
    """Write the analyses of the twelve wijken and the two reports; return how many, 0 without figures."""
    record(organisation, details={"example": True})
    programme = Programme.objects.filter(slug=example_programme()["slug"]).first()
    if programme is None or programme.analyses.exists() or areas.release_id() == "":
        return 0
    _name_areas()
    made = [row for city in programme.participations.all() if (row := _analysis(programme, city))]
    if made:
        _react(made[0])
        report = store_report(programme, 1, "Zo staan de wijken ervoor na een jaar samen leren.")
        report.published_on = timezone.localdate()
        report.save(update_fields=["published_on"])
        store_report(programme, 2, "")
    return len(made)


def _name_areas() -> None:
    """Give every row of the example the name of its area, now that it is known."""
    for model in (Participation, Presentation, Advice, Opgave):
        for row in model.objects.exclude(area=""):
            found = areas.place(row.area)
            if found is not None and row.area_name != found.name:
                row.area_name = found.name
                row.save(update_fields=["area_name"])
    for task in Task.objects.exclude(area=""):
        found = areas.place(task.area)
        if found is not None:
            task.area_name = found.name
            task.save(update_fields=["area_name"])


def _analysis(programme: Programme, city: Participation) -> AreaAnalysis | None:
    profile = areas.profile_of(city.area)
    if profile is None:
        return None
    made_on = _day(-20)
    trends = [
        StatedTrend(t["key"], t["text"], tuple(t["indicators"]), t["direction"]) for t in programme.trends
    ]
    body = draft_analysis(profile, made_on=made_on, trends=trends)
    row = AreaAnalysis.objects.create(
        organisation=programme.organisation,
        programme=programme,
        area=city.area,
        area_name=city.area_name,
        title=f"{body.area_name} in {made_on.year}",
        lead=city.risk,
        state=AreaAnalysis.State.WITH_AREA,
        body=analysis_to_json(body),
        release=body.release,
        made_on=made_on,
        react_until=_day(9),
        is_example=True,
    )
    AnalysisVersion.objects.create(analysis=row, number=1, made_on=made_on, body=row.body)
    return row


def _react(row: AreaAnalysis) -> None:
    """What the wijk said: one answered, one waiting, one withdrawn."""
    said = [
        (
            "a2",
            "De cijfers kloppen. De reden staat er niet bij: kamers worden per half jaar verhuurd.",
            "bewonersraad",
        ),
        ("a1", "Nee.", ""),
        ("a3", "", ""),
    ]
    for place, (paragraph, text, who) in enumerate(said):
        answered = place == 0
        Reaction.objects.create(
            analysis=row,
            paragraph=paragraph,
            text=text,
            on_behalf=who,
            on=_day(-12),
            state=Reaction.State.SHOWN if text else Reaction.State.ERASED,
            verdict=Reaction.Verdict.PARTLY if answered else "",
            answer="Het staat nu bij wat we niet weten. Wie verhuurt, is niet onderzocht."
            if answered
            else "",
            answered_on=_day(-5) if answered else None,
            version=1 if answered else None,
            request=uuid.uuid4(),
            fingerprint=token_fingerprint(new_token()),
        )
