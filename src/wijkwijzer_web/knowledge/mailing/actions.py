"""Writing the mails of knowledge: at once when something happens, and by the clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as translated

from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work.limits import keyed
from wijkwijzer_web.follow.service import forget_mail, later
from wijkwijzer_web.knowledge.mailing import queries
from wijkwijzer_web.knowledge.models import Contributor, KnowledgeRecord, State

__all__ = ["catch_up", "forget_record", "letter", "tell_writer", "write_due"]

SOON = datetime.timedelta(days=30)
HOUR = 3600


def letter(
    kind: str,
    key: str,
    to: str,
    *,
    values: Mapping[str, object],
    organisation: Organisation | None = None,
    about: Iterable[str] = (),
    soon: bool = True,
) -> bool:
    """Put one mail of knowledge in the box, once for each key."""
    said = {name: str(value) for name, value in values.items()}
    return later(
        f"kennis-{kind}:{key}",
        letter=queries.name_of(kind),
        to=to,
        values=said,
        organisation=organisation,
        about=about,
        soon=soon,
    )


def tell_writer(
    row: KnowledgeRecord, organisation: Organisation | None, kind: str, key: str, **values: object
) -> bool:
    """Mail whoever left this record, when there is an address."""
    writer = Contributor.objects.filter(record=row).exclude(address="").first()
    if writer is None:
        return False
    values.setdefault("link", queries.writer_link(writer))
    values.setdefault("page", queries.site_address(row.get_absolute_url()))
    return letter(
        queries.kind_of(kind, row.kind),
        f"{row.key}:{key}",
        writer.address,
        organisation=organisation,
        about=[row.key],
        values=values,
    )


def forget_record(key: str) -> None:
    """What waits about a record that was erased or taken back is not sent any more."""
    forget_mail(about=key)


def catch_up() -> None:
    """Once an hour, whichever process is first."""
    now = timezone.localtime()
    if cache.add(f"kennis-post:{now:%Y-%m-%d-%H}", 1, HOUR):
        write_due(actor=None)


@action
def write_due(*, actor: User | None, on: datetime.date | None = None) -> dict[str, int]:
    """Everything that goes by the clock; running it again writes nothing new."""
    day = on or timezone.localdate()
    written = {"dates": _dates(day), "yes": _yes(day), "questions": _monthly(day)}
    record(None, details=written)
    return written


def _writers() -> Iterable[Contributor]:
    shown = Contributor.objects.filter(record__public=True).exclude(address="")
    return shown.select_related("record").order_by("pk")


def _dates(day: datetime.date) -> int:
    """The date to look again is within a month."""
    near = [one for one in _writers() if (on := one.record.review_on) and day <= on <= day + SOON]
    return sum(
        tell_writer(
            one.record,
            one.record.organisation,
            "datum-nadert",
            str(one.record.review_on),
            day=_said(one.record.review_on),
        )
        for one in near
    )


def _yes(day: datetime.date) -> int:
    """The year of a yes is nearly over, and nobody answered since."""
    near = [one for one in _writers() if (on := one.asked_until) and day <= on <= day + SOON]
    return sum(
        tell_writer(
            one.record,
            one.record.organisation,
            "nog-eens-ja",
            str(one.asked_until),
            day=_said(one.asked_until),
        )
        for one in near
    )


def _said(day: datetime.date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _monthly(day: datetime.date) -> int:
    """One question a month to one address, about the first empty field that was never asked about."""
    written, asked_now = 0, set()
    for one in _writers():
        address = one.address.casefold()
        if address in asked_now or not one.may_be_asked or timezone.localdate(one.made_at) > day - SOON:
            continue
        field = _unasked(one)
        if field is None:
            continue
        asked_now.add(address)
        written += _ask(one, field, f"{keyed(address)[:24]}:{day:%Y-%m}")
    return written


def _unasked(one: Contributor) -> str | None:
    data = one.record.data
    if one.record.state == State.NEW:
        return None
    fields = queries.QUESTIONS.get(one.record.kind, {})
    return next((name for name in fields if not data.get(name) and name not in one.asked), None)


def _ask(one: Contributor, field: str, key: str) -> bool:
    with transaction.atomic():
        made = letter(
            "vraag-van-de-maand",
            key,
            one.address,
            about=[one.record.key],
            soon=False,
            values={
                "question": translated(queries.QUESTIONS[one.record.kind][field]),
                "answer": queries.writer_link(one, field),
                "link": queries.writer_link(one),
            },
        )
        if made:
            one.asked = [*one.asked, field]
            one.save(update_fields=["asked"])
    return made
