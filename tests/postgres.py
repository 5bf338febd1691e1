"""A throw-away PostgreSQL cluster on a free port, gone when the tests end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Server", "throwaway_postgres"]


class Server(str):
    """The DATABASE_URL of a cluster, which can also be broken off and started again."""

    control: list[str]
    start: list[str]

    def break_off(self) -> None:
        """Stop it at once, as when the power goes."""
        subprocess.run(
            [*self.control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/"
        )

    def start_again(self) -> None:
        """Start it again; it repairs itself from its log."""
        subprocess.run(self.start, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def throwaway_postgres(*, durable: bool = False) -> Iterator[Server | None]:
    """Start a cluster and give its DATABASE_URL; None when no server is installed.

    A durable one waits for the disk at each commit, as in production: for measurements.
    """
    initdb = next((Path(p) / "initdb" for p in _folders() if (Path(p) / "initdb").exists()), None)
    if initdb is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="wijkwijzer-pg-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # initdb refuses root: as root, run it as the user that Debian's package makes.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if prefix:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    control = [*prefix, str(initdb.with_name("pg_ctl")), "-D", data, "-w"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    if not durable:
        options += " -c fsync=off -c full_page_writes=off"
    try:
        subprocess.run(
            [*prefix, str(initdb), "-D", data, "-U", "wijkwijzer", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        server = Server(f"postgres://wijkwijzer@127.0.0.1:{port}/postgres")
        server.control, server.start = control, [*control, "-o", options, "-l", str(folder / "log"), "start"]
        server.start_again()
        yield server
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"], check=False, stdout=subprocess.DEVNULL, cwd=folder
        )
        shutil.rmtree(folder, ignore_errors=True)


def _folders() -> list[str]:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return [str(v) for v in versions] + os.environ.get("PATH", "").split(os.pathsep)
