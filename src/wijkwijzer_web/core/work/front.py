"""The door of the web process: a request takes a thread when it is all there, and gives it back unread.

A form that comes in one byte a second, and a file that goes out one byte a second, wait here in the loop and
cost some memory; forty threads that wait for somebody's bad line are a site that is down. So a body has a
deadline and a largest size, an answer is taken over from its thread in one go, and whether the process lives
is answered without any thread. Only an open stream of news (`text/event-stream`) holds a thread for as
long as it lasts; `queries/room.py` of dialogue counts those.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["Front", "Limits"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
ALIVE = b'{"status": "ok"}'
REFUSALS = {
    413: "Dit bestand is te groot. Er is niets bewaard. Maak het kleiner dan 20 MB, of deel een link.",
    408: "Je formulier kwam te langzaam binnen. Er is niets bewaard; probeer het nog eens.",
    503: "Het is nu te druk. Probeer het over een minuut nog eens.",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a small body, bytes a second above that, the largest body, and how many may wait."""

    threads: int = 40
    seconds: float = 15.0
    bytes_a_second: int = 20 * 1024
    largest: int = 24 * 1024 * 1024
    bodies: int = 2000
    waiting: int = 400

    def deadline(self, length: int) -> float:
        """How long a body of this length may take."""
        return self.seconds + min(length, self.largest) / self.bytes_a_second


@dataclass(slots=True)
class _Answer:
    """What the application answered, whole; `stream` is what is still to come of a stream of news."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: IO[bytes] | None = None
    stream: Iterable[bytes] | None = None


class _TooSlowError(Exception):
    """The body did not come in time."""


class _TooLargeError(Exception):
    """The body is larger than anything here may be."""


class _GoneError(Exception):
    """The visitor went away."""


class Front:
    """An ASGI application around a WSGI one; `health` answers its questions in threads of its own."""

    def __init__(self, application: WSGIApplication, health: WSGIApplication, limits: Limits) -> None:
        self.application, self.health, self.limits = application, health, limits
        self._threads = ThreadPoolExecutor(limits.threads, thread_name_prefix="web")
        self._health = ThreadPoolExecutor(2, thread_name_prefix="health")
        self._inside = self._bodies = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        if scope["path"] == "/healthz/live":
            await _whole(send, 200, ALIVE, b"application/json")
            return
        try:
            body, length = await self._body(scope, receive)
        except (_TooSlowError, _TooLargeError) as error:
            await _refuse(send, 413 if isinstance(error, _TooLargeError) else 408)
            return
        except _GoneError:
            return
        if body is None or self._inside >= self.limits.threads + self.limits.waiting:
            await _refuse(send, 503)
            return
        await self._answer(_environ(scope, body, length), receive, send)

    async def _body(self, scope: Scope, receive: Receive) -> tuple[IO[bytes] | None, int]:
        """The whole body and its length; None when too many are coming in already."""
        headers = dict(scope["headers"])
        told = headers.get(b"content-length", b"")
        length = int(told) if told.isdigit() and len(told) < 13 else 0  # bytes: only ASCII digits
        body: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed after the answer
        if not length and b"transfer-encoding" not in headers:
            return body, 0
        if length > self.limits.largest:
            raise _TooLargeError
        if self._bodies >= self.limits.bodies:
            return None, 0
        self._bodies += 1
        try:
            async with asyncio.timeout(self.limits.deadline(length)):
                size = await self._read(body, receive)
        except TimeoutError as error:
            raise _TooSlowError from error
        finally:
            self._bodies -= 1
        body.seek(0)
        return body, size

    async def _read(self, body: IO[bytes], receive: Receive) -> int:
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _GoneError
            piece = message.get("body", b"")
            size += len(piece)
            if size > self.limits.largest:
                raise _TooLargeError
            body.write(piece)
            if not message.get("more_body", False):
                return size

    async def _answer(self, environ: dict[str, Any], receive: Receive, send: Send) -> None:
        health = environ["PATH_INFO"].startswith("/healthz/")
        threads, application = (self._health, self.health) if health else (self._threads, self.application)
        loop = asyncio.get_running_loop()
        gone = Event()
        self._inside += 1
        try:
            stream = _Stream(loop, send, gone)
            work = loop.run_in_executor(threads, _run, application, environ, stream)
            watch = asyncio.create_task(_watch(receive, gone)) if environ["REQUEST_METHOD"] == "GET" else None
            try:
                answer = await work
            finally:
                if watch is not None:
                    watch.cancel()
        finally:
            self._inside -= 1
            environ["wsgi.input"].close()
        if answer is not None:
            await _send(send, answer)


async def _watch(receive: Receive, gone: Event) -> None:
    """Notice that the visitor of a stream went away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()


