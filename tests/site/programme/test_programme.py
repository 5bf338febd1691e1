"""A programme: cities that choose their own wijk, the reports, the own past, and the chain."""

from __future__ import annotations

import datetime
import uuid
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import Ref
from wijkwijzer_web.core.weaving import linked, woven
from wijkwijzer_web.programme.models import (
    Advice,
    AreaAnalysis,
    Effort,
    Lesson,
    Meeting,
    Opgave,
    Outcome,
    Participation,
    Programme,
    Task,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_a_city_proposes_a_wijk_without_account_and_sees_its_figures(
    shown: Current, programme: Programme
) -> None:
    place = shown.names.at_level("wijk")[5]
    data = {
        "city": place.gemeente_name,
        "where": f"{place.name} {place.gemeente_name}",
        "risk": "Mensen trekken weg.",
        "contact_email": "stad@example.org",
        "punt_bouwperiode": "jaren zestig",
    }
    answer = Client().post(f"/programma/{programme.slug}/doe-mee", data)
    assert place.name in answer.content.decode()
    assert "mensen" in answer.content.decode()
    page = Client().get(f"/programma/{programme.slug}").content.decode()
    assert "Mensen trekken weg." not in page  # the team looks first
    row = programme.participations.get(area=place.key)
    assert row.state == Participation.State.PROPOSED
    row.state = Participation.State.TAKES_PART
    row.save()
    page = Client().get(f"/programma/{programme.slug}").content.decode()
    assert "jaren zestig" in page
    assert "stad@example.org" not in page


def test_a_programme_that_is_not_public_is_for_its_team(staff: Client, programme: Programme) -> None:
    Programme.objects.filter(pk=programme.pk).update(public=False)
    for address in (f"/programma/{programme.slug}", f"/programma/{programme.slug}/agenda.ics"):
        assert Client().get(address).status_code == 404
        assert staff.get(address).status_code == 200


def test_trends_are_written_in_lines_and_wrong_ones_are_named(staff: Client, programme: Programme) -> None:
    at = f"/werkplek/programma/{programme.slug}/gegevens"
    data = {"name": "Samen", "intro": "Samen", "begins_on": "2025-09-01", "public": "on"}
    data["organisation"] = str(programme.organisation_id)
    for wrong in ("Zomaar", "Zin | bestaat_niet | omhoog", "Zin | p_koop | zijwaarts"):
        assert staff.post(at, data | {"trend_lines": wrong}).status_code == 400
    assert staff.post(at, data | {"trend_lines": "Meer koop. | p_koop | omhoog"}).status_code == 302
    programme.refresh_from_db()
    assert programme.trends[0]["indicators"] == ["p_koop"]


def test_a_city_that_stops_says_why_and_stays(staff: Client, programme: Programme) -> None:
    city = programme.participations.first()
    assert city is not None
    at = f"/werkplek/programma/{programme.slug}/stad/{city.pk}"
    staff.post(at, {"state": "gestopt", "because": ""})
    city.refresh_from_db()
    assert city.state == Participation.State.TAKES_PART
    staff.post(at, {"state": "gestopt", "because": "Het geld was op."})
    assert "Het geld was op." in Client().get(f"/programma/{programme.slug}").content.decode()


def _settled(programme: Programme) -> Meeting:
    return Meeting.objects.create(
        programme=programme,
        organisation=programme.organisation,
        theme="Wie blijft er?",
        day=TODAY,
        begins=datetime.time(9),
        ends=datetime.time(12),
        place="Het Dok",
        code="QQQQ",
        state=Meeting.State.SETTLED,
        settled_on=TODAY,
    )


def test_report_one_is_assembled_published_and_then_stays(staff: Client, programme: Programme) -> None:
    at = f"/werkplek/programma/{programme.slug}/rapport"
    staff.post(f"{at}/1")
    assert not programme.reports.exists()  # nothing to report yet
    for city in programme.participations.all():
        data = {"organisation": programme.organisation_id, "programme": programme.pk, "where": city.area}
        staff.post("/werkplek/analyse/nieuw", data)
    for analysis in AreaAnalysis.objects.all():
        staff.post(f"/werkplek/analyse/{analysis.pk}/stand", {"stap": "bij-de-wijk"})
    Task.objects.create(
        meeting=_settled(programme),
        text="Zoek uit of het buurtbudget loon mag betalen.",
        aspect="geld",
        state="bevestigd",
        request=uuid.uuid4(),
        noted_at=datetime.datetime.now(tz=datetime.UTC),
    )
    staff.post(f"{at}/1", {"intro": "Zo staat het ervoor."})
    report = programme.reports.get()
    address = f"/programma/{programme.slug}/rapport/1"
    assert Client().get(address).status_code == 404
    staff.post(f"{at}/uitbrengen/{report.pk}")
    page = Client().get(address).content.decode()
    names = programme.participations.values_list("area_name", flat=True)
    assert page.count("<h1") == 1
    for word in ("Zo staat het ervoor.", "buurtbudget loon", *names):
        assert word in page
    assert Client().get(f"{address}/versie/1/bestand/pdf").content.startswith(b"%PDF")
    staff.post(f"{at}/1", {"intro": "Anders."})
    assert "Anders." not in Client().get(address).content.decode()
    assert programme.reports.count() == 2


def test_report_two_holds_the_advice_of_the_programme(staff: Client, programme: Programme) -> None:
    Advice.objects.create(
        organisation=programme.organisation,
        programme=programme,
        number=1,
        text="Geef een vaste kracht vijf jaar.",
        to_kind="gemeente",
        to_name="gemeente Tolbeke",
        theme="Wie blijft er?",
        issued_on=TODAY,
        look_back_on=TODAY + datetime.timedelta(days=300),
    )
    staff.post(f"/werkplek/programma/{programme.slug}/rapport/2")
    report = programme.reports.get(number=2)
    page = staff.get(f"/programma/{programme.slug}/rapport/2/versie/{report.version}").content.decode()
    assert "Aan gemeente Tolbeke" in page
    assert "Hierover is geen advies." in page


@pytest.fixture
def opgave(organisation: Organisation, shown: Current) -> Opgave:
    """An opgave with an inzet, a resultaat and a les."""
    place = shown.names.at_level("wijk")[0]
    row = Opgave.objects.create(
        organisation=organisation,
        area=place.key,
        area_name=place.name,
        what="Jongeren hebben geen plek.",
        owner="gemeente Tolbeke",
        since=datetime.date(2024, 1, 1),
        origin_kind="knelpunt",
        origin_key="7",
    )
    effort = Effort.objects.create(
        opgave=row, what="Een soos", carrier="De Wissel", begins_on=datetime.date(2024, 2, 1)
    )
    outcome = Outcome.objects.create(
        effort=effort, what="40 jongeren kwamen", how="telling", source="deurlijst", on=TODAY
    )
    Lesson.objects.create(
        outcome=outcome, text="Houd de deur open.", on=TODAY, leads_to_kind="aanname", leads_to_key="deur"
    )
    return row


def test_the_page_of_a_wijk_tells_opgaven_and_loose_ends(opgave: Opgave) -> None:
    page = Client().get(f"/wijk/{opgave.area}", follow=True).content.decode()
    assert "Een soos" in page
    Opgave.objects.create(
        organisation=opgave.organisation,
        area=opgave.area,
        area_name="x",
        what="Niets gedaan",
        owner="x",
        since=TODAY,
    )
    page = Client().get(f"/wijk/{opgave.area}", follow=True).content.decode()
    assert "Hier is nog geen inzet voor." in page
    one = Client().get(opgave.get_absolute_url()).content.decode()
    assert "Houd de deur open." in one


def test_the_chain_runs_both_ways(
    opgave: Opgave, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    effort = opgave.efforts.get()
    outcome = effort.outcomes.get()
    lesson = outcome.lessons.get()
    chain = [
        Ref("knelpunt", "7"),
        Ref("opgave", str(opgave.pk)),
        Ref("inzet", str(effort.pk)),
        Ref("resultaat", str(outcome.pk)),
        Ref("les", str(lesson.pk)),
        Ref("aanname", "deur"),
    ]
    expected = set(pairwise(chain))
    from django.contrib.auth.models import AnonymousUser

    nobody = AnonymousUser()
    for ref in chain:
        assert set(expected) <= set(woven([], [ref], nobody).pairs)
    with django_assert_max_num_queries(3):
        shown = linked(chain[1:5], nobody)
    assert [shown[ref].title for ref in chain[1:5]] == [opgave.what, effort.what, outcome.what, lesson.text]


def test_the_own_past_comes_in_from_a_spreadsheet(
    staff: Client, organisation: Organisation, shown: Current
) -> None:
    place = shown.names.at_level("wijk")[0]
    rows = "\n".join(f"Project {n};{place.key};201{n};;{n}.000;goed" for n in range(1, 6))
    wrong = f"Zonder wijk;Nergenshuizen;2019;;;;\n;{place.key};2019;;;;\n"
    text = f"naam;wijk;begin;eind;geld;resultaat;kleur\n{rows}\n{wrong}"
    data = {"organisation": organisation.pk, "owner": "gemeente", "what": "Wat eerder liep"}
    file = SimpleUploadedFile("oud.csv", text.encode())
    page = staff.post("/werkplek/opgaven/verleden", data | {"file": file}).content.decode()
    assert "5 projecten zijn goed" in page
    assert "2 rijen niet" in page
    assert "Nergenshuizen" in page
    assert "kleur" in page
    assert not Effort.objects.exists()
    kept = page.split('name="bewaard" value="')[1].split('"')[0]
    for _again in range(2):
        staff.post("/werkplek/opgaven/verleden/neem-op", {"bewaard": kept})
    assert Effort.objects.count() == 5
    opgave = Opgave.objects.get()
    assert opgave.since == datetime.date(2011, 1, 1)
    staff.post("/werkplek/opgaven/verleden/neem-op", {"bewaard": kept[:-3] + "xyz"})
    assert Effort.objects.count() == 5


def test_a_name_that_more_wijken_have_is_the_own_one_or_asked_about(
    staff: Client, organisation: Organisation, shown: Current
) -> None:
    from wijkwijzer_web.areas import service as areas
    from wijkwijzer_web.core.models import Card

    several = areas.places_like("Binnenstad", ("wijk",))
    assert len(several) > 1
    assert areas.which_place("Binnenstad") is None
    data = {"organisation": organisation.pk, "owner": "gemeente", "what": "Wat eerder liep"}

    def looked_at() -> str:
        file = SimpleUploadedFile("oud.csv", b"naam;wijk;begin\nKoffie;Binnenstad;mrt 2015\n")
        return str(staff.post("/werkplek/opgaven/verleden", data | {"file": file}).content.decode())

    assert f"Bedoel je {several[0].name}" in looked_at()
    for own in several:
        Card.objects.update_or_create(organisation=organisation, defaults={"areas": {own.key: own.name}})
        page = looked_at()
        assert "1 project is goed" in page
        assert own.name in page


@pytest.mark.parametrize("name", ["oud.pdf", "oud.xlsx", "oud.csv"])
def test_a_file_that_is_none_is_refused(staff: Client, organisation: Organisation, name: str) -> None:
    data = {"organisation": organisation.pk, "owner": "gemeente", "what": "x"}
    file = SimpleUploadedFile(name, b"\x00\x01 geen tabel")
    assert staff.post("/werkplek/opgaven/verleden", data | {"file": file}).status_code == 400


def test_an_analysis_goes_to_the_wijk_once(staff: Client, programme: Programme) -> None:
    city = programme.participations.first()
    assert city is not None
    staff.post("/werkplek/analyse/nieuw", {"organisation": programme.organisation_id, "where": city.area})
    analysis = AreaAnalysis.objects.get()
    for _again in range(2):
        staff.post(f"/werkplek/analyse/{analysis.pk}/stand", {"stap": "bij-de-wijk"})
    assert analysis.versions.count() == 1
