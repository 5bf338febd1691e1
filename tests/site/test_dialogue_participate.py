"""Taking part without JavaScript: one thing at a time, nothing twice, nothing lost, nothing from outside."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer_web.dialogue.models import Counter, Dialogue, Event, Message, Participant, Question, Statement
from wijkwijzer_web.dialogue.queries.short import short_code

pytestmark = [pytest.mark.django_db, pytest.mark.twice]


def test_somebody_answers_everything_and_sees_their_place(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    page = one.screen()
    assert "Wat hielp in jouw wijk echt?" in page
    one.send(page, tekst="Een vaste plek waar altijd dezelfde mensen zijn.", gezien="1", letterlijk="1")
    for _ in range(10):
        page = one.screen()
        assert "Stelling" in page
        one.send(page, keuze="eens")
    page = one.screen()
    assert "Hoe gaat de samenwerking?" in page
    one.send(page, oordeel="3")
    one.send(one.screen(), plaats_0="2", plaats_1="1", plaats_2="3")
    assert "Klaar. Dank je wel." in one.screen()
    kinds = list(Event.objects.values_list("kind", flat=True))
    assert kinds.count("stem") == 10
    assert Event.objects.get(kind="volgorde").ranking == ["Rust", "Groen", "Geld"]
    assert Message.objects.get().consent == Message.Consent.LITERAL


def test_the_script_gets_every_statement_once(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    page = one.send(overslaan="1", headers={"x-stap": "1"}).content.decode()
    asked = []
    for number in range(10):
        assert f"Stelling {number + 1} van 10" in page
        asked.append(one.hidden(page)["stelling"])
        page = one.send(page, keuze="eens", headers={"x-stap": "1"}).content.decode()
    assert len(set(asked)) == 10
    assert "Hoe gaat de samenwerking?" in page


def test_every_statement_was_shown_with_a_probability_before_its_vote(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    one.send(tekst="Samen eten werkt altijd.", gezien="1")
    for _ in range(10):
        one.send(keuze="oneens")
    shown = dict(Event.objects.filter(kind="getoond").values_list("statement", "position"))
    chances = Event.objects.filter(kind="getoond").values_list("probability", flat=True)
    assert len(shown) == 10
    assert all(0 < chance <= 1 for chance in chances)
    for statement, position in Event.objects.filter(kind="stem").values_list("statement", "position"):
        assert shown[statement] < position


def test_a_retry_gets_the_first_answer_and_writes_nothing(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    page = one.screen()
    for _ in range(3):
        assert one.send(page, tekst="Een opbouwwerker die blijft.", gezien="1").status_code == 302
    assert Message.objects.count() == 1
    positions = list(Event.objects.values_list("position", flat=True))
    assert len(positions) == len(set(positions))


def test_a_form_of_somebody_else_is_refused(phone: Callable[[], Phone]) -> None:
    one, other = phone(), phone()
    one.begin()
    page = one.screen()
    one.send(page, tekst="Van mij.", gezien="1")
    other.begin()
    answer = other.send(page, tekst="Van een ander.", gezien="1")
    assert answer.status_code == 409
    assert Message.objects.get().text == "Van mij."


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"tekst": "x" * 10_000_000, "gezien": "1"}, {400, 413}),
        ({"tekst": "x" * 2001, "gezien": "1"}, {413}),
        ({"tekst": "met een \x00 nul", "gezien": "1"}, {400}),
        ({"tekst": "met een \x1b escape", "gezien": "1"}, {400}),
        ({"tekst": "   ", "gezien": "1"}, {400}),
        ({"tekst": "Goed", "gezien": "1", "aanvraag": "geen-sleutel"}, {400}),
        ({"tekst": "Goed", "gezien": "1", "vraag": "999999"}, {400}),
        ({"tekst": "Goed", "gezien": "1", "vraag": "-1"}, {400}),
    ],
)
def test_bad_input_gets_a_clear_answer_and_leaves_no_trace(
    phone: Callable[[], Phone], fields: dict[str, str], status: set[int]
) -> None:
    one = phone()
    one.begin()
    page = one.screen()
    before = Event.objects.count()
    answer = one.send(page, **fields)
    assert answer.status_code in status
    assert (Event.objects.count(), Message.objects.count()) == (before, 0)


def test_invalid_utf8_is_refused(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    fields = one.hidden(one.screen())
    body = f"aanvraag={fields['aanvraag']}&vraag={fields['vraag']}&gezien=1&tekst=caf%E9"
    answer = one.client.post(f"{one.address}/doe-mee", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert not Message.objects.exists()


def test_a_vote_for_an_unknown_or_foreign_statement_is_refused(
    phone: Callable[[], Phone],
    dialogue: Dialogue,
) -> None:
    one = phone()
    one.begin()
    one.send(overslaan="1")
    page = one.screen()
    foreign = Statement.objects.create(
        question=Question.objects.create(
            topic=_other(dialogue).topics.create(title="x"), kind="statement", text="y"
        ),
        number=1,
        text="Van een andere dialoog",
    )
    for key in ("999999", str(foreign.pk), "abc", ""):
        assert one.send(page, stelling=key, keuze="eens").status_code == 400
    assert one.send(page, keuze="misschien").status_code == 400
    assert not Event.objects.filter(kind="stem").exists()


def test_forged_and_foreign_tokens_are_refused(
    phone: Callable[[], Phone],
    dialogue: Dialogue,
) -> None:
    one = phone()
    one.begin()
    page = one.screen()
    stranger = phone()
    stranger.client.cookies[f"deelname-{dialogue.pk}"] = "verzonnen.eigen"
    assert stranger.send(page, tekst="Hallo", gezien="1").status_code == 403
    other = _other(dialogue)
    stranger.client.cookies[f"deelname-{other.pk}"] = one.client.cookies[f"deelname-{dialogue.pk}"].value
    data = {"aanvraag": str(uuid.uuid4()), "vraag": "1", "tekst": "Hallo", "gezien": "1"}
    assert stranger.client.post(f"/dialoog/{other.slug}/doe-mee", data).status_code == 403
    assert not Message.objects.exists()


def test_a_closed_dialogue_takes_answers_for_a_day_and_marks_them(
    phone: Callable[[], Phone],
    dialogue: Dialogue,
) -> None:
    one = phone()
    one.begin()
    page = one.screen()
    dialogue.state, dialogue.closed_at = Dialogue.State.CLOSED, timezone.now()
    dialogue.save()
    caches["local"].clear()
    assert one.send(page, tekst="Net te laat getypt.", gezien="1").status_code == 302
    assert Event.objects.get(kind="bericht").late
    dialogue.closed_at = timezone.now() - timedelta(hours=25)
    dialogue.save()
    caches["local"].clear()
    before = Event.objects.count()
    assert one.send(page, tekst="Veel te laat.", gezien="1", aanvraag=str(uuid.uuid4())).status_code == 403
    assert phone().client.post(one.address, {"toestel": "eigen"}).status_code == 403
    assert Event.objects.count() == before


def test_a_draft_does_not_exist_for_the_public(phone: Callable[[], Phone], dialogue: Dialogue) -> None:
    dialogue.state = Dialogue.State.DRAFT
    dialogue.save()
    caches["local"].clear()
    assert phone().client.get(f"/dialoog/{dialogue.slug}").status_code == 404


def test_names_are_pointed_out_and_nothing_is_kept_before_the_second_send(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    page = one.screen()
    answer = one.send(page, tekst="Bel Sanne Oldekamp maar, die regelt het wel voor je.")
    assert answer.status_code == 200
    assert "Sanne Oldekamp" in answer.content.decode()
    assert not Message.objects.exists()
    one.send(answer.content.decode(), tekst="Bel Sanne Oldekamp maar, die regelt het wel voor je.")
    assert Message.objects.count() == 1


def test_tokens_are_kept_as_hashes_and_the_link_leads_to_a_clean_address(phone: Callable[[], Phone]) -> None:
    one = phone()
    participant = one.begin()
    token = one.client.cookies[f"deelname-{participant.dialogue_id}"].value.partition(".")[0]
    assert token.encode() not in bytes(Participant.objects.get().token_hash)
    other = phone()
    answer = other.client.get(f"/d/{token}")
    assert answer.status_code == 302
    assert token not in answer.headers["Location"]
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert other.client.get(f"{one.address}/mijn-plek").status_code == 200
    assert other.client.get("/d/verzonnen").status_code == 404


def test_a_code_of_six_words_works_elsewhere(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    page = one.client.post(f"{one.address}/mijn-plek/code").content.decode()
    code = page.partition('lang="nl">')[2].partition("<")[0]
    assert len(code.split()) == 6
    other = phone()
    answer = other.client.post(
        f"{one.address}/code", {"code": code.upper().replace(" ", "-"), "toestel": "gedeeld"}
    )
    assert answer.status_code == 302
    assert "Wat hielp" in other.screen()
    assert (
        phone().client.post(f"{one.address}/code", {"code": "een twee drie vier vijf zes"}).status_code == 403
    )


def test_other_languages_and_right_to_left(phone: Callable[[], Phone]) -> None:
    one = phone()
    page = one.client.get(f"{one.address}?taal=ar").content.decode()
    assert 'lang="ar" dir="rtl"' in page
    one.begin()
    assert 'dir="rtl"' in one.screen()
    assert 'lang="nl"' in phone().client.get(f"{one.address}?taal=xx").content.decode()


def test_the_small_state_is_not_sent_twice(phone: Callable[[], Phone]) -> None:
    one = phone()
    first = one.client.get(f"{one.address}/stand.json")
    again = one.client.get(f"{one.address}/stand.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first.json()["deelnemers"] == 0


def _other(dialogue: Dialogue) -> Dialogue:
    other = Dialogue.objects.create(
        organisation=dialogue.organisation,
        slug="een-andere",
        title="Een andere",
        state=Dialogue.State.OPEN,
        keep_until=dialogue.keep_until,
    )
    Counter.objects.create(dialogue=other)
    return other


def test_stopping_early_says_where_to_go_on(phone: Callable[[], Phone]) -> None:
    one = phone()
    one.begin()
    one.send(overslaan="1")
    page = one.client.get(f"{one.address}/mijn-plek").content.decode()
    assert "Klaar. Dank je wel." not in page
    assert "Je antwoorden zijn binnen" not in page, "nothing was answered"
    assert "Je kunt verder bij stelling 1 van 10." in page
    assert f'href="{one.address}/doe-mee"' in page
    for _ in range(10):
        one.send(keuze="eens")
    assert "Je kunt verder bij vraag 3 van 4." in one.client.get(f"{one.address}/mijn-plek").content.decode()
    one.send(oordeel="3")
    one.send(overslaan="1")
    page = one.client.get(f"{one.address}/mijn-plek").content.decode()
    assert "Klaar. Dank je wel." in page
    assert "Je kunt verder" not in page


@pytest.mark.parametrize(
    "address", ["/dialoog/bestaat-niet", "/dialoog/bestaat-niet/uitkomst", "/m/bbbb", "/m/aeiou"]
)
def test_an_unknown_dialogue_has_words_of_its_own_and_a_way_on(address: str, client: Client) -> None:
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Deze dialoog vinden we niet" in page
    assert 'href="/dialogen"' in page
    assert "gebied" not in page.partition("<main")[2].partition("</main")[0]


def test_the_short_address_leads_to_the_dialogue(dialogue: Dialogue, client: Client) -> None:
    code = short_code(dialogue.pk)
    for typed in (code, code.upper(), f" {code}"):
        assert client.get(f"/m/{typed}")["Location"] == f"/dialoog/{dialogue.slug}"
    Dialogue.objects.update(state="concept")
    assert client.get(f"/m/{code}").status_code == 404
