"""The security headers stand on every address of the site, found by walking the address table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from wijkwijzer_web.core.models import User

EXAMPLES = {"pk": "1", "slug": "voorbeeld", "path": "x", "code": "WK990001", "uidb36": "a", "key": "b-c"}
EDITOR = "/cms/"


def addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address without parameters, of all apps."""
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif not any(sign in here for sign in "<^(\\"):
            yield here


BROKEN_ON_PURPOSE = {"/cms/failwhale/"}  # with it Wagtail tests the mail to administrators
PLAIN = sorted(set(addresses(get_resolver().url_patterns)) - BROKEN_ON_PURPOSE)
OTHERS = [
    "/bestaat-niet",
    "/en/bestaat-niet",
    "/over/",
    "/over/bestaat-niet",
    "/documenten/1/x",
    "/media/images/x",
]


def policy(answer_header: str) -> dict[str, list[str]]:
    """The directives of a content security policy."""
    parts = (part.split() for part in answer_header.split(";") if part.strip())
    return {part[0]: part[1:] for part in parts}


def check(client: Client, address: str) -> None:
    """Look at the headers of one answer, whatever its status."""
    answer = client.get(address, secure=True)
    assert answer.status_code < 500, address
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff", address
    assert headers["Referrer-Policy"] == "same-origin", address
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000"), address
    assert "geolocation=()" in headers["Permissions-Policy"], address
    rules = policy(headers["Content-Security-Policy"])
    assert rules["object-src"] == ["'none'"], address
    if not address.startswith(EDITOR):
        assert rules["frame-ancestors"] == ["'none'"], address
        assert headers["X-Frame-Options"] == "DENY", address
        loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}
        assert not loose & {source for sources in rules.values() for source in sources}, address
        assert b" style=" not in answer.getvalue() or "html" not in headers["Content-Type"], address
        assert b" onclick=" not in answer.getvalue(), address


@pytest.fixture
def _https() -> Iterator[None]:
    with override_settings(
        SECURE_HSTS_SECONDS=31_536_000, SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True
    ):
        yield


def test_the_table_was_walked() -> None:
    assert {"/beheer/", "/cms/", "/healthz/live", "/toegankelijkheid", "/en/privacy"} <= set(PLAIN) | {
        address.replace("/", "/en/", 1) for address in PLAIN
    }


@pytest.mark.usefixtures("_https", "db")
def test_headers_for_visitors(client: Client) -> None:
    for address in [*PLAIN, *OTHERS]:
        check(client, address)


@pytest.mark.usefixtures("_https")
def test_headers_for_the_administrator(log_in: Callable[[User], Client], administrator: User) -> None:
    client = log_in(administrator)
    for address in [*PLAIN, *OTHERS]:
        if "uitloggen" not in address and "logout" not in address:
            check(client, address)


@pytest.mark.usefixtures("_https", "db")
def test_cookies_are_secure_and_few(client: Client) -> None:
    for address in ["/", "/toegankelijkheid", "/privacy", "/over/", "/bestaat-niet"]:
        assert not client.get(address, secure=True).cookies, f"{address}: reading needs no cookie"
    cookies = client.get("/account/inloggen", secure=True).cookies
    assert cookies
    for cookie in cookies.values():
        assert cookie["secure"]
        assert cookie["samesite"] == "Lax"


def test_security_txt(client: Client) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"].startswith("mailto:")
    expires = datetime.fromisoformat(fields["Expires"])
    assert timezone.now() < expires < timezone.now() + timedelta(days=365)
    with override_settings(SECURITY_TXT_DAYS=10_000):
        line = client.get("/.well-known/security.txt").content.decode().split("Expires: ")[1]
    assert datetime.fromisoformat(line.split()[0]) < timezone.now() + timedelta(days=365)


def test_no_update_check_and_no_gravatar() -> None:
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert "modelsearch" not in settings.INSTALLED_APPS
