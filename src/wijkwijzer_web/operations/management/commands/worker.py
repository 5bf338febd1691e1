"""Do the work that waits: reports, verslagen, own areas. Run one or more."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS

from wijkwijzer_web.operations.worker import PatientWorker


class Command(BaseCommand):
    """Ends at a signal, after the work under its hands."""

    help = "Doe het werk dat wacht: rapporten, verslagen, eigen gebieden. Stopt netjes bij een signaal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How eager, and when to stop."""
        parser.add_argument("--tussenpoos", type=float, default=1.0, help="seconden tussen twee keer kijken")
        parser.add_argument("--eenmaal", action="store_true", help="doe wat er wacht, en stop dan")

    def handle(self, *args: object, **options: Any) -> None:
        """Work."""
        worker = PatientWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=options["tussenpoos"],
            batch=options["eenmaal"],
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        worker.configure_signals()
        worker.run()
