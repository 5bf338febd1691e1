"""A knelpunt from the first sentence to the day on which residents say whether it works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wijkwijzer.desk import Extension, clock, statutory_end
from wijkwijzer.disclosure import SMALLEST
from wijkwijzer.errors import InputError
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record, record_event
from wijkwijzer_web.desk.bottlenecks.queries import mark_of
from wijkwijzer_web.desk.mailing.actions import about_follower, about_teller, forget, waits
from wijkwijzer_web.desk.mailing.queries import address
from wijkwijzer_web.desk.models import Bottleneck, Decision, Follower, Longer, OwnerLink, Signal, Step
from wijkwijzer_web.desk.queries import desks_of, editor_organisations, require_listener, today

__all__ = [
    "accept",
    "applied",
    "ask_again",
    "confirm",
    "confirm_follower",
    "decide",
    "decided_by_owner",
    "extend",
    "follow",
    "not_ours",
    "pass_on",
    "propose",
    "review",
    "unfollow",
    "unfollow_again",
]

LONGEST_PRIVATE = timedelta(weeks=8)


def _require_staff(actor: User, bottleneck: Bottleneck) -> None:
    listens = any(desk.organisation_id == bottleneck.organisation_id for desk in desks_of(actor))
    if not listens and bottleneck.organisation not in editor_organisations(actor):
        raise PermissionDenied("bottleneck")


def _step(bottleneck: Bottleneck, kind: str, text: str) -> None:
    Step.objects.create(bottleneck=bottleneck, on=today(), kind=kind, text=text)
    bottleneck.save()
    _tell_followers(bottleneck, text)


def _tell_followers(bottleneck: Bottleneck, news: str) -> None:
    number = bottleneck.steps.count()
    for follower in bottleneck.followers.filter(confirmed=True):
        link = address(bottleneck.get_absolute_url())
        waits(
            "volger",
            f"{follower.pk}:{bottleneck.pk}:{number}",
            follower.email,
            bottleneck.organisation,
            about=[about_follower(follower.key)],
            values={"news": news, "link": link},
        )


@action
def propose(*, actor: User, bottleneck: Bottleneck, signal: Signal | None = None) -> Bottleneck:
    """Write a knelpunt down, or change it; who changed it last is not its second reader."""
    _require_staff(actor, bottleneck)
    if bottleneck.state != Bottleneck.State.DRAFT:
        raise ValidationError(_("Dit knelpunt is al openbaar. Verbeteren gaat met een stap erbij."))
    if bottleneck.answer_due <= today():
        raise ValidationError(_("Kies voor het antwoord een dag die nog komt."))
    desk = signal.desk if signal is not None else bottleneck.desk
    if desk is not None and desk.organisation.trial_of_id != bottleneck.organisation.trial_of_id:
        raise ValidationError(_("Wat in de proefruimte verteld is, wordt geen echt knelpunt."))
    bottleneck.proposed_by, bottleneck.asked_on = actor, today()
    bottleneck.save()
    if signal is not None:
        require_listener(actor, signal.desk)
        Signal.objects.filter(pk=signal.pk).update(bottleneck=bottleneck)
    record(bottleneck, details={"draft": True})
    return bottleneck


def _seen(bottleneck: Bottleneck, seen: str) -> Bottleneck:
    """The row, locked; refused when it is not any more what somebody read (`mark_of`)."""
    locked = Bottleneck.objects.select_for_update().get(pk=bottleneck.pk)
    if seen and seen != mark_of(locked):
        raise ValidationError(
            _("Intussen is dit knelpunt veranderd. Zo staat het er nu: lees het opnieuw."), code="intussen"
        )
    return locked


@action
def confirm(*, actor: User, bottleneck: Bottleneck, recognisable: bool, seen: str = "") -> str:
    """Publish a knelpunt as its second reader, and send the owner the link; return the link's token.

    What is published is what was read: `seen` is the mark of that.
    """
    _require_staff(actor, bottleneck)
    locked = _seen(bottleneck, seen)
    if locked.state != Bottleneck.State.DRAFT:
        raise ValidationError(_("Dit knelpunt is al openbaar."))
    if locked.proposed_by_id == actor.pk:
        raise ValidationError(_("Iemand anders leest mee: twee mensen maken een knelpunt openbaar."))
    if recognisable:
        raise ValidationError(_("Schrijf het eerst zo dat niemand zichzelf of een buur herkent."))
    if locked.answer_due <= today():
        raise ValidationError(_("De datum voor het antwoord is voorbij. Kies eerst een nieuwe."))
    if locked.private_until is not None and locked.private_until > today() + LONGEST_PRIVATE:
        raise ValidationError(_("Besloten kan hoogstens acht weken."))
    locked.confirmed_by, locked.published_on, locked.asked_on = actor, today(), today()
    locked.state = Bottleneck.State.REPORTED
    heard = locked.signals.count()
    locked.heard = heard if heard >= SMALLEST else None
    _step(locked, "gemeld", _("Gemeld aan %(owner)s.") % {"owner": locked.owner})
    token = _ask_owner(locked, locked.owner_mail)
    record(locked, details={"published": True})
    return token


def _ask_owner(bottleneck: Bottleneck, to: str, kind: str = "eigenaar") -> str:
    token = new_token()
    OwnerLink.objects.create(bottleneck=bottleneck, token_hash=token_fingerprint(token), made_on=today())
    due = _due(bottleneck)
    key = f"{bottleneck.pk}:{kind}:{bottleneck.links.count()}"
    link = address(f"/k/{token}")
    said = {"due": written_day(due), "link": link}
    waits(kind, key, to, bottleneck.organisation, values=said, soon=True)
    return token


def _due(bottleneck: Bottleneck) -> date:
    last = bottleneck.extensions.order_by("-number").first()
    return last.until if last else bottleneck.answer_due


@action
def ask_again(*, actor: User, bottleneck: Bottleneck) -> None:
    """Send the owner a new link; earlier links stop working."""
    _require_staff(actor, bottleneck)
    bottleneck.links.all().delete()
    _ask_owner(bottleneck, bottleneck.owner_mail)
    record(bottleneck, details={"asked_again": True})


@action
def pass_on(*, actor: User, bottleneck: Bottleneck, owner: str, mail: str, due: date, seen: str = "") -> None:
    """Give a knelpunt to another owner; the old link stops, the new owner gets a date and a link."""
    _require_staff(actor, bottleneck)
    if due <= today():
        raise ValidationError(_("Kies voor het antwoord een dag die nog komt."))
    locked = _seen(bottleneck, seen)
    if locked.state == Bottleneck.State.DRAFT or hasattr(locked, "decision"):
        raise ValidationError(_("Doorgeven kan zolang er geen besluit is."))
    before = locked.owner
    locked.links.all().delete()
    locked.extensions.all().delete()
    locked.owner, locked.owner_mail, locked.deputy_mail = owner, mail, ""
    locked.asked_on, locked.answer_due, locked.answered_on = today(), due, None
    locked.state, locked.not_ours_reason, locked.not_ours_whose = Bottleneck.State.REPORTED, "", ""
    _step(locked, "doorgegeven", _("Van %(before)s naar %(owner)s.") % {"before": before, "owner": owner})
    _ask_owner(locked, mail)
    record(locked, details={"passed_on": True})


# ---- the owner, by a link and without an account: what is said is public, and is its own trail
def _owners(bottleneck: Bottleneck, *states: str) -> Bottleneck:
    locked = Bottleneck.objects.select_for_update().get(pk=bottleneck.pk)
    if locked.state not in states:
        raise ValidationError(_("Intussen is dit knelpunt verder gegaan. Lees eerst hoe het nu staat."))
    return locked


def _said(bottleneck: Bottleneck, what: str) -> None:
    record_event(f"desk.owner_{what}", None, details={"bottleneck": bottleneck.pk})


@transaction.atomic
def accept(bottleneck: Bottleneck, words: str = "") -> None:
    """The owner says: this is ours."""
    locked = _owners(bottleneck, Bottleneck.State.REPORTED)
    locked.state = Bottleneck.State.ACCEPTED
    _step(locked, "aangenomen", words or _("%(owner)s zegt: dit is van ons.") % {"owner": locked.owner})
    _said(locked, "accepted")


@transaction.atomic
def not_ours(bottleneck: Bottleneck, reason: str, whose: str) -> None:
    """The owner says: not ours, why, and whose it is then."""
    locked = _owners(bottleneck, Bottleneck.State.REPORTED, Bottleneck.State.ACCEPTED)
    locked.state, locked.answered_on = Bottleneck.State.NOT_OURS, today()
    locked.not_ours_reason, locked.not_ours_whose = reason, whose
    said = {"owner": locked.owner, "reason": reason, "whose": whose}
    _step(locked, "niet-bij-ons", _("%(owner)s zegt: niet bij ons, maar bij %(whose)s. %(reason)s") % said)
    _said(locked, "not_ours")


@transaction.atomic
def extend(bottleneck: Bottleneck, until: date, reason: str) -> None:
    """The owner asks for more time, with a reason that everybody reads; twice at most, and not when late."""
    locked = _owners(bottleneck, Bottleneck.State.REPORTED, Bottleneck.State.ACCEPTED)
    earlier = list(locked.extensions.order_by("number"))
    known = [Extension(one.announced, one.until, one.reason) for one in earlier]
    try:
        clock(
            locked.asked_on,
            locked.answer_due,
            today=today(),
            extensions=[*known, Extension(today(), until, reason)],
        )
    except InputError as error:
        raise ValidationError(str(error)) from None
    Longer.objects.create(
        bottleneck=locked, number=len(earlier) + 1, announced=today(), until=until, reason=reason
    )
    said = {"until": written_day(until), "reason": reason}
    _step(locked, "verlengd", _("Nieuwe datum: %(until)s. %(reason)s") % said)
    _said(locked, "extended")


@transaction.atomic
def decide(bottleneck: Bottleneck, values: Mapping[str, Any]) -> None:
    """The owner decides: what it was, what it becomes, for whom and from when."""
    decided_by_owner(bottleneck, values)
    _said(bottleneck, "decided")


def decided_by_owner(bottleneck: Bottleneck, values: Mapping[str, Any]) -> Decision:
    """Write a decision down, in the caller's transaction; by the owner, or at the table of a task force."""
    locked = _owners(bottleneck, Bottleneck.State.REPORTED, Bottleneck.State.ACCEPTED)
    decision = Decision.objects.create(bottleneck=locked, decided_on=today(), **values)
    locked.state, locked.answered_on = Bottleneck.State.DECIDED, today()
    locked.review_on = statutory_end(max(decision.from_on, today()), 6, "maanden")
    _step(locked, "besluit", decision.title)
    _tell_tellers(locked)
    return decision


