"""Every form of staff that a walk over the pages finds sends along what it was made from, or need not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from second_factor import totp_code
from walking import FilledIn, asked_names, forms_on, shape, walk
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.desk.models import Desk, Listener
from wijkwijzer_web.desk.queries import today
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.dialogue.actions.example import load_example_dialogues
from wijkwijzer_web.knowledge.service import load_example_knowledge
from wijkwijzer_web.programme.service import load_example_programme

pytestmark = pytest.mark.django_db
KINDS = tomllib.loads((Path(__file__).parent / "staff_forms.toml").read_text("utf-8"))
WITHOUT = {route for kind in KINDS.values() for route in kind.split()}
# What carries the state: of a form of one row, of a conversation, of a text with an edition, of a verslag.
VERSION = re.compile(r"(\d+-)?(versie(_\d+)?|gezien|edition|stand)")
ODD = ("²", "٣٤", "a\x0bb\x00c\u202ed\ufffe")
PASSWORD = "een lang wachtwoord dat niemand raadt"


def _at_work(path: str) -> bool:
    return path.startswith(("/werkplek", "/organisaties"))


def _route(action: str) -> str:
    return resolve(action).route


def test_every_form_of_staff_carries_a_version_or_needs_none_and_takes_any_character(
    shown: Current, organisation: Organisation, second_factor: Callable[[User], None]
) -> None:
    for load in (load_example_dialogues, load_example_desks, load_example_knowledge, load_example_programme):
        load(actor=None, organisation=organisation)
    bare, carried = set[str](), set[str]()
    for role in (Role.EDITOR, Role.ADMINISTRATOR):
        client = _staff(role, organisation, second_factor)
        pages = list(walk(client, "/werkplek", _at_work))
        forms = [form for at, page in pages for form in forms_on(at, page) if _at_work(form.action)]
        for form in forms:
            (carried if any(map(VERSION.fullmatch, form.hidden)) else bare).add(_route(form.action))
        _odd_questions(client, {shape(at): at for at, _page in pages})
        _odd_answers(client, {_route(form.action): form for form in forms})
    assert len(carried) > 15, sorted(carried)
    assert bare - WITHOUT == set(), "these forms lose what somebody else saved in between"
    assert WITHOUT & (carried - bare) == set(), "these stand in the list without need"
    assert set(_routes(get_resolver().url_patterns)) >= WITHOUT, "these are no addresses"


def _routes(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        yield from _routes(one.url_patterns, route) if hasattr(one, "url_patterns") else [route]


def _staff(role: Role, organisation: Organisation, second_factor: Callable[[User], None]) -> Client:
    person = User.objects.create_user(f"{role}@formulier.example.org", PASSWORD)
    Membership.objects.create(user=person, organisation=organisation, role=role)
    for desk in Desk.objects.all():
        Listener.objects.create(desk=desk, user=person, since=today())
    second_factor(person)
    client = Client(raise_request_exception=False)
    client.post("/account/inloggen", {"login": person.email, "password": PASSWORD})
    client.post("/account/tweede-factor/code", {"code": totp_code()})
    return client


def _odd_questions(client: Client, pages: dict[str, str]) -> None:
    """Every name that any view reads, with digits that are none, at one page of each shape."""
    names = asked_names()
    assert len(names) > 20
    for at in pages.values():
        for text in ODD[:2]:
            assert client.get(at, dict.fromkeys(names, text)).status_code < 500, (at, text)


def _odd_answers(client: Client, forms: dict[str, FilledIn]) -> None:
    """Every field of every form with digits that are none and with characters that no keyboard makes."""
    for route, form in forms.items():
        for text in ODD:
            answer = client.post(form.action, form.sent(text))
            assert answer.status_code < 500 or answer.status_code == 503, (route, text, form.typed)
