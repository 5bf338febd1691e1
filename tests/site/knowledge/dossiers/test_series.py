"""Blogs and news with one name of a series stand together, in the order in which they came."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from wijkwijzer_web.core.models import HomePage, Organisation, SectionPage
from wijkwijzer_web.knowledge.models import ArticlePage
from wijkwijzer_web.programme.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def pieces(organisation: Organisation) -> list[ArticlePage]:
    """Two pieces of one series, a third outside it."""
    section = SectionPage(title=organisation.name, slug=organisation.slug, organisation=organisation)
    HomePage.objects.get().add_child(instance=section)
    found = []
    for number, (title, sort, series) in enumerate(
        (
            ("Wie begint hier?", "nieuws", "Andere woorden"),
            ("Wat ik niet zag", "blog", "Andere  Woorden"),
            ("Iets anders", "blog", ""),
        )
    ):
        day = datetime.date(2026, 3, 10 - number)
        page = ArticlePage(title=title, slug=f"stuk-{number}", sort=sort, author="A", day=day, lead="L")
        page.body, page.series = "<p>t</p>", series
        section.add_child(instance=page)
        page.save_revision().publish()
        found.append(page)
    return found


def test_a_series_is_read_in_order(client: Client, pieces: list[ArticlePage]) -> None:
    page = client.get("/reeks/andere-woorden").content.decode()
    assert page.index("Wat ik niet zag") < page.index("Wie begint hier?")
    assert "Iets anders" not in page
    assert 'href="/reeks/andere-woorden"' in client.get("/nieuws/stuk-0").content.decode()
    assert "/reeks/" not in client.get("/blog/stuk-2").content.decode()
    assert client.get("/reeks/bestaat-niet").status_code == 404


def test_a_programme_names_its_series(
    client: Client, pieces: list[ArticlePage], organisation: Organisation
) -> None:
    programme = Programme.objects.create(
        organisation=organisation,
        slug="samen",
        name="Samen verder",
        intro="Leren.",
        begins_on=datetime.date(2025, 9, 1),
        public=True,
        series="Andere woorden",
    )
    page = client.get(programme.get_absolute_url()).content.decode()
    assert "Wat ik niet zag" in page
    assert "Iets anders" not in page
