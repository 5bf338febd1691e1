"""Two people at work on one desk at once: the second sees the first, nothing is lost or answered twice."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from fixtures_desk import Teller
from wijkwijzer_web.core.models import User
from wijkwijzer_web.desk.answering import actions as answering
from wijkwijzer_web.desk.bottlenecks import actions as bottlenecks
from wijkwijzer_web.desk.models import Agreement, Bottleneck, Desk, Signal, Words
from wijkwijzer_web.desk.queries import today

pytestmark = pytest.mark.twice

Login = Callable[[User], Client]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_answer_in_the_same_moment_one_is_heard(
    teller: Teller, desk: Desk, listeners: list[User]
) -> None:
    signal = teller.tell()
    start, refused = threading.Barrier(6), list[str]()

    def answer(number: int) -> None:
        start.wait(30)
        try:
            answering.answer(
                actor=listeners[number % 2],
                signal=signal,
                text=f"Antwoord {number}",
                seen=first_seen,
                next_on=today() + timedelta(days=3),
            )
        except ValidationError as error:
            refused.append(error.messages[0])
        finally:
            connection.close()

    first_seen = max(signal.words.values_list("event_id", flat=True))
    threads = [threading.Thread(target=answer, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert Words.objects.filter(sender="loket").count() == 1
    assert len(refused) == 5
    assert all("Intussen" in sentence for sentence in refused)


def _version(page: str, after: str) -> str:
    found = re.search(r'name="versie" value="(\w+)"', page.partition(after)[2])
    assert found, after
    return found[1]


@pytest.mark.django_db
def test_the_second_who_sorts_or_closes_an_agreement_sees_the_first(
    teller: Teller, desk: Desk, listener: User, log_in: Login
) -> None:
    signal = teller.tell()
    Agreement.objects.create(signal=signal, what="bellen", who="wij", due=today())
    staff, address = log_in(listener), f"/werkplek/luisterloket/{desk.slug}/signaal/{signal.number}"
    page = staff.get(address).content.decode()
    sort = {"versie": _version(page, f'action="{address}/opgave"')}
    assert staff.post(f"{address}/opgave", sort | {"opgave": "zorg"}).status_code == 302
    second = staff.post(f"{address}/opgave", sort | {"opgave": "wonen"})
    assert second.status_code == 409
    both = html.unescape(second.content.decode())
    assert "Gezondheid, zorg en hulpverlening" in both
    assert "Wonen" in both
    assert Signal.objects.get(pk=signal.pk).opgave == "zorg"
    kept = f"{address}/afspraak/{Agreement.objects.get().pk}"
    outcome = {"versie": _version(page, f'action="{kept}"')}
    assert staff.post(kept, outcome | {"uitkomst": "De lift doet het."}).status_code == 302
    second = staff.post(kept, outcome | {"uitkomst": "Niet gelukt."})
    assert second.status_code == 409
    assert "De lift doet het." in second.content.decode()
    assert Agreement.objects.get().outcome == "De lift doet het."


@pytest.mark.django_db
def test_what_is_published_is_what_the_second_reader_read(
    desk: Desk, listeners: list[User], second_editor: User, log_in: Login
) -> None:
    row = Bottleneck.objects.create(
        organisation=desk.organisation,
        sentence="De huismeester mag geen lamp vervangen",
        owner="Dijkwonen, beheer",
        owner_mail="beheer@example.org",
        asked_on=today(),
        answer_due=today() + timedelta(days=30),
    )
    bottlenecks.propose(actor=listeners[0], bottleneck=row)
    second, address = log_in(second_editor), f"/werkplek/knelpunten/{row.pk}"
    page = second.get(address).content.decode()
    seen = re.search(r'name="gezien" value="(\w+)"', page)
    assert seen
    row.explanation = "Op nummer 14 met de blauwe deur."
    bottlenecks.propose(actor=listeners[0], bottleneck=row)
    sent = {"herkenbaar": "nee", "gezien": seen[1]}
    answer = second.post(address, sent)
    assert answer.status_code == 409
    assert "met de blauwe deur" in answer.content.decode(), "the new text stands there to be read"
    row.refresh_from_db()
    assert row.published_on is None
    again = re.search(r'name="gezien" value="(\w+)"', answer.content.decode())
    assert again
    assert second.post(address, {"herkenbaar": "nee", "gezien": again[1]}).status_code == 302
