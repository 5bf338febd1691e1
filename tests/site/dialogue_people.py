"""People of a dialogue in tests, by HTTP only: they write, vote, erase; staff show, make and publish."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from conftest import PASSWORD
from fixtures_dialogue import Phone
from second_factor import totp_code
from wijkwijzer_web.core.models import Role, User
from wijkwijzer_web.dialogue.models import Dialogue

__all__ = ["LONG", "Staff", "erase", "place", "publish", "show_all", "somebody", "staff", "text_of"]

Staff = Callable[[Role], Client]
LONG = "Een vaste plek waar je elke dag terechtkunt, helpt meer dan een dag met ballonnen, zei buur {}."


@pytest.fixture
def staff(member: Callable[[Role], User], second_factor: Callable[[User], None]) -> Staff:
    """Log in a member of the organisation; each has a browser of their own."""

    def run(role: Role) -> Client:
        user = member(role)
        second_factor(user)
        browser = Client()
        browser.post("/account/inloggen", {"login": user.email, "password": PASSWORD})
        assert browser.post("/account/tweede-factor/code", {"code": totp_code()}).status_code == 302
        return browser

    return run


def place(dialogue: Dialogue) -> str:
    return f"/werkplek/dialogen/{dialogue.slug}"


def show_all(browser: Client, dialogue: Dialogue) -> None:
    """Tick every message in the queue, as a moderator does."""
    page = browser.get(f"{place(dialogue)}/wachtrij").content.decode()
    numbers = re.findall(r'name="bericht" value="(\d+)"', page)
    browser.post(f"{place(dialogue)}/wachtrij", {"besluit": "toon", "bericht": numbers})


def somebody(phone: Callable[[], Phone], words: str, *choices: str, **asked: str) -> Phone:
    """Join, write, and vote on as many statements as there are choices."""
    one = phone()
    one.begin(**asked)
    one.send(tekst=words, gezien="1", letterlijk="1")
    for choice in choices:
        one.send(keuze=choice)
    return one


def erase(one: Phone) -> None:
    answer = one.client.post(f"{one.address}/mijn-plek/wis", {"zeker": "1"})
    assert answer.status_code == 200


def publish(browser: Client, dialogue: Dialogue) -> None:
    browser.post(f"{place(dialogue)}/verslag", {"doe": "nieuw"})
    browser.post(f"{place(dialogue)}/verslag", {"doe": "publiceer", "versie": "1"})


def text_of(address: str, client: Client | None = None) -> str:
    """A page without what differs at each visit."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode()
    return re.sub(
        r'(name="csrfmiddlewaretoken" value|name="aanvraag" value|nonce)="[^"]*"|<updated>.*?</updated>',
        "",
        page,
    )
