"""The agenda of one page, as a document of blocks and as a date for one's own calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.desk import AMSTERDAM
from wijkwijzer.report import Column, Document, Meta, Paragraph, Sentence, Table, Terms
from wijkwijzer_web.core.calendar import CalendarDate, written_day
from wijkwijzer_web.desk.bottlenecks.pages import mark
from wijkwijzer_web.desk.bottlenecks.queries import Standing
from wijkwijzer_web.desk.models import TaskForce
from wijkwijzer_web.desk.queries import today
from wijkwijzer_web.desk.taskforce.queries import hanging

__all__ = ["agenda", "meeting"]

FITS = 8
HOURS = timedelta(hours=1.5)


def agenda(force: TaskForce) -> Document:
    """What hangs, with whom, until when: as much as fits on one page, the rest as a number."""
    rows = hanging(force)
    when = force.meets_at.astimezone(AMSTERDAM) if force.meets_at else None
    moment = f"{written_day(when)}, {when:%H.%M}" if when else _("datum volgt")
    terms = (
        (_("Wanneer en waar"), f"{moment}, {force.place}"),
        (_("Voorzitter"), force.chair),
        (_("Bij onenigheid beslist"), force.decides),
        (_("Aan tafel"), "; ".join(seat.role for seat in force.seats.all())),
    )
    late = sum(bool(one.late) for one in rows)
    said = _("Er hangen %(n)s knelpunten, %(late)s te laat.") % {"n": len(rows), "late": late}
    more = len(rows) - FITS
    rest = [Paragraph(_("En nog %(n)s, op de pagina van de taskforce.") % {"n": more})] if more > 0 else []
    address = f"{settings.SITE_URL.rstrip('/')}{force.get_absolute_url()}"
    return Document(
        title=_("Agenda %(name)s") % {"name": force.name},
        meta=Meta(made_on=today(), organisation=str(force.organisation), url=address),
        blocks=(Terms(terms), Sentence(said), _table(rows[:FITS]), *rest),
    )


def _table(rows: Sequence[Standing]) -> Table:
    names = (_("Nr"), _("Knelpunt"), _("Eigenaar"), _("Antwoord voor"), _("Stand"), _("Besluit"))
    return Table(
        caption=_("Wat hangt, bij wie en tot wanneer"),
        columns=tuple(Column(name) for name in names),
        rows=tuple(
            (
                str(one.bottleneck.pk),
                one.bottleneck.sentence,
                one.bottleneck.owner,
                written_day(one.clock.due),
                mark(one).word,
                "",
            )
            for one in rows
        ),
    )


def meeting(force: TaskForce) -> list[CalendarDate]:
    """The next meeting, if it has a date."""
    if force.meets_at is None:
        return []
    at = force.meets_at
    address = f"{settings.SITE_URL.rstrip('/')}{force.get_absolute_url()}"
    # The uid holds the date: another meeting is another entry, not the same one moved.
    uid = f"taskforce-{force.pk}-{at:%Y%m%d}@{settings.SITE_URL.split('//')[-1].rstrip('/')}"
    return [
        CalendarDate(
            uid=uid,
            title=force.name,
            starts=at,
            ends=at + HOURS,
            changed=timezone.now(),
            place=force.place,
            url=address,
        )
    ]
