"""How fresh results are while people take part, and the draft of the verslag after the last round."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer_web.core.models import Job, Organisation, Role, User
from wijkwijzer_web.dialogue.actions.documents.findings import start_findings
from wijkwijzer_web.dialogue.actions.example import FINISHED, load_example_dialogues
from wijkwijzer_web.dialogue.models import (
    Dialogue,
    Findings,
    Message,
    Participant,
    Question,
    Report,
    Round,
    Statement,
    Theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(organisation: Organisation) -> Dialogue:
    """The example's 155 people, some hundreds of messages and votes, in the last round of an evening."""
    load_example_dialogues(actor=None, organisation=organisation)
    dialogue = Dialogue.objects.get(slug=FINISHED)
    Report.objects.all().delete()
    Findings.objects.all().delete()
    dialogue.mode, dialogue.state, dialogue.closed_at = Dialogue.Mode.LIVE, Dialogue.State.OPEN, None
    dialogue.save()
    Round.objects.create(
        dialogue=dialogue,
        kind=Round.Kind.QUESTION,
        question=Question.objects.filter(topic__dialogue=dialogue).first(),
        state=Round.State.RUNNING,
    )
    caches["local"].clear()
    return dialogue


def test_the_verslag_is_there_within_two_minutes_of_the_last_round(
    evening: Dialogue, log_in: Callable[[User], Client], member: Callable[[Role], User]
) -> None:
    browser = log_in(member(Role.EDITOR))
    place = f"/werkplek/dialogen/{evening.slug}"
    begin = time.perf_counter()
    answer = browser.post(f"{place}/regie/doe", {"doe": "volgende", "ronde": evening.rounds.get().pk})
    assert answer.status_code == 302
    report = Report.objects.get()
    assert time.perf_counter() - begin < 120
    assert report.published_at is None
    assert report.aggregates["check"]["messages_covered"] >= 0.85 * report.aggregates["check"]["messages"]
    assert "Versie 1, concept" in browser.get(f"{place}/verslag").content.decode()
    assert Client().get(f"/dialoog/{evening.slug}/verslag").status_code == 404
    # Closing, with nothing new, does not make the same again.
    browser.post(f"{place}/stand", {"stand": "gesloten"})
    assert Report.objects.count() == 1
    assert Findings.objects.get().settled


def later() -> None:
    """As if the last result was made a minute ago."""
    Findings.objects.update(made_at=timezone.now() - timedelta(minutes=1))


def vote(phone: Callable[[], Phone], people: int) -> None:
    for _ in range(people):
        one = phone()
        one.begin()
        one.send(tekst="", overslaan="1")
        one.send(keuze="eens")


def test_two_results_in_a_row_differ_by_ten_people_and_so_does_the_last(
    phone: Callable[[], Phone], dialogue: Dialogue
) -> None:
    vote(phone, 19)
    assert not start_findings(dialogue), "ten people stay behind, so that the last result can count everybody"
    vote(phone, 3)
    start_findings(dialogue)
    found = Findings.objects.get()
    first = found.aggregates["people"]
    assert 10 <= first <= 12
    later()
    vote(phone, 8 - (12 - first))
    assert not start_findings(dialogue), "nine people could be told apart by subtracting"
    page = Client().get(f"/dialoog/{dialogue.slug}/uitkomst").content.decode()
    assert "Voorlopige uitkomst" in page
    assert "als tien mensen iets nieuws hebben gezegd" in page
    vote(phone, 12)
    later()
    start_findings(dialogue)
    assert Findings.objects.get().aggregates["people"] >= first + 10
    statement = Statement.objects.get(pk=found.aggregates["statements"][0]["statement"])
    assert statement.question.topic.dialogue == dialogue
    dialogue.state, dialogue.closed_at = Dialogue.State.CLOSED, timezone.now()
    dialogue.save()
    caches["local"].clear()
    assert start_findings(dialogue)
    everyone = Findings.objects.get()
    assert everyone.aggregates["people"] == Participant.objects.count()
    assert everyone.settled
    one = phone()
    one.begin()
    one.send(tekst="", overslaan="1")
    one.send(keuze="oneens")
    later()
    assert not start_findings(dialogue), "one who came after closing would be read off"


