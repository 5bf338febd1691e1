"""The desk: 2,000 stories by 50 phones while the site is killed (SIGKILL) twice; a queue of 10,000 people.

On a real PostgreSQL. *Lost* means: acknowledged, and absent afterwards; a phone that got no answer sends the
same form again, and that may not make a second story.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from postgres import throwaway_postgres  # noqa: E402

PHONES, POSTS, QUEUE, KILLS = 50, int(os.environ.get("DESK_POSTS", "2000")), 10_000, 2
QUEUE_MS = 150
ADDRESS = "/luisterloket/drukte/vertel"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
WORD = re.compile(r"<li>(\w+)</li>")


class Phone:
    """Somebody who tells stories, and sends the same form again when nobody answers."""

    def __init__(self, port: int, number: int) -> None:
        self.port, self.number = port, number
        self.cookies: dict[str, str] = {}
        self.acknowledged: list[str] = []
        self.again = 0
        self.took: list[float] = []

    def ask(self, method: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """One request; OSError when nobody answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if fields is not None:
            fields = {**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, ADDRESS, urlencode(fields) if fields is not None else None, headers)
        answer = line.getresponse()
        body = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        line.close()
        return answer.status, body

    def surely(self, method: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """The same, until the site is there again."""
        while True:
            try:
                status, body = self.ask(method, fields)
                if status < 500:
                    return status, body
            except (OSError, http.client.HTTPException):
                pass
            self.again += 1
            time.sleep(0.2)

    def tell(self, stories: int) -> None:
        """Tell stories, each with words of its own."""
        self.surely("GET")
        for number in range(stories):
            text = f"Verhaal {number} van telefoon {self.number}."
            _status, page = self.surely("POST", {"tekst": text, "toestel": "nee"})
            fields = dict(HIDDEN.findall(page))
            fields.pop("csrfmiddlewaretoken", None)
            fields |= {"tekst": text, "woorden": " ".join(WORD.findall(page.split("ww-code")[1])[:6])}
            started = time.monotonic()
            status, page = self.surely("POST", fields)
            self.took.append(1000 * (time.monotonic() - started))
            if status == 302:
                self.acknowledged.append(text)


def make(url: str, folder: str) -> None:
    """A database with one open desk."""
    os.environ |= {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
        "VAR_DIR": folder,
        "LOG_LEVEL": "ERROR",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from fixtures_desk import make_desk
    from wijkwijzer_web.core.models import Membership, Organisation, Role, User

    organisation = Organisation.objects.create(name="Drukte", slug="drukte")
    people = [User.objects.create_user(f"luister{n}@example.org") for n in (1, 2)]
    for person in people:
        Membership.objects.create(user=person, organisation=organisation, role=Role.VISITOR)
    make_desk(organisation, people, slug="drukte")


def start(port: int, folder: str) -> subprocess.Popen[bytes]:
    """The site under granian with two processes, in a process group of its own."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "2", "--backpressure", "1024", "--no-ws"),
        *("--log-level", "warning", "wijkwijzer_web.asgi:application"),
    ]
    with open(Path(folder) / "site.log", "ab") as log:
        return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)


def end(site: subprocess.Popen[bytes]) -> None:
    """Kill the whole group: no process gets to finish anything."""
    os.killpg(site.pid, signal.SIGKILL)
    site.wait()


def storm(folder: str) -> list[Phone]:
    """All phones tell; the site is killed and started again on the way."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = start(port, folder)
    phones = [Phone(port, number) for number in range(PHONES)]
    phones[0].surely("GET")
    threads = [threading.Thread(target=phone.tell, args=(POSTS // PHONES,), daemon=True) for phone in phones]
    for thread in threads:
        thread.start()
    for part in range(1, KILLS + 1):
        while sum(len(phone.acknowledged) for phone in phones) < part * POSTS // (KILLS + 1):
            time.sleep(0.05)
        end(site)
        print(f"killed the site after {sum(len(p.acknowledged) for p in phones)} answers", flush=True)
        site = start(port, folder)
    for thread in threads:
        thread.join(600)
    end(site)
    return phones


def queue_times() -> list[float]:
    """Milliseconds for the page of a queue of 10,000 people."""
    from wijkwijzer_web.desk.answering.queries import queue, waiting_at
    from wijkwijzer_web.desk.listening.queries import measured_days
    from wijkwijzer_web.desk.models import Desk, Event, Signal, Words, this_minute
    from wijkwijzer_web.desk.queries import today

    desk, now = Desk.objects.get(slug="drukte"), this_minute()
    first = 10 * POSTS
    signals = Signal.objects.bulk_create(
        Signal(
            desk=desk,
            number=first + n,
            state="gelezen",
            received_at=now,
            last_word_at=now,
            next_on=today() + timedelta(days=n % 30),
        )
        for n in range(QUEUE)
    )
    events = Event.objects.bulk_create(
        Event(desk=desk, position=first + n, signal_key=one.key, kind="verteld", at=now)
        for n, one in enumerate(signals)
    )
    Words.objects.bulk_create(
        Words(event=event, signal=one, sender="melder", text="Een verhaal over de trap en de kou.")
        for event, one in zip(events, signals, strict=True)
    )
    from django.db import connection
    from django.template.loader import render_to_string

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took = []
    for _ in range(20):
        started = time.monotonic()
        total = waiting_at(desk).count()
        context: dict[str, Any] = {"desk": desk, "groups": queue(desk), "open": True, "total": total}
        context |= {"page": 1, "more": True, "measured": measured_days(desk)}
        render_to_string("desk/werk/wachtrij.html", context)
        took.append(1000 * (time.monotonic() - started))
    return took


def main() -> int:
    with throwaway_postgres(durable=True) as url, tempfile.TemporaryDirectory() as folder:
        if url is None:
            print("PostgreSQL is not installed: nothing measured")
            return 1
        make(url, folder)
        phones = storm(folder) if POSTS else []
        from wijkwijzer_web.desk.models import Signal, Words

        acknowledged = [text for phone in phones for text in phone.acknowledged]
        kept = list(Words.objects.values_list("text", flat=True))
        lost, twice = len(set(acknowledged) - set(kept)), len(kept) - len(set(kept))
        dateless = Signal.objects.filter(next_on=None).count()
        took = queue_times()
        from django.db import connections

        connections.close_all()
    middle = statistics.median(took)
    every = sorted(each for phone in phones for each in phone.took)
    rows = [
        ("stories acknowledged", str(len(acknowledged)), str(POSTS), len(acknowledged) == POSTS),
        ("acknowledged and lost", str(lost), "0", lost == 0),
        ("stories that are there twice", str(twice), "0", twice == 0),
        ("stories without a next date", str(dateless), "0", dateless == 0),
        ("sent again after a break", str(sum(phone.again for phone in phones)), "> 0", True),
        ("median of sending, ms", f"{statistics.median(every or [0]):.0f}", "", True),
        (f"page of a queue of {QUEUE:,}, median ms", f"{middle:.0f}", f"<= {QUEUE_MS}", middle <= QUEUE_MS),
    ]
    for name, measured, bar, fine in rows:
        print(f"{name:<50}{measured:>9}  {bar:<8} {'ok' if fine else 'not'}")
    return 0 if all(fine for *_, fine in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
