"""*Tegenspraak* on the page of an area and in its report: what people said, and what was answered."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Area, Panel, Waiting
from wijkwijzer_web.knowledge.objections.queries import newest_on, waiting_objections
from wijkwijzer_web.knowledge.review.queries import reviewing_for

__all__ = ["panels", "waiting"]


def panels(area: Area, actor: Any) -> list[Panel]:
    """The newest reactions with their answers, and the way to add one."""
    context = {"rows": newest_on(area.key), "area": area}
    return [
        Panel(
            "tegenspraak", _("Tegenspraak"), 910, template="knowledge/tegenspraak_deel.html", context=context
        )
    ]


def waiting(actor: User) -> list[Waiting]:
    """What waits for an editor, for the work desk."""
    if reviewing_for(actor) is None:
        return []
    number = waiting_objections(actor).count()
    if not number:
        return []
    text = ngettext("%(n)s tegenspraak wacht op een blik", "%(n)s keer tegenspraak wacht op een blik", number)
    return [Waiting(text % {"n": number}, reverse("knowledge:objections"))]
