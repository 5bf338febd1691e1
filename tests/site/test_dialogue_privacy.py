"""What the public pages of dialogues must never give away, and a room full of people behind one address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer_web.api.routes import api
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.dialogue.actions.documents.findings import start_findings
from wijkwijzer_web.dialogue.actions.example import FINISHED, OPEN, load_example_dialogues
from wijkwijzer_web.dialogue.models import (
    BackgroundQuestion,
    Dialogue,
    Event,
    Findings,
    Message,
    Participant,
    Question,
    Report,
    Statement,
    Theme,
    topic_of,
)
from wijkwijzer_web.follow.models import Follower

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.77"
AGENT = "Proeftelefoon/7.3 (eigen merk)"
LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
FOLLOWED = re.compile(r"^(?:/en)?/(?:dialoog|dialogen|volg|meld)\b")
SHORT = 30  # a shorter text may stand somewhere by chance


@pytest.fixture
def example(organisation: Organisation) -> Dialogue:
    """The finished dialogue of the example."""
    load_example_dialogues(actor=None, organisation=organisation)
    caches["local"].clear()
    return Dialogue.objects.get(slug=FINISHED)


def everywhere() -> Iterator[tuple[str, str]]:
    """Every public address that the pages lead to, with what it answers."""
    client, seen = Client(), set()
    ahead = ["/dialogen", "/dialogen/feed", "/en/dialogen", *_addresses()]
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code in {200, 302, 404, 405}, address
        text = answer.content.decode()
        yield address, f"{answer.headers.items()} {text}"
        ahead += [found for found in LINK.findall(text) if FOLLOWED.match(found)]


def _addresses() -> list[str]:
    parts = (
        "",
        "/doe-mee",
        "/stand.json",
        "/code",
        "/mijn-plek",
        "/moderatie",
        "/uitkomst",
        "/verslag",
        "/volg",
    )
    paths = [f"/dialoog/{slug}{part}" for slug in (FINISHED, OPEN) for part in parts]
    paths += [f"/dialoog/{FINISHED}/verslag/1", f"/dialoog/{FINISHED}/verslag/1/tellingen.json"]
    paths += [f"/dialoog/{FINISHED}/uitkomst/thema/{pk}" for pk in Theme.objects.values_list("pk", flat=True)]
    routes = [
        path for path in api.get_openapi_schema()["paths"] if "/dialogen" in path or "/verslagen" in path
    ]
    assert len(routes) >= 7
    named = [route.replace("{naam}", slug) for route in routes for slug in (FINISHED, OPEN)]
    return paths + [f"{route}?paginaGrootte=200" if "berichten" in route else route for route in named]


def test_no_public_page_gives_away_who_or_what_was_not_meant_for_all(example: Dialogue) -> None:
    hidden, waiting = Message.objects.filter(dialogue=example, consent=Message.Consent.LITERAL)[:2]
    Message.objects.filter(pk=hidden.pk).update(state=Message.State.HIDDEN)
    Message.objects.filter(pk=waiting.pk).update(state=Message.State.WAITING)
    Follower.objects.create(topic=topic_of(example.pk), email="volger@example.org", token_hash=b"0" * 32)
    one = Phone(Dialogue.objects.get(slug=OPEN))
    one.client = Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": AGENT})
    one.begin()
    token = next(iter(one.client.cookies.values())).value.partition(".")[0]
    secrets = {token, ADDRESS, AGENT, "volger@example.org", *User.objects.values_list("email", flat=True)}
    for person in Participant.objects.all():
        secrets |= {str(person.key), person.key.hex}
        secrets |= {bytes(secret).hex() for secret in (person.token_hash, person.code_hash) if secret}
    secrets |= {
        str(request) for request in Event.objects.exclude(request=None).values_list("request", flat=True)
    }
    readable = Message.objects.filter(state=Message.State.VISIBLE, consent=Message.Consent.LITERAL)
    withheld = Message.objects.exclude(pk__in=readable.values("pk")).values_list("text", "shown_text")
    secrets |= {text for pair in withheld for text in pair if len(text) > SHORT}
    assert len(secrets) > 300
    pages = dict(everywhere())
    assert len(pages) > 80
    leaks = [(address, secret) for address, text in pages.items() for secret in secrets if secret in text]
    assert leaks == []


def test_no_table_keeps_an_address_an_agent_or_a_token(dialogue: Dialogue) -> None:
    one = Phone(dialogue)
    one.client = Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": AGENT, "x-forwarded-for": ADDRESS})
    one.begin()
    one.send(one.screen(), tekst="Een vaste plek waar altijd iemand is.", gezien="1")
    one.send(one.screen(), keuze="eens")
    token = next(iter(one.client.cookies.values())).value.partition(".")[0]
    assert len(token) > 20
    for model in apps.get_models():
        for row in model._default_manager.values():
            kept = " ".join(str(value) for value in row.values())
            assert not [s for s in (ADDRESS, AGENT, token) if s in kept], model


def test_two_hundred_people_behind_one_address_are_not_slowed_down(dialogue: Dialogue) -> None:
    for _ in range(200):
        one = Phone(dialogue)
        one.client = Client(REMOTE_ADDR=ADDRESS)
        one.begin()
        answer = one.send(one.screen(), tekst="", overslaan="1")
        assert answer.status_code == 302
    assert Participant.objects.filter(dialogue=dialogue).count() == 200
    assert Event.objects.filter(dialogue=dialogue, kind=Event.Kind.SKIPPED).count() == 200


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_words_of_people_are_never_markup(dialogue: Dialogue) -> None:
    Dialogue.objects.update(title=f"Titel {EVIL}", intro=EVIL, readers=EVIL, non_readers=EVIL)
    Organisation.objects.update(name=f"Gemeente {EVIL}")
    BackgroundQuestion.objects.update(text=f"Rol {EVIL}", options=[EVIL, "Professional"])
    question = Question.objects.get(topic__dialogue=dialogue, kind="factor")
    Question.objects.filter(pk=question.pk).update(text=f"Vraag {EVIL}", heading=EVIL)
    Statement.objects.filter(number=1).update(text=f"Stelling {EVIL}")
    theme = Theme.objects.create(
        question=question, key="plek", label=f"Plek {EVIL}", description=EVIL, seed_words=["plek"]
    )
    caches["local"].clear()
    asked = dialogue.background_questions.get()
    for n in range(12):
        one = Phone(dialogue)
        one.begin(**{f"achtergrond_{asked.pk}": EVIL})
        words = f"Een vaste plek waar altijd iemand is, zei buur {n}. {EVIL}"
        one.send(tekst=words, gezien="1", letterlijk="1")
        for _ in range(3):
            one.send(keuze="eens")
    Message.objects.update(state=Message.State.VISIBLE)
    dialogue.promises.create(theme=theme, text=EVIL, owner=EVIL, due=dialogue.keep_until, explanation=EVIL)
    dialogue.refresh_from_db()
    dialogue.state = Dialogue.State.CLOSED
    dialogue.save()
    # A minute later: for twenty seconds the work is not asked twice, however fast or slow this machine is.
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        start_findings(dialogue)
    found = Findings.objects.get()
    Report.objects.create(
        dialogue=dialogue,
        version=1,
        position=found.position,
        checksum="x",
        document=found.document,
        aggregates=found.aggregates,
        published_at=timezone.now(),
    )
    place = f"/dialoog/{dialogue.slug}"
    statement = Statement.objects.get(number=1)
    pages = [
        "/dialogen",
        "/dialogen/feed",
        place,
        f"{place}/uitkomst",
        f"{place}/verslag",
        f"{place}/moderatie",
    ]
    pages += [f"{place}/uitkomst/stelling/{statement.pk}", f"{place}/uitkomst/thema/{theme.pk}"]
    seen = []
    for address in pages:
        page = Client().get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
        seen += [address] if "alert(1)" in page else []
    assert len(seen) >= 7, seen
    for route in (f"{place}/verslag/1/tellingen.json", f"/api/v1/dialogen/{dialogue.slug}/berichten"):
        answer = Client().get(route)
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
