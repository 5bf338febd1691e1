"""Dossiers: blocks that ask anew, numbers with a source, what nobody knows, and one sheet of paper."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import PageViewRestriction

from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import HomePage, Organisation, SectionPage
from wijkwijzer_web.knowledge.example.actions import load_example_knowledge
from wijkwijzer_web.knowledge.models import ArticlePage, DossierPage, EmptySearch, KnowledgeRecord
from wijkwijzer_web.knowledge.models.blocks import has_figures
from wijkwijzer_web.knowledge.search.actions import renew


@pytest.fixture
def section(organisation: Organisation) -> SectionPage:
    """The pages of the organisation."""
    found = SectionPage(title=organisation.name, slug=organisation.slug, organisation=organisation)
    HomePage.objects.get().add_child(instance=found)
    return found


@pytest.fixture
def dossier(
    section: SectionPage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Callable[..., DossierPage]:
    """Publish a dossier with these blocks."""

    def make(*blocks: tuple[str, dict[str, Any]], **fields: Any) -> DossierPage:
        given = {"title": "Overlast", "slug": "overlast", "lead": "Over overlast op het plein."}
        page = DossierPage(**({"checked_on": timezone.localdate(), **given} | fields))
        page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
        page.live = False
        with django_capture_on_commit_callbacks(execute=True):
            section.add_child(instance=page)
            page.save_revision().publish()
        return DossierPage.objects.get(pk=page.pk)

    return make


def _choice(**fields: Any) -> tuple[str, dict[str, Any]]:
    empty: dict[str, Any] = {"question": "", "soort": [], "opgave": [], "effect": [], "gebied": "", "most": 6}
    return "stukken", {"title": "Wat er is", **empty, **fields}


def _text(text: str, source: str = "", day: str | None = None) -> tuple[str, dict[str, Any]]:
    return "tekst", {"title": "", "text": text, "source": source, "source_date": day, "source_link": ""}


def test_a_block_asks_anew_and_a_withdrawn_record_is_gone_at_once(
    client: Client, dossier: Callable[..., DossierPage], put_in: Callable[..., KnowledgeRecord]
) -> None:
    dossier(_choice(soort=["interventie"], opgave=["veiligheid"]))
    assert "Hier is nog niets over opgeschreven" in client.get("/dossier/overlast").content.decode()
    row = put_in("interventie", naam="Elke avond op het plein", soort="praktijk", opgaven=["veiligheid"])
    put_in("interventie", naam="Iets heel anders", soort="praktijk", opgaven=["wonen"])
    text = client.get("/dossier/overlast").content.decode()
    assert "Elke avond op het plein" in text
    assert "Iets heel anders" not in text
    row.public, row.state, row.version = False, "ingetrokken", row.version + 100
    row.save()
    from wijkwijzer_web.knowledge.models import Counter

    Counter.objects.update(number=row.version)
    assert "Elke avond op het plein" not in client.get("/dossier/overlast").content.decode()


def test_a_number_without_source_and_day_is_refused(dossier: Callable[..., DossierPage]) -> None:
    assert not has_figures("Sinds 2019 is er een <b class='h1'>huiskamer</b>.")
    block = DossierPage._meta.get_field("body").stream_block.child_blocks["tekst"]
    for words in ("Er komen 14 mensen.", "De helft, 50%, bleef."):
        value = block.to_python({"title": "", "text": f"<p>{words}</p>", "source": "", "source_link": ""})
        with pytest.raises(ValidationError):
            block.clean(value)
    block.clean(block.to_python(_text("<p>Er komen 14 mensen.</p>", "Eigen telling", "2025-03-01")[1]))
    block.clean(block.to_python(_text("<p>Sinds 2019 komt er niemand.</p>")[1]))


def test_what_nobody_looked_at_for_a_year_says_so(
    client: Client, dossier: Callable[..., DossierPage]
) -> None:
    page = dossier(checked_on=timezone.localdate() - timedelta(days=364))
    said = "langer dan een jaar geleden nagekeken"
    assert said not in client.get("/dossier/overlast").content.decode()
    page.checked_on -= timedelta(days=2)
    page.save_revision().publish()
    assert said in client.get("/dossier/overlast").content.decode()
    assert "Langer dan een jaar" in client.get("/dossier").content.decode()
    with pytest.raises(ValidationError):
        dossier(slug="morgen", checked_on=timezone.localdate() + timedelta(days=1))


def test_empty_searches_stand_there_but_never_a_name_and_never_few(
    client: Client, dossier: Callable[..., DossierPage]
) -> None:
    month = timezone.localdate().replace(day=1)
    for question, times in (
        ("overlast van scooters", 12),
        ("overlast van hangplekken", 9),
        ("overlast jansen", 40),
        ("overlast stationsweg 14", 40),
        ("wifi in de bus", 40),
    ):
        EmptySearch.objects.create(month=month, question=question, times=times)
    dossier(words="overlast, plein")
    text = client.get("/dossier/overlast").content.decode()
    assert "overlast van scooters" in text
    for never in ("hangplekken", "jansen", "stationsweg", "wifi"):
        assert never not in text


def test_only_what_is_public_now_is_shown(
    client: Client, dossier: Callable[..., DossierPage], section: SectionPage
) -> None:
    page = dossier()
    assert client.get(f"/over{section.url.removeprefix('/over')}overlast/").status_code in {301, 404}
    assert client.get("/dossier/overlast").status_code == 200
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    for address in ("/dossier/overlast", "/dossier/overlast.pdf"):
        assert client.get(address).status_code == 404
    assert "Overlast" not in client.get("/dossier").content.decode()
    restriction.delete()
    DossierPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert client.get("/dossier/overlast").status_code == 404
    DossierPage.objects.filter(pk=page.pk).update(expire_at=None)
    page.refresh_from_db()
    page.title = "Nog niet gepubliceerd"
    page.save_revision()
    assert "Nog niet gepubliceerd" not in client.get("/dossier/overlast").content.decode()
    page.unpublish()
    assert client.get("/dossier/overlast").status_code == 404


def test_the_search_finds_a_dossier_and_forgets_it(
    client: Client,
    dossier: Callable[..., DossierPage],
    put_in: Callable[..., KnowledgeRecord],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    put_in("publicatie", titel="Schuldhulp aan de keukentafel")
    page = dossier(_text("<p>Een bromfiets die &amp;s avonds rondrijdt.</p>"), title="Geluid van scooters")
    assert '/dossier/overlast"' in client.get("/zoeken?q=geluid+scooters").content.decode()
    assert '/dossier/overlast"' in client.get("/zoeken?q=bromfiets").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert '/dossier/overlast"' not in client.get("/zoeken?q=bromfiets").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert '/dossier/overlast"' in client.get("/zoeken?q=bromfiets").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert '/dossier/overlast"' not in client.get("/zoeken?q=bromfiets").content.decode()
    assert "schuldhulp" in client.get("/zoeken?q=schuldhulp").content.decode().lower()


def test_two_dossiers_never_share_an_address(
    dossier: Callable[..., DossierPage], section: SectionPage
) -> None:
    dossier()
    other = Organisation.objects.create(name="Gemeente Hesselo", slug="hesselo")
    second = SectionPage(title="Hesselo", slug="hesselo", organisation=other)
    HomePage.objects.get().add_child(instance=second)
    with pytest.raises(ValidationError):
        second.add_child(
            instance=DossierPage(
                title="Nog een", slug="overlast", lead="Ook over overlast.", checked_on=timezone.localdate()
            )
        )


def _thing(page: str) -> dict[str, Any]:
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    read: dict[str, Any] = json.loads(found)
    return read


def test_machines_read_what_a_dossier_is_and_its_title_ends_no_script(
    client: Client, dossier: Callable[..., DossierPage]
) -> None:
    page = dossier(title="Overlast </script><b>")
    text = client.get(page.own_address()).content.decode()
    said = _thing(text)
    assert (said["@type"], said["name"]) == ("Report", "Overlast </script><b>")
    assert said["dateModified"] == timezone.localdate().isoformat()
    assert '<meta name="z:itemType" content="webpage">' in text


def test_an_article_has_an_author_a_day_and_an_address_by_its_sort(
    client: Client, section: SectionPage
) -> None:
    page = ArticlePage(
        title="Soep", slug="soep", sort="blog", author="Iemand", lead="Over soep.", body="<p>Ja</p>"
    )
    section.add_child(instance=page)
    text = client.get("/blog/soep").content.decode()
    assert "door Iemand" in text
    said = _thing(text)
    assert (said["@type"], said["author"]["name"], said["headline"]) == ("BlogPosting", "Iemand", "Soep")
    assert said["@id"].endswith("/blog/soep")
    assert 'property="og:title" content="Soep"' in text
    assert "facebook" not in text
    assert client.get("/nieuws/soep").status_code == 404
    assert "Soep" in client.get("/blog").content.decode()
    assert client.get("/blogs").status_code == 404


class _Sections(HTMLParser):
    """The words of every section, and whether it says from where they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.inside, self.source = 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "section":
            self.found.append({"id": names.get("id") or "", "text": "", "source": ""})
            self.inside += 1
        self.source = self.source or (tag == "p" and "ww-bron" in (names.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self.inside -= 1
        if tag == "p":
            self.source = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1]["source" if self.source else "text"] += data


def without_source(html: str) -> list[str]:
    """Sections with a number (no year) that do not say from where and of when it is.

    How to cite the page itself is no figure: its numbers are a day, a year and a checksum.
    """
    parser = _Sections()
    parser.feed(html)
    figures = (one for one in parser.found if one["id"] != "citeer" and has_figures(one["text"]))
    return [one["text"][:200] for one in figures if not re.search(r"\b(?:19|20)\d\d\b", one["source"])]


def test_every_number_of_every_dossier_has_source_and_day_and_every_sheet_is_one_page(
    client: Client, section: SectionPage, organisation: Organisation, shown: Current
) -> None:
    load_example_knowledge(actor=None, organisation=organisation)
    renew()
    pages = list(DossierPage.objects.all())
    assert len(pages) == 7
    assert without_source("<section>Er zijn 14 mensen.</section>")
    assert not without_source('<section>Er zijn 14.<p class="ww-bron">Telling, 2024</p></section>')
    for page in pages:
        answer = client.get(f"/dossier/{page.slug}")
        assert answer.status_code == 200
        assert not without_source(answer.content.decode()), page.slug
        assert "Wat we niet weten" in answer.content.decode()
        paper = PdfReader(io.BytesIO(client.get(f"/dossier/{page.slug}.pdf").content))
        assert len(paper.pages) == 1, page.slug
        words = paper.pages[0].extract_text()
        for heading in ("Wat we weten", "Wat we niet weten", "Sinds wanneer"):
            assert heading in words, (page.slug, heading)
    text = client.get("/dossier/wat-werkt-voor-wijken").content.decode()
    assert "1,5 euro" in text
    assert "geen marge" in text


def test_a_long_dossier_still_fits_on_one_sheet(client: Client, dossier: Callable[..., DossierPage]) -> None:
    number = {
        "number": "14 procent",
        "sentence": "Zin " * 60,
        "margin": "Marge " * 60,
        "source": "Bron " * 50,
    }
    block = ("getal", {**number, "source_date": "2024-02-01", "source_link": ""})
    dossier(*[block] * 20, *[("onbekend", {"sentence": "Niemand weet " * 20})] * 8, title="Lang " * 40)
    assert len(PdfReader(io.BytesIO(client.get("/dossier/overlast.pdf").content)).pages) == 1
