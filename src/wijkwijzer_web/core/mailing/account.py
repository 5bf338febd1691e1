"""Mail about accounts goes the same way as all other mail."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings

from wijkwijzer_web.core.card.queries import works_for
from wijkwijzer_web.core.mailing.actions import deliver
from wijkwijzer_web.core.mailing.letters import BY_TEMPLATE
from wijkwijzer_web.core.mailing.queries import written
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.adapters import AccountAdapter

__all__ = ["MailingAccountAdapter"]

log = logging.getLogger("wijkwijzer.mail")


class MailingAccountAdapter(AccountAdapter):
    """Local accounts, with our own mails about them."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send our own text for what allauth wants to say; what we have no text for is not sent."""
        name = BY_TEMPLATE.get(template_prefix)
        if name is None:
            log.error("a mail has no text here", extra={"kind": template_prefix})
            return
        user = context.get("user")
        if name == "wachtwoord" and isinstance(user, User) and user.last_login is None:
            name = "welkom"
        values = {"site": settings.SITE_NAME, "link": str(context.get("password_reset_url", ""))}
        works = works_for(user) if isinstance(user, User) and not user.is_superuser else []
        sender = works[0] if works else None
        deliver(written(name, sender, values), email, sender)
