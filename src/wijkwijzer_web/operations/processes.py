"""Processes that belong together: start them, watch them, and never leave one behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

__all__ = ["CommandError", "Processes"]

GRACE = 8.0


class CommandError(Exception):
    """A step of the set-up ended with an error; the end of what it said is the message."""


class Processes:
    """Everything that was started; leaving the block stops what still runs."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment = dict(environment)
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, name: str, command: Sequence[str], cwd: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a process of its own session, so that Ctrl-C reaches us first; its words go to a file."""
        with self.log(name).open("wb") as log:
            process = subprocess.Popen(  # noqa: S603 - our own commands
                command,
                cwd=cwd,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running[name] = process
        return process

    def run(
        self,
        name: str,
        command: Sequence[str],
        cwd: Path | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """Run a step to its end; `tell` hears every line that it says meanwhile."""
        process = self.start(name, command, cwd)
        if tell is not None:
            _follow(process, self.log(name), tell)
        code = process.wait()
        if code:
            raise CommandError(f"{name} lukte niet:\n{self.tail(name)}")

    def log(self, name: str) -> Path:
        """The file with what a process said."""
        return self.folder / f"{name}.log"

    def tail(self, name: str, lines: int = 15) -> str:
        """The end of what a process said."""
        said = self.log(name).read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(said[-lines:])

    def ended(self) -> str | None:
        """The name of a process that stopped by itself."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def forget_finished(self) -> None:
        """Steps of the set-up are done: from now on only the services are watched."""
        self.running = {name: process for name, process in self.running.items() if process.poll() != 0}

    def stop(self, grace: float = GRACE) -> None:
        """Ask all to stop, and insist after a while."""
        for process in self.running.values():
            _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + grace
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()


def _follow(process: subprocess.Popen[bytes], log: Path, tell: Callable[[str], None]) -> None:
    """Pass on the lines of a log until its process ends."""
    rest = ""
    with log.open(encoding="utf-8", errors="replace") as said:
        while True:
            ended = process.poll() is not None
            *lines, rest = (rest + said.read()).split("\n")
            for line in lines:
                tell(line.strip())
            if ended:
                return
            time.sleep(0.2)


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if process.poll() is None:
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:  # it ended between the two calls
            return
