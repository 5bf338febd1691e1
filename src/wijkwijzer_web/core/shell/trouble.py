"""What is not the visitor's fault and passes by itself: it gets 503 and a page that needs nothing.

A full queue, a database that is away, a disk that is full, figures that cannot be read. After the database
was found to be away, a process does not ask it again for a moment: forty requests that each wait for it are a
site that is down.
"""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Callable
from smtplib import SMTPException

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template import loader
from PIL import Image

from wijkwijzer_web.core.clean import ClashError
from wijkwijzer_web.core.trail import restoring
from wijkwijzer_web.core.work import limits
from wijkwijzer_web.core.work.jobs import TooMuchWork

__all__ = ["TroubleMiddleware", "Unavailable", "answer_to"]

log = logging.getLogger("wijkwijzer.trouble")
QUIET_SECONDS = 2.0
ALWAYS = ("/healthz/", "/static/")
SHUT = ("/healthz/live", "/static/")  # all that answers during a restore


class Unavailable(Exception):  # noqa: N818 - a state, not a mistake
    """Something that a page needs cannot be had now."""


class _Database:
    """Until when this process leaves the database alone."""

    away_until = 0.0


def answer_to(error: BaseException | None) -> HttpResponse | None:
    """The answer to a trouble of this kind; None for any other error."""
    kind = _kind(error)
    if kind is None:
        return None
    if kind == "database":
        _Database.away_until = time.monotonic() + QUIET_SECONDS
    log.warning("trouble: %s", kind)
    return _page(kind)


def _kind(error: BaseException | None) -> str | None:
    if isinstance(error, TooMuchWork):
        return "work"
    if isinstance(error, OperationalError | InterfaceError):
        return "disk" if "disk is full" in str(error) or "readonly" in str(error) else "database"
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "disk"
    if isinstance(error, SMTPException | ConnectionError):
        return "mail"
    return "figures" if isinstance(error, Unavailable) else None


def _page(kind: str) -> HttpResponse:
    response = HttpResponse(loader.render_to_string("503.html", {"kind": kind}), status=503)
    response.headers["Retry-After"] = "60" if kind == "work" else "5"
    response.headers["Cache-Control"] = "no-store"
    return response


class TroubleMiddleware:
    """The outermost but one: knows who asks, and answers when the database is known to be away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, unless there is no use."""
        if restoring.unfinished() and not request.path_info.startswith(SHUT):
            return _page("restore")
        resting = time.monotonic() < _Database.away_until and connection.vendor != "sqlite"
        if resting and not request.path_info.startswith(ALWAYS):
            return _page("database")
        token = limits.asking.set(request)
        try:
            return self.get_response(request)
        finally:
            limits.asking.reset(token)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what a view ran into."""
        if isinstance(error, Image.DecompressionBombError):
            return render(request, "core/too-many-pixels.html", status=413)
        if isinstance(error, ClashError):
            return _both(request, error)
        return answer_to(error)


def _both(request: HttpRequest, clash: ClashError) -> HttpResponse:
    """Both texts on one page; what was typed goes along, to save it all the same or to take from."""
    left = {*clash.renewed, "csrfmiddlewaretoken"}
    sent = [
        (name, value) for name in request.POST if name not in left for value in request.POST.getlist(name)
    ]
    context = {"rows": clash.rows, "sent": [*sent, *clash.renewed.items()]}
    return render(request, "core/changed-in-between.html", context, status=409)
