"""One file with everything that cannot be made again, and back: database, media, releases, reports.

Restoring checks all of it before anything is touched, puts aside what stood there, and erases again what
people withdrew after the backup was made (`core.trail.erasures`).
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from wijkwijzer import __version__
from wijkwijzer_web.core.actions import doubt_about_clock
from wijkwijzer_web.core.files.leftovers import older, remove
from wijkwijzer_web.core.models import Installation
from wijkwijzer_web.core.trail import erasures, restoring
from wijkwijzer_web.operations.archive import NotWhole, unpack, writing

__all__ = ["REHEARSED", "load", "make_backup", "remove_leftovers", "restore_backup"]

DUMP, ERASED = "database", "gewist.jsonl"
REHEARSED = "wijkwijzer_proef_"  # and the day: the name of a database to rehearse in
WORK, ASIDE, HALF = "bezig-", "voor-terugzetten-", ".half"
ROOM = 1.2  # times what is there now must be free


def make_backup(folder: Path) -> Path:
    """Write a backup into the folder and remove those that are too old; return the new file.

    The file appears when it is complete, and only its owner can read it. What an earlier run left when it was
    killed goes first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    Installation.key_here()  # so that the lines of the list that lies beside it know where they belong
    with _alone(folder / ".slot"):
        for half in folder.glob(f"wijkwijzer-*{HALF}"):
            half.unlink()
        remove_leftovers(actor=None)
        _check_room(folder)
        name = f"wijkwijzer-{timezone.localtime():%Y-%m-%d-%H%M%S}.tar"
        target = folder / (f"{name}.slot" if settings.BACKUP_KEY else name)
        half = target.with_name(target.name + HALF)
        try:
            with _workplace() as parts:
                _write(half, parts)
            _to_disk(half)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
        _remove_old(folder)
    return target


def _write(target: Path, parts: Path) -> None:
    _dump(parts / DUMP)
    about = {
        "form": 2,
        "version": __version__,
        "database": connection.vendor,
        "on": timezone.now().isoformat(),
        "installation": Installation.key_here(),
        "key": _key_checks()[0],
    }
    with writing(target, settings.BACKUP_KEY) as backup:
        backup.add(parts / DUMP, DUMP)
        if Path(settings.ERASURES_FILE).exists():
            backup.add(Path(settings.ERASURES_FILE), ERASED)
        for kept, path in _folders().items():
            if path.is_dir():
                backup.add(path, kept)
        backup.finish(about, parts / "inhoud")


def restore_backup(
    file: Path, *, replace: bool, other_key: bool = False, unchecked: bool = False
) -> erasures.Again:
    """Put a backup back; return what erasing again came to.

    An installation that holds something is only replaced when asked, and stays beside the new one. From the
    first change until all is erased again the site stays shut, also when this is killed (`restoring`).
    """
    if not replace and _in_use():
        raise CommandError("Deze installatie is niet leeg. Gebruik --vervang om haar te vervangen.")
    remove_leftovers(actor=None)
    with _workplace() as parts:
        about = _unpack(file, parts, unchecked)
        if not other_key and "key" in about and about["key"] not in _key_checks():
            raise CommandError(
                "Deze reservekopie hoort bij een andere SECRET_KEY. Zet die in SECRET_KEY of in "
                "SECRET_KEY_FALLBACKS: zonder die sleutel werken de tweede factoren en de codes niet. "
                "Toch doorgaan kan met --andere-sleutel."
            )
        if (parts / ERASED).exists():
            erasures.merge(parts / ERASED)
        end, give_up = restoring.begin()
        try:
            _put_in_place(parts)
        except BaseException:
            give_up()
            raise
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    again = erasures.erase_again()
    call_command("retention")
    if not again.failed:
        end()
    return again


