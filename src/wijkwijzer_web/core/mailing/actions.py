"""The one way out for mail."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from email.utils import formataddr, parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from wijkwijzer_web.core.calendar import TYPE as CALENDAR
from wijkwijzer_web.core.card.queries import card_of, house
from wijkwijzer_web.core.mailing.queries import Written, written
from wijkwijzer_web.core.models import Organisation

__all__ = ["deliver", "send"]

NOWHERE = (".example", ".invalid")
log = logging.getLogger("wijkwijzer.mail")


def send(
    key: str, to: str, organisation: Organisation | None, values: Mapping[str, str], calendar: str = ""
) -> bool:
    """Write a mail of the register and send it; False when the mail server did not take it.

    `calendar` is a date (iCalendar) that goes along.

    The log says which mail and what kind of trouble; the text of an error may hold an address.
    """
    try:
        deliver(replace(written(key, organisation, values), calendar=calendar), to, organisation)
    except (OSError, SMTPException) as error:
        log.warning("a mail could not be sent", extra={"kind": key, "trouble": type(error).__name__})
        return False
    return True


def deliver(mail: Written, to: str, organisation: Organisation | None) -> None:
    """Send what was written, from the site under the organisation's own name; answers go to its address.

    Raises
    ------
    OSError, SMTPException
        The mail server did not take it.
    """
    if organisation is not None and organisation.trial_of_id:
        return  # nothing leaves a trial room
    here = house() if organisation is None else None
    card = card_of(organisation) if organisation is not None else here.card if here else None
    sender, reply_to = settings.DEFAULT_FROM_EMAIL, []
    if card is not None:
        name = " ".join(card.organisation.name.split())
        sender = formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
        reply_to = [address for address in [card.reply_to or card.email] if address]
    if to.rpartition("@")[2].lower().endswith(NOWHERE):
        return  # the example's people: their addresses exist nowhere, and no server should look for them
    message = EmailMessage(
        mail.subject, mail.body, sender, [to], reply_to=reply_to, connection=get_connection()
    )
    if mail.calendar:
        message.attach("agenda.ics", mail.calendar, CALENDAR)
    message.send()
