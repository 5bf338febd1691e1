"""The work desk: the start list ticks by what is really there, and what waits stands by date."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from fixtures_desk import make_desk
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Card, Organisation, Role, User
from wijkwijzer_web.core.rooms import Waiting, starts
from wijkwijzer_web.desk.models import Desk
from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.portal.start.others import how_others_did
from wijkwijzer_web.portal.start.pages import groups, lead
from wijkwijzer_web.programme.models import Meeting

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def keeper(log_in: Callable[[User], Client], member: Callable[[Role], User]) -> Client:
    """An administrator of the organisation at work."""
    return log_in(member(Role.ADMINISTRATOR))


def _done(organisation: Organisation) -> set[str]:
    actor = User.objects.get(email="beheerder@example.org")
    return {step.key for step in starts(organisation, actor) if step.done}


def test_eight_steps_of_ten_minutes_at_most(keeper: Client, organisation: Organisation) -> None:
    actor = User.objects.get(email="beheerder@example.org")
    steps = starts(organisation, actor)
    assert [step.key for step in steps] == [
        *("kaart", "privacy", "mensen", "wijkpagina", "luisteren", "delen", "uitnodiging", "voorbeelden"),
    ]
    assert all(0 < step.minutes <= 10 and step.who for step in steps)
    for step in steps:
        assert keeper.get(step.url).status_code == 200, step.url
    page = keeper.get("/werkplek").content.decode()
    assert "1 van 8" in page, "there is no example to take away"


def test_the_list_ticks_itself_by_what_is_there(
    keeper: Client, organisation: Organisation, listeners: list[User]
) -> None:
    assert _done(organisation) == {"voorbeelden"}
    card = Card.objects.create(organisation=organisation, email="a@example.org", hours="altijd")
    assert _done(organisation) == {"voorbeelden", "kaart"}
    User.objects.create_user("ander@example.org").memberships.create(
        organisation=organisation, role=Role.EDITOR
    )
    assert "mensen" in _done(organisation)
    desk = make_desk(organisation, listeners)
    assert "luisteren" in _done(organisation)
    Desk.objects.filter(pk=desk.pk).update(opened=False)
    assert "luisteren" not in _done(organisation), "a desk that closes again is not done"
    card.privacy_contact, card.ticks = "fg@example.org", {"privacy": "2026-11-24"}
    card.save()
    assert "privacy" in _done(organisation)


def test_one_practice_and_one_failure_tick_together(
    keeper: Client, organisation: Organisation, put_in: object
) -> None:
    now = timezone.now()
    for kind, slug in (("interventie", "soep"), ("mislukking", "lege-zaal")):
        assert "delen" not in _done(organisation)
        KnowledgeRecord.objects.create(
            kind=kind,
            slug=slug,
            key=f"{kind}:{slug}",
            title=slug,
            data={},
            organisation=organisation,
            created_at=now,
            changed_at=now,
        )
    assert "delen" in _done(organisation)


def test_an_invitation_ticks_when_somebody_was_invited(keeper: Client, organisation: Organisation) -> None:
    meeting = Meeting.objects.create(
        organisation=organisation,
        theme="Eerste dag",
        day=timezone.localdate(),
        begins=datetime.time(10),
        ends=datetime.time(12),
        place="Het buurthuis",
        code="ABCD",
    )
    assert "uitnodiging" not in _done(organisation)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.INVITED)
    assert "uitnodiging" in _done(organisation)
    Meeting.objects.filter(pk=meeting.pk).update(is_example=True)
    assert "uitnodiging" not in _done(organisation), "an invented day is nobody's"


def test_the_list_can_be_laid_aside_and_taken_back(keeper: Client, organisation: Organisation) -> None:
    keeper.post("/werkplek/organisatie/tolbeke/opzij", {"opzij": "ja"})
    page = keeper.get("/werkplek").content.decode()
    assert "Om te beginnen" not in page
    assert "Toon de beginlijst weer" in page
    keeper.post("/werkplek/organisatie/tolbeke/opzij", {"opzij": "nee"})
    assert "Om te beginnen" in keeper.get("/werkplek").content.decode()


def test_a_wijk_page_is_mailed_under_the_own_name(
    keeper: Client, organisation: Organisation, shown: Current
) -> None:
    wijk = next(place for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")
    Card.objects.create(
        organisation=organisation,
        email="wijken@example.org",
        hours="elke dag",
        privacy_contact="fg@example.org",
        areas={wijk.key: wijk.name},
    )
    at = "/werkplek/organisatie/tolbeke/wijkpagina"
    assert keeper.post(at, {"area": wijk.key, "to": "geen adres"}).status_code == 400
    assert keeper.post(at, {"area": "WK000000", "to": "a@example.org"}).status_code == 400
    assert not mail.outbox
    keeper.post(at, {"area": wijk.key, "to": "collega@example.org", "note": "Kijk bij wonen"})
    send_waiting()
    (sent,) = mail.outbox
    assert sent.subject == "Hoe gaat het met De Spoordijk?"
    assert "/wijk/" in sent.body
    assert "“Kijk bij wonen”" in sent.body
    assert sent.from_email.startswith("Gemeente Tolbeke <")
    assert sent.reply_to == ["wijken@example.org"]
    assert sent.body.rstrip().endswith("Over privacy: fg@example.org")
    assert "wijkpagina" in _done(organisation)


def test_without_figures_the_page_says_what_to_do_next(keeper: Client, organisation: Organisation) -> None:
    page = keeper.get("/werkplek/organisatie/tolbeke/wijkpagina").content.decode()
    assert "/werkplek/organisatie/tolbeke/kaart" in page


def test_groups_by_date() -> None:
    def waits(text: str, days: int | None) -> Waiting:
        return Waiting(text, "/x", None if days is None else TODAY + datetime.timedelta(days=days), "Kamer")

    rows = [waits("laat", -1), waits("nu", 0), waits("straks", 7), waits("later", 8), waits("ooit", None)]
    made = groups(rows, TODAY)
    assert [(group.title, [one.text for one in group.lines]) for group in made] == [
        ("Te laat", ["laat"]),
        ("Vandaag", ["nu"]),
        ("Deze week", ["straks"]),
        ("Later", ["later"]),
        ("Zonder datum", ["ooit"]),
    ]
    assert lead(rows, TODAY) == "1 ding is te laat. 1 ding is voor vandaag."
    assert lead([], TODAY) == "Er wacht nu niets op je."
    assert groups([], TODAY) == []


def test_who_works_nowhere_hears_what_to_do(client: Client) -> None:
    client.force_login(User.objects.create_user("los@example.org"))
    page = client.get("/werkplek").content.decode()
    assert "De beheerder van je organisatie voegt je toe" in page
    assert client.get("/werkplek?organisatie=tolbeke").status_code == 404


def test_another_organisation_is_not_shown(keeper: Client) -> None:
    Organisation.objects.create(name="Gemeente Anders", slug="anders")
    for path in ("kaart", "opzij", "wijkpagina", "voorbeelden", "papier", "papier/dpia"):
        at = f"/werkplek/organisatie/anders/{path}"
        assert keeper.get(at).status_code in {404, 405}, path
    assert keeper.get("/werkplek?organisatie=anders").status_code == 404


def test_who_answers_for_privacy_is_asked_while_reading(keeper: Client, organisation: Organisation) -> None:
    page = "/werkplek/organisatie/tolbeke/papier/privacy"
    assert 'name="wie"' in keeper.get(page).content.decode()
    answer = keeper.post(f"{page}/gelezen", {"wie": "  "}, follow=True)
    assert "Vul eerst in wie over privacy gaat" in answer.content.decode()
    assert "privacy" not in _done(organisation)
    keeper.post(f"{page}/gelezen", {"wie": "functionaris,\r\nfg@example.org"})
    assert Card.objects.get().privacy_contact == "functionaris, fg@example.org"
    assert "privacy" in _done(organisation)
    assert 'name="wie"' not in keeper.get(page).content.decode()


def test_the_step_that_comes_now_says_how_another_did_it(keeper: Client, organisation: Organisation) -> None:
    actor = User.objects.get(email="beheerder@example.org")
    for step in starts(organisation, actor):
        assert how_others_did(step.key), step.key
    page = keeper.get("/werkplek").content.decode()
    assert "Zo deed een ander het" in page
    assert "week na kerst" in page
    assert "een bedachte provincie" in page
    assert "the week after Christmas" in keeper.get("/en/werkplek").content.decode()
