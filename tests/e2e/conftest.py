"""Debian's Chromium on the live site with the example, and axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from fixtures_release import example_release_folder
from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.queries import current

__all__ = ["example_release_folder"]

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


@pytest.fixture
def site(transactional_db: None, example_release_folder: Path, live_server: Any) -> str:
    """The address of the site with the example on show."""
    show_release(actor=None, folder=example_release_folder)
    return str(live_server.url)


@pytest.fixture
def spoordijk(site: str) -> str:
    """The code of De Spoordijk."""
    return next(p.key for p in current().names.at_level("wijk") if p.name == "De Spoordijk")


@pytest.fixture
def faults() -> Callable[[Page], list[str]]:
    """What axe finds on a page: rule, element and how to mend it."""

    def find(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return find
