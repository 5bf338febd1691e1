"""Every record says how it is cited, in two languages and for programs."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer.knowledge.exchange import from_bibtex, from_ris
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records.citing import citation

pytestmark = pytest.mark.django_db
PutIn = Callable[..., KnowledgeRecord]


def test_a_publication_is_cited_as_itself(client: Client, put_in: PutIn) -> None:
    row = put_in(
        "publicatie",
        titel="Vergeten wijken: is er hoop?",
        soort="artikel",
        auteurs=["Berg, Anne-Marie van den", "Ministerie van Wonen"],
        jaar=2021,
        verschenen_in="Tijdschrift voor de Wijk",
        jaargang="4",
        nummer="2",
        paginas="10-20",
        doi="10.5555/ww",
    )
    page = html.unescape(client.get(row.get_absolute_url()).content.decode())
    expected = (
        "Berg, A.-M. van den, & Ministerie van Wonen. (2021). Vergeten wijken: is er hoop? "
        "Tijdschrift voor de Wijk, 4(2), 10–20. https://doi.org/10.5555/ww"
    )
    assert expected in page
    made = citation(row, "https://a.nl/x")
    assert from_bibtex(made.bibtex)[0].title == row.title
    assert from_ris(made.ris)[0].authors == ("Berg, Anne-Marie van den", "Ministerie van Wonen")
    assert made.checksum in page


def test_a_practice_is_cited_as_a_page_with_the_day_and_changes_its_checksum(
    client: Client, put_in: PutIn
) -> None:
    row = put_in("interventie", naam="Soep & brood", soort="praktijk", samenvatting="Elke maandag.")
    page = html.unescape(client.get(row.get_absolute_url()).content.decode())
    assert "Gemeente Tolbeke. (" in page
    assert "Geraadpleegd op " in page
    assert "Retrieved " in page
    before = citation(row, "https://a.nl/x").checksum
    row.data = {**row.data, "samenvatting": "Elke dinsdag."}
    assert citation(row, "https://a.nl/x").checksum != before
