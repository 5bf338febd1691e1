"""Putting mail in the box, and sending what waits there."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as translated

from wijkwijzer_web.desk.mailing.queries import TEXTS, address
from wijkwijzer_web.desk.models import Mail

__all__ = ["send_waiting", "waits"]

MOST_TRIES, AT_ONCE = 200, 200
log = logging.getLogger("wijkwijzer.desk")


def waits(kind: str, key: str, to: str, **values: str) -> bool:
    """Put a mail in the box, once for each key; return whether it is new."""
    text = TEXTS[kind]
    values.setdefault("link", address("/luisterloket/code"))
    _mail, made = Mail.objects.get_or_create(
        key=f"{kind}:{key}"[:120],
        defaults={
            "kind": kind,
            "address": to,
            "subject": translated(text.subject),
            "body": translated(text.body) % values,
        },
    )
    return made


def send_waiting() -> dict[str, int]:
    """Send what waits; what fails stays, and after it was sent the address and the words are gone."""
    waiting = list(Mail.objects.filter(sent_at__isnull=True, tries__lt=MOST_TRIES)[:AT_ONCE])
    sent = sum(_sent(mail) for mail in waiting)
    return {"verstuurd": sent, "wacht": len(waiting) - sent}


def _sent(mail: Mail) -> bool:
    try:
        message = EmailMessage(mail.subject, mail.body, None, [mail.address], connection=get_connection())
        message.send()
    except (OSError, SMTPException) as error:
        # The class says what kind of trouble it is; the text of an error may hold an address.
        Mail.objects.filter(pk=mail.pk).update(tries=F("tries") + 1, trouble=type(error).__name__)
        log.warning("a mail could not be sent", extra={"kind": mail.kind})
        return False
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), address="", body="", trouble="")
    return True


def forget(addresses: Iterable[str]) -> None:
    """Take mails to an address out of the box."""
    Mail.objects.filter(sent_at__isnull=True, address__in=list(addresses)).delete()
