"""Two hundred people vote at once on a real PostgreSQL; one web process is killed; 25 screens look on.

`LOAD_SECONDS=120 python benchmarks/bench_dialogue_load.py`. The load is made on the same machine as the site;
the processor time of each says who used the cores.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from postgres import throwaway_postgres  # noqa: E402

SECONDS = float(os.environ.get("LOAD_SECONDS", "120"))
PEOPLE, STATEMENTS, STREAMS, WORKERS, THREADS = 200, 240, 25, 2, 32
THINKING = 1.1  # seconds between an answer and the next vote: at most PEOPLE / THINKING votes are offered
WRITES, P95, PAGE = 150, 200, 200
ADDRESS = "/dialoog/drukte"
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Person:
    """Somebody who votes, and sends again with the same key when the line breaks."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()
        self.took, self.accepted, self.retries = list[float](), list[str](), 0
        self.refused = 0
        self.line: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """One request over a line that stays open."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "X-Stap": "1"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        try:
            self.line.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = self.line.getresponse()
            body = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.line.close()
            self.line = None
            raise
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, body

    def surely(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """The same, again until somebody answers."""
        while True:
            try:
                status, body = self.ask(method, path, fields)
                if status < 500:
                    return status, body
            except (OSError, http.client.HTTPException):
                pass
            self.retries += 1
            time.sleep(0.25)

    def begin(self) -> str:
        """Go in; return the first statement's screen."""
        self.surely("GET", ADDRESS)
        self.surely("POST", ADDRESS, {"toestel": "eigen"})
        return self.surely("GET", f"{ADDRESS}/doe-mee")[1]

    def vote(self, page: str, end: float) -> None:
        """Vote and think until the time is over."""
        time.sleep(random.uniform(0, THINKING))
        while time.monotonic() < end:
            form = page.partition("data-stap")[2].partition("</form>")[0]
            fields = dict(FIELD.findall(form)) | {"keuze": random.choice(("eens", "oneens", "pas"))}
            fields.setdefault("aanvraag", str(uuid.uuid4()))
            started = time.monotonic()
            status, page = self.surely("POST", f"{ADDRESS}/doe-mee", fields)
            took = time.monotonic() - started
            if status == 200:
                self.accepted.append(fields["aanvraag"])
                self.took.append(took)
            else:
                self.refused += 1
                page = self.surely("GET", f"{ADDRESS}/doe-mee")[1]
            time.sleep(max(0.0, THINKING - took))


def make(url: str, folder: str) -> str:
    """Tables, a dialogue and an organiser; return the organiser's session key."""
    os.environ |= {
        "DATABASE_URL": url,
        "VAR_DIR": folder,
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
        "PGOPTIONS": "-c synchronous_commit=off",  # only while the tables are made
    }
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from wijkwijzer_web.core.models import Membership, Organisation, Role, User
    from wijkwijzer_web.dialogue.models import Counter, Dialogue, Question, Statement, Topic

    call_command("migrate", verbosity=0)
    organisation = Organisation.objects.create(name="Meting", slug="meting")
    dialogue = Dialogue.objects.create(
        organisation=organisation,
        slug="drukte",
        title="Drukte",
        intro="Een meting.",
        state=Dialogue.State.OPEN,
        readers="Niemand",
        keep_until=timezone.localdate() + timedelta(days=30),
    )
    Counter.objects.create(dialogue=dialogue)
    topic = Topic.objects.create(dialogue=dialogue, title="Alles")
    question = Question.objects.create(topic=topic, order=1, kind="statement", text="Eens?")
    Statement.objects.bulk_create(
        Statement(question=question, number=n, text=f"Stelling {n} over de wijk.") for n in range(STATEMENTS)
    )
    user = User.objects.create_user(email="regie@example.org", password=None)
    Membership.objects.create(user=user, organisation=organisation, role=Role.ADMINISTRATOR)
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()
    del os.environ["PGOPTIONS"]
    return str(session.session_key)


@contextmanager
def served(folder: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The site under granian, as `make demo` starts it, with two processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "asginl",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ),
        *("--workers", str(WORKERS), "--backpressure", "1024"),
        *(
            "--respawn-failed-workers",
            "--respawn-interval",
            "1",
            "--no-ws",
            "--log-level",
            "warning",
            "wijkwijzer_web.asgi:application",
        ),
    ]
    with open(Path(folder) / "site.log", "wb") as log:
        site = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        person, until = Person(port), time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if person.ask("GET", ADDRESS)[0] == 200:
                    break
            except OSError:
                time.sleep(0.3)
        yield port, site
    finally:
        site.terminate()
        try:
            site.wait(15)
        except subprocess.TimeoutExpired:
            site.kill()


def workers(site: subprocess.Popen[bytes]) -> list[int]:
    """The web processes that granian started."""
    children = Path(f"/proc/{site.pid}/task/{site.pid}/children").read_text()
    names = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in children.split()}
    return [pid for pid, name in names.items() if "resource_tracker" not in name]


