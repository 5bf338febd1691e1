"""Remind, send mail and renew counts of the desks; run it every hour."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from wijkwijzer_web.desk.upkeep.actions import keep_up
from wijkwijzer_web.follow.service import send_waiting


class Command(BaseCommand):
    """What waits is sent, what is owed is said, and public counts move when they may."""

    help = "Herinneringen, mail en tellingen van de luisterloketten; draai dit elk uur."

    def handle(self, *args: object, **options: object) -> None:
        """Do it, and say how much."""
        done = keep_up(actor=None)
        sent = send_waiting()
        for name, number in {**done, "verstuurd": sent["sent"], "wacht": sent["waiting"]}.items():
            self.stdout.write(f"{name}: {number}")