def _put_in_place(parts: Path) -> None:
    """Load the database, then change the folders; when something fails, what stood there comes back."""
    aside = Path(settings.VAR) / f"{ASIDE}{timezone.now():%Y%m%d%H%M%S%f}"
    aside.mkdir(parents=True)
    if connection.introspection.table_names():
        _dump(aside / DUMP)
    moved: list[tuple[Path, Path]] = []
    try:
        load(parts / DUMP)
        for kept, path in _folders().items():
            if not (parts / kept).is_dir():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                shutil.move(path, aside / kept)
                moved.append((aside / kept, path))
            shutil.move(parts / kept, path)
    except BaseException:
        for old, path in moved:
            shutil.rmtree(path, ignore_errors=True)
            shutil.move(old, path)
        if (aside / DUMP).exists():
            load(aside / DUMP)
        raise


def remove_leftovers(*, actor: object) -> dict[str, int]:
    """Remove what a killed backup or restore left, and what was put aside longer ago than a backup may be."""
    var = Path(settings.VAR)
    limit = (timezone.now() - timedelta(days=settings.BACKUP_DAYS)).timestamp()
    left = [path for path in var.glob(f"{WORK}*") if path.is_dir() and not _held(path / ".slot")]
    left += [path for path in var.glob(f"{ASIDE}*") if path.stat().st_mtime < limit]
    left += older(var.glob("proef-*"))
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    passing = remove(older((var / settings.SCRATCH).glob("*"))) + _drop_rehearsed()
    return {"resten van reservekopieën": len(left), "resten van werk dat afbrak": passing}


def _drop_rehearsed() -> int:
    """Drop the databases, copies of everything, of rehearsals that were killed before today."""
    if connection.vendor != "postgresql":
        return 0
    today, count = f"{REHEARSED}{timezone.localdate():%Y%m%d}", 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [REHEARSED])
        for (name,) in cursor.fetchall():
            if re.fullmatch(rf"{REHEARSED}\w+", name) and name < today:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                count += 1
    return count


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder to work in, beside the data it holds a copy of; a lock in it says that somebody is there."""
    var = Path(settings.VAR)
    var.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=WORK, dir=var) as name:
        folder = Path(name)
        with _alone(folder / ".slot"):
            parts = folder / "delen"
            parts.mkdir()
            yield parts


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise CommandError("Er wordt al een reservekopie gemaakt of teruggezet.") from error
    finally:
        os.close(handle)


def _held(lock: Path) -> bool:
    """Whether a living process holds this lock."""
    try:
        handle = os.open(lock, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _check_room(folder: Path) -> None:
    """Refuse before the disk is full, not after."""
    size = sum(p.stat().st_size for top in _folders().values() for p in top.rglob("*") if p.is_file())
    if connection.vendor == "sqlite" and Path(str(connection.settings_dict["NAME"])).exists():
        size += Path(str(connection.settings_dict["NAME"])).stat().st_size
    if shutil.disk_usage(folder).free < ROOM * size:
        raise CommandError(f"Er is te weinig ruimte in {folder}: er is {size / 1e6:.0f} MB nodig.")


def _key_checks() -> list[str]:
    """What tells a SECRET_KEY from another without telling it: of ours, and of the ones before it."""
    known: list[Any] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hmac.new(str(key).encode(), b"this backup", hashlib.sha256).hexdigest()[:16] for key in known]


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


def _unpack(file: Path, parts: Path, unchecked: bool) -> dict[str, Any]:
    try:
        about = unpack(file, parts, settings.BACKUP_KEY, unchecked=unchecked)
    except NotWhole as error:
        raise CommandError(
            "Dit bestand is geen reservekopie, het is niet heel, of BACKUP_KEY is een andere. Er is niets "
            "veranderd."
        ) from error
    other = about.get("database")
    if other != connection.vendor:
        raise CommandError(f"Deze reservekopie is van {other}; hier draait {connection.vendor}.")
    return about


def _dump(path: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        return
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={path}")


def load(path: Path) -> None:
    """Put a dump in the place of the database, whole or not at all."""
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


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove_old(folder: Path) -> None:
    if doubt_about_clock():  # a wrong clock makes every backup old
        return
    limit = (timezone.now() - timedelta(days=settings.BACKUP_DAYS)).timestamp()
    for old in [*folder.glob("wijkwijzer-*.tar"), *folder.glob("wijkwijzer-*.tar.slot")]:
        if old.stat().st_mtime < limit:
            old.unlink()
