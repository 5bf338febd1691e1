"""What the example makes of figures, once they are on show: wijkanalyses and reports."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.service import load_example_analyses


class Command(BaseCommand):
    """Part of `make demo`."""

    help = "Maak de wijkanalyses van het voorbeeld."
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def handle(self, *args: object, **options: object) -> None:
        """Make them, when this is the example."""
        if settings.EXAMPLE:
            organisation = Organisation.objects.get(slug="lindemark")
            load_example_analyses(actor=None, organisation=organisation)
