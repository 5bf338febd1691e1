"""The database breaks off and comes back: whoever comes after that notices nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from postgres import throwaway_postgres

pytestmark = pytest.mark.once
# Ten threads hold a line each and give it back; it breaks off; ten threads ask again.
SITE = """
import sys, threading
import django
django.setup()
from django.db import connections
from django.db.utils import OperationalError
together, told = threading.Barrier(10), []
def ask():
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
            together.wait(30)
        told.append("answered")
    except OperationalError:
        told.append("refused")
        together.abort()
    except threading.BrokenBarrierError:
        told.append("left")
    finally:
        connections["default"].close()
def everyone():
    told.clear()
    threads = [threading.Thread(target=ask) for _ in range(10)]
    for one in threads: one.start()
    for one in threads: one.join()
    print(",".join(sorted(set(told))), flush=True)
everyone()
sys.stdin.readline()
everyone()
connections["default"].close_pool()
"""


def test_every_line_that_broke_off_is_seen_before_somebody_gets_it(tmp_path: Path) -> None:
    with throwaway_postgres() as database:
        if database is None:
            pytest.skip("PostgreSQL is not installed")
        given = {"DATABASE_URL": database, "VAR_DIR": str(tmp_path), "DEBUG": "1"}
        given |= {"DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings"}
        site = subprocess.Popen(
            [sys.executable, "-c", SITE],
            env=os.environ | given,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert site.stdin is not None
        assert site.stdout is not None
        assert site.stdout.readline().strip() == "answered"
        database.break_off()
        database.start_again()
        said, _ = site.communicate("\n", timeout=120)
        assert said.strip() == "answered"
