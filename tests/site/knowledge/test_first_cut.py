"""An editor puts in a publication, a visitor leaves a practice, and both are found."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from wijkwijzer_web.core.models import AuditEntry, User
from wijkwijzer_web.knowledge.contribute.queries import look_alikes
from wijkwijzer_web.knowledge.models import Contributor, KnowledgeRecord, Revision, State
from wijkwijzer_web.knowledge.search.actions import renew

pytestmark = pytest.mark.twice

PRACTICE = {
    "what": "Elke maandag koken twee bewoners soep in de hal. Wie wil, eet mee.",
    "where": "De Spoordijk",
    "website": "",
}


def _send(client: Client, kind: str = "praktijk", **data: str) -> KnowledgeRecord:
    answer = client.post(f"/deel/{kind}", {"form": str(uuid.uuid4()), **data})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return KnowledgeRecord.objects.get(pk=answer["Location"].rpartition("/")[2])


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_publication_of_an_editor_is_found_at_once(
    client: Client,
    log_in: Callable[[User], Client],
    reviewer: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    log_in(reviewer)
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(
            "/werkplek/kennis/nieuw/publicatie",
            {"titel": "Lange adem in de wijk", "auteurs": "Jansen, J.\nDe Vries, K.", "jaar": "2024",
             "samenvatting": "Wijkbeleid heeft twintig jaar nodig.", "opgaven": ["wonen"]},
        )  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()
    visitor = Client()
    for address in (
        "/zoeken?q=langdurig wijkbeleid",
        "/kennis?q=lange adem",
        "/kennis?opgave=wonen",
        "/kennis",
    ):
        assert "Lange adem in de wijk" in _page(visitor, address), address
    assert "Hier vonden we niets over" in _page(visitor, "/kennis?q=appeltaart met kaneel bakken")
    row = KnowledgeRecord.objects.get()
    assert row.data["auteurs"] == ["Jansen, J.", "De Vries, K."]
    assert AuditEntry.objects.filter(action="knowledge.put_in_record", actor=reviewer).exists()


def test_a_practice_of_a_visitor_waits_for_a_look_and_is_then_found(
    client: Client,
    log_in: Callable[[User], Client],
    reviewer: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    visitor = Client()
    with django_capture_on_commit_callbacks(execute=True):
        row = _send(visitor, **PRACTICE, contact="soep@example.org")
    mine = _page(visitor, f"/deel/mijn/{row.pk}")
    assert "Alleen jij en de redactie" in mine
    assert "soep in de hal" in mine
    link = re.search(r'href="(http[^"]+/deel/link/[^"]+)"', mine)
    assert link is not None
    for address in ("/kennis", "/zoeken?q=soep", "/kennis.json", "/kennis/feed"):
        assert "soep in de hal" not in _page(Client(), address), address
    assert Client().get(row.get_absolute_url()).status_code == 404
    assert Client().get(f"/deel/mijn/{row.pk}").status_code == 404
    assert len(mail.outbox) == 1
    assert link[1] in mail.outbox[0].body
    assert "soep" not in mail.outbox[0].body

    log_in(reviewer)
    assert "soep in de hal" in _page(client, "/werkplek/kennis")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/werkplek/kennis/{row.pk}/besluit", {"keuze": "zet-erop"})
    for address in ("/kennis", "/zoeken?q=samen soep koken", "/kennis?q=soep", row.get_absolute_url()):
        assert "soep in de hal" in _page(Client(), address), address
    everything = [
        _page(Client(), a)
        for a in ("/kennis", "/kennis.json", "/kennis.csv", "/kennis/feed", row.get_absolute_url())
    ]
    assert not any("soep@example.org" in page for page in everything)

    back = Client()
    assert back.get(link[1], follow=True).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert back.post(f"/deel/mijn/{row.pk}/weg").status_code == 200
    assert not Contributor.objects.exists()
    assert not Revision.objects.exists()
    assert Client().get(row.get_absolute_url()).status_code == 410
    assert "soep" not in _page(Client(), "/zoeken?q=soep koken").replace("q=soep", "").replace(
        "“soep koken”", ""
    ).replace('value="soep koken"', "").replace("naar soep koken", "")


def test_the_same_form_twice_is_one_record(client: Client, db: None) -> None:
    number = str(uuid.uuid4())
    for _ in range(2):
        client.post("/deel/praktijk", {"form": number, **PRACTICE})
    assert KnowledgeRecord.objects.count() == 1


def _again(client: Client, **data: str) -> HttpResponse:
    """Fetch the form, as a browser does that kept none, and send it."""
    number = re.search(r'name="form" value="([^"]+)"', _page(client, "/deel/praktijk"))
    assert number is not None
    return client.post("/deel/praktijk?verstuurd", {"form": number[1], **PRACTICE, **data})


def test_an_answer_that_was_lost_on_a_first_visit_leaves_one_record(client: Client, db: None) -> None:
    first = _again(client)
    del client.cookies[
        "sessionid"
    ]  # it came with the answer that was lost; the cookie of the form came before
    second = _again(client)
    assert second["Location"] == first["Location"]
    page = _page(client, second["Location"])
    assert "Dit was al binnen. Het staat er één keer" in page
    link = re.search(r"/deel/link/[\w-]+", page)
    assert link is not None
    assert client.get(link[0]).status_code == 302
    assert KnowledgeRecord.objects.count() == Revision.objects.count() == Contributor.objects.count() == 1


def test_other_words_or_another_browser_are_another_record(client: Client, db: None) -> None:
    addresses = {_again(client)["Location"], _again(client, where="Havermeer")["Location"]}
    other = _again(Client())
    assert len({*addresses, other["Location"]}) == KnowledgeRecord.objects.count() == 3
    assert "Dit was al binnen" not in _page(client, "/deel/praktijk")


def test_who_took_it_back_may_leave_the_same_again(client: Client, db: None) -> None:
    first = _again(client)["Location"].rpartition("/")[2]
    assert client.post(f"/deel/mijn/{first}/weg").status_code == 200
    assert _again(client)["Location"].rpartition("/")[2] != first
    assert KnowledgeRecord.objects.count() == 1


def test_two_answers_are_enough_and_what_was_typed_stays(client: Client, db: None) -> None:
    page = client.post("/deel/praktijk", {"form": str(uuid.uuid4()), "what": PRACTICE["what"], "where": ""})
    assert page.status_code == 400
    assert "soep in de hal" in page.content.decode()
    assert not KnowledgeRecord.objects.exists()
    for text in ("test", "aaaaaaaaaaa", "."):
        answer = client.post("/deel/praktijk", {"form": str(uuid.uuid4()), "what": text, "where": "hier"})
        assert answer.status_code == 400, text


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("mislukking", {"what": "Na vier maanden kwam er niemand meer koffie drinken.", "who": "anoniem"}),
        ("aanname", {"what": "Wie niet komt, heeft geen interesse.", "holder": "instantie"}),
        ("publicatie", {"what": "Het geheim van de lange relatie", "link": "https://doi.org/10.1234/abc.5"}),
        ("initiatief", {"what": "De pluktuin", "where": "Molenrand"}),
    ],
)
def test_every_kind_is_taken_in(client: Client, db: None, kind: str, data: dict[str, str]) -> None:
    row = _send(client, kind, **data)
    assert row.state == State.NEW
    assert not row.public
    row.typed()


def test_ris_and_bibtex_fill_a_publication(client: Client, db: None) -> None:
    ris = "TY  - RPRT\nTI  - Wijk in zicht\nAU  - Jansen, J.\nPY  - 2020\nER  - \n"
    assert _send(client, "publicatie", pasted=ris).title == "Wijk in zicht"
    wrong = client.post("/deel/publicatie", {"form": str(uuid.uuid4()), "pasted": "@article{x"})
    assert wrong.status_code == 400


def test_evidence_belongs_to_an_approach(client: Client, put_in: Callable[..., KnowledgeRecord]) -> None:
    row = put_in("interventie", naam="Huisbezoek", soort="archetype")
    put_in(
        "bewijsclaim",
        interventie=row.key,
        effect="samenhang",
        richting="geen",
        bron="Hogeschool 2023",
        sterkte="matig",
    )
    page = _page(client, row.get_absolute_url())
    assert "geen effect" in page
    assert "Hogeschool 2023" in page
    assert "Huisbezoek" in _page(client, "/kennis?sterkte=matig")
    assert "Hogeschool 2023" not in _page(client, "/kennis")


def test_markup_stays_text_everywhere(client: Client, put_in: Callable[..., KnowledgeRecord]) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=y>"
    row = put_in("interventie", naam=f"Koffie {nasty}", soort="praktijk", samenvatting=nasty, kern=[nasty])
    for address in (
        row.get_absolute_url(),
        "/kennis",
        "/kennis?q=koffie",
        "/zoeken?q=koffie",
        "/kennis/feed",
    ):
        assert "<script>alert" not in _page(client, address), address
        assert "<img src=x" not in _page(client, address), address


def test_withdrawn_is_gone_at_once_and_says_why(
    client: Client,
    log_in: Callable[[User], Client],
    reviewer: User,
    put_in: Callable[..., KnowledgeRecord],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = put_in("interventie", naam="Telefooncirkel voor ouderen", soort="praktijk")
    other = put_in("interventie", naam="Bezoek aan huis", soort="praktijk")
    log_in(reviewer)
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"reden": "De cijfers klopten niet.", "opvolger": other.key}
        client.post(f"/werkplek/kennis/{row.pk}/intrekken", sent)
    gone = Client().get(row.get_absolute_url())
    assert gone.status_code == 410
    assert "De cijfers klopten niet." in gone.content.decode()
    assert "Bezoek aan huis" in gone.content.decode()
    for address in (
        "/kennis",
        "/kennis?q=telefooncirkel",
        "/zoeken?q=telefooncirkel",
        "/kennis.json",
        "/kennis/feed",
    ):
        assert "Telefooncirkel voor ouderen" not in _page(Client(), address), address


def test_what_looks_like_it_is_of_its_kind_and_may_be_seen(put_in: Callable[..., KnowledgeRecord]) -> None:
    told = "Elke maandag koken vijf buren soep in de hal van de flat"
    row = put_in("interventie", naam="Soep in de hal", soort="praktijk", samenvatting=told)
    put_in("tip", uitspraak="Kook soep in de hal van de flat.", bron="Ervaring")
    gone = put_in("interventie", naam="Soep op maandag", soort="praktijk", samenvatting=told)
    renew()
    KnowledgeRecord.objects.filter(pk=gone.pk).update(public=False)  # the index hears of it a moment later
    assert look_alikes("interventie", told) == [row]
    assert look_alikes("interventie", "soep") == []
