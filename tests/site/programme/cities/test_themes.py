"""Cities say which themes they want, by their own link; the programme page says what that came to."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from wijkwijzer_web.follow.service import send_waiting
from wijkwijzer_web.programme.cities.queries import address_of
from wijkwijzer_web.programme.models import Participation, Programme, Theme, ThemeRating
from wijkwijzer_web.programme.programmes.pages import wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes(programme: Programme) -> list[Theme]:
    """Two themes to choose from."""
    return [Theme.objects.create(programme=programme, title=title) for title in ("Geld", "Regels")]


def _link(city: Participation) -> str:
    return address_of(city).partition("//")[2].partition("/")[2].join(["/", ""])


def test_the_team_proposes_cities_rate_and_a_meeting_follows(staff: Client, programme: Programme) -> None:
    at = f"/werkplek/programma/{programme.slug}"
    for title in ("Geld", "Regels"):
        staff.post(f"{at}/thema", {"title": title, "why": "Omdat."})
    money, rules = programme.themes.all()
    for n, city in enumerate(programme.participations.all()):
        city.contact_email = f"stad{n}@stad.nl"
        city.save()
    staff.post(f"{at}/vraag-steden")
    assert send_waiting() == {"sent": 2, "waiting": 0}
    for n, letter in enumerate(mail.outbox):
        (link,) = re.findall(r"https?://\S+(/stad/\S+)", letter.body)
        answer = Client().post(link, {f"thema_{money.pk}": "5", f"thema_{rules.pk}": "1" if n else ""})
        assert answer.status_code == 302
    first, second = wanted(programme)
    assert (first.theme, first.good, first.rated) == (money, 2, 2)
    assert (second.theme, second.good, second.rated) == (rules, 0, 1)
    assert (second.low, second.high) != (0, 0)  # half of the cities said nothing
    page = Client().get(programme.get_absolute_url()).content.decode()
    assert page.index("Geld") < page.index("Regels")
    assert f'value="{money.title}"' in staff.get(f"{at}/bijeenkomst/nieuw?thema={money.pk}").content.decode()


def test_a_city_may_answer_again_and_its_last_answer_counts(
    programme: Programme, themes: list[Theme]
) -> None:
    city = programme.participations.all()[0]
    link, name = _link(city), f"thema_{themes[0].pk}"
    for value in ("1", "4"):
        Client().post(link, {name: value})
    assert ThemeRating.objects.get().value == 4
    page = Client().get(link)
    assert re.search(rf'name="{name}"[^>]*value="4"[^>]*checked', page.content.decode())
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("value", ["0", "6", "٣", "²", "x" * 100_000, "4\x00\x00\x01x"])
def test_a_wrong_rating_keeps_nothing(programme: Programme, themes: list[Theme], value: str) -> None:
    city = programme.participations.all()[0]
    assert Client().post(_link(city), {f"thema_{themes[0].pk}": value}).status_code == 400
    assert not ThemeRating.objects.exists()


def test_a_link_of_a_city_that_stopped_or_was_forged_opens_nothing(
    programme: Programme, themes: list[Theme]
) -> None:
    city = programme.participations.all()[0]
    link = _link(city)
    assert Client().get(link[:-2] + "xx").status_code == 404
    city.state, city.stopped_because = Participation.State.STOPPED, "ander plan"
    city.save()
    assert Client().get(link).status_code == 404


def test_cities_without_an_address_are_named(
    staff: Client, programme: Programme, themes: list[Theme]
) -> None:
    page = staff.post(f"/werkplek/programma/{programme.slug}/vraag-steden", follow=True).content.decode()
    assert "geen adres" in page
    assert not mail.outbox
