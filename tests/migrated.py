"""The test database on SQLite is migrated once; the next run of the same migrations starts from a copy."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from wijkwijzer_web.core.work.mark import let_go

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database, and take it away when the run ends."""
    with django_db_blocker.unblock():
        databases = _on_sqlite() if connection.vendor == "sqlite" else _new()
    yield
    let_go()
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)


def _new(*, keepdb: bool = False) -> list[tuple[object, str, bool]]:
    return setup_databases(verbosity=0, interactive=False, keepdb=keepdb)


def kept_database() -> Path:
    """Where the migrated database is kept, once a run on SQLite has begun."""
    return Path(settings.VAR) / f"migrated-{_digest()}.sqlite3"


def _on_sqlite() -> list[tuple[object, str, bool]]:
    kept = kept_database()
    with kept.with_name("migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of processes side by side one migrates, the others copy
        if not kept.exists():
            return _made_and_kept(kept)
    target = Path(connection.settings_dict["TEST"]["NAME"])
    for rest in ("-journal", "-shm", "-wal"):  # of a run that was killed: they belong to another file
        target.with_name(target.name + rest).unlink(missing_ok=True)
    shutil.copyfile(kept, target)
    return _new(keepdb=True)


def _made_and_kept(kept: Path) -> list[tuple[object, str, bool]]:
    databases = _new()
    for older in kept.parent.glob("migrated-*.sqlite3"):
        older.unlink()
    half = kept.with_suffix(".half")
    half.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(half)])
    half.replace(kept)
    return databases


def _digest() -> str:
    """Of our own migrations and of the pinned packages, which have theirs."""
    files = [*sorted((ROOT / "src").rglob("migrations/*.py")), ROOT / "requirements" / "base.txt"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
