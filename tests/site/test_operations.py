"""The demo starts and stops cleanly, translations and personal data are complete, logs keep addresses out."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import polib
import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client, RequestFactory

from wijkwijzer_web.core.models import AuditEntry, User
from wijkwijzer_web.core.trail import inventory as personal_data
from wijkwijzer_web.core.trail.logs import JSONFormatter
from wijkwijzer_web.operations import demo, translations
from wijkwijzer_web.operations.actions import create_demo_people
from wijkwijzer_web.operations.demo_logins import PEOPLE, Logins
from wijkwijzer_web.operations.processes import CommandError, Processes

pytestmark = pytest.mark.twice

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def run_demo(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the demo and wait until it ends by itself."""
    command = [sys.executable, "-m", "wijkwijzer_web.operations.demo", *arguments]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("environment", [{"DEBUG": "0"}, {"MODE": "production"}])
def test_the_demo_refuses_without_debug(environment: dict[str, str]) -> None:
    done = run_demo("--port", "0", **environment)
    assert done.returncode == 1
    assert "wachtwoorden" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_demo("--port", str(port))
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == f"De demo start niet: poort {port} is bezet. Probeer: make demo PORT={port + 1}"
    )


def test_a_missing_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = run_demo("--port", "0", "--data", str(tmp_path / "weg"))
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)


def test_processes_stop_together(tmp_path: Path) -> None:
    with Processes(os.environ, tmp_path) as processes:
        deaf = (
            "import signal, time; signal.signal(15, signal.SIG_IGN); print('ja', flush=True); time.sleep(9)"
        )
        started = [processes.start("een", SLEEP), processes.start("doof", [sys.executable, "-c", deaf])]
        while "ja" not in processes.tail("doof"):
            time.sleep(0.02)
        assert processes.ended() is None
        os.killpg(started[0].pid, signal.SIGKILL)
        started[0].wait()
        assert processes.ended() == "een"
        processes.stop(grace=0.2)
    assert all(process.poll() is not None for process in started)


def test_a_failing_step_tells_what_it_said(tmp_path: Path) -> None:
    with Processes(os.environ, tmp_path) as processes, pytest.raises(CommandError, match="dit ging mis"):
        processes.run("stap", [sys.executable, "-c", "raise SystemExit('dit ging mis')"])


def test_the_name_of_figures_changes_with_the_figures(tmp_path: Path) -> None:
    (tmp_path / "kwb.csv").write_text("1")
    first = demo._figures_name(tmp_path)
    assert demo._figures_name(tmp_path) == first
    (tmp_path / "kwb.csv").write_text("12")
    assert demo._figures_name(tmp_path) != first
    assert demo._figures_name(None).startswith("voorbeeld-")


@pytest.mark.django_db
def test_people_of_the_demo_can_log_in(client: Client, settings: Any, tmp_path: Path) -> None:
    logins = Logins.kept_in(tmp_path)
    assert Logins.kept_in(tmp_path) == logins
    assert (tmp_path / "inlog.json").stat().st_mode & 0o077 == 0
    settings.DEMO = settings.DEBUG = True
    create_demo_people(actor=None, logins=logins)
    create_demo_people(actor=None, logins=logins)
    assert User.objects.count() == len(PEOPLE)
    assert Authenticator.objects.count() == len(PEOPLE)
    client.post("/account/inloggen", {"login": "beheer@lindemark.example", "password": logins.password})
    client.post("/account/tweede-factor/code", {"code": logins.code()})
    assert client.get("/beheer/").status_code == 200
    assert logins.password in logins.text("http://localhost:8000")


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demo", "debug"), [(False, True), (True, False)])
def test_no_demo_people_outside_the_demo(settings: Any, tmp_path: Path, is_demo: bool, debug: bool) -> None:
    settings.DEMO, settings.DEBUG = is_demo, debug
    with pytest.raises(PermissionDenied):
        create_demo_people(actor=None, logins=Logins.kept_in(tmp_path))
    assert not User.objects.exists()


@pytest.mark.django_db
def test_every_field_says_what_it_tells_about_a_person() -> None:
    assert personal_data.problems() == []
    out = StringIO()
    call_command("personal_data", stdout=out)
    assert "| core.User | email |" in out.getvalue()


