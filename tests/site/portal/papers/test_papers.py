"""Papers: every one opens on screen, as PDF and as Word, with the own name, hours and privacy contact."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.text import camel_case_to_spaces

import wijkwijzer_web
from fixtures_desk import make_desk
from wijkwijzer.report import render, walk
from wijkwijzer_web.core.models import AuditEntry, Card, Organisation, Role, User
from wijkwijzer_web.core.people.pages import WORDS, audit_words, in_words, roles_in_words
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.desk.models import Desk, Signal
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.portal.papers.pages import document, papers
from wijkwijzer_web.portal.quarter.queries import moments, waiting
from wijkwijzer_web.programme.models import Meeting

pytestmark = pytest.mark.django_db
SITE = Path(wijkwijzer_web.__file__).parent
ADDRESSES = [one.address for group in papers().values() for one in group]
BECAME = "/werkplek/organisatie/tolbeke/papier/wat-is-ervan-geworden"


@pytest.fixture
def card(organisation: Organisation) -> Card:
    """What every paper carries; the quarter began fourteen weeks ago."""
    return Card.objects.create(
        organisation=organisation,
        email="wijken@example.org",
        hours="elke werkdag",
        privacy_contact="fg@example.org",
        areas={"WK100101": "De Spoordijk", "WK100102": "Havenkwartier"},
        started_on=timezone.localdate() - datetime.timedelta(weeks=14),
    )


@pytest.fixture
def keeper(log_in: Callable[[User], Client], member: Callable[[Role], User], card: Card) -> Client:
    """An administrator at work."""
    return log_in(member(Role.ADMINISTRATOR))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_paper_carries_who_gives_it_out(card: Card, address: str) -> None:
    made = document(address, card.organisation)
    assert made is not None
    last = list(walk(made))[-1]
    for said in ("Gemeente Tolbeke", "elke werkdag", "fg@example.org", "wijken@example.org"):
        assert said in str(last)
    assert "{naam}" not in str(made)
    assert "{" not in str(list(walk(made))).replace("{'", "")


def test_all_files_open(keeper: Client) -> None:
    assert len(ADDRESSES) == len(set(ADDRESSES)) == 21
    page = keeper.get("/werkplek/organisatie/tolbeke/papier").content.decode()
    for address in ADDRESSES:
        at = f"/werkplek/organisatie/tolbeke/papier/{address}"
        assert at in page
        assert keeper.get(at).status_code == 200
    for address in ("luistergesprek", "dpia", "verwerkingsregister", "wat-is-ervan-geworden"):
        at = f"/werkplek/organisatie/tolbeke/papier/{address}"
        assert keeper.get(f"{at}.pdf").content.startswith(b"%PDF")
        with zipfile.ZipFile(io.BytesIO(keeper.get(f"{at}.docx").content)) as archive:
            assert "Gemeente Tolbeke" in archive.read("word/document.xml").decode()
    assert keeper.get("/werkplek/organisatie/tolbeke/papier/onbekend").status_code == 404
    assert keeper.get("/werkplek/organisatie/tolbeke/papier/dpia.exe").status_code == 404


def test_the_register_has_a_row_for_every_table_with_people(card: Card) -> None:
    text = str(document("verwerkingsregister", card.organisation))
    for table in ("desk.Words", "dialogue.Message", "core.User", "programme.SignUp", "knowledge.Contributor"):
        model = apps.get_model(table)
        assert str(model._meta.verbose_name_plural) in text, table


@pytest.mark.parametrize("paper", ["verwerkingsregister", "bewaartermijnen", "dpia"])
def test_the_privacy_set_has_no_words_of_software(card: Card, paper: str) -> None:
    said = str(document(paper, card.organisation)).lower()
    for word in (
        "wagtail",
        "mfa",
        "user-",
        "sessions",
        "social acc",
        "authenticators",
        "weigh",
        "retention_",
    ):
        assert word not in said, word


def test_every_table_of_ours_has_a_dutch_name() -> None:
    the_same_in_dutch = {"contact", "experiment", "opgave"}
    for model in apps.get_models():
        ours = apps.get_app_config(model._meta.app_label).name.startswith("wijkwijzer_web.")
        derived = camel_case_to_spaces(model.__name__)
        if ours and derived not in the_same_in_dutch:
            assert str(model._meta.verbose_name) != derived, model._meta.label


def test_the_privacy_step_wants_a_contact_first(keeper: Client, card: Card) -> None:
    Card.objects.update(privacy_contact="")
    at = "/werkplek/organisatie/tolbeke/papier/privacy/gelezen"
    assert keeper.post(at).headers["Location"].endswith("/papier/privacy")
    Card.objects.update(privacy_contact="fg@example.org")
    keeper.post(at)
    assert "privacy" in Card.objects.get().ticks


# ---- the first quarter
def test_five_moments_on_days_on_which_somebody_works(card: Card) -> None:
    card.started_on, card.closed_days = datetime.date(2026, 11, 23), ["2026-12-07"]
    card.save()
    made = moments(card.organisation)
    assert [(one.week, one.day.isoformat()) for one in made] == [
        (1, "2026-11-23"),
        (3, "2026-12-08"),
        (6, "2026-12-28"),
        (10, "2027-01-25"),
        (13, "2027-02-15"),
    ]


def test_the_moments_are_on_the_work_desk_and_in_an_agenda(keeper: Client, card: Card) -> None:
    Card.objects.update(started_on=timezone.localdate())
    actor = User.objects.get(email="beheerder@example.org")
    assert [one.text for one in waiting(actor)] == [
        "Week 1: Wijkpagina en luisterloket",
        "Week 3: Laat de eerste antwoorden zien",
    ]
    file = keeper.get("/werkplek/organisatie/tolbeke/kwartaal.ics").content
    assert file.count(b"BEGIN:VEVENT") == 5
    assert keeper.get("/werkplek/organisatie/tolbeke/kwartaal").content.decode().count("Week ") == 5
    Card.objects.update(started_on=None)
    assert waiting(actor) == []
    assert "Vul eerst de kaart" in keeper.get("/werkplek/organisatie/tolbeke/kwartaal").content.decode()


def test_the_first_week_is_gone_from_the_work_desk_when_it_was_done(
    keeper: Client, card: Card, organisation: Organisation
) -> None:
    actor = User.objects.get(email="beheerder@example.org")
    card.started_on = timezone.localdate()
    mailed = {"wijkpagina": "2026-11-24"}
    for ticks, opened, waits in ({}, True, True), (mailed, False, True), (mailed, True, False):
        card.ticks = ticks
        card.save()
        Desk.objects.filter(organisation=organisation).delete()
        if opened:
            make_desk(organisation, [actor])
        assert any(one.text.startswith("Week 1") for one in waiting(actor)) == waits, (ticks, opened)


def test_when_nothing_happened_the_page_says_so(keeper: Client) -> None:
    page = keeper.get(BECAME).content.decode()
    assert "niets gebeurd dat wij kunnen tonen" in page
    assert keeper.get(f"{BECAME}.pdf").content.startswith(b"%PDF")


def test_what_happened_is_counted_and_nobody_is_given_away(
    keeper: Client, card: Card, listeners: list[User]
) -> None:
    organisation = card.organisation
    desk = make_desk(organisation, listeners)
    within = timezone.now() - datetime.timedelta(weeks=4)

    def tell(number: int, at: datetime.datetime = within) -> None:
        for _n in range(number):
            place = desk.signals.count() + 1
            Signal.objects.create(
                desk=desk,
                number=place,
                area="WK100101",
                received_at=at,
                last_word_at=at,
                next_on=timezone.localdate(),
            )

    tell(9)
    assert "vertelden iets" not in keeper.get(BECAME).content.decode(), "nine people are nobody's business"
    tell(14)
    assert "Minstens 20 mensen vertelden iets" in keeper.get(BECAME).content.decode()
    tell(30, timezone.now() - datetime.timedelta(weeks=20))
    assert "Minstens 20 mensen" in keeper.get(BECAME).content.decode(), "before the first day is not of it"
    for example in (True, False):
        Dialogue.objects.create(
            organisation=organisation,
            slug=f"eigen-{example}",
            title="Eigen",
            intro="Eigen",
            readers="wij",
            keep_until="2030-01-01",
            state=Dialogue.State.OPEN,
            is_example=example,
        )
    Dialogue.objects.update(created_at=within)
    Meeting.objects.create(
        organisation=organisation,
        theme="Dag",
        day=within.date(),
        begins="10:00",
        ends="12:00",
        place="Hier",
        code="ABCD",
        state=Meeting.State.SETTLED,
    )
    page = keeper.get(BECAME).content.decode()
    assert "1 dialoog ging open." in page
    assert "1 bijeenkomst werd gehouden." in page
    assert "wij leerden" in page, "what did not happen is told too"
    other = Organisation.objects.create(name="Gemeente Anders", slug="anders")
    Card.objects.create(organisation=other, started_on=card.started_on)
    assert "dialoog ging open" not in str(document("wat-is-ervan-geworden", other))


def test_every_figure_leads_to_a_page_that_is_there(keeper: Client, card: Card) -> None:
    Dialogue.objects.create(
        organisation=card.organisation,
        slug="eigen",
        title="Eigen",
        intro="Eigen",
        readers="wij",
        keep_until="2030-01-01",
        state=Dialogue.State.OPEN,
    )
    from wijkwijzer_web.core.rooms import happened

    found = happened(card.organisation, card.started_on or timezone.localdate(), timezone.localdate())
    assert found
    for one in found:
        assert str(one.number) in one.text
        assert Client().get(one.url).status_code == 200


# ---- mails
def test_a_mail_is_shown_tried_and_begun_with_own_words(keeper: Client, card: Card) -> None:
    at = "/werkplek/organisatie/tolbeke/mails"
    page = keeper.get(at).content.decode()
    assert "Er wacht iemand op jullie" in page
    one = keeper.get(f"{at}/loket-wacht").content.decode()
    assert "Er wacht een verhaal" in one
    assert "Over privacy: fg@example.org" in one
    assert "About privacy: fg@example.org" in one
    keeper.post(f"{at}/loket-wacht/proef")
    (sent,) = mail.outbox
    assert sent.to == ["beheerder@example.org"]
    assert sent.subject == "Proef: Er wacht iemand op jullie"
    assert keeper.post(f"{at}/loket-wacht", {"intro": "Kijk op https://elders.example"}).status_code == 400
    keeper.post(f"{at}/loket-wacht", {"intro": "Lieve collega's,"})
    assert "Lieve collega&#x27;s," in keeper.get(f"{at}/loket-wacht").content.decode()
    assert 'name="intro"' not in keeper.get(f"{at}/loket-antwoord").content.decode()
    keeper.post(f"{at}/loket-antwoord", {"intro": "Mag niet"})
    assert "loket-antwoord" not in Card.objects.get().intros
    assert keeper.get(f"{at}/onbekend").status_code == 404


# ---- roles and who did what
def test_roles_and_deeds_are_told_in_words(keeper: Client, organisation: Organisation) -> None:
    assert set(WORDS) == set(Permission) - {Permission.MANAGE_INSTALLATION}
    keeper.post("/werkplek/organisatie/tolbeke/opzij", {"opzij": "ja"})
    page = keeper.get("/organisaties/tolbeke/mensen").content.decode()
    assert "beheerder@example.org legde de beginlijst opzij of nam hem terug" in page
    assert "core.set_aside" not in page
    assert "Wijs een tweede aan" in page
    keepers = next(one for one in roles_in_words(organisation) if one.name == "Beheerder")
    assert keepers.people == 1
    assert not any("verhalen" in said for said in keepers.may), "who administers reads no story"
    denied = AuditEntry(action="onbekend.iets", result="geweigerd", object_label="X")
    assert in_words(denied) == "De site zelf veranderde iets: X. Dat mocht niet, en gebeurde niet."


def test_every_deed_has_words_of_its_own() -> None:
    """All of `@action` and `record_event`: a deed without words would read "veranderde iets"."""
    named: set[str] = set()
    actions = re.compile(r"^@action\n(?:@.*\n)*def (\w+)", re.MULTILINE)
    for file in SITE.rglob("*.py"):
        room = file.relative_to(SITE).parts[0]
        text = file.read_text("utf-8")
        named |= {f"{room}.{name}" for name in actions.findall(text)}
        named |= set(re.findall(r'record_event\(\s*"([\w.]+)"', text))
    assert len(named) > 130
    assert named - set(audit_words()) == set()


def test_a_card_to_hand_out_is_a6_with_two_sides(card: Card) -> None:
    made = document("uitdeelkaartje", card.organisation)
    assert made is not None
    front, back = pypdf.PdfReader(io.BytesIO(render(made, "pdf"))).pages
    for page in (front, back):
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [105, 148]
    assert "/luisterloket" in front.extract_text()
    assert "elke werkdag" in front.extract_text() + back.extract_text()
    with zipfile.ZipFile(io.BytesIO(render(made, "docx"))) as archive:
        assert 'w:w="5953"' in archive.read("word/document.xml").decode(), "Word has the same size"
