"""Two sessions on one form of staff: the second gets 409 with both texts, and nothing is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer_web.core.models import Role, User
from wijkwijzer_web.dialogue.models import Dialogue, Message, Question, Statement, Theme
from wijkwijzer_web.programme.models import Meeting, Task

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def _hidden(page: str, name: str, after: str = "") -> str:
    """The value of a hidden field, the first behind a mark on the page."""
    found = re.search(rf'name="{name}" value="(\w+)"', page.partition(after)[2] if after else page)
    assert found is not None, name
    return found[1]


def _collide(client: Client, page: str, at: str, data: dict[str, str], field: str, after: str = "") -> str:
    """Both open the page; the first saves, then the second. Returns the page that the second gets."""
    name = data.pop("versienaam", "versie")
    version = _hidden(client.get(page).content.decode(), name, after)
    first = client.post(at, data | {name: version, field: "Woorden van de eerste"})
    assert first.status_code in (200, 302), first.content.decode()
    second = client.post(at, data | {name: version, field: "Woorden van de tweede"})
    assert second.status_code == 409
    both = html.unescape(second.content.decode())
    assert "Woorden van de eerste" in both
    assert "Woorden van de tweede" in both
    return both


def _save_all_the_same(client: Client, at: str, page: str) -> int:
    """Press the button of the page with both texts."""
    form = page.partition('<form method="post">')[2].partition("</form>")[0]
    return client.post(at, dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))).status_code


def test_a_meeting(staff: Client, meeting: Meeting) -> None:
    at = f"/werkplek/bijeenkomst/{meeting.uid}/gegevens"
    data = {"day": "2026-03-12", "begins": "10:00", "ends": "16:00", "place": "Het Dok"}
    both = _collide(staff, at, at, data, "theme")
    meeting.refresh_from_db()
    assert meeting.theme == "Woorden van de eerste"
    assert "Het Dok" not in both.partition("<form")[0].partition("<main")[2], "only what differs is shown"
    assert _save_all_the_same(staff, at, both) == 302
    meeting.refresh_from_db()
    assert meeting.theme == "Woorden van de tweede"


def test_a_task_of_a_meeting(staff: Client, meeting: Meeting) -> None:
    task = Task.objects.create(
        meeting=meeting, text="Loon", aspect="geld", request=meeting.uid, noted_at=timezone.now()
    )
    page = f"/werkplek/bijeenkomst/{meeting.uid}"
    _collide(staff, page, f"{page}/taak/{task.pk}", {"state": "bevestigd"}, "who", f'id="taak-{task.pk}"')
    task.refresh_from_db()
    assert task.who == "Woorden van de eerste"


def test_a_theme_of_a_dialogue(
    client: Client, dialogue: Dialogue, log_in: Callable, member: Callable
) -> None:  # type: ignore[type-arg]
    log_in(member(Role.EDITOR))
    question = Question.objects.get(kind="factor")
    theme = Theme.objects.create(question=question, key="geld", label="Geld")
    at = f"/werkplek/dialogen/{dialogue.slug}/themas"
    data = {"doe": "bewaar", "vraag": str(question.pk), "thema": str(theme.pk)}
    both = _collide(client, at, at, data, "label")
    theme.refresh_from_db()
    assert theme.label == "Woorden van de eerste"
    assert _save_all_the_same(client, at, both) == 302
    theme.refresh_from_db()
    assert theme.label == "Woorden van de tweede"


def test_moderating_a_statement_and_a_message(
    client: Client,
    dialogue: Dialogue,
    phone: Callable[[], Phone],
    log_in: Callable[[User], Client],
    member: Callable[[Role], User],
) -> None:
    log_in(member(Role.MODERATOR))
    queue = f"/werkplek/dialogen/{dialogue.slug}/wachtrij"
    found = Statement.objects.filter(question__topic__dialogue=dialogue).latest("pk")
    Statement.objects.filter(pk=found.pk).update(state=Statement.State.WAITING)
    _collide(client, queue, f"{queue}/stelling/{found.pk}", {"besluit": "toon"}, "tekst")
    found.refresh_from_db()
    assert found.text == "Woorden van de eerste"
    one = phone()
    one.begin()
    one.send(one.screen(), tekst="Bel Fatima op 0612345678 thuis.", gezien="1")
    message = Message.objects.get()
    Message.objects.update(state=Message.State.WAITING)
    data = {"bewerk": str(message.number), "versienaam": f"versie_{message.number}"}
    _collide(client, queue, queue, data, f"tekst_{message.number}")
    message.refresh_from_db()
    assert message.shown_text == "Woorden van de eerste"


def test_every_form_on_a_stored_row_sends_along_what_it_was_made_from() -> None:
    """A form of a table that is new to the site has it by itself; who goes without says so here."""
    from wijkwijzer_web.core.clean import ModelForm

    def below(kind: type) -> set[type]:
        return {each for one in kind.__subclasses__() for each in {one, *below(one)}}

    own = {form.__name__ for form in below(ModelForm) if not form.versioned}  # type: ignore[attr-defined]
    assert own <= {"DialogueForm", "AboutForm", "QuestionForm"}
