"""Past dit hier on a phone and wide, with the form for own judgements."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from wijkwijzer_web.areas.queries import current
from wijkwijzer_web.knowledge.models import KnowledgeRecord, State
from wijkwijzer_web.knowledge.records.actions import changed, new_row, show

pytestmark = pytest.mark.e2e


def test_both_areas_and_the_form_of_the_note(
    page: Page, site: str, spoordijk: str, looked_at: Callable[[str], None]
) -> None:
    there = next(place.key for place in current().names.at_level("gemeente"))
    places = [{"naam": "Daar", "code": there}]
    row = new_row("interventie", {"naam": "Soep in de portiek", "soort": "praktijk", "plaatsen": places})
    show(row, State.REVIEWED)
    changed(row, tell=False)
    address = f"{row.get_absolute_url()}/past-dit?wijk={spoordijk}"
    looked_at(address)
    page.goto(site + address)
    page.get_by_label("Oordeel").nth(5).select_option("risico")
    page.get_by_role("button", name="Maak de notitie (PDF)").click()
    assert page.get_by_text("Schrijf erbij waarom.").is_visible()
    page.get_by_label("Waarom?", exact=True).nth(5).fill("De groep is verdeeld.")
    with page.expect_download(timeout=60_000) as made:
        page.get_by_role("button", name="Maak de notitie (PDF)").click()
    assert made.value.suggested_filename.endswith(".pdf")
    KnowledgeRecord.objects.all().delete()
