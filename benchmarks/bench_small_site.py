"""A small site: memory of the web process and the worker after 300 mixed pages, and 200 readers at once.

Starts the demo's own data (a copy of var/voorbeeld) as `make demo` serves it: one web process and one worker.
What processes share (libraries, weights that are mapped) counts once; of what is theirs alone each counts.
`SMALL_PAGES`, `SMALL_SECONDS` and `SMALL_PROCESSES` make it longer, or the web two processes on two cores.
"""

from __future__ import annotations

import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, urljoin

from bench_slow_senders import free_port, wait

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "var" / "voorbeeld"
PAGES = int(os.environ.get("SMALL_PAGES", "300"))
SECONDS = float(os.environ.get("SMALL_SECONDS", "20"))
PROCESSES = os.environ.get("SMALL_PROCESSES", "1")
READERS, THINKING, RESTS = 200, 2.0, 90.0
BAR_MB, BAR_P95_MS = 450.0, 500.0
QUESTIONS = ("eenzaamheid bij ouderen", "jongeren op straat", "schimmel in de woning", "speeltuin", "groen")
_LINK = re.compile(rb'href="(/[^"#]*)"')
_NOT = re.compile(r"^/(static|media|admin|account|werkplek|taal|healthz)|\.(css|js|svg|png|ico)$|/figuur/")
_MAPPING = re.compile(r"^[0-9a-f]+-[0-9a-f]+ \S+ ([0-9a-f]+) \S+ (\d+)\s*(.*)$")


