"""The people of the site's tests, and how they log in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import LazySettings, settings
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from fixtures_desk import desk, listener, listeners, second_editor, teller  # noqa: F401
from fixtures_dialogue import dialogue, phone  # noqa: F401 - fixtures for every test of this folder
from fixtures_knowledge import own_index, put_in, reviewer  # noqa: F401
from fixtures_own_figures import editor, own_folder  # noqa: F401
from fixtures_programme import meeting, programme, staff  # noqa: F401
from fixtures_release import example_release_folder, shown  # noqa: F401
from fixtures_replay import elsewhere  # noqa: F401
from migrated import django_db_setup  # noqa: F401
from second_factor import SECRET, totp_code
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.core.shell import trouble
from wijkwijzer_web.core.work import prepared

PASSWORD = "een lang wachtwoord dat niemand raadt"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What commits, and so locks and waits, is asked of both databases."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if (mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(
            item, "fixturenames", ()
        ):
            item.add_marker("twice")


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    for each in caches.all(initialized_only=False):
        each.clear()
    # A request in English leaves its language behind in this thread.
    translation.activate(settings.LANGUAGE_CODE)
    # A test that takes the database away lets this process rest; the next test starts awake.
    trouble._Database.away_until = 0.0


@pytest.fixture(autouse=True)
def _own_list_of_erasures(settings: LazySettings, tmp_path: Path) -> None:
    settings.ERASURES_FILE = tmp_path / "gewist.jsonl"


@pytest.fixture(autouse=True)
def _kept_questions_are_right(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In every test, a question that is kept is asked as it would be built."""
    wrong: list[str] = []
    found = prepared._found

    def checked(build: Any, values: tuple[prepared.Value, ...]) -> Any:
        kept = found(build, values)
        if kept is not None:
            right, given = build(*values).query.get_compiler(using="default").as_sql()
            if (right, tuple(given)) != (kept[0].text, kept[1]):
                wrong.append(f"{build}{values}: {kept[1]} for {given}")
        return kept

    monkeypatch.setattr(prepared, "_found", checked)
    yield
    assert not wrong


@pytest.fixture
def organisation(db: None) -> Organisation:
    """A municipality of the example; a module that is filled once has it already."""
    return Organisation.objects.get_or_create(name="Gemeente Tolbeke", slug="tolbeke")[0]


@pytest.fixture
def administrator(db: None) -> User:
    """An administrator of the installation, without a second factor yet."""
    return User.objects.create_superuser("beheer@example.org", PASSWORD)


@pytest.fixture
def member(organisation: Organisation) -> Callable[[Role], User]:
    """Make a member of the organisation with a role."""

    def make(role: Role) -> User:
        user = User.objects.create_user(f"{role}@example.org", PASSWORD)
        Membership.objects.create(user=user, organisation=organisation, role=role)
        return user

    return make


@pytest.fixture
def second_factor() -> Callable[[User], None]:
    """Give a user a second factor with a known secret."""

    def give(user: User) -> None:
        TOTP.activate(user, SECRET)
        assert Authenticator.objects.filter(user=user).exists()
        assert get_adapter().is_mfa_enabled(user)

    return give


@pytest.fixture
def log_in(client: Client, second_factor: Callable[[User], None]) -> Callable[[User], Client]:
    """Log a user in completely: password and code."""

    def run(user: User) -> Client:
        second_factor(user)
        answer = client.post("/account/inloggen", {"login": user.email, "password": PASSWORD})
        assert answer.headers["Location"] == "/account/tweede-factor/code", answer.content
        answer = client.post("/account/tweede-factor/code", {"code": totp_code()})
        assert answer.status_code == 302, answer.content
        return client

    return run
