"""Remove an organisation: `python -m wijkwijzer_web remove_organisation SLUG --naam "ITS NAME"`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijkwijzer_web.core.leaving.removing import remove_organisation
from wijkwijzer_web.core.models import Organisation


class Command(BaseCommand):
    """What the page does, for who has the command line."""

    help = "Verwijder een organisatie met alles wat zij hier zette. Maak eerst een export_organisation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one, and its name to be sure."""
        parser.add_argument("organisatie", help="het adres van de organisatie in de url")
        parser.add_argument("--naam", required=True, help="de naam van de organisatie, om zeker te zijn")

    def handle(self, *args: object, **options: Any) -> None:
        """Remove it, and say how many of what went."""
        found = Organisation.objects.filter(slug=options["organisatie"], trial_of=None, gone_on=None).first()
        if found is None:
            raise CommandError(f"Er is hier geen organisatie {options['organisatie']}.", returncode=2)
        name = found.name
        if options["naam"].strip().casefold() != name.casefold():
            raise CommandError(f"De naam is niet die van de organisatie: {name}.", returncode=2)
        for what, number in remove_organisation(actor=None, organisation=found).items():
            self.stdout.write(f"{number} × {what}")
        self.stdout.write(f"{name} is hier weg.")