class _Stream:
    """Sends pieces from a thread, and waits until each is on its way."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send, gone: Event) -> None:
        self.loop, self.send, self.gone = loop, send, gone

    def run(self, answer: _Answer, pieces: Iterable[bytes]) -> None:
        """Send a stream of news until it ends or nobody listens."""
        self._now(_start(answer))
        for piece in pieces:
            if self.gone.is_set():
                break
            self._now({"type": "http.response.body", "body": piece, "more_body": True})
        self._now({"type": "http.response.body", "body": b"", "more_body": False})

    def _now(self, message: MutableMapping[str, Any]) -> None:
        done: Future[None] = asyncio.run_coroutine_threadsafe(_awaited(self.send(message)), self.loop)
        done.result(timeout=30)


async def _awaited(work: Awaitable[None]) -> None:
    await work


def _run(application: WSGIApplication, environ: dict[str, Any], stream: _Stream) -> _Answer | None:
    """Run the application in this thread; None when it was a stream, which is sent already."""
    answer = _Answer()

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        answer.status = int(status.split(" ", 1)[0])
        answer.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]
        return lambda piece: None

    pieces = application(environ, start_response)
    try:
        if dict(answer.headers).get(b"content-type", b"").startswith(b"text/event-stream"):
            stream.run(answer, pieces)
            return None
        body: IO[bytes] = tempfile.SpooledTemporaryFile(4 * IN_MEMORY)  # noqa: SIM115 - closed when sent
        for piece in pieces:
            body.write(piece)
        answer.body = body
        return answer
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


def _start(answer: _Answer) -> MutableMapping[str, Any]:
    return {"type": "http.response.start", "status": answer.status, "headers": answer.headers}


async def _send(send: Send, answer: _Answer) -> None:
    assert answer.body is not None
    with answer.body as body:
        size = body.tell()
        body.seek(0)
        if b"content-length" not in dict(answer.headers) and answer.status not in {204, 304}:
            answer.headers.append((b"content-length", str(size).encode()))
        await send(_start(answer))
        while True:
            piece = body.read(PIECE)
            more = body.tell() < size
            await send({"type": "http.response.body", "body": piece, "more_body": more})
            if not more:
                return


async def _whole(send: Send, status: int, body: bytes, kind: bytes) -> None:
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _refuse(send: Send, status: int) -> None:
    """A page that needs nothing: no template, no thread."""
    said = REFUSALS[status]
    page = f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>{said}</title><p>{said}</p></html>'
    await _whole(send, status, page.encode(), b"text/html; charset=utf-8")


def _environ(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The request as WSGI tells it."""
    server = scope.get("server") or ("localhost", 80)
    path = unquote_to_bytes(scope["raw_path"]) if scope.get("raw_path") else scope["path"].encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.split(b"?", 1)[0].decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1] or 80),
        "REMOTE_ADDR": str((scope.get("client") or ("",))[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": _Errors(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:  # it would pass for another header: X_Forwarded_For is not X-Forwarded-For
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        text = value.decode("latin-1")
        # HTTP/2 sends each cookie in a line of its own (RFC 9113, 8.2.3).
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{text}" if key in environ else text
    environ["CONTENT_LENGTH"] = str(length) if length else ""
    return environ


class _Errors:
    """Where an application may complain; ours logs instead."""

    def write(self, text: str) -> None:
        """Say nothing."""

    def flush(self) -> None:
        """Say nothing."""
