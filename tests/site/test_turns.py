"""A few requests at a time; nobody waits for ever, and a mistake gives its turn back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Any

import pytest

from wijkwijzer_web.core.work.turns import Turns


class Counted:
    """An application that counts how many requests are in it."""

    def __init__(self) -> None:
        self.inside, self.most, self.done = 0, 0, 0
        self.lock, self.go = threading.Lock(), threading.Event()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        if environ.get("wrong"):
            self.inside -= 1
            raise ValueError
        self.go.wait(10)
        with self.lock:
            self.inside, self.done = self.inside - 1, self.done + 1
        return [b"klaar"]


def ask(turns: Turns, number: int) -> list[threading.Thread]:
    """So many requests at the same time."""
    threads = [threading.Thread(target=turns, args=({}, None)) for _ in range(number)]
    for thread in threads:
        thread.start()
    return threads


def test_more_than_the_turns_wait() -> None:
    application = Counted()
    threads = ask(Turns(application, 2, patience=30), 6)
    deadline = time.monotonic() + 5
    while application.inside < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert application.inside == 2
    application.go.set()
    for thread in threads:
        thread.join()
    assert application.most == 2
    assert application.done == 6


def test_slow_requests_never_close_the_door() -> None:
    application = Counted()
    turns = Turns(application, 1, patience=0.05)
    threads = ask(turns, 3)
    deadline = time.monotonic() + 5
    while application.inside < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert application.inside == 3
    application.go.set()
    for thread in threads:
        thread.join()


def test_a_mistake_gives_its_turn_back() -> None:
    application = Counted()
    application.go.set()
    turns = Turns(application, 1, patience=30)
    for _ in range(3):
        with pytest.raises(ValueError):
            turns({"wrong": True}, None)  # type: ignore[arg-type]
    assert list(turns({}, None)) == [b"klaar"]  # type: ignore[arg-type]
