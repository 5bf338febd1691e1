"""The example of the desks: everything is in it, and every page of it opens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import strip_tags

from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.desk.bottlenecks.queries import standing
from wijkwijzer_web.desk.counting.queries import heard_of
from wijkwijzer_web.desk.example.actions import EXAMPLE_CODE, load_example_desks
from wijkwijzer_web.desk.models import Assumption, Bottleneck, Desk, Experiment, Signal, TaskForce

pytestmark = pytest.mark.django_db


@pytest.fixture
def example(organisation: Organisation, listeners: list[User]) -> Organisation:
    """The desks of the example."""
    load_example_desks(actor=None, organisation=organisation)
    load_example_desks(actor=None, organisation=organisation)
    return organisation


def test_two_desks_forty_signals_in_all_states_nine_knelpunten(example: Organisation) -> None:
    assert (Desk.objects.count(), Signal.objects.count(), Bottleneck.objects.count()) == (2, 40, 9)
    assert set(Signal.objects.values_list("state", flat=True)) == set(Signal.State.values)
    assert set(Signal.objects.values_list("closing", flat=True)) == {"", *Signal.Closing.values}
    rows = [standing(row) for row in Bottleneck.objects.all()]
    assert sum(bool(one.late) for one in rows) == 1
    assert sum(one.clock.state == "verlengd" for one in rows) == 1
    states = Counter(one.bottleneck.state for one in rows)
    assert states["niet-bij-ons"] == 1
    assert sum(hasattr(one.bottleneck, "decision") for one in rows) == 2
    assert (Experiment.objects.count(), TaskForce.objects.count()) == (1, 1)


def test_counts_of_ten_or_more_are_shown_and_others_are_not(example: Organisation) -> None:
    assert (heard_of("WK990311").people or 0) >= 10
    assert heard_of("WK990317").people is None


def test_every_page_opens_in_both_languages(
    example: Organisation, listener: User, log_in: Callable[[User], Client]
) -> None:
    row = Bottleneck.objects.get(works="deels")
    public = ["luisterloket", "luisterloket/de-wissel", "luisterloket/de-wissel/vertel", "luisterloket/code"]
    public += ["knelpunten", f"knelpunt/{row.pk}", f"knelpunt/{row.pk}/volg", "regels-veranderd"]
    public += ["knelpunten/feed", "knelpunten.csv", "regels-veranderd?door=systeem", "experimenten"]
    public += ["taskforce/havermeer", "taskforce/havermeer/agenda.pdf", "taskforce/havermeer/agenda.ics"]
    public += ["bereik", f"bereik/{Assumption.objects.first().pk}"]  # type: ignore[union-attr]
    client = Client()
    for page in public:
        for prefix in ("/", "/en/"):
            assert client.get(f"{prefix}{page}").status_code == 200, page
    staff = log_in(listener)
    number = Desk.objects.get(slug="de-wissel").signals.order_by("number").first().number  # type: ignore[union-attr]
    work = ["luisterloket", "luisterloket/de-wissel", f"luisterloket/de-wissel/signaal/{number}"]
    work += ["luisterloket/de-wissel/nieuw", "luisterloket/de-wissel/patronen", "knelpunten"]
    work += ["luisterloket/de-wissel/kaartjes.pdf?wijk=WK990311"]
    work += ["knelpunten/nieuw", f"knelpunten/{row.pk}"]
    for page in work:
        assert staff.get(f"/werkplek/{page}").status_code == 200, page


def test_who_told_it_hears_under_the_code_which_rule_changed(example: Organisation) -> None:
    client = Client()
    assert client.post("/luisterloket/code", {"woorden": EXAMPLE_CODE}).status_code == 302
    page = strip_tags(client.get("/mijn-signaal").content.decode())
    assert "Er is een regel veranderd, mede door wat jij vertelde" in page
    assert "Maanden in een kliniek of opvang tellen mee" in re.sub(r"\s+", " ", page)


def test_georeport_lists_knelpunten_and_never_a_signal(example: Organisation) -> None:
    client = Client()
    services = client.get("/georeport/v2/services.json").json()
    assert [one["service_code"] for one in services if one["type"] == "blackbox"] == ["signaal"]
    listed = client.get("/georeport/v2/requests.json").json()
    assert len(listed) == 7, "not the draft, not the one that is private for now"
    assert {one["status"] for one in listed} == {"open", "closed"}
    assert all(one["service_code"] != "signaal" for one in listed)
    one = client.get(f"/georeport/v2/requests/{listed[0]['service_request_id']}.json").json()
    assert one == [listed[0]]
    assert client.get("/georeport/v2/requests.json?status=open&service_request_id=²,x,1").status_code == 200
    assert client.get("/georeport/v2/requests.xml").content.count(b"<request>") == 7
