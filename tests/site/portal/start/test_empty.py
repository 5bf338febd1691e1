"""An installation with nothing in it: every page that can be reached answers, and says what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from wijkwijzer_web.core.models import Organisation, Role, User

pytestmark = pytest.mark.django_db
MOST = 250
OUTSIDE = ("/static/", "/media/", "/beheer/", "/cms/", "/en/", "/account/uitloggen", "/api/", "/documenten/")
LINK = re.compile(r'href="(/[^"#?]*)')


def _crawl(client: Client) -> dict[str, str]:
    """Every page within reach of the front page and the work desk, by address."""
    todo, pages = ["/", "/werkplek", "/account"], {}
    while todo and len(pages) < MOST:
        path = todo.pop(0)
        if path in pages or path.startswith(OUTSIDE):
            continue
        answer = client.get(path, follow=True)
        assert answer.status_code < 500, path
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        assert answer.status_code == 200, f"{path} leads nowhere"
        pages[path] = answer.content.decode()
        todo += [found for found in LINK.findall(pages[path]) if found not in pages]
    return pages


@pytest.mark.parametrize("role", [None, Role.LISTENER, Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR])
def test_no_page_is_a_dead_end(
    organisation: Organisation,
    member: Callable[[Role], User],
    log_in: Callable[[User], Client],
    role: Role | None,
) -> None:
    client = log_in(member(role)) if role else Client()
    pages = _crawl(client)
    assert len(pages) > (15 if role is None else 20)
    dead, invented = [], []
    for path, page in pages.items():
        main = page[page.index('id="inhoud"') : page.index("</main>")] if 'id="inhoud"' in page else page
        way_on = any(tag in main for tag in ("<a ", "<form", "<button"))
        if not way_on and len(re.sub(r"<[^>]+>", "", main)) < 400:
            dead.append(path)
        if "verzonnen" in main and "voorbeelden" not in path and "/papier" not in path:
            invented.append(path)
        assert page.count("<h1") == 1, path
    assert dead == [], "what next?"
    assert invented == [], "an example on an empty site"


def test_the_pages_of_day_one_are_in_plain_words(
    organisation: Organisation, member: Callable[[Role], User], log_in: Callable[[User], Client]
) -> None:
    client = log_in(member(Role.ADMINISTRATOR))
    for path in ("", "/kaart", "/wijkpagina", "/kwartaal", "/mails", "/papier", "/voorbeelden"):
        at = f"/werkplek/organisatie/tolbeke{path}" if path else "/werkplek"
        page = client.get(at).content.decode()
        main = page[page.index('id="inhoud"') : page.index("</main>")]
        text = " ".join(re.findall(r"<p[^>]*>(.*?)</p>", main, re.S))
        sentences = re.split(r"(?<=[.?!])\s+", re.sub(r"<[^>]+>", "", text))
        longest = max((len(one.split()) for one in sentences), default=0)
        assert longest <= 28, f"{at}: a sentence of {longest} words"
