"""What must not happen to somebody who erased, and what must not be read off of anybody. By HTTP only.

Each test is a fault that was seen once. It fails on the build that had it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import threading
import uuid
import zipfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import dialogue_people
import pytest
import time_machine
from dialogue_people import LONG, Staff, erase, place, publish, show_all, somebody, text_of
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from fixtures_dialogue import Phone
from wijkwijzer_web.core.models import Job, Role
from wijkwijzer_web.dialogue.models import Dialogue, Message, Question, Statement, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.twice]
staff = dialogue_people.staff
# What people really write: one letter, one word, the words of the site itself, nothing but a space.
AWKWARD = ["e", "ja", "de", "geld", "Table", "Quote", "Stelling", "mensen", "12", "eens", ".", "Iedereen"]


# ---- F1: erasing takes words out by number
@pytest.mark.parametrize("way", ["erase", "retention"])
def test_one_word_answers_go_without_hurting_the_verslag(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone], way: str
) -> None:
    question = Question.objects.get(topic__dialogue=dialogue, kind="factor")
    Theme.objects.create(question=question, key="plek", label="Een vaste plek", seed_words=["plek", "dag"])
    people = [somebody(phone, words, "eens") for words in AWKWARD]
    talkers = [somebody(phone, LONG.format(n), "oneens") for n in range(4)]
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    publish(browser, dialogue)
    verslag = f"/dialoog/{dialogue.slug}/verslag/1"
    before, counts = text_of(verslag), Client().get(f"{verslag}/tellingen.json").json()
    quoted = [n for n in range(4) if LONG.format(n) in before]
    assert quoted
    if way == "erase":
        for one in [*people, talkers[quoted[0]]]:
            erase(one)
    else:
        Dialogue.objects.update(keep_until=timezone.localdate() - timedelta(days=1))
        call_command("retention", stdout=io.StringIO())
    after = text_of(verslag)
    assert LONG.format(quoted[0]) not in after
    # Sentence for sentence the same, but for the quotes that are gone and the line that says so.
    lines = [line for line in re.sub(r"<[^>]+>", "\n", before).splitlines() if line.strip()]
    left = re.sub(r"<[^>]+>", "\n", after)
    lost = [line for line in lines if line not in left and not line.strip().startswith("Versie")]
    gone = [LONG.format(n) for n in quoted] + [" · bericht "]
    assert all(any(words in line for words in gone) for line in lost), lost
    now = Client().get(f"{verslag}/tellingen.json").json()
    assert {**now, "ingetrokken": 0} == {**counts, "ingetrokken": 0}
    for form in ("pdf", "docx"):
        job = Client().post(f"{verslag}/bestand/{form}").headers["Location"]
        assert Job.objects.get(pk=job.rsplit("/", 1)[-1]).state == "klaar"


def test_a_statement_that_its_writer_erased_leaves_the_verslag_and_its_counts_stay(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    words = "Mijn oom de slager moet weer op het plein staan."
    one = somebody(phone, "ja")
    question = Question.objects.get(topic__dialogue=dialogue, kind="statement")
    data = {"aanvraag": str(uuid.uuid4()), "vraag": str(question.pk), "stelling_tekst": words}
    one.client.post(f"{one.address}/stelling", data)
    browser = staff(Role.ADMINISTRATOR)
    key = re.findall(r"wachtrij/stelling/(\d+)", browser.get(f"{place(dialogue)}/wachtrij").content.decode())
    browser.post(f"{place(dialogue)}/wachtrij/stelling/{key[0]}", {"besluit": "toon", "tekst": words})
    Statement.objects.exclude(pk=key[0]).filter(question=question, number__gt=2).delete()
    for n in range(12):
        somebody(phone, LONG.format(n), "eens", "eens", "eens")
    publish(browser, dialogue)
    verslag = f"/dialoog/{dialogue.slug}/verslag/1"
    assert words in text_of(verslag)
    counts = Client().get(f"/api/v1/dialogen/{dialogue.slug}/uitkomst").json()["deelnemers"]
    erase(one)
    for address in (
        verslag,
        f"/dialoog/{dialogue.slug}/uitkomst",
        "/dialogen",
        verslag + "/tellingen.json",
    ):
        assert words not in text_of(address), address
    assert Client().get(f"/api/v1/dialogen/{dialogue.slug}/uitkomst").json()["deelnemers"] == counts


# ---- F2: what is erased stays erased
def test_an_older_page_of_a_moderator_does_not_bring_back_a_statement(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    words = "De kapper op de hoek moet burgemeester worden."
    one = somebody(phone, "ja")
    question = Question.objects.get(topic__dialogue=dialogue, kind="statement")
    data = {"aanvraag": str(uuid.uuid4()), "vraag": str(question.pk), "stelling_tekst": words}
    one.client.post(f"{one.address}/stelling", data)
    browser = staff(Role.MODERATOR)
    page = browser.get(f"{place(dialogue)}/wachtrij").content.decode()
    assert words in page
    address = re.findall(r'action="([^"]*/wachtrij/stelling/\d+)"', page)[0]
    erase(one)
    answer = browser.post(address, {"besluit": "toon", "tekst": words})
    assert answer.status_code in {404, 409}
    assert words not in json.dumps(Client().get(f"/api/v1/dialogen/{dialogue.slug}").json())
    assert words not in browser.get(f"{place(dialogue)}/wachtrij").content.decode()
    assert words not in phone_screen(phone)


def phone_screen(phone: Callable[[], Phone]) -> str:
    """Every statement that somebody who joins now can be shown."""
    one, seen = phone(), ""
    one.begin()
    one.send(overslaan="1")
    for _ in range(12):
        page = one.screen()
        seen += page
        if "stelling" not in one.hidden(page):
            break
        one.send(page, keuze="pas")
    return seen


def test_older_pages_of_messages_and_of_the_verslag_bring_nothing_back(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    people = [somebody(phone, LONG.format(n), "eens") for n in range(12)]
    browser = staff(Role.ADMINISTRATOR)
    page = browser.get(f"{place(dialogue)}/wachtrij").content.decode()
    numbers = re.findall(r'name="bericht" value="(\d+)"', page)
    show_all(browser, dialogue)
    browser.post(f"{place(dialogue)}/verslag", {"doe": "nieuw"})
    form = browser.get(f"{place(dialogue)}/verslag").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    own = f"Zoals iemand zei: {LONG.format(3)}"
    browser.post(f"{place(dialogue)}/verslag", {**hidden, "doe": "bewaar", "zin_0": own})
    erase(people[3])
    for decision in ("toon", "bewerk"):
        words = {f"tekst_{number}": LONG.format(3) for number in numbers}
        browser.post(
            f"{place(dialogue)}/wachtrij",
            {"besluit": decision, "bericht": numbers, "bewerk": numbers[3:4], **words}
            if decision == "bewerk"
            else {"besluit": decision, "bericht": numbers},
        )
    answer = browser.post(f"{place(dialogue)}/verslag", {**hidden, "doe": "bewaar", "zin_0": own})
    assert answer.status_code == 409, "the page was made before somebody erased"
    browser.post(f"{place(dialogue)}/verslag", {"doe": "publiceer", "versie": "1"})
    for address in (f"/dialoog/{dialogue.slug}/verslag", f"/dialoog/{dialogue.slug}/uitkomst"):
        assert LONG.format(3) not in text_of(address)
    messages = Client().get(f"/api/v1/dialogen/{dialogue.slug}/berichten?paginaGrootte=100").json()
    assert LONG.format(3) not in json.dumps(messages, ensure_ascii=False)


@pytest.mark.django_db(transaction=True)
def test_erasing_wins_from_a_moderator_who_shows_at_the_same_moment(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    browser = staff(Role.MODERATOR)
    people = [somebody(phone, LONG.format(n)) for n in range(9)]
    numbers = list(Message.objects.values_list("number", flat=True))
    for round_ in range(3):
        leavers = people[round_ * 3 : round_ * 3 + 3]
        show = {"besluit": "toon", "bericht": numbers}
        run_at_once(
            [
                *(partial(erase, one) for one in leavers),
                partial(browser.post, f"{place(dialogue)}/wachtrij", show),
            ]
        )
    kept = (
        Message.objects.exclude(text="", shown_text="").count()
        + Message.objects.exclude(state="gewist").count()
    )
    assert kept == 0


@pytest.mark.django_db(transaction=True)
def test_who_erases_and_writes_at_the_same_moment_leaves_no_words(
    dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    for n in range(4):
        one = phone()
        one.begin()
        page = one.screen()
        other = Client()
        other.cookies = one.client.cookies
        data = one.hidden(page) | {"tekst": LONG.format(n), "gezien": "1", "aanvraag": str(uuid.uuid4())}
        run_at_once([partial(erase, one), partial(other.post, f"{one.address}/doe-mee", data)])
    assert not Message.objects.exclude(text="").exists()


def run_at_once(works: list[Callable[[], object]]) -> None:
    """Start everything at the same moment, and wait for it."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# ---- F3: nobody can be read off
