"""Putting mail of the desk in the box of the whole site (`follow.outbox`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.desk.mailing.queries import address, name_of
from wijkwijzer_web.follow.service import forget_mail, later

__all__ = ["about_follower", "about_teller", "forget", "waits"]


def waits(
    kind: str,
    key: str,
    to: str,
    organisation: Organisation,
    *,
    values: Mapping[str, str] | None = None,
    about: Iterable[str] = (),
    soon: bool = False,
) -> bool:
    """Put a mail in the box, once for each key; return whether it is new."""
    return later(
        f"loket:{kind}:{key}",
        letter=name_of(kind),
        to=to,
        values={"link": address("/luisterloket/code"), **(values or {})},
        organisation=organisation,
        about=about,
        soon=soon,
    )


def about_teller(key: object) -> str:
    """What a mail to a teller is about: it goes out of the box when the story is erased."""
    return f"melder-{key}"


def about_follower(key: object) -> str:
    """What a mail to a follower of a knelpunt is about."""
    return f"knelpuntvolger-{key}"


def forget(about: str) -> None:
    """Take mails out of the box."""
    forget_mail(about=about)
