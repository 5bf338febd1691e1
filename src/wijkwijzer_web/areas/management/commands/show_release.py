"""Put a release on show: `python -m wijkwijzer_web show_release FOLDER`."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijkwijzer.errors import InputError
from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.actions.own_areas import lay_over_again
from wijkwijzer_web.areas.models import OwnArea


class Command(BaseCommand):
    """Register a release folder and show it from now on."""

    help = "Toon vanaf nu de cijfers van deze uitgave (een map die `wijkwijzer areas build` maakte)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder of the release."""
        parser.add_argument("folder", type=Path, help="map van de uitgave")

    def handle(self, *args: object, **options: Path) -> None:
        """Show it, or say in one sentence why not."""
        try:
            release = show_release(actor=None, folder=options["folder"])
            release = lay_over_again() or release
        except InputError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"De site toont nu uitgave {release}.")
        for area in OwnArea.objects.exclude(missing=[]).filter(ended_on=None):
            self.stdout.write(
                f"Eigen gebied {area} staat er niet in: {', '.join(area.missing)} bestaat niet meer."
            )
