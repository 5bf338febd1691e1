"""Nobody reaches a page of staff with a password alone, whichever way they come in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from conftest import PASSWORD
from second_factor import SECRET, totp_code
from wijkwijzer_web.core.models import AuditEntry, Organisation, Role, User

STAFF_PAGES = [
    "/beheer/",
    "/beheer/core/user/",
    "/cms/",
    "/cms/pages/",
    "/account",
    "/organisaties/tolbeke/mensen",
]
FOREIGN = ["/beheer/login/", "/cms/login/", "/over/_util/login/", "/en/over/_util/login/"]
LOGIN_ADDRESSES = ["/account/inloggen", "/en/account/inloggen", *FOREIGN]
LOGINS = ("/account/", "/en/account/", "/beheer/login/", "/cms/login/")
OTHER_WAYS = ["/cms/password_reset/", "/cms/account/", "/beheer/password_change/"]


def follow_to_form(client: Client, address: str) -> str:
    """The address of the form on which a login address ends."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.redirect_chain[-1][0] if answer.redirect_chain else address


@pytest.mark.parametrize("address", LOGIN_ADDRESSES)
@pytest.mark.parametrize("enrolled", [True, False])
def test_password_alone_opens_nothing(
    client: Client,
    administrator: User,
    organisation: Organisation,
    second_factor: Callable[[User], None],
    address: str,
    enrolled: bool,
) -> None:
    if enrolled:
        second_factor(administrator)
    form = follow_to_form(client, address)
    assert "/account/inloggen" in form
    client.post(form, {"login": administrator.email, "password": PASSWORD, "username": administrator.email})
    for page in STAFF_PAGES:
        answer = client.get(page)
        assert answer.status_code in {302, 403, 404}, page
        assert answer.headers.get("Location", "/account/").startswith(LOGINS), page
    answer = client.get("/beheer/", follow=True)
    assert "/account/" in answer.redirect_chain[-1][0]


@pytest.mark.parametrize("address", FOREIGN)
def test_posting_to_a_foreign_login_address_logs_nobody_in(
    client: Client, administrator: User, address: str
) -> None:
    client.post(address, {"username": administrator.email, "password": PASSWORD})
    assert BACKEND_SESSION_KEY not in client.session


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR])
def test_a_session_made_outside_allauth_is_stopped(
    client: Client, member: Callable[[Role], User], role: Role
) -> None:
    client.force_login(member(role))
    for page in [*STAFF_PAGES, *OTHER_WAYS]:
        answer = client.get(page)
        assert answer.status_code in {302, 404}, page
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith(("/account/", "/en/account/")), page


def test_stopped_session_with_second_factor_is_asked_for_the_code(
    client: Client, administrator: User, second_factor: Callable[[User], None]
) -> None:
    second_factor(administrator)
    client.force_login(administrator)
    answer = client.get("/beheer/")
    assert answer.headers["Location"].startswith("/account/tweede-factor/bevestigen")
    answer = client.post(answer.headers["Location"], {"code": totp_code()})
    assert answer.status_code == 302
    assert client.get("/beheer/").status_code == 200


def test_password_and_code_open_the_pages(log_in: Callable[[User], Client], administrator: User) -> None:
    client = log_in(administrator)
    for page in ["/beheer/", "/cms/", "/account"]:
        assert client.get(page).status_code == 200, page


def test_a_wrong_code_opens_nothing(
    client: Client, administrator: User, second_factor: Callable[[User], None]
) -> None:
    second_factor(administrator)
    client.post("/account/inloggen", {"login": administrator.email, "password": PASSWORD})
    assert client.post("/account/tweede-factor/code", {"code": "000000"}).status_code == 200
    assert client.get("/beheer/").headers["Location"].startswith("/beheer/login/")


