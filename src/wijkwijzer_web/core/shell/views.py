"""Statements, files for machines that visit, and error pages."""

from __future__ import annotations

import sys
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.card.pages import style_sheet
from wijkwijzer_web.core.card.queries import house
from wijkwijzer_web.core.leaving.queries import what_went
from wijkwijzer_web.core.shell.context import site
from wijkwijzer_web.core.shell.trouble import answer_to

__all__ = [
    "accessibility",
    "bad_request",
    "house_style",
    "page_not_found",
    "permission_denied",
    "privacy",
    "robots_txt",
    "security_txt",
    "server_error",
    "too_many_requests",
]


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "core/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, and how long."""
    return render(
        request,
        "core/privacy.html",
        {
            "audit_years": round(settings.RETENTION_AUDIT_DAYS / 365),
            "job_days": settings.RETENTION_JOB_DAYS,
            "session_hours": settings.SESSION_COOKIE_AGE // 3600,
            "report_days": settings.RETENTION_REPORT_DAYS,
            "backup_days": settings.BACKUP_DAYS,
            "parts": [room.privacy_template for room in rooms.rooms() if room.privacy_template],
        },
    )


@require_safe
def house_style(request: HttpRequest) -> HttpResponse:
    """The colour of the organisation that works here, on top of the theme; its address carries the colour."""
    here = house()
    response = HttpResponse(
        style_sheet(here.card.colour if here else ""), content_type="text/css; charset=utf-8"
    )
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    expires = timezone.now() + timedelta(days=min(settings.SECURITY_TXT_DAYS, 364))
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL.rstrip('/')}{request.path}",
    ]
    if settings.SECURITY_POLICY_URL:
        lines.append(f"Policy: {settings.SECURITY_POLICY_URL}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Search engines may read all that is public."""
    lines = ["User-agent: *", *(f"Disallow: /{path}/" for path in ("beheer", "cms", "account", "taken"))]
    lines += [f"Sitemap: {address}" for address in rooms.sitemaps()]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the words of the room whose address it is; 410 where an organisation stood that was removed."""
    path = request.path_info
    if (went := what_went(path)) is not None:
        return render(request, "core/weg.html", {"since": went.gone_on}, status=HTTPStatus.GONE)
    own = (page for room in rooms.rooms() for beginning, page in room.lost if path.startswith(beginning))
    return render(request, next(own, "404.html"), status=HTTPStatus.NOT_FOUND)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429."""
    return _error(request, HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: no request in the template, so no session and no database that may be what went wrong."""
    passing = answer_to(sys.exc_info()[1])
    if passing is not None:
        return passing
    content = loader.render_to_string("500.html", site(request))
    return HttpResponse(content, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _error(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    return render(request, f"{status.value}.html", status=status)