@pytest.fixture
def two_dozen(staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]) -> list[Phone]:
    """A dialogue with a public result, messages under a theme, and something hidden."""
    question = Question.objects.get(topic__dialogue=dialogue, kind="factor")
    Theme.objects.create(question=question, key="plek", label="Een vaste plek", seed_words=["plek", "dag"])
    people = [somebody(phone, LONG.format(n), "eens", "oneens", "pas") for n in range(24)]
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    number = Message.objects.order_by("pk").values_list("number", flat=True)[0]
    data = {"besluit": "verberg", "reden": "buiten", "bericht": str(number)}
    browser.post(f"{place(dialogue)}/wachtrij", data)
    Client().get(f"/dialoog/{dialogue.slug}/uitkomst")
    return people


def everything_public(dialogue: Dialogue, reader: Phone) -> dict[str, str]:
    """Every public page, route and language, and what somebody who takes part sees of the others."""
    start = f"/dialoog/{dialogue.slug}"
    statements = Statement.objects.filter(question__topic__dialogue=dialogue).values_list("pk", flat=True)
    themes = Theme.objects.filter(question__topic__dialogue=dialogue).values_list("pk", flat=True)
    api = f"/api/v1/dialogen/{dialogue.slug}"
    addresses = [f"{start}/stand.json", f"{start}/uitkomst", f"{start}/moderatie", "/dialogen", start]
    addresses += [f"{start}/uitkomst/stelling/{pk}" for pk in statements]
    addresses += [f"{start}/uitkomst/thema/{pk}" for pk in themes]
    addresses += [f"/en{start}/uitkomst", f"/en{start}/moderatie", f"{start}?taal=en", "/dialogen/feed"]
    addresses += [api, f"{api}/uitkomst", f"{api}/berichten", "/api/v1/dialogen", f"{api}/verslagen"]
    seen = {address: text_of(address) for address in addresses}
    seen["mijn plek"] = text_of(f"{start}/mijn-plek", reader.client)
    return seen


