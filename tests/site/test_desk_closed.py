"""What is told stays closed: in pages, feeds, files, mail, logs and a restored backup; and mail can wait."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from fixtures_desk import PASSWORD, Teller, make_desk
from wijkwijzer_web.core.models import AuditEntry, Membership, Organisation, Role, User
from wijkwijzer_web.core.trail.erasures import erase_again
from wijkwijzer_web.desk.answering import actions as answering
from wijkwijzer_web.desk.bottlenecks import actions as bottlenecks
from wijkwijzer_web.desk.models import (
    Bottleneck,
    Contact,
    Desk,
    Event,
    Follower,
    OwnerLink,
    Signal,
    Words,
)
from wijkwijzer_web.desk.queries import today
from wijkwijzer_web.desk.upkeep.actions import expire_desks, keep_up
from wijkwijzer_web.follow.models import Outgoing
from wijkwijzer_web.follow.service import send_waiting

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]
WORD = "zeepaardje"
PUBLIC = (
    *(
        "/",
        "/luisterloket",
        "/luisterloket/de-wissel",
        "/luisterloket/de-wissel/vertel",
        "/luisterloket/code",
    ),
    *("/knelpunten", "/knelpunten.csv", "/knelpunten/feed", "/regels-veranderd", "/experimenten", "/bereik"),
    *("/georeport/v2/services.json", "/georeport/v2/requests.json", "/georeport/v2/requests.xml"),
    *("/georeport/v2/discovery.json", "/zoeken?q=zeepaardje", "/dialogen", "/api/v1/openapi.json"),
    *("/robots.txt", "/privacy", "/mijn-signaal", "/werkplek"),
)


class DownBackend(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages: object) -> int:
        """Refuse the connection, as a server does that is not there."""
        raise ConnectionRefusedError("no mail for ik@example.org")


def _row(organisation: Organisation, proposed: User, confirmed: User, **more: object) -> Bottleneck:
    row = Bottleneck.objects.create(
        organisation=organisation,
        sentence="De huismeester mag geen lamp vervangen",
        owner="Dijkwonen, beheer",
        owner_mail="beheer@example.org",
        asked_on=today(),
        answer_due=today() + timedelta(days=30),
    )
    bottlenecks.propose(actor=proposed, bottleneck=row)
    bottlenecks.confirm(actor=confirmed, bottleneck=row, recognisable=False)
    row.refresh_from_db()
    return row


def test_a_planted_word_is_in_no_public_place_no_mail_and_no_log(
    teller: Teller, desk: Desk, listeners: list[User], log_in: Login, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    signal = teller.tell(f"Mijn {WORD} is weg.", contact="ik@example.org")
    teller.client.post("/mijn-signaal/erbij", {"tekst": WORD, "aanvraag": "kapot"})
    staff = log_in(listeners[0])
    address = f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}"
    page = staff.get(address).content.decode()
    assert WORD in page
    assert f"<title>{WORD}" not in page
    hidden = dict(re.findall(r'<input type="hidden" name="(gezien|aanvraag)" value="([^"]*)"', page))
    reply = {**hidden, "tekst": f"We zoeken je {WORD}.", "volgende": today().isoformat()}
    assert staff.post(address, reply).status_code == 302
    row = _row(desk.organisation, *listeners)
    Signal.objects.update(bottleneck=row)
    keep_up(actor=None)
    waiting = str(list(Outgoing.objects.values()))
    send_waiting()
    stranger = Client()
    for path in (*PUBLIC, f"/knelpunt/{row.pk}", f"/knelpunt/{row.pk}/volg"):
        for prefix in ("", "/en"):
            answer = stranger.get(f"{prefix}{path}")
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            assert WORD.encode() not in content or "zoeken" in path, path
    assert mail.outbox
    sent = " ".join(f"{one.subject} {one.body} {one.to}" for one in mail.outbox)
    assert WORD not in sent
    assert "De Spoordijk" not in sent
    assert WORD not in waiting
    assert "ik@example.org" not in str(list(Outgoing.objects.values())), "not in a key either"
    assert WORD not in str(list(AuditEntry.objects.values()))
    ours = [r for r in caplog.records if not r.name.startswith("django.db")]
    assert all(WORD not in f"{r.getMessage()} {r.__dict__.get('route', '')}" for r in ours)


def test_the_mail_server_is_down_and_nothing_is_lost(
    teller: Teller, desk: Desk, listener: User, log_in: Login, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.DownBackend"
    signal = teller.tell(contact="ik@example.org")
    answering.answer(actor=listener, signal=signal, text="Antwoord.", seen=10**9, next_on=today())
    keep_up(actor=None)
    assert send_waiting()["sent"] == 0
    waiting = Outgoing.objects.filter(kind="loket-antwoord")
    assert waiting.get().trouble == "ConnectionRefusedError"
    page = log_in(listener).get(f"/werkplek/luisterloket/{desk.slug}").content.decode()
    assert "de mailserver neemt" in page
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Outgoing.objects.update(next_at=timezone.now())
    assert send_waiting()["waiting"] == 0
    assert [one.subject for one in mail.outbox].count("Er is antwoord") == 1
    assert waiting.get().address == waiting.get().body == ""
    keep_up(actor=None)
    send_waiting()
    assert [one.subject for one in mail.outbox].count("Er is antwoord") == 1


def test_a_restored_backup_erases_again_contact_too(teller: Teller, desk: Desk, listener: User) -> None:
    gone = teller.tell(f"Mijn {WORD}.", contact="ik@example.org")
    other = Teller(desk)
    stays = other.tell("Een ander verhaal.", contact="jij@example.org")
    answering.answer(actor=listener, signal=stays, text="Klaar.", seen=10**9, closing="opgelost")
    Signal.objects.filter(pk=stays.pk).update(closed_on=today() - timedelta(days=31))
    backup = [list(model.objects.values()) for model in (Signal, Words, Contact)]
    teller.client.post("/mijn-signaal/wis")
    expire_desks(actor=None)
    assert not Contact.objects.exists()
    for values, model in zip(backup, (Signal, Words, Contact), strict=True):
        for row in values:
            key = model._meta.pk.attname  # type: ignore[union-attr]
            model.objects.update_or_create(pk=row[key], defaults=row)  # type: ignore[attr-defined]
    assert Words.objects.filter(text__contains=WORD).exists()
    erase_again()
    assert not Words.objects.filter(text__contains=WORD).exists()
    assert not Contact.objects.exists()
    assert Signal.objects.get(pk=gone.pk).code_hash is None
    assert Words.objects.filter(text="Een ander verhaal.").exists()


def test_words_go_after_the_months_of_the_desk_and_not_while_somebody_waits(
    teller: Teller, desk: Desk, listener: User
) -> None:
    waiting = teller.tell("Ik wacht nog.")
    done = Teller(desk).tell("Dit is klaar.")
    answering.answer(actor=listener, signal=done, text="Klaar.", seen=10**9, closing="opgelost")
    Signal.objects.update(last_word_at=timezone.now() - timedelta(days=400))
    assert expire_desks(actor=None)["verhalen van melders"] == 1
    assert list(Words.objects.exclude(text="").values_list("text", flat=True)) == ["Ik wacht nog."]
    waiting.refresh_from_db()
    assert waiting.state == "ontvangen"
    assert Signal.objects.count() == 2, "the rows stay, as counts"


@pytest.mark.twice
def test_no_signal_without_date_or_closing_no_knelpunt_without_owner_or_second_reader(
    teller: Teller, desk: Desk, listeners: list[User]
) -> None:
    signal = teller.tell()
    row = _row(desk.organisation, *listeners)
    wrong = [
        lambda: Signal.objects.filter(pk=signal.pk).update(next_on=None),
        lambda: Signal.objects.filter(pk=signal.pk).update(state="klaar", next_on=None),
        lambda: Signal.objects.filter(pk=signal.pk).update(state="klaar", closing="opgelost"),
        lambda: Bottleneck.objects.filter(pk=row.pk).update(owner=""),
        lambda: Bottleneck.objects.filter(pk=row.pk).update(answer_due=None),
        lambda: Bottleneck.objects.filter(pk=row.pk).update(confirmed_by=row.proposed_by_id),
        lambda: Bottleneck.objects.filter(pk=row.pk).update(state="niet-bij-ons"),
        lambda: Desk.objects.filter(pk=desk.pk).update(privacy_contact=""),
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_roles_a_story_is_read_by_its_listeners_and_nobody_else(
    teller: Teller, desk: Desk, organisation: Organisation, administrator: User, log_in: Login, client: Client
) -> None:
    signal = teller.tell()
    story = f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}"
    closed = [story, f"/werkplek/luisterloket/{desk.slug}", f"/werkplek/luisterloket/{desk.slug}/patronen"]
    assert {Client().get(path).status_code for path in closed} == {302}, "to the login"
    others = [administrator]
    for role in Role:
        person = User.objects.create_user(f"{role}@elders.example.org", PASSWORD)
        Membership.objects.create(user=person, organisation=organisation, role=role)
        others.append(person)
    elsewhere = Organisation.objects.create(name="Elders", slug="elders")
    listener = User.objects.create_user("luister@elders.example.org", PASSWORD)
    Membership.objects.create(user=listener, organisation=elsewhere, role=Role.EDITOR)
    make_desk(elsewhere, [listener], slug="elders")
    for person in [*others, listener]:
        staff = log_in(person)
        assert {staff.get(path).status_code for path in closed} == {404}, person
        assert staff.post(story, {"tekst": "x"}).status_code == 404
        staff.post("/account/uitloggen")
    assert not Event.objects.filter(kind="gelezen").exists()


def test_an_owners_link_opens_one_knelpunt_and_nothing_else(
    desk: Desk, teller: Teller, listeners: list[User]
) -> None:
    signal = teller.tell()
    first, second = (_row(desk.organisation, *listeners) for _ in range(2))
    asked = Outgoing.objects.filter(kind="loket-eigenaar").order_by("pk").first()
    assert asked
    link = re.search(r"/k/\S+", asked.body)
    assert link
    owner = Client()
    assert owner.get(link[0]).headers["Referrer-Policy"] == "strict-origin"
    assert owner.get(f"/eigenaar/{first.pk}").status_code == 200
    assert owner.get(f"/eigenaar/{second.pk}").status_code == 404
    assert owner.get("/mijn-signaal").headers["Location"] == "/luisterloket/code"
    for path in (
        f"/werkplek/knelpunten/{first.pk}",
        f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}",
        "/werkplek/knelpunten",
        "/beheer/",
        "/cms/",
    ):
        assert owner.get(path).status_code in {302, 403}, path
    stolen = owner.cookies[f"eigenaar-{first.pk}"].value
    owner.cookies[f"eigenaar-{second.pk}"] = stolen
    assert owner.get(f"/eigenaar/{second.pk}").status_code == 404
    assert OwnerLink.objects.filter(bottleneck=first).count() == 1
    bottlenecks.ask_again(actor=listeners[0], bottleneck=first)
    assert owner.get(link[0]).status_code == 410, "an earlier link stops"


def test_an_owner_answers_in_two_clicks_and_a_text_or_hears_why_not(
    desk: Desk, listeners: list[User]
) -> None:
    row = _row(desk.organisation, *listeners)
    link = re.search(r"/k/\S+", Outgoing.objects.get(kind="loket-eigenaar").body)
    assert link
    owner = Client()
    owner.get(link[0])
    page = f"/eigenaar/{row.pk}"
    later = (today() + timedelta(days=60)).isoformat()
    wrong = (
        {"doe": "niet-bij-ons", "tekst": "", "wie": ""},
        {"doe": "verleng", "tekst": "later", "tot": today().isoformat()},
        {"doe": "verleng", "tekst": "", "tot": later},
        {"doe": "besluit", "title": "x", "was": "", "becomes": "y", "reach": "wijk", "from_on": later},
        {"doe": "iets-anders"},
        {"doe": "verleng", "tekst": "later", "tot": "٢٠٢٧-01-01"},
    )
    for data in wrong:
        answer = owner.post(page, data)
        assert answer.status_code == 400, data
    for days in (60, 90):
        new = (today() + timedelta(days=days)).isoformat()
        assert (
            owner.post(page, {"doe": "verleng", "tekst": "De jurist kijkt.", "tot": new}).status_code == 302
        )
    third = {"doe": "verleng", "tekst": "nog eens", "tot": (today() + timedelta(days=120)).isoformat()}
    assert owner.post(page, third).status_code == 400, "twice at most"
    said = {"doe": "niet-bij-ons", "tekst": "De wet staat het niet toe.", "wie": "Het Rijk"}
    assert owner.post(page, said).status_code == 302
    assert owner.post(page, said).status_code == 400, "it has gone on meanwhile"
    assert "Het Rijk" in Client().get(f"/knelpunt/{row.pk}").content.decode()


def test_only_who_listens_to_residents_says_that_it_works(
    desk: Desk, listeners: list[User], second_editor: User, log_in: Login
) -> None:
    row = _row(desk.organisation, *listeners)
    bottlenecks.decide(
        row, {"title": "t", "was": "a", "becomes": "b", "reach": "wijk", "from_on": today(), "link": ""}
    )
    data = {"werkt": "werkt", "woorden": "Het gaat goed.", "wie": "De bewonersraad"}
    address = f"/werkplek/knelpunten/{row.pk}/nakijken"
    staff = log_in(second_editor)
    assert staff.post(address, data).status_code == 403
    staff.post("/account/uitloggen")
    assert log_in(listeners[0]).post(address, data).status_code == 302
    row.refresh_from_db()
    assert (row.works, row.works_by) == ("werkt", "De bewonersraad")


def test_another_desk_only_with_a_yes(teller: Teller, desk: Desk, listeners: list[User]) -> None:
    signal = teller.tell()
    there = make_desk(desk.organisation, listeners, slug="het-baken")
    answering.ask_to_move(actor=listeners[0], signal=signal, there=there)
    signal.refresh_from_db()
    assert signal.desk == desk
    teller.client.post("/mijn-signaal/ander-loket", {"mag": "nee"})
    signal.refresh_from_db()
    assert (signal.desk, signal.asked_desk) == (desk, None)
    answering.ask_to_move(actor=listeners[0], signal=signal, there=there)
    teller.client.post("/mijn-signaal/ander-loket", {"mag": "ja"})
    signal.refresh_from_db()
    assert signal.desk == there
    assert teller.client.get("/mijn-signaal").status_code == 200


def test_who_follows_hears_it_and_can_stop_for_good(desk: Desk, listeners: list[User]) -> None:
    row = _row(desk.organisation, *listeners)
    assert Client().post(f"/knelpunt/{row.pk}/volg", {"email": "volger@example.org"}).status_code == 200
    link = re.search(r"/knelpunten/volg/\S+", Outgoing.objects.get(kind="loket-bevestig").body)
    assert link
    Client().get(link[0])
    assert not Follower.objects.get().confirmed, "opening the link is not enough: scanners do that"
    Client().post(link[0], {"doe": "ja"})
    bottlenecks.accept(row, "Dit is van ons.")
    call_command("desk_upkeep")
    news = [one for one in mail.outbox if one.to == ["volger@example.org"]]
    assert any("Dit is van ons." in str(one.body) for one in news)
    Client().post(link[0], {"doe": "stop"})
    assert not Follower.objects.exists()
