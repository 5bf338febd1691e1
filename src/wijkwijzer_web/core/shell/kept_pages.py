"""Pages as they were made a moment ago, for visitors who bring nothing, as long as nothing changed.

What a page shows stands in the database, and the database says itself whether anything in it changed. So a
kept page is the page that would be made now: nothing that was hidden or erased comes back from here. What
hangs on the hour is a minute late at most; what a process keeps elsewhere for some seconds is waited for.
"""

from __future__ import annotations

import datetime
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch
from django.utils import timezone

from wijkwijzer_web.core.shell.trouble import ALWAYS
from wijkwijzer_web.core.work.mark import mark

__all__ = ["KeptPagesMiddleware", "each_time"]

Key = tuple[str, str, str, datetime.date]
KEPT = 60.0  # seconds
SETTLES = 20.0  # as long as anything is kept elsewhere in a process (`core.card.queries.house`)
MOST_BYTES, LARGEST = 16 * 1024 * 1024, 512 * 1024
# With one of these a visitor is somebody, or asks for something else than the page at this address.
BRINGS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_X_STAP", "QUERY_STRING")


def each_time(request: HttpRequest, work: Callable[[HttpRequest], None]) -> None:
    """Do something for this visitor, and for each who gets the same page while it is kept."""
    request.__dict__.setdefault("each_time", []).append(work)
    work(request)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with what goes with it; it is right as long as the database has this mark."""

    mark: str
    until: float
    content: bytes
    headers: dict[str, str]
    match: ResolverMatch | None
    work: tuple[Callable[[HttpRequest], None], ...]

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page for one more visitor."""
        request.resolver_match, request.user = self.match, AnonymousUser()
        for work in self.work:
            work(request)
        return HttpResponse(self.content, headers=self.headers)


class KeptPagesMiddleware:
    """Stands above everything that asks who somebody is, and below what every answer gets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._pages: OrderedDict[Key, _Page] = OrderedDict()
        self._bytes = 0
        self._seen, self._since = "", 0.0
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the kept page, or make it and keep it."""
        now = mark() if _brings_nothing(request) else None
        if now is None:
            return self.get_response(request)
        key = (request.scheme or "", request.get_host(), request.path_info, timezone.localdate())
        with self._lock:
            settled = self._settled(now)
            page = self._pages.get(key)
        if page is not None and page.mark == now and page.until > time.monotonic():
            return page.answer(request)
        response = self.get_response(request)
        if settled and isinstance(response, HttpResponse) and _for_everyone(response):
            self._keep(key, _page(now, request, response))
        return response

    def _settled(self, now: str) -> bool:
        """Whether the last change is so long ago that the whole process knows of it."""
        if now != self._seen:
            self._seen, self._since = now, time.monotonic()
            self._pages.clear()
            self._bytes = 0
        return time.monotonic() - self._since >= SETTLES

    def _keep(self, key: Key, page: _Page) -> None:
        with self._lock:
            if page.mark != self._seen:
                return
            former = self._pages.pop(key, None)
            self._bytes += len(page.content) - (len(former.content) if former else 0)
            self._pages[key] = page
            while self._bytes > MOST_BYTES:
                self._bytes -= len(self._pages.popitem(last=False)[1].content)


def _brings_nothing(request: HttpRequest) -> bool:
    asks = request.META.get("HTTP_ACCEPT", "")
    is_file = "." in request.path_info.rpartition("/")[2]
    page = request.method == "GET" and "json" not in asks and not request.path_info.startswith(ALWAYS)
    return page and not is_file and not any(map(request.META.get, BRINGS))


def _for_everyone(response: HttpResponse) -> bool:
    """A whole page that says nothing against being kept, and gives the visitor nothing of his own."""
    kind = response.headers.get("Content-Type", "")
    plain = response.status_code == 200 and kind.startswith("text/html") and len(response.content) <= LARGEST
    return plain and not response.cookies and "Cache-Control" not in response.headers


def _page(now: str, request: HttpRequest, response: HttpResponse) -> _Page:
    work = tuple(request.__dict__.get("each_time", ()))
    headers, until = dict(response.headers.items()), time.monotonic() + KEPT
    return _Page(now, until, response.content, headers, request.resolver_match, work)
