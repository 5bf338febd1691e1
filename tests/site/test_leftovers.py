"""What a killed process left half-made goes at night, and what a row points to stays."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from wijkwijzer_web.areas.models import OwnFigures
from wijkwijzer_web.core.models import Job, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
LONG_AGO = time.time() - 2 * 24 * 3600
MAKES_SOMETHING = """
import os, signal, tempfile
from django.conf import settings
settings.VAR
made = tempfile.TemporaryDirectory()
open(os.path.join(made.name, "alles.zip"), "w").write("wat mensen schreven")
print(made.name, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def _places(settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR, settings.JOBS_DIR = tmp_path / "var", tmp_path / "werk"
    settings.RELEASES_DIR = tmp_path / "uitgaven"


def _left(path: Path, when: float = LONG_AGO) -> Path:
    """A file that was written two days ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("wat mensen schreven")
    os.utime(path, (when, when))
    os.utime(path.parent, (when, when))
    return path


def _night() -> None:
    call_command("retention", stdout=io.StringIO())


def test_what_is_made_for_a_moment_lies_where_it_is_swept(settings: LazySettings) -> None:
    own = {"DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings", "VAR_DIR": str(settings.VAR)}
    run = [sys.executable, "-c", MAKES_SOMETHING]
    killed = subprocess.run(run, env=os.environ | own, capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    folder = Path(killed.stdout.strip())
    assert folder.is_relative_to(settings.VAR), "outside our folder nobody would ever remove it"
    _night()
    assert folder.exists(), "somebody may be at work"
    os.utime(folder, (LONG_AGO, LONG_AGO))
    _night()
    assert not folder.exists()


def test_a_file_of_work_that_no_row_knows_goes(settings: LazySettings) -> None:
    known = Job.objects.create(
        kind="rapport", key="a", title="Rapport", state=Job.State.DONE, finished_at=timezone.now()
    )
    kept = _left(settings.JOBS_DIR / "los" / str(known.pk) / "rapport.pdf")
    Job.objects.filter(pk=known.pk).update(result=str(kept.relative_to(settings.JOBS_DIR)))
    half = _left(settings.JOBS_DIR / "los" / str(known.pk) / "tmpabc")
    of_nobody = _left(settings.JOBS_DIR / "los" / "5a5c" / "rijen.zip")
    fresh = _left(settings.JOBS_DIR / "los" / "77aa" / "tmpnew", time.time())
    _night()
    assert kept.exists()
    assert fresh.exists()
    assert not half.exists()
    assert not of_nobody.parent.exists()


def test_own_figures_and_areas_that_no_row_knows_go(
    settings: LazySettings, organisation: Organisation
) -> None:
    own = settings.RELEASES_DIR / "eigen"
    shown = OwnFigures.objects.create(
        organisation=organisation,
        overlay="a",
        folder="eigen/cijfers/aaa",
        file_name="a",
        rows=1,
        public_rows=1,
    )
    kept = _left(shown.path / "cijfers.parquet")
    gone = [
        _left(own / "cijfers" / "bbb" / "cijfers.parquet").parent,
        _left(own / "cijfers" / ".ccc-x1" / "cijfers.parquet").parent,
        _left(own / "gebieden" / ".ddd-x2" / "panel.parquet").parent,
        _left(own / "concepten" / "dood.half"),
        _left(own / "concepten" / "dood.csv"),
    ]
    release = _left(settings.RELEASES_DIR / "2025" / "panel.parquet")
    fresh = _left(own / "gebieden" / ".eee-x3" / "panel.parquet", time.time()).parent
    _night()
    assert kept.exists()
    assert release.exists()
    assert fresh.exists()
    assert [path.name for path in gone if path.exists()] == []


@pytest.mark.django_db(transaction=True)
def test_a_database_of_a_rehearsal_that_was_killed_goes() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite it is a file in a folder that goes")
    gone, today = "wijkwijzer_proef_20010101_ab", f"wijkwijzer_proef_{timezone.localdate():%Y%m%d}_ab"
    with connection.cursor() as cursor:
        for name in (gone, today):
            cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            _night()
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, 'wijkwijzer_proef_')")
            assert {name for (name,) in cursor.fetchall()} == {today}
        finally:
            for name in (gone, today):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
