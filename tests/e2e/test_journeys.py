"""What people do: find a wijk, read its page, take the report along; by keyboard, without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e


def test_from_home_to_the_report_without_javascript(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Zoek een wijk, een aanpak of een vraag").fill("sporedijk")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("link", name="De Spoordijk").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De Spoordijk")
    page.locator(".ww-inhoud__klein > summary").click()
    page.get_by_role("link", name="Positie", exact=True).click()
    assert page.url.endswith("#positie")
    page.get_by_text("Toon als tabel").first.click()
    expect(page.locator("details[open] table").first).to_be_visible()
    page.get_by_role("button", name="Rapport (pdf)").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.endswith(".pdf")
    with open(download.value.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"
    context.close()


def test_by_keyboard_alone(site: str, page: Page) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Zoek een wijk, een aanpak of een vraag")).to_be_focused()
    page.keyboard.type("de spoordijk")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="De Spoordijk").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("De Spoordijk")
    reached = page.locator("main :is(a, button, summary):not(svg a)").all()[:40]
    for element in [element for element in reached if element.is_visible()]:
        element.focus()
        assert element.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


def test_the_menu_of_a_phone(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site)
    summary = page.locator(".ww-menu > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ww-menu").get_by_role("link", name="Wijken")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".ww-menu").get_by_role("link", name="Wijken")).to_be_hidden()
    expect(summary).to_be_focused()


def test_every_area_on_a_map_is_a_link_that_the_keyboard_reaches(site: str, page: Page) -> None:
    page.goto(f"{site}/gemeente/havermeer")
    links = page.locator("figure svg a")
    names = page.locator(".ww-wijklijst a")
    assert links.count() == names.count() > 5
    first = links.first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/wijk/WK9903\d\d-"))


def test_the_map_that_zooms(site: str, page: Page) -> None:
    page.goto(f"{site}/gemeente/havermeer")
    page.get_by_role("button", name="Kaart om in te zoomen").click()
    expect(page.locator("canvas.maplibregl-canvas")).to_be_visible()
    expect(page.locator(".ww-zoomkaart__naam").first).to_be_visible()


def test_names_on_the_map_of_a_large_gemeente_do_not_pile_up(site: str, page: Page) -> None:
    def square(n: int) -> dict[str, object]:
        lon, lat, side = 3.5 + 0.004 * (n % 8), 55.0 + 0.002 * (n // 8), 0.003 if n % 5 else 0.004
        ring = [
            [lon, lat],
            [lon + side, lat],
            [lon + side, lat + side / 2],
            [lon, lat + side / 2],
            [lon, lat],
        ]
        told = {
            "naam": f"Wijk met een lange naam {n}",
            "adres": "/",
            "lon": lon + side / 2,
            "lat": lat + side / 4,
        }
        return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    areas = {
        "type": "FeatureCollection",
        "bbox": [3.5, 55.0, 3.532, 55.012],
        "features": [square(n) for n in range(44)],
    }
    page.route("**/kaart.geojson*", lambda route: route.fulfill(json=areas))
    page.goto(f"{site}/gemeente/havermeer")
    page.get_by_role("button", name="Kaart om in te zoomen").click()
    names, dots = page.locator(".ww-zoomkaart__naam"), page.locator(".ww-zoomkaart__naam--punt")
    expect(names).to_have_count(44)
    expect(dots.first).to_be_attached()
    boxes = page.locator(".ww-zoomkaart__naam:not(.ww-zoomkaart__naam--punt)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(r => [r.left, r.top, r.right, r.bottom])"
    )
    assert 5 < len(boxes) < 44
    for n, (left, top, right, bottom) in enumerate(boxes):
        for left2, top2, right2, bottom2 in boxes[n + 1 :]:
            assert right <= left2 + 1 or right2 <= left + 1 or bottom <= top2 + 1 or bottom2 <= top + 1
    dots.first.focus()
    width = dots.first.evaluate("one => one.getBoundingClientRect().width")
    assert width >= 24, "it can be hit"
    before = dots.count()
    page.get_by_role("button", name="Inzoomen").click()
    page.get_by_role("button", name="Inzoomen").click()
    page.wait_for_function(f"document.querySelectorAll('.ww-zoomkaart__naam--punt').length < {before}")


def test_the_report_downloads_by_itself_under_a_name_one_understands(
    site: str, spoordijk: str, page: Page
) -> None:
    page.goto(f"{site}/wijk/{spoordijk}-de-spoordijk")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Rapport (pdf)").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"[a-z-]*de-spoordijk[a-z0-9-]*\.pdf", name), name
    assert not re.search(r"-[0-9a-f]{8}\.", name), "no number of ours"


def test_the_page_is_light(site: str, spoordijk: str, page: Page) -> None:
    page.goto(f"{site}/wijk/{spoordijk}-de-spoordijk", wait_until="networkidle")
    entries = "performance.getEntries().filter(e => e.name.includes('/static/'))"
    loaded = page.evaluate(f"{entries}.map(e => [e.name, e.decodedBodySize])")
    assert not [name for name, _size in loaded if "maplibre" in name]
    assert sum(size for _name, size in loaded) < 300_000  # theme 155 kB (17 compressed), script 3, letters 70


def test_both_languages_have_the_same_page(site: str, spoordijk: str, page: Page) -> None:
    page.goto(f"{site}/wijk/{spoordijk}-de-spoordijk")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Strengths", level=2, exact=True)).to_be_visible()
    page.get_by_role("link", name="Nederlands").click()
    expect(page.get_by_role("heading", name="Krachten", level=2, exact=True)).to_be_visible()
