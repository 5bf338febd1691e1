"""The page of a wijk whole: sections in order, what is empty says how to fill it, and the same on paper."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wijkwijzer.report import Heading, render
from wijkwijzer_web.areas import pages
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.areas.queries.paper import blocks_of, carried
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.desk.service import load_example_desks
from wijkwijzer_web.knowledge.service import load_example_knowledge
from wijkwijzer_web.programme.service import load_example_analyses, load_example_programme

pytestmark = pytest.mark.django_db
ORDER = [
    *("ontwikkeling", "positie", "verschillen", "factoren"),
    *("signalen", "opgaven", "aanpakken", "advies", "tegenspraak", "doen", "niet-weten"),
]


@pytest.fixture
def wijk(shown: Current) -> str:
    """De Spoordijk."""
    return next(place.key for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")


@pytest.fixture
def everything(organisation: Organisation, wijk: str) -> str:
    """The wijk with the whole example on it."""
    load_example_desks(actor=None, organisation=organisation)
    load_example_knowledge(actor=None, organisation=organisation)
    load_example_programme(actor=None, organisation=organisation)
    load_example_analyses(actor=None, organisation=organisation)
    return wijk


def _page(client: Client, key: str) -> str:
    return html.unescape(client.get(f"/wijk/{key}", follow=True).content.decode())


def test_sections_stand_in_the_order_of_the_design(client: Client, everything: str) -> None:
    page = _page(client, everything)
    places = [page.index(f'id="{key}"') for key in ORDER]
    assert places == sorted(places)
    for words in ("Vertel wat er speelt", "Doe mee", "Deel wat werkt", "Zeg wat er niet klopt"):
        assert words in page.partition('id="doen"')[2]
    assert page.count("ww-klopt") >= 4


def test_what_is_empty_says_how_to_fill_it(client: Client, wijk: str) -> None:
    page = _page(client, wijk)
    for words in (
        "Hier staat nog geen opgave. Een redacteur van de gemeente schrijft er een op",
        "Deze wijk kreeg nog geen advies. Een programma brengt het uit",
        "Nog niemand sprak deze pagina tegen. Klopt er iets niet? Zeg het",
    ):
        assert words in page


def test_with_everything_on_it_the_page_asks_little(client: Client, everything: str) -> None:
    address = client.get(f"/wijk/{everything}", follow=True).redirect_chain[-1][0]
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()
    for panel in ("wijkanalyse", "krachten-en-mensen", "lange-adem", "signalen-loket", "tegenspraak"):
        assert f'id="{panel}"' in page
    assert len(queries) <= 15, "\n".join(query["sql"][:200] for query in queries)


def test_each_figure_is_a_file_of_its_own(client: Client, wijk: str) -> None:
    links = re.findall(r'href="([^"]*/figuur/[^"]*)"', _page(client, wijk))
    assert len(links) > 30
    for link in (*links[:3], *(one for one in links if "/factoren-1." in one)):
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer["Content-Disposition"].endswith(f'-{link.rpartition("/")[2]}"')
    assert "Bron" in client.get(links[0]).content.decode()
    assert client.get(links[0].replace("-1.svg", "-99.svg")).status_code == 404
    assert client.get(links[0].replace(".svg", ".gif")).status_code == 404


def test_the_report_has_the_same_sections(everything: str, shown: Current) -> None:
    place = shown.names.by_key[everything]
    said = pages.said_of(place)
    document = pages.report_document(shown, everything, "long", said=said)
    ids = [block.id for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert [key for key in ids if key in ORDER] == ORDER
    assert carried(document) == said
    assert render(document, "pdf").startswith(b"%PDF")


def test_a_panel_without_blocks_comes_on_paper_as_its_sentences() -> None:
    page = (
        '<p class="ww-conclusie">Twee dingen.</p><ul><li>Eén <b>ding</b></li><li>Twee</li></ul>'
        "<form><p>Verstuur</p></form><p class='ww-knoppen'><a href='/x'>Lees meer</a></p><h3>Kop</h3>"
    )
    blocks: Any = blocks_of("k", "Titel", page, ())
    assert [getattr(block, "text", None) or getattr(block, "content", None) for block in blocks] == [
        *("Titel", "Twee dingen.", None, "Kop"),
    ]
    assert [item.content for item in blocks[2].items] == ["Eén ding", "Twee"]
    assert not re.search("Verstuur|Lees meer", str(blocks))
