"""Taking part in a browser: every screen with axe, by keyboard, without JavaScript, on a line that drops."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from fixtures_dialogue import STATEMENTS, make_dialogue
from second_factor import SECRET, totp_code
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.dialogue.actions.example import FINISHED, load_example_dialogues
from wijkwijzer_web.dialogue.models import Dialogue, Event, Message, Statement, Theme

pytestmark = pytest.mark.e2e
WIDTHS = (1280, 390)
ADDRESS = "/dialoog/wat-werkt"
PASSWORD = "een lang wachtwoord dat niemand raadt"
Faults = Callable[[Page], list[str]]


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    """The first page of a cold server takes its time on a busy machine."""
    page.set_default_timeout(15_000)


@pytest.fixture
def talk(site: str) -> str:
    """The address of the site, with an open dialogue and the finished one of the example."""
    if not Dialogue.objects.filter(slug="wat-werkt").exists():
        organisation, _new = Organisation.objects.get_or_create(name="Gemeente Havermeer", slug="havermeer")
        make_dialogue(organisation)
        load_example_dialogues(actor=None, organisation=organisation)
    return site


def look(page: Page, faults: Faults) -> None:
    """Nothing for axe to find and nothing that scrolls sideways, wide and narrow."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], f"{page.url} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} px wide at {width}"


def begin(page: Page, site: str, own: bool = True) -> None:
    """Go in at the welcome."""
    page.goto(site + ADDRESS)
    page.get_by_label("Ja, dit is van mij" if own else "Nee, anderen gebruiken").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Wat hielp in jouw wijk echt?")).to_be_visible()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus."""
    for _ in range(40):
        if wanted.evaluate("node => node === document.activeElement"):
            assert wanted.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


@pytest.mark.parametrize(
    "address",
    [
        "/dialogen",
        ADDRESS,
        f"{ADDRESS}?taal=ar",
        f"/dialoog/{FINISHED}",
        f"/dialoog/{FINISHED}/uitkomst",
        f"/dialoog/{FINISHED}/uitkomst/stelling/%(statement)s",
        f"/dialoog/{FINISHED}/uitkomst/thema/%(theme)s",
        f"/dialoog/{FINISHED}/verslag",
        f"/dialoog/{FINISHED}/moderatie",
        f"/dialoog/{FINISHED}/volg",
        "/d/onbekend",
    ],
)
def test_page_for_everyone(talk: str, page: Page, faults: Faults, address: str) -> None:
    found = Statement.objects.filter(question__topic__dialogue__slug=FINISHED).first()
    theme = Theme.objects.filter(question__topic__dialogue__slug=FINISHED).first()
    assert found
    assert theme
    page.goto(talk + address % {"statement": found.pk, "theme": theme.pk})
    look(page, faults)


@pytest.fixture
def staff(talk: str, context: BrowserContext) -> Page:
    """The browser of an editor who moderates too, with a second factor given a moment ago."""
    editor = User.objects.filter(email="regie@example.org").first()
    if editor is None:
        editor = User.objects.create_user("regie@example.org", PASSWORD)
        for organisation in Organisation.objects.filter(slug="havermeer"):
            Membership.objects.create(user=editor, organisation=organisation, role=Role.ADMINISTRATOR)
        TOTP.activate(editor, SECRET)
    client = Client()
    client.post("/account/inloggen", {"login": editor.email, "password": PASSWORD})
    assert client.post("/account/tweede-factor/code", {"code": totp_code()}).status_code == 302
    context.add_cookies(
        [{"name": name, "value": cookie.value, "url": talk} for name, cookie in client.cookies.items()]
    )
    return context.new_page()


def test_every_screen_of_staff(talk: str, staff: Page, faults: Faults) -> None:
    work, finished = f"{talk}/werkplek/dialogen", f"{talk}/werkplek/dialogen/{FINISHED}"
    own = f"{work}/wat-werkt"
    parts = ("", "/gegevens", "/wachtrij?toon=alles", "/regie", "/zaal", "/invoer", "/rijen")
    done = [f"{finished}{part}" for part in ("/themas", "/verslag", "/beloften")]
    for address in (work, f"{work}/nieuw", *(own + part for part in parts), *done):
        staff.goto(address, wait_until="domcontentloaded")
        expect(staff.get_by_role("heading", level=1)).to_be_attached()
        look(staff, faults)


