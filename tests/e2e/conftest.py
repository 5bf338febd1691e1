"""Debian's Chromium on the live site with the example, and axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from fixtures_release import example_release_folder
from migrated import django_db_setup
from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.queries import current, current_or_none

__all__ = ["django_db_setup", "example_release_folder"]

# Playwright's own loop runs in the thread of the test; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = (
    "--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --use-angle=swiftshader --enable-unsafe-swiftshader"
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a downloaded one."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return browser_type_launch_args | {"executable_path": chromium, "args": FLAGS.split()}


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[str]:
    """One server for all tests: emptying the tables after each would cost more than the tests."""
    server = LiveServer("localhost")
    yield str(server.url)
    server.stop()


@pytest.fixture
def site(_server: str, example_release_folder: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the site with the example on show."""
    with django_db_blocker.unblock():
        if current_or_none() is None:
            show_release(actor=None, folder=example_release_folder)
        yield _server


@pytest.fixture
def spoordijk(site: str) -> str:
    """The code of De Spoordijk."""
    return next(p.key for p in current().names.at_level("wijk") if p.name == "De Spoordijk")


@pytest.fixture(autouse=True)
def _impatient(page: Page) -> None:
    """An element that is not there within five seconds does not come."""
    page.set_default_timeout(5000)


@pytest.fixture
def faults() -> Callable[..., list[str]]:
    """What axe finds on a page (rule, element, how to mend it), and pictures that are not in the page.

    `colours=False` leaves contrast out, which costs half of the time: of a page that was looked at before.
    """

    def find(page: Page, *, colours: bool = True) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        run = """([rules, colours]) => axe.run(document, {
            runOnly: rules, resultTypes: ['violations'], rules: {'color-contrast': {enabled: colours}}})"""
        result = page.evaluate(run, [RULES, colours])
        absent = page.evaluate(
            "[...document.querySelectorAll('use')].map(use => use.getAttribute('href'))"
            ".filter(name => !document.querySelector(name)).map(name => `no picture ${name}`)"
        )
        return absent + [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return find


@pytest.fixture
def looked_at(site: str, page: Page, faults: Callable[[Page], list[str]]) -> Callable[[str], None]:
    """Look at a page wide and narrow, with its tables open: it answers, nothing scrolls sideways, and axe and
    the console say nothing.
    """

    def look(address: str) -> None:
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(site + address, timeout=20_000)  # the first one reads figures
            assert answer is not None
            assert answer.status == 200
            for fold in page.locator("details.ww-tabel > summary").all():
                fold.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert faults(page) == []
        assert complaints == []

    return look
