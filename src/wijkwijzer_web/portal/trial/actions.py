"""Opening and emptying a trial room."""

from __future__ import annotations

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record

__all__ = ["empty_trial", "open_trial"]


@action
def open_trial(*, actor: User, organisation: Organisation) -> Organisation:
    """Make the trial room of an organisation; the same people work there, with the same card."""
    require(actor, Permission.WRITE, organisation)
    name, slug = f"Proefruimte van {organisation.name}"[:200], f"{organisation.slug[:74]}-proef"
    room, made = Organisation.objects.get_or_create(
        trial_of=organisation, defaults={"name": name, "slug": slug}
    )
    if made:
        record(room)
    return room


@action
def empty_trial(*, actor: User, organisation: Organisation) -> dict[str, int]:
    """Take away all that stands in the trial room of an organisation, at once."""
    require(actor, Permission.WRITE, organisation)
    room = Organisation.objects.filter(trial_of=organisation).first()
    if room is None:
        return {}
    gone = rooms.remove_examples(room)
    record(room, details={"removed": gone})
    return gone