def test_a_field_without_a_label_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = dict(personal_data._read())
    labels["core.User"] = {**labels["core.User"], "contact": "", "none": "bestaat_niet", "purpose": ""}
    monkeypatch.setattr(personal_data, "_read", labels.items)
    assert {
        "core.User.email: no label",
        "core.User.bestaat_niet: no such field",
        "core.User: no purpose",
    } <= set(personal_data.problems())


@pytest.mark.django_db
def test_retention_runs() -> None:
    out = StringIO()
    call_command("retention", stdout=out)
    assert "audit: 0 verwijderd" in out.getvalue()
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"areas.expire_drafts", "core.expire", "dialogue.expire_dialogues"} <= actions


@pytest.fixture
def small_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An app with strings in Python and in a template."""
    app = tmp_path / "klein"
    (app / "templates").mkdir(parents=True)
    (app / "apps.py").write_text(
        'from x import gettext as _, ngettext\n_("Een")\nngettext("%(n)s dag", "%(n)s dagen", 2)\n'
    )
    (app / "templates" / "a.html").write_text(
        '{% load i18n %}{% translate "Twee" %}{{ _("Drie") }}'
        "{% blocktranslate %}Dag {{ naam }}{% endblocktranslate %}"
    )
    monkeypatch.setattr(translations, "SITE", tmp_path)
    return app


def catalogue(app: Path, **texts: str) -> None:
    """Fill in the English."""
    path = app / "locale" / "en" / "LC_MESSAGES" / "django.po"
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "%(n)s day", 1: "%(n)s days"}
        else:
            entry.msgstr = texts.get(entry.msgid.split()[0], entry.msgid)
    file.save(str(path))


def test_strings_are_collected_translated_and_checked(
    small_app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {message.text for message in translations.collect(small_app)} == {
        "Een", "Twee", "Drie", "%(n)s dag", "Dag %(naam)s",
    }  # fmt: skip
    assert translations.main(["--check"]) == 1
    assert translations.main([]) == 0
    assert "no English yet for 'Een'" in capsys.readouterr().out
    assert translations.main(["--check"]) == 1, "collected, but not translated"
    catalogue(small_app, Een="One")
    assert translations.main(["--check"]) == 1, "translated, but not compiled"
    translations.main([])
    capsys.readouterr()
    assert translations.main(["--check"]) == 0, capsys.readouterr().out
    with (small_app / "apps.py").open("a") as source:
        source.write('_("Nieuw")\n')
    assert translations.main(["--check"]) == 1
    assert "not in the catalogue: 'Nieuw'" in capsys.readouterr().out


def test_a_translation_that_loses_a_placeholder_is_found(
    small_app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translations.main([])
    catalogue(small_app, Dag="Hello")
    translations.main([])
    assert translations.main(["--check"]) == 1
    assert "placeholders differ in 'Dag %(naam)s'" in capsys.readouterr().out


def test_computed_strings_are_refused(small_app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_app / "apps.py").write_text('from x import gettext as _\n_(f"Dag {1}")\n')
    assert translations.main(["--check"]) == 1
    assert "plain strings" in capsys.readouterr().out


def test_logs_hold_the_route_and_nothing_of_the_visitor(rf: RequestFactory) -> None:
    request = rf.get("/meedoen/GEHEIM?q=naam", REMOTE_ADDR="203.0.113.9")
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Not Found: %s", (request.path,), None
    )
    record.request, record.status_code = request, 404
    try:
        raise ValueError("Jan Jansen, 06-12345678")
    except ValueError:
        failed = logging.LogRecord("django.request", logging.ERROR, "", 0, "x", (), sys.exc_info())
    for entry in (record, failed):
        line = JSONFormatter().format(entry)
        assert json.loads(line)["level"] in {"WARNING", "ERROR"}
        for private in ("GEHEIM", "203.0.113.9", "naam", "Jansen"):
            assert private not in line
    assert json.loads(JSONFormatter().format(failed))["error"] == "ValueError"


@pytest.mark.django_db
def test_the_access_log_names_the_route(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "wijkwijzer.access"):
        client.get("/taken/2f0cd5a4-6c1b-4d8e-9a66-0d0a5c2f6f01")
    record = next(entry for entry in caplog.records if entry.name == "wijkwijzer.access")
    assert record.route == "taken/<uuid:pk>"  # type: ignore[attr-defined]
    assert "2f0cd5a4" not in JSONFormatter().format(record)
