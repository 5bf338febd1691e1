"""The commands of docs/en/operations.md for a first start without containers, run one by one as printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "en" / "operations.md"


def commands() -> list[str]:
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [line for line in block.splitlines() if line]


@pytest.mark.once
def test_a_first_start_by_the_book_works(tmp_path: Path, example_release_folder: Path) -> None:
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("one round is enough; it makes a database of its own")
    (tmp_path / "release").symlink_to(example_release_folder)
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
        "MODE": "production",
        "SECRET_KEY": "van-de-proef-" * 6,
        "BACKUP_KEY": "een sleutel voor de kopie",
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "ALLOWED_HOSTS": "wijkwijzer.example.org",
        "SITE_URL": "https://wijkwijzer.example.org",
        "CONTACT_EMAIL": "wijken@example.org",
        "MAIL_HOST": "mail.example.org",
        "VAR_DIR": str(tmp_path / "var"),
        "STATIC_DIR": str(tmp_path / "static"),
        "RELEASES_DIR": str(tmp_path),
        "TRUST_FORWARDED_PROTO": "1",
    }
    told = commands()
    assert len(told) == 8
    for line in told:
        files = sorted((tmp_path / "kopie").glob("*.tar.slot"))
        line = line.replace("FILE", files[0].name if files else "FILE").replace("SITE", str(tmp_path))
        program, *arguments = shlex.split(line)
        assert program == "python"
        done = subprocess.run(
            [sys.executable, *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
        assert "Traceback" not in done.stderr, line
    assert (tmp_path / "static" / "ww").is_dir(), "pages come with style"
