"""Take an organisation in: `python -m wijkwijzer_web import_organisation FILE [--bekijk]`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.leaving.actions import look_at, take_in
from wijkwijzer_web.core.leaving.archive import read
from wijkwijzer_web.core.leaving.tables import tables


class Command(BaseCommand):
    """The other half of `export_organisation`."""

    help = "Neem een organisatie over uit het archief dat een andere installatie maakte."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether to look only."""
        parser.add_argument("bestand", type=Path, help="het archief")
        parser.add_argument(
            "--bekijk", action="store_true", help="laat zien wat erin komt, en neem niets over"
        )

    def handle(self, *args: object, **options: Any) -> None:
        """Take it in, or say in one sentence why not."""
        try:
            archive = read(options["bestand"])
            rows = look_at(archive)
            if not options["bekijk"]:
                take_in(actor=None, archive=archive)
        except InputError as error:
            raise CommandError(str(error), returncode=2) from error
        for name, number in rows.items():
            self.stdout.write(f"{number} × {tables()[name].model._meta.verbose_name_plural}")
        done = "zou hier komen" if options["bekijk"] else "is hier nu"
        self.stdout.write(f"{archive.organisation['name']} {done}: {sum(rows.values())} rijen.")
