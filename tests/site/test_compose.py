"""What the compose file and the Dockerfile start, one by one, on a PostgreSQL of its own; and a backup back.

No container engine is needed: commands, settings and secrets are read from the files as they are, and only
the places of the containers (`/data`, `/backups`, `/run/secrets`) lie in a folder of the test.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from postgres import throwaway_postgres

ROOT = Path(__file__).resolve().parents[2]
DOCKER = ROOT / "deploy" / "docker"
COMPOSE = yaml.safe_load((DOCKER / "compose.yml").read_text("utf-8"))
GIVEN = {"DOMAIN": "wijkwijzer.example.org", "CONTACT_EMAIL": "wijken@example.org", "MAIL_OFF": "1"}
pytestmark = pytest.mark.once


def _dockerfile() -> str:
    return re.sub(r"\\\n\s*", "", (DOCKER / "Dockerfile").read_text("utf-8"))


def _filled(text: str) -> str:
    """`${NAME:?why}` and `${NAME:-otherwise}` filled in, as compose does."""
    return re.sub(
        r"\$\{(\w+)(?::([-?])([^}]*))?\}",
        lambda m: GIVEN.get(m[1], m[3] if m[2] == "-" else f"{m[1]} IS MISSING"),
        text,
    )


class Place:
    """The folder in which the containers' places lie, and what their processes get along."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        for name in ("run/secrets", "data", "backups"):
            (folder / name).mkdir(parents=True)
        secrets = {"secret_key": "geheim-" * 12, "backup_key": "een sleutel", "mail_password": "post"}
        secrets |= {"database_url": database, "database_password": "x"}
        assert set(secrets) == set(COMPOSE["secrets"]), "every secret of the file"
        for name, value in secrets.items():
            (folder / "run/secrets" / name).write_text(value, "utf-8")
        (env,) = re.findall(r"^ENV (PYTHONUNBUFFERED.*)$", _dockerfile(), re.MULTILINE)
        tools = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
        self.environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), *tools, os.environ["PATH"]]),
            "HOME": os.environ.get("HOME", "/"),
            "PYTHONPATH": str(ROOT / "src"),
            **{k: self.here(v) for k, v in (pair.split("=", 1) for pair in env.split())},
        }

    def here(self, text: str) -> str:
        """A text with the places of the containers as ours."""
        for place in ("/run/secrets", "/backups", "/data"):
            text = re.sub(rf"(?<![\w/.]){place}\b", str(self.folder / place[1:]), text)
        return text.replace("/app/static", str(self.folder / "static"))

    def of(self, service: str) -> dict[str, str]:
        """The settings of a service."""
        own = COMPOSE["services"][service].get("environment", {})
        return self.environment | {name: self.here(_filled(str(value))) for name, value in own.items()}

    def run(self, command: list[str], environment: dict[str, str]) -> str:
        """Run a command to its end."""
        command = [self.here(_filled(part)) for part in command]
        done = subprocess.run(
            command, env=environment, cwd=self.folder, capture_output=True, text=True, timeout=1800
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
        assert "Traceback" not in done.stderr, done.stderr[-1500:]
        return done.stdout


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """An empty machine with a database."""
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("one round is enough; it makes a database of its own")
    with throwaway_postgres() as url:
        if url is None:
            pytest.skip("PostgreSQL is not installed")
        yield Place(tmp_path, url)


def _web(place: Place) -> None:
    """The line of the Dockerfile, until its own health check is content."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    (line,) = re.findall(r"^CMD (\[.*\])$", _dockerfile(), re.MULTILINE)
    command = [port if part == "8000" else part for part in json.loads(line)]
    (check,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", _dockerfile(), re.MULTILINE)
    environment = place.of("web") | {"PORT": port}
    with _running([sys.executable, "-m", *command], environment, place) as site:
        for _try in range(600):
            assert site.poll() is None, "the site ended"
            health = subprocess.run(json.loads(check), env=environment, cwd=place.folder, check=False)
            if health.returncode == 0:
                return
            time.sleep(1)
    pytest.fail("the site was not healthy in ten minutes")


class _running:  # noqa: N801 - reads as a word
    """A process that is told to stop, and does."""

    def __init__(self, command: list[str], environment: dict[str, str], place: Place) -> None:
        self.process = subprocess.Popen(
            command,
            env=environment,
            cwd=place.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __enter__(self) -> subprocess.Popen[Any]:
        return self.process

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(300)
        finally:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)


def test_every_command_of_the_compose_file_works_and_its_backup_comes_back(place: Place) -> None:
    services = COMPOSE["services"]
    ours = {name for name, service in services.items() if service.get("image") == "wijkwijzer"}
    assert ours == {"prepare", "web", "worker", "night"}, "a service that this test does not start"
    (collect,) = re.findall(r"^RUN (SECRET_KEY=build .*)$", _dockerfile(), re.MULTILINE)
    place.run(["sh", "-c", collect], place.environment)
    assert (place.folder / "static").is_dir()
    place.run(services["prepare"]["command"], place.of("prepare"))
    person = "createsuperuser --noinput --email beheer@example.org"
    place.run(["python", "-m", "wijkwijzer_web", *shlex.split(person)], place.of("web"))
    with _running(services["worker"]["command"], place.of("worker"), place) as worker:
        _web(place)
        assert worker.poll() is None, "the worker ended"
    assert worker.returncode in (0, -signal.SIGTERM), "it ends when it is told"
    night = services["night"]["command"]
    assert "sleep 86400" in night[2]
    place.run([*night[:2], night[2].replace("sleep 86400", "break")], place.of("night"))
    (backup,) = (place.folder / "backups").glob("*.tar.slot")
    python = ["python", "-m", "wijkwijzer_web"]
    assert "geslaagd" in place.run([*python, "rehearse", str(backup)], place.of("night"))
    gone = "from wijkwijzer_web.core.models import User; User.objects.all().delete()"
    count = "from wijkwijzer_web.core.models import User; print('people', User.objects.count())"
    place.run([*python, "shell", "-c", gone], place.of("web"))
    place.run([*python, "restore", str(backup), "--vervang"], place.of("night"))
    assert "people 1" in place.run([*python, "shell", "-c", count], place.of("web"))
