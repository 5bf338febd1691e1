"""Following areas by mail: once a week, with news only."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Linked
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as following
from wijkwijzer_web.portal.mine.queries import address_of, chosen
from wijkwijzer_web.portal.models import FollowedAreas

__all__ = ["ask_to_follow", "catch_up", "forget_choices", "write_week"]

TOLD = 12
UNUSED = datetime.timedelta(days=14)


@action
def ask_to_follow(*, actor: User | None, places: Sequence[areas.Place], email: str, caller: str) -> None:
    """Mail somebody a link with which they say yes; nobody sees whether that was sent."""
    codes = sorted(one.key for one in places)
    key = hashlib.sha256(",".join(codes).encode()).hexdigest()[:24]
    stood = sorted(_standing(codes))
    choice, _made = FollowedAreas.objects.get_or_create(key=key, defaults={"codes": codes, "told": stood})
    token = following.follow(choice.topic, email, caller)
    if token:
        link = _whole(reverse("portal:mine-confirm", args=[token]))
        names = ", ".join(sorted(one.name for one in places))
        following.later(
            f"wijken-vraag:{token_fingerprint(token).hex()[:24]}",
            letter="wijken-vraag",
            to=email,
            values={"link": link, "names": names},
        )
    record(None, details={"follow": True})


def _whole(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def catch_up() -> None:
    """On Mondays, once an hour, whichever process is first."""
    now = timezone.localtime()
    if now.weekday() == 0 and cache.add(f"wijken-week:{now:%Y-%m-%d-%H}", 1, 3600):
        write_week(actor=None)


@action
def write_week(*, actor: User | None, on: datetime.date | None = None) -> dict[str, int]:
    """To every follower what stands there now and did not stand there at the last look; else nothing."""
    year, week, _day = (on or timezone.localdate()).isocalendar()
    written = sum(
        _look(number, f"{year}-{week:02d}") for number in FollowedAreas.objects.values_list("pk", flat=True)
    )
    record(None, details={"digests": written})
    return {"digests": written}


@transaction.atomic
def _look(number: int, week: str) -> int:
    """Write the mails of one choice, and note what stands there; both or neither."""
    choice = FollowedAreas.objects.select_for_update().filter(pk=number).first()
    if choice is None:
        return 0
    stands, known = _standing(choice.codes), set(choice.told)
    choice.told = sorted(stands)
    choice.save(update_fields=["told"])
    marks = [mark for mark in stands if mark not in known]
    new = [thing for mark in marks if (thing := stands[mark]) is not None]
    lines = _lines(new, figures=len(marks) > len(new))
    people = following.Follower.objects.filter(topic=choice.topic, confirmed=True) if lines else []
    places = chosen(choice.codes)
    return sum(_write(one, places, new, lines, week) for one in people)


def _standing(codes: Sequence[str]) -> dict[str, Linked | None]:
    """What everyone may read of these areas now, each under a mark; figures have no thing."""
    found = weaving.woven(codes, [], AnonymousUser()).things
    stands: dict[str, Linked | None] = {
        f"{one.ref.kind}:{one.ref.key}": one for one in found if one.title and not one.gone
    }
    if figures := areas.figures():
        stands[f"uitgave:{figures.manifest.extends or areas.release_id()}"] = None
    return stands


def _lines(new: Sequence[Linked], *, figures: bool) -> list[str]:
    lines = [_("- Er zijn nieuwe cijfers.")] if figures else []
    for one in new[:TOLD]:
        said = f"- {one.label}: {one.title}" if one.label else f"- {one.title}"
        lines.append(f"{said}\n  {_whole(one.url)}" if one.url else said)
    more = len(new) - TOLD
    if more > 0:
        lines.append(ngettext("En nog %(n)s.", "En nog %(n)s.", more) % {"n": more})
    return lines


def _write(
    follower: following.Follower,
    places: Sequence[areas.Place],
    new: Sequence[Linked],
    lines: Sequence[str],
    week: str,
) -> bool:
    return following.later(
        f"wijken-week:{follower.pk}:{week}",
        letter="wijken-week",
        to=follower.email,
        about=[f"volger-{follower.pk}", *(one.ref.key for one in new[:TOLD] if not one.ref.key.isdigit())],
        soon=False,
        values={
            "names": ", ".join(sorted(one.name for one in places)),
            "news": "\n".join(lines),
            "page": _whole(address_of(places)),
            "link": _whole(reverse("portal:mine-stop", args=[following.stop_mark(follower)])),
        },
    )


@action
def forget_choices(*, actor: User | None) -> dict[str, int]:
    """Choices that nobody follows any more."""
    topics = following.Follower.objects.filter(topic__startswith="wijken:").values_list("topic", flat=True)
    followed = set(topics)
    old = FollowedAreas.objects.filter(made_at__lt=timezone.now() - UNUSED)
    gone = [one.pk for one in old if one.topic not in followed]
    FollowedAreas.objects.filter(pk__in=gone).delete()
    record(None, details={"choices": len(gone)})
    return {_("gevolgde wijken"): len(gone)}
