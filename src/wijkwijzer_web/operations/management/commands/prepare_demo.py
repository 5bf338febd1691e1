"""Make the database of the demo: all migrations, the people who can log in, and two dialogues."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.dialogue.service import load_example_dialogues
from wijkwijzer_web.effects.service import load_example_foresight
from wijkwijzer_web.knowledge.service import load_example_knowledge
from wijkwijzer_web.operations.actions import create_demo_people
from wijkwijzer_web.operations.demo_logins import Logins
from wijkwijzer_web.programme.service import load_example_programme


class Command(BaseCommand):
    """Part of `make demo`."""

    help = "Maak de database van de demo."
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]

    def handle(self, *args: object, **options: object) -> None:
        """Migrate and make people."""
        call_command("migrate", verbosity=0, skip_checks=True)
        create_demo_people(actor=None, logins=Logins.kept_in(Path(settings.VAR)))
        if settings.EXAMPLE:
            organisation = Organisation.objects.get(slug="lindemark")
            load_example_dialogues(actor=None, organisation=organisation)
            load_example_desks(actor=None, organisation=organisation)
            load_example_knowledge(actor=None, organisation=organisation)
            load_example_programme(actor=None, organisation=organisation)
            load_example_foresight(actor=None, organisation=organisation)