def test_first_login_sets_up_the_second_factor(
    client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The test runs in a transaction that never commits; on the site the commit is inside the request.
    monkeypatch.setattr(transaction, "on_commit", lambda callback, **_: callback())
    client.post("/account/inloggen", {"login": administrator.email, "password": PASSWORD})
    page = client.get("/beheer/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/account/tweede-factor/instellen")
    secret = page.context["form"].secret
    # What the page loads leads to no other page of the kind, with another key.
    for path in ("/huisstijl.css?0b6e4f", "/media/images/logo.png", "/wijken"):
        client.get(path, follow=True, headers={"sec-fetch-dest": "style"})
    client.post("/account/tweede-factor/instellen", {"code": totp_code(secret)})
    assert client.get("/beheer/").status_code == 200
    stored = Authenticator.objects.get(user=administrator, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data), "the secret is stored encrypted"


def test_the_second_factor_cannot_be_switched_off(
    log_in: Callable[[User], Client], administrator: User
) -> None:
    client = log_in(administrator)
    client.post("/account/tweede-factor/uitzetten")
    assert Authenticator.objects.filter(user=administrator, type=Authenticator.Type.TOTP).exists()


def test_no_address_checks_passwords_but_one(client: Client, administrator: User) -> None:
    """Ask every address of the site whether a password is right: none but the login page gives it away."""
    told = []
    for address in sorted(addresses()):
        answers = []
        for password in (PASSWORD, "zeker niet het goede wachtwoord"):
            fresh = Client(REMOTE_ADDR="10.1.2.3")
            form = {"username": administrator.email, "login": administrator.email, "password": password}
            answer = fresh.post(address, form)
            answers.append(
                (answer.status_code, answer.headers.get("Location", ""), "sessionid" in fresh.cookies)
            )
        if answers[0] != answers[1]:
            told.append(address)
    assert told in ([], ["/account/inloggen"], ["/account/inloggen", "/en/account/inloggen"])


def addresses() -> set[str]:
    """Every address without a variable part, of both languages."""
    found = set()

    def walk(patterns: list[Any], prefix: str) -> None:
        for pattern in patterns:
            route = str(pattern.pattern)
            plain = re.sub(r"^\^|\$$|\\", "", route) if "(" not in route and "[" not in route else None
            if plain is None or "<" in plain:
                continue
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, prefix + plain)
            else:
                found.add("/" + (prefix + plain).lstrip("/"))

    walk(get_resolver().url_patterns, "")
    skipped = ("/cms/sprite", "/inloggen")
    return {address for address in found if not address.startswith(skipped)} | {
        f"/en{address}" for address in found if address.startswith(("/over", "/account"))
    }


def test_strangers_cannot_sign_up(client: Client, db: None) -> None:
    new = {"email": "vreemd@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/aanmelden", new)
    assert not User.objects.exists()


def test_logins_are_in_the_audit(
    log_in: Callable[[User], Client], administrator: User, client: Client
) -> None:
    client.post("/account/inloggen", {"login": administrator.email, "password": "fout"})
    log_in(administrator)
    entries = AuditEntry.objects.filter(action="core.login").order_by("id")
    assert [(entry.actor, entry.result, entry.origin) for entry in entries] == [
        (administrator, "geweigerd", "web"),
        (administrator, "gelukt", "web"),
    ]


def test_guessing_is_slowed_down(client: Client, administrator: User) -> None:
    for _attempt in range(5):
        client.post("/account/inloggen", {"login": administrator.email, "password": "raden"})
    answer = client.post("/account/inloggen", {"login": administrator.email, "password": PASSWORD})
    assert BACKEND_SESSION_KEY not in client.session
    assert "Te veel" in answer.content.decode()


def test_a_closed_account_cannot_log_in(
    client: Client, administrator: User, second_factor: Callable[[User], None]
) -> None:
    second_factor(administrator)
    User.objects.update(is_active=False)
    client.post("/account/inloggen", {"login": administrator.email, "password": PASSWORD})
    client.post("/account/tweede-factor/code", {"code": totp_code()})
    assert BACKEND_SESSION_KEY not in client.session


def test_codes_work_once(client: Client, administrator: User, second_factor: Callable[[User], None]) -> None:
    second_factor(administrator)
    code = totp_code(SECRET)
    other = Client()
    for visitor in (client, other):
        visitor.post("/account/inloggen", {"login": administrator.email, "password": PASSWORD})
        visitor.post("/account/tweede-factor/code", {"code": code})
    assert client.get("/beheer/").status_code == 200
    assert other.get("/beheer/").status_code == 302
