"""Knowledge for other programs: what the page shows, filtered as the page does, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer_web.core.models import User
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records.actions import new_row, withdraw

pytestmark = pytest.mark.django_db
PutIn = Callable[..., KnowledgeRecord]


def test_the_list_has_the_filters_and_order_of_the_page(client: Client, put_in: PutIn) -> None:
    for number in range(3):
        put_in("interventie", naam=f"Soep {number}", soort="praktijk", opgaven=["samenleven"])
    put_in("aanname", uitspraak="Wie niet komt, wil niet.", houder="instantie")
    new_row("interventie", {"naam": "Concept", "soort": "praktijk"})
    everything = client.get("/api/v1/kennis").json()
    assert everything["totaal"] == 4
    assert "Concept" not in str(everything)
    answer = client.get("/api/v1/kennis?soort=interventie&paginaGrootte=2")
    assert [one["titel"] for one in answer.json()["kennis"]] == ["Soep 2", "Soep 1"]
    assert "soort=interventie" in answer["Link"]
    assert "pagina=2" in answer["Link"]
    both = client.get("/api/v1/kennis?soort=interventie&soort=aanname&opgave=samenleven").json()
    assert both["totaal"] == 3
    assert client.get("/api/v1/kennis?bestaat=niet").status_code == 400
    assert client.get("/api/v1/kennis?pagina=0")["Content-Type"] == "application/problem+json"


def test_one_record_with_its_evidence_and_nothing_when_it_was_withdrawn(
    client: Client, put_in: PutIn, reviewer: User
) -> None:
    row = put_in("interventie", naam="Soep", soort="praktijk")
    put_in("bewijsclaim", interventie=row.key, effect="samenhang", richting="geen", bron="Kok 2020")
    one = client.get(f"/api/v1/kennis/{row.key}").json()
    assert one["velden"]["naam"] == "Soep"
    assert one["organisatie"] == "Gemeente Tolbeke"
    [claim] = client.get(f"/api/v1/kennis/{row.key}/bewijs").json()
    assert claim["velden"]["richting"] == "geen"
    withdraw(actor=reviewer, row=row, reason="Klopt niet meer.")
    assert client.get(f"/api/v1/kennis/{row.key}").status_code == 404
    assert client.get("/api/v1/kennis?soort=interventie").json()["totaal"] == 0
