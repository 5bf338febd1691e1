"""Put a backup back in a place of its own, look whether the site works there, and throw it away."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from wijkwijzer_web.operations.backup import REHEARSED

LOOK = """
import json, django
django.setup()
from django.apps import apps
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
settings.SECURE_SSL_REDIRECT = False
client = Client(raise_request_exception=False)
answers = {path: client.get(path).status_code for path in ("/", "/dialogen", "/privacy", "/healthz/start")}
rows = {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}
print(json.dumps({"answers": answers, "rows": sum(rows.values()), "people": rows["core.User"]}))
"""


class Command(BaseCommand):
    """Touches nothing of the installation that runs; do it after an upgrade and every few months."""

    help = "Oefen het terugzetten: in een eigen map en een eigen database, die daarna weer weg zijn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup, and where on PostgreSQL."""
        parser.add_argument("bestand", type=Path, help="bestand dat de opdracht backup maakte")
        parser.add_argument("--database", default="", help="adres van een lege database")

    def handle(self, *args: object, **options: Any) -> None:
        """Rehearse, and say how it went."""
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="proef-", dir=_var())))
            url = stack.enter_context(_database(folder, options["database"]))
            environment = _environment(folder, url)
            said = _run(["-m", "wijkwijzer_web", "restore", str(options["bestand"].resolve())], environment)
            seen = json.loads(_run(["-c", LOOK], environment).splitlines()[-1])
        wrong = {path: status for path, status in seen["answers"].items() if status != 200}
        if wrong:
            raise CommandError(f"Teruggezet, maar deze pagina’s werken niet: {wrong}")
        self.stdout.write(said.splitlines()[-1])
        self.stdout.write(
            f"De proef is geslaagd: {seen['rows']} rijen, {seen['people']} accounts, de pagina’s antwoorden. "
            "Alles van de proef is weer weg."
        )


def _var() -> Path:
    var = Path(settings.VAR)
    var.mkdir(parents=True, exist_ok=True)
    return var


def _environment(folder: Path, url: str) -> dict[str, str]:
    """This installation's settings, with every place of its own."""
    list_of_erasures = folder / "gewist.jsonl"
    if Path(settings.ERASURES_FILE).exists():
        shutil.copyfile(settings.ERASURES_FILE, list_of_erasures)
    own = {f"{name}_FILE" for name in ("DATABASE_URL", "BACKUP_KEY", "SECRET_KEY")}
    return {name: value for name, value in os.environ.items() if name not in own} | {
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "MEDIA_DIR": str(folder / "media"),
        "JOBS_DIR": str(folder / "jobs"),
        "RELEASES_DIR": str(folder / "releases"),
        "STATIC_DIR": str(settings.STATIC_ROOT),
        "ERASURES_FILE": str(list_of_erasures),
        "BACKUP_KEY": str(settings.BACKUP_KEY),
        "SECRET_KEY": str(settings.SECRET_KEY),
    }


@contextmanager
def _database(folder: Path, url: str) -> Iterator[str]:
    """An empty database: a file, the one that was named, or one made on our own server for the occasion."""
    if url or connection.vendor == "sqlite":
        yield url or f"sqlite:///{folder / 'proef.sqlite3'}"
        return
    name = f"{REHEARSED}{timezone.localdate():%Y%m%d}_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        here = urlsplit(os.environ.get("DATABASE_URL", "") or _file_of("DATABASE_URL"))
        yield urlunsplit(here._replace(path=f"/{name}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _file_of(setting: str) -> str:
    return Path(os.environ[f"{setting}_FILE"]).read_text(encoding="utf-8").strip()


def _run(arguments: list[str], environment: dict[str, str]) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(  # noqa: S603 (our own program)
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"De proef mislukte:\n{(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout
