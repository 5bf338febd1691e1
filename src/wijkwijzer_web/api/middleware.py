"""What is true of every answer under /api/, also of those that no route made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from wijkwijzer_web.api.routes import api
from wijkwijzer_web.api.rules import PROBLEM, VERSION, problem, unknown_parameters

__all__ = ["ApiRulesMiddleware"]

PREFIX = "/api/"


class ApiRulesMiddleware:
    """Errors become problem details, and the headers of the rules stand on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Turn errors into problem details and add the headers."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if request.method != "HEAD":
            return self._answer(request)
        request.method = "GET"  # what may be read may be asked about: the same answer without its body
        try:
            return _without_body(self._answer(request))
        finally:
            request.method = "HEAD"

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "OPTIONS" and response.status_code in {200, 405}:
            response = _what_may_be_done(response.headers.get("Allow", "GET"))
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM:
            allow = response.headers.get("Allow")
            response = problem(response.status_code)
            if allow:
                response.headers["Allow"] = allow
        if request.method == "GET" and response.status_code == 200:
            response = _unless_known(request, response)
        if response.headers.get("Link") == "":
            del response.headers["Link"]
        response.headers["API-Version"] = VERSION
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "API-Version, ETag, Link"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Refuse a question with a parameter that the route does not have."""
        if not request.path_info.startswith(PREFIX):
            return None
        names = unknown_parameters(api, request)
        return problem(400, f"Deze parameters kennen we niet: {', '.join(names)}.") if names else None


def _unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Give the answer an ETag; who has this very answer already gets an empty 304."""
    assert isinstance(response, HttpResponse)
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = "no-cache"
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return response if answer is None else answer


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    assert isinstance(response, HttpResponse)
    length = len(response.content)
    response.content = b""
    response.headers["Content-Length"] = str(length)
    return response


def _what_may_be_done(allow: str) -> HttpResponse:
    """What an address that exists says of itself; a browser asks it before a question with headers."""
    methods = f"{allow}, HEAD, OPTIONS"
    headers = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)
