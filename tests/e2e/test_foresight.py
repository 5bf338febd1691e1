"""The pages of foresight: axe finds nothing, nothing scrolls sideways, weighing otherwise needs no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.effects.models import BenefitCase, Weighed
from wijkwijzer_web.effects.service import load_example_foresight

pytestmark = pytest.mark.e2e
PAGES = (
    "/terugblik",
    "/effect?wijken=WK990311&cijfer=bijstand_per_1000&van=2019&tot=2021",
    "afweging",
    "baten",
    "/baten/anderhalf",
    "/algoritmes",
    "/algoritmes/effect",
    "afweging in English",
)


@pytest.fixture
def addresses(site: str, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """The example's weighing and case, whose numbers depend on what ran before."""
    with django_db_blocker.unblock():
        organisation, _ = Organisation.objects.get_or_create(slug="vooruit", defaults={"name": "Lindemark"})
        load_example_foresight(actor=None, organisation=organisation)
        weighed = Weighed.objects.get(organisation=organisation, title__startswith="De Spoordijk").pk
        case = BenefitCase.objects.get(organisation=organisation).pk
    return {
        "afweging": f"/afweging/{weighed}",
        "afweging in English": f"/en/afweging/{weighed}",
        "baten": f"/baten/{case}",
    }


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, addresses: dict[str, str], looked_at: Callable[[str], None]) -> None:
    looked_at(addresses.get(name, name))


def test_weighing_otherwise_without_script(addresses: dict[str, str], site: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + addresses["afweging"])
    page.get_by_label("Kosten per jaar").check()
    page.get_by_role("button", name="Weeg opnieuw").click()
    assert "zwaarst=c1" in page.url
    assert page.get_by_text("Zo staat het als Kosten per jaar het zwaarst telt.").is_visible()
