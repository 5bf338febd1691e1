"""What a facilitator changes: the order and the words before people come, the queue while they are there."""

from __future__ import annotations

import re
from collections.abc import Callable

import dialogue_people
import pytest
from dialogue_people import LONG, Staff, place, publish, show_all, somebody
from django.test import Client
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer_web.core.models import AuditEntry, Job, Organisation, Role
from wijkwijzer_web.dialogue.models import Dialogue, Message, Moderation, Question, Report, Round, Topic
from wijkwijzer_web.dialogue.queries.short import short_code
from wijkwijzer_web.dialogue.queries.staff import happened

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
staff = dialogue_people.staff


def _texts(dialogue: Dialogue) -> list[str]:
    return list(Question.objects.filter(topic__dialogue=dialogue).values_list("text", flat=True))


def _stamp(page: str) -> str:
    return re.findall(r'name="versie" value="([^"]+)"', page)[0]


def _move(browser: Client, dialogue: Dialogue, part: str, key: int, way: str, version: str = ""):
    data = {"richting": way, "versie": version}
    return browser.post(f"{place(dialogue)}/plaats/{part}/{key}", data)


# ---- the order, by buttons
def test_questions_topics_and_rounds_go_up_and_down(staff: Staff, dialogue: Dialogue) -> None:
    Dialogue.objects.update(mode="live")
    other = Topic.objects.create(dialogue=dialogue, title="Later", order=2)
    asked = list(Question.objects.order_by("order"))
    rounds = [Round.objects.create(dialogue=dialogue, kind="vraag", question=q, order=1) for q in asked[:2]]
    browser = staff(Role.EDITOR)
    page = browser.get(place(dialogue)).content.decode()
    for part, row in (("vraag", asked[0]), ("onderwerp", other), ("ronde", rounds[1])):
        assert f'id="op-{part}-{row.pk}"' in page, "a button by keyboard, no dragging"
    answer = _move(browser, dialogue, "vraag", asked[2].pk, "op", _stamp(page))
    assert answer["Location"].endswith(f"#op-vraag-{asked[2].pk}"), "the focus comes back"
    assert _texts(dialogue)[:3] == [asked[0].text, asked[2].text, asked[1].text]
    assert _move(browser, dialogue, "vraag", asked[0].pk, "op").status_code == 302
    assert _texts(dialogue)[0] == asked[0].text, "the first stays the first"
    _move(browser, dialogue, "onderwerp", other.pk, "op")
    assert dialogue.topics.first() == other
    _move(browser, dialogue, "ronde", rounds[1].pk, "op")
    assert dialogue.rounds.first() == rounds[1]
    assert AuditEntry.objects.filter(action="dialogue.move_part").count() == 4


def test_an_older_page_moves_nothing_and_shows_what_is_there_now(staff: Staff, dialogue: Dialogue) -> None:
    first, second = staff(Role.EDITOR), staff(Role.ADMINISTRATOR)
    stamps = [_stamp(browser.get(place(dialogue)).content.decode()) for browser in (first, second)]
    asked = list(Question.objects.order_by("order"))
    _move(first, dialogue, "vraag", asked[1].pk, "op", stamps[0])
    now = _texts(dialogue)
    late = _move(second, dialogue, "vraag", asked[1].pk, "op", stamps[1])
    assert late.status_code == 409
    assert "Iemand anders bewaarde intussen iets" in late.content.decode()
    assert _texts(dialogue) == now
    assert (
        _move(second, dialogue, "vraag", asked[0].pk, "op", _stamp(late.content.decode())).status_code == 302
    )
    assert _texts(dialogue)[0] == asked[0].text


