"""What a teller does: tell, add, say *not yet*, erase. An event is its own audit and holds no address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from wijkwijzer_web.core.codes import fingerprint
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.desk.mailing.actions import about_teller, forget
from wijkwijzer_web.desk.models import Agreement, Contact, Counter, Desk, Event, Signal, Words, this_minute
from wijkwijzer_web.desk.queries import SPACE, RefusedError, promised_day, today

__all__ = [
    "Told",
    "add",
    "append",
    "erase",
    "erase_again",
    "erase_words",
    "forget_contact_again",
    "not_yet",
    "say_yes",
    "tell",
]

ADDITIONS_PER_HOUR = 20
ERASURE, CONTACT = "melder", "melder-contact"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells, checked by the form."""

    text: str
    code: str
    request: UUID
    area: str = ""
    role: str = ""
    on_behalf: bool = False
    contact: str = ""
    language: str = "nl"
    channel: str = Signal.Channel.WEB


def append(
    signal: Signal,
    kind: str,
    *,
    text: str = "",
    sender: str = Words.Sender.TELLER,
    request: UUID | None = None,
) -> Event:
    """Write an event at the next place of the desk's log, and its words, in the caller's transaction."""
    event = Event.objects.create(
        desk_id=signal.desk_id,
        position=_next_place(signal.desk_id),
        signal_key=signal.key,
        kind=kind,
        request=request,
        at=this_minute(),
    )
    if text:
        Words.objects.create(event=event, signal=signal, sender=sender, text=text)
    return event


def _next_place(desk: int) -> int:
    """Take a place in the log; the counter's row is locked until the commit."""
    sql = f"UPDATE {Counter._meta.db_table} SET position = position + 1 WHERE desk_id = %s RETURNING position"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [desk])
        row = cursor.fetchone()
        if row is None:
            Counter.objects.get_or_create(desk_id=desk)
            cursor.execute(sql, [desk])
            row = cursor.fetchone()
    return int(row[0])


def tell(desk: Desk, told: Told) -> Signal:
    """Take in a story; a retry of the same form gets the first one."""
    if not desk.is_open(today()):
        raise RefusedError("Dit loket is nu dicht. Je verhaal is niet verstuurd.", 409)
    try:
        with transaction.atomic():
            return _tell(desk, told)
    except IntegrityError:
        earlier = Event.objects.filter(desk=desk, request=told.request).first()
        if earlier is None:
            raise
    signal = Signal.objects.get(key=earlier.signal_key)
    if signal.code_hash is None or bytes(signal.code_hash) != fingerprint(told.code, SPACE):
        raise RefusedError("Dit formulier is al verstuurd. Kijk met je zes woorden wat ermee gebeurde.", 409)
    return signal


def _tell(desk: Desk, told: Told) -> Signal:
    place, now = _next_place(desk.pk), this_minute()
    signal = Signal.objects.create(
        desk=desk,
        number=place,
        code_hash=fingerprint(told.code, SPACE),
        area=told.area,
        role=told.role,
        on_behalf=told.on_behalf,
        language=told.language,
        channel=told.channel,
        next_on=promised_day(desk),
        received_at=now,
        last_word_at=now,
    )
    event = Event.objects.create(
        desk=desk, position=place, signal_key=signal.key, kind=Event.Kind.TOLD, request=told.request, at=now
    )
    Words.objects.create(event=event, signal=signal, sender=Words.Sender.TELLER, text=told.text)
    if told.contact:
        Contact.objects.create(signal=signal, address=told.contact)
    return signal


def add(signal: Signal, text: str, request: UUID) -> None:
    """Say something more; the desk owes an answer again."""
    _write(signal, Event.Kind.ADDED, text, request)


def not_yet(signal: Signal, text: str, request: UUID) -> None:
    """Say that it is not done; a closed conversation opens again."""
    _write(signal, Event.Kind.NOT_YET, text, request)


def _write(signal: Signal, kind: str, text: str, request: UUID) -> None:
    hour = timezone.now() - timedelta(hours=1)
    if Event.objects.filter(signal_key=signal.key, at__gte=hour).count() >= ADDITIONS_PER_HOUR:
        raise RefusedError("Dat is veel in korte tijd. Wacht even en probeer het straks opnieuw.", 429)
    try:
        with transaction.atomic():
            locked = Signal.objects.select_for_update().get(pk=signal.pk)
            if locked.state == Signal.State.ERASED:
                raise RefusedError("Dit verhaal is gewist.", 410)
            append(locked, kind, text=text, request=request)
            _reopen(locked)
    except IntegrityError:
        if not Event.objects.filter(desk_id=signal.desk_id, request=request, signal_key=signal.key).exists():
            raise


def _reopen(signal: Signal) -> None:
    due = promised_day(signal.desk)
    signal.next_on = due if signal.next_on is None or signal.closing else min(signal.next_on, due)
    if signal.state == Signal.State.DONE:
        signal.state, signal.closing, signal.closed_on = Signal.State.TALKING, "", None
    signal.last_word_at, signal.last_from_teller = this_minute(), True
    signal.save()


def say_yes(signal: Signal, yes: bool) -> None:
    """Answer the question whether the story may go to another desk."""
    with transaction.atomic():
        rows = Signal.objects.select_for_update(of=("self",)).select_related("desk", "asked_desk")
        locked = rows.get(pk=signal.pk)
        if locked.asked_desk is None:
            raise RefusedError("Er staat geen vraag meer open.", 409)
        there = locked.asked_desk
        locked.asked_desk = None
        if yes:
            append(locked, Event.Kind.MOVED)
            # Positions belong to a desk: there the story gets the next number of that desk.
            locked.desk, locked.number = there, _next_place(there.pk)
            locked.next_on = promised_day(there)
        locked.save()


def erase(signal: Signal) -> None:
    """Take the words and the contact away, for good and also after a backup is put back."""
    erasures.note(ERASURE, str(signal.key))
    erase_words(signal.pk)


def erase_again(key: str) -> bool:
    """After a restore: erase a story that its teller withdrew since the backup."""
    signal = Signal.objects.filter(key=key).exclude(state=Signal.State.ERASED).first()
    if signal is None:
        return False
    erase_words(signal.pk)
    return True


def forget_contact_again(key: str) -> bool:
    """After a restore: forget a contact whose time was over since the backup."""
    deleted, _each = Contact.objects.filter(signal__key=key).delete()
    forget(about_teller(key))
    return bool(deleted)


def erase_words(pk: int) -> None:
    """Contact first, then words and what was agreed; the row stays as a count and says nothing."""
    with transaction.atomic():
        signal = Signal.objects.select_for_update().get(pk=pk)
        Contact.objects.filter(signal=signal).delete()
        forget(about_teller(signal.key))
        Words.objects.filter(signal=signal).update(text="")
        Agreement.objects.filter(signal=signal).delete()
        append(signal, Event.Kind.ERASED)
        signal.code_hash, signal.state, signal.closing = None, Signal.State.ERASED, ""
        signal.next_on, signal.asked_desk, signal.bottleneck = None, None, None
        signal.role, signal.on_behalf, signal.language = "", False, "nl"
        signal.save()
