"""A kept page is the page that would be made now, and a page of somebody is not kept."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.shell import kept_pages
from wijkwijzer_web.core.shell.kept_pages import KeptPagesMiddleware, each_time

pytestmark = pytest.mark.django_db(transaction=True)


class Site:
    """A site of one page: the names of all organisations."""

    def __init__(self) -> None:
        self.made, self.seen, self.response = 0, list[str](), dict[str, Any]()
        self.kept = KeptPagesMiddleware(self.page)

    def page(self, request: HttpRequest) -> HttpResponse:
        """Make the page."""
        self.made += 1
        each_time(request, lambda one: self.seen.append(one.headers["X-Name"]))
        request.resolver_match = None
        names = Organisation.objects.order_by("pk").values_list("name", flat=True)
        return HttpResponse(f"{request.path}: {', '.join(names)}", **self.response)

    def get(self, path: str = "/", name: str = "", **more: Any) -> str:
        """The page as a visitor gets it."""
        answer = self.kept(RequestFactory().get(path, HTTP_X_NAME=name, **more))
        assert isinstance(answer, HttpResponse)
        return answer.content.decode()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(kept_pages, "SETTLES", 0.0)
    return Site()


def test_a_page_is_made_once_until_anything_in_the_database_changes(site: Site) -> None:
    here = Organisation.objects.create(name="Stad", slug="stad")
    assert [site.get(), site.get(), site.made] == ["/: Stad", "/: Stad", 1]
    assert site.get("/ander") == "/ander: Stad"
    here.name = "Dorp"
    here.save()
    assert site.get() == "/: Dorp"
    assert site.get("/ander") == "/ander: Dorp"
    here.delete()
    assert site.get() == "/: ", "what was taken away does not come back"
    assert site.made == 5


def test_what_another_process_writes_counts_from_the_moment_that_it_stands(site: Site) -> None:
    def write() -> None:
        with transaction.atomic():
            Organisation.objects.create(name="Elders", slug="elders")
            if connection.vendor != "sqlite":  # its line for writing shuts others out
                read()
        connection.close()

    def read() -> None:
        thread = Thread(target=lambda: (pages.append(site.get()), connection.close()))
        thread.start()
        thread.join()

    pages = [site.get()]
    writer = Thread(target=write)
    writer.start()
    writer.join()
    assert set(pages) == {"/: "}
    assert site.get() == "/: Elders"


def test_inside_a_transaction_nothing_is_kept(site: Site) -> None:
    with transaction.atomic():
        site.get()
        Organisation.objects.create(name="Half", slug="half")
        assert site.get() == "/: Half"
        transaction.set_rollback(True)
    assert [site.get(), site.get(), site.made] == ["/: ", "/: ", 3]


@pytest.mark.parametrize(
    "brought",
    [
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_ACCEPT": "application/json"},
        {"HTTP_HX_REQUEST": "true"},
        {"QUERY_STRING": "q=x"},
        {"REQUEST_METHOD": "HEAD"},
    ],
)
def test_who_brings_something_gets_a_page_of_his_own(site: Site, brought: dict[str, str]) -> None:
    site.get()
    site.get(**brought)
    site.get(**brought)
    assert site.made == 3


@pytest.mark.parametrize(
    "response",
    [
        {"status": 404},
        {"content_type": "application/json"},
        {"headers": {"Cache-Control": "no-store"}},
        {"headers": {"Content-Type": "text/html", "Cache-Control": "private"}},
    ],
)
def test_what_says_that_it_is_not_for_everyone_is_not_kept(site: Site, response: dict[str, Any]) -> None:
    site.response = response
    site.get()
    site.get()
    assert site.made == 2


def test_a_page_that_gives_a_cookie_is_not_kept(site: Site) -> None:
    plain = site.page

    def page(request: HttpRequest) -> HttpResponse:
        answer = plain(request)
        answer.set_cookie("csrftoken", "x")
        return answer

    site.kept = KeptPagesMiddleware(page)
    site.get()
    site.get()
    assert site.made == 2


def test_what_is_done_for_each_visitor_is_done_with_a_kept_page_too(site: Site) -> None:
    for name in ("een", "twee", "drie"):
        site.get(name=name)
    assert (site.made, site.seen) == (1, ["een", "twee", "drie"])


def test_a_page_is_kept_for_its_own_host_and_way(site: Site) -> None:
    site.get()
    site.get(HTTP_HOST="localhost")
    site.get(**{"wsgi.url_scheme": "https"})
    assert site.made == 3


def test_nothing_is_kept_just_after_a_change_nor_for_ever(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_pages, "SETTLES", 3600.0)
    site.get()
    site.get()
    assert site.made == 2, "what else is kept in the process may be older than the change"
    monkeypatch.setattr(kept_pages, "SETTLES", 0.0)
    monkeypatch.setattr(kept_pages, "KEPT", 0.0)
    site.get()
    site.get()
    assert site.made == 4


def test_the_oldest_goes_when_there_is_too_much(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pages, "MOST_BYTES", 12)
    for path in ("/aaaa", "/bbbb", "/bbbb", "/aaaa"):  # seven bytes each
        site.get(path)
    assert site.made == 3, "of two pages one is kept"
