"""Files of versions, when their organisation is removed."""

from __future__ import annotations

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.publishing.files.actions import remove_files
from wijkwijzer_web.publishing.models import Publication

__all__ = ["farewell"]


def farewell(organisation: Organisation) -> list[str]:
    """Remove every file of what it published; the addresses themselves are told by who made the versions."""
    series = set(Publication.objects.filter(organisation=organisation).values_list("series", flat=True))
    series |= {one.subject for one in rooms.documents() if one.organisation == organisation}
    for one in sorted(series):
        remove_files(one)
    return []
