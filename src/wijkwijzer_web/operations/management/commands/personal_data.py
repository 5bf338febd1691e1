"""Print the inventory of personal data as a table."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from wijkwijzer_web.core.trail.inventory import CATEGORIES, inventory, problems


class Command(BaseCommand):
    """For the verwerkingsregister: what is kept about people, why, and how long."""

    help = "Toon welke persoonsgegevens de site bewaart, waarvoor en hoe lang."

    def handle(self, *args: object, **options: object) -> None:
        """Print a Markdown table."""
        wrong = problems()
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("| tabel | veld | soort | waarvoor | hoe lang |\n|---|---|---|---|---|")
        for row in inventory():
            kind = CATEGORIES[row.category]
            self.stdout.write(f"| {row.table} | {row.field} | {kind} | {row.purpose} | {row.kept} |")
