"""The rules that hold for every route: problem details, version header, open to all, 400 for wrong input.

Source: NLGov REST API Design Rules 2.0 (Logius); problem details: RFC 9457.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

__all__ = ["BASE", "PROBLEM", "VERSION", "DutchAPI", "problem", "unknown_parameters"]

VERSION = "1.0.0"
BASE = "/api/v1"
PROBLEM = "application/problem+json"
DETAILS = {
    HTTPStatus.BAD_REQUEST: "De vraag klopt niet.",
    HTTPStatus.NOT_FOUND: "Dit adres of dit gebied is er niet.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Hier kun je alleen lezen (GET).",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Er ging bij ons iets mis. Probeer het later nog eens.",
}
PROBLEM_SCHEMA = {
    "type": "object",
    "title": "Probleem",
    "required": ["status", "title", "detail"],
    "properties": {
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
    },
}


def problem(status: int, detail: str = "") -> HttpResponse:
    """An error as problem details."""
    known = HTTPStatus(status)
    body = {
        "status": status,
        "title": known.phrase,
        "detail": detail or DETAILS.get(known, known.description),
    }
    content = json.dumps(body, ensure_ascii=False)
    return HttpResponse(content, status=status, content_type=PROBLEM)


class DutchAPI(NinjaAPI):
    """An API whose description tells about the header and the errors that every route has."""

    def get_openapi_schema(self, **arguments: Any) -> Any:
        """Describe the version header and the problem details at each operation."""
        schema = super().get_openapi_schema(**arguments)
        schema["info"]["contact"] = {
            "name": settings.SITE_NAME,
            "email": settings.CONTACT_EMAIL,
            "url": settings.SITE_URL,
        }
        # The rules ask for the major version in the address of the server; the paths go on behind it.
        schema["servers"] = [{"url": settings.SITE_URL.rstrip("/") + BASE}]
        schema["paths"] = {path.removeprefix(BASE): there for path, there in schema["paths"].items()}
        _lift_formats(schema["components"]["schemas"])
        schema["components"].setdefault("schemas", {})["Probleem"] = PROBLEM_SCHEMA
        for methods in schema["paths"].values():
            for operation in methods.values():
                _describe(operation)
        return schema


def _lift_formats(schemas: dict[str, Any]) -> None:
    """Say the format of a date that may be empty on the property itself, where the rules look for it."""
    for schema in schemas.values():
        for shape in schema.get("properties", {}).values():
            formats = {one["format"] for one in shape.get("anyOf", []) if "format" in one}
            if len(formats) == 1:
                shape["format"] = formats.pop()


def _describe(operation: dict[str, Any]) -> None:
    version = {"description": "De versie van deze API.", "schema": {"type": "string", "example": VERSION}}
    for answer in operation["responses"].values():
        answer["headers"] = {"API-Version": version}
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Probleem"}}}
    wrong = {"400": "De vraag klopt niet."}
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", [])):
        wrong["404"] = "Niet gevonden."
    for status, text in wrong.items():
        headers = {"API-Version": version}
        operation["responses"][status] = {"description": text, "headers": headers, "content": content}


def unknown_parameters(api: NinjaAPI, request: HttpRequest) -> list[str]:
    """Parameters that this route does not have: the answer would not be what was asked."""
    match = request.resolver_match
    if match is None or match.app_names != ["ninja"]:
        return []
    path = ("/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", match.route)).removeprefix(BASE)
    known = _parameters(api).get(path)
    return sorted(set(request.GET) - known) if known is not None else []


@lru_cache(maxsize=4)
def _parameters(api: NinjaAPI) -> dict[str, set[str]]:
    paths = api.get_openapi_schema()["paths"]
    return {
        path: {p["name"] for operation in methods.values() for p in operation.get("parameters", [])}
        for path, methods in paths.items()
    }


def on_validation_error(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """Name the parameters that are wrong."""
    assert isinstance(error, ValidationError)
    names = sorted({str(fault["loc"][-1]) for fault in error.errors})
    return problem(400, f"Deze parameters kloppen niet: {', '.join(names)}.")
