"""The note: both areas side by side and what somebody judged of it, to take along and to cite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from wijkwijzer.knowledge.transfer import Judgement, TransferRow
from wijkwijzer.report import Block, Column, Heading, Notice, Sentence, Table, Terms, render
from wijkwijzer_web.core.files.sheets import sheet
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records.pages import Fit

__all__ = ["note"]


def note(
    row: KnowledgeRecord,
    fit: Fit,
    judgements: Sequence[Judgement],
    who: str,
    address: str,
    labels: Mapping[str, str],
) -> bytes:
    """The PDF; what a person judged stands apart from what the figures say."""
    measured = [one for one in fit.rows if one.measured]
    blocks: list[Block] = [Sentence(fit.said)]
    blocks += [Heading(_("Eigen oordeel")), *_judged(judgements, labels, who)]
    if fit.chain:
        blocks.append(Sentence(fit.chain))
    blocks += [
        Heading(_("Cijfers naast elkaar")),
        _table(fit, measured, labels),
        Terms(((_("Cijfers uit uitgave"), fit.release), (_("Adres dat blijft"), address))),
    ]
    title = _("Past “%(title)s” in %(place)s?") % {"title": row.title, "place": fit.target}
    return render(
        sheet(title, _("Past dit hier?"), blocks, organisation=row.organisation, url=address), "pdf"
    )


def _judged(judgements: Sequence[Judgement], labels: Mapping[str, str], who: str) -> list[Block]:
    if not judgements:
        return [Notice(_("Er is nog niets beoordeeld."))]
    columns = (Column(_("Wat telt")), Column(_("Oordeel")), Column(_("Waarom")))
    rows = tuple((_first_large(one.aspect), labels[one.judgement], one.reason) for one in judgements)
    by = [Sentence(_("Beoordeeld door: %(who)s.") % {"who": who})] if who else []
    return [Table(_("Per aspect, met de reden"), columns, rows), *by]


def _table(fit: Fit, rows: Sequence[TransferRow], labels: Mapping[str, str]) -> Table:
    columns = (
        Column(_("Wat telt")),
        Column(_("Daar: %(name)s") % {"name": fit.source}),
        Column(_("Hier: %(name)s") % {"name": fit.target}),
        Column(_("Oordeel")),
    )
    cells = tuple((_first_large(one.subject), one.source, one.target, labels[one.judgement]) for one in rows)
    return Table(_("Elk cijfer, daar en hier"), columns, cells)


def _first_large(text: str) -> str:
    """With a capital, and names as they are."""
    return text[:1].upper() + text[1:]