def test_no_public_count_changes_because_one_more_person_came_wrote_or_erased(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone], two_dozen: list[Phone]
) -> None:
    before = everything_public(dialogue, two_dozen[1])
    assert json.loads(before[f"/api/v1/dialogen/{dialogue.slug}/uitkomst"])["deelnemers"] >= 10
    target = somebody(phone, "Een geheime plek om elke dag te zijn.", "oneens", "eens", "oneens")
    assert everything_public(dialogue, two_dozen[1]) == before, "somebody wrote and voted"
    stranger = phone()
    stranger.begin()
    erase(stranger)
    assert everything_public(dialogue, two_dozen[1]) == before, "a stranger came in and erased"
    somebody(phone, "ja", "eens")
    erase(target)
    assert everything_public(dialogue, two_dozen[1]) == before, "the target erased"


def test_votes_of_who_erased_leave_the_next_result(
    dialogue: Dialogue, phone: Callable[[], Phone], two_dozen: list[Phone]
) -> None:
    api = f"/api/v1/dialogen/{dialogue.slug}/uitkomst"
    before = Client().get(api).json()["deelnemers"]
    assert 10 <= before <= 16
    erase(two_dozen[2])
    assert Client().get(api).json()["deelnemers"] == before
    # Ten more every minute: for twenty seconds the work is not asked twice, however fast this machine is, the
    # first time words that were shown meanwhile are read anew, and ten people always stay behind.
    for minute in (1, 2, 3):
        with time_machine.travel(timezone.now() + timedelta(minutes=minute)):
            for n in range(10):
                somebody(phone, LONG.format(f"nieuw {minute} {n}"), "eens")
    after = Client().get(api).json()["deelnemers"]
    assert after >= before + 8
    assert after < Message.objects.exclude(state="gewist").count()


# ---- F4: rows do not lead to who wrote what
def test_rows_and_numbers_of_messages_do_not_lead_to_each_other(
    staff: Staff, dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    for n in range(12):
        one = phone()
        one.begin()
        one.send(overslaan="1")
        one.send(
            keuze="eens" if n % 2 else "oneens", waarom=f"Reden {n}: zo gaat het bij ons.", letterlijk="1"
        )
    browser = staff(Role.ADMINISTRATOR)
    show_all(browser, dialogue)
    browser.post(f"{place(dialogue)}/rijen", {"reason": "Controle van de telling."})
    job = Job.objects.filter(kind="rijen").latest("created_at")
    with zipfile.ZipFile(
        io.BytesIO(b"".join(browser.get(f"/taken/{job.pk}/bestand").streaming_content))
    ) as box:
        rows = list(csv.DictReader(io.StringIO(box.read("rijen.csv").decode())))
    people = [int(row["deelnemer"]) for row in rows]
    assert people == sorted(people), "rows stand by the number that was drawn, not as they came in"
    # The attack that worked: place in the log = number - 1 - messages before it.
    numbers = sorted(Message.objects.values_list("number", flat=True))
    votes = [row for row in rows if row["soort"] == "stem"]
    assert min(numbers) > 10 * len(rows), "a number says nothing of the place in the log"
    order = list(Message.objects.order_by("event__position").values_list("number", flat=True))
    assert order != numbers
    assert len(votes) == 12
