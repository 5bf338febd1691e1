"""Follow, confirm, stop, and tell everyone who asked. No row says what somebody wrote elsewhere."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import send_mass_mail
from django.utils import timezone

from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.work.limits import within
from wijkwijzer_web.follow.models import Follower

__all__ = ["confirm", "follow", "forget_topic", "forget_unconfirmed", "tell", "unfollow", "unfollow_again"]

DAY = 24 * 3600
MAILS_TO_ONE = 3  # a day: whoever did not ask is not mailed full by a stranger
FOLLOWS_BY_ONE = 40  # an hour, by one caller: a full room behind one address can
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
    found = Follower.objects.filter(token_hash=token_fingerprint(token))
    if found.exists():
        erasures.note("volger", token_fingerprint(token).hex())
        found.delete()


def unfollow_again(key: str) -> bool:
    """After a restore: forget an address that asked for it since the backup; False when it is not there."""
    deleted, _each = Follower.objects.filter(token_hash=bytes.fromhex(key)).delete()
    return bool(deleted)


def tell(topic: str, subject: str, body: str) -> int:
    """Mail everyone who confirmed, each apart; return how many."""
    people = Follower.objects.filter(topic=topic, confirmed=True).values_list("email", flat=True)
    return send_mass_mail([(subject, body, None, [email]) for email in people], fail_silently=True)


def forget_topic(topic: str) -> None:
    """Forget everyone who followed something that is over."""
    Follower.objects.filter(topic=topic).delete()


def forget_unconfirmed() -> int:
    """Forget addresses that nobody confirmed within a week; return how many."""
    old = Follower.objects.filter(confirmed=False, asked_on__lt=timezone.localdate() - CONFIRM_WITHIN)
    return old.delete()[0]
