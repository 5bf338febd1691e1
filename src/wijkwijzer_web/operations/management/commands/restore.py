"""Put a backup back, and erase again what people withdrew since."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkwijzer_web.operations.backup import restore_backup


class Command(BaseCommand):
    """Web and worker must be stopped."""

    help = "Zet een reservekopie terug. Wat mensen sindsdien lieten wissen, wordt opnieuw gewist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, and whether what is here may go."""
        parser.add_argument("bestand", type=Path, help="bestand dat de opdracht backup maakte")
        parser.add_argument("--vervang", action="store_true", help="vervang wat hier nu staat")
        parser.add_argument("--andere-sleutel", action="store_true", help="ook als SECRET_KEY een andere is")
        parser.add_argument(
            "--zonder-controle",
            action="store_true",
            help="voor een kopie van een oudere vorm",
        )

    def handle(self, *args: object, **options: Any) -> None:
        """Restore, and say what was erased again."""
        again = restore_backup(
            options["bestand"],
            replace=options["vervang"],
            other_key=options["andere_sleutel"],
            unchecked=options["zonder_controle"],
        )
        self.stdout.write(f"Teruggezet. Opnieuw gewist: {again.done}.")
        told = {
            "keer lukte opnieuw wissen niet; zie het logboek en zet dan opnieuw terug": again.failed,
            "regels van de lijst van wissingen zijn niet te lezen": again.torn,
            "regels horen bij een andere installatie en zijn niet gebruikt": again.elsewhere,
        }
        for text, number in told.items():
            if number:
                self.stderr.write(f"Let op: {number} {text}.")
        if again.failed:
            raise CommandError("Nog niet alles is opnieuw gewist: de site blijft dicht.")
