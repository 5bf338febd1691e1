"""Staff in a browser: first login with a new second factor, the pages behind it, following a job."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from second_factor import totp_code
from wijkwijzer_web.core.models import Job, Membership, Organisation, Role, User

pytestmark = pytest.mark.e2e
PASSWORD = "een lang wachtwoord dat niemand raadt"
Faults = Callable[[Page], list[str]]


def look(page: Page, faults: Faults) -> None:
    """Nothing wrong for axe, on a wide screen and on a phone, and nothing scrolls sideways."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [], f"{page.url} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"


def test_first_login_and_the_pages_behind_it(site: str, page: Page, faults: Faults) -> None:
    organisation = Organisation.objects.create(name="Gemeente Tolbeke", slug="tolbeke")
    chief = User.objects.create_user("hoofd@example.org", PASSWORD)
    Membership.objects.create(user=chief, organisation=organisation, role=Role.ADMINISTRATOR)

    page.set_default_navigation_timeout(20_000)  # the first page of the first test warms the server up
    page.goto(f"{site}/organisaties/tolbeke/mensen")
    page.get_by_label("E-mail").fill(chief.email)
    page.get_by_label("Wachtwoord", exact=True).fill("fout")
    page.get_by_role("button", name="Inloggen").click()
    look(page, faults)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel je tweede factor in")
    look(page, faults)
    secret = page.locator("main code").inner_text()
    page.locator("main input[name=code]").fill(totp_code(secret))
    page.get_by_role("button", name="Zet aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    look(page, faults)
    for address in (
        "/organisaties/tolbeke/mensen",
        "/account",
        "/account/tweede-factor",
        "/account/uitloggen",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look(page, faults)


@pytest.mark.parametrize("address", ["/account/wachtwoord/vergeten", "/account/aanmelden", "/bestaat-niet"])
def test_pages_around_the_login(site: str, page: Page, faults: Faults, address: str) -> None:
    page.goto(site + address)
    look(page, faults)


def test_following_a_job(site: str, page: Page, faults: Faults) -> None:
    job = Job.objects.create(kind="x", key="x", title="Rapport De Spoordijk", state="bezig", progress=40)
    page.goto(f"{site}/taken/{job.pk}")
    look(page, faults)
    Job.objects.update(state="mislukt", message="Deze wijk heeft geen cijfers.")
    expect(page.get_by_text("Deze wijk heeft geen cijfers.")).to_be_visible()
    look(page, faults)
