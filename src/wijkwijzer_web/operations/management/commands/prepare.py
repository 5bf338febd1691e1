"""Before a new version starts: migrations, the table of the shared cache, Django's deployment checks."""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.people.actions import renew_page_rights


class Command(BaseCommand):
    """Run once per version, by one process, while the old version may still run."""

    help = "Maak de database klaar voor deze versie."

    def handle(self, *args: object, **options: object) -> None:
        """Run the steps; each can be run again."""
        call_command("migrate", verbosity=1)
        call_command("createcachetable")
        renew_page_rights(actor=None)
        call_command("check", deploy=True)
        wrong = rooms.troubles()
        if wrong:
            raise CommandError("\n".join(["De database is klaar, maar:", *wrong]))
        self.stdout.write("Klaar voor deze versie.")
