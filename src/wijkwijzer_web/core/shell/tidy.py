"""An address that no keyboard makes is answered before anything reads it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from wijkwijzer_web.core.clean import has_controls

__all__ = ["TidyAddressMiddleware"]

LONGEST_PATH, LONGEST_QUERY = 1000, 8000


class TidyAddressMiddleware:
    """400 for a control character in the path or a parameter, 404 for a path longer than any of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the address, then pass the request on."""
        query = request.META.get("QUERY_STRING", "")
        if len(request.path_info) > LONGEST_PATH:
            return render(request, "404.html", status=404)
        if len(query) > LONGEST_QUERY or has_controls(request.path_info) or has_controls(unquote_plus(query)):
            return render(request, "400.html", status=400)
        return self.get_response(request)
