"""What a listener does for the desk. Every act, reading too, is in the audit trail; no word of a story is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wijkwijzer_web.core.codes import fingerprint, new_code
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.desk.listening.actions import append
from wijkwijzer_web.desk.mailing.actions import about_teller, waits
from wijkwijzer_web.desk.models import (
    Agreement,
    Contact,
    Counter,
    Desk,
    Event,
    Listener,
    Signal,
    Words,
    this_minute,
)
from wijkwijzer_web.desk.models.desks import LEAST_LISTENERS
from wijkwijzer_web.desk.queries import SPACE, promised_day, require_listener, today

__all__ = [
    "answer",
    "ask_to_move",
    "keep_agreement",
    "open_signal",
    "save_desk",
    "set_away",
    "set_listeners",
    "sort_signal",
    "write_down",
]


@action
def open_signal(*, actor: User, signal: Signal) -> None:
    """Read a story: that somebody did is written down every time."""
    require_listener(actor, signal.desk)
    if signal.state == Signal.State.RECEIVED:
        append(signal, Event.Kind.READ)
        Signal.objects.filter(pk=signal.pk, state=Signal.State.RECEIVED).update(state=Signal.State.READ)
        signal.state = Signal.State.READ
    record(signal, details={"read": True})


@action
def answer(
    *,
    actor: User,
    signal: Signal,
    text: str,
    seen: int,
    next_on: date | None = None,
    closing: str = "",
    agreement: Mapping[str, Any] | None = None,
    request: UUID | None = None,
) -> None:
    """Answer as a human: with a next date, or closing the conversation with how it ended.

    `seen` is the last event the writer saw; who writes on top of something newer is told first.
    """
    locked = _locked(actor, signal)
    if request and Event.objects.filter(desk=locked.desk, request=request).exists():
        record(locked, details={"again": True})
        return
    last = Event.objects.filter(signal_key=locked.key).exclude(kind=Event.Kind.READ).order_by("-pk").first()
    if last is not None and last.pk > seen:
        raise ValidationError(
            _("Intussen is er iets bijgekomen. Lees dat eerst; je tekst staat er nog."), code="intussen"
        )
    if not closing and next_on is None:
        raise ValidationError(_("Kies een volgende datum, of sluit het gesprek met een antwoord."))
    if next_on is not None and next_on < today():
        raise ValidationError(_("De volgende datum is al voorbij."))
    kind = Event.Kind.CLOSED if closing else Event.Kind.AGREED if agreement else Event.Kind.ANSWERED
    append(locked, kind, text=text, sender=Words.Sender.DESK, request=request)
    if agreement:
        Agreement.objects.create(signal=locked, **agreement)
    _moved_on(locked, next_on, closing, bool(agreement))
    _tell_teller(locked)
    record(locked, details={"kind": kind})


def _locked(actor: User, signal: Signal) -> Signal:
    require_listener(actor, signal.desk)
    locked = (
        Signal.objects.select_for_update(of=("self",)).select_related("desk__organisation").get(pk=signal.pk)
    )
    if locked.state == Signal.State.ERASED:
        raise ValidationError(
            _("Dit verhaal is gewist door wie het vertelde. Er is niets meer te beantwoorden.")
        )
    if locked.desk_id != signal.desk_id:
        raise ValidationError(_("Dit gesprek ligt nu bij een ander loket."))
    return locked


def _moved_on(signal: Signal, next_on: date | None, closing: str, agreed: bool) -> None:
    signal.answered_on = signal.answered_on or today()
    signal.last_from_teller, signal.closing = False, closing
    if closing:
        signal.state, signal.next_on, signal.closed_on = Signal.State.DONE, None, today()
    else:
        agreed = agreed or signal.state == Signal.State.AGREED
        signal.state = Signal.State.AGREED if agreed else Signal.State.TALKING
        signal.next_on = next_on
    signal.save()


def _tell_teller(signal: Signal) -> None:
    """Put a mail in the box that says only that there is an answer."""
    contact = Contact.objects.filter(signal=signal).first()
    if contact is not None and "@" in contact.address:
        number = Event.objects.filter(signal_key=signal.key).count()
        waits(
            "antwoord",
            f"{signal.key}:{number}",
            contact.address,
            signal.desk.organisation,
            about=[about_teller(signal.key)],
            soon=True,
        )


@action
def sort_signal(*, actor: User, signal: Signal, opgave: str) -> None:
    """Say under which opgave a story falls."""
    require_listener(actor, signal.desk)
    Signal.objects.filter(pk=signal.pk).update(opgave=opgave)
    record(signal, details={"opgave": opgave})


@action
def keep_agreement(*, actor: User, agreement: Agreement, outcome: str) -> None:
    """Write down what became of an agreement."""
    require_listener(actor, agreement.signal.desk)
    agreement.outcome = outcome
    agreement.save(update_fields=["outcome"])
    record(agreement.signal, details={"agreement": agreement.pk})


@action
def ask_to_move(*, actor: User, signal: Signal, there: Desk) -> None:
    """Ask the teller whether the story may go to another desk; without a yes it stays."""
    locked = _locked(actor, signal)
    if there.pk == locked.desk_id or not there.is_open(today()):
        raise ValidationError(_("Kies een ander loket dat open is."))
    locked.asked_desk = there
    locked.save(update_fields=["asked_desk"])
    record(locked, details={"asked": there.slug})


@action
def write_down(*, actor: User, desk: Desk, values: Mapping[str, Any]) -> tuple[Signal, str]:
    """Write a story down for somebody: at the door, on paper, by telephone; gives the six words."""
    require_listener(actor, desk)
    earlier = Event.objects.filter(desk=desk, request=values["request"]).first()
    if earlier is not None:
        raise ValidationError(_("Dit is al opgeschreven."))
    code = new_code()
    Counter.objects.get_or_create(desk=desk)
    signal = Signal(
        desk=desk,
        code_hash=fingerprint(code, SPACE),
        area=values["area"],
        role=values["role"],
        on_behalf=values["on_behalf"],
        channel=values["channel"],
        state=Signal.State.READ,
        next_on=promised_day(desk),
        received_at=this_minute(),
        last_word_at=this_minute(),
    )
    event = append(signal, Event.Kind.TOLD, request=values["request"])
    signal.number = event.position
    signal.save()
    Words.objects.create(event=event, signal=signal, sender=Words.Sender.TELLER, text=values["text"])
    if values["contact"]:
        Contact.objects.create(signal=signal, address=values["contact"])
    record(signal, details={"channel": signal.channel})
    return signal, code


@action
def save_desk(*, actor: User, desk: Desk) -> Desk:
    """Set a desk up, or change it; it opens with two listeners and who answers for privacy, or not at all."""
    require(actor, Permission.MANAGE_MEMBERS, desk.organisation)
    if desk.opened and (desk.pk is None or desk.listeners.count() < LEAST_LISTENERS):
        raise ValidationError(_("Een loket opent met twee luisteraars of meer, zodat er altijd iemand is."))
    desk.save()
    Counter.objects.get_or_create(desk=desk)
    record(desk, details={"open": desk.opened})
    return desk


@action
def set_listeners(*, actor: User, desk: Desk, people: list[User]) -> None:
    """Say who listens at a desk."""
    require(actor, Permission.MANAGE_MEMBERS, desk.organisation)
    members = set(desk.organisation.home.members.values_list("pk", flat=True))
    if any(person.pk not in members for person in people):
        raise ValidationError(_("Een luisteraar hoort bij de organisatie van het loket."))
    if desk.opened and len(people) < LEAST_LISTENERS:
        raise ValidationError(_("Een open loket heeft twee luisteraars of meer. Sluit het eerst."))
    desk.listeners.exclude(user__in=people).delete()
    for person in people:
        Listener.objects.get_or_create(desk=desk, user=person, defaults={"since": today()})
    record(desk, details={"listeners": len(people)})


@action
def set_away(*, actor: User, desk: Desk, until: date | None) -> None:
    """Say that one is away until a day; a desk where everybody is away closes by itself."""
    require_listener(actor, desk)
    with transaction.atomic():
        desk.listeners.filter(user=actor).update(away_until=until)
    record(desk, details={"away": until.isoformat() if until else ""})
