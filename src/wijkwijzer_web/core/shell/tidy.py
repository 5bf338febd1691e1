"""An address that no keyboard makes is answered before anything reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from wijkwijzer_web.core.clean import LARGEST, clean_text, has_controls

__all__ = ["TidyAddressMiddleware"]

LONGEST_PATH, LONGEST_QUERY = 1000, 8000
API = "/api/"


class TidyAddressMiddleware:
    """400 for a control character in the path or a parameter, 404 for a path longer than any of ours
    or with a number that no row can have.

    A program that asks the API gets its answer in the form of the API: nothing has that name (404), and a
    parameter is taken without what cannot be read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the address, then pass the request on."""
        query, odd = request.META.get("QUERY_STRING", ""), has_controls(request.path_info)
        if len(request.path_info) > LONGEST_PATH or (odd and request.path_info.startswith(API)):
            return _not_found(request)
        if has_controls(unquote_plus(query)) and request.path_info.startswith(API):
            pairs = parse_qsl(query, keep_blank_values=True)
            query = urlencode([(clean_text(name), clean_text(value)) for name, value in pairs])
            request.META["QUERY_STRING"] = query
        if odd or len(query) > LONGEST_QUERY or has_controls(unquote_plus(query)):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look at the numbers in the address: one too large for the database is nobody's."""
        del view, args
        too_large = any(isinstance(value, int) and value > LARGEST for value in kwargs.values())
        return _not_found(request) if too_large else None


def _not_found(request: HttpRequest) -> HttpResponse:
    if not request.path_info.startswith(API):
        return render(request, "404.html", status=404)
    problem = {"title": "Niet gevonden", "status": 404, "detail": "Dit adres bestaat niet."}
    content = json.dumps(problem)
    return HttpResponse(content, status=404, content_type="application/problem+json")
