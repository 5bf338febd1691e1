"""Counts beside every value equal counting by hand, whatever was chosen; and the pages that lead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge.catalogue.queries import Catalogue
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records.queries import FACETS
from wijkwijzer_web.knowledge.service import load_example_knowledge

VALUES = ("a", "b", "c")


@given(
    st.lists(st.dictionaries(st.sampled_from(FACETS), st.sets(st.sampled_from(VALUES))), max_size=12),
    st.dictionaries(st.sampled_from(FACETS), st.frozensets(st.sampled_from(VALUES), min_size=1), max_size=3),
    st.sets(st.integers(0, 11)),
)
def test_counts_equal_counting_by_hand(
    records: list[dict[str, set[str]]], choice: dict[str, frozenset[str]], within: set[int]
) -> None:
    rows = [(pk, f"k{pk}", None) for pk in range(len(records))]
    pairs = [(pk, f, value) for pk, one in enumerate(records) for f, found in one.items() for value in found]
    held = Catalogue(1, rows, pairs)
    seen = [pk for pk in within if pk < len(records)]
    mask = held.mask_of(f"k{pk}" for pk in seen)

    def fits(one: dict[str, set[str]], *, but: str = "") -> bool:
        return all(one.get(f, set()) & wanted for f, wanted in choice.items() if f != but)

    assert [int(place) for place in held.chosen(choice).nonzero()[0]] == [
        pk for pk, one in enumerate(records) if fits(one)
    ]
    counts = held.counts(choice, mask)
    for facet in FACETS:
        for value, number in counts[facet].items():
            by_hand = sum(
                value in records[pk].get(facet, set()) and fits(records[pk], but=facet) for pk in seen
            )
            assert number == by_hand, (facet, value)


@pytest.fixture
def example(
    organisation: Organisation, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """The example's knowledge."""
    with django_capture_on_commit_callbacks(execute=True):
        load_example_knowledge(actor=None, organisation=organisation)


def test_every_page_of_the_example(client: Client, example: None) -> None:
    call_command("check")
    pages = ["/kennis", "/kennis?q=eenzaam", "/kennis?soort=mislukking&opgave=samenleven", "/wat-werkt"]
    pages += ["/factor", "/factor/samenhang", "/bewijskaart", "/checklist", "/checklist/actie", "/deel"]
    pages += ["/mijn/leeslijst", "/kennis.ris", "/kennis.bib", "/kennis.csv", "/kennis.json", "/kennis/feed"]
    for row in KnowledgeRecord.objects.exclude(kind="bewijsclaim"):
        pages.append(row.get_absolute_url())
    wrong = [(page, client.get(page).status_code) for page in pages if client.get(page).status_code != 200]
    assert wrong == []
    assert (
        "Nog niemand schreef het op" not in client.get("/interventie/koffie-op-de-galerij").content.decode()
    )


def test_an_empty_choice_offers_the_filter_that_empties_it(client: Client, example: None) -> None:
    page = client.get("/kennis?soort=tip&effect=samenhang&jaar=1999").content.decode()
    assert "Laat het filter “Jaar” los" in page


def test_numbers_of_pages_and_odd_filters(client: Client, example: None) -> None:
    for query, status in (
        ("pagina=2", 200),
        ("pagina=²", 404),
        ("pagina=0", 404),
        ("jaar=²", 200),
        ("soort=x", 200),
    ):
        assert client.get(f"/kennis?{query}").status_code == status, query
    assert client.get("/kennis?q=" + "x" * 5000).status_code == 200
    assert client.get("/kennis?q=%00%0b").status_code == 400  # no keyboard types that


def test_failures_stand_beside_what_worked(client: Client, example: None) -> None:
    page = client.get("/wat-werkt").content.decode()
    assert page.index("Een vaste plek met een vast gezicht") < page.index("Vier maanden koffie, toen niemand")
    kind = client.get("/interventie/aanbellen-en-terugkomen").content.decode()
    assert "Het huisbezoek waar niemand opendeed" in kind
    broke = client.get("/aanname/wie-de-deur-niet-opendoet-wil-geen-hulp").content.decode()
    assert "Het huisbezoek waar niemand opendeed" in broke


def test_reading_list_without_account(client: Client, put_in: Callable[..., KnowledgeRecord]) -> None:
    row = put_in("tip", uitspraak="Bel aan.", bron="Ervaring")
    client.post(f"/mijn/leeslijst/{row.key}")
    assert "Bel aan." in client.get("/mijn/leeslijst").content.decode()
    client.post(f"/mijn/leeslijst/{row.key}")
    assert "Bel aan." not in client.get("/mijn/leeslijst").content.decode()


def test_a_reaction_counts_at_once_and_words_wait(
    client: Client, put_in: Callable[..., KnowledgeRecord]
) -> None:
    row = put_in("tip", uitspraak="Bel aan.", bron="Ervaring")
    number = "6f1c1c1e-1111-4111-8111-111111111111"
    for _ in range(2):
        client.post(f"/reactie/stuk/{row.key}", {"sort": "klopt", "text": "", "form": number})
    client.post(
        f"/reactie/stuk/{row.key}",
        {"sort": "aanvulling", "text": "Ook op zondag.", "form": "6f1c1c1e-2222-4111-8111-111111111111"},
    )
    page = client.get(row.get_absolute_url()).content.decode()
    assert "1 keer “klopt nog”" in page
    assert "Ook op zondag." not in page
