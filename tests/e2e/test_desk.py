"""Telling something in a browser: three screens, few taps, little to load; every page with axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from fixtures_desk import PASSWORD
from wijkwijzer_web.core.models import Membership, Organisation, Role, User
from wijkwijzer_web.desk.example.actions import EXAMPLE_CODE
from wijkwijzer_web.desk.models import Assumption, Bottleneck, Desk, Signal
from wijkwijzer_web.desk.service import load_example_desks

pytestmark = pytest.mark.e2e
WIDTHS = (1280, 390)
SCREEN_BYTES, TAPS = 30_000, 6
Faults = Callable[[Page], list[str]]


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    page.set_default_timeout(20_000)


@pytest.fixture
def desks(site: str) -> str:
    """The address of the site with the desks of the example."""
    if not Desk.objects.exists():
        organisation = Organisation.objects.create(name="Gemeente Lindemark", slug="lindemark-loket")
        for number in (1, 2):
            person = User.objects.create_user(f"loket{number}@example.org", PASSWORD)
            Membership.objects.create(user=person, organisation=organisation, role=Role.VISITOR)
        load_example_desks(actor=None, organisation=organisation)
    return site


def test_three_screens_six_taps_thirty_kilobytes_and_no_javascript(desks: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if _is_page(answer) else None)
    before, taps = Signal.objects.count(), 0
    page.goto(f"{desks}/luisterloket/de-wissel/vertel")
    page.get_by_label("Jouw verhaal").fill("De trap lukt niet en ik weet niet wie het regelt.")
    page.locator("label.ww-optiekaart", has_text="Ja").click()
    page.get_by_role("button", name="Verder").click()
    taps += 3  # the field, the device, on
    words = page.locator("ol.ww-code li").all_inner_texts()
    assert len(words) == 6
    page.get_by_label("Typ ze hier één keer over").fill(" ".join(words))
    page.get_by_role("button", name="Verstuur").click()
    taps += 2  # the field, send
    assert "antwoordt een mens" in page.locator("h1").inner_text()
    assert Signal.objects.count() == before + 1
    assert taps <= TAPS
    assert len(sizes) == 3
    assert max(sizes) <= SCREEN_BYTES, sizes
    context.close()


def _is_page(answer: object) -> bool:
    headers = getattr(answer, "headers", {})
    return getattr(answer, "status", 0) == 200 and headers.get("content-type", "").startswith("text/html")


def test_a_story_is_told_with_the_keyboard_alone(desks: str, page: Page) -> None:
    page.goto(f"{desks}/luisterloket/de-wissel/vertel")
    page.locator("#id_tekst").focus()
    page.keyboard.type("Met het toetsenbord verteld.")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Verder":
            break
    page.keyboard.press("Enter")
    page.locator("ol.ww-code").wait_for()
    words = page.locator("ol.ww-code li").all_inner_texts()
    page.locator("#id_woorden").focus()
    page.keyboard.type(" ".join(words).upper())
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Verstuur":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn-signaal")


def test_every_public_page_is_accessible_wide_and_narrow(desks: str, page: Page, faults: Faults) -> None:
    row = Bottleneck.objects.get(works="deels")
    assumption = Assumption.objects.first()
    assert assumption is not None
    pages = ["luisterloket", "luisterloket/de-wissel", "luisterloket/de-wissel/vertel", "luisterloket/code"]
    pages += ["knelpunten", f"knelpunt/{row.pk}", f"knelpunt/{row.pk}/volg", "regels-veranderd"]
    pages += ["taskforce/havermeer", "experimenten", "bereik", f"bereik/{assumption.pk}"]
    for path in pages:
        page.goto(f"{desks}/{path}")
        _look(page, faults)
    page.goto(f"{desks}/luisterloket/code")
    page.locator("#id_woorden").fill(EXAMPLE_CODE.replace("ananas", "annanas"))
    page.get_by_role("button", name="Lees het antwoord").click()
    page.wait_for_url("**/mijn-signaal")
    _look(page, faults)


def _look(page: Page, faults: Faults) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], f"{page.url} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} px wide at {width}"
