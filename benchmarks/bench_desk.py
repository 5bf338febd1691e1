"""The desk under trouble: 2,000 stories by 50 phones, a full disk, and a queue of 10,000 people.

Meanwhile the site is killed (SIGKILL) twice and the database breaks off once. On a real PostgreSQL; the full
disk on SQLite, where a limit on the size of files (RLIMIT_FSIZE) stands for it. *Lost* means: acknowledged,
and absent afterwards; a phone that got no answer sends the same form again, and that may not make a second
story.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import resource
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
from postgres import Server, throwaway_postgres  # noqa: E402

PHONES, POSTS, QUEUE, TROUBLES = 50, int(os.environ.get("DESK_POSTS", "2000")), 10_000, 3
FEW, AWAY = 10, 6.0  # phones on the full disk; seconds that the database or the room is away
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


def storm(folder: str, database: Server) -> list[Phone]:
    """All phones tell; on the way the site is killed, the database breaks off, the site is killed again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = start(port, folder)
    phones = [Phone(port, number) for number in range(PHONES)]
    phones[0].surely("GET")
    threads = [threading.Thread(target=phone.tell, args=(POSTS // PHONES,), daemon=True) for phone in phones]
    for thread in threads:
        thread.start()
    for part in range(1, TROUBLES + 1):
        until(phones, part * POSTS // (TROUBLES + 1))
        told = sum(len(phone.acknowledged) for phone in phones)
        if part % 2:
            end(site)
            print(f"killed the site after {told} answers", flush=True)
            site = start(port, folder)
        else:
            database.break_off()
            print(f"the database broke off after {told} answers", flush=True)
            time.sleep(AWAY)
            database.start_again()
    for thread in threads:
        thread.join(600)
    end(site)
    return phones


def until(phones: list[Phone], number: int) -> None:
    """Wait for so many answers."""
    while sum(len(phone.acknowledged) for phone in phones) < number:
        time.sleep(0.05)


def full_disk() -> int:
    """Phones tell on SQLite while for some seconds no file may grow; then there is room again."""
    with tempfile.TemporaryDirectory() as folder:
        make(f"sqlite:///{folder}/site.sqlite3", folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        site = start(port, folder)
        phones = [Phone(port, number) for number in range(FEW)]
        phones[0].surely("GET")
        stories = max(2, POSTS // 10 // FEW)
        threads = [threading.Thread(target=one.tell, args=(stories,), daemon=True) for one in phones]
        for thread in threads:
            thread.start()
        until(phones, FEW * stories // 2)
        limited, before = limit(site.pid, 1), sum(phone.again for phone in phones)
        time.sleep(AWAY)
        refused = sum(phone.again for phone in phones) - before
        limit(site.pid, resource.RLIM_INFINITY)
        for thread in threads:
            thread.join(600)
        end(site)
        from wijkwijzer_web.desk.models import Words

        told = [text for phone in phones for text in phone.acknowledged]
        kept = list(Words.objects.values_list("text", flat=True))
    lost, twice = len(set(told) - set(kept)), len(kept) - len(set(kept))
    rows = [
        ("full disk: processes that could write nothing", str(limited), "> 1", limited > 1),
        ("full disk: refused meanwhile", str(refused), "> 0", refused > 0),
        ("full disk: stories acknowledged", str(len(told)), str(FEW * stories), len(told) == FEW * stories),
        ("full disk: acknowledged and lost, or twice", str(lost + twice), "0", lost + twice == 0),
    ]
    return said(rows)


def limit(group: int, size: int) -> int:
    """Let no process of a group write past a size; return how many processes there are."""
    number = 0
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(path.name)) == group:
                hard = resource.prlimit(int(path.name), resource.RLIMIT_FSIZE)[1]
                resource.prlimit(int(path.name), resource.RLIMIT_FSIZE, (size, hard))
                number += 1
    return number


def said(rows: list[tuple[str, str, str, bool]]) -> int:
    """Print the figures; 1 when one of them is not met."""
    for name, measured, bar, fine in rows:
        print(f"{name:<50}{measured:>9}  {bar:<8} {'ok' if fine else 'not'}", flush=True)
    return 0 if all(fine for *_, fine in rows) else 1


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
        phones = storm(folder, url) if POSTS else []
        from django.db import connections

        from wijkwijzer_web.desk.models import Signal, Words

        connections.close_all()
        connections["default"].close_pool()  # our own lines broke off with the database
        acknowledged = [text for phone in phones for text in phone.acknowledged]
        kept = list(Words.objects.values_list("text", flat=True))
        lost, twice = len(set(acknowledged) - set(kept)), len(kept) - len(set(kept))
        dateless = Signal.objects.filter(next_on=None).count()
        took = queue_times()
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
    return said(rows)


if __name__ == "__main__":
    if "--full-disk" in sys.argv:
        sys.exit(full_disk())
    disk = subprocess.run([sys.executable, __file__, "--full-disk"], check=False)
    sys.exit(main() or disk.returncode)
