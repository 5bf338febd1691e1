"""What the room screen and the facilitator's console show: question, clock, counts, themes as they emerge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from wijkwijzer.dialogue import theme_places
from wijkwijzer.disclosure import SMALLEST
from wijkwijzer_web.dialogue.models import (
    Dialogue,
    Event,
    Findings,
    Message,
    Question,
    Round,
    Statement,
    Theme,
)
from wijkwijzer_web.dialogue.queries.outcome.results import theme_shares_in
from wijkwijzer_web.dialogue.queries.people import answers, people_here
from wijkwijzer_web.dialogue.queries.staff import script, silent

__all__ = ["Room", "ThemeCount", "room_of"]

MOST_THEMES = 5
NEAR = 3  # a place that can be more places off is not told as one
REST = "overig"


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme and how many people named it; `share` is in per cent of the largest.

    `first` and `last` are the places it can have, as sure as the stored result is.
    """

    label: str
    people: int
    share: float
    confirmed: bool
    first: int
    last: int

    @property
    def near(self) -> bool:
        """Whether its place is worth telling: known within a few."""
        return self.last - self.first <= NEAR


@dataclass(frozen=True, slots=True)
class Room:
    """One moment in the room."""

    rounds: tuple[Round, ...]
    current: Round | None
    number: int
    joined: int
    answered: int
    messages: int
    waiting: int
    silent: int
    themes: tuple[ThemeCount, ...]
    latest: tuple[Message, ...]
    open_questions: tuple[str, ...]
    at: datetime

    @property
    def question(self) -> str:
        """The question that people answer now, whatever the round is called; "" when none is asked.

        Without a script it is the one question that is open; of several nobody in the room knows which.
        """
        if self.current is not None:
            return self.current.question.text if self.current.question else ""
        return self.open_questions[0] if len(self.open_questions) == 1 else ""

    @property
    def surely_first(self) -> str:
        """The theme that more people name than any other, whatever the margins; "" when that is not sure."""
        return self.themes[0].label if self.themes and self.themes[0].last == 1 else ""

    @property
    def step(self) -> str:
        """The name of the round that runs, or of its kind."""
        if self.current is None:
            return ""
        return self.current.title or self.current.get_kind_display()

    @property
    def next_question(self) -> str:
        """The question of the next round that has one, while people wait."""
        coming = (row.question for row in self.rounds if row.state == Round.State.WAITING)
        return next((asked.text for asked in coming if asked is not None), "")

    @property
    def seconds_left(self) -> int:
        """Seconds until the round ends, 0 when it is over or has no end."""
        if self.current is None or self.current.ends_at is None:
            return 0
        return max(0, int((self.current.ends_at - self.at).total_seconds()))

    @property
    def clock(self) -> str:
        """Minutes and seconds that are left."""
        return f"{self.seconds_left // 60}:{self.seconds_left % 60:02d}"

    @property
    def gone(self) -> float:
        """How much of the round is over, in per cent."""
        if self.current is None or self.current.ends_at is None or self.current.started_at is None:
            return 0.0
        whole = (self.current.ends_at - self.current.started_at).total_seconds()
        return 100.0 if whole <= 0 else max(0.0, min(100.0, 100 * (1 - self.seconds_left / whole)))


def room_of(dialogue: Dialogue) -> Room:
    """Read everything once; messages only when a moderator has let them through and they may be quoted."""
    rounds = tuple(script(dialogue))
    current = next((r for r in rounds if r.state == Round.State.RUNNING), None)
    said = answers(dialogue)
    here = said.filter(question=current.question_id) if current and current.question_id else said
    waiting = Message.objects.filter(dialogue=dialogue, state=Message.State.WAITING).count()
    unread = Statement.objects.filter(
        question__topic__dialogue=dialogue, state=Statement.State.WAITING
    ).count()
    return Room(
        rounds=rounds,
        current=current,
        number=rounds.index(current) + 1 if current else sum(r.state == Round.State.DONE for r in rounds),
        joined=people_here(dialogue).count(),
        answered=here.values("participant_key").distinct().count(),
        messages=here.filter(kind=Event.Kind.MESSAGE).count(),
        waiting=waiting + unread,
        silent=silent(dialogue),
        themes=_themes(dialogue, current),
        latest=_latest(dialogue, current),
        open_questions=() if rounds else _asked(dialogue),
        at=timezone.now(),
    )


def _asked(dialogue: Dialogue) -> tuple[str, ...]:
    """What an open dialogue without a script asks."""
    asked = Question.objects.filter(topic__dialogue=dialogue, topic__dialogue__state=Dialogue.State.OPEN)
    return tuple(asked.values_list("text", flat=True)[:2])


def _themes(dialogue: Dialogue, current: Round | None) -> tuple[ThemeCount, ...]:
    """The themes of the question on screen in the stored result: a screen in a room is public too."""
    asked = current.question if current is not None else None
    if asked is None:
        return ()
    found = Findings.objects.filter(dialogue=dialogue).first()
    rows = [
        theme
        for question in theme_shares_in(found.aggregates if found else None)
        if (question["topic"], question["question"]) == (asked.topic.title, asked.text)
        and question["authors"] >= SMALLEST
        for theme in question["themes"]
        if theme["authors"] and theme["theme_id"] != REST
    ]
    places = theme_places([(row["low"], row["high"]) for row in rows])
    confirmed = set(asked.themes.filter(state=Theme.State.CONFIRMED).values_list("key", flat=True))
    most = max((row["authors"] for row in rows), default=1)
    return tuple(
        ThemeCount(
            row["label"], row["authors"], 100 * row["authors"] / most, row["theme_id"] in confirmed, *place
        )
        for row, place in zip(rows[:MOST_THEMES], places, strict=False)
    )


def _latest(dialogue: Dialogue, current: Round | None) -> tuple[Message, ...]:
    readable = Message.objects.filter(
        dialogue=dialogue, state=Message.State.VISIBLE, consent=Message.Consent.LITERAL, statement=None
    )
    if current is not None and current.question_id is not None:
        readable = readable.filter(question=current.question_id)
    return tuple(readable.order_by("-event__position")[:3])
