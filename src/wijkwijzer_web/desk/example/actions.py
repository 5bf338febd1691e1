"""Load the example's desks, with days counted back from today."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from wijkwijzer.desk import AMSTERDAM, add_working_days, is_working_day, next_working_day
from wijkwijzer.example.desk import ExampleStory, example_desks
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.codes import fingerprint
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.desk.counting.actions import renew_counts
from wijkwijzer_web.desk.models import (
    Agreement,
    Assumption,
    Bottleneck,
    Counter,
    CrossTables,
    Decision,
    Desk,
    Event,
    Experiment,
    Listener,
    Longer,
    Opinion,
    Published,
    Remedy,
    Seat,
    Signal,
    Step,
    TaskForce,
    Words,
)
from wijkwijzer_web.desk.queries import SPACE, today

__all__ = ["EXAMPLE_CODE", "example_left", "load_example_desks", "remove_example"]

NAMESPACE = UUID("0f7e5f0c-37c5-4a5c-8a43-5a5d7f8a1c20")
EXAMPLE_CODE = "aardbei adelaar agenda ananas anker appel"


@action
def load_example_desks(*, actor: User | None, organisation: Organisation) -> None:
    """Write the example once."""
    record(organisation, details={"example": True})
    made = example_desks()
    if Desk.objects.filter(slug=made.desks[0]["slug"]).exists():
        return
    people = list(User.objects.filter(memberships__organisation=organisation, is_active=True).distinct())
    desks = {row["slug"]: _desk(organisation, row, people) for row in made.desks}
    force = _task_force(organisation, made.task_force)
    rows = {row["number"]: _bottleneck(organisation, force, row, people) for row in made.bottlenecks}
    for number, story in enumerate(made.stories):
        _story(desks[story.desk], story, number, rows.get(story.bottleneck))
    _experiment(organisation, force, made.experiment)
    for row in made.assumptions:
        _assumption(organisation, row)
    # Counts come into being week by week, as they would have.
    for week in range(26, -1, -1):
        renew_counts(today() - timedelta(weeks=week))


def _desk(organisation: Organisation, row: dict[str, Any], people: list[User]) -> Desk:
    desk = Desk.objects.create(
        organisation=organisation,
        name=row["name"],
        slug=row["slug"],
        areas=row["areas"],
        walk_in=row["walk_in"],
        phone=row["phone"],
        elsewhere=row["elsewhere"],
        non_readers=["gemeente, politie of school", "je verhuurder"],
        privacy_contact="privacy@lindemark.example",
        words_read=True,
        opened=len(people) > 1,
        coordinator=people[0] if people else None,
        is_example=True,
    )
    Counter.objects.create(desk=desk)
    for person in people:
        Listener.objects.create(desk=desk, user=person, since=today() - timedelta(days=200))
    return desk


def _at(days_ago: int, hour: int = 10) -> datetime:
    return datetime.combine(today() - timedelta(days=days_ago), time(hour, 12), AMSTERDAM)


def _story(desk: Desk, story: ExampleStory, number: int, row: Bottleneck | None) -> None:
    told = _at(story.days_ago, 0 if story.days_ago == 0 else 10)
    answered = min(today(), add_working_days(told.date(), 1 + number % 3)) if story.answer else None
    closed = story.state == "klaar"
    place = desk.events.count() + 1
    signal = Signal.objects.create(
        desk=desk,
        number=place,
        code_hash=fingerprint(EXAMPLE_CODE, SPACE) if number == 3 else None,
        area=story.area,
        opgave=story.opgave,
        channel=story.channel,
        state=story.state,
        closing=story.closing,
        received_at=told,
        last_word_at=told,
        last_from_teller=not story.answer,
        answered_on=answered,
        next_on=None if closed or story.state == "gewist" else _next(story, number),
        closed_on=answered if closed else None,
        bottleneck=row,
        key=uuid5(NAMESPACE, str(number)),
        on_behalf=number % 9 == 0,
    )
    _words(signal, Event.Kind.TOLD, Words.Sender.TELLER, story.text, told)
    if story.answer and answered:
        when = datetime.combine(answered, time(14, 40), AMSTERDAM)
        kind = Event.Kind.CLOSED if closed else Event.Kind.ANSWERED
        _words(signal, kind, Words.Sender.DESK, story.answer, when)
    if story.state == "afgesproken":
        due = next_working_day(today() + timedelta(days=3 + number % 9))
        Agreement.objects.create(signal=signal, what="bellen en terugbellen", who="wij", due=due)
    Counter.objects.filter(desk=desk).update(position=desk.events.count())


def _next(story: ExampleStory, number: int) -> date:
    if story.state in {"ontvangen", "gelezen"}:
        return add_working_days(today() - timedelta(days=story.days_ago), 2)
    return next_working_day(today() + timedelta(days=1 + number % 12))


def _words(signal: Signal, kind: str, sender: str, text: str, at: datetime) -> None:
    place = signal.desk.events.count() + 1
    event = Event.objects.create(
        desk=signal.desk, position=place, signal_key=signal.key, kind=kind, at=at.replace(second=0)
    )
    Words.objects.create(event=event, signal=signal, sender=sender, text=text)


def _bottleneck(
    organisation: Organisation, force: TaskForce, row: dict[str, Any], people: list[User]
) -> Bottleneck:
    asked = today() - timedelta(days=row["asked"])
    due = asked + timedelta(days=row["term"])
    draft = row["state"] == "concept"
    made = Bottleneck.objects.create(
        organisation=organisation,
        task_force=force if len(row["domains"]) > 1 else None,
        sentence=row["sentence"],
        explanation=row.get("explanation", ""),
        cause=row["cause"],
        domains=row["domains"],
        areas=row["areas"],
        owner=row["owner"],
        owner_mail="eigenaar@lindemark.example",
        asked_on=asked,
        answer_due=due,
        answered_on=today() - timedelta(days=row["answered"]) if "answered" in row else None,
        state=row["state"],
        not_ours_reason=row["not_ours"][0] if "not_ours" in row else "",
        not_ours_whose=row["not_ours"][1] if "not_ours" in row else "",
        proposed_by=people[0] if people else None,
        confirmed_by=people[1] if len(people) > 1 and not draft else None,
        published_on=None if draft else asked,
        private_until=today() + timedelta(days=row["private"]) if "private" in row else None,
        works=row.get("works", ""),
        works_words=row.get("works_words", ""),
        works_by=row.get("works_by", ""),
        is_example=True,
    )
    if not draft:
        Step.objects.create(bottleneck=made, on=asked, kind="gemeld", text=f"Gemeld aan {made.owner}.")
    _history(made, row, asked, due)
    return made


def _history(made: Bottleneck, row: dict[str, Any], asked: date, due: date) -> None:
    def step(on: date, kind: str, text: str) -> None:
        Step.objects.create(bottleneck=made, on=on, kind=kind, text=text)

    if row["state"] not in {"concept", "gemeld", "niet-bij-ons"}:
        step(min(today(), asked + timedelta(days=3)), "aangenomen", f"{made.owner} zegt: dit is van ons.")
    if "extended" in row:
        until = due + timedelta(days=row["extended"][0])
        announced = due - timedelta(days=3)
        Longer.objects.create(
            bottleneck=made, number=1, announced=announced, until=until, reason=row["extended"][1]
        )
        step(announced, "verlengd", f"Nieuwe datum: {written_day(until)}. {row['extended'][1]}")
    if "not_ours" in row and made.answered_on:
        step(
            made.answered_on,
            "niet-bij-ons",
            f"Niet bij ons, maar bij {row['not_ours'][1]}. {row['not_ours'][0]}",
        )
    if "was" in row and made.answered_on:
        _decision(made, row, made.answered_on)
        step(made.answered_on, "besluit", row["title"])
    if made.works:
        step(today() - timedelta(days=9), "nagekeken", f"{made.works_by}: {made.works_words}")


def _decision(made: Bottleneck, row: dict[str, Any], decided: date) -> None:
    begins = decided + timedelta(days=20)
    Decision.objects.create(
        bottleneck=made,
        title=row["title"],
        was=row["was"],
        becomes=row["becomes"],
        reach=row["reach"],
        from_on=begins,
        decided_on=decided,
    )
    made.review_on = begins + timedelta(days=182)
    made.save(update_fields=["review_on"])


def _task_force(organisation: Organisation, row: dict[str, Any]) -> TaskForce:
    day = today() + timedelta(days=row["in_days"])
    while not is_working_day(day):
        day += timedelta(days=1)
    force = TaskForce.objects.create(
        organisation=organisation,
        name=row["name"],
        slug=row["slug"],
        chair=row["chair"],
        chair_mail="voorzitter@lindemark.example",
        decides=row["decides"],
        rhythm=row["rhythm"],
        place=row["place"],
        meets_at=datetime.combine(day, time(9, 30), AMSTERDAM),
        is_example=True,
    )
    for domain, role in row["seats"]:
        Seat.objects.create(task_force=force, domain=domain, role=role)
    return force


def _experiment(organisation: Organisation, force: TaskForce, row: dict[str, Any]) -> None:
    begins = today() - timedelta(days=row["started"])
    Experiment.objects.create(
        organisation=organisation,
        task_force=force,
        sentence=row["sentence"],
        permitted_by=row["permitted_by"],
        for_whom=row["for_whom"],
        from_on=begins,
        until=begins + timedelta(days=row["days"]),
        is_example=True,
    )


def _assumption(organisation: Organisation, row: dict[str, Any]) -> None:
    made = Assumption.objects.create(
        organisation=organisation,
        side=row["side"],
        text=row["text"],
        counter=row["counter"],
        source=row["source"],
        is_example=True,
    )
    Opinion.objects.bulk_create(
        Opinion(assumption=made, side=side, answer=answer, request=uuid4(), on=today())
        for side, given in row["opinions"].items()
        for answer, people in given.items()
        for _one in range(people)
    )
    if row["remedy"]:
        whom, done, where, helped, before, after, total, asked, yes = row["remedy"]
        Remedy.objects.create(
            assumption=made,
            for_whom=whom,
            done=done,
            where=where,
            helped=helped,
            before=before,
            after=after,
            total=total,
            asked_again_on=today() - timedelta(days=40),
            trust_asked=asked,
            trust_yes=yes,
        )


_MARKED = (Bottleneck, TaskForce, Experiment, Assumption, Desk)


def example_left(organisation: Organisation) -> int:
    """How much of the example stands here."""
    return sum(table.objects.filter(organisation.invented).count() for table in _MARKED)


def remove_example(organisation: Organisation) -> dict[str, int]:
    """Take the example's desks away with every story in them, and count anew what was really told."""
    gone = {}
    desks = Desk.objects.filter(organisation.invented)
    Signal.objects.filter(desk__in=desks).delete()
    Event.objects.filter(desk__in=desks).delete()
    heard_here = desks.exists() and not organisation.trial_of_id  # what is told in trial counts nowhere
    for table in _MARKED:
        rows = table.objects.filter(organisation.invented)
        gone[str(table._meta.verbose_name_plural)] = rows.count()
        rows.delete()
    if heard_here:
        Published.objects.all().delete()
        CrossTables.objects.all().delete()
        renew_counts(today())
    return gone
