"""One file with everything that cannot be made again, and back: database, media, releases, reports.

Restoring erases again what people withdrew after the backup was made (`core.erasures`).
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from wijkwijzer import __version__
from wijkwijzer_web.core.models import Installation
from wijkwijzer_web.core.trail import erasures

__all__ = ["make_backup", "restore_backup"]

ABOUT, DUMP, ERASED = "over.json", "database", "gewist.jsonl"


def make_backup(folder: Path) -> Path:
    """Write a backup into the folder and remove those that are too old; return the new file.

    The file appears when it is complete, and only its owner can read it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    Installation.key_here()  # so that the lines of the list that lies beside it know where they belong
    name = f"wijkwijzer-{timezone.localtime():%Y-%m-%d-%H%M%S}.tar"
    with tempfile.TemporaryDirectory(prefix=".bezig-", dir=folder) as work:
        parts = Path(work)
        _dump(parts / DUMP)
        about = {"version": __version__, "database": connection.vendor, "on": timezone.now().isoformat()}
        (parts / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        with tarfile.open(parts / name, "w") as archive:
            archive.add(parts / ABOUT, ABOUT)
            archive.add(parts / DUMP, DUMP)
            if Path(settings.ERASURES_FILE).exists():
                archive.add(settings.ERASURES_FILE, ERASED)
            for kept, path in _folders().items():
                if path.is_dir():
                    archive.add(path, kept)
        (parts / name).chmod(0o600)
        (parts / name).replace(folder / name)
    _remove_old(folder)
    return folder / name


def restore_backup(file: Path, *, replace: bool) -> erasures.Again:
    """Put a backup back; return how many erasures were done again.

    An installation that holds something is only replaced when asked.
    """
    if not replace and _in_use():
        raise CommandError("Deze installatie is niet leeg. Gebruik --vervang om haar te vervangen.")
    parent = Path(settings.ERASURES_FILE).parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".terug-", dir=parent) as work:
        parts = Path(work)
        _unpack(file, parts)
        if (parts / ERASED).exists():
            erasures.merge(parts / ERASED)
        _load(parts / DUMP)
        for kept, path in _folders().items():
            if (parts / kept).is_dir():
                shutil.rmtree(path, ignore_errors=True)
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(parts / kept, path)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    again = erasures.erase_again()
    call_command("retention")
    return again


def _folders() -> dict[str, Path]:
    return {
        "media": Path(settings.MEDIA_ROOT),
        "releases": Path(settings.RELEASES_DIR),
        "werk": Path(settings.JOBS_DIR),
    }


def _in_use() -> bool:
    tables = connection.introspection.table_names()
    if "core_user" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM core_user)")
        return bool(cursor.fetchone()[0])


def _unpack(file: Path, parts: Path) -> None:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(parts, filter="data")  # refuses links and paths that lead outside
        about = json.loads((parts / ABOUT).read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, ValueError) as error:
        raise CommandError("Dit bestand is geen reservekopie, of het is niet heel.") from error
    other = about.get("database")
    if other != connection.vendor:
        raise CommandError(f"Deze reservekopie is van {other}; hier draait {connection.vendor}.")


def _dump(path: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        return
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={path}")


def _load(path: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            copy.backup(connection.connection)
        return
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(path), into=True)


def _run(program: str, *arguments: str, into: bool = False) -> None:
    """Run a program of PostgreSQL on our database; the password goes by the environment."""
    database: dict[str, Any] = connection.settings_dict
    options, extra = connection.client.settings_to_cmd_args_env(database, [])
    connections.close_all()
    # The last option is the name of the database.
    command = [program, *options[1:-1], *arguments, f"--dbname={options[-1]}" if into else options[-1]]
    environment = os.environ | (extra or {})
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program, no shell)
            command, env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise CommandError(f"{program} ontbreekt. Installeer de hulpprogramma’s van PostgreSQL.") from error
    if done.returncode:
        raise CommandError(f"{program} lukte niet:\n{done.stderr.strip()[-2000:]}")


def _remove_old(folder: Path) -> None:
    limit = (timezone.now() - timedelta(days=settings.BACKUP_DAYS)).timestamp()
    for old in folder.glob("wijkwijzer-*.tar"):
        if old.stat().st_mtime < limit:
            old.unlink()
