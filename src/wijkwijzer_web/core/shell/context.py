"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wijkwijzer_web.core.card.queries import house

__all__ = ["site"]


def site(request: HttpRequest) -> dict[str, object]:
    """Name and contact of the site, and whether this is the demo."""
    here = house()
    return {
        "site_name": settings.SITE_NAME,
        "site_contact": (here.card.email if here else "") or settings.CONTACT_EMAIL,
        "house": here,
        "site_source": settings.SOURCE_URL,
        "demo": settings.DEMO,
        "demo_line": _("Voorbeeld: deze provincie, haar steden, wijken, mensen en cijfers zijn verzonnen.")
        if settings.EXAMPLE
        else "",
    }
