"""A practice in two minutes on a phone without JavaScript; a lost line loses nothing, with it and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from wijkwijzer_web.knowledge.models import KnowledgeRecord, Revision

pytestmark = pytest.mark.e2e
PATIENCE = 90_000  # milliseconds: the first page after a start reads everything
PHONE = {"width": 390, "height": 844}
# Palin and others (2019): 36 words a minute on a phone, a word being five letters or spaces.
LETTERS_A_MINUTE, TAP_SECONDS, READ_WORDS_A_MINUTE = 36 * 5, 2.0, 240
TOLD = {
    "Wat doen jullie?": "Elke maandag koken twee bewoners soep in de hal van de flat. Wie wil, eet mee.",
    "Waar?": "De Spoordijk",
    "Waarvoor?": "Dat mensen elkaar op de trap gedag zeggen.",
    "Wat merk je ervan": "Er komen nu twintig mensen, eerst zes. We tellen de kommen.",
}


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    """What is there only after the first page was made may take a while on a busy machine."""
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def site(_server: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The site without figures: these pages need none."""
    with django_db_blocker.unblock():
        yield _server


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
    KnowledgeRecord.objects.all().delete()


def _fill(page: Page) -> int:
    """Type everything; how many letters that was."""
    for label, text in TOLD.items():
        page.get_by_label(label).fill(text)
    return sum(map(len, TOLD.values()))


def test_two_minutes_on_a_phone_without_javascript(phone: Page, site: str) -> None:
    phone.goto(f"{site}/kennis")
    phone.get_by_role("link", name="Een praktijk").click()
    asked = phone.locator(".ww-vraag")
    assert asked.count() <= 5
    assert asked.filter(has_text="nodig").filter(has_not_text="mag leeg").count() == 2
    read = " ".join(phone.locator(".ww-formulier").all_inner_texts())
    letters = _fill(phone)
    taps = 1 + len(TOLD) + 1  # the way in, each field, and the button
    phone.get_by_role("button", name="Zet het erop").click()
    expect(phone.get_by_text("Het is binnen")).to_be_visible()
    minutes = letters / LETTERS_A_MINUTE + taps * TAP_SECONDS / 60 + len(read.split()) / READ_WORDS_A_MINUTE
    assert minutes <= 2, minutes
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_lost_line_without_javascript_loses_nothing(phone: Page, site: str) -> None:
    phone.goto(f"{site}/deel/praktijk")
    _fill(phone)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Zet het erop").click(no_wait_after=True)
    expect(phone.get_by_role("button", name="Zet het erop")).to_have_count(0)  # the browser's own page
    phone.context.set_offline(False)
    phone.go_back(wait_until="commit")
    for label, text in TOLD.items():
        expect(phone.get_by_label(label)).to_have_value(text)
    phone.get_by_role("button", name="Zet het erop").click()
    link = phone.get_by_role("link", name="/deel/link/")
    expect(link).to_be_visible()
    assert (KnowledgeRecord.objects.count(), Revision.objects.count()) == (1, 1)
    phone.context.clear_cookies()
    phone.goto(str(link.get_attribute("href")))  # the link alone opens it
    expect(phone.get_by_text("Het is binnen")).to_be_visible()


def test_with_javascript_what_was_typed_survives_a_reload_and_waits_for_a_line(page: Page, site: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/deel/praktijk")
    number = page.locator("input[name=form]").input_value()
    _fill(page)
    page.reload()
    for label, text in TOLD.items():
        expect(page.get_by_label(label)).to_have_value(text)
    assert page.locator("input[name=form]").input_value() == number
    page.context.set_offline(True)
    page.get_by_role("button", name="Zet het erop").click()
    expect(page.get_by_text("De lijn is weg")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Het is binnen")).to_be_visible(timeout=PATIENCE)
    assert KnowledgeRecord.objects.count() == 1
    page.goto(f"{site}/deel/praktijk")
    expect(page.get_by_label("Wat doen jullie?")).to_have_value("")
    KnowledgeRecord.objects.all().delete()


def test_while_typing_what_is_here_already_and_kinder_words_stand_beside(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/deel/aanname", timeout=PATIENCE)
    page.get_by_label("De zin").press_sequentially("Kwetsbare gezinnen komen teneinde niets te missen")
    beside = page.locator("[data-naast]")
    expect(beside).to_contain_text("“Kwetsbare”: zeg wat er speelt")
    expect(beside).to_contain_text("“teneinde”: Schrijf liever")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label("De zin").fill("Gezinnen die de huur niet kunnen betalen, komen niet.")
    expect(beside).not_to_contain_text("Kwetsbare")


def test_a_ticked_list_is_kept_as_a_link(page: Page, site: str) -> None:
    page.goto(f"{site}/checklist/actie", timeout=PATIENCE)
    expect(page.get_by_text("Bewaar die link")).to_be_visible()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("checkbox").nth(3).check()
    assert page.url.endswith("/checklist/actie#gedaan=2,4")
    other = page.context.new_page()
    other.goto(page.url, timeout=PATIENCE)
    expect(other.get_by_role("checkbox").nth(3)).to_be_checked()
    expect(other.get_by_role("checkbox").nth(0)).not_to_be_checked()
    other.get_by_role("checkbox").nth(1).uncheck()
    other.get_by_role("checkbox").nth(3).uncheck()
    assert other.url.endswith("/checklist/actie")
    other.close()