def test_every_screen_of_a_participant(talk: str, page: Page, faults: Faults) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    begin(page, talk, own=False)
    look(page, faults)
    page.get_by_role("button", name="Sla deze vraag over").click()
    heading = page.get_by_role("heading", level=1)
    for number in range(len(STATEMENTS)):
        expect(page.get_by_text(f"Stelling {number + 1} van {len(STATEMENTS)}")).to_be_visible()
        if number == 0:
            look(page, faults)
        page.get_by_role("button", name=("Eens", "Oneens")[number % 2], exact=True).click()
    expect(heading).to_have_text("Hoe gaat de samenwerking?")
    look(page, faults)
    page.locator("form[data-stap] button[name=oordeel]").first.click()
    expect(heading).to_have_text("Wat is het belangrijkst?")
    look(page, faults)
    page.get_by_role("button", name="Verstuur").click()
    page.wait_for_url("**/mijn-plek")
    look(page, faults)
    page.locator("form[action$='/mijn-plek/code'] button").click()
    expect(page.locator(".ww-codewoorden")).to_be_visible()
    look(page, faults)
    page.goto(f"{talk}{ADDRESS}/mijn-plek")
    page.locator("form[action$='/mijn-plek/wis'] button").click()
    look(page, faults)
    assert complaints == []


def test_a_round_of_statements_by_keyboard_alone(talk: str, page: Page) -> None:
    page.goto(talk + ADDRESS)
    tab_to(page, page.get_by_label("Ja, dit is van mij"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Begin"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#t"))
    page.keyboard.type("Een vaste plek om elkaar te ontmoeten.")
    tab_to(page, page.get_by_role("button", name="Verstuur"))
    page.keyboard.press("Enter")
    for number in range(len(STATEMENTS)):
        expect(page.get_by_text(f"Stelling {number + 1} van {len(STATEMENTS)}")).to_be_visible()
        tab_to(page, page.get_by_role("button", name="Oneens", exact=True))
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoe gaat de samenwerking?")


def test_taking_part_without_javascript(talk: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    begin(page, talk)
    page.locator("#t").fill("Een buurthuis waar altijd iemand is.")
    page.get_by_role("button", name="Verstuur").click()
    for _ in STATEMENTS:
        page.get_by_role("button", name="Eens", exact=True).click()
    page.locator("form[data-stap] button[name=oordeel]").last.click()
    page.get_by_role("button", name="Verstuur").click()
    page.wait_for_url("**/mijn-plek")
    expect(page.locator(".ww-mijn")).to_contain_text("Een buurthuis waar altijd iemand is.")
    context.close()


@pytest.fixture
def own_phone(talk: str, browser: Browser) -> Iterator[tuple[BrowserContext, Page]]:
    """A device that somebody said is theirs, at the first question."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(10_000)
    page = context.new_page()
    begin(page, talk)
    yield context, page
    context.close()


def test_nothing_typed_is_lost_when_the_line_drops(own_phone: tuple[BrowserContext, Page]) -> None:
    context, page = own_phone
    words = "De lijn viel weg terwijl ik dit schreef."
    context.set_offline(True)
    page.locator("#t").fill(words)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-net]")).to_contain_text("Je antwoord staat op dit toestel")
    expect(page.locator("#t")).to_have_value(words)
    context.set_offline(False)
    expect(page.get_by_text("Stelling 1 van")).to_be_visible()
    assert Message.objects.filter(text=words).count() == 1
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('ww-')).length") == 0


def test_what_waits_is_sent_when_the_page_is_opened_again(
    talk: str, own_phone: tuple[BrowserContext, Page]
) -> None:
    context, page = own_phone
    words = "Dit stond nog op mijn telefoon toen de trein de tunnel in ging."
    context.set_offline(True)
    page.locator("#t").fill(words)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-net]")).to_be_visible()
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{talk}{ADDRESS}/doe-mee")
    expect(again.get_by_text("Stelling 1 van")).to_be_visible()
    assert Message.objects.filter(text=words).count() == 1
    event = Event.objects.filter(kind="bericht", message__text=words)
    assert event.count() == 1


def test_a_shared_device_keeps_nothing_and_says_so(talk: str, page: Page) -> None:
    begin(page, talk, own=False)
    page.context.set_offline(True)
    page.locator("#t").fill("Op een geleende tablet.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("[data-net]")).to_contain_text("nog niet verstuurd")
    expect(page.locator("#t")).to_have_value("Op een geleende tablet.")
    assert page.evaluate("localStorage.length") == 0
    page.context.set_offline(False)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Stelling 1 van")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_answer_buttons_have_room_around_their_words(page: Page, talk: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    begin(page, talk)
    page.get_by_role("button", name="Sla deze vraag over").click()
    button = page.get_by_role("button", name="Eens", exact=True)
    expect(button).to_be_visible()
    measured = button.evaluate(
        "b => { const s = getComputedStyle(b), n = b.nextElementSibling.getBoundingClientRect(),"
        " r = b.getBoundingClientRect(); return [parseFloat(s.paddingTop), parseFloat(s.paddingLeft),"
        " n.top - r.bottom, r.height] }"
    )
    above, beside, gap, high = measured
    assert above >= 10
    assert beside >= 14
    assert 8 <= gap <= 24
    assert high >= 48
