"""The long effort and the people of a wijk: axe finds nothing, nothing scrolls sideways, gaps are drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.plugin import DjangoDbBlocker

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.programme.models import Connector, Exchange
from wijkwijzer_web.programme.people.queries import link_of
from wijkwijzer_web.programme.service import load_example_programme

pytestmark = pytest.mark.e2e
WIJK = "/wijk/WK990311-de-spoordijk"
PAGES = (
    *(f"{WIJK}/{name}" for name in ("lange-adem", "wijkplan", "overdracht", "samenspel", "mensen")),
    *(f"{WIJK}/{name}" for name in ("mensen/noem", "gevraagd", "gevraagd/nieuw", "krachten", "initiatieven")),
    *("/schakelaars", "/schakelaars/herken", "/krachten/mijn", "/organisatiemodellen/gm9903"),
    *("/organisatiemodellen?een=GM9903&ander=GM9905", "vraag", "reageer", "profiel"),
    *(f"/en{WIJK}/lange-adem", f"/en{WIJK}/samenspel", WIJK),
    *("/mijn-wijken", "/mijn-wijken?wijk=WK990311&wijk=WK990319", "/mijn-wijken/volg?wijk=WK990311"),
    *("/gemeente/havermeer", "/gemeente/havermeer/nu"),
)


@pytest.fixture
def addresses(site: str, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """The example, and the pages whose address is not the same twice."""
    with django_db_blocker.unblock():
        organisation, _ = Organisation.objects.get_or_create(slug="vooruit", defaults={"name": "Lindemark"})
        load_example_programme(actor=None, organisation=organisation)
        there = Connector.objects.exclude(since=None).order_by("pk").first()
        proposed = Connector.objects.filter(since=None).first()
        call = Exchange.objects.first()
        assert there is not None
        assert proposed is not None
        assert call is not None
        return {
            "vraag": f"/schakelaars/vraag/{there.key}",
            "reageer": f"/gevraagd/reageer/{call.key}",
            "profiel": f"/schakelaars/mijn/{link_of(proposed)}",
        }


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, addresses: dict[str, str], looked_at: Callable[[str], None]) -> None:
    looked_at(addresses.get(name, name))


def test_the_timeline_has_a_table_beside_it_and_stands_on_paper(
    addresses: dict[str, str], site: str, page: Page
) -> None:
    page.goto(f"{site}{WIJK}/lange-adem")
    drawn = page.locator(".ww-rijen--tijd svg[role=img]")
    assert drawn.count() >= 6
    for row in drawn.all():
        assert row.get_attribute("aria-label")
    page.get_by_text("Toon als tabel").click()
    assert page.locator("table th[scope=row]").count() >= drawn.count()
    page.emulate_media(media="print")
    assert page.locator(".ww-rijen--tijd").is_visible()
    assert page.locator(".ww-kopbalk").is_hidden()


def test_naming_somebody_by_keyboard_keeps_what_was_typed(
    addresses: dict[str, str], site: str, page: Page
) -> None:
    page.goto(f"{site}{WIJK}/mensen/noem")
    page.get_by_label("Waar weet die persoon iets van?").fill("de sleutel")
    page.get_by_role("button", name="Stuur het voorstel").focus()
    page.keyboard.press("Enter")
    page.locator(".ww-fout").first.wait_for()
    assert page.get_by_label("Waar weet die persoon iets van?").input_value() == "de sleutel"
