"""Twenty questions of newcomers, each answered from the example within three clicks."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client
from lxml import html

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.dialogue.actions.example import load_example_dialogues
from wijkwijzer_web.knowledge.service import load_example_knowledge
from wijkwijzer_web.programme.service import load_example_analyses, load_example_programme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
QUESTIONS = tomllib.loads((Path(__file__).parent / "newcomers.toml").read_text(encoding="utf-8"))["vraag"]
CLICKS = 3


def _words(text: str) -> str:
    return " ".join(text.split())


class Visitor:
    """Somebody who reads a page and clicks on words."""

    def __init__(self, begin: str) -> None:
        self.client, self.at = Client(), begin
        self._read(self.client.get(begin, follow=True))

    def _read(self, answer: Any) -> None:
        assert answer.status_code == 200, self.at
        if answer.redirect_chain:
            self.at = answer.redirect_chain[-1][0]
        self.page = html.fromstring(answer.content.decode())

    @property
    def words(self) -> str:
        """What the page says."""
        return _words(self.page.text_content())

    def click(self, what: str) -> None:
        """Follow the link of these words, or send the form of one field."""
        if what.startswith("zoek:"):
            self._search(what.removeprefix("zoek:"))
            return
        found = [a.get("href") for a in self.page.iter("a") if what in _words(a.text_content())]
        assert found, f"no link {what!r} at {self.at}"
        self._go(found[0])

    def _go(self, address: str) -> None:
        if address.startswith("#"):
            return
        self.at = urljoin(self.at, address)
        self._read(self.client.get(self.at, follow=True))

    def _search(self, typed: str) -> None:
        """The form in the main part whose only field to type in is this one; of two, the one that fits."""
        code = len(typed.split()) == 6 and "?" not in typed
        forms = self.page.xpath(
            "//main//form[.//input[not(@type) or @type='text' or @type='search'] or .//textarea]"
        )
        assert forms, f"no form at {self.at}"
        form = next((one for one in forms if (one.get("method") or "get").lower() == "post"), forms[0])
        form = form if code else forms[0]
        fields = {one.get("name"): one.get("value") or "" for one in form.xpath(".//input[@name]")}
        field = form.xpath(".//input[not(@type) or @type='text' or @type='search'] | .//textarea")[0].get(
            "name"
        )
        fields[field] = typed
        action = urljoin(self.at, form.get("action") or self.at)
        send = self.client.post if (form.get("method") or "get").lower() == "post" else self.client.get
        self.at = action
        self._read(send(action, fields, follow=True))


@pytest.fixture
def example(organisation: Organisation, shown: Current) -> None:
    """The example as the demo shows it, with two people who listen: a desk opens with fewer nowhere."""
    for name in ("een", "twee"):
        user = User.objects.create_user(f"{name}@luister.example.org", None)
        Membership.objects.create(user=user, organisation=organisation, role=Role.LISTENER)
    load_example_dialogues(actor=None, organisation=organisation)
    load_example_desks(actor=None, organisation=organisation)
    load_example_knowledge(actor=None, organisation=organisation)
    load_example_programme(actor=None, organisation=organisation)
    load_example_analyses(actor=None, organisation=organisation)


def test_every_question_is_answered_within_three_clicks(example: None) -> None:
    unanswered = {}
    for one in QUESTIONS:
        assert len(one["klikken"]) <= CLICKS, one["vraag"]
        try:
            visitor = Visitor(one["begin"])
            for what in one["klikken"]:
                visitor.click(what)
            missing = [words for words in one["antwoord"] if words not in visitor.words]
            assert not missing, f"{missing} at {visitor.at}"
        except AssertionError as error:
            unanswered[one["vraag"]] = str(error).split("\n")[0]
    assert len(QUESTIONS) == 20
    assert unanswered == {}
