"""What happens around every request: one log line, the security headers, and the second factor of staff."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.urls import get_resolver, reverse

from wijkwijzer_web.core.models.audit import Origin
from wijkwijzer_web.core.people.second_factor import is_staff, passed_second_factor
from wijkwijzer_web.core.trail.audit import origin

if TYPE_CHECKING:
    from csp.utils import DIRECTIVES_T

__all__ = ["AccessLogMiddleware", "SecondFactorMiddleware", "SecurityHeadersMiddleware"]

GetResponse = Callable[[HttpRequest], HttpResponseBase]
access_log = logging.getLogger("wijkwijzer.access")

EDITOR_POLICY: DIRECTIVES_T = {
    # Wagtail's editor sets styles and small scripts inline; it stands behind the second factor.
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}


class AccessLogMiddleware:
    """One line per request: method, route, status, time. No address, no path, no agent."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Time the request."""
        begin = time.perf_counter()
        with origin(Origin.WEB):
            response = self.get_response(request)
        match = request.resolver_match
        access_log.info(
            "request",
            extra={
                "method": request.method,
                "route": match.route if match else None,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - begin) * 1000, 1),
            },
        )
        return response


class DemoErrorsMiddleware:
    """The demo runs with DEBUG on; its visitors see the error pages that visitors of a real site see."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put our page in the place of Django's technical one."""
        response = self.get_response(request)
        status = response.status_code
        if status not in {404, 500} or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        handler: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(status)
        return handler(request) if status == 500 else handler(request, Http404())


class SecurityHeadersMiddleware(CSPMiddleware):
    """The content security policy (the editor has its own) and Permissions-Policy."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Give the editor's paths the editor's policy."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith("/cms/"):
            parts.config = EDITOR_POLICY
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the headers."""
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        if request.path_info.startswith("/cms/"):
            response.headers["X-Frame-Options"] = "SAMEORIGIN"  # page previews are frames of the editor
        return super().process_response(request, response)


class SecondFactorMiddleware:
    """Staff without a second factor get no further than the page that asks for it, however they came in."""

    OPEN = (
        "core:house-style",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_authenticate",
        "mfa_reauthenticate",
    )

    FILES = ("/healthz/", settings.STATIC_URL, settings.MEDIA_URL)

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Send staff without second factor to where they can give or set up one."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in self.OPEN or request.path_info.startswith(self.FILES):
            return None
        if not is_staff(request.user) or passed_second_factor(request):
            return None
        if request.headers.get("Sec-Fetch-Dest", "document") != "document":
            # What a page loads is not led on: each look at the page that gives the key makes another key.
            return HttpResponseForbidden()
        step = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"
        return redirect_to_login(request.get_full_path(), reverse(step))
