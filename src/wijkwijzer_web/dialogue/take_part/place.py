"""What one participant did, beside what everyone did: counts from ten people on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wijkwijzer.disclosure import SMALLEST
from wijkwijzer_web.dialogue.models import Dialogue, Event, Message, Participant, Question, Report
from wijkwijzer_web.dialogue.queries.structure import AskedStatement, Structure
from wijkwijzer_web.dialogue.take_part.steps import answers_of

__all__ = [
    "Answered",
    "Place",
    "answered",
    "everything_of",
    "has_report",
    "my_messages",
    "my_places",
]

SMALLEST_GROUP = SMALLEST
# What a program of ours noted beside the answers: it says nothing that somebody wants to read back.
_OURS = (Event.Kind.SHOWN, Event.Kind.ERASED)


@dataclass(frozen=True, slots=True)
class Place:
    """One statement: what I chose, and what all did (None below ten votes)."""

    statement: AskedStatement
    mine: int
    agree: int | None
    passed: int | None
    disagree: int | None

    @property
    def shares(self) -> tuple[int, int, int] | None:
        """Agree, pass and disagree in whole per cents that add up to 100; None when too few voted."""
        if self.agree is None or self.passed is None or self.disagree is None:
            return None
        total = self.agree + self.passed + self.disagree
        agree, passed = round(100 * self.agree / total), round(100 * self.passed / total)
        return agree, passed, 100 - agree - passed

    @property
    def my_share(self) -> int | None:
        """The share that chose what I chose."""
        shares = self.shares
        return shares[{1: 0, 0: 1, -1: 2}[self.mine]] if shares else None

    @property
    def with_most(self) -> bool:
        """Whether my choice is the one that most people made."""
        shares = self.shares
        return shares is not None and self.my_share == max(shares)

    @property
    def divided(self) -> bool:
        """Whether agree and disagree are within ten points of each other."""
        shares = self.shares
        return shares is not None and abs(shares[0] - shares[2]) < 10


def my_places(
    structure: Structure, participant: Participant, aggregates: Mapping[str, Any] | None
) -> list[Place]:
    """The statements that this participant voted on, beside the stored result: never what is going on now."""
    mine = answers_of(participant).votes
    everyone = {row["statement"]: row["everyone"] for row in (aggregates or {}).get("statements", ())}
    places = []
    for question in structure.questions:
        if question.kind != Question.Kind.STATEMENT:
            continue
        for statement in question.statements:
            if statement.pk in mine:
                numbers = everyone.get(statement.pk) or (None, None, None)
                places.append(Place(statement, mine[statement.pk], *numbers))
    return places


def my_messages(participant: Participant) -> QuerySet[Message]:
    """What this participant wrote, with the question, the theme and what was promised about that theme."""
    return (
        Message.objects.filter(participant_key=participant.key)
        .exclude(state=Message.State.ERASED)
        .select_related("question", "statement", "theme__theme")
        .prefetch_related("decisions", "theme__theme__promises")
        .order_by("event__position")
    )


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: what was asked, what was said, and what became of the words.

    `kind` and `value` are those of the event; `ranking` the choices in the order that was given.
    """

    at: datetime
    kind: str
    asked: str
    value: int | None
    ranking: tuple[str, ...]
    message: Message | None


def answered(participant: Participant) -> list[Answered]:
    """Everything that this participant did."""
    words = Message.objects.filter(participant_key=participant.key).exclude(state=Message.State.ERASED)
    by_event = {message.event_id: message for message in words.select_related("theme__theme")}
    events = Event.objects.filter(participant_key=participant.key).exclude(kind__in=_OURS)
    return [
        Answered(
            event.at,
            event.kind,
            str(event.statement or event.question or ""),
            event.value,
            tuple(event.ranking or ()),
            by_event.get(event.pk),
        )
        for event in events.select_related("question", "statement").order_by("position")
    ]


def everything_of(participant: Participant) -> dict[str, object]:
    """All that is kept about one participant, for their own download."""
    events = Event.objects.filter(participant_key=participant.key).order_by("position")
    return {
        "dialoog": participant.dialogue.title,
        "begonnen_op": participant.joined_on.isoformat(),
        "namens_iemand_anders": participant.on_behalf,
        "over_jou": [
            {"vraag": a.question.text, "antwoord": a.option}
            for a in participant.background.select_related("question")
        ],
        "antwoorden": [
            {
                "plaats": e.position,
                "soort": e.get_kind_display(),
                "vraag": e.question.text if e.question else None,
                "stelling": e.statement.text if e.statement else None,
                "waarde": e.value,
                "volgorde": e.ranking,
                "na_het_sluiten": e.late,
                "tijd_op_de_minuut": e.at.isoformat(),
            }
            for e in events.select_related("question", "statement")
        ],
        "berichten": [
            {
                "nummer": m.number,
                "vraag": m.question.text,
                "tekst": m.text,
                "toestemming": m.get_consent_display(),
                "stand": m.get_state_display(),
            }
            for m in my_messages(participant)
        ],
    }


def has_report(dialogue: Dialogue) -> bool:
    """Whether there is a published report to read."""
    return Report.objects.filter(dialogue=dialogue, published_at__isnull=False, retracted_at=None).exists()