def _tell_tellers(bottleneck: Bottleneck) -> None:
    """Who told it hears that there is news under their six words: the rule that changed because of it."""
    for signal in bottleneck.signals.filter(contact__address__contains="@").select_related("contact"):
        waits(
            "antwoord",
            f"{signal.key}:besluit:{bottleneck.pk}",
            signal.contact.address,
            bottleneck.organisation,
            about=[about_teller(signal.key)],
        )


@transaction.atomic
def applied(bottleneck: Bottleneck, words: str = "") -> None:
    """The owner says that it is done as decided."""
    locked = _owners(bottleneck, Bottleneck.State.DECIDED)
    locked.state = Bottleneck.State.APPLIED
    _step(locked, "toegepast", words or _("Het gebeurt nu zo."))
    _said(locked, "applied")


@action
def review(*, actor: User, bottleneck: Bottleneck, works: str, words: str, by: str) -> None:
    """Look at it again with residents: only who listens to them says whether it works."""
    if not any(desk.organisation_id == bottleneck.organisation_id for desk in desks_of(actor)):
        raise PermissionDenied("review")
    locked = Bottleneck.objects.select_for_update().get(pk=bottleneck.pk)
    if locked.state not in {Bottleneck.State.DECIDED, Bottleneck.State.APPLIED, Bottleneck.State.REVIEWED}:
        raise ValidationError(_("Nakijken kan als er een besluit is."))
    locked.works, locked.works_words, locked.works_by = works, words, by
    locked.state = Bottleneck.State.REVIEWED
    label = str(Bottleneck.Works(works).label)
    _step(locked, "nagekeken", f"{by}: {label.lower()}. {words}"[:500])
    record(locked, details={"works": works})


