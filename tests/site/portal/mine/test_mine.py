"""*Mijn wijken*: a choice in the address, what changed and waits, and a weekly mail with news only."""

from __future__ import annotations

import datetime
import html
import re
from dataclasses import replace

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from wijkwijzer_web.areas.queries import Current, changes, profile
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.follow.models import Follower, Outgoing
from wijkwijzer_web.follow.outbox.actions import send_waiting
from wijkwijzer_web.portal.mine.actions import forget_choices, write_week
from wijkwijzer_web.portal.models import FollowedAreas
from wijkwijzer_web.programme.models import Effort, Opgave
from wijkwijzer_web.programme.strand.pages import strand

pytestmark = pytest.mark.django_db
Capture = DjangoCaptureOnCommitCallbacks
ADDRESS = "buur@example.net"
MONDAY = datetime.date(2027, 3, 1)
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def wijk(shown: Current) -> str:
    """De Spoordijk."""
    return next(place.key for place in shown.names.at_level("wijk") if place.name == "De Spoordijk")


def _opgave(organisation: Organisation, wijk: str, what: str) -> Opgave:
    since = timezone.localdate() - datetime.timedelta(days=10)
    return Opgave.objects.create(
        organisation=organisation, area=wijk, area_name="De Spoordijk", what=what, owner="wij", since=since
    )


def _words(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def _links(text: str) -> list[str]:
    return re.findall(r"https?://[^/\s]+(/\S+)", text)


def test_a_name_adds_an_area_and_the_choice_stands_in_the_address(client: Client, wijk: str) -> None:
    answer = client.get("/mijn-wijken", {"q": "De Spoordijk"})
    assert answer["Location"] == f"/mijn-wijken?wijk={wijk}"
    page = _words(client, answer["Location"])
    assert "De Spoordijk" in page
    assert "Haal weg" in page
    assert "Daar vonden we niets bij" in _words(client, "/mijn-wijken?q=qqqqxx")
    assert not client.cookies


def test_what_waits_and_what_came_are_said_per_area(
    client: Client, organisation: Organisation, wijk: str
) -> None:
    opgave = _opgave(organisation, wijk, "Een bankje bij de halte")
    page = _words(client, f"/mijn-wijken?wijk={wijk}")
    assert "1 ding gebeurde in drie maanden, 1 ding wacht op iemand." in page
    assert "Hier is nog geen inzet voor." in page
    Effort.objects.create(opgave=opgave, what="Bankje", carrier="wij", begins_on=timezone.localdate())
    page = _words(client, f"/mijn-wijken?wijk={wijk}")
    assert "Er wacht niets, voor zover het is opgeschreven." in page
    gemeente = _words(client, f"/gemeente/{wijk.replace('WK', 'GM')[:6]}")
    assert "Wat veranderde, en wat wacht?" in gemeente
    now = re.findall(r'href="(/gemeente/[^"]*/nu)"', gemeente)[0]
    assert "Een bankje bij de halte" in _words(client, now)


def test_unknown_and_too_many_codes_are_no_trouble(client: Client, shown: Current) -> None:
    codes = "&".join(f"wijk={place.key}" for place in shown.names.at_level("wijk"))
    page = _words(client, f"/mijn-wijken?wijk=NIETS&{codes}")
    assert page.count("Haal weg") == 5
    assert "Meer dan 5 passen er niet" in page
    assert client.get("/mijn-wijken/volg").status_code == 302


def test_figures_that_changed_say_both_years_and_both_values(shown: Current, wijk: str) -> None:
    now = profile(shown, wijk)
    view = next(one for one in now.indicators if one.own and one.own.value[-1] and one.own.value[-2])
    *first, last = view.own.value
    older = replace(view, own=replace(view.own, value=(*first, None)))
    other = replace(view, own=replace(view.own, value=(*first, last + 1)))
    key, years = view.info.key, view.own.years
    assert changes._changed(now, {key: view}, "nl") == []
    (newer,) = changes._changed(now, {key: older}, "nl")
    assert (newer.key, newer.year, newer.was_year, newer.revised) == (key, years[-1], years[-2], False)
    (revised,) = changes._changed(now, {key: other}, "nl")
    assert (revised.year, revised.revised) == (years[-1], True)
    assert revised.value != revised.was


def _follow(client: Client, wijk: str, capture: Capture) -> str:
    """Ask, confirm, and return the link with which one stops."""
    with capture(execute=True):
        answer = client.post(f"/mijn-wijken/volg?wijk={wijk}", {"email": ADDRESS})
    assert answer.status_code == 200
    send_waiting()
    link = _links(str(mail.outbox[-1].body))[0]
    assert client.get(link).status_code == 200
    assert not Follower.objects.get().confirmed  # opening confirms nothing
    client.post(link)
    assert Follower.objects.get().confirmed
    mail.outbox.clear()
    return link


def test_a_week_brings_news_only_and_each_thing_once(
    client: Client,
    organisation: Organisation,
    wijk: str,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    _opgave(organisation, wijk, "Stond er al")
    _follow(client, wijk, django_capture_on_commit_callbacks)
    assert write_week(actor=None, on=MONDAY) == {"digests": 0}
    _opgave(organisation, wijk, "Is nieuw")
    assert write_week(actor=None, on=MONDAY + WEEK) == {"digests": 1}
    assert write_week(actor=None, on=MONDAY + WEEK) == {"digests": 0}
    assert write_week(actor=None, on=MONDAY + 2 * WEEK) == {"digests": 0}
    send_waiting()
    assert len(mail.outbox) == 1
    body = str(mail.outbox[0].body)
    assert "Is nieuw" in body
    assert "Stond er al" not in body
    assert ADDRESS not in body
    assert f"/mijn-wijken?wijk={wijk}" in body


def test_nothing_goes_after_stopping(
    client: Client,
    organisation: Organisation,
    wijk: str,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    _follow(client, wijk, django_capture_on_commit_callbacks)
    _opgave(organisation, wijk, "Is nieuw")
    write_week(actor=None, on=MONDAY)
    waiting = Outgoing.objects.get(kind="wijken-week")
    stop = _links(waiting.body)[-1]
    assert client.get(stop).status_code == 200
    assert Follower.objects.exists()
    client.post(stop)
    assert not Follower.objects.exists()
    send_waiting()
    _opgave(organisation, wijk, "Nog nieuwer")
    write_week(actor=None, on=MONDAY + WEEK)
    send_waiting()
    assert not mail.outbox
    FollowedAreas.objects.update(made_at=timezone.now() - datetime.timedelta(days=15))
    assert sum(forget_choices(actor=None).values()) == 1


def test_what_is_not_for_everyone_is_no_news(organisation: Organisation, wijk: str) -> None:
    """The mail is made of what a stranger reads."""
    from django.contrib.auth.models import AnonymousUser

    _opgave(organisation, wijk, "Voor iedereen")
    assert [one.title for one in strand([wijk], [], AnonymousUser()).things] == ["Voor iedereen"]


def _asked(client: Client, address: str) -> int:
    """How often a page asks which release was on show before."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum('"areas_release"."registered_at" <' in one["sql"] for one in asked)


def test_which_releases_are_compared_is_asked_once(client: Client, wijk: str) -> None:
    gemeente = client.get(f"/gemeente/{wijk.replace('WK', 'GM')[:6]}", follow=True).request["PATH_INFO"]
    cache.clear()
    assert [_asked(client, gemeente) for _ in range(2)] == [1, 0]
    assert _asked(client, f"{gemeente}/nu") == 1
    assert _asked(client, f"/mijn-wijken?wijk={wijk}") == 1
