"""Bad input of a programme that no other test sends: each line of its design, and what comes of it."""

from __future__ import annotations

import datetime
import time
import uuid

import icalendar
import pytest
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from test_front import Visitor, asked

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation, Role, User
from wijkwijzer_web.core.work.front import Limits
from wijkwijzer_web.programme.advice.actions import ask_again
from wijkwijzer_web.programme.analyses.actions import start_analysis
from wijkwijzer_web.programme.analyses.views import A_DAY_BY_ONE, REACTIONS_BY_ONE
from wijkwijzer_web.programme.cities.queries import address_of
from wijkwijzer_web.programme.invitations.actions import name_guest
from wijkwijzer_web.programme.invitations.queries import address_of_presenter, rounds
from wijkwijzer_web.programme.meetings import actions
from wijkwijzer_web.programme.models import (
    Advice,
    AreaAnalysis,
    AreaRole,
    Meeting,
    Participation,
    Presentation,
    Programme,
    Reaction,
    Task,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = {"theme": "T", "begins": "10:00", "ends": "15:00", "place": "Het Dok"}


def _read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


@pytest.fixture
def analysis(staff: Client, programme: Programme) -> AreaAnalysis:
    """An analysis that is with the wijk."""
    city = programme.participations.first()
    assert city is not None
    data = {"organisation": programme.organisation_id, "programme": programme.pk, "where": city.area}
    staff.post("/werkplek/analyse/nieuw", data)
    row = AreaAnalysis.objects.get()
    staff.post(f"/werkplek/analyse/{row.pk}/stand", {"stap": "bij-de-wijk"})
    return row


def _react(analysis: AreaAnalysis, text: str) -> int:
    data = {"alinea": "a1", "tekst": text, "namens": "", "aanvraag": str(uuid.uuid4())}
    return Client().post(f"/wijkanalyse/{analysis.pk}/reageer", data).status_code


@pytest.mark.twice
def test_one_code_is_never_in_two_rooms(
    staff: Client, programme: Programme, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = iter(meeting.code + "EFGH")
    monkeypatch.setattr(actions.secrets, "choice", lambda _of: next(letters))
    staff.post(f"/werkplek/programma/{programme.slug}/bijeenkomst/nieuw", DAY | {"day": str(TODAY)})
    other = programme.meetings.exclude(pk=meeting.pk).get()
    assert other.code == "EFGH"
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=other.pk).update(code=meeting.code)


def test_moved_twice_and_then_called_off_is_one_date_in_a_calendar(
    staff: Client, programme: Programme
) -> None:
    staff.post(f"/werkplek/programma/{programme.slug}/bijeenkomst/nieuw", DAY | {"day": "2027-05-07"})
    row = programme.meetings.get()
    for day in ("2027-05-08", "2027-05-09"):
        staff.post(f"/werkplek/bijeenkomst/{row.uid}/gegevens", DAY | {"day": day})
    staff.post(f"/werkplek/bijeenkomst/{row.uid}/stand", {"stand": "afgelast"})
    file = Client().get(f"/programma/{programme.slug}/agenda.ics").content
    (event,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert (event["sequence"], event["status"]) == (3, "CANCELLED")
    assert event.decoded("dtstart").date() == datetime.date(2027, 5, 9)


def test_what_a_city_did_stays_when_it_leaves_halfway(
    staff: Client, programme: Programme, meeting: Meeting, analysis: AreaAnalysis
) -> None:
    leaving = programme.participations.get(area=analysis.area)
    staying = programme.participations.exclude(pk=leaving.pk).get()
    for city in (leaving, staying):
        name_guest(city, f"mens{city.pk}@stad.nl", "wonen")
    link = address_of(leaving)
    at = f"/werkplek/programma/{programme.slug}/stad/{leaving.pk}"
    staff.post(at, {"state": "gestopt", "because": "Het geld was op."})
    assert [each.city for each in rounds(meeting)] == [staying]
    assert Client().get("/stad/" + link.rpartition("/")[2]).status_code == 404
    assert leaving.area_name in _read(analysis.get_absolute_url())
    staff.post(f"/werkplek/programma/{programme.slug}/rapport/1")
    assert leaving.area_name in str(programme.reports.get().document)


def test_a_wijk_that_is_no_longer_there_keeps_its_pages(
    staff: Client, programme: Programme, analysis: AreaAnalysis
) -> None:
    gone = "WK999999"
    Participation.objects.filter(area=analysis.area).update(area=gone, area_name="De Oude Wijk")
    AreaAnalysis.objects.filter(pk=analysis.pk).update(area=gone, area_name="De Oude Wijk")
    assert "De Oude Wijk" in _read(f"/programma/{programme.slug}")
    assert "Wijkanalyse" in _read(analysis.get_absolute_url())
    assert Client().get(f"/wijk/{gone}-x/analyse").status_code == 404
    staff.post(f"/werkplek/programma/{programme.slug}/rapport/1")
    report = programme.reports.get()
    staff.post(f"/werkplek/programma/{programme.slug}/rapport/uitbrengen/{report.pk}")
    assert "Per wijk" in _read(f"/programma/{programme.slug}/rapport/1")
    with pytest.raises(Exception, match="Er zijn geen cijfers van deze wijk"):
        start_analysis(actor=_actor(), organisation=programme.organisation, area=gone)


def _actor() -> User:
    return User.objects.get(email=f"{Role.EDITOR}@example.org")


def test_a_presentation_that_is_far_too_large_is_refused(meeting: Meeting) -> None:
    row = Presentation.objects.create(meeting=meeting, area="WK1", area_name="W", what="Iets")
    at = "/presentatie/" + address_of_presenter(row).rpartition("/")[2]
    body = b"what=" + b"x" * 6_000_000
    answer = Client().post(at, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    row.refresh_from_db()
    assert row.what == "Iets"


@pytest.mark.parametrize("told", [True, False], ids=["with its length", "without"])
def test_a_presentation_of_300_mb_is_refused_in_words_and_kept_nowhere(
    meeting: Meeting, *, told: bool
) -> None:
    row = Presentation.objects.create(meeting=meeting, area="WK1", area_name="W", what="Iets")
    at = "/presentatie/" + address_of_presenter(row).rpartition("/")[2]
    headers = [(b"content-type", b"multipart/form-data; boundary=x")]
    headers += [] if told else [(b"transfer-encoding", b"chunked")]
    begin = b'--x\r\nContent-Disposition: form-data; name="what"; filename="dag.pptx"\r\n\r\n'
    sent = [begin, *[b"x" * 1_000_000] * 300]
    visitor = Visitor(at, sent, headers=headers, length=300_000_000 if told else 0)
    site = get_wsgi_application()
    asked(visitor, limits=Limits(), application=site)
    assert visitor.status == 413
    assert "te groot" in visitor.text.decode()
    assert len(visitor.pieces) > 270  # and the rest of it was not waited for
    row.refresh_from_db()
    assert row.what == "Iets"


def test_two_hundred_reactions_of_one_night_from_one_address(
    analysis: AreaAnalysis, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    hour = len([None for n in range(100) if _react(analysis, f"Reactie {n}.") == 200])
    assert hour == REACTIONS_BY_ONE
    later = time.time() + 3601
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: later)
    assert len([None for n in range(100) if _react(analysis, f"Later {n}.") == 200]) == A_DAY_BY_ONE - hour
    assert analysis.reactions.count() == A_DAY_BY_ONE
    assert "Reactie 3." not in _read(analysis.get_absolute_url())  # nobody reads them unseen
    waiting = [str(each.pk) for each in analysis.reactions.all()]
    at = f"/werkplek/analyse/{analysis.pk}/reacties/verberg"
    staff.post(at, {"reactie": waiting, "omdat": ""})  # a reason is required, of one and of many
    assert analysis.reactions.filter(state=Reaction.State.WAITING).count() == A_DAY_BY_ONE
    staff.post(at, {"reactie": waiting[1:], "omdat": "Steeds hetzelfde, van één afzender."})
    assert analysis.reactions.filter(state=Reaction.State.HIDDEN).count() == A_DAY_BY_ONE - 1
    (left,) = analysis.reactions.filter(state=Reaction.State.WAITING)
    assert str(left.pk) == waiting[0]


def test_the_name_of_a_neighbour_is_hidden_everywhere_also_in_a_report(
    staff: Client, programme: Programme, analysis: AreaAnalysis
) -> None:
    _react(analysis, "Buurvrouw Verzinsel betaalt haar huur niet.")
    reaction = Reaction.objects.get()
    at = f"/werkplek/analyse/{analysis.pk}/reactie/{reaction.pk}/toon"
    staff.post(at, {"toon": "ja"})
    staff.post(f"/werkplek/programma/{programme.slug}/rapport/1")
    report = programme.reports.get()
    staff.post(f"/werkplek/programma/{programme.slug}/rapport/uitbrengen/{report.pk}")
    places = (analysis.get_absolute_url(), f"/programma/{programme.slug}/rapport/1")
    assert all("Verzinsel" in _read(each) for each in places)
    staff.post(at, {"toon": "nee", "omdat": ""})  # a reason is required
    assert "Verzinsel" in _read(places[0])
    staff.post(at, {"toon": "nee", "omdat": "Er staat een naam in."})
    assert not any("Verzinsel" in _read(each) for each in places)


def test_an_advice_to_an_organisation_that_is_gone_stays_open_in_public(
    staff: Client, organisation: Organisation
) -> None:
    long_ago = TODAY - datetime.timedelta(days=400)
    row = Advice.objects.create(
        organisation=organisation,
        number=1,
        text="Houd het loket open.",
        to_kind="instelling",
        to_name="Stichting Weg",
        issued_on=long_ago,
        look_back_on=TODAY,
    )
    assert ask_again()["adviezen zonder adres"] == 1
    assert "Geen antwoord sinds" in _read(row.get_absolute_url())
    at = f"/werkplek/advies/{row.pk}/antwoord"
    assert staff.post(at, {"state": "gestopt", "because": ""}).status_code == 400
    staff.post(at, {"state": "gestopt", "because": "De stichting bestaat niet meer."})
    assert "De stichting bestaat niet meer." in _read(row.get_absolute_url())
    assert ask_again()["adviezen gevraagd"] == 0


def test_two_in_one_role_at_once_and_a_gap_between_are_both_told(
    shown: Current, staff: Client, organisation: Organisation
) -> None:
    place = shown.names.at_level("wijk")[0]
    sent = {"organisation": organisation.pk, "where": place.key, "kind": "manager", "title": "Gebiedsmanager"}
    spans = (("2015-01-01", "2017-01-01"), ("2016-01-01", "2017-06-01"), ("2019-01-01", ""))
    for number, (begins, ends) in enumerate(spans):
        data = sent | {"holder": f"gemeente {number}", "begins_on": begins, "ends_on": ends}
        assert staff.post("/werkplek/rol/nieuw", data).status_code == 302
    assert AreaRole.objects.count() == 3
    page = _read(f"/wijk/{place.key}-x/lange-adem")
    assert all(f"gemeente {number}" in page for number in range(3))


def test_a_report_that_comes_again_after_a_correction_says_so_in_the_old_one(
    staff: Client, programme: Programme, analysis: AreaAnalysis
) -> None:
    at, address = f"/werkplek/programma/{programme.slug}/rapport", f"/programma/{programme.slug}/rapport/1"
    for intro in ("Eerst stond er dit.", "Nu staat het goed."):
        staff.post(f"{at}/1", {"intro": intro})
        draft = programme.reports.get(published_on=None)
        staff.post(f"{at}/uitbrengen/{draft.pk}")
    assert "Nu staat het goed." in _read(address)
    old = _read(f"{address}/versie/1")
    assert "Eerst stond er dit." in old
    assert f"{address}/versie/2" in old
    assert Task.objects.count() == 0
