"""The wijkmanager of a city writes its analysis for its own organisation, in the programme of the team."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from conftest import PASSWORD
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.programme.analyses.actions import settle, start_analysis, to_area
from wijkwijzer_web.programme.cities.actions import join_programme
from wijkwijzer_web.programme.cities.queries import address_of
from wijkwijzer_web.programme.models import AreaAnalysis, Participation, Programme
from wijkwijzer_web.programme.programmes.queries import analyses_in
from wijkwijzer_web.programme.reports.queries import material

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    """Somebody who writes for a municipality of their own."""
    own = Organisation.objects.create(name="Gemeente Havermeer", slug="havermeer")
    user = User.objects.create_user("wijkmanager@havermeer.example", PASSWORD)
    Membership.objects.create(user=user, organisation=own, role=Role.EDITOR)
    return user


@pytest.fixture
def at_work(manager: User, log_in: Callable[[User], Client]) -> Client:
    """The wijkmanager, logged in."""
    return log_in(manager)


@pytest.fixture
def city(programme: Programme) -> Participation:
    """The first city of the programme."""
    return programme.participations.all()[0]


def _link(city: Participation) -> str:
    return "/werkplek/analyse/voor/" + address_of(city).rpartition("/")[2]


def _own(manager: User) -> Organisation:
    return manager.memberships.get().organisation


def _team(programme: Programme) -> User:
    return Membership.objects.get(organisation=programme.organisation).user


def test_the_link_of_a_city_leads_its_wijkmanager_to_an_analysis_in_the_programme(
    at_work: Client, manager: User, city: Participation, programme: Programme
) -> None:
    at_city = Client().get("/stad/" + address_of(city).rpartition("/")[2])
    assert _link(city) in at_city.content.decode()
    form = {"organisation": _own(manager).pk}
    answer = at_work.post(_link(city), form)
    row = AreaAnalysis.objects.get()
    assert answer.headers["Location"] == f"/werkplek/analyse/{row.pk}"
    assert (row.organisation, row.programme, row.area) == (_own(manager), programme, city.area)
    assert programme.trends[0]["text"] in str(row.body)  # and it looks at what the programme expects
    at_work.post(f"/werkplek/analyse/{row.pk}/stand", {"stap": "bij-de-wijk"})
    page = Client().get(programme.get_absolute_url()).content.decode()
    assert row.get_absolute_url() in page
    assert [chapter.analysis.area for chapter in material(programme, "").chapters] == [city.area]


def test_an_analysis_that_is_there_already_joins(
    at_work: Client, manager: User, city: Participation, programme: Programme
) -> None:
    row = start_analysis(actor=manager, organisation=_own(manager), area=city.area)
    assert row.title in at_work.get(_link(city)).content.decode()
    at_work.post(_link(city), {"analyse": row.pk})
    assert list(programme.analyses.all()) == [row]
    assert "Hoort bij het programma" in at_work.get(_link(city)).content.decode()


def test_only_the_link_and_the_own_wijk_open_the_programme(
    at_work: Client, manager: User, city: Participation, programme: Programme, member: Callable[[Role], User]
) -> None:
    team = member(Role.EDITOR)
    own, other = _own(manager), programme.participations.all()[1]
    elsewhere = start_analysis(actor=manager, organisation=own, area=other.area)
    with pytest.raises(PermissionDenied):
        start_analysis(actor=manager, organisation=own, area=city.area, programme=programme)
    with pytest.raises(ValidationError, match="andere wijk"):
        join_programme(actor=manager, analysis=elsewhere, city=city)
    theirs = start_analysis(
        actor=team,
        organisation=city.programme.organisation,
        area=city.area,
    )
    assert at_work.post(_link(city), {"analyse": theirs.pk}).status_code == 404
    assert at_work.post(_link(city), {"analyse": elsewhere.pk}).status_code == 404
    assert at_work.post(_link(city) + "x", {"organisation": own.pk}).status_code == 404
    assert at_work.post(_link(city), {"organisation": programme.organisation_id}).status_code == 400
    city.state, city.stopped_because = Participation.State.STOPPED, "Het geld was op."
    city.save()
    assert at_work.get(_link(city)).status_code == 404
    assert programme.analyses.count() == 0


def test_the_team_sees_whose_it_is_and_can_take_it_out(
    manager: User, city: Participation, programme: Programme, staff: Client
) -> None:
    row = start_analysis(actor=manager, organisation=_own(manager), area=city.area)
    join_programme(actor=manager, analysis=row, city=city)
    page = staff.get(f"/werkplek/programma/{programme.slug}").content.decode()
    assert "Geschreven door Gemeente Havermeer" in page
    assert f"/werkplek/analyse/{row.pk}" not in page  # what is no page for the team is no link
    staff.post(f"/werkplek/programma/{programme.slug}/analyse/{row.pk}/uit")
    row.refresh_from_db()
    assert row.programme is None


def test_settling_replaces_nothing_of_another_organisation_and_a_wijk_has_one_chapter(
    manager: User, city: Participation, programme: Programme, staff: Client
) -> None:
    team = _team(programme)
    rows = [
        start_analysis(actor=team, organisation=programme.organisation, area=city.area, programme=programme),
        start_analysis(actor=manager, organisation=_own(manager), area=city.area),
        start_analysis(actor=team, organisation=programme.organisation, area=city.area, programme=programme),
    ]
    for row, actor in zip(rows, (team, manager, team), strict=True):
        to_area(actor=actor, analysis=row)
    AreaAnalysis.objects.update(react_until=timezone.localdate())
    settle(actor=team, analysis=rows[0])
    settle(actor=manager, analysis=rows[1])
    rows[0].refresh_from_db()
    assert rows[0].state == AreaAnalysis.State.SETTLED
    assert analyses_in(programme) == [rows[0]]  # what the wijk still reads comes after what is settled
    settle(actor=team, analysis=rows[2])
    rows[0].refresh_from_db()
    assert rows[0].state == AreaAnalysis.State.REPLACED
    assert analyses_in(programme) == [rows[2]]
