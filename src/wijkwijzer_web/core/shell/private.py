"""Pages behind a personal link: their address is a secret, so it is told to nobody and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

__all__ = ["private"]

# Not `no-referrer`: browsers then send `Origin: null` with a form, which the protection against forged forms
# refuses. This tells others the name of the site and never the rest of the address.
POLICY = "strict-origin"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def private(view: View[P]) -> View[P]:
    """Let no cache keep the page, and no link on it tell its address."""

    @wraps(view)
    def closed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = POLICY
        return response

    return never_cache(closed)
