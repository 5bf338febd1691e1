"""The page that explains the API, made from its own description: nothing of another server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkwijzer_web.api.routes import api
from wijkwijzer_web.api.rules import BASE

__all__ = ["docs"]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every route with its parameters."""
    schema = api.get_openapi_schema()
    routes = [
        {"path": BASE + path, **operation, "parameters": operation.get("parameters", [])}
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]
    return render(request, "api/docs.html", {"routes": routes, "version": schema["info"]["version"]})
