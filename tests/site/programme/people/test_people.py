"""Schakelaars: no name without a living yes, gone on day 184, no address anywhere, gone stays gone."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import AuditEntry, Organisation, Role, User
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.follow.models import Outgoing
from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.programme.models import Connector, Refusal, Relay
from wijkwijzer_web.programme.people import queries
from wijkwijzer_web.programme.people.actions import forget_people

pytestmark = pytest.mark.django_db(transaction=False)
AREA = "WK990311"
PAGE = "/wijk/WK990311-de-spoordijk/mensen"
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
Commits = Callable[..., object]


@pytest.fixture
def area(shown: Current) -> str:
    """De Spoordijk, with figures on show."""
    return AREA


def make(email: str, name: str = "", days: int | None = None, **more: object) -> Connector:
    """A schakelaar whose yes is so many days old; without days a proposal of today."""
    since = None if days is None else timezone.localdate() - datetime.timedelta(days=days)
    return Connector.objects.create(
        area=AREA,
        area_name="De Spoordijk",
        origin="genoemd",
        knows="de sleutel van de hal",
        name=name,
        email=email,
        proposed_on=since or timezone.localdate(),
        since=since,
        **more,
    )


def link_in(body: str) -> str:
    found = re.search(r"https?://[^/]+(/schakelaars/\S+)", body)
    assert found, body
    return found.group(1)


def named(client: Client, commits: Commits, **more: str) -> None:
    sent = {"wie": "genoemd", "weet": "de sleutel van de hal", "adres": "els@example.org"} | more
    with commits(execute=True):  # type: ignore[attr-defined]
        assert client.post(f"{PAGE}/noem", sent).status_code == 200


def test_named_by_another_confirmed_by_oneself(
    area: str, django_capture_on_commit_callbacks: Commits
) -> None:
    client = Client()
    named(client, django_capture_on_commit_callbacks)
    page = client.get(PAGE).content.decode()
    assert "sleutel" not in page  # a proposal is for the person only
    assert "sleutel" not in client.get("/schakelaars").content.decode()
    (sent,) = mail.outbox
    assert sent.to == ["els@example.org"]
    assert "sleutel" not in sent.body  # what another wrote stands behind the link
    mine = link_in(sent.body)
    opened = client.get(mine)
    assert "de sleutel van de hal" in opened.content.decode()
    assert opened.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in opened.headers["Cache-Control"]
    for wrong in ("", "els@example.org", "Els 06-12345678"):
        assert client.post(mine, {"stap": "ja", "name": wrong, "knows": "de hal"}).status_code == 400
    assert client.post(mine, {"stap": "ja", "name": "Els", "knows": "de hal"}).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Els" in page
    assert "els@example.org" not in page
    assert "1 mens zei zelf ja" in page


def test_whoever_names_never_hears_what_is_known_of_the_address(
    area: str, django_capture_on_commit_callbacks: Commits
) -> None:
    client = Client()
    named(client, django_capture_on_commit_callbacks)
    named(client, django_capture_on_commit_callbacks, adres="ELS@example.org")
    assert len(mail.outbox) == 1
    mine = link_in(mail.outbox[0].body)
    assert client.post(mine, {"stap": "nooit"}).status_code == 302
    assert not Connector.objects.exists()
    named(client, django_capture_on_commit_callbacks)
    assert len(mail.outbox) == 1
    assert client.get(mine).status_code == 404
    assert b"els" not in bytes(Refusal.objects.get().fingerprint)
    for n in range(9):
        client.post(f"{PAGE}/noem", {"wie": "zelf", "weet": "iets", "adres": f"n{n}@example.org"})
    assert Connector.objects.count() == 2  # five a day from one place, three were spent
    refused = Client().post(f"{PAGE}/noem", {"wie": "zelf", "weet": "Jan Jansen, 06-12345678", "adres": "x"})
    assert refused.status_code == 400
    assert "Er staat iets in dat bij één mens hoort" in refused.content.decode()


def test_a_yes_lives_184_days(area: str) -> None:
    with time_machine.travel(NOW, tick=False):
        row = make("els@example.org", "Els", 0)
        link = f"/schakelaars/mijn/{queries.link_of(row)}"
    with time_machine.travel(NOW + datetime.timedelta(days=149), tick=False):
        forget_people()
        assert not mail.outbox
    with time_machine.travel(NOW + datetime.timedelta(days=150), tick=False):
        forget_people()
        forget_people()
        send_waiting()
        assert len(mail.outbox) == 1  # asked again, once
        assert link_in(mail.outbox[0].body) == link
    with time_machine.travel(NOW + datetime.timedelta(days=183), tick=False):
        assert "Els" in Client().get(PAGE).content.decode()
        assert forget_people()["schakelaars"] == 0
    with time_machine.travel(NOW + datetime.timedelta(days=184), tick=False):
        for path in (PAGE, "/schakelaars"):
            assert "Els" not in Client().get(path).content.decode()  # before the night, already
        assert Client().get(link).status_code == 404
        assert Client().get(f"/schakelaars/vraag/{row.key}").status_code == 404
        assert forget_people()["schakelaars"] == 1
        assert not Connector.objects.exists()


def test_a_new_yes_begins_anew_and_a_proposal_lives_thirty_days(area: str) -> None:
    with time_machine.travel(NOW, tick=False):
        row = make("els@example.org", "Els", 160, asked_again_on=NOW.date())
        link = f"/schakelaars/mijn/{queries.link_of(row)}"
        answer = Client().post(link, {"stap": "ja", "name": "Els", "knows": "de hal"})
        assert answer.status_code == 302
        make("wim@example.org")
    with time_machine.travel(NOW + datetime.timedelta(days=30), tick=False):
        assert forget_people()["schakelaars"] == 1
        assert Connector.objects.get().name == "Els"
    with time_machine.travel(NOW + datetime.timedelta(days=100), tick=False):
        assert "Els" in Client().get(PAGE).content.decode()


def test_withdrawn_is_gone_at_once_and_after_a_restore(area: str) -> None:
    row, other = make("els@example.org", "Els", 3), make("wim@example.org", "Wim", 3)
    backup = Connector.objects.filter(pk__in=[row.pk, other.pk]).values()
    kept = [dict(one) for one in backup]
    for each, step in ((row, "weg"), (other, "nooit")):
        link = f"/schakelaars/mijn/{queries.link_of(each)}"
        assert Client().post(link, {"stap": step}).status_code == 302
    assert "Els" not in Client().get(PAGE).content.decode()
    Refusal.objects.all().delete()
    for one in kept:  # a restore of the day before
        Connector.objects.create(**one)
    assert erasures.erase_again().done == 2
    assert not Connector.objects.exists()
    assert queries.refused("wim@example.org")
    assert not queries.refused("els@example.org")


def test_a_question_is_passed_on_without_any_address(area: str) -> None:
    row = make("els@example.org", "Els", 3)
    page, once = f"/schakelaars/vraag/{row.key}", str(uuid.uuid4())
    assert "els@example.org" not in Client().get(page).content.decode()
    sent = {"aanvraag": once, "vraag": "Wie heeft de sleutel?", "adres": "vrager@example.org"}
    assert Client().post(page, sent | {"vraag": " "}).status_code == 400
    for _again in range(2):
        assert Client().post(page, sent).status_code == 302
    send_waiting()
    (to_els,) = mail.outbox
    assert "Wie heeft de sleutel?" in to_els.body
    raw = to_els.message().as_string()
    assert "vrager@" not in raw
    assert to_els.reply_to == []
    assert "Reply-To" not in raw
    answer = link_in(to_els.body)
    assert "vrager@" not in Client().get(answer).content.decode()
    assert Client().post(answer, {"antwoord": "De beheerder."}).status_code == 200
    send_waiting()
    to_asker = mail.outbox[-1]
    assert to_asker.to == ["vrager@example.org"]
    assert "els@" not in to_asker.message().as_string()
    assert "De beheerder." in to_asker.body
    assert Relay.objects.get().email == ""
    Client().post(answer, {"antwoord": "Nog een."})
    send_waiting()
    assert len(mail.outbox) == 2  # once
    assert "sleutel" not in str(Outgoing.objects.values())  # and in the box nothing is left
    assert "Wie heeft" not in str(Relay.objects.values())  # of the question nothing is kept
    for wrong in (answer + "x", "/schakelaars/antwoord/x", "/schakelaars/mijn/" + answer.split("/")[-1]):
        assert Client().get(wrong).status_code == 404


def test_a_mail_that_does_not_go_loses_nothing(area: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = make("els@example.org", "Els", 3)
    page = f"/schakelaars/vraag/{row.key}"
    sent = {"aanvraag": str(uuid.uuid4()), "vraag": "Wie heeft de sleutel?", "adres": "vrager@example.org"}

    def broken(*_a: object, **_k: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as down:
        down.setattr("django.core.mail.EmailMessage.send", broken)
        assert Client().post(page, sent).status_code == 302
        assert send_waiting() == {"sent": 0, "waiting": 1}
    Outgoing.objects.update(next_at=timezone.now())
    assert send_waiting() == {"sent": 1, "waiting": 0}
    assert "Wie heeft de sleutel?" in str(mail.outbox[-1].body)


def test_what_waits_to_be_mailed_goes_with_who_refuses(area: str) -> None:
    row = make("els@example.org", "Els", 3)
    sent = {"aanvraag": str(uuid.uuid4()), "vraag": "Wie heeft de sleutel?", "adres": "vrager@example.org"}
    assert Client().post(f"/schakelaars/vraag/{row.key}", sent).status_code == 302
    assert Outgoing.objects.exists()
    assert Client().post(f"/schakelaars/mijn/{queries.link_of(row)}", {"stap": "nooit"}).status_code == 302
    assert not Outgoing.objects.exists()


def test_old_questions_are_forgotten(area: str) -> None:
    with time_machine.travel(NOW, tick=False):
        row = make("els@example.org", "Els", 3)
        Relay.objects.create(connector=row, email="v@example.org", request=uuid.uuid4(), on=NOW.date())
    with time_machine.travel(NOW + datetime.timedelta(days=60), tick=False):
        assert forget_people()["doorgestuurde vragen"] == 1


def test_staff_ask_who_did_something_and_see_a_number(
    staff: Client,
    area: str,
    organisation: Organisation,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    told = [("doener@example.org", "Een praktijk in de hal")]
    monkeypatch.setattr("wijkwijzer_web.knowledge.service.askable", lambda area: told)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        done = staff.post(f"{PAGE}/vraag-wie-iets-deed", follow=True)
    said = done.content.decode()
    assert "We vroegen 1 persoon." in said
    assert "doener@" not in said
    assert mail.outbox[0].to == ["doener@example.org"]
    assert "doener" not in str(AuditEntry.objects.values_list("details", flat=True))
    assert Client().post(f"{PAGE}/vraag-wie-iets-deed").status_code == 302
    assert Connector.objects.get().origin == "deed"


def test_no_role_finds_a_name_without_a_living_yes(
    client: Client,
    area: str,
    member: Callable[[Role], User],
    administrator: User,
    log_in: Callable[[User], Client],
) -> None:
    make("a@example.org", "Levende Lieke", 183)
    make("b@example.org", "Verlopen Victor", 184)
    make("c@example.org", "", None)
    gone = make("d@example.org", "Weggegane Wies", 1)
    Client().post(f"/schakelaars/mijn/{queries.link_of(gone)}", {"stap": "weg"})
    start = [PAGE, "/", "/schakelaars", "/zoeken?q=sleutel+hal", "/programma", "/werkplek"]
    start += ["/wijk/WK990311-de-spoordijk", "/wijk/WK990311-de-spoordijk/lange-adem", "/account"]
    for who in (None, member(Role.EDITOR), administrator):
        client.logout()
        visitor = Client() if who is None else log_in(who)
        seen, todo = set(), list(start)
        while todo and len(seen) < 90:
            path = todo.pop(0)
            if path in seen:
                continue
            seen.add(path)
            said = visitor.get(path, follow=True).content.decode(errors="replace")
            assert "Victor" not in said, path
            assert "Weggegane" not in said, path
            assert not re.search(r"[abcd]@example\.org", said), path
            found = re.findall(
                r'href="(/(?:wijk|schakelaars|programma|werkplek|gevraagd|opgave)[^"#?]*)', said
            )
            todo += sorted(set(found) - seen)
        assert any("schakelaars" in path for path in seen)
    assert "Levende Lieke" in Client().get(PAGE).content.decode()
