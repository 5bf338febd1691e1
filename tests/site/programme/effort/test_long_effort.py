"""The long effort of a wijk: figures equal those of the library, gaps are drawn, handing over is one act."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from wijkwijzer.programme import long_effort
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import AuditEntry, Organisation, Role, User
from wijkwijzer_web.programme.effort import queries
from wijkwijzer_web.programme.models import AreaPlan, AreaRole, Effort, Handover, Opgave, Unrecorded
from wijkwijzer_web.programme.roles.actions import forget_names
from wijkwijzer_web.programme.service import load_example_programme

pytestmark = pytest.mark.django_db
AREA = "WK990311"
URL = "/wijk/WK990311-de-spoordijk"


def day(months: int) -> datetime.date:
    """The first of a month, so many months from now."""
    today = timezone.localdate()
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)


@pytest.fixture
def opgave(organisation: Organisation, shown: Current) -> Opgave:
    """An opgave of De Spoordijk without anything under it."""
    return Opgave.objects.create(
        organisation=organisation,
        area=AREA,
        area_name="De Spoordijk",
        what="Wie nieuw komt, kent niemand.",
        owner="gemeente",
        since=day(-200),
    )


def ran(opgave: Opgave, carrier: str, first: int, last: int | None, **more: object) -> Effort:
    ends = None if last is None else day(last)
    return Effort.objects.create(
        opgave=opgave, what=f"werk van {carrier}", carrier=carrier, begins_on=day(first), ends_on=ends, **more
    )


def page(path: str = "lange-adem") -> str:
    answer = Client().get(f"{URL}/{path}")
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_nothing_recorded_is_not_the_same_as_nothing(opgave: Opgave) -> None:
    said = page()
    assert "Wat hier liep, is niet vastgelegd" in said
    assert "van de 100 gevallen" not in said
    assert page("wijkplan").count("er loopt nu niets voor deze opgave") == 1
    assert Client().get("/wijk/wk000000-nergens/lange-adem").status_code == 404
    assert Client().get("/buurt/wk990311-x/lange-adem").status_code == 404


def test_the_sentence_is_the_figure_of_the_library(opgave: Opgave) -> None:
    ran(opgave, "De Wissel", -140, -80)
    ran(opgave, "De Wissel", -60, None)
    ran(opgave, "Stichting Kort", -100, -94)
    efforts = queries.efforts_of(AREA)
    found = long_effort(queries.runs(efforts), [], timezone.localdate())
    assert found is not None
    assert found.figures.organisation is not None
    assert 0 < found.figures.organisation.low < 1
    said = page()
    share = round(100 * found.figures.organisation.low)
    assert f"in {share} van de 100 gevallen vijf jaar later dezelfde organisatie nog" in said
    assert "1 keer was er langer dan drie maanden niemand" in said
    assert 'stroke-dasharray="4 3"' in said  # the gap is drawn
    assert "We kennen inzetten sinds" in said
    wijk = Client().get(URL).content.decode()
    assert f"in {share} van de 100 gevallen" in wijk
    assert f'href="{URL}/lange-adem"' in wijk


def test_unrecorded_years_give_bounds_and_are_hatched(opgave: Opgave, organisation: Organisation) -> None:
    ran(opgave, "A", -200, -150)
    ran(opgave, "A", -100, None)
    Unrecorded.objects.create(
        organisation=organisation,
        area=AREA,
        area_name="De Spoordijk",
        begins_on=day(-149),
        ends_on=day(-101),
        because="archief weg",
    )
    said = page()
    assert re.search(r"in \d+ tot \d+ van de 100 gevallen", said)
    assert "Van 49 maanden is niets vastgelegd." in said
    assert "archief weg" in said
    assert "0 keer" not in said


def test_what_began_recently_is_too_short_to_tell(opgave: Opgave) -> None:
    ran(opgave, "Nieuw", -20, None)
    said = page()
    assert "Nog te kort om te zeggen." in said
    assert "Na een jaar was dezelfde organisatie er nog in 100 van de 100 gevallen." in said
    assert "None" not in said


def test_a_carousel_is_said_in_words_and_never_as_a_mark(opgave: Opgave) -> None:
    for n in range(6):
        ran(opgave, f"Stichting {n}", -120 + 12 * n, -110 + 12 * n)
    said = page()
    assert "Veel korte projecten na elkaar" in said
    assert "6 inzetten zijn gestopt. Daarvan duurden er 6 korter dan anderhalf jaar." in said
    assert "Dat lijkt op een projectencarrousel" in said
    for score in ("score", "rapportcijfer", "punten"):
        assert score not in said.partition("<main")[2].partition("</main")[0]


def test_awkward_days_do_not_break_the_page(opgave: Opgave) -> None:
    long_ago = Effort.objects.create(
        opgave=opgave, what="typefout", carrier="A", begins_on=datetime.date(205, 1, 1), ends_on=None
    )
    ran(opgave, "Morgen", 5, 50, money_until=datetime.date(9999, 12, 31))
    assert "typefout" in page()
    assert page("wijkplan")
    long_ago.delete()
    assert "Wat hier liep, is niet vastgelegd" in page()  # the other one begins later


def test_a_role_shows_no_name_without_a_living_yes(opgave: Opgave, organisation: Organisation) -> None:
    ran(opgave, "A", -100, None)
    role = AreaRole.objects.create(
        organisation=organisation,
        area=AREA,
        area_name="De Spoordijk",
        kind="manager",
        title="Gebiedsmanager",
        holder="gemeente",
        begins_on=day(-30),
        name="Zomer van Verzinsel",
        name_until=timezone.localdate(),
    )
    assert "Zomer van Verzinsel" in page()
    AreaRole.objects.filter(pk=role.pk).update(name_until=timezone.localdate() - datetime.timedelta(days=1))
    assert "Zomer van Verzinsel" not in page()
    assert forget_names() == {"namen bij rollen": 1}
    role.refresh_from_db()
    assert role.name == ""


def test_a_name_needs_a_yes_and_an_end(staff: Client, shown: Current, organisation: Organisation) -> None:
    sent = {
        "organisation": organisation.pk,
        "where": AREA,
        "kind": "manager",
        "title": "Gebiedsmanager",
        "holder": "gemeente",
        "begins_on": "2020-01-01",
        "name": "Zomer van Verzinsel",
        "name_until": str(day(30)),
    }
    refused = staff.post("/werkplek/rol/nieuw", sent)
    assert refused.status_code == 400
    assert "Een naam staat hier alleen als de persoon zelf ja zei." in refused.content.decode()
    assert "Kies een dag binnen een jaar." in refused.content.decode()
    assert not AreaRole.objects.exists()
    wrong = staff.post("/werkplek/rol/nieuw", sent | {"name": "", "ends_on": "2019-01-01", "name_until": ""})
    assert wrong.status_code == 400
    assert "Het einde ligt voor het begin." in wrong.content.decode()
    right = sent | {"says_yes": "on", "name_until": str(day(6))}
    assert staff.post("/werkplek/rol/nieuw", right).status_code == 302
    row = AreaRole.objects.get()
    assert (row.area, row.name) == (AREA, "Zomer van Verzinsel")
    assert AuditEntry.objects.filter(action="programme.keep_role", result="gelukt").exists()
    assert staff.post(f"/werkplek/rol/{row.pk}/naam-weg").status_code == 302
    row.refresh_from_db()
    assert (row.name, row.name_until) == ("", None)


def test_handing_over_is_one_act(
    staff: Client, opgave: Opgave, organisation: Organisation, django_capture_on_commit_callbacks: Callable
) -> None:
    role = AreaRole.objects.create(
        organisation=organisation,
        area=AREA,
        area_name="De Spoordijk",
        kind="manager",
        title="Gebiedsmanager",
        holder="gemeente",
        begins_on=day(-30),
    )
    url = f"{URL}/overdracht/nieuw"
    sent = {"organisation": organisation.pk, "role": role.pk, "on": str(day(0)), "ends_role": "on"}
    empty = staff.post(url, sent)
    assert empty.status_code == 400
    assert "Schrijf in minstens één vak iets op." in empty.content.decode()
    early = staff.post(url, sent | {"promised": "een speeltuin", "on": "1999-01-01"})
    assert early.status_code == 400
    role.refresh_from_db()
    assert role.ends_on is None
    with django_capture_on_commit_callbacks(execute=True):
        full = sent | {"promised": "een speeltuin", "successor": "nieuw@example.org"}
        assert staff.post(url, full).status_code == 302
    role.refresh_from_db()
    note = Handover.objects.get()
    assert role.ends_on == note.on == day(0)
    (sent_mail,) = mail.outbox
    assert sent_mail.to == ["nieuw@example.org"]
    assert f"/overdracht#overdracht-{note.pk}" in sent_mail.body
    said = page("overdracht")
    assert "een speeltuin" in said
    assert "nieuw@example.org" not in said
    assert "De rol Gebiedsmanager eindigt in" in page() or "heeft niemand de rol" in page()
    # what nobody wrote for is nobody's to write
    assert Client().get(url).status_code == 302
    assert Client().get("/werkplek/rol/nieuw").status_code == 302


def test_of_another_organisation_nothing_can_be_changed(
    staff: Client, opgave: Opgave, member: Callable[[Role], User]
) -> None:
    other = Organisation.objects.create(name="Andere", slug="andere")
    row = AreaRole.objects.create(
        organisation=other, area=AREA, area_name="x", kind="vast", title="t", holder="h", begins_on=day(-3)
    )
    assert staff.get(f"/werkplek/rol/{row.pk}").status_code == 404
    assert staff.post(f"/werkplek/rol/{row.pk}/naam-weg").status_code == 404
    AreaPlan.objects.create(
        organisation=other, area=AREA, area_name="x", aim="doel", since=day(-3), until=day(200)
    )
    assert staff.get(f"{URL}/wijkplan/schrijf").status_code == 404


def test_the_wijkplan_warns_of_years_without_anything(
    staff: Client, opgave: Opgave, organisation: Organisation
) -> None:
    ran(opgave, "De Wissel", -60, None, money_source="fonds", money_until=day(10))
    url = f"{URL}/wijkplan/schrijf"
    sent = {
        "organisation": organisation.pk,
        "aim": "Over twintig jaar kent iedereen iedereen.",
        "agreed": "de wijkraad",
        "since": str(day(0)),
        "until": str(day(2)),
    }
    short = staff.post(url, sent)
    assert short.status_code == 400
    assert "Een wijkplan duurt vijf tot dertig jaar." in short.content.decode()
    assert staff.post(url, sent | {"until": str(day(240))}).status_code == 302
    said = page("wijkplan")
    assert "Over twintig jaar kent iedereen iedereen." in said
    assert "is er niets geregeld. Het plan loopt tot en met" in said
    assert "Dat is 19 jaar." in said
    assert "iets geregeld voor 0." in said
    paper = Client().get(f"{URL}/wijkplan.pdf")
    assert paper.content.startswith(b"%PDF")
    assert Client().get(f"{URL}/wijkplan.docx").status_code == 200
    assert Client().get(f"{URL}/wijkplan.exe").status_code == 404


def test_the_example_has_gaps_bounds_and_a_plan(organisation: Organisation, shown: Current) -> None:
    load_example_programme(actor=None, organisation=organisation)
    said = page()
    for words in ("tot en met", "gat: niets of niemand", "niet vastgelegd", "Gebiedsmanager De Spoordijk"):
        assert words in said
    assert re.search(r"in \d+ tot \d+ van de 100 gevallen", said)
    assert "speeltuin achter de Dijkflat" in page("overdracht")
    assert "Wijkplan De Spoordijk" in page("wijkplan")
