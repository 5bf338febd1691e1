"""Statements, error pages, two languages, plain pages and health."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client, override_settings
from django.urls import path
from lxml import html
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from wijkwijzer_web.core.models import ContentPage, HomePage, Role, User
from wijkwijzer_web.core.shell.middleware import DemoErrorsMiddleware
from wijkwijzer_web.core.shell.views import bad_request, permission_denied, too_many_requests
from wijkwijzer_web.operations import views as health
from wijkwijzer_web.urls import *  # noqa: F403 - this module is an address table for the test of error pages

pytestmark = pytest.mark.django_db


def explode(request: object) -> None:
    """A view with a mistake in it."""
    raise ValueError("geheim")


urlpatterns = [path("ontploft", explode), *urlpatterns]  # noqa: F405


@pytest.mark.parametrize(
    ("dutch", "english", "words"),
    [
        ("/toegankelijkheid", "/en/toegankelijkheid", ("Toegankelijkheid", "Accessibility")),
        ("/privacy", "/en/privacy", ("Je kunt hier alles lezen", "You can read everything")),
        ("/account/inloggen", "/en/account/inloggen", ("Inloggen", "Log in")),
    ],
)
def test_pages_in_two_languages(client: Client, dutch: str, english: str, words: tuple[str, str]) -> None:
    for address, language, word in ((dutch, "nl", words[0]), (english, "en", words[1])):
        answer = client.get(address, headers={"Accept-Language": "de"})
        page = answer.content.decode()
        assert f'<html lang="{language}"' in page, "the address decides about the language, nothing else"
        assert word in page
    assert f'href="{english}"' in client.get(dutch).content.decode(), "each page leads to its translation"


def test_who_is_logged_in_finds_their_work_from_every_page(
    client: Client, member: Callable[[Role], User], log_in: Callable[[User], Client]
) -> None:
    link = '<a href="/account">Je account</a>'
    before = client.get("/toegankelijkheid").content.decode()
    assert link not in before
    assert ">Inloggen</a>" in before.split('class="ww-menu"')[1].split("</details>")[0]
    page = log_in(member(Role.EDITOR)).get("/toegankelijkheid").content.decode()
    assert page.count(link) == 2  # the bar, and the menu of a small screen
    assert ">Inloggen</a>" not in page.split('class="ww-menu"')[1].split("</details>")[0]


def test_statements_name_the_contact(client: Client, settings: Any) -> None:
    settings.CONTACT_EMAIL = "wijken@example.org"
    for address in ("/toegankelijkheid", "/privacy"):
        assert "mailto:wijken@example.org" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("address", "title"), [("/nee", "Deze pagina is er niet"), ("/en/nee", "page is not here")]
)
def test_not_found(client: Client, address: str, title: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert title in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_mistake_of_ours_shows_nothing_of_it(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/ontploft")
    assert answer.status_code == 500
    assert "Er ging iets mis bij ons" in answer.content.decode()
    assert "geheim" not in answer.content.decode()


@pytest.mark.parametrize(
    ("handler", "status"),
    [(bad_request, 400), (permission_denied, 403), (lambda r, e: too_many_requests(r), 429)],
)
def test_other_error_pages(rf: Any, handler: Callable[..., Any], status: int) -> None:
    answer = handler(rf.get("/"), ValueError("geheim"))
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()
    assert "geheim" not in answer.content.decode()


def test_the_demo_shows_our_error_pages(rf: Any) -> None:
    from django.views.debug import technical_404_response

    request = rf.get("/nee")
    shown = DemoErrorsMiddleware(lambda r: technical_404_response(r, ValueError()))(request)
    assert "Deze pagina is er niet" in shown.content.decode()  # type: ignore[attr-defined]


def test_a_plain_page_appears_where_editors_put_it(client: Client) -> None:
    home = HomePage.objects.get()
    assert Site.objects.get(is_default_site=True).root_page == Page.objects.get(pk=home.pk)
    page = ContentPage(title="Over ons werk", slug="werk", body="<p>Wij <b>luisteren</b>.</p>")
    home.add_child(instance=page)
    text = client.get("/over/werk").content.decode()
    assert "Wij <b>luisteren</b>" in text
    assert "wagtail-userbar" not in text
    assert "Over ons werk" in client.get("/over/").content.decode()
    page.unpublish()
    assert client.get("/over/werk").status_code == 404


def test_documents_are_not_beside_images(
    client: Client, settings: Any, tmp_path: Any, administrator: User
) -> None:
    from django.core.files.base import ContentFile

    settings.MEDIA_ROOT = str(tmp_path)
    document = Document.objects.create(title="intern", file=ContentFile(b"x", name="intern.txt"))
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert client.get(f"/media/images/../{document.file.name}").status_code in {400, 404}


def test_health(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz/live").json() == {"status": "ok"}
    assert client.get("/healthz/ready").json()["database"] == "ok"
    assert client.get("/healthz/start").json() == {"status": "ok", "migrations": 0, "trouble": 0}
    assert client.post("/healthz/live").status_code == 405

    def gone(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(health.connection, "cursor", gone)
    assert client.get("/healthz/live").status_code == 200
    assert client.get("/healthz/ready").status_code == 503


@pytest.mark.parametrize(
    ("path", "shines"), [("/kennis", "Kennis"), ("/vraag-het", "Vraag het"), ("/deel", "Kennis"), ("/", None)]
)
def test_at_most_one_entry_of_the_menu_shines(path: str, shines: str | None, client: Client) -> None:
    page = html.fromstring(client.get(path, follow=True).content.decode())
    found = {" ".join(a.text_content().split()) for a in page.xpath("//header//nav//a[@aria-current]")}
    assert found == ({shines} if shines else set())
