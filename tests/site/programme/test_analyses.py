"""A wijkanalyse: drafted, edited, read by the wijk, answered, settled; with two editors and who erases."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from wijkwijzer_web.core.models import User
from wijkwijzer_web.programme.analyses.actions import start_analysis
from wijkwijzer_web.programme.analyses.queries import body_of
from wijkwijzer_web.programme.models import AreaAnalysis, Programme, Reaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis(programme: Programme, staff: Client) -> AreaAnalysis:
    """A draft of the first wijk, made on the site."""
    city = programme.participations.first()
    assert city is not None
    data = {"organisation": programme.organisation_id, "programme": programme.pk, "where": city.area}
    answer = staff.post("/werkplek/analyse/nieuw", data)
    assert answer.status_code == 302, answer.content.decode()
    return AreaAnalysis.objects.get()


def _with_area(staff: Client, analysis: AreaAnalysis) -> None:
    staff.post(f"/werkplek/analyse/{analysis.pk}/stand", {"stap": "bij-de-wijk"})
    analysis.refresh_from_db()


def _react(analysis: AreaAnalysis, text: str = "Noem ook de huiswerkclub.", **more: str) -> str:
    data = {"alinea": "a1", "tekst": text, "namens": "", "aanvraag": str(uuid.uuid4())} | more
    answer = Client().post(f"/wijkanalyse/{analysis.pk}/reageer", data)
    page = answer.content.decode()
    if "/mijn-reactie/" not in page:
        return str(answer.status_code)
    return page[page.index("/mijn-reactie/") :].split('"')[0]


def test_a_draft_is_for_its_writers_only(analysis: AreaAnalysis, staff: Client) -> None:
    address = analysis.get_absolute_url()
    assert staff.get(address).status_code == 200
    assert Client().get(address).status_code == 404
    assert Client().get(f"{address}/bestand/pdf").status_code == 404
    assert Client().get(f"/wijk/{analysis.area}-x/analyse").status_code == 404


def test_every_number_on_the_page_opens_its_figure(analysis: AreaAnalysis, staff: Client) -> None:
    page = staff.get(analysis.get_absolute_url()).content.decode()
    body = body_of(analysis)
    for paragraph in body.paragraphs:
        for figure in paragraph.figures:
            assert f'id="{paragraph.id}-{figure}"' in page
    assert page.count('class="ww-cijfer"') >= len(body.figures)
    assert "Dat zie je hier" in page or "geen duidelijke richting" in page


def test_words_change_and_a_number_without_source_is_refused(analysis: AreaAnalysis, staff: Client) -> None:
    at = f"/werkplek/analyse/{analysis.pk}/alinea/a1"
    text = body_of(analysis).paragraph("a1").text
    wrong = staff.post(at, {"edition": 1, "text": "Hier wonen 99.999 mensen."})
    assert wrong.status_code == 400
    assert "99999" in wrong.content.decode()
    assert "Hier wonen 99.999 mensen." in wrong.content.decode()
    assert staff.post(at, {"edition": 1, "text": text.replace("wonen", "leven")}).status_code == 302
    analysis.refresh_from_db()
    assert body_of(analysis).paragraph("a1").edited
    assert analysis.edition == 2


def test_the_second_editor_sees_the_first_one_and_overwrites_nothing(
    analysis: AreaAnalysis, staff: Client
) -> None:
    at = f"/werkplek/analyse/{analysis.pk}/alinea/a1"
    text = body_of(analysis).paragraph("a1").text
    first = text.replace("wonen", "leven")
    assert staff.post(at, {"edition": 1, "text": first}).status_code == 302
    second = staff.post(at, {"edition": 1, "text": text.replace("wonen", "huizen")})
    assert second.status_code == 409
    page = second.content.decode()
    assert "huizen" in page
    analysis.refresh_from_db()
    assert body_of(analysis).paragraph("a1").text == first


def test_what_people_said_is_told_apart_and_says_who(analysis: AreaAnalysis, staff: Client) -> None:
    at = f"/werkplek/analyse/{analysis.pk}/alinea"
    said = {"edition": 1, "question": "stand", "kind": "gesprek", "text": "De lift was 40 dagen stuk."}
    assert staff.post(at, said).status_code == 400
    told = said | {"where": "huismeester, 3 november 2026, mag erin"}
    assert staff.post(at, told).status_code == 302
    page = staff.get(analysis.get_absolute_url()).content.decode()
    assert "Uit een gesprek: huismeester" in page


def test_the_wijk_reacts_is_answered_and_only_then_it_is_settled(
    analysis: AreaAnalysis, staff: Client
) -> None:
    _with_area(staff, analysis)
    link = _react(analysis)
    reaction = analysis.reactions.get()
    address = analysis.get_absolute_url()
    assert reaction.text not in Client().get(address).content.decode()  # a look at names comes first
    at = f"/werkplek/analyse/{analysis.pk}"
    staff.post(f"{at}/reactie/{reaction.pk}/toon", {"toon": "ja"})
    page = Client().get(address).content.decode()
    assert reaction.text in page
    assert "Nog geen antwoord." in page
    AreaAnalysis.objects.filter(pk=analysis.pk).update(react_until=timezone.localdate())
    assert staff.post(f"{at}/stand", {"stap": "vastgesteld"}).status_code == 400
    staff.post(f"{at}/reactie/{reaction.pk}/antwoord", {"verdict": "deels", "answer": "De club staat erin."})
    assert "De club staat erin." in Client().get(link).content.decode()
    assert staff.post(f"{at}/stand", {"stap": "vastgesteld"}).status_code == 302
    analysis.refresh_from_db()
    assert analysis.state == AreaAnalysis.State.SETTLED
    assert staff.post(f"{at}/alinea/a1", {"edition": analysis.edition, "text": "Anders."}).status_code == 400
    assert _react(analysis) == "302"


def test_it_is_not_settled_before_the_three_weeks_are_over(analysis: AreaAnalysis, staff: Client) -> None:
    _with_area(staff, analysis)
    answer = staff.post(f"/werkplek/analyse/{analysis.pk}/stand", {"stap": "vastgesteld"})
    assert answer.status_code == 400
    assert "kan nog reageren" in answer.content.decode()


def test_an_erased_reaction_is_nowhere_and_does_not_come_back(analysis: AreaAnalysis, staff: Client) -> None:
    _with_area(staff, analysis)
    link = _react(analysis, "Bel mij, ik ben Fatima van nummer zes.")
    reaction = analysis.reactions.get()
    at = f"/werkplek/analyse/{analysis.pk}/reactie/{reaction.pk}"
    staff.post(f"{at}/toon", {"toon": "ja"})
    Client().post(link)
    assert Client().get(link).status_code == 404
    for form in ({"toon": "ja"}, {"toon": "nee", "omdat": "naam"}):
        staff.post(f"{at}/toon", form)  # an older page of the editor
    staff.post(f"{at}/antwoord", {"verdict": "deels", "answer": "Dank je."})
    reaction.refresh_from_db()
    assert (reaction.state, reaction.text) == (Reaction.State.ERASED, "")
    for page in (Client().get(analysis.get_absolute_url()), staff.get(f"/werkplek/analyse/{analysis.pk}")):
        assert "Fatima" not in page.content.decode()
    assert b"Fatima" not in Client().get(f"{analysis.get_absolute_url()}/bestand/html").content


def test_the_same_form_twice_is_one_reaction(analysis: AreaAnalysis, staff: Client) -> None:
    _with_area(staff, analysis)
    key = str(uuid.uuid4())
    for _again in range(2):
        _react(analysis, aanvraag=key)
    assert analysis.reactions.count() == 1
    for wrong in ({"alinea": "a999"}, {"tekst": ""}, {"tekst": "x" * 1201}, {"aanvraag": "x"}):
        assert _react(analysis, **wrong) == "400"


def test_new_figures_mark_it_and_never_rewrite_it(analysis: AreaAnalysis, staff: Client) -> None:
    _with_area(staff, analysis)
    AreaAnalysis.objects.filter(pk=analysis.pk).update(release="0" * 16)
    analysis.refresh_from_db()
    figure = dict(analysis.body["figures"][0])
    figure["value"] += 100
    analysis.body["figures"][0] = figure
    analysis.save()
    page = Client().get(analysis.get_absolute_url()).content.decode()
    assert "1 cijfer hierboven is daar anders" in page
    assert figure["text"] in page


def test_versions_stay_as_they_were(analysis: AreaAnalysis, staff: Client) -> None:
    _with_area(staff, analysis)
    text = body_of(analysis).paragraph("a1").text
    at = f"/werkplek/analyse/{analysis.pk}"
    staff.post(f"{at}/alinea/a1", {"edition": analysis.edition, "text": text.replace("wonen", "leven")})
    staff.post(f"{at}/stand", {"stap": "versie", "note": "Een woord."})
    address = analysis.get_absolute_url()
    assert " wonen " in Client().get(f"{address}/versie/1").content.decode()
    assert " leven " in Client().get(f"{address}/versie/2").content.decode()
    assert Client().get(f"{address}/versie/3").status_code == 404


def test_it_stands_on_the_page_of_the_wijk(analysis: AreaAnalysis, staff: Client) -> None:
    address = f"/wijk/{analysis.area}"
    assert "Wat zegt de wijkanalyse?" not in Client().get(address, follow=True).content.decode()
    _with_area(staff, analysis)
    assert "Wat zegt de wijkanalyse?" in Client().get(address, follow=True).content.decode()
    assert Client().get(f"{address}-naam/analyse").headers["Location"] == analysis.get_absolute_url()


def test_an_outsider_makes_no_analysis(client: Client, programme: Programme) -> None:
    assert client.get("/werkplek/analyse/nieuw").status_code == 302
    stranger = User.objects.create_user("vreemd@example.nl", "een lang wachtwoord")
    with pytest.raises(PermissionDenied):
        start_analysis(actor=stranger, organisation=programme.organisation, area="WK990311")
    assert not AreaAnalysis.objects.exists()
