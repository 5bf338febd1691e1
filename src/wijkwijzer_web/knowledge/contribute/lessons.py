"""A lesson of another room becomes the beginning of a record, which an editor reads before others see it."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.codes import token_of
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.knowledge.contribute.actions import start_record
from wijkwijzer_web.knowledge.contribute.queries import named, places_of

__all__ = ["LESSON_KINDS", "start_from_lesson"]

LESSON_KINDS = {
    "interventie": _("Dit werkte: een aanpak"),
    "mislukking": _("Dit werkte niet: een mislukking"),
    "aanname": _("Dit dachten we, en het bleek anders: een aanname"),
}
"""What a lesson can become, as its button says it."""


def start_from_lesson(
    actor: User,
    organisation: Organisation,
    kind: str,
    *,
    lesson: str,
    happened: str,
    where: str,
    form: uuid.UUID,
) -> tuple[str, str]:
    """Start a record with what was learned and what happened, inside an action.

    Returns its key, and the address where the writer goes on with it (empty when it was started before).
    """
    row, new = start_record(actor, organisation, kind, _data(kind, lesson, happened, where), form)
    return row.key, reverse("knowledge:mine-link", args=[token_of(form, "stuk")]) if new else ""


def _data(kind: str, lesson: str, happened: str, where: str) -> dict[str, Any]:
    told = "\n\n".join(text for text in (lesson, happened) if text)
    if kind == "mislukking":
        return {
            "titel": named(lesson),
            "wat_gebeurde": happened or lesson,
            "les": lesson,
            "naamgebruik": "organisatie",
            "instemming": "ja",
        }
    if kind == "aanname":
        return {"uitspraak": lesson, "houder": "instantie"} | ({"tegenbewijs": happened} if happened else {})
    places = places_of(where)
    return {"naam": named(lesson), "soort": "praktijk", "samenvatting": told, "plaatsen": places}
