"""*Wat kun je doen* on the page of an area: tell, take part, share, contradict; and what became of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwijzer_web.core.rooms import Area, Panel

__all__ = ["panels"]


def panels(area: Area, actor: Any) -> list[Panel]:
    """The four doors, for this area; nothing is asked of the database."""
    doors = [
        (_("Vertel wat er speelt"), _("Een mens luistert, en antwoordt."), reverse("desk:desks"), "vraag"),
        (_("Doe mee"), _("Stem en schrijf mee in een dialoog."), reverse("dialogue:dialogues"), "praat"),
        (
            _("Deel wat werkt"),
            _("Of wat niet werkte: daar leren anderen van."),
            reverse("knowledge:share"),
            "boek",
        ),
        (
            _("Zeg wat er niet klopt"),
            _("Je krijgt een openbaar antwoord, op deze pagina."),
            reverse("knowledge:object", args=[area.key]),
            "vink",
        ),
    ]
    context = {"doors": doors, "area": area}
    return [Panel("doen", _("Wat kun je doen?"), 950, template="portal/parts/doen.html", context=context)]
