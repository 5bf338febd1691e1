"""A server of others, on this machine: it answers what a test puts there, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import LazySettings

Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Elsewhere:
    """Answers by path with query; one that is a list is given one after the other."""

    address: str
    answers: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def put(
        self, path: str, content: bytes | str, kind: str = "text/xml", status: int = 200, **more: str
    ) -> None:
        """Answer this at a path; the same path again is the answer to the next question."""
        raw = content.encode() if isinstance(content, str) else content
        headers = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in more.items()}}
        before = self.answers.get(path, [])
        self.answers[path] = [*(before if isinstance(before, list) else [before]), (status, headers, raw)]


@pytest.fixture
def elsewhere(settings: LazySettings) -> Iterator[Elsewhere]:
    """A server that may be asked although it stands inside."""
    made = Elsewhere("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers)))
            found = made.answers.get(self.path, (404, {}, b""))
            if isinstance(found, list):
                found = found.pop(0) if len(found) > 1 else found[0]
            status, headers, content = found
            self.send_response(status)
            told = {"Content-Length": str(len(content)), **headers}
            for name, value in told.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_port}"
    settings.FETCH_INSIDE = [place]
    made.address = f"http://{place}"
    yield made
    server.shutdown()
    server.server_close()
