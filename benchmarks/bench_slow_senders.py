"""200 people with a bad line and 200 readers at once: does the site still answer, and how soon.

Starts the site as in production (two processes, its own PostgreSQL when there is one, else SQLite), opens 200
connections that send a form one byte a second, lets 200 readers ask pages meanwhile, and asks every quarter
of a second whether the site lives and is ready.
"""

from __future__ import annotations

import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from postgres import throwaway_postgres  # noqa: E402

SLOW, READERS = 200, 200
SECONDS = float(os.environ.get("SLOW_SECONDS", "30"))
FORM = b"POST /account/inloggen HTTP/1.1\r\nHost: localhost\r\nContent-Length: 600\r\n"
FORM += b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
PAGES = ("/", "/dialogen", "/privacy", "/zoeken?q=spoor", "/methoden")


def main() -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as folder, throwaway_postgres() as database:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
            "VAR_DIR": folder,
            "DATABASE_URL": database or f"sqlite:///{folder}/site.sqlite3",
            "PYTHONPATH": str(ROOT / "src"),
            "DEBUG": "0",
            "FRONTEND_DIST": str(ROOT / "frontend" / "dist"),
            "LOG_LEVEL": "ERROR",
        }
        run = [sys.executable, "-m", "wijkwijzer_web"]
        for step in (["migrate", "--verbosity", "0"], ["createcachetable"]):
            subprocess.run([*run, *step], env=environment, check=True)
        port = free_port()
        site = subprocess.Popen(command(port), env=environment, cwd=folder)
        try:
            wait(port)
            print(json.dumps(measure(port) | about(database), indent=1))
        finally:
            site.terminate()
            site.wait(20)


def command(port: int) -> list[str]:
    """The line of the Dockerfile."""
    return [
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
        *("--workers", "2", "--backpressure", "1024", "--no-ws", "--log-level", "warning"),
        "wijkwijzer_web.asgi:application",
    ]


def measure(port: int) -> dict[str, object]:
    """Everything at once, for some seconds."""
    for page in PAGES * 4:  # a site that is in service has read its templates
        ask(port, page, 30)
    stop = threading.Event()
    lines = [threading.Thread(target=slow, args=(port, stop), daemon=True) for _ in range(SLOW)]
    statuses: dict[int, int] = {}
    times: list[float] = []
    lock = threading.Lock()

    def read(number: int) -> None:
        while not stop.is_set():
            begin = time.perf_counter()
            status = ask(port, PAGES[number % len(PAGES)], 30)
            with lock:
                statuses[status] = statuses.get(status, 0) + 1
                times.append(time.perf_counter() - begin)
            stop.wait(2)  # somebody who reads

    readers = [threading.Thread(target=read, args=(number,), daemon=True) for number in range(READERS)]
    for thread in [*lines, *readers]:
        thread.start()
    live = watch(port, "/healthz/live", stop)
    ready = watch(port, "/healthz/ready", stop)
    time.sleep(SECONDS)
    stop.set()
    time.sleep(1)
    return {
        "slow senders": SLOW,
        "readers": READERS,
        "pages": len(times),
        "pages answered": {str(status): number for status, number in sorted(statuses.items())},
        "page, half within s": round(sorted(times)[len(times) // 2], 2),
        "page, 95 in 100 within s": round(sorted(times)[int(len(times) * 0.95)], 2),
        "alive: asked": len(live),
        "alive: longest s": round(max(live), 3),
        "ready: asked": len(ready),
        "ready: longest s": round(max(ready), 3),
    }


def slow(port: int, stop: threading.Event) -> None:
    """Send a form one byte a second, again and again."""
    while not stop.is_set():
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.settimeout(2)
            try:
                line.sendall(FORM)
                while not stop.wait(1):
                    line.sendall(b"a")
            except OSError:
                continue


def watch(port: int, address: str, stop: threading.Event) -> list[float]:
    """Ask every quarter of a second; what does not answer counts as the time waited."""
    times: list[float] = []

    def run() -> None:
        while not stop.is_set():
            begin = time.perf_counter()
            status = ask(port, address, 15)
            times.append(time.perf_counter() - begin if status == 200 else 15.0)
            time.sleep(0.25)

    threading.Thread(target=run, daemon=True).start()
    return times


def ask(port: int, address: str, patience: float) -> int:
    """The status of an address; 0 when there was no answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=patience) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait(port: int) -> None:
    """Until the site is ready."""
    for _ in range(300):
        if ask(port, "/healthz/ready", 2) == 200:
            return
        time.sleep(0.1)
    raise SystemExit("the site does not start")


def about(database: str | None) -> dict[str, str]:
    """Where this was measured."""
    return {
        "database": "PostgreSQL" if database else "SQLite",
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
    }


def free_port() -> int:
    """A port nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    main()
