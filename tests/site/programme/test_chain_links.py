"""Links written where they arise: where an opgave came from, what a result rests on, what a les became."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import AuditEntry, Organisation, Role, User
from wijkwijzer_web.core.rooms import Ref
from wijkwijzer_web.core.weaving import linked
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.portal.chain.queries import chain_of_area
from wijkwijzer_web.programme.chain import origins
from wijkwijzer_web.programme.models import Advice, Effort, Lesson, Opgave, Outcome

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 3, 1)


@pytest.fixture
def wijk(shown: Current) -> str:
    """De Spoordijk."""
    return next(place.key for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")


@pytest.fixture
def writer(client: Client, member: Callable[[Role], User], log_in: Callable[[User], Client]) -> User:
    """An editor who is logged in on `client`."""
    user = member(Role.EDITOR)
    client.cookies = log_in(user).cookies
    return user


@pytest.fixture
def opgave(organisation: Organisation, wijk: str) -> Opgave:
    """An opgave that came from nothing yet."""
    return Opgave.objects.create(
        organisation=organisation,
        area=wijk,
        area_name="De Spoordijk",
        what="Meer ontmoeting",
        owner="wij",
        since=DAY,
    )


def _lesson(opgave: Opgave) -> Lesson:
    effort = Effort.objects.create(opgave=opgave, what="Koffie", carrier="wij", begins_on=DAY)
    outcome = Outcome.objects.create(effort=effort, what="Er kwamen mensen", how=Outcome.How.NOT, on=DAY)
    return Lesson.objects.create(outcome=outcome, text="Begin met koffie bij de deur.", on=DAY)


def _form(opgave: Opgave, **changed: str) -> dict[str, str]:
    sent = {
        "organisation": str(opgave.organisation_id),
        "where": opgave.area,
        "what": opgave.what,
        "owner": opgave.owner,
        "since": DAY.isoformat(),
    }
    return sent | changed


def test_an_opgave_is_linked_to_a_thing_of_its_wijk_and_to_a_figure(
    client: Client, writer: User, opgave: Opgave
) -> None:
    advice = Advice.objects.create(
        organisation=opgave.organisation,
        number=1,
        text="Maak een plek",
        to_name="De gemeente",
        to_kind=Advice.To.MUNICIPALITY,
        area=opgave.area,
        area_name=opgave.area_name,
        issued_on=DAY,
        look_back_on=DAY + datetime.timedelta(days=180),
    )
    offered = dict(origins.choices(opgave.area, origins.ORIGINS, writer))
    assert f"advies:{advice.pk}" in offered
    figure = next(value for value in offered if value.startswith(f"cijfer:{opgave.area}:"))
    for value in (f"advies:{advice.pk}", figure):
        assert client.post(f"/werkplek/opgave/{opgave.pk}", _form(opgave, origin=value)).status_code == 302
        opgave.refresh_from_db()
        kind, _colon, key = value.partition(":")
        assert (opgave.origin_kind, opgave.origin_key) == (kind, key)
        chain = chain_of_area(opgave.area, writer)
        assert (Ref(kind, key), Ref("opgave", str(opgave.pk))) in chain.pairs
    assert client.post(f"/werkplek/opgave/{opgave.pk}", _form(opgave, origin="")).status_code == 302
    opgave.refresh_from_db()
    assert opgave.origin_kind == opgave.origin_key == ""


def test_what_is_not_offered_cannot_be_linked(client: Client, writer: User, opgave: Opgave) -> None:
    answer = client.post(f"/werkplek/opgave/{opgave.pk}", _form(opgave, origin="signaal:1"))
    assert answer.status_code == 400
    opgave.refresh_from_db()
    assert opgave.origin_kind == ""


def test_an_opgave_begins_at_the_thing_it_comes_from(client: Client, writer: User, opgave: Opgave) -> None:
    lesson = _lesson(opgave)
    asked = f"/werkplek/opgaven/nieuw?van=les:{lesson.pk}"
    assert "Begin met koffie bij de deur." in client.get(asked).content.decode()
    sent = _form(opgave, what="Ook elders", origin=f"les:{lesson.pk}")
    assert client.post(asked, sent).status_code == 302
    assert Opgave.objects.get(what="Ook elders").origin_key == str(lesson.pk)


def test_a_result_keeps_what_it_was_measured_with(client: Client, writer: User, opgave: Opgave) -> None:
    effort = _lesson(opgave).outcome.effort
    figure = next(
        value for value, _name in origins.choices(opgave.area, origins.MEASURES, writer) if "cijfer:" in value
    )
    sent = {"what": "Meer", "how": "cijfer", "source": "CBS", "on": DAY.isoformat(), "measured": figure}
    assert client.post(f"/werkplek/inzet/{effort.pk}/resultaat", sent).status_code == 302
    made = Outcome.objects.get(what="Meer")
    assert f"{made.from_kind}:{made.from_key}" == figure
    page = client.get(f"/opgave/{opgave.pk}").content.decode()
    assert "Effect gemeten" in page


@pytest.mark.parametrize("kind", ["interventie", "mislukking", "aanname"])
def test_one_button_makes_a_lesson_a_draft_that_an_editor_reads_first(
    client: Client, writer: User, opgave: Opgave, kind: str
) -> None:
    lesson = _lesson(opgave)
    address = f"/werkplek/les/{lesson.pk}/stuk"
    answer = client.post(address, {"soort": kind})
    assert answer["Location"].startswith("/deel/link/")
    assert client.get(answer["Location"], follow=True).status_code == 200
    made = KnowledgeRecord.objects.get(kind=kind)
    assert not made.public
    assert made.organisation == opgave.organisation
    lesson.refresh_from_db()
    assert (lesson.leads_to_kind, lesson.leads_to_key) == (kind, made.key)
    assert client.post(address, {"soort": kind})["Location"] == f"/opgave/{opgave.pk}"
    assert KnowledgeRecord.objects.count() == 1
    assert AuditEntry.objects.filter(action="programme.lead_to").count() == 2
    # For others the record is a place in the chain without words, until it is public.
    ref = Ref(kind, made.key)
    assert linked([ref], writer)[ref].title == ""


def test_only_who_writes_here_makes_a_record_of_it(
    client: Client, opgave: Opgave, member: Callable[[Role], User], log_in: Callable[[User], Client]
) -> None:
    address = f"/werkplek/les/{_lesson(opgave).pk}/stuk"
    assert client.post(address, {"soort": "aanname"})["Location"].startswith("/account/inloggen")
    reader = log_in(member(Role.VISITOR))
    assert reader.post(address, {"soort": "aanname"}).status_code == 404
    assert not KnowledgeRecord.objects.exists()
