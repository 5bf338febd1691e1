"""The workplace of an adviser in a browser: own figures and own areas, with axe, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from playwright.sync_api import Page, expect

from second_factor import SECRET, totp_code
from wijkwijzer_web.areas.models import ActiveRelease, OwnArea, OwnFigures
from wijkwijzer_web.core.models import Membership, Organisation, Role, User

pytestmark = pytest.mark.e2e
PASSWORD = "een lang wachtwoord dat niemand raadt"
HEAD = "code;jaar;indicator;waarde;noemer;bron;licentie;openbaar"
Faults = Callable[[Page], list[str]]


@pytest.fixture
def adviser(site: str, page: Page) -> Iterator[Page]:
    """An adviser who has logged in; what is made goes off the site again."""
    page.set_default_timeout(20_000)
    organisation, _new = Organisation.objects.get_or_create(name="Gemeente Havermeer", slug="havermeer")
    user = User.objects.filter(email="adviseur@example.org").first()
    if user is None:  # the audit keeps whoever did something, so the second test finds them again
        user = User.objects.create_user("adviseur@example.org", PASSWORD)
        Membership.objects.create(user=user, organisation=organisation, role=Role.EDITOR)
        TOTP.activate(user, SECRET)
    release = ActiveRelease.objects.get().release
    cache.clear()  # the same code may be used by the second test within the half minute
    page.goto(f"{site}/account/inloggen")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.locator("main input[name=code]").fill(totp_code())
    page.locator("main button[type=submit]").first.click()
    expect(page.get_by_role("link", name="Eigen cijfers en gebieden")).to_be_visible()
    yield page
    OwnFigures.objects.all().delete()
    OwnArea.objects.all().delete()
    ActiveRelease.objects.update(release=release)


def look(page: Page, faults: Faults) -> None:
    """Nothing wrong for axe, on a wide screen and on a phone, and nothing scrolls sideways."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], f"{page.url} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"


def test_own_figures_from_file_to_page(adviser: Page, site: str, faults: Faults, tmp_path: Path) -> None:
    page = adviser
    page.get_by_role("link", name="Eigen cijfers en gebieden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eigen cijfers van Gemeente Havermeer")
    page.get_by_text("Zo ziet het bestand eruit").click()
    look(page, faults)

    wrong = tmp_path / "fout.csv"
    wrong.write_text(f"{HEAD}\nWK999999;2024;tevreden;=1+1;;b;l;ja\n", encoding="utf-8")
    page.get_by_label("Bestand").set_input_files(wrong)
    page.get_by_role("button", name="Kijk wat er verandert").click()
    expect(page.get_by_text("Code 'WK999999' bestaat niet.")).to_be_visible()
    look(page, faults)
    page.get_by_role("button", name="Gooi dit voorbeeld weg").click()
    expect(page.get_by_text("Op de site is niets veranderd.")).to_be_visible()

    good = tmp_path / "goed.csv"
    rows = [f"WK9903{n:02d};2024;tevreden;{60 + n};240;Peiling;CC BY 4.0;ja" for n in range(15)]
    good.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    page.get_by_label("Bestand").set_input_files(good)
    page.get_by_role("button", name="Kijk wat er verandert").click()
    look(page, faults)
    page.get_by_label("Naam van “tevreden”").fill("Tevreden met de buurt")
    page.get_by_role("button", name="Zet op de site").press("Enter")
    expect(page.get_by_text("15 cijfers staan op de site.")).to_be_visible()
    look(page, faults)
    page.goto(f"{site}/wijk/WK990311")
    expect(page.get_by_role("heading", name="Cijfers van de gemeente")).to_be_visible()
    look(page, faults)


def test_an_own_area_is_ticked_in_the_list_and_on_the_map(adviser: Page, site: str, faults: Faults) -> None:
    page = adviser
    page.goto(f"{site}/werkplek/gebieden/havermeer")
    look(page, faults)
    page.get_by_label("Gemeente").select_option("Havermeer")
    page.get_by_role("button", name="Kies wat erbij hoort").click()
    page.get_by_label("Naam").fill("Spoorzone")
    page.get_by_label("Zoek in de lijst").fill("spoordijk")
    expect(page.locator(".ww-vinklijst li:visible")).to_have_count(1)
    page.get_by_role("checkbox", name="De Spoordijk").press("Space")
    expect(page.get_by_text("1 gekozen, 8.240 bewoners")).to_be_visible()
    page.get_by_label("Zoek in de lijst").fill("")
    page.locator("[data-vinkkaart] a[href*=WK990312] path").first.click()
    expect(page.get_by_role("checkbox", name="Kerksingel")).to_be_checked()
    look(page, faults)
    page.get_by_role("button", name="Bewaar en zet op de site").click()
    page.wait_for_url("**/taken/**")
    page.goto(f"{site}/werkplek/gebieden/havermeer")
    expect(page.get_by_role("link", name="Spoorzone", exact=True)).to_be_visible()
    look(page, faults)
    page.goto(f"{site}/gemeente/havermeer?kaart=gebieden")
    expect(page.get_by_role("heading", name="Eigen gebieden in Havermeer")).to_be_visible()
    look(page, faults)
    page.get_by_role("button", name="Kaart om in te zoomen").click()
    expect(page.locator(".ww-zoomkaart__naam")).to_have_text("Spoorzone")
    page.goto(f"{site}/gebied/{OwnArea.objects.get().code}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Spoorzone")
    look(page, faults)
