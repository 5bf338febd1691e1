"""A desk with two listeners, and a phone that tells something."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.desk.models import Counter, Desk, Listener, Signal

__all__ = ["Teller", "desk", "listener", "listeners", "make_desk", "second_editor", "teller"]

PASSWORD = "een lang wachtwoord dat niemand raadt"


def make_desk(organisation: Organisation, people: list[User], slug: str = "de-wissel") -> Desk:
    """An open desk with these listeners."""
    made = Desk.objects.create(
        organisation=organisation,
        name="De Wissel",
        slug=slug,
        areas={"WK100101": "De Spoordijk", "WK100102": "Havenkwartier"},
        privacy_contact="privacy@example.org",
        elsewhere="Het buurthuis, dinsdag van 10.00 tot 12.00.",
        phone="0200 555 010",
        words_read=True,
        opened=True,
    )
    Counter.objects.create(desk=made)
    for person in people:
        Listener.objects.create(desk=made, user=person, since="2026-01-05")
    return made


@pytest.fixture
def listeners(organisation: Organisation) -> list[User]:
    """Two people who listen."""
    people = [User.objects.create_user(f"luister{n}@example.org", PASSWORD) for n in (1, 2)]
    for person in people:
        Membership.objects.create(user=person, organisation=organisation, role=Role.VISITOR)
    return people


@pytest.fixture
def listener(listeners: list[User]) -> User:
    """The first of them."""
    return listeners[0]


@pytest.fixture
def second_editor(organisation: Organisation) -> User:
    """Somebody who may publish as the second person."""
    made = User.objects.create_user("tweede@example.org", PASSWORD)
    Membership.objects.create(user=made, organisation=organisation, role=Role.EDITOR)
    return made


@pytest.fixture
def desk(organisation: Organisation, listeners: list[User]) -> Desk:
    """An open desk."""
    return make_desk(organisation, listeners)


class Teller:
    """A phone in somebody's hand, without an account."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.client, self.code = desk, Client(), ""

    def hidden(self, page: str) -> dict[str, str]:
        """The hidden fields of the second screen."""
        found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        found.pop("csrfmiddlewaretoken", None)
        return found

    def first(self, text: str, **more: str) -> str:
        """The first screen; returns the second."""
        data = {"tekst": text, "toestel": "ja", **more}
        answer = self.client.post(f"/luisterloket/{self.desk.slug}/vertel", data)
        assert answer.status_code == 200, answer.content.decode()
        page = answer.content.decode()
        self.code = " ".join(re.findall(r"<li>(\w+)</li>", page.split('class="ww-code"')[1])[:6])
        return page

    def tell(self, text: str = "Mijn moeder komt vrijdag thuis en de trap lukt niet.", **more: str) -> Signal:
        """All three screens; returns the signal."""
        page = self.first(text)
        data = {**self.hidden(page), "tekst": text, "woorden": self.code, **more}
        answer = self.client.post(f"/luisterloket/{self.desk.slug}/vertel", data)
        assert answer.status_code == 302, answer.content.decode()
        return Signal.objects.latest("pk")


@pytest.fixture
def teller(desk: Desk) -> Teller:
    """Somebody with a phone."""
    return Teller(desk)


Login = Callable[[User], Client]
