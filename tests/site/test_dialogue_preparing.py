"""Setting a dialogue up: how far each step is, places and people by name, help at every field."""

from __future__ import annotations

import re
from collections.abc import Callable

import dialogue_people
import pytest
from dialogue_people import LONG, Staff, place, somebody
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Membership, Role, User
from wijkwijzer_web.dialogue.forms.setup import DialogueForm, QuestionForm, RoundForm
from wijkwijzer_web.dialogue.models import Dialogue, Question, Round, Statement
from wijkwijzer_web.dialogue.preparing.queries.steps import Step, setup_steps

pytestmark = pytest.mark.django_db
staff = dialogue_people.staff


def _steps(dialogue: Dialogue) -> dict[str, Step]:
    return {step.title: step for step in setup_steps(dialogue, moderates=True)}


def test_every_step_says_how_far_it_is(staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]) -> None:
    found = _steps(dialogue)
    assert found["Vragen"].said == "4 vragen, 10 stellingen"
    assert (found["Wachtrij"].said, found["Wachtrij"].state) == ("niets te doen", "klaar")
    assert found["Vertaling: English"].state == "nodig"
    assert "Script" not in found, "only of a live dialogue"
    somebody(phone, LONG.format(1))
    Dialogue.objects.update(mode="live", areas=["WK990311"])
    dialogue.refresh_from_db()
    Round.objects.create(dialogue=dialogue, kind="pauze", title="Koffie", minutes=15)
    Statement.objects.all().delete()
    found = _steps(dialogue)
    assert found["Script"].said == "1 ronde, samen 15 minuten"
    assert (found["Wachtrij"].said, found["Wachtrij"].state) == ("1 bericht wacht", "nodig")
    assert (found["Vragen"].state, "nog geen stellingen" in found["Vragen"].said) == ("nodig", True)
    assert found["Bekijk als deelnemer"].said == "1 mens begon"
    assert (found["Verslag maken"].said, found["Verslag maken"].state) == ("nog niet gemaakt", "later")
    Dialogue.objects.update(state="gesloten", closed_at=timezone.now())
    dialogue.refresh_from_db()
    assert _steps(dialogue)["Verslag maken"].state == "nodig"
    page = staff(Role.ADMINISTRATOR).get(place(dialogue)).content.decode()
    for step in _steps(dialogue).values():
        assert f'href="{step.url}"' in page, step.title
        assert step.said in page
    assert page.count("(dit wacht op jou)") == sum(s.state == "nodig" for s in _steps(dialogue).values())


def test_who_does_not_moderate_reads_nothing_of_the_queue(dialogue: Dialogue) -> None:
    assert "Wachtrij" not in {step.title for step in setup_steps(dialogue, moderates=False)}


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("De Spoordijk", "WK990311"),
        ("de spoordijk\nHavermeer", "WK990311 GM9903"),
        ("wk990311", "WK990311"),
        ("WK990311 GM9903", "WK990311 GM9903"),
        ("De Spoordijk, Havermeer\n\nDe Spoordijk", "WK990311"),
    ],
)
def test_areas_are_written_by_their_names(
    shown: Current, dialogue: Dialogue, written: str, codes: str
) -> None:
    form = DialogueForm({"area_codes": written}, organisations=[dialogue.organisation], instance=dialogue)
    form.is_valid()
    assert form.cleaned_data.get("area_codes") == codes, form.errors.get("area_codes")


def test_a_name_that_means_two_or_none_is_asked_about(shown: Current, dialogue: Dialogue) -> None:
    def said(written: str) -> str:
        form = DialogueForm({"area_codes": written}, organisations=[dialogue.organisation], instance=dialogue)
        form.is_valid()
        return str(form.errors.get("area_codes", ""))

    assert "kennen we niet" in said("Xqzwv")
    wijken = shown.names.at_level("wijk")
    names = [one.name for one in wijken]
    twin = next((one for one in wijken if names.count(one.name) > 1), None)
    if twin is not None:
        assert "welke bedoel je?" in said(twin.name)
        assert twin.gemeente_name in said(twin.name)
        assert said(f"{twin.name}, {twin.gemeente_name}") == ""


def test_the_page_shows_names_and_no_codes(shown: Current, staff: Staff, dialogue: Dialogue) -> None:
    Dialogue.objects.update(areas=["WK990311"])
    browser = staff(Role.EDITOR)
    assert "over De Spoordijk, Havermeer" in browser.get(place(dialogue)).content.decode()
    page = browser.get(f"{place(dialogue)}/gegevens").content.decode()
    assert re.search(r'<textarea name="area_codes"[^>]*>\s*De Spoordijk, Havermeer</textarea>', page)


def test_moderators_are_ticked_by_name(staff: Staff, dialogue: Dialogue) -> None:
    colleague = User.objects.create_user("sanne@example.org", first_name="Sanne", last_name="Oldekamp")
    Membership.objects.create(user=colleague, organisation=dialogue.organisation, role=Role.EDITOR)
    page = staff(Role.ADMINISTRATOR).get(f"{place(dialogue)}/gegevens").content.decode()
    boxes = page.partition('id="id_moderator_addresses"')[2]
    assert re.search(r'type="checkbox"[^>]*value="sanne@example.org"[^>]*>\s*Sanne Oldekamp', boxes)


def test_every_field_has_help_that_a_screen_reader_finds(staff: Staff, dialogue: Dialogue) -> None:
    form = DialogueForm(organisations=[dialogue.organisation], instance=dialogue)
    bare = {"organisation", "other_languages"}
    assert {name for name, field in form.fields.items() if not field.help_text} <= bare
    for other in (QuestionForm(), RoundForm(dialogue=dialogue)):
        assert {name for name, field in other.fields.items() if not field.help_text} <= {"choices", "kind"}
    page = staff(Role.EDITOR).get(f"{place(dialogue)}/gegevens").content.decode()
    told = set(re.findall(r'aria-describedby="([\w-]+_helptext)"', page))
    assert len(told) > 8
    assert told <= set(re.findall(r'id="([\w-]+_helptext)"', page))


def test_the_kind_of_a_question_says_how_it_is_answered(staff: Staff, dialogue: Dialogue) -> None:
    page = staff(Role.EDITOR).get(place(dialogue)).content.decode()
    for group in ("Open vraag: in eigen woorden", "Kiezen"):
        assert f'<optgroup label="{group}">' in page
    for kind in Question.Kind.values:
        assert f'<option value="{kind}"' in page


@pytest.mark.parametrize(("empty", "said"), [(1, "maar bij 1 vraag"), (2, "maar bij 2 vragen")])
def test_questions_without_statements_are_counted(dialogue: Dialogue, empty: int, said: str) -> None:
    topic = dialogue.topics.get()
    for number in range(empty):
        topic.questions.create(order=20 + number, kind=Question.Kind.STATEMENT, text=f"Eens? {number}")
    step = _steps(dialogue)["Vragen"]
    assert said in step.said
    assert step.state == "nodig"
