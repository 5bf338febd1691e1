"""The section of a wijk about people, initiatieven, krachten and work that is asked for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkwijzer_web.core.rooms import Area, Panel
from wijkwijzer_web.programme.effort.pages import sub_address
from wijkwijzer_web.programme.initiatives.queries import community_of, initiatives_of
from wijkwijzer_web.programme.models import Exchange
from wijkwijzer_web.programme.programmes.queries import Visitor
from wijkwijzer_web.programme.strengths.pages import kind_names

__all__ = ["panels"]

SHOWN = 5


def panels(area: Area, actor: Visitor) -> list[Panel]:
    """Krachten by kind, initiatieven with how they stand, and who may be asked; what is empty is hatched."""
    if area.level not in ("wijk", "buurt", "gebied"):
        return []
    found = community_of(area.key, area.gemeente)
    calls = dict(Exchange.Kind.choices)
    context = {
        "kinds": [
            (name, [text for kind, text in found.strengths if kind == key][:SHOWN])
            for key, name in kind_names().items()
        ],
        "initiatives": initiatives_of([area.key])[:SHOWN],
        "people": found.people[:SHOWN],
        "asked": [(calls.get(kind, kind), what) for kind, what in found.calls][:SHOWN],
        "organising": found.organising[:1],
        "strengths_url": sub_address(area, "krachten"),
        "initiatives_url": sub_address(area, "initiatieven"),
        "people_url": sub_address(area, "mensen"),
        "asked_url": sub_address(area, "gevraagd"),
    }
    title = _("Krachten, initiatieven en mensen")
    return [
        Panel("krachten-en-mensen", title, 600, template="programme/deel_mensen.html", context=context),
        Panel(
            "factor-krachten",
            _("Factor 12, krachten: wat bewoners zeggen"),
            0,
            template="programme/deel_factor_krachten.html",
            context={
                "kinds": context["kinds"],
                "number": len(found.strengths),
                "url": context["strengths_url"],
            },
            inside="factoren",
        ),
    ]