def main() -> int:
    """Print the figures; 1 when the bar of memory is missed."""
    if not (DEMO / "wijkwijzer.sqlite3").exists():
        print("Eerst make demo: de pagina's komen uit var/voorbeeld.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(DEMO, Path(folder) / "site"))
        running = started(copy, port := free_port())
        try:
            wait_long(port)
            return measure(port, running)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(60)


def started(folder: Path, port: int) -> list[subprocess.Popen[bytes]]:
    """The web process and the worker of `make demo`, without the pages for who builds the site."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'wijkwijzer.sqlite3'}",
        "EXAMPLE": "1",
        "DEBUG": "0",
        "FRONTEND_DIST": str(ROOT / "frontend" / "dist"),
        "LOG_LEVEL": "ERROR",
        "OMP_NUM_THREADS": "1",
    }
    web = [
        *(sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", PROCESSES, "--backpressure", "1024", "--no-ws"),
        *("--log-level", "warning", "wijkwijzer_web.asgi:application"),
    ]
    worker = [sys.executable, "-m", "wijkwijzer_web", "worker", "--tussenpoos", "1"]
    migrate = [sys.executable, "-m", "wijkwijzer_web", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, cwd=folder, check=True)
    return [subprocess.Popen(one, env=environment, cwd=folder) for one in (web, worker)]


def wait_long(port: int) -> None:
    """Until the site is ready; on a busy machine that takes a while."""
    for _ in range(4):
        try:
            return wait(port)
        except SystemExit:
            continue
    raise SystemExit("the site does not start")


def measure(port: int, running: list[subprocess.Popen[bytes]]) -> int:
    """The pages one after another, then everybody at once."""
    pids = family([process.pid for process in running])
    empty, before = megabytes(pids), processor(pids)
    pages = walked(port, PAGES)
    spent, at_work = processor(pids) - before, megabytes(family(pids))
    time.sleep(RESTS)  # the worker makes what the pages asked for, and then begins anew
    full = megabytes(family(pids))
    print(f"{len(pages)} mixed pages, each for the first time: {spent / len(pages) * 1000:.0f} ms CPU a page")
    print(
        f"memory of {len(pids)} processes: {empty:.0f} MB at first, {at_work:.0f} MB while the worker works,"
    )
    print(f"  {full:.0f} MB when it rests   bar {BAR_MB:.0f}")
    before, began = processor(pids), time.perf_counter()
    times, wrong = read_at_once(port, pages)
    lasted = time.perf_counter() - began
    spent = processor(pids) - before
    p95 = statistics.quantiles(times, n=20)[-1] * 1000
    half = statistics.median(times) * 1000
    print(f"{READERS} readers at once: {len(times)} pages, {wrong} not answered")
    print(f"  half within {half:.0f} ms, 95 in 100 within {p95:.0f} ms   bar {BAR_P95_MS:.0f}")
    print(f"  {spent / len(times) * 1000:.0f} ms CPU a page; the site had {spent / lasted:.2f} cores")
    print(f"  load {os.getloadavg()[0]:.1f}; memory then {megabytes(family(pids)):.0f} MB")
    print(f"{PROCESSES} web process, {platform.machine()}, Python {platform.python_version()}")
    return int(full > BAR_MB)


def walked(port: int, most: int) -> list[str]:
    """Addresses of so many pages, found by following links by chance, with a question after every tenth."""
    chance, found = random.Random(5), dict.fromkeys(("/", "/kennis", "/dialogen", "/wat-is-ervan-geworden"))
    asked, done = list(found), list[str]()
    while asked and len(done) < most:
        page = asked.pop(chance.randrange(len(asked)))
        status, body = ask(port, page)
        if status != 200:
            continue
        done.append(page)
        if len(done) % 10 == 0:
            asked.append(f"/zoeken?q={quote(chance.choice(QUESTIONS))}&n={len(done)}")
        for link in _LINK.findall(body):
            address = urljoin(page, link.decode().replace("&amp;", "&"))
            if address not in found and not _NOT.search(address):
                found[address] = None
                asked.append(address)
    return done


def read_at_once(port: int, pages: list[str]) -> tuple[list[float], int]:
    """Seconds that each page took, and how many had no answer."""
    stop, lock, chance = threading.Event(), threading.Lock(), random.Random(6)
    times, wrong = list[float](), list[int]()

    def read() -> None:
        stop.wait(chance.random() * THINKING)
        while not stop.is_set():
            page, begin = chance.choice(pages), time.perf_counter()
            status, _body = ask(port, page)
            with lock:
                times.append(time.perf_counter() - begin)
                wrong.extend([status] if status not in (200, 302, 429) else [])
            stop.wait(THINKING)  # somebody who reads

    readers = [threading.Thread(target=read, daemon=True) for _ in range(READERS)]
    for thread in readers:
        thread.start()
    time.sleep(SECONDS)
    stop.set()
    for thread in readers:
        thread.join(30)
    return times, len(wrong)


def ask(port: int, address: str) -> tuple[int, bytes]:
    """Status and page; 0 when there was no answer. A file, which a visitor chooses himself, is left alone."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=30) as answer:
            if not answer.headers.get_content_type().endswith("html"):
                return 0, b""
            return int(answer.status), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""
    except OSError:
        return 0, b""


# ---- processes
def family(pids: Iterable[int]) -> list[int]:
    """These processes with all that came of them."""
    found = list(pids)
    for pid in found:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split() if int(child) not in found]
    return found


def processor(pids: Iterable[int]) -> float:
    """Seconds of processor time that they had."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes(pids: Iterable[int]) -> float:
    """What they hold together: a piece of a file that several have counts once, what is their own each time.

    The proportional size of the kernel would leave out what a process that is not ours has open as well.
    """
    files: dict[tuple[str, str, str], int] = defaultdict(int)
    own = 0
    for pid in pids:
        for key, size in mappings(Path(f"/proc/{pid}/smaps").read_text()):
            own += size["Private_Dirty"] if key[1] != "0" else size["Pss"]
            if key[1] != "0":
                files[key] = max(files[key], size["Rss"] - size["Private_Dirty"])
    return (own + sum(files.values())) / 1024


def mappings(text: str) -> Iterable[tuple[tuple[str, str, str], dict[str, int]]]:
    """Each mapping: (offset, inode, path), and its sizes in kB."""
    key, sizes = None, dict[str, int]()
    for line in text.splitlines():
        if begin := _MAPPING.match(line):
            if key:
                yield key, sizes
            key, sizes = (begin[1], begin[2], begin[3]), {}
        elif line.endswith(" kB"):
            name, _, rest = line.partition(":")
            sizes[name] = int(rest.split()[0])
    if key:
        yield key, sizes


if __name__ == "__main__":
    sys.exit(main())
