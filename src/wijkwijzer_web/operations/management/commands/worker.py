"""Do the work that waits: reports, verslagen, own areas. Run one or more."""

from __future__ import annotations

import os
import sys
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
        help_text = "begin na zoveel werk als nieuw, met een leeg geheugen (50)"
        parser.add_argument("--vernieuw-na", type=int, default=50, help=help_text)

    def handle(self, *args: object, **options: Any) -> None:
        """Work."""
        worker = PatientWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=options["tussenpoos"],
            batch=options["eenmaal"],
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=options["vernieuw_na"],
            worker_id=get_random_string(32),
        )
        worker.configure_signals()
        worker.run()
        if worker.running and not options["eenmaal"]:
            # What makes many reports keeps hundreds of MB: the same process goes on as a new one.
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own command line