def test_within_twenty_seconds_the_work_is_not_asked_twice(
    phone: Callable[[], Phone], dialogue: Dialogue
) -> None:
    vote(phone, 22)
    start_findings(dialogue)
    vote(phone, 22)
    start_findings(dialogue)
    assert Job.objects.filter(kind="uitkomst").count() == 1
    Job.objects.update(finished_at=timezone.now() - timedelta(days=2))
    call_command("retention", stdout=io.StringIO())
    assert not Job.objects.filter(kind="uitkomst").exists()
    assert Findings.objects.exists()


def test_what_a_moderator_hides_is_gone_at_once_and_counts_follow_when_ten_people_are_judged(
    phone: Callable[[], Phone],
    dialogue: Dialogue,
    log_in: Callable[[User], Client],
    member: Callable[[Role], User],
) -> None:
    for n in range(21):
        one = phone()
        one.begin()
        one.send(
            tekst=f"Een vaste plek waar altijd iemand achter deur {n} staat.", gezien="1", letterlijk="1"
        )
    Message.objects.update(state="zichtbaar")
    question = Question.objects.get(topic__dialogue=dialogue, kind="factor")
    Theme.objects.create(question=question, key="plek", label="Een vaste plek", seed_words=["plek", "deur"])
    start_findings(dialogue, again=True)
    page, queue = f"/dialoog/{dialogue.slug}/uitkomst", f"/werkplek/dialogen/{dialogue.slug}/wachtrij"
    counts = Findings.objects.get().aggregates["themes"]
    assert counts[0]["messages"] >= 10
    shown = Client().get(page).content.decode()
    quoted = [m for m in Message.objects.all() if m.text in shown]
    assert quoted
    moderator = log_in(member(Role.MODERATOR))
    moderator.post(queue, {"besluit": "verberg", "reden": "buiten", "bericht": quoted[0].number})
    assert quoted[0].text not in Client().get(page).content.decode(), "before the result is made anew"
    before = Findings.objects.get().aggregates
    assert before["themes"] == counts, "one decision would say what one person wrote about"
    numbers = list(Message.objects.values_list("number", flat=True))
    moderator.post(queue, {"besluit": "verberg", "reden": "buiten", "bericht": numbers})
    later()
    assert start_findings(dialogue)
    assert Findings.objects.get().aggregates["themes"] == []


def test_erasing_while_a_result_is_made_leaves_no_words(
    phone: Callable[[], Phone], dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wijkwijzer_web.dialogue.actions.documents import findings
    from wijkwijzer_web.dialogue.take_part import own_data

    words = "Dit wil ik straks niet meer teruglezen, nergens."
    vote(phone, 10)
    for _ in range(9):
        other = phone()
        other.begin()
        other.send(tekst="", overslaan="1")
    one = phone()
    participant = one.begin()
    write, times = findings.write_document, []

    def slow(*args: object) -> object:
        result = write(*args)  # type: ignore[arg-type]
        times.append(1)
        own_data.erase(participant)
        return result

    monkeypatch.setattr(findings, "write_document", slow)
    one.send(tekst=words, gezien="1", letterlijk="1")
    Message.objects.update(state="zichtbaar")
    Dialogue.objects.update(state=Dialogue.State.CLOSED)
    dialogue.refresh_from_db()
    start_findings(dialogue)
    found = Findings.objects.get()
    assert len(times) == 2, "what was made with the words of who erased is thrown away, and made again"
    assert words not in str(found.document)
    assert found.aggregates["people"] == 10
    assert Job.objects.get(kind="uitkomst").state == Job.State.DONE