def everyone(people: list[Person], target: str, arguments: list[tuple[Any, ...]]) -> list[threading.Thread]:
    """Let all people do something, each in a thread."""
    threads = [
        threading.Thread(target=getattr(one, target), args=with_, daemon=True)
        for one, with_ in zip(people, arguments, strict=True)
    ]
    for thread in threads:
        thread.start()
    return threads


def load(port: int, site: subprocess.Popen[bytes]) -> tuple[list[Person], float]:
    """All people vote; halfway one web process is killed. Return them, and how long it took."""
    people = [Person(port) for _ in range(PEOPLE)]
    pages = [one.begin() for one in people]
    started = time.monotonic()
    threads = everyone(people, "vote", [(page, started + SECONDS) for page in pages])
    time.sleep(SECONDS / 2)
    victim = workers(site)[0]
    os.kill(victim, signal.SIGKILL)
    print(f"killed web process {victim} of {WORKERS}", flush=True)
    for thread in threads:
        thread.join(SECONDS + 60)
    return people, time.monotonic() - started


def look_on(port: int, session: str) -> tuple[int, list[float]]:
    """Open the screens' streams; how many gave a first piece, and how long a page takes meanwhile."""
    streams = []
    for _ in range(STREAMS):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {"Cookie": f"sessionid={session}"}
        line.request("GET", "/werkplek/dialogen/drukte/zaal/stroom", headers=headers)
        streams.append(line)
    begun = sum(line.getresponse().readline().startswith(b"data:") for line in streams)
    one, took = Person(port), []
    for _ in range(40):
        started = time.monotonic()
        one.surely("GET", ADDRESS)
        took.append(1000 * (time.monotonic() - started))
        time.sleep(0.05)
    for line in streams:
        line.close()
    return begun, took


def spent(of: list[int]) -> float:
    """Seconds of processor time of these processes, their children that ended included."""
    ticks = 0
    for pid in of:
        try:
            ticks += sum(
                int(n) for n in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
            )
        except OSError:
            continue  # ended since; its parent has its time
    return ticks / os.sysconf("SC_CLK_TCK")


def database_processes() -> list[int]:
    """Every process of a PostgreSQL server on this machine."""
    names = ((int(p.name), p / "comm") for p in Path("/proc").iterdir() if p.name.isdigit())
    return [pid for pid, name in names if name.exists() and name.read_text().startswith("postgres")]


def lost(people: list[Person]) -> int:
    """Answers that were accepted and are not in the log exactly once."""
    from wijkwijzer_web.dialogue.models import Event

    accepted = [uuid.UUID(key) for one in people for key in one.accepted]
    kept = list(Event.objects.exclude(request=None).values_list("request", flat=True))
    return len(set(accepted) - set(kept)) + len(kept) - len(set(kept))


def main() -> int:
    with throwaway_postgres(durable=True) as url, tempfile.TemporaryDirectory() as folder:
        if url is None:
            print("PostgreSQL is not installed: nothing measured")
            return 1
        session = make(url, folder)
        with served(folder) as (port, site):
            before = spent([site.pid, *workers(site)]), spent(database_processes()), time.process_time()
            people, seconds = load(port, site)
            after = spent([site.pid, *workers(site)]), spent(database_processes()), time.process_time()
            begun, pages = look_on(port, session)
        missing = lost(people)
        from django.db import connections

        connections.close_all()
    took = sorted(1000 * each for one in people for each in one.took)
    writes = len(took) / seconds
    p95 = took[int(0.95 * len(took))] if took else float("inf")
    page = statistics.quantiles(pages, n=20)[-1]
    rows = [
        (f"accepted answers per second, {PEOPLE} people", f"{writes:.0f}", f">= {WRITES}", writes >= WRITES),
        ("p95 of an answer, ms", f"{p95:.0f}", f"<= {P95}", p95 <= P95),
        ("median of an answer, ms", f"{statistics.median(took or [0]):.0f}", "", True),
        ("accepted and lost", str(missing), "0", missing == 0),
        ("sent again after a break", str(sum(one.retries for one in people)), "", True),
        ("refused", str(sum(one.refused for one in people)), "0", not sum(one.refused for one in people)),
        ("streams that began", str(begun), str(STREAMS), begun == STREAMS),
        ("p95 of a page beside the streams, ms", f"{page:.0f}", f"<= {PAGE}", page <= PAGE),
    ]
    names = ("the site (a new web process included)", "the database", "the people")
    rows[3:3] = [
        (f"ms of processor an answer: {name}", f"{1000 * (late - early) / len(took):.1f}", "", True)
        for name, early, late in zip(names, before, after, strict=True)
    ]
    for name, measured, bar, fine in rows:
        print(f"{name:<65}{measured:>9}  {bar:<8} {'ok' if fine else 'not'}")
    return 0 if all(fine for *_, fine in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
