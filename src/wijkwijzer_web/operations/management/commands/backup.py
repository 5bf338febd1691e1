"""Make a backup; run it every night."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wijkwijzer_web.operations.backup import make_backup


class Command(BaseCommand):
    """Old backups in the same folder are removed."""

    help = "Maak een reservekopie: database, media, uitgaven en rapporten in één bestand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("map", type=Path, help="map voor de reservekopieën, liefst op een andere schijf")

    def handle(self, *args: object, **options: Path) -> None:
        """Make it, and say where it is."""
        try:
            file = make_backup(options["map"])
        except OSError as error:
            said = (
                f"De reservekopie is niet gemaakt: {error.strerror or error}. De vorige kopieën staan er nog."
            )
            raise CommandError(said) from error
        self.stdout.write(f"{file} ({file.stat().st_size / 1e6:.1f} MB)")
        if not settings.BACKUP_KEY:
            self.stderr.write("Let op: deze kopie is niet versleuteld. Zet BACKUP_KEY om dat wel te doen.")
