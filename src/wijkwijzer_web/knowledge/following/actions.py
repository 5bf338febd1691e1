"""Following a choice, and the mail of a week."""

from __future__ import annotations

import datetime
import hashlib
from urllib.parse import parse_qs

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as following
from wijkwijzer_web.knowledge.catalogue.pages import address_of, chosen
from wijkwijzer_web.knowledge.mailing.actions import letter
from wijkwijzer_web.knowledge.mailing.queries import site_address, week_before
from wijkwijzer_web.knowledge.models import FollowedChoice, KnowledgeRecord

__all__ = ["ask_to_follow", "catch_up", "forget_choices", "write_week"]

TOLD, LOOKED_AT = 10, 300
TWO_WEEKS = datetime.timedelta(days=14)


def choice_of_query(query: str) -> str:
    """The same choice in the same words: what is no filter goes, and the order is that of the page.

    >>> choice_of_query("?jaar=2024&pagina=3&vreemd=1&soort=tip")
    '?soort=tip&jaar=2024'
    """
    return address_of(parse_qs(query.removeprefix("?")[:2000]))


@action
def ask_to_follow(*, actor: User | None, query: str, email: str, caller: str) -> None:
    """Mail somebody a link with which they say yes; nobody sees whether that was sent."""
    query = choice_of_query(query)
    key = hashlib.sha256(query.encode()).hexdigest()[:24]
    choice, _made = FollowedChoice.objects.get_or_create(key=key, defaults={"query": query})
    token = following.follow(choice.topic, email, caller)
    if token:
        link = site_address(reverse("knowledge:follow-confirm", args=[token]))
        letter("volg-vraag", token_fingerprint(token).hex()[:24], email, values={"link": link})
    record(None, details={"follow": True})


def catch_up() -> None:
    """Once an hour, whichever process is first."""
    now = timezone.localtime()
    if cache.add(f"kennis-week:{now:%Y-%m-%d-%H}", 1, 3600):
        write_week(actor=None)


@action
def write_week(*, actor: User | None, on: datetime.date | None = None) -> dict[str, int]:
    """To every follower what became public in the last whole week; nothing when nothing did."""
    monday, sunday, week = week_before(on or timezone.localdate())
    written = 0
    for choice in FollowedChoice.objects.order_by("pk"):
        followers = list(following.Follower.objects.filter(topic=choice.topic, confirmed=True))
        rows = _news(choice, monday, sunday) if followers else []
        written += sum(_write(one, choice, rows, week) for one in followers) if rows else 0
    record(None, details={"digests": written})
    return {"digests": written}


def _news(choice: FollowedChoice, monday: datetime.date, sunday: datetime.date) -> list[KnowledgeRecord]:
    rows = chosen(parse_qs(choice.query.removeprefix("?"))).rows(0, LOOKED_AT)
    return [
        row for row in rows if row.published_at and monday <= timezone.localdate(row.published_at) <= sunday
    ]


def _write(
    follower: following.Follower, choice: FollowedChoice, rows: list[KnowledgeRecord], week: str
) -> bool:
    lines = [f"- {row.title}\n  {site_address(row.get_absolute_url())}" for row in rows[:TOLD]]
    more = len(rows) - TOLD
    if more > 0:
        lines.append(ngettext("En nog %(n)s.", "En nog %(n)s.", more) % {"n": more})
    return letter(
        "week",
        f"{follower.pk}:{week}",
        follower.email,
        about=[f"volger-{follower.pk}", *(row.key for row in rows[:TOLD])],
        soon=False,
        values={
            "titles": "\n".join(lines),
            "page": site_address(reverse("knowledge:overview") + choice.query),
            "link": site_address(reverse("knowledge:follow-stop", args=[following.stop_mark(follower)])),
        },
    )


@action
def forget_choices(*, actor: User | None) -> dict[str, int]:
    """Choices that nobody follows any more."""
    topics = set(
        following.Follower.objects.filter(topic__startswith="kennis:").values_list("topic", flat=True)
    )
    old = FollowedChoice.objects.filter(made_at__lt=timezone.now() - TWO_WEEKS)
    gone = [one.pk for one in old if one.topic not in topics]
    FollowedChoice.objects.filter(pk__in=gone).delete()
    record(None, details={"choices": len(gone)})
    return {_("gevolgde keuzes"): len(gone)}
