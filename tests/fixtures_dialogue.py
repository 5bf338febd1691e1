"""A dialogue to test with: two open questions, ten statements, a rating and a ranking."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.dialogue.models import (
    BackgroundQuestion,
    Counter,
    Dialogue,
    Participant,
    Question,
    Statement,
    Topic,
)

__all__ = ["Phone", "dialogue", "make_dialogue", "phone"]

HIGH = 1_234_000
STATEMENTS = [f"Stelling {n}: in onze buurt helpt dit om elkaar te leren kennen." for n in range(1, 11)]


def make_dialogue(organisation: Organisation) -> Dialogue:
    """Make an open dialogue of some weeks, with keys as high as an old installation has them."""
    made = Dialogue.objects.create(
        pk=HIGH,
        organisation=organisation,
        slug="wat-werkt",
        title="Wat maakt dat een aanpak lukt?",
        intro="We horen graag wat volgens jou helpt.",
        state=Dialogue.State.OPEN,
        readers="Drie adviseurs van de gemeente",
        non_readers="De politie en de Belastingdienst",
        keep_until=timezone.localdate() + timedelta(days=300),
        languages=["en", "ar"],
    )
    Counter.objects.create(dialogue=made)
    BackgroundQuestion.objects.create(
        pk=HIGH + 1, dialogue=made, text="Wat is je rol?", options=["Bewoner", "Professional"]
    )
    topic = Topic.objects.create(pk=HIGH + 2, dialogue=made, title="Wat werkt")
    Question.objects.create(
        pk=HIGH + 3, topic=topic, order=1, kind="factor", text="Wat hielp in jouw wijk echt?"
    )
    stellingen = Question.objects.create(
        pk=HIGH + 4, topic=topic, order=2, kind="statement", text="Eens of oneens?"
    )
    Question.objects.create(
        pk=HIGH + 5, topic=topic, order=3, kind="rating", text="Hoe gaat de samenwerking?"
    )
    Question.objects.create(
        pk=HIGH + 6,
        topic=topic,
        order=4,
        kind="ranking",
        text="Wat is het belangrijkst?",
        options=["Groen", "Rust", "Geld"],
    )
    Statement.objects.bulk_create(
        Statement(pk=HIGH + 10 + n, question=stellingen, number=n, text=text)
        for n, text in enumerate(STATEMENTS, start=1)
    )
    caches["local"].clear()
    return made


@pytest.fixture
def dialogue(organisation: Organisation) -> Dialogue:
    """An open dialogue of some weeks."""
    return make_dialogue(organisation)


class Phone:
    """Somebody who takes part with a browser without JavaScript."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue, self.client = dialogue, Client()
        self.address = f"/dialoog/{dialogue.slug}"

    def begin(self, **fields: str) -> Participant:
        """Go in; return who that made."""
        answer = self.client.post(self.address, {"toestel": "eigen", **fields})
        assert answer.status_code == 302, answer.content.decode()
        return Participant.objects.filter(dialogue=self.dialogue).latest("pk")

    def screen(self) -> str:
        """What is on the screen now."""
        answer = self.client.get(f"{self.address}/doe-mee", follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def hidden(self, page: str) -> dict[str, str]:
        """The hidden fields of the step's form."""
        form = page.partition("data-stap")[2].partition("</form>")[0]
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))

    def send(
        self, page: str | None = None, headers: dict[str, str] | None = None, **fields: str
    ) -> HttpResponse:
        """Answer what is on the screen."""
        data = self.hidden(self.screen() if page is None else page) | fields
        data.setdefault("aanvraag", str(uuid.uuid4()))
        answer: HttpResponse = self.client.post(f"{self.address}/doe-mee", data, headers=headers)
        return answer


@pytest.fixture
def phone(dialogue: Dialogue) -> Callable[[], Phone]:
    """Make phones."""
    return lambda: Phone(dialogue)
