"""Every page of programmes, public and at work: axe wide and narrow, nothing sideways, one first heading.

The pages are found in the addresses of the app: one that is neither visited here nor read by a test of its
own makes this test fail. The journeys of a participant, a wijk and an addressee go with the keyboard alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, resolve
from playwright.sync_api import Browser, Page
from test_effort import PAGES as OF_A_WIJK
from walk_of_programme.every_page import Pages, Stage, one, read
from walk_of_programme.stage import Somebody

from wijkwijzer_web.programme.advice.queries import link_of as link_of_advice
from wijkwijzer_web.programme.urls import urlpatterns

pytestmark = pytest.mark.e2e
FILES = re.compile(r"-(file|paper|feed|qr)$")
# Of test_effort.py: its pages whose address is not the same twice.
CHANGING = {"vraag": "connector-ask", "reageer": "exchange-ask", "profiel": "connector-mine"}


def _takes_reading(pattern: URLPattern) -> bool:
    """Whether a view answers GET: it says so in `require_POST` and the like around it."""
    view: Any = pattern.callback
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            methods = cell.cell_contents
            if isinstance(methods, list | tuple) and "POST" in methods and "GET" not in methods:
                return False
        view = getattr(view, "__wrapped__", None)
    return True


@pytest.fixture(scope="module")
def _staged() -> list[Stage]:
    return []


@pytest.fixture
def stage(site: str, _staged: list[Stage]) -> Stage:
    """The example with a row for every page, made once."""
    if not _staged:
        _staged.append(Stage())
    return _staged[0]


@pytest.fixture
def visitor(site: str, browser: Browser) -> Iterator[Somebody]:
    somebody = Somebody(browser, site)
    yield somebody
    somebody.context.close()


def test_every_page_is_visited(stage: Stage) -> None:
    reading = {each.name for each in urlpatterns if isinstance(each, URLPattern) and _takes_reading(each)}
    visited = {name for name, pages in (stage.public | stage.at_work).items() if pages}
    dutch = [each.partition("?")[0] for each in OF_A_WIJK if not each.startswith("/en/")]
    elsewhere = {CHANGING.get(each) or resolve(each).url_name for each in dutch}
    left = {str(name) for name in reading if not FILES.search(str(name))} - visited - elsewhere
    assert not left, f"pages that nobody visits: {sorted(left)}"


def test_public_pages(stage: Stage, visitor: Somebody, faults: Callable[..., list[str]]) -> None:
    _look(visitor, stage.public, faults)


def test_pages_at_work(stage: Stage, visitor: Somebody, faults: Callable[..., list[str]]) -> None:
    visitor.log_in(stage.user)
    _look(visitor, stage.at_work, faults)


def _look(visitor: Somebody, pages: Pages, faults: Callable[..., list[str]]) -> None:
    wrong: list[str] = []
    visitor.page.on("pageerror", lambda error: wrong.append(f"{visitor.page.url}: {error}"))
    for address in (each for found in pages.values() for each in found):
        visitor.page.set_viewport_size({"width": 1280, "height": 900})
        visitor.go(address)
        if visitor.page.locator("h1").count() != 1:
            wrong.append(f"{address}: {visitor.page.locator('h1').count()} first headings")
        for width in (1280, 390):
            visitor.page.set_viewport_size({"width": width, "height": 900})
            wide = visitor.page.evaluate("document.documentElement.scrollWidth")
            wrong += [f"{address} at {width}: {wide} px wide"] if wide > width else []
            wrong += [f"{address} at {width}: {each}" for each in faults(visitor.page, colours=width > 390)]
    assert wrong == [], "\n".join(wrong)


# ---- with the keyboard alone: a participant, a wijk and an addressee
def _tab_to(page: Page, script: str, most: int = 60) -> None:
    """Press Tab until the script is true of what has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const it = document.activeElement; return {script}; }})()"):
            return
    raise AssertionError(f"the keyboard does not reach {script}")


def test_a_task_is_noted_with_the_keyboard(stage: Stage, visitor: Somebody) -> None:
    visitor.go(read("room", stage.room.code))
    _tab_to(visitor.page, "it.name === 'tekst'")
    visitor.page.keyboard.type("Vraag de corporatie erbij.")
    _tab_to(visitor.page, "it.name === 'kant'")
    visitor.page.keyboard.press("ArrowDown")
    _tab_to(visitor.page, "it.type === 'submit'")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator("[data-lijst]", has_text="Vraag de corporatie erbij.").wait_for()
    assert stage.room.tasks.get(text="Vraag de corporatie erbij.").aspect == "partijen"


def test_not_right_is_said_with_the_keyboard(stage: Stage, visitor: Somebody) -> None:
    visitor.go(stage.sign_up_link(stage.discussed))
    _tab_to(visitor.page, "it.tagName === 'SUMMARY'")
    visitor.page.keyboard.press("Enter")
    _tab_to(visitor.page, "it.name === 'text'")
    visitor.page.keyboard.type("Dit zei de wijkraad, niet de gemeente.")
    _tab_to(visitor.page, "it.type === 'submit'")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    assert stage.discussed.amendments.filter(text__startswith="Dit zei de wijkraad").count() == 1


def test_an_advice_is_answered_with_the_keyboard(stage: Stage, visitor: Somebody) -> None:
    advice = one(stage.programme.advice.filter(state="uitgebracht"))
    visitor.go(read("advice-answer", link_of_advice(advice)))
    _tab_to(visitor.page, "it.name === 'state'")
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("ArrowDown")
    _tab_to(visitor.page, "it.name === 'because'")
    visitor.page.keyboard.type("Het geld is er volgend jaar.")
    _tab_to(visitor.page, "it.type === 'submit'")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    step = advice.steps.get()
    assert (step.state, step.because) == ("niet", "Het geld is er volgend jaar.")
