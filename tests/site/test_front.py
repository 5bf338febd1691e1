"""The door of the web process: who is slow waits outside, and takes nobody's place."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from wijkwijzer_web.core.work.front import Front, Limits

FEW = Limits(threads=2, seconds=0.3, largest=10_000, bodies=5, waiting=1)


def echo(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Say back what came in."""
    if environ["PATH_INFO"] == "/busy":
        time.sleep(0.5)
    if environ["PATH_INFO"] == "/nieuws":
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        return (f"data: {n}\n\n".encode() for n in range(10_000))
    seen = [("X-Seen", environ.get("HTTP_X_REAL", "")), ("X-Cookies", environ.get("HTTP_COOKIE", ""))]
    start_response("200 OK", [("Content-Type", "text/plain"), *seen])
    return [environ["REQUEST_METHOD"].encode(), b" ", environ["wsgi.input"].read()]


class Visitor:
    """One request as a server hands it over."""

    def __init__(self, path: str = "/", body: list[bytes] | None = None, **options: Any) -> None:
        self.pieces, self.pause = list(body or []), options.pop("pause", 0.0)
        self.leaves_after = options.pop("leaves_after", None)
        length = options.pop("length", sum(map(len, self.pieces)))
        headers = [(b"host", b"localhost"), *options.pop("headers", [])]
        if length:
            headers.append((b"content-length", str(length).encode()))
        method = "POST" if body is not None else "GET"
        self.scope = {"type": "http", "method": method, "path": path, "headers": headers, "query_string": b""}
        self.messages: list[Any] = []

    async def receive(self) -> Any:
        await asyncio.sleep(self.pause)
        if self.leaves_after is not None:
            while len(self.messages) < self.leaves_after:
                await asyncio.sleep(0.01)
            return {"type": "http.disconnect"}
        if not self.pieces:
            await asyncio.sleep(60)
        piece = self.pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(self.pieces)}

    async def send(self, message: Any) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def text(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])


def asked(*visitors: Visitor, limits: Limits = FEW, application: Callable[..., Any] = echo) -> Front:
    front = Front(application, application, limits)

    async def all_at_once() -> None:
        await asyncio.gather(*(front(v.scope, v.receive, v.send) for v in visitors))

    asyncio.run(all_at_once())
    return front


def test_a_form_goes_through_whole() -> None:
    visitor = Visitor(body=[b"een ", b"twee"])
    asked(visitor)
    assert (visitor.status, visitor.text) == (200, b"POST een twee")
    headers = dict(visitor.messages[0]["headers"])
    assert headers[b"content-length"] == b"13"


def test_slow_senders_take_no_thread_and_are_told() -> None:
    slow = [Visitor(body=[b"a"] * 50, pause=0.05) for _ in range(5)]
    quick = [Visitor(body=[b"snel"]) for _ in range(1)]
    asked(*slow, *quick, limits=Limits(threads=2, seconds=0.3, bodies=9))
    assert [visitor.status for visitor in slow] == [408] * 5
    assert b"niets bewaard" in slow[0].text
    assert quick[0].status == 200


def test_more_at_once_than_fits_is_refused_and_life_is_always_told() -> None:
    busy = [Visitor("/busy") for _ in range(8)]
    alive = Visitor("/healthz/live")
    asked(*busy, alive)
    assert sorted(visitor.status for visitor in busy) == [200] * 3 + [503] * 5
    assert (alive.status, alive.text) == (200, b'{"status": "ok"}')


def test_too_many_bodies_at_once() -> None:
    slow = [Visitor(body=[b"a"] * 9, pause=0.02) for _ in range(9)]
    asked(*slow, limits=Limits(threads=9, seconds=3, bodies=5))
    assert sorted(visitor.status for visitor in slow) == [200] * 5 + [503] * 4


def test_a_body_that_is_too_large_is_not_read_and_its_sender_is_told() -> None:
    seen: list[Any] = []

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        seen.append(environ)
        return []

    told = Visitor(body=[b"a"] * 3, length=20_000)
    untold = Visitor(body=[b"a" * 6_000] * 9, length=0, headers=[(b"transfer-encoding", b"chunked")])
    asked(told, untold, application=application)
    assert [visitor.status for visitor in (told, untold)] == [413, 413]
    assert b"te groot" in told.text
    assert (seen, len(told.pieces), len(untold.pieces)) == ([], 3, 7)


def test_a_visitor_who_leaves_halfway_leaves_nothing_behind() -> None:
    gone = Visitor(body=[b"a"], leaves_after=0)
    front = asked(gone)
    assert (gone.messages, front._inside, front._bodies) == ([], 0, 0)


def test_a_stream_ends_when_nobody_listens() -> None:
    listener = Visitor("/nieuws", leaves_after=5)
    before = threading.active_count()
    asked(listener)
    assert listener.status == 200
    assert len(listener.messages) < 10_000
    assert threading.active_count() <= before + 1


def test_a_header_with_an_underscore_passes_for_no_other() -> None:
    visitor = Visitor(headers=[(b"x_real", b"vals"), (b"x-real", b"echt")])
    asked(visitor)
    assert dict(visitor.messages[0]["headers"])[b"x-seen"] == b"echt"


def test_cookies_in_lines_of_their_own_are_all_kept() -> None:
    visitor = Visitor(headers=[(b"cookie", b"sessionid=a"), (b"cookie", b"csrftoken=b")])
    asked(visitor)
    assert dict(visitor.messages[0]["headers"])[b"x-cookies"] == b"sessionid=a; csrftoken=b"


def test_a_fault_of_the_application_gives_its_place_back() -> None:
    def broken(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise ValueError("stuk")

    front = Front(broken, broken, FEW)
    visitor = Visitor()

    async def run() -> None:
        await front(visitor.scope, visitor.receive, visitor.send)

    with contextlib.suppress(ValueError):
        asyncio.run(run())
    assert front._inside == 0
