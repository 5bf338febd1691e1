"""Settings: zero environment works on this machine only; production guesses nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "wijkwijzer.example.org",
    "SITE_URL": "https://wijkwijzer.example.org",
    "CONTACT_EMAIL": "info@example.org",
    "DATABASE_URL": "postgres://u:p@localhost/w",
    "MAIL_HOST": "mail.example.org",
}
SHOW = (
    "import json; from wijkwijzer_web import settings as s; print(json.dumps({k: getattr(s, k) for k in %r}))"
)


def read(names: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Read settings in a fresh process."""
    keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VAR_DIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", SHOW % names],
        env=keep | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def values(names: list[str], **environment: str) -> dict[str, object]:
    """The values of settings."""
    done = read(names, **environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_zero_environment_serves_this_machine_only() -> None:
    found = values(["DEBUG", "ALLOWED_HOSTS", "DEMO", "PRODUCTION"])
    assert found["DEBUG"] is True
    assert set(found["ALLOWED_HOSTS"]) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}
    assert (found["DEMO"], found["PRODUCTION"]) == (False, False)


@pytest.mark.parametrize("missing", sorted(PRODUCTION.keys() - {"MODE"}))
def test_production_guesses_nothing(missing: str) -> None:
    done = read(["DEBUG"], **{name: value for name, value in PRODUCTION.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr


@pytest.mark.parametrize("forbidden", ["DEBUG", "DEMO"])
def test_production_refuses_what_shows_secrets(forbidden: str) -> None:
    done = read(["DEBUG"], **PRODUCTION, **{forbidden: "1"})
    assert done.returncode != 0
    assert forbidden in done.stderr


def test_production_is_strict() -> None:
    names = [
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
    ]
    found = values([*names, "DATABASES", "WHITENOISE_USE_FINDERS"], **PRODUCTION)
    assert found["DEBUG"] is False
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert all(found[name] is True for name in names if name.endswith(("REDIRECT", "SECURE")))
    database = found["DATABASES"]["default"]  # type: ignore[index]
    assert database["OPTIONS"]["pool"]["max_size"] >= 8
    assert found["WHITENOISE_USE_FINDERS"] is False


def test_secrets_come_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("uit een bestand\n")
    environment = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}
    assert values(["SECRET_KEY"], **environment, SECRET_KEY_FILE=str(secret)) == {
        "SECRET_KEY": "uit een bestand"
    }
    done = read(["SECRET_KEY"], **environment, SECRET_KEY_FILE=str(tmp_path / "weg"))
    assert "SECRET_KEY_FILE" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "misschien"),
        ("SESSION_HOURS", "lang"),
        ("OIDC_GROUP_ROLES", "{"),
        ("MODE", "x"),
        ("OIDC_SECOND_FACTOR", "nee"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(name: str, value: str) -> None:
    done = read(["DEBUG"], **{name: value})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


def test_sqlite_waits_and_writes_ahead() -> None:
    options = values(["DATABASES"])["DATABASES"]["default"]["OPTIONS"]  # type: ignore[index]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_login_with_the_organisation_uses_pkce() -> None:
    oidc = {
        "OIDC_SERVER": "https://login.example.org",
        "OIDC_CLIENT_ID": "wijkwijzer",
        "OIDC_CLIENT_SECRET": "x",
    }
    found = values(["SOCIALACCOUNT_PROVIDERS", "CONTENT_SECURITY_POLICY"], **PRODUCTION, **oidc)
    provider = found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]  # type: ignore[index]
    assert provider["OAUTH_PKCE_ENABLED"] is True
    policy = found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]  # type: ignore[index]
    assert "https://login.example.org" in policy["form-action"], "else the browser stops the way to the login"
