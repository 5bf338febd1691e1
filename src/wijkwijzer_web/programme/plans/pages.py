"""What the wijkplan shows: opgaven with what runs for them, and the years for which nothing is arranged."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.programme import months_between
from wijkwijzer.report import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    Item,
    Notice,
    Sentence,
    Table,
)
from wijkwijzer.report import Paragraph as Text
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.files.sheets import sheet
from wijkwijzer_web.programme.effort.pages import Open, on_the_table
from wijkwijzer_web.programme.effort.queries import efforts_of, opgaven_in, roles_of
from wijkwijzer_web.programme.models import AreaPlan, Effort, Handover, Opgave
from wijkwijzer_web.programme.plans.queries import plan_of
from wijkwijzer_web.programme.roles.queries import handovers_of

__all__ = ["PlanPage", "plan_document", "plan_page"]


@dataclass(frozen=True, slots=True)
class PlannedOpgave:
    """An opgave of the plan, what runs for it, and a warning for the years without anything."""

    row: Opgave
    efforts: tuple[Effort, ...]
    covered: datetime.date | None
    warning: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The wijkplan; without a plan the opgaven still stand there, up to ten years ahead."""

    place: areas.Place
    url: str
    plan: AreaPlan | None
    until: datetime.date
    lead: str
    opgaven: tuple[PlannedOpgave, ...]
    table: tuple[Open, ...]
    handover: Handover | None


def plan_page(place: areas.Place) -> PlanPage:
    """Everything the wijkplan shows."""
    today, plan = timezone.localdate(), plan_of(place.key)
    until = plan.until if plan else today.replace(year=today.year + 10, day=min(today.day, 28))
    efforts = efforts_of(place.key)
    opgaven = tuple(
        _opgave(row, [effort for effort in efforts if effort.opgave_id == row.pk], today, until)
        for row in opgaven_in(place.key).filter(ended_on=None)
    )
    return PlanPage(
        place,
        areas.address_of(place.key),
        plan,
        until,
        _lead(opgaven, until),
        opgaven,
        tuple(on_the_table(place.key, efforts, roles_of(place.key), today)),
        next(iter(handovers_of(place.key)), None),
    )


def _opgave(
    row: Opgave, efforts: Sequence[Effort], today: datetime.date, until: datetime.date
) -> PlannedOpgave:
    """The opgave with the last day on which something is arranged: the end of work or of money."""
    running = [one for one in efforts if one.ends_on is None or one.ends_on >= today]
    days = [day for one in running if (day := _arranged(one)) is not None]
    covered = max(days, default=None)
    if not running:
        warning = _("Gat: er loopt nu niets voor deze opgave.")
    elif not days:
        warning = _("Onbekend: tot wanneer dit loopt en betaald is, is niet vastgelegd.")
    elif covered is not None and covered < until:
        years = months_between(covered, until) // 12
        words = {"day": date_format(covered, "F Y"), "until": until.year}
        warning = _("Gat: na %(day)s is er niets geregeld. Het plan loopt tot en met %(until)s.") % words
        if years >= 1:
            warning += " " + ngettext("Dat is %(n)s jaar.", "Dat is %(n)s jaar.", years) % {"n": years}
    else:
        warning = ""
    return PlannedOpgave(row, tuple(running), covered, warning)


def _arranged(row: Effort) -> datetime.date | None:
    """Until when an inzet is arranged: its money, or its end when that comes first; None when unknown."""
    days = [day for day in (row.money_until, row.ends_on) if day is not None]
    return min(days, default=None)


def _lead(opgaven: Sequence[PlannedOpgave], until: datetime.date) -> str:
    if not opgaven:
        return _("Er is voor deze wijk nog geen opgave vastgelegd.")
    safe = sum(not one.warning for one in opgaven)
    return ngettext(
        "Van %(all)s opgave is er tot en met %(until)s iets geregeld voor %(n)s.",
        "Van %(all)s opgaven is er tot en met %(until)s iets geregeld voor %(n)s.",
        len(opgaven),
    ) % {"n": safe, "all": len(opgaven), "until": until.year}


# ---- on paper
def plan_document(page: PlanPage, url: str) -> Document:
    """The same as a document, to take along."""
    plan = page.plan
    title = _("Wijkplan %s") % page.place.name
    blocks: list[Block] = [Sentence(page.lead)]
    if plan:
        blocks.append(Text(plan.aim))
        if plan.agreed:
            blocks.append(Text(_("Vastgesteld door %s.") % plan.agreed, small=True))
    else:
        blocks.append(Notice(_("Er is nog geen plan voor tien of twintig jaar vastgelegd.")))
    blocks += [*_opgave_blocks(page), *_table_blocks(page), *_handover_blocks(page)]
    subtitle = _("tot en met %s") % page.until.year
    return sheet(title, subtitle, blocks, organisation=plan.organisation if plan else None, url=url)


def _opgave_blocks(page: PlanPage) -> Iterator[Block]:
    yield Heading(_("Opgaven, en wat ervoor loopt"))
    columns = (Column(_("opgave")), Column(_("van wie")), Column(_("wat loopt")), Column(_("geregeld tot")))
    rows = tuple(
        (
            one.row.what,
            one.row.owner,
            "; ".join(f"{each.what} ({each.carrier})" for each in one.efforts) or None,
            date_format(one.covered, "F Y") if one.covered else None,
        )
        for one in page.opgaven
    )
    yield Table(_("Opgaven, en wat ervoor loopt"), columns, rows)
    warned = tuple(Item(f"{one.row.what} {one.warning}") for one in page.opgaven if one.warning)
    if warned:
        yield BulletList(warned, _("Waar een gat dreigt"), "soft")


def _table_blocks(page: PlanPage) -> Iterator[Block]:
    if page.table:
        yield Heading(_("Wat nu op tafel ligt"))
        yield BulletList(tuple(Item(one.text, _("Van: %s") % one.owner) for one in page.table))


def _handover_blocks(page: PlanPage) -> Iterator[Block]:
    yield Heading(_("Voor wie het overneemt"))
    note = page.handover
    if note is None:
        yield Notice(_("Er is nog geen overdracht opgeschreven."))
        return
    yield Text(_("Opgeschreven op %s.") % date_format(note.on, "j F Y"), small=True)
    for label, text in (
        (_("Wat loopt er?"), note.running),
        (_("Wie weet ervan?"), note.knows),
        (_("Wat is er beloofd?"), note.promised),
    ):
        yield Heading(label, 3)
        yield Text(text or _("Niet opgeschreven."))