# ---- who follows
def follow(bottleneck: Bottleneck, email: str) -> None:
    """Note that somebody wants to hear; they confirm by the link in a mail."""
    token = new_token()
    follower, _made = Follower.objects.get_or_create(
        bottleneck=bottleneck,
        email=email.lower(),
        defaults={"token_hash": token_fingerprint(token), "asked_on": today()},
    )
    if follower.confirmed:
        return
    follower.token_hash = token_fingerprint(token)
    follower.save(update_fields=["token_hash"])
    link = address(f"/knelpunten/volg/{token}")
    waits(
        "bevestig",
        f"{follower.pk}:{token_fingerprint(token).hex()[:16]}",
        follower.email,
        bottleneck.organisation,
        about=[about_follower(follower.key)],
        soon=True,
        values={"link": link},
    )


def confirm_follower(token: str) -> Follower | None:
    """Confirm an address by the token in the mail."""
    follower = (
        Follower.objects.filter(token_hash=token_fingerprint(token)).select_related("bottleneck").first()
    )
    if follower is not None and not follower.confirmed:
        follower.confirmed = True
        follower.save(update_fields=["confirmed"])
    return follower


def unfollow(token: str) -> None:
    """Forget an address, also after a backup is put back."""
    found = Follower.objects.filter(token_hash=token_fingerprint(token)).first()
    if found is not None:
        erasures.note(
            "knelpuntvolger", str(found.key)
        )  # the link changes when they ask again, the key does not
        _forget_follower(found)


def unfollow_again(key: str) -> bool:
    """After a restore: forget an address that asked for it since the backup."""
    old_form = len(key) == 64  # a list of before there were keys names the link
    found = Follower.objects.filter(**({"token_hash": bytes.fromhex(key)} if old_form else {"key": key}))
    gone = list(found)
    for follower in gone:
        _forget_follower(follower)
    return bool(gone)


def _forget_follower(follower: Follower) -> None:
    forget(about_follower(follower.key))
    follower.delete()
