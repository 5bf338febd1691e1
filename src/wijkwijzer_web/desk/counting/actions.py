"""Renewing public counts: on Mondays, for ten other people or more; the cross table once a year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from django.db import transaction

from wijkwijzer.desk import PublicCounts, cross, renew
from wijkwijzer_web.desk.counting.queries import counts_of, gemeente_of, heard_in, to_json
from wijkwijzer_web.desk.models import OPGAVEN, CrossTables, Published, Signal

__all__ = ["renew_counts"]

CODES = [code for code, _name in OPGAVEN]


def renew_counts(on: date) -> int:
    """Renew every gemeente in which somebody was heard; return how many changed."""
    areas = Signal.objects.exclude(area="").values_list("area", flat=True).distinct()
    return sum(_renewed(gemeente, on) for gemeente in sorted({gemeente_of(area) for area in areas}))


@transaction.atomic
def _renewed(gemeente: str, on: date) -> bool:
    Published.objects.select_for_update().filter(pk=gemeente).first()
    before = counts_of(gemeente)
    people = heard_in(gemeente)
    after = renew(before, people, opgaven=CODES, on=on)
    if after != before:
        new = {"document": to_json(after), "changed_on": on}
        Published.objects.update_or_create(pk=gemeente, defaults=new)
    if after.batches and not CrossTables.objects.filter(gemeente=gemeente, year=on.year - 1).exists():
        _cross(gemeente, after, on)
    return after != before


def _cross(gemeente: str, counts: PublicCounts, on: date) -> None:
    """The table of the year that ended, made once, over people who are in no earlier table."""
    earlier = CrossTables.objects.filter(gemeente=gemeente).order_by("-year").first()
    told = earlier.document["batches"] if earlier else 0
    table = cross(replace(counts, batches=counts.batches[told:]), heard_in(gemeente), on=on)
    cells: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (area, opgave), people in table.cells.items():
        cells[area][opgave] = people
    document = {"cells": dict(cells), "batches": len(counts.batches)}
    CrossTables.objects.get_or_create(gemeente=gemeente, year=on.year - 1, defaults={"document": document})
