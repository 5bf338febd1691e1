"""Check records: each by itself, and how they hang together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wijkwijzer.knowledge.records.fields import record_fields
from wijkwijzer.knowledge.records.reading import make_record, raw_records
from wijkwijzer.knowledge.records.schemas import EvidenceClaim, Failure, Initiative, Intervention, Record

__all__ = ["Problem", "check_file", "check_records"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong: in which record, in which field, and a clause that follows the field's
    name."""

    type_name: str
    id: str
    field: str
    clause: str
    row: int | None = None

    def sentence(self) -> str:
        """The problem in one Dutch sentence that names the record and the field.

        Examples
        --------
        >>> Problem("interventie", "i1", "naam", "is leeg, maar verplicht", 2).sentence()
        'Rij 2, interventie ‘i1’: naam is leeg, maar verplicht.'
        """
        place = f"Rij {self.row}, " if self.row is not None else ""
        sentence = f"{place}{self.type_name} ‘{self.id or 'zonder id'}’: {self.field} {self.clause}."
        return sentence[0].upper() + sentence[1:]


def check_file(path: Path | str, type_name: str = "") -> tuple[list[Record], list[Problem]]:
    """Read a file and say everything that is wrong with its records.

    Returns
    -------
    tuple of list of Record and list of Problem
        The records that could be read, and the problems of all.

    Raises
    ------
    InputError
        The file itself cannot be read.
    """
    records: list[Record] = []
    rows: list[int | None] = []
    problems: list[Problem] = []
    for raw in raw_records(path, type_name):
        record, found = make_record(raw)
        name = str(raw.values.get("id") or "")
        problems += [Problem(raw.type_name, name, one.field, one.clause, raw.row) for one in found]
        if record is not None:
            records.append(record)
            rows.append(raw.row)
    return records, problems + check_records(records, rows)


def check_records(records: Sequence[Record], rows: Sequence[int | None] = ()) -> list[Problem]:
    """Check how records hang together: ids that come once, references that exist, and what goes with what."""
    places = list(rows) or [None] * len(records)
    problems: list[Problem] = []
    seen: Counter[tuple[str, str]] = Counter()
    ids = {kind: {r.id for r in records if r.type_name == kind} for kind in {r.type_name for r in records}}
    for record, row in zip(records, places, strict=True):
        seen[record.type_name, record.id] += 1
        found = [("id", "komt al eerder voor")] if seen[record.type_name, record.id] > 1 else []
        found += _references(record, ids)
        found += _belongs_together(record)
        problems += [Problem(record.type_name, record.id, name, clause, row) for name, clause in found]
    return problems


def _references(record: Record, ids: dict[str, set[str]]) -> Iterable[tuple[str, str]]:
    for name, spec in record_fields(record).items():
        if spec.refers_to not in ids:
            continue  # records of that type live elsewhere
        value = getattr(record, name)
        for wanted in value if spec.many else (value,):
            if wanted and wanted not in ids[spec.refers_to]:
                yield (
                    spec.name,
                    f"verwijst naar ‘{wanted}’, en zo’n {spec.refers_to} staat niet in dit bestand",
                )


def _belongs_together(record: Record) -> Iterable[tuple[str, str]]:
    match record:
        case Intervention():
            yield from _intervention(record)
        case EvidenceClaim(direction="onbekend", strength="matig" | "sterk"):
            yield "sterkte", "past niet bij een onbekende richting"
        case Failure(naming="open" | "organisatie", consent="nee" | "onbekend" | ""):
            yield "naamgebruik", "noemt namen, maar er is geen instemming"
        case Initiative(started_on=start, ended_on=end) if start and end and end < start:
            yield "gestopt_op", "ligt voor begonnen_op"


def _intervention(record: Intervention) -> Iterable[tuple[str, str]]:
    if record.kind == "archetype" and record.archetype:
        yield "archetype", "hoort leeg te zijn: dit is zelf een archetype"
    if record.archetype == record.id:
        yield "archetype", "verwijst naar zichzelf"
    if record.cost_low is not None and record.cost_high is not None and record.cost_low > record.cost_high:
        yield "kosten_laag", "is hoger dan kosten_hoog"
    if (record.cost_low is not None or record.cost_high is not None) and not record.cost_unit:
        yield "kosten_eenheid", "is leeg: schrijf waarvoor het bedrag is, zoals ‘per deelnemer’"
    if (record.cost_low is not None or record.cost_high is not None) and record.price_year is None:
        yield "prijspeil", "is leeg: schrijf van welk jaar het bedrag is"
