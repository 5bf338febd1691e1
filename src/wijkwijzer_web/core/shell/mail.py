"""Mail in an installation without a mail server: nothing is sent, and nothing of it is written anywhere."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

__all__ = ["NoMail"]

log = logging.getLogger("wijkwijzer.mail")


class NoMail(BaseEmailBackend):
    """A mail holds links that open accounts and addresses of people: the log only counts."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send nothing, and say how many."""
        log.warning("%d mails were not sent: there is no MAIL_HOST", len(email_messages))
        return 0
