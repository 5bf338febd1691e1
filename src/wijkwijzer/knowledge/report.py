"""Tables for reports and pages: the evidence-gap map, and two areas side by side."""

from __future__ import annotations

from wijkwijzer.knowledge.gapmap import GapCell, GapMap
from wijkwijzer.knowledge.records import VOCABULARIES
from wijkwijzer.knowledge.transfer import Transfer
from wijkwijzer.report.blocks import Column, Table

__all__ = ["gap_table", "transfer_table"]

_GAP = "niet onderzocht"


def gap_table(found: GapMap) -> Table:
    """The gap map as a table: a row per intervention, a column per outcome, gaps in words."""
    labels = VOCABULARIES["effect"].labels
    columns = (Column("Aanpak"), *(Column(labels[key]) for key in found.columns))
    rows = tuple(
        (name, *(_cell_words(found.cells[row, column]) for column in found.columns))
        for row, name in found.rows
    )
    caption = "Hoeveel bewijs er is per aanpak en effect: richting van de uitkomsten, en het sterkste bewijs"
    return Table(caption, columns, rows)


def _cell_words(cell: GapCell) -> str:
    if not cell.n:
        return _GAP
    labels = VOCABULARIES["richting"].labels
    directions = ", ".join(f"{count} {labels[key].lower()}" for key, count in cell.directions.items())
    return f"{directions} (sterkste bewijs: {cell.strongest})"


def transfer_table(found: Transfer) -> Table:
    """Two areas side by side as a table, one row per thing, without a total."""
    labels = VOCABULARIES["overdraagbaarheid"].labels
    columns = tuple(
        Column(name) for name in ("Wat", found.source_area, found.target_area, "Oordeel", "Waarom")
    )
    rows = tuple(
        (
            row.subject if row.subject == row.aspect else f"{row.aspect}: {row.subject}",
            row.source or "niet ingevuld",
            row.target or "niet ingevuld",
            labels[row.judgement],
            row.reason,
        )
        for row in found.rows
    )
    title = f"{found.intervention}: " if found.intervention else ""
    return Table(f"{title}van {found.source_area} naar {found.target_area}", columns, rows)
