"""Follow, confirm, stop, and tell everyone who asked. No row says what somebody wrote elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta

from django.core import signing
from django.utils import timezone

from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.work.limits import within
from wijkwijzer_web.follow.models import Follower
from wijkwijzer_web.follow.outbox.actions import forget_mail, later

__all__ = [
    "confirm",
    "follow",
    "forget_topic",
    "forget_unconfirmed",
    "stop_mark",
    "tell",
    "unfollow",
    "unfollow_again",
    "unfollow_by",
]

DAY = 24 * 3600
MAILS_TO_ONE = 3  # a day: whoever did not ask is not mailed full by a stranger
FOLLOWS_BY_ONE = 40  # an hour, by one caller: a full room behind one address can
STOP = "follow-stop"
CONFIRM_WITHIN = timedelta(days=7)


def follow(topic: str, email: str, caller: str) -> str | None:
    """Note that somebody wants to hear; return the token to confirm with.

    None when there is nothing to mail: they follow already, or enough mail went to this address today, or
    from this caller this hour. Nobody sees which of these it was.
    """
    address = email.lower()
    if not within("volg", whose=caller, most=FOLLOWS_BY_ONE, seconds=3600):
        return None
    if not within("volg-adres", whose=address, most=MAILS_TO_ONE, seconds=DAY):
        return None
    token = new_token()
    follower, created = Follower.objects.get_or_create(
        topic=topic, email=address, defaults={"token_hash": token_fingerprint(token)}
    )
    if not created and follower.confirmed:
        return None
    Follower.objects.filter(pk=follower.pk, confirmed=False).update(token_hash=token_fingerprint(token))
    return token


def confirm(token: str) -> Follower | None:
    """Confirm an address by the token in the mail."""
    found = Follower.objects.filter(token_hash=token_fingerprint(token))
    found.update(confirmed=True)
    return found.first()


def unfollow(token: str) -> None:
    """Forget an address, also after a backup is put back."""
    found = Follower.objects.filter(token_hash=token_fingerprint(token)).first()
    if found is not None:
        erasures.note("volger", str(found.key))  # the link changes when they ask again, the key does not
        forget_mail(about=f"volger-{found.pk}")
        found.delete()


def stop_mark(follower: Follower) -> str:
    """What stands in the link with which this one stops: signed, and only for this address and topic."""
    return signing.dumps([follower.pk, bytes(follower.token_hash).hex()[:16]], salt=STOP)


def unfollow_by(mark: str) -> bool:
    """Forget the address whose mail this link stood in; False when it is unknown or gone already."""
    try:
        number, start = signing.loads(mark, salt=STOP)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    found = Follower.objects.filter(pk=number).first()
    if found is None or not bytes(found.token_hash).hex().startswith(str(start)):
        return False
    erasures.note("volger", str(found.key))
    forget_mail(about=f"volger-{found.pk}")
    found.delete()
    return True


def unfollow_again(key: str) -> bool:
    """After a restore: forget an address that asked for it since the backup; False when it is not there."""
    old_form = len(key) == 64  # a list of before there were keys names the link
    found = Follower.objects.filter(**({"token_hash": bytes.fromhex(key)} if old_form else {"key": key}))
    for number in found.values_list("pk", flat=True):
        forget_mail(about=f"volger-{number}")
    deleted, _each = found.delete()
    return bool(deleted)


def tell(topic: str, letter: str, organisation: Organisation, values: Mapping[str, str]) -> int:
    """Write everyone who confirmed, each apart; return how many.

    Called in the transaction of what it tells, so that the mail is there when that is, whatever breaks off.
    """
    this = uuid.uuid4()
    return sum(
        later(
            f"volg:{this}:{person.pk}",
            letter=letter,
            to=person.email,
            values=values,
            organisation=organisation,
            about=[f"volger-{person.pk}"],
        )
        for person in Follower.objects.filter(topic=topic, confirmed=True)
    )


def forget_topic(topic: str) -> None:
    """Forget everyone who followed something that is over."""
    Follower.objects.filter(topic=topic).delete()


def forget_unconfirmed() -> int:
    """Forget addresses that nobody confirmed within a week; return how many."""
    old = Follower.objects.filter(confirmed=False, asked_on__lt=timezone.localdate() - CONFIRM_WITHIN)
    return old.delete()[0]
