"""What other apps may ask of following: the table of promises to point to, and mail to who asked for it.

A domain names a `topic` ("dialoog:12"), makes its promises a child of `Promise` or points to one, and calls
`tell` in the transaction of what it tells.
"""

from __future__ import annotations

from wijkwijzer_web.follow.mailing.actions import (
    confirm,
    follow,
    forget_topic,
    forget_unconfirmed,
    stop_mark,
    tell,
    unfollow,
    unfollow_by,
)
from wijkwijzer_web.follow.models import Follower, Promise
from wijkwijzer_web.follow.outbox.actions import forget_mail, later, send_waiting, stuck

__all__ = [
    "Follower",
    "Promise",
    "confirm",
    "follow",
    "forget_mail",
    "forget_topic",
    "forget_unconfirmed",
    "later",
    "send_waiting",
    "stop_mark",
    "stuck",
    "tell",
    "unfollow",
    "unfollow_by",
]
