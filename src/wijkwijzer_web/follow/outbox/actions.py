"""Putting mail in the box, sending what waits, and taking out what may not be sent any more.

That a mail went is also noted outside the database, so that a backup put back does not send it again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from smtplib import SMTPException

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from wijkwijzer_web.core.codes import fingerprint
from wijkwijzer_web.core.mailing.actions import deliver
from wijkwijzer_web.core.mailing.queries import Written, written
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.models.audit import Origin
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, origin, record
from wijkwijzer_web.follow.models import Outgoing

__all__ = ["expire_mail", "forget_mail", "later", "mark", "send_waiting", "sent_again", "stuck", "troubles"]

SENT = "mail"  # in the list of erasures: what went is not sent again

AT_ONCE, ROUNDS = 100, 10
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=6)
KEPT, GIVEN_UP = timedelta(days=62), timedelta(days=30)
LATE = timedelta(hours=2)
log = logging.getLogger("wijkwijzer.mail")


def later(
    key: str,
    *,
    letter: str,
    to: str,
    values: Mapping[str, str],
    organisation: Organisation | None = None,
    about: Iterable[str] = (),
    soon: bool = True,
    calendar: str = "",
) -> bool:
    """Put a mail of the register in the box, once for each key, and tell whether it is new.

    It goes out after the commit; without `soon`, as one of many, within some minutes. `calendar` is a date
    (iCalendar) that goes along.
    """
    if not to or Outgoing.objects.filter(key=mark(key)).exists():
        return False
    text = written(letter, organisation, values)
    kept = {
        "kind": letter,
        "address": to,
        "subject": text.subject,
        "body": text.body,
        "calendar": calendar,
        "organisation": organisation,
        "about": "".join(f" {one} " for one in about),
    }
    _mail, made = Outgoing.objects.get_or_create(key=mark(key), defaults=kept)
    if made and soon:
        transaction.on_commit(send_soon)
    return made


def mark(key: str) -> str:
    """What is kept of why a mail goes: a key may hold an address, and its HMAC tells nobody which."""
    return fingerprint(key, "mail").hex()


def send_soon() -> None:
    """Ask the worker to send what waits."""
    send_mail_that_waits.enqueue()


@task()
def send_mail_that_waits() -> None:
    """Send; no row of the audit, as nothing that people made changes."""
    with origin(Origin.TASK):
        send_waiting()


def send_waiting() -> dict[str, int]:
    """Send what may go now. After it was sent its address and words are gone; what fails waits longer."""
    numbers = list(_due().values_list("pk", flat=True)[:AT_ONCE])
    sent = sum(_sent(number) for number in numbers)
    return {"sent": sent, "waiting": len(numbers) - sent}


def _due() -> QuerySet[Outgoing]:
    """What may go now; what waits longer than we ever let it wait was put off by a clock that was wrong."""
    now = timezone.now()
    wrong = Q(next_at__gt=now + LONGEST_WAIT + timedelta(minutes=5))
    return Outgoing.objects.filter(Q(next_at__lte=now) | wrong, sent_at=None)


def _sent(number: int) -> bool:
    """Take one message, so that no other process sends it meanwhile, and send it."""
    now = timezone.now()
    mine = _due().filter(pk=number)
    wait = min(FIRST_WAIT * 2 ** min(mine.values_list("tries", flat=True).first() or 0, 10), LONGEST_WAIT)
    if not mine.update(next_at=now + wait, tries=F("tries") + 1):
        return False
    mail = Outgoing.objects.select_related("organisation").filter(pk=number).first()
    if mail is None:  # erased meanwhile
        return False
    try:
        deliver(Written(mail.subject, mail.body, mail.calendar), mail.address, mail.organisation)
    except (OSError, SMTPException) as error:
        # The class says what kind of trouble it is; the text of an error may hold an address.
        Outgoing.objects.filter(pk=number).update(trouble=type(error).__name__)
        log.warning("a mail could not be sent", extra={"kind": mail.kind})
        return False
    try:
        erasures.note(SENT, mail.key)
    except OSError:
        log.exception("that a mail was sent could not be noted outside the database")
    Outgoing.objects.filter(pk=number).update(
        sent_at=timezone.now(), address="", body="", calendar="", trouble=""
    )
    return True


def sent_again(key: str) -> bool:
    """After a restore: a mail that went since the backup, or would be written anew, is not sent again."""
    _mail, made = Outgoing.objects.get_or_create(key=key, defaults={"sent_at": timezone.now()})
    waited = Outgoing.objects.filter(key=key, sent_at=None)
    return bool(waited.update(sent_at=timezone.now(), address="", body="", trouble="")) or made


def stuck() -> int:
    """How many mails the server did not take, or that nobody tried to send for two hours."""
    unsent = Outgoing.objects.filter(sent_at=None)
    return unsent.exclude(trouble="", made_at__gte=timezone.now() - LATE).count()


def forget_mail(*, about: str = "", to: str = "") -> None:
    """Take every mail about something, or to an address, out of the box; also what says that it was sent."""
    if about:
        Outgoing.objects.filter(about__contains=f" {about} ").delete()
    if to:
        Outgoing.objects.filter(address__iexact=to).delete()


def catch_up() -> None:
    """Send what waits longer than it should."""
    if _due().exists():
        for _round in range(ROUNDS):
            if send_waiting()["sent"] < AT_ONCE:
                break


def troubles() -> list[str]:
    """For the operator: mail that waits too long."""
    number = Outgoing.objects.filter(sent_at=None, made_at__lt=timezone.now() - LATE).count()
    return [f"{number} mails wachten langer dan twee uur"] if number else []


@action
def expire_mail(*, actor: User | None) -> dict[str, int]:
    """Forget what was sent two months ago, and what could not be sent for a month."""
    now = timezone.now()
    old = Outgoing.objects.filter(sent_at__lt=now - KEPT) | Outgoing.objects.filter(
        sent_at=None, made_at__lt=now - GIVEN_UP
    )
    removed = old.delete()[0]
    record(None, details={"removed": removed})
    return {"mails": removed}
