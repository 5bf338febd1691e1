"""The guide: it is found, it stands where the question is, and it says what the site says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.html import escape
from PIL import Image

from guide_words import keep_words, kept
from wijkwijzer.text.readability import assess
from wijkwijzer_web.areas.queries import Current
from wijkwijzer_web.core.models import Card, Organisation, Role, User
from wijkwijzer_web.portal.guide import queries

SITE = Path(queries.__file__).resolve().parents[2]
MOST_BYTES = 60_000
STARRED = re.compile(r"\*(.+?)\*")
# Said of the site or of a file, and no words on a page of ours.
ELSEWHERE = {"openbaar", "Publiceer", "Pagina's", "eigen jaar", "grenzen van nu", "x% eens"}


def _names(resolver: URLResolver, space: str = "") -> set[str]:
    found: set[str] = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found |= _names(one, one.namespace or space)
        elif isinstance(one, URLPattern) and one.name:
            found.add(f"{space}:{one.name}" if space else one.name)
    return found


def test_each_task_is_the_same_in_both_languages() -> None:
    dutch, english = (queries._tasks(language) for language in queries.LANGUAGES)
    assert len(dutch) >= 18
    for one, other in zip(dutch, english, strict=True):
        assert one.title != other.title
        assert (len(one.steps), len(one.known)) == (len(other.steps), len(other.known)), one.key


def test_help_stands_on_pages_that_are_there_and_each_page_has_one_answer() -> None:
    pages = [page for one in queries._tasks("nl") for page in one.pages]
    assert len(pages) == len(set(pages))
    assert set(pages) <= _names(get_resolver()), "a page that was renamed"


def test_names_of_buttons_are_those_on_the_site() -> None:
    every = [path.read_text(encoding="utf-8") for kind in ("*.html", "*.py") for path in SITE.rglob(kind)]
    source = "\n".join(every).casefold()
    said = {
        name
        for one in queries._tasks("nl")
        for text in (*one.steps, *one.known)
        for name in STARRED.findall(text)
    }
    assert len(said) > 30
    gone = {name for name in said - ELSEWHERE if name.replace("…", "").strip().casefold() not in source}
    assert gone == set(), "the guide names what is nowhere on the site"


def test_it_is_in_plain_dutch() -> None:
    """B1 by the measure of the library: short sentences, everyday words."""
    for one in queries._tasks("nl"):
        text = "\n".join(STARRED.sub(r"\1", part) for part in (one.sentence, *one.steps, *one.known))
        found = assess(text)
        assert found.plain, (one.key, [hint.text for hint in found.hints])


@pytest.mark.django_db
def test_a_page_of_work_leads_to_its_task(
    organisation: Organisation, member: Callable[[Role], User], log_in: Callable[[User], Client]
) -> None:
    client = log_in(member(Role.ADMINISTRATOR))
    page = client.get("/werkplek/luisterloket/nieuw-loket").content.decode()
    assert 'href="/handleiding/loket"' in page
    english = client.get("/en/werkplek/luisterloket/nieuw-loket").content.decode()
    assert "Open a listening desk and answer" in english
    assert "/handleiding/" not in Client().get("/wijken").content.decode().partition("<footer")[0]


@pytest.mark.django_db
def test_every_task_has_a_page_for_everyone(client: Client) -> None:
    listed = client.get("/handleiding").content.decode()
    for one in queries._tasks("nl"):
        assert f'href="/handleiding/{one.key}"' in listed
        assert escape(one.title) in client.get(f"/handleiding/{one.key}").content.decode()
        assert client.get(f"/en/handleiding/{one.key}").status_code == 200
    assert client.get("/handleiding/bestaat-niet").status_code == 404


@pytest.mark.django_db
def test_the_search_finds_a_task_and_spares_who_does_not_work_here(member: Callable[[Role], User]) -> None:
    editor = member(Role.EDITOR)
    for question, key in (
        ("dialoog opzetten", "dialoog"),
        ("eigen cijfers", "eigen-cijfers"),
        ("uitnodigen", "mensen"),
    ):
        hits = queries.found(question, "nl", editor)
        assert any(hit.url.endswith(f"/{key}") for hit in hits), question
    assert queries.found("dialoog opzetten", "nl", AnonymousUser()) == []
    assert queries.found("kaasfondue", "nl", editor) == []


@pytest.mark.django_db
def test_every_picture_shows_the_page_as_it_is(
    organisation: Organisation,
    shown: Current,
    member: Callable[[Role], User],
    log_in: Callable[[User], Client],
) -> None:
    """The part is still there, and its fields and buttons say what they said when the picture was taken."""
    Card.objects.create(organisation=organisation, email="wijken@example.org", hours="elke dag")
    member(Role.MODERATOR)  # some questions are only asked where there are more people, as in the demo
    client, words, stale = log_in(member(Role.ADMINISTRATOR)), kept(), []
    wijk = next(place.key for place in shown.names.at_level("wijk"))
    for one in queries.pictures().values():
        file = SITE / "portal" / "static" / one.file
        assert file.stat().st_size <= MOST_BYTES, f"{file.name}: make pictures"
        with Image.open(file) as picture:
            assert picture.format == "WEBP"
        answer = client.get(one.address.format(organisatie=organisation.slug, wijk=wijk), follow=True)
        assert answer.status_code == 200, one.address
        parts = BeautifulSoup(answer.content, "html.parser").select(one.part)
        assert parts, f"{one.address} has no {one.part} any more"
        now = keep_words(str(parts[-1]))
        if now != words[one.key]:
            stale.append((one.key, words[one.key], now))
    assert stale == [], "the page changed: make pictures"


def test_every_picture_belongs_to_a_task() -> None:
    used = {one.picture.key for one in queries._tasks("nl") if one.picture}
    assert used == set(queries.pictures()) == set(kept())
