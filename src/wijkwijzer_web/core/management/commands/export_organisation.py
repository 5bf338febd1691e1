"""Everything of an organisation as one file: `python -m wijkwijzer_web export_organisation SLUG FILE`."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijkwijzer_web.core.leaving.actions import write_archive
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.trail.audit import record_event


class Command(BaseCommand):
    """What the page of the organisation makes, for who has the command line."""

    help = "Schrijf alles wat een organisatie hier zette in één bestand."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one, and where to."""
        parser.add_argument("organisatie", help="het adres van de organisatie in de url")
        parser.add_argument("bestand", type=Path, help="de zip die gemaakt wordt; zij mag nog niet bestaan")

    def handle(self, *args: object, **options: Any) -> None:
        """Write it, and say what its content comes to."""
        organisation = Organisation.objects.filter(slug=options["organisatie"]).first()
        if organisation is None:
            raise CommandError(f"Er is hier geen organisatie {options['organisatie']}.", returncode=2)
        target: Path = options["bestand"]
        if target.exists():
            raise CommandError(f"{target} bestaat al.", returncode=2)
        half = target.with_name(target.name + ".half")
        try:
            with _alone(half):
                content = write_archive(organisation, half)
                half.replace(target)
        except BlockingIOError as error:
            raise CommandError(f"{target} wordt al gemaakt.", returncode=2) from error
        except OSError as error:
            raise CommandError(f"{target} is niet te schrijven.", returncode=2) from error
        record_event("core.write_archive", None, details={"organisation": organisation.slug})
        self.stdout.write(f"{target}\ninhoud {content}")


@contextmanager
def _alone(half: Path) -> Iterator[None]:
    """Nobody else writes this file meanwhile; what a killed run left of it does not stand in the way."""
    handle = os.open(half, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            half.unlink(missing_ok=True)
    finally:
        os.close(handle)
