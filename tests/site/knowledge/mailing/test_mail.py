"""Mail of knowledge: each once, tried again when the server is away, never after erasure, no other words."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from wijkwijzer_web.core.models import User
from wijkwijzer_web.follow.models import Follower, Outgoing
from wijkwijzer_web.follow.outbox.actions import later, send_waiting, troubles
from wijkwijzer_web.knowledge.contribute.actions import erase_again, forget_address
from wijkwijzer_web.knowledge.following.actions import choice_of_query, forget_choices, write_week
from wijkwijzer_web.knowledge.mailing.actions import write_due
from wijkwijzer_web.knowledge.models import Contributor, FollowedChoice, KnowledgeRecord, Revision, State
from wijkwijzer_web.knowledge.records.actions import show
from wijkwijzer_web.knowledge.review.actions import write_queue

SOUP = "Elke maandag koken twee bewoners soep in de hal. Wie wil, eet mee."
ADDRESS = "soep@example.org"
Capture = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def left(client: Client, db: None, django_capture_on_commit_callbacks: Capture) -> KnowledgeRecord:
    """A praktijk that somebody left with an address; its first mail is taken out of the box."""
    sent = {"what": SOUP, "where": "De Spoordijk", "contact": ADDRESS, "form": str(uuid.uuid4())}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/deel/praktijk", sent)
    return KnowledgeRecord.objects.get(pk=answer["Location"].rpartition("/")[2])


@pytest.fixture
def public(left: KnowledgeRecord) -> KnowledgeRecord:
    """The same, looked at by an editor."""
    show(left, State.REVIEWED)
    left.review_on = timezone.localdate() + timedelta(days=300)
    left.save()
    mail.outbox.clear()
    return left


def _links(text: str) -> list[str]:
    return re.findall(r"https?://[^/\s]+(/\S+)", text)


def test_the_first_mail_has_a_link_that_edits_and_is_sent_once(client: Client, left: KnowledgeRecord) -> None:
    assert [one.to for one in mail.outbox] == [[ADDRESS]]
    body = mail.outbox[0].body
    assert "soep" not in body.lower()
    assert Client().get(_links(str(body))[0], follow=True).status_code == 200
    row = Outgoing.objects.get()
    assert (row.address, row.body) == ("", "")
    send_waiting()
    assert len(mail.outbox) == 1


def test_what_fails_is_tried_again_and_sent_once(
    monkeypatch: pytest.MonkeyPatch, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: EmailMessage, fail_silently: bool = False) -> int:
        raise SMTPServerDisconnected(f"no answer for {ADDRESS}")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", broken)
        assert later("a", letter="kennis-klopt-niet", to=ADDRESS, values={"link": "/x"})
        assert not later("a", letter="kennis-klopt-niet", to=ADDRESS, values={"link": "/x"})
        assert send_waiting() == {"sent": 0, "waiting": 1}
        assert send_waiting() == {"sent": 0, "waiting": 0}  # not at once again
    assert ADDRESS not in caplog.text
    Outgoing.objects.update(made_at=timezone.now() - timedelta(hours=3))
    assert troubles()
    Outgoing.objects.update(next_at=timezone.now())
    assert send_waiting() == {"sent": 1, "waiting": 0}
    Outgoing.objects.update(next_at=timezone.now())
    assert send_waiting() == {"sent": 0, "waiting": 0}
    assert len(mail.outbox) == 1
    assert not troubles()


@pytest.mark.parametrize("how", ["erase", "restore", "stop"])
def test_nothing_is_sent_after_erasure(client: Client, public: KnowledgeRecord, how: str) -> None:
    public.review_on = timezone.localdate() + timedelta(days=10)
    public.save()
    write_due(actor=None)
    assert Outgoing.objects.filter(kind="kennis-datum-nadert", sent_at=None).exists()
    if how == "erase":
        client.post(f"/deel/mijn/{public.pk}/weg")
    elif how == "restore":
        assert erase_again(public.key)
    else:
        assert forget_address(public.key)
    assert not Outgoing.objects.filter(about__contains=public.key).exists()
    send_waiting()
    write_due(actor=None)
    send_waiting()
    assert not mail.outbox


def test_dates_and_the_yes_are_asked_once_and_only_when_near(public: KnowledgeRecord) -> None:
    today = timezone.localdate()
    write_due(actor=None)
    assert not Outgoing.objects.exclude(kind="kennis-binnen").exists()
    for days in (335, 340, 364):
        write_due(actor=None, on=today + timedelta(days=days))
    kinds = list(Outgoing.objects.values_list("kind", flat=True))
    assert kinds.count("kennis-nog-eens-ja") == 1
    assert kinds.count("kennis-datum-nadert") == 0  # day 300 passed unseen in this test
    write_due(actor=None, on=today + timedelta(days=299))
    assert Outgoing.objects.filter(kind="kennis-datum-nadert").count() == 1


def test_one_question_a_month_of_which_the_answer_waits_for_an_editor(public: KnowledgeRecord) -> None:
    Contributor.objects.update(made_at=timezone.now() - timedelta(days=60))
    first = date(2027, 3, 2)
    for day in (first, first + timedelta(days=1), first + timedelta(days=20), date(2027, 4, 1)):
        write_due(actor=None, on=day)
    asked = Outgoing.objects.filter(kind="kennis-vraag-van-de-maand")
    assert asked.count() == 2
    assert Contributor.objects.get().asked == ["looptijd", "einddoelgroep"]
    send_waiting()
    message = str(mail.outbox[0].body)
    assert "soep" not in message.lower()
    visitor = Client()
    page = visitor.get(_links(message)[0], follow=True)
    assert "Hoe lang doen jullie dit al" in page.content.decode()
    form = page.context["form"]
    sent = {
        "answer": "Al zes jaar, en het gaat door.",
        "form": str(uuid.uuid4()),
        "version": form["version"].value(),
    }
    address = page.redirect_chain[-1][0]
    assert visitor.post(address, {**sent, "answer": ""}).status_code == 400
    assert visitor.post(address, sent).status_code == 302
    assert public.revisions.get(status=Revision.Status.WAITING).data["looptijd"].startswith("Al zes jaar")
    again = visitor.post(address, {**sent, "form": str(uuid.uuid4()), "answer": "Nee, drie."})
    assert again.status_code == 409
    assert "Al zes jaar" in again.content.decode()
    assert "Nee, drie." in again.content.decode()
    assert Client().get(address).status_code == 404
    assert Client().get("/deel/mail/verzonnen:link:x").status_code == 404


def _react(row: KnowledgeRecord, sort: str, text: str = "") -> None:
    sent = {"sort": sort, "text": text, "form": str(uuid.uuid4())}
    Client().post(f"/reactie/stuk/{row.key}", sent)


def test_not_right_is_mailed_once_a_day_and_words_of_others_never(
    public: KnowledgeRecord, log_in: Callable[[User], Client], reviewer: User
) -> None:
    _react(public, "klopt")
    assert not Outgoing.objects.filter(kind="kennis-klopt-niet").exists()
    for _n in range(5):
        _react(public, "klopt-niet")
    assert Outgoing.objects.filter(kind="kennis-klopt-niet").count() == 1
    _react(public, "aanvulling", "Buurman Pieterse van nummer 12 kookt nu.")
    assert not Outgoing.objects.filter(kind="kennis-reactie").exists()  # nobody read it yet
    staff = log_in(reviewer)
    from wijkwijzer_web.knowledge.models import Reaction

    waiting = Reaction.objects.get(sort="aanvulling")
    staff.post(f"/werkplek/kennis/reactie/{waiting.pk}", {"keuze": "toon"})
    staff.post(
        f"/reactie/stuk/{public.key}/antwoord",
        {
            "organisation": reviewer.memberships.get().organisation_id,
            "sort": "organisatie",
            "text": "Wij betalen de soep van Pieterse.",
            "form": str(uuid.uuid4()),
        },
    )
    assert Outgoing.objects.filter(kind="kennis-reactie").count() == 2
    send_waiting()
    assert len(mail.outbox) == 3
    assert not any("Pieterse" in str(one.body) + one.subject for one in mail.outbox)


def test_an_editor_hears_once_a_working_day_what_waits(left: KnowledgeRecord, reviewer: User) -> None:
    monday, saturday = date(2026, 11, 30), date(2026, 12, 5)
    for day in (monday, monday, saturday, monday + timedelta(days=1)):
        write_queue(actor=None, on=day)
    rows = Outgoing.objects.filter(kind="kennis-rij")
    assert {row.address for row in rows} == {reviewer.email}
    assert rows.count() == 2
    assert not any("soep" in row.body.lower() for row in rows)
    left.delete()
    write_queue(actor=None, on=monday + timedelta(days=2))
    assert Outgoing.objects.filter(kind="kennis-rij").count() == 2


def _follow(query: str, capture: Capture) -> None:
    mail.outbox.clear()
    with capture(execute=True):
        assert Client().post(f"/kennis/volg{query}", {"email": "volger@example.org"}).status_code == 200
    token = _links(str(mail.outbox[0].body))[0]
    assert Client().get(token).status_code == 200
    assert not Follower.objects.get().confirmed  # a scanner of mail only opens it
    assert "Je volgt deze keuze" in Client().post(token).content.decode()


def test_a_week_is_told_only_with_news_and_until_stopped(
    put_in: Callable[..., KnowledgeRecord], django_capture_on_commit_callbacks: Capture
) -> None:
    row = put_in("interventie", naam="De lamp brandt", soort="praktijk", opgaven=["wonen"])
    other = put_in("interventie", naam="Elke middag bal", soort="praktijk", opgaven=["veiligheid"])
    wednesday = datetime(2026, 11, 25, 12, tzinfo=UTC)
    KnowledgeRecord.objects.filter(pk__in=(row.pk, other.pk)).update(published_at=wednesday)
    _follow("?opgave=wonen&pagina=2", django_capture_on_commit_callbacks)
    mail.outbox.clear()
    for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 6), date(2026, 12, 7)):
        write_week(actor=None, on=day)
    send_waiting()
    assert len(mail.outbox) == 1
    body = str(mail.outbox[0].body)
    assert "De lamp brandt" in body
    assert "Elke middag bal" not in body
    forget_choices(actor=None)
    assert FollowedChoice.objects.count() == 1
    stop = next(link for link in _links(body) if link.endswith("/stop"))
    assert Client().get(stop).status_code == 200
    assert Follower.objects.exists()
    Client().post(stop)
    assert not Follower.objects.exists()
    assert Client().post(stop).status_code == 200
    KnowledgeRecord.objects.update(published_at=wednesday + timedelta(days=14))
    write_week(actor=None, on=date(2026, 12, 14))
    assert not Outgoing.objects.filter(sent_at=None).exists()
    FollowedChoice.objects.update(made_at=timezone.now() - timedelta(days=20))
    forget_choices(actor=None)
    assert not FollowedChoice.objects.exists()


def test_a_waiting_digest_names_nothing_that_was_withdrawn(
    put_in: Callable[..., Any], django_capture_on_commit_callbacks: Capture, reviewer: User
) -> None:
    from wijkwijzer_web.knowledge.records.actions import withdraw

    row = put_in("interventie", naam="De lamp brandt", soort="praktijk", opgaven=["wonen"])
    KnowledgeRecord.objects.update(published_at=datetime(2026, 11, 25, 12, tzinfo=UTC))
    _follow("?opgave=wonen", django_capture_on_commit_callbacks)
    write_week(actor=None, on=date(2026, 11, 30))
    row.refresh_from_db()
    withdraw(actor=reviewer, row=row, reason="Het klopte niet.")
    mail.outbox.clear()
    write_week(actor=None, on=date(2026, 11, 30))
    send_waiting()
    assert not mail.outbox


def test_the_same_choice_is_one_choice() -> None:
    assert choice_of_query("?soort=tip&jaar=2024") == choice_of_query("jaar=2024&pagina=9&soort=tip&x=<b>")
