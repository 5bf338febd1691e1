"""A few requests at a time in each process; the others wait their turn.

A process has many threads because an open stream holds one. Python runs one thread at a time, and forty that
all want to go on spend their time on each other: see docs/en/dialogue-site.md, under Load.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Semaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Turns"]


class Turns:
    """A WSGI application that lets a number of requests in at a time.

    Whoever waited `patience` seconds goes on without a turn, so that a few slow requests (somebody sends a
    large file over a bad line) never close the door. What a stream sends later is outside its turn.
    """

    def __init__(self, application: WSGIApplication, turns: int, patience: float = 1.0) -> None:
        self.application, self.patience = application, patience
        self._turns = Semaphore(turns)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer when there is a turn, or when waiting took long enough."""
        mine = self._turns.acquire(timeout=self.patience)
        try:
            return self.application(environ, start_response)
        finally:
            if mine:
                self._turns.release()
