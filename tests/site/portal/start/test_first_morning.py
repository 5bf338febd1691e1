"""The forms of a first morning: nothing is typed twice, and one field at most is asked anew."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from conftest import PASSWORD
from fixtures_desk import make_desk
from wijkwijzer_web.core.models import Card, Organisation, Role, User
from wijkwijzer_web.desk.answering.actions import save_desk
from wijkwijzer_web.desk.models import Desk
from wijkwijzer_web.desk.queries import promised_day
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.programme.models import Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(organisation: Organisation) -> Card:
    """What was asked once."""
    return Card.objects.create(
        organisation=organisation,
        email="wijken@example.org",
        phone="0200 555 010",
        hours="maandag tot en met vrijdag",
        privacy_contact="fg@example.org",
        areas={"WK100101": "De Spoordijk"},
        started_on=timezone.localdate(),
    )


@pytest.fixture
def keeper(log_in: Callable[[User], Client], member: Callable[[Role], User], card: Card) -> Client:
    """An administrator at work, with a card that is filled in."""
    return log_in(member(Role.ADMINISTRATOR))


FORMS = {
    "/werkplek/organisatie/tolbeke/kaart": 0,
    "/werkplek/luisterloket/nieuw-loket": 0,
    "/deel/praktijk": 1,
    "/deel/mislukking": 1,
    "/werkplek/bijeenkomst/nieuw": 1,
    "/werkplek/dialogen/nieuw": 1,
}


@pytest.mark.parametrize(("at", "most"), FORMS.items())
def test_one_field_at_most_cannot_be_proposed(keeper: Client, at: str, most: int) -> None:
    form = keeper.get(at).context["form"]
    empty = [
        name
        for name, field in form.fields.items()
        if field.required and form[name].value() in (None, "") and not field.widget.is_hidden
    ]
    assert len(empty) <= most, f"asked anew: {', '.join(empty)}"


@pytest.mark.parametrize(("at", "most"), FORMS.items())
def test_who_set_this_up_and_is_a_member_of_nothing_starts_the_same(
    card: Card, log_in: Callable[[User], Client], at: str, most: int
) -> None:
    user = User.objects.create_superuser("installatie@example.org", PASSWORD)
    test_one_field_at_most_cannot_be_proposed(log_in(user), at, most)


def test_what_they_share_is_of_the_only_organisation_and_of_none_when_there_are_two(
    card: Card, log_in: Callable[[User], Client]
) -> None:
    keeper = log_in(User.objects.create_superuser("installatie@example.org", PASSWORD))
    said = {"what": "Elke maandag koken vijf buren soep in de hal.", "where": "De Spoordijk"}
    for n in range(2):
        assert keeper.post("/deel/praktijk", said | {"form": str(uuid4())}).status_code == 302
        assert KnowledgeRecord.objects.latest("pk").organisation == (None if n else card.organisation)
        Organisation.objects.create(name=f"Gemeente Anders {n}", slug=f"anders{n}")
        said["what"] = "Elke dinsdag eten zes buren samen in het buurthuis."


def _as_it_stands(form: object) -> dict[str, object]:
    """What a browser sends when nothing is typed."""
    sent: dict[str, object] = {}
    for field in form:  # type: ignore[attr-defined]
        value = field.value()
        if isinstance(value, datetime.date | datetime.time):
            value = value.isoformat()
        if value not in {None, False} if not isinstance(value, list | dict) else True:
            sent[field.html_name] = getattr(value, "pk", value)
    return sent


def test_a_desk_opens_in_two_pages_without_typing(
    keeper: Client, organisation: Organisation, listeners: list[User]
) -> None:
    at = "/werkplek/luisterloket/nieuw-loket"
    answer = keeper.post(at, _as_it_stands(keeper.get(at).context["form"]))
    assert answer.status_code == 302, answer.context["form"].errors
    desk = Desk.objects.get()
    assert (desk.opened, desk.privacy_contact) == (False, "fg@example.org")
    assert "0200 555 010" in desk.elsewhere
    page = f"/werkplek/luisterloket/{desk.slug}/luisteraars"
    people = [person.pk for person in listeners]
    for wrong, said in (
        ({"mensen": people[:1], "lees": "on", "open": "on"}, "twee luisteraars of meer"),
        ({"mensen": people, "open": "on"}, "Lees eerst de tekst"),
    ):
        answer = keeper.post(page, wrong)
        assert said in answer.content.decode()
        assert not Desk.objects.get().opened
    keeper.post(page, {"mensen": people, "lees": "on", "open": "on"})
    assert Desk.objects.get().opened
    assert "Een mens van Gemeente Tolbeke leest het" in Client().get(desk.get_absolute_url()).content.decode()


@pytest.mark.twice
def test_a_desk_without_privacy_or_with_unread_words_cannot_be_open(
    organisation: Organisation, listeners: list[User], member: Callable[[Role], User]
) -> None:
    desk = make_desk(organisation, listeners)
    for change in ({"privacy_contact": ""}, {"words_read": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Desk.objects.filter(pk=desk.pk).update(**change)
    desk.listeners.filter(user=listeners[0]).delete()
    with pytest.raises(ValidationError):
        save_desk(actor=member(Role.ADMINISTRATOR), desk=desk)


def test_a_promise_counts_the_days_on_which_they_work(card: Card, listeners: list[User]) -> None:
    desk = make_desk(card.organisation, listeners)
    friday = datetime.date(2026, 11, 27)
    assert promised_day(desk, friday) == datetime.date(2026, 12, 1)
    card.working_days, card.closed_days = [0, 2, 4], ["2026-11-30"]
    card.save()
    assert promised_day(desk, friday) == datetime.date(2026, 12, 4)
    card.working_days, card.closed_days = [6], []
    card.save()
    assert promised_day(desk, friday) == datetime.date(2026, 12, 1), "who never works promises as the law"


def test_a_practice_a_failure_and_a_day_each_with_one_field(keeper: Client) -> None:
    what = "Elke maandag soep in de hal van de flat, met vier buren."
    for kind in ("praktijk", "mislukking"):
        at = f"/deel/{kind}"
        sent = _as_it_stands(keeper.get(at).context["form"]) | {"what": f"{what} Zo ging het bij {kind}."}
        assert keeper.post(at, sent).status_code == 302
    assert set(KnowledgeRecord.objects.values_list("kind", flat=True)) == {"interventie", "mislukking"}
    at = "/werkplek/bijeenkomst/nieuw"
    sent = _as_it_stands(keeper.get(at).context["form"]) | {"theme": "Wat hoorden we?"}
    answer = keeper.post(at, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    meeting = Meeting.objects.get()
    keeper.post(f"/werkplek/bijeenkomst/{meeting.uid}/uitnodigen", {"emails": "gast@example.org"})
    page = keeper.get("/werkplek").content.decode()
    assert "allebei staan ze erop" in page
    assert "uitgenodigd" in page
