"""Counts beside every value equal counting by hand, whatever was chosen; and the pages that lead."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks

from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.knowledge.catalogue.queries import Catalogue
from wijkwijzer_web.knowledge.models import EmptySearch, KnowledgeRecord, Reaction
from wijkwijzer_web.knowledge.records.actions import withdraw
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


def test_a_kind_of_approach_tells_the_evidence_of_its_practices(
    client: Client, put_in: Callable[..., KnowledgeRecord]
) -> None:
    """What the map of evidence counts for it stands on its page, by the practice that it is about."""
    kind = put_in("interventie", naam="Langs de deur", soort="archetype")
    practice = put_in("interventie", naam="Bellen op maandag", soort="praktijk", archetype=kind.key)
    page = client.get(kind.get_absolute_url()).content.decode()
    assert "Geen onderzoek bekend" in page
    claim = {"interventie": practice.key, "effect": "gezondheid-zorg", "richting": "geen"}
    put_in("bewijsclaim", **claim, bron="Rapport van toen")
    hidden = put_in("bewijsclaim", **claim, bron="Nog niet nagekeken rapport")
    KnowledgeRecord.objects.filter(pk=hidden.pk).update(public=False)
    page = client.get(kind.get_absolute_url()).content.decode()
    assert "1 keer onderzocht, bij praktijken hiervan" in page
    assert "Rapport van toen" in page
    assert f'href="{practice.get_absolute_url()}#bewijs">Bellen op maandag</a>' in page
    assert "Nog niet nagekeken rapport" not in page
    assert "Er is hier nog geen onderzoek" not in page
    own = client.get(practice.get_absolute_url()).content.decode()
    assert "1 keer onderzocht<" in own


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


def test_reactions_count_by_ten_people_and_words_wait(
    client: Client, put_in: Callable[..., KnowledgeRecord]
) -> None:
    """Before and after one person the page reads the same; what is shown differs by ten of them."""
    row = put_in("tip", uitspraak="Bel aan.", bron="Ervaring")

    def react(number: int, sort: str, text: str = "") -> str:
        sent = {"sort": sort, "text": text, "form": f"6f1c1c1e-1111-4111-8111-{number:012}"}
        caller = Client(REMOTE_ADDR=f"198.51.100.{number}")
        assert caller.post(f"/reactie/stuk/{row.key}", sent).status_code in {200, 302}
        page = client.get(row.get_absolute_url()).content.decode()
        return page.partition('id="reacties"')[2].partition("<form")[0]

    nobody = client.get(row.get_absolute_url()).content.decode()
    nobody = nobody.partition('id="reacties"')[2].partition("<form")[0]
    said = [react(n, "klopt") for n in range(1, 10)] + [react(9, "klopt"), react(90, "aanvulling", "Zondag.")]
    assert set(said) == {nobody}
    assert "Nog geen tien mensen" in nobody
    ten = react(10, "klopt-niet")
    assert "9 keer “klopt nog”, 1 keer “klopt niet”" in ten
    assert {react(n, "klopt-niet") for n in range(11, 20)} == {ten}
    assert "9 keer “klopt nog”, 11 keer “klopt niet”" in react(20, "klopt-niet")
    assert "Zondag." not in client.get(row.get_absolute_url()).content.decode()


def test_one_address_makes_no_ten_people_of_itself(
    client: Client, put_in: Callable[..., KnowledgeRecord]
) -> None:
    row = put_in("tip", uitspraak="Bel aan.", bron="Ervaring")
    before = client.get(row.get_absolute_url()).content.decode().partition('id="reacties"')[2]
    for number in range(12):
        sent = {"sort": "klopt-niet", "text": "", "form": f"6f1c1c1e-1111-4111-8111-{number:012}"}
        Client(REMOTE_ADDR="198.51.100.7").post(f"/reactie/stuk/{row.key}", sent)
    assert Reaction.objects.filter(key=row.key).count() == 9
    after = client.get(row.get_absolute_url()).content.decode().partition('id="reacties"')[2]
    assert after.partition("<form")[0] == before.partition("<form")[0]
    sent = {"sort": "klopt-niet", "text": "Op dinsdag is het dicht.", "form": uuid.uuid4()}
    said = Client(REMOTE_ADDR="198.51.100.7").post(f"/reactie/stuk/{row.key}", sent, follow=True)
    assert "meer telt niet mee" in said.content.decode()
    kept = Reaction.objects.get(key=row.key, text="Op dinsdag is het dicht.")
    assert kept.sort == Reaction.Sort.ADDITION, "what somebody wrote is not lost, and counts no more"
    sent = {"sort": "klopt", "text": "", "form": uuid.uuid4()}
    Client(REMOTE_ADDR="198.51.100.8").post(f"/reactie/stuk/{row.key}", sent)
    assert Reaction.objects.filter(key=row.key, sort__in=["klopt", "klopt-niet"]).count() == 10


def test_a_question_that_finds_nothing_is_counted_by_its_words_for_the_editor(
    client: Client, db: None, reviewer: User, log_in: Callable[[User], Client]
) -> None:
    for asked in ("Mijn fiets repareren?", "fiets  REPAREREN mijn"):
        assert "Hier vonden we niets over" in client.get("/zoeken", {"q": asked}).content.decode()
    client.get("/zoeken", {"q": "Sanne Oldekamp 06-12345678 sanne@example.org"})
    assert list(EmptySearch.objects.values_list("question", "times")) == [("fiets repareren", 2)]
    log_in(reviewer)
    page = client.get("/werkplek/kennis").content.decode()
    assert "fiets repareren" in page
    assert "2×" in page


def test_in_search_filters_and_feed_at_once_and_gone_at_once(
    client: Client,
    example: None,
    put_in: Callable[..., KnowledgeRecord],
    reviewer: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pages = (
        "/kennis?q=schommelbank",
        "/kennis?soort=tip&opgave=wonen",
        "/kennis/feed",
        "/zoeken?q=schommelbank",
    )
    title = "Zet een schommelbank bij de ingang"

    def seen() -> list[bool]:
        return [title in client.get(page).content.decode() for page in pages]

    assert seen() == [False] * 4
    row = put_in("tip", uitspraak=title, bron="De huismeester", opgaven=["wonen"])
    assert seen() == [True] * 4
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(actor=reviewer, row=row, reason="Dubbel.")
    assert seen() == [False] * 4
