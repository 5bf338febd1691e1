"""Who may come in at which desk, and how a teller is recognised."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from wijkwijzer.desk import AMSTERDAM, add_working_days, dutch_day
from wijkwijzer_web.core.codes import fingerprints
from wijkwijzer_web.core.models import Card, Organisation, User
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.desk.models import Bottleneck, Desk, Signal

__all__ = [
    "RefusedError",
    "desk_by_slug",
    "desk_for_listener",
    "desk_for_setup",
    "desks_of",
    "editor_organisations",
    "guessed",
    "promised_day",
    "public_bottleneck",
    "require_editor",
    "require_listener",
    "signal_by_code",
    "signal_by_pass",
    "signal_for_listener",
    "teller_pass",
    "today",
    "too_many_guesses",
]

MOST_DAYS = 400  # a card on which every day is closed promises what it would without a card
SPACE = "desk"
GUESSES, GUESS_MINUTES = 30, 10
COOKIE_SALT = "desk.teller"


class RefusedError(Exception):
    """A write that is not accepted: one Dutch sentence for who did it, and the status."""

    def __init__(self, sentence: str, status: int) -> None:
        self.sentence, self.status = sentence, status
        super().__init__(sentence)


def today() -> date:
    """The day on the Dutch clock."""
    return dutch_day(timezone.now().astimezone(AMSTERDAM))


def promised_day(desk: Desk, start: date | None = None) -> date:
    """The day before whose closing hour a human answers."""
    begins = start or today()
    card = Card.objects.filter(organisation=desk.organisation_id).first()
    if card is None:
        return add_working_days(begins, desk.promise_days)
    day, left = begins, desk.promise_days
    for _step in range(MOST_DAYS):
        day = add_working_days(day, 1)
        left -= not card.is_closed(day)
        if not left:
            return day
    return add_working_days(begins, desk.promise_days)


def desk_by_slug(slug: str) -> Desk:
    """A desk that the public may know: one that is or was open."""
    found = Desk.objects.filter(slug=slug).select_related("organisation").first()
    if found is None or not (found.opened or found.signals.exists()):
        raise Http404
    return found


def desks_of(user: User) -> list[Desk]:
    """The desks at which this person listens."""
    mine = Desk.objects.filter(listeners__user=user, organisation__active=True)
    return list(mine.select_related("organisation")) if user.is_active else []


def require_listener(user: User, desk: Desk) -> None:
    """Refuse who does not listen here; also an administrator of the installation reads no story."""
    if not user.is_active or not desk.listeners.filter(user=user).exists():
        raise PermissionDenied("listen")


def desk_for_listener(user: User, slug: str) -> Desk:
    """A desk at which the user listens; else it does not exist for them."""
    found = Desk.objects.filter(slug=slug).select_related("organisation").first()
    if found is None or found not in desks_of(user):
        raise Http404
    return found


def signal_for_listener(user: User, slug: str, number: int) -> Signal:
    """A signal of a desk at which the user listens."""
    desk = desk_for_listener(user, slug)
    found = desk.signals.filter(number=number).select_related("desk__organisation", "bottleneck").first()
    if found is None:
        raise Http404
    return found


def desk_for_setup(user: User, slug: str) -> Desk:
    """A desk of an organisation whose people the user decides about."""
    found = Desk.objects.filter(slug=slug).select_related("organisation").first()
    if found is None or not allowed(user, Permission.MANAGE_MEMBERS, found.organisation):
        raise Http404
    return found


def editor_organisations(user: User) -> list[Organisation]:
    """The organisations for which the user may write knelpunten."""
    every = Organisation.objects.at_work()
    return [found for found in every if allowed(user, Permission.WRITE, found)]


def require_editor(user: User, organisation: Organisation) -> None:
    """Refuse who may not write for this organisation."""
    if not allowed(user, Permission.WRITE, organisation):
        raise PermissionDenied(Permission.WRITE.value)


def public_bottleneck(number: int) -> Bottleneck:
    """A knelpunt that everybody may read: confirmed by a second person, and not private for now."""
    found = Bottleneck.objects.filter(pk=number, published_on__isnull=False).first()
    if found is None or (found.private_until is not None and found.private_until >= today()):
        raise Http404
    return found


def signal_by_code(typed: str) -> Signal | None:
    """The signal of six words, typed with a slip or without."""
    prints = fingerprints(typed, SPACE)
    return Signal.objects.filter(code_hash__in=prints).select_related("desk").first() if prints else None


def too_many_guesses() -> bool:
    """Whether six words were guessed too often lately; counted for all of this site, no address is kept."""
    return int(cache.get("desk-guesses", 0)) >= GUESSES


def guessed() -> None:
    """Count a guess that led nowhere."""
    cache.add("desk-guesses", 0, GUESS_MINUTES * 60)
    try:
        cache.incr("desk-guesses")
    except ValueError:  # it ran out between the two
        cache.set("desk-guesses", 1, GUESS_MINUTES * 60)


def teller_pass(signal: Signal) -> str:
    """What a cookie keeps of a teller: a signed key that leads to one signal and says nothing else."""
    return signing.dumps(signal.key.hex, salt=COOKIE_SALT, compress=False)


def signal_by_pass(text: str, max_age: int) -> Signal | None:
    """The signal of a cookie, None when it is no pass, too old, or of a story that was erased."""
    try:
        key = UUID(signing.loads(text, salt=COOKIE_SALT, max_age=max_age))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    signal = Signal.objects.filter(key=key).select_related("desk__organisation", "bottleneck").first()
    return signal if signal is not None and signal.state != Signal.State.ERASED else None
