"""Every public page type: axe finds nothing, nothing scrolls sideways, our own policy blocks nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
WIDTHS = (1280, 390)
FOLDS = 3  # tables are all made alike, and axe is slow where much is open
SPOORDIJK = "/zoeken?q=De+Spoordijk"
PAGES = {
    "home": "/",
    "home in English": "/en/",
    "search": "/zoeken?q=sporedijk",
    "nothing found": "/zoeken?q=qqqqqqq",
    "search without question": "/zoeken",
    "gemeenten": "/gemeenten",
    "gemeente": "/gemeente/havermeer",
    "figures of a gemeente": "/gemeente/havermeer/cijfers",
    "wijk": "wijk",
    "wijk in English": "wijk in English",
    "buurt": "buurt",
    "report forms": "report",
    "indicators": "/cijfers",
    "indicator": "/cijfers/inwoners",
    "areas side by side": "/vergelijk?gebied=WK990311&gebied=WK990312&gebied=WK990301",
    "areas to choose": "/vergelijk?q=dijk",
    "sources": "/bronnen",
    "methods": "/methoden",
    "method": "/methoden/onzekerheid",
    "method with formula": "/methoden/trend",
    "accessibility": "/toegankelijkheid",
    "privacy": "/privacy",
    "log in": "/account/inloggen",
    "not found": "/wijk/WK999999",
}


def address(name: str, key: str) -> str:
    """The places whose code depends on the example."""
    special = {
        "wijk": f"/wijk/{key}-de-spoordijk",
        "wijk in English": f"/en/wijk/{key}-de-spoordijk",
        "buurt": f"/buurt/{key.replace('WK', 'BU')}00",
        "report forms": f"/wijk/{key}-de-spoordijk/rapport",
    }
    return special.get(name, PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, site: str, spoordijk: str, page: Page, faults: Callable[[Page], list[str]]) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + address(name, spoordijk))
        for fold in page.locator("main details:not([open]) > summary:visible").all()[:FOLDS]:
            fold.click()
        assert faults(page) == [], f"{name} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide at {width}"
    assert [c for c in complaints if name != "not found" or "404" not in c] == []
