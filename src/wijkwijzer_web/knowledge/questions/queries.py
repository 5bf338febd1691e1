"""Reading questions: which are open, who knows about one, and the link with which one person answers."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from wijkwijzer.text import terms
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.codes import fingerprint
from wijkwijzer_web.core.rooms import Knower
from wijkwijzer_web.knowledge.contribute.queries import askable_rows
from wijkwijzer_web.knowledge.mailing.queries import site_address, writer_link
from wijkwijzer_web.knowledge.models import Contributor, KnowledgeRecord, Passed
from wijkwijzer_web.knowledge.records.queries import public
from wijkwijzer_web.knowledge.search.queries import ask

__all__ = [
    "KIND",
    "LINK_DAYS",
    "Asked",
    "Known",
    "answer_link",
    "asked",
    "by_link",
    "mark_of",
    "who_knows",
]

KIND = "vraag"
LINK_DAYS = 60
"""Days in which a question can be answered with its link."""
MOST_PEOPLE = 5
MOST_A_MONTH = 2
"""Questions that one person gets in thirty days."""
NEAR, MOST_LISTED = 10, 400
SALT, SPACE = "vraag-het", "vraag-het"


def mark_of(address: str) -> bytes:
    """The keyed fingerprint of an address."""
    return fingerprint(address.strip().casefold(), SPACE)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be asked, and whether the question is about their wijk or about their words."""

    person: Knower
    here: bool


def who_knows(row: KnowledgeRecord) -> list[Known]:
    """Who confirmed that they know about this, the nearest first; each address once, and nobody too often."""
    text = f"{row.title} {row.summary}"
    areas = set(row.values.filter(facet="gebied").values_list("value", flat=True))
    nearest = [*_writers(text, areas), *_others(text, areas)]
    taken = {mark_of(address) for address in _askers(row)} | _asked_already(row) | _asked_enough()
    found: list[Known] = []
    for one in nearest:
        mark = mark_of(one.person.address)
        if mark not in taken:
            taken.add(mark)
            found.append(one)
    return found[:MOST_PEOPLE]


def _writers(text: str, areas: set[str]) -> list[Known]:
    """Who left a record that answers to the question, or that is about the same wijk."""
    by_key = {one.record.key: one for one in askable_rows()}
    here = set(
        KnowledgeRecord.objects.filter(
            key__in=list(by_key), values__facet="gebied", values__value__in=areas
        ).values_list("key", flat=True)
    )
    nearest = [*ask(text, list(by_key)).keys[:NEAR]] if by_key else []
    keys = dict.fromkeys([*nearest, *sorted(here)])
    return [Known(_person(by_key[key]), key in here) for key in keys]


def _person(writer: Contributor) -> Knower:
    title = writer.record.title
    return Knower(f"stuk-{writer.pk}", writer.address, title, "", writer_link(writer))


def _others(text: str, areas: set[str]) -> list[Known]:
    """People of other rooms: of the same wijk, or with a word of the question in what they know of."""
    words = set(terms(text))
    found = [Known(one, one.area in areas) for one in rooms.knowers()]
    return [one for one in found if one.here or words & set(terms(one.person.knows))]


def _askers(row: KnowledgeRecord) -> list[str]:
    return list(Contributor.objects.filter(record=row).exclude(address="").values_list("address", flat=True))


def _asked_already(row: KnowledgeRecord) -> set[bytes]:
    return set(_marks(row.passed.all()))


def _asked_enough() -> set[bytes]:
    since = timezone.localdate() - datetime.timedelta(days=30)
    counts = Counter(_marks(Passed.objects.filter(sent_on__gt=since)))
    return {mark for mark, number in counts.items() if number >= MOST_A_MONTH}


def _marks(rows: QuerySet[Passed]) -> list[bytes]:
    return [bytes(mark) for mark in rows.values_list("mark", flat=True) if mark is not None]


# ---- the link of one person
def answer_link(row: Passed) -> str:
    """The whole address with which one person answers one question."""
    return site_address(reverse("knowledge:answer", args=[signing.Signer(salt=SALT).sign(str(row.key))]))


def by_link(token: str) -> Passed | None:
    """What a link answers: for sixty days, and after an answer as long as that stands here."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    row = Passed.objects.select_related("record").filter(key=key).first()
    since = timezone.localdate() - datetime.timedelta(days=LINK_DAYS)
    if row is None or (row.answered_at is None and row.sent_on <= since):
        return None
    return row


# ---- lists
@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a list, and how many answers it has."""

    row: KnowledgeRecord
    answers: int


def asked() -> list[Asked]:
    """Public questions, the newest first."""
    rows = public().filter(kind=KIND).order_by("-published_at", "-pk")[:MOST_LISTED]
    return [Asked(row, len(row.data.get("antwoorden") or ())) for row in rows]
