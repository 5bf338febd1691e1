"""Vraag het: looked at first, passed on without an address, answered in public, taken back for good."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.follow.models import Outgoing
from wijkwijzer_web.follow.outbox.actions import send_waiting
from wijkwijzer_web.knowledge.models import Contributor, KnowledgeRecord, Passed, State
from wijkwijzer_web.knowledge.questions import actions, queries
from wijkwijzer_web.knowledge.records.actions import changed, show
from wijkwijzer_web.knowledge.search.actions import renew
from wijkwijzer_web.programme.models import Connector

Capture = DjangoCaptureOnCommitCallbacks
QUESTION = "Hoe houd je een buurtkamer open zonder vaste vrijwilliger?"
ASKER, WRITER, KNOWER = "vraagt@example.org", "schreef@example.org", "weet@example.org"


@pytest.fixture
def enter(log_in: Callable[[User], Client], reviewer: User) -> None:
    """The editor of these tests, in the browser of these tests."""
    log_in(reviewer)


@pytest.fixture
def asker() -> Client:
    """The browser of who asks."""
    return Client()


def _ask(client: Client, **more: str) -> KnowledgeRecord:
    sent = {"what": QUESTION, "contact": ASKER, "form": str(uuid.uuid4())} | more
    answer = client.post("/deel/vraag", sent)
    assert answer.status_code == 302, answer.content.decode()
    return KnowledgeRecord.objects.get(pk=answer["Location"].rpartition("/")[2])


@pytest.fixture
def knowers(db: None, put_in: Callable[..., KnowledgeRecord]) -> None:
    """Somebody who left a record about it, and a schakelaar of the wijk."""
    row = put_in(
        "interventie",
        naam="Een buurtkamer die open blijft",
        soort="praktijk",
        samenvatting="Elke dag open, ook toen de vaste vrijwilliger stopte.",
    )
    Contributor.objects.create(
        record=row,
        token_hash=b"x" * 32,
        address=WRITER,
        may_be_asked=True,
        asked_until=timezone.localdate() + timedelta(days=90),
        made_at=timezone.now(),
    )
    Connector.objects.create(
        area="WK990311",
        area_name="De Spoordijk",
        origin="zelf",
        knows="de buurtkamer en wie de sleutel heeft",
        name="Bo",
        email=KNOWER,
        proposed_on=timezone.localdate(),
        since=timezone.localdate(),
    )
    renew()


@pytest.fixture
def shown(asker: Client, knowers: None, django_capture_on_commit_callbacks: Capture) -> KnowledgeRecord:
    """A question that an editor looked at."""
    with django_capture_on_commit_callbacks(execute=True):
        row = _ask(asker)
        show(row, State.REVIEWED)
        changed(row)
    mail.outbox.clear()
    return row


def _token(row: Passed) -> str:
    return queries.answer_link(row).rpartition("/")[2]


def test_a_question_is_looked_at_first_and_its_writer_gets_a_link(
    client: Client, db: None, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = _ask(client)
    assert (row.kind, row.state, row.public) == ("vraag", State.NEW, False)
    assert Client().get(row.get_absolute_url()).status_code == 404
    assert QUESTION not in Client().get("/vraag-het").content.decode()
    assert [one.subject for one in mail.outbox] == ["Je vraag is binnen"]
    assert row.contributor.may_be_asked is False  # who asks did not say that they know


@pytest.mark.parametrize("text", ["Mail mij op jan@example.org over de hal?", "Bel 06-12345678 over de hal?"])
def test_no_address_or_number_comes_into_a_question(client: Client, db: None, text: str) -> None:
    answer = client.post("/deel/vraag", {"what": text, "form": str(uuid.uuid4())})
    assert answer.status_code == 400
    assert "iedereen leest dit" in answer.content.decode()
    assert not KnowledgeRecord.objects.exists()


def test_the_editor_puts_it_up_and_passes_it_on_to_who_confirmed(
    client: Client, enter: None, knowers: None, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = _ask(Client())
        answer = client.post(f"/werkplek/kennis/{row.pk}/besluit", {"keuze": "zet-erop"})
    assert answer["Location"].endswith(f"/werkplek/kennis/vraag/{row.pk}")
    page = client.get(answer["Location"]).content.decode()
    keys = re.findall(r'name="wie" value="([^"]+)" checked', page)
    assert len(keys) == 2
    assert not any(address in page for address in (ASKER, WRITER, KNOWER))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(answer["Location"], {"wie": [*keys, "stuk-999999"]})
    assert sorted(one.to[0] for one in mail.outbox) == [WRITER, KNOWER]
    for one in mail.outbox:
        assert QUESTION in str(one.body)
        assert ASKER not in str(one.message())
    assert client.get(answer["Location"]).content.decode().count('name="wie"') == 0  # nobody is asked twice


def test_a_link_answers_once_read_it_is_public_and_found(
    client: Client, enter: None, shown: KnowledgeRecord, reviewer: User, organisation: Organisation,
    django_capture_on_commit_callbacks: Capture,
) -> None:  # fmt: skip
    people = [one.person.key for one in queries.who_knows(shown)]
    with django_capture_on_commit_callbacks(execute=True):
        actions.pass_on(actor=reviewer, organisation=organisation, row=shown, people=people)
    passed = Passed.objects.first()
    assert passed is not None
    link = f"/vraag-het/antwoord/{_token(passed)}"
    outside = Client()
    assert outside.get(link)["Referrer-Policy"] == "strict-origin"
    refused = outside.post(link, {"stap": "antwoord", "text": f"Mail {WRITER} maar even."})
    assert refused.status_code == 400
    said = {
        "stap": "antwoord",
        "text": "Laat twee mensen samen openen, een half jaar.",
        "by": "een buurvrouw",
    }
    for _twice in range(2):
        assert outside.post(link, said).status_code == 302
    assert "samen openen" not in outside.get(shown.get_absolute_url()).content.decode()
    assert "samen openen" in client.get("/werkplek/kennis").content.decode()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/werkplek/kennis/antwoord/{passed.pk}", {"keuze": "toon"})
    page = outside.get(shown.get_absolute_url()).content.decode()
    assert "samen openen" in page
    assert "een buurvrouw" in page
    assert [(one.to, one.subject) for one in mail.outbox] == [([ASKER], "Er is antwoord op je vraag")]
    assert "samen openen" in outside.get("/zoeken", {"q": "twee mensen samen openen"}).content.decode()
    _public_and_without_addresses(outside, shown)
    assert outside.post(link, said | {"text": "Toch iets heel anders."}).status_code == 400
    _erased_for_good(outside, link, shown)


def _public_and_without_addresses(outside: Client, row: KnowledgeRecord) -> None:
    """Wherever a question is read, its answer is too where it should, and no address of anybody is."""
    pages = ("/vraag-het", row.get_absolute_url(), "/kennis", "/kennis/feed?soort=vraag", "/kennis.json")
    pages += (
        "/kennis.csv",
        "/kennis.ris",
        "/kennis.bib",
        f"/api/v1/kennis/{row.key}",
        "/zoeken?q=buurtkamer",
    )
    pages += ("/oai?verb=ListRecords&metadataPrefix=oai_dc&set=vraag", "/vraag-het?q=buurtkamer")
    for page in pages:
        answer = outside.get(page)
        said = answer.content.decode()
        assert "buurtkamer open" in said, page
        assert not any(one in f"{said}{answer.headers}" for one in (ASKER, WRITER, KNOWER)), page
    assert "samen openen" in outside.get(f"/api/v1/kennis/{row.key}").content.decode()
    assert "samen openen" in outside.get("/kennis.json").content.decode()


def _erased_for_good(outside: Client, link: str, shown: KnowledgeRecord) -> None:
    """Taken back by its writer: gone from the page and the record, and a restore does not bring it back."""
    passed = Passed.objects.exclude(text="").get()
    kept = (passed.text, passed.by, passed.state)
    outside.post(link, {"stap": "weg"})
    shown.refresh_from_db()
    assert shown.data["antwoorden"] == []
    assert "samen openen" not in outside.get(shown.get_absolute_url()).content.decode()
    passed.text, passed.by, passed.state = kept
    passed.save()
    assert actions.erase_answer_again(str(passed.key))
    assert not actions.erase_answer_again(str(passed.key))
    assert Passed.objects.exclude(text="").count() == 0


def test_nobody_gets_more_than_two_questions_a_month(
    shown: KnowledgeRecord, reviewer: User, organisation: Organisation
) -> None:
    for _ in range(queries.MOST_A_MONTH):
        other = KnowledgeRecord.objects.get(pk=_ask(Client(), contact="").pk)
        Passed.objects.create(record=other, mark=queries.mark_of(WRITER), sent_on=timezone.localdate())
    assert [one.person.address for one in queries.who_knows(shown)] == [KNOWER]


def test_who_stopped_or_asked_it_is_not_asked(shown: KnowledgeRecord) -> None:
    Contributor.objects.filter(address=WRITER).update(may_be_asked=False)
    Connector.objects.filter(email=KNOWER).update(email=ASKER)
    assert queries.who_knows(shown) == []


def test_links_end_and_forged_ones_open_nothing(
    client: Client, shown: KnowledgeRecord, django_capture_on_commit_callbacks: Capture
) -> None:
    passed = Passed.objects.create(record=shown, mark=b"m" * 32, sent_on=timezone.localdate())
    link = f"/vraag-het/antwoord/{_token(passed)}"
    assert client.get(link).status_code == 200
    assert client.get(f"/vraag-het/antwoord/{passed.key}:vals").status_code == 404
    client.post(link, {"stap": "weet-niet"})
    passed.refresh_from_db()
    assert passed.state == Passed.State.UNKNOWN
    Passed.objects.update(
        state=Passed.State.SENT, answered_at=None, sent_on=timezone.localdate() - timedelta(days=61)
    )
    assert client.get(link).status_code == 404
    assert actions.forget_questions() == {"vragen aan iemand": 1}
    assert not Passed.objects.exists()


def test_a_question_taken_back_takes_its_answers_and_waiting_mail_along(
    asker: Client, shown: KnowledgeRecord, reviewer: User, organisation: Organisation
) -> None:
    people = [one.person.key for one in queries.who_knows(shown)]
    actions.pass_on(actor=reviewer, organisation=organisation, row=shown, people=people)
    passed = Passed.objects.first()
    assert passed is not None
    asker.post(f"/deel/mijn/{shown.pk}/weg")
    assert not Passed.objects.exists()
    assert asker.get(f"/vraag-het/antwoord/{_token(passed)}").status_code == 404
    assert asker.get(shown.get_absolute_url()).status_code == 410
    mail.outbox.clear()
    send_waiting()
    assert mail.outbox == []
    assert not Outgoing.objects.exclude(body="").exists()


def test_first_what_is_known_then_the_way_to_ask(client: Client, knowers: None) -> None:
    page = client.get("/vraag-het", {"q": "buurtkamer vrijwilliger"}).content.decode()
    assert "Een buurtkamer die open blijft" in page
    assert "/deel/vraag?vraag=buurtkamer%20vrijwilliger" in page
    form = client.get("/deel/vraag", {"vraag": "buurtkamer vrijwilliger"}).content.decode()
    assert 'value="buurtkamer vrijwilliger"' in form
