"""`make demo`: set up what is missing, serve the site and its worker, and stop both on Ctrl-C.

Everything that costs time is kept by content, so a second start only starts.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from wijkwijzer_web.operations.demo_logins import Logins
from wijkwijzer_web.operations.demo_telling import Telling, expectation
from wijkwijzer_web.operations.processes import CommandError, Processes

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[3]
FRONTEND = ROOT / "frontend"
LIBRARY = ROOT / "src" / "wijkwijzer"
SITE = ROOT / "src" / "wijkwijzer_web"
PYTHON = sys.executable
THREADS, BACKPRESSURE = 40, 1024


class StartError(Exception):
    """A reason not to start, in one sentence."""


def main(arguments: list[str] | None = None) -> int:
    """Run the demo; return the exit code."""
    options = _parser().parse_args(arguments)
    folder = ROOT / "var" / ("cijfers" if options.data else "voorbeeld")
    logins = Logins.kept_in(folder)
    if options.code:
        print(logins.code())
        return 0
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    try:
        _check(options)
        with Processes(_environment(options, folder), folder) as processes:
            _prepare(options, folder, processes)
            _serve(options.port, logins, processes)
    except KeyboardInterrupt:
        print("Gestopt.")
        return 0
    except (StartError, CommandError) as error:
        print(f"De demo start niet: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make demo", description="Zet de demo klaar en start hem.")
    parser.add_argument("--port", type=int, default=8000, help="poort op deze computer (8000)")
    parser.add_argument(
        "--data", type=Path, help="map met echte cijfers, in plaats van de voorbeeldprovincie"
    )
    parser.add_argument("--code", action="store_true", help="toon alleen de code van nu om mee in te loggen")
    return parser


def _interrupt(number: int, frame: object) -> None:
    # Once is enough: a second Ctrl-C while stopping must not leave a process behind.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _check(options: argparse.Namespace) -> None:
    if os.environ.get("MODE") == "production" or os.environ.get("DEBUG", "1").lower() in {
        "0",
        "false",
        "no",
        "off",
    }:
        raise StartError("hij toont wachtwoorden, en dat mag niet met DEBUG uit of MODE=production.")
    if options.data and not options.data.is_dir():
        raise StartError(f"de map met cijfers is er niet: {options.data}")
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", options.port))
        except OSError:
            other = options.port + 1
            raise StartError(f"poort {options.port} is bezet. Probeer: make demo PORT={other}") from None


def _environment(options: argparse.Namespace, folder: Path) -> dict[str, str]:
    folder.mkdir(parents=True, exist_ok=True)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
        "DEMO": "1",
        "EXAMPLE": "0" if options.data else "1",
        "CLOSED_SITE": "1" if options.data else "0",  # it answers on this computer only
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'wijkwijzer.sqlite3'}",
        "SITE_URL": f"http://localhost:{options.port}",
        "PYTHONUNBUFFERED": "1",
        "PATH": f"{Path(PYTHON).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }


def _prepare(options: argparse.Namespace, folder: Path, processes: Processes) -> None:
    """Build the theme, the database and the figures side by side; then put the figures on show."""
    release = folder / "releases" / _figures_name(options.data)
    steps: list[tuple[str, Callable[[], None]]] = []
    if not _frontend_is_fresh():
        steps.append(("het thema", lambda: _build_frontend(processes)))
    database = folder / "wijkwijzer.sqlite3"
    if not database.exists() or not _same(folder, "database", _database_version()):
        steps.append(("de database", lambda: _build_database(folder, processes)))
    if not release.is_dir():
        steps.append(("de cijfers", lambda: _build_figures(options.data, release, processes)))
    if steps:
        usual = "De demo wordt klaargezet; de eerste keer duurt dat ongeveer een minuut."
        print("De demo wordt klaargezet, met echte cijfers." if options.data else usual, flush=True)
    _side_by_side(steps)
    if not _same(folder, "getoond", release.name):
        print("  De cijfers komen op de site te staan ...", flush=True)
        processes.run("tonen", [PYTHON, "-m", "wijkwijzer_web", "show_release", str(release)])
        processes.run("analyses", [PYTHON, "-m", "wijkwijzer_web", "prepare_demo_figures"])
        _remember(folder, "getoond", release.name)


def _side_by_side(steps: list[tuple[str, Callable[[], None]]]) -> None:
    """Take the steps at the same time, and tell of each when it is done and how long it took."""
    errors: list[BaseException] = []
    start, done = time.monotonic(), 0

    def guarded(name: str, step: Callable[[], None]) -> None:
        nonlocal done
        try:
            step()
            done += 1
            seconds = time.monotonic() - start
            print(f"  {done} van {len(steps)} klaar: {name} ({seconds:.0f} seconden)", flush=True)
        except (CommandError, OSError) as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=step, daemon=True) for step in steps]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads) and not errors:
        time.sleep(0.05)
    if errors:
        raise errors[0] if isinstance(errors[0], CommandError) else CommandError(str(errors[0]))


def _frontend_is_fresh() -> bool:
    manifest = FRONTEND / "dist" / ".vite" / "manifest.json"
    sources = [*FRONTEND.glob("*.json"), *FRONTEND.glob("*.ts"), *_files(FRONTEND / "src")]
    return manifest.exists() and all(path.stat().st_mtime <= manifest.stat().st_mtime for path in sources)


def _build_frontend(processes: Processes) -> None:
    npm = shutil.which("npm", path=processes.environment["PATH"])
    if npm is None:
        raise CommandError("er is geen npm; draai `make demo`, die installeert het")
    installed = FRONTEND / "node_modules" / ".package-lock.json"
    lock = FRONTEND / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        processes.run("npm", [npm, "ci", "--no-audit", "--no-fund"], FRONTEND)
    processes.run("vite", [npm, "run", "--silent", "build"], FRONTEND)


def _build_database(folder: Path, processes: Processes) -> None:
    processes.run("database", [PYTHON, "-m", "wijkwijzer_web", "prepare_demo"])
    _remember(folder, "database", _database_version())


def _build_figures(data: Path | None, release: Path, processes: Processes) -> None:
    source = data
    if source is None:
        source = release.parent.parent / "provincie" / release.name
        if not source.is_dir():
            processes.run(
                "voorbeeld", [PYTHON, "-m", "wijkwijzer.cli", "example", "write", "--output", str(source)]
            )
    release.parent.mkdir(parents=True, exist_ok=True)
    command = ["areas", "build", "--input", str(source), "--output", str(release)]
    files, told = _files(source), None
    if data is not None:
        print(expectation(files, processes.folder), flush=True)
        told = Telling(len(files), processes.folder, partial(print, flush=True))
    processes.run("cijfers", [PYTHON, "-m", "wijkwijzer.cli", *command], tell=told)
    if told is not None:
        told.done()


def _figures_name(data: Path | None) -> str:
    """A name that changes with the figures and with the code that reads them."""
    sources = [path for path in _files(LIBRARY) if path.suffix in {".py", ".toml", ".csv", ".json"}]
    digest = _digest(path.read_bytes() for path in sources)
    if data is not None:
        facts = ((path, path.stat()) for path in _files(data))
        digest = _digest([digest.encode(), *(f"{p}{s.st_size}{s.st_mtime_ns}".encode() for p, s in facts)])
    return f"{'cijfers' if data else 'voorbeeld'}-{digest[:12]}"


def _database_version() -> str:
    migrations = [
        path for path in _files(SITE) if path.parent.name in {"migrations", "operations", "commands"}
    ]
    pinned = ROOT / "requirements" / "base.txt"
    return _digest(path.read_bytes() for path in [*migrations, pinned])


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()


def _same(folder: Path, name: str, value: str) -> bool:
    mark = folder / f".{name}"
    return mark.exists() and mark.read_text(encoding="utf-8") == value


def _remember(folder: Path, name: str, value: str) -> None:
    (folder / f".{name}").write_text(value, encoding="utf-8")


def _serve(port: int, logins: Logins, processes: Processes) -> None:
    """Start the site, then its worker, and watch both until someone stops us."""
    processes.forget_finished()
    processes.start("site", _web_command(port))
    address = f"http://localhost:{port}"
    _wait_until_ready(f"http://127.0.0.1:{port}/healthz/ready", processes)
    worker = [PYTHON, "-m", "wijkwijzer_web", "worker", "--tussenpoos", "0.3"]
    processes.start("worker", worker)
    print(f"WijkWijzer draait op {address} (stop met Ctrl-C)")
    print(logins.text(address), flush=True)
    while (name := processes.ended()) is None:
        time.sleep(0.2)
    raise CommandError(f"{name} stopte:\n{processes.tail(name)}")


def _web_command(port: int) -> list[str]:
    return [
        *(PYTHON, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--backpressure", str(BACKPRESSURE)),
        *("--no-ws", "--log-level", "warning", "wijkwijzer_web.asgi:application"),
    ]


def _wait_until_ready(url: str, processes: Processes, seconds: float = 300) -> None:
    """Until the site answers; a busy machine takes minutes, and a site that ended is told at once."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (name := processes.ended()) is not None:
            raise CommandError(f"{name} stopte:\n{processes.tail(name)}")
        try:
            with urllib.request.urlopen(url, timeout=30):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(f"de site antwoordt niet:\n{processes.tail('site')}")


if __name__ == "__main__":
    sys.exit(main())