def test_what_people_answered_keeps_its_place_and_words(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    somebody(phone, LONG.format(1))
    first, second = list(Question.objects.order_by("order"))[:2]
    browser, now = staff(Role.EDITOR), _texts(dialogue)
    _move(browser, dialogue, "vraag", second.pk, "op")
    assert _texts(dialogue) == now
    assert "Er is al geantwoord" in browser.get(place(dialogue)).content.decode()
    data = {"topic_title": "Wat werkt", "kind": "factor", "text": "Iets anders?", "heading": ""}
    refused = browser.post(f"{place(dialogue)}/vraag/{first.pk}", data)
    assert (refused.status_code, _texts(dialogue)) == (400, now)
    assert "Hier is al op geantwoord" in refused.content.decode()


def test_a_question_gets_other_words_and_two_editors_lose_nothing(staff: Staff, dialogue: Dialogue) -> None:
    asked = Question.objects.get(kind="ranking")
    address = f"{place(dialogue)}/vraag/{asked.pk}"
    first, second = staff(Role.EDITOR), staff(Role.ADMINISTRATOR)
    stamps = [_stamp(browser.get(address).content.decode()) for browser in (first, second)]
    data = {"kind": "ranking", "heading": "", "choices": "Groen\nRust\nGeld\nTijd"}
    one = data | {"topic_title": "Een nieuw onderwerp", "text": "Wat eerst?", "versie": stamps[0]}
    assert first.post(address, one).status_code == 302
    asked.refresh_from_db()
    assert (asked.text, asked.options[-1], asked.topic.title) == ("Wat eerst?", "Tijd", "Een nieuw onderwerp")
    other = data | {"topic_title": "Wat werkt", "text": "Wat daarna?", "versie": stamps[1]}
    late = second.post(address, other)
    assert late.status_code == 409
    assert "Wat eerst?" in late.content.decode()
    assert "Wat daarna?" in late.content.decode()
    asked.refresh_from_db()
    assert asked.text == "Wat eerst?"


@pytest.mark.parametrize("address", ["plaats/vraag/{}", "vraag/{}"])
def test_only_who_writes_here_arranges(staff: Staff, dialogue: Dialogue, address: str) -> None:
    asked = list(Question.objects.order_by("order"))
    at = f"{place(dialogue)}/{address.format(asked[1].pk)}"
    data = {"richting": "op", "topic_title": "Wat werkt", "kind": "factor", "text": "Anders?"}
    assert Client().post(at, data).status_code == 302
    assert staff(Role.LISTENER).post(at, data).status_code == 404
    assert _texts(dialogue) == [one.text for one in asked]


# ---- the queue in the console
def test_a_moderator_shows_and_hides_in_the_console(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    somebody(phone, "Bel Sanne Oldekamp op 06-12345678 voor de sleutel.")
    somebody(phone, LONG.format(2))
    named, plain = Message.objects.order_by("event__position")
    browser = staff(Role.ADMINISTRATOR)
    page = browser.get(f"{place(dialogue)}/regie").content.decode()
    assert plain.text in page
    assert f'name="bewerk" value="{named.number}"' in page, "who was recognised is shown without the name"
    assert f'name="toon" value="{named.number}"' not in page
    queue = f"{place(dialogue)}/wachtrij"
    nothing = browser.post(queue, {"terug": "regie", "verberg": plain.number, f"reden_{plain.number}": ""})
    assert nothing["Location"] == f"{place(dialogue)}/regie"
    plain.refresh_from_db()
    assert plain.state == "wacht", "without a reason nothing is hidden"
    answer = {"terug": "regie", "verberg": plain.number, f"reden_{plain.number}": "buiten", "reden": "dubbel"}
    browser.post(queue, answer)
    plain.refresh_from_db()
    assert (plain.state, Moderation.objects.get().reason) == ("verborgen", "buiten")
    suggestion = re.findall(rf'name="tekst_{named.number}"[^>]*>([^<]*)<', page)[0]
    browser.post(queue, {"terug": "regie", "bewerk": named.number, f"tekst_{named.number}": suggestion})
    named.refresh_from_db()
    assert named.state == "zichtbaar"
    assert "Sanne" not in named.shown_text
    assert "06-12345678" not in named.shown_text


@pytest.mark.django_db(transaction=True)
def test_words_that_wait_are_not_in_the_console_of_who_does_not_moderate(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    somebody(phone, LONG.format(3))
    for role, reads in ((Role.ADMINISTRATOR, True), (Role.EDITOR, False)):
        browser = staff(role)
        page = browser.get(f"{place(dialogue)}/regie").content.decode()
        stream = browser.get(f"{place(dialogue)}/regie/stroom")
        news = next(iter(stream.streaming_content)).decode()
        stream.close()
        assert (LONG.format(3) in page, "zei buur 3" in news) == (reads, reads), role
        assert "1 bericht" in page


# ---- the question on the screens
def test_the_question_stands_on_the_hall_screen_whatever_the_round_is_called(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    asked = list(Question.objects.order_by("order"))
    browser = staff(Role.EDITOR)
    Question.objects.filter(pk__in=[q.pk for q in asked[1:]]).delete()
    assert f"<h1>{asked[0].text}</h1>" in browser.get(f"{place(dialogue)}/zaal").content.decode()
    Dialogue.objects.update(mode="live")
    one = Round.objects.create(dialogue=dialogue, kind="vraag", question=asked[0], title="Ronde 1", minutes=5)
    before = browser.get(f"{place(dialogue)}/zaal").content.decode()
    assert f"Straks: {asked[0].text}" in before
    Round.objects.update(state="loopt", started_at=timezone.now())
    somebody(phone, LONG.format(4))
    Message.objects.update(state="zichtbaar", shown_text=LONG.format(4))
    for screen in ("zaal", "regie"):
        page = browser.get(f"{place(dialogue)}/{screen}").content.decode()
        assert re.search(rf"<h[12]>{re.escape(asked[0].text)}</h[12]>", page), screen
        assert one.title in page, screen
    assert LONG.format(4) in browser.get(f"{place(dialogue)}/zaal").content.decode()


# ---- a verslag that was taken back
def test_a_verslag_taken_back_leaves_its_files_and_says_so_in_the_feed(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone], organisation: Organisation
) -> None:
    for n in range(10):
        somebody(phone, LONG.format(n), "eens")
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    publish(browser, dialogue)
    day = timezone.localdate()
    assert any("kwam uit" in one.text for one in happened(organisation, day, day))
    page = f"/dialoog/{dialogue.slug}/verslag/1"
    Client().post(f"{page}/bestand/docx")
    job = Job.objects.get(kind="publicatie")
    assert job.path.is_file()
    assert "<title>Teruggenomen" not in Client().get("/dialogen/feed").content.decode()
    short = {"doe": "neem-terug", "versie": "1", "waarom": "fout"}
    browser.post(f"{place(dialogue)}/verslag", short)
    assert Client().get(page).status_code == 200, "not without a reason"
    why = "De vragen van ronde twee staan er niet in."
    staff(Role.LISTENER).post(f"{place(dialogue)}/verslag", short | {"waarom": why})
    assert Report.objects.get().retracted_at is None
    browser.post(f"{place(dialogue)}/verslag", short | {"waarom": why})
    gone = Client().get(page)
    assert (gone.status_code, why in gone.content.decode()) == (410, True)
    assert not job.path.exists()
    assert not Job.objects.filter(kind="publicatie").exists()
    assert Client().post(f"{page}/bestand/docx").status_code == 404
    feed = Client().get("/dialogen/feed").content.decode()
    assert f"<title>Teruggenomen: {dialogue.title}, versie 1</title>" in feed
    assert why in feed
    assert dialogue.title not in Client().get("/dialogen").content.decode().partition("Verslagen</h2>")[2]
    assert AuditEntry.objects.filter(action="dialogue.retract_report").count() == 1
    assert not any("kwam uit" in one.text for one in happened(organisation, day, day))


def test_showing_many_at_once_shows_nobody_by_name(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    somebody(phone, "Bel Sanne Oldekamp op 06-12345678 voor de sleutel.")
    somebody(phone, "Mail Sanne Oldekamp via sanne@example.org over de tuin.")
    somebody(phone, LONG.format(3))
    named, other, plain = Message.objects.order_by("event__position")
    browser = staff(Role.ADMINISTRATOR)
    ticked = [named.number, other.number, plain.number]
    mine = {f"tekst_{other.number}": "Mail over de tuin."}
    browser.post(f"{place(dialogue)}/wachtrij", {"besluit": "toon", "bericht": ticked} | mine)
    shown = list(Message.objects.order_by("event__position").values_list("shown_text", flat=True))
    assert "Oldekamp" not in shown[0], "as the proposal says"
    assert "06-12345678" not in shown[0]
    assert shown[1:] == ["Mail over de tuin.", plain.text], "as the moderator made it, and as it was written"


def test_the_hall_screen_shows_an_address_that_fits_on_a_line(staff: Staff, dialogue: Dialogue) -> None:
    page = staff(Role.EDITOR).get(f"{place(dialogue)}/zaal").content.decode()
    address = re.findall(r"<b>(testserver[^<]*)</b>", page)
    assert address == [f"testserver/m/{short_code(dialogue.pk)}"]
