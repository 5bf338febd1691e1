"""Login with the organisation: PKCE, groups become roles, and still a second factor."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.test import Client, override_settings

from wijkwijzer_web.core.models import Organisation, Role, User

LOGIN = "/inloggen/oidc/organisatie/login/"
APP = {
    "provider_id": "organisatie",
    "name": "Tolbeke",
    "client_id": "wijkwijzer",
    "secret": "s",
    "settings": {"server_url": "https://login.example.org"},
}
CONFIG = {
    "authorization_endpoint": "https://login.example.org/authorize",
    "token_endpoint": "https://login.example.org/token",
    "userinfo_endpoint": "https://login.example.org/userinfo",
    "token_endpoint_auth_methods_supported": ["client_secret_basic"],
    "issuer": "https://login.example.org",
    "jwks_uri": "https://login.example.org/keys",
}
PERSON = {"sub": "42", "email": "noor@tolbeke.example", "given_name": "Noor", "groups": ["wijk"]}


class Provider:
    """The organisation's login: remembers the challenge, checks the verifier, tells who it is."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = dict(PERSON)
        self.challenge = ""

    def token(self, code: str, pkce_code_verifier: str | None = None) -> dict[str, str]:
        assert pkce_code_verifier
        digest = hashlib.sha256(pkce_code_verifier.encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.challenge
        return {"access_token": "t", "token_type": "Bearer"}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A provider without a network."""
    fake = Provider()
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", CONFIG)
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda adapter, token: fake.person)
    monkeypatch.setattr(OAuth2Client, "get_access_token", lambda client, *a, **kw: fake.token(*a, **kw))
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [APP]}}
    roles = {"wijk": "tolbeke:redacteur", "ict": "beheerder"}
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers, OIDC_GROUP_ROLES=roles):
        yield fake


def log_in(client: Client, provider: Provider) -> str:
    """Go there and back; give the address on which it ends."""
    away = client.post(LOGIN)
    question = parse_qs(urlsplit(away.headers["Location"]).query)
    assert question["code_challenge_method"] == ["S256"]
    provider.challenge = question["code_challenge"][0]
    back = client.get(f"{LOGIN}callback/", {"code": "c", "state": question["state"][0]})
    assert back.status_code == 302, back.content
    return str(back.headers["Location"])


@pytest.mark.django_db
def test_the_login_page_offers_it(client: Client, provider: Provider) -> None:
    assert "Log in met Tolbeke" in client.get("/account/inloggen").content.decode()
    assert client.get(LOGIN).status_code == 200, "a link alone does not start a login"


def test_groups_become_roles_at_each_login(provider: Provider, organisation: Organisation) -> None:
    log_in(Client(), provider)
    user = User.objects.get(email="noor@tolbeke.example")
    assert user.memberships.get().role == Role.EDITOR
    assert not user.has_usable_password()
    provider.person["groups"] = []
    log_in(Client(), provider)
    assert not user.memberships.exists()


def test_the_second_factor_is_ours_unless_the_provider_has_one(
    client: Client, provider: Provider, organisation: Organisation
) -> None:
    provider.person["groups"] = ["ict"]
    log_in(client, provider)
    assert client.get("/beheer/").headers["Location"].startswith("/account/tweede-factor/instellen")
    with override_settings(OIDC_SECOND_FACTOR="provider"):
        assert client.get("/beheer/").status_code == 200


def test_an_address_that_is_known_is_not_taken_over(
    client: Client, provider: Provider, administrator: User
) -> None:
    provider.person |= {"email": administrator.email, "email_verified": True}
    log_in(client, provider)
    assert "_auth_user_id" not in client.session
