"""Which counts may be shown so that nobody is recognised, also not by subtracting what is shown.

Two questions, two answers. `suppress_sums`: counts that are sums of one another in many ways (buurten,
wijken, years, borders, own areas). `suppress_table`: small tables of people by group and answer, where the
number itself must stay uncertain. `recoverable` is the attack that both withstand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.disclosure.smallest import SMALLEST, in_tens
from wijkwijzer.disclosure.tables import Cells, Counts, suppress_answers, suppress_table
from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.disclosure.span import Span, recoverable
    from wijkwijzer.disclosure.sums import PRIMARY, PUBLISHED, suppress_sums

__all__ = [
    "PRIMARY",
    "PUBLISHED",
    "SMALLEST",
    "Cells",
    "Counts",
    "Span",
    "in_tens",
    "recoverable",
    "suppress_answers",
    "suppress_sums",
    "suppress_table",
]

_ROOMS = {
    "span": ("Span", "recoverable"),
    "sums": ("PRIMARY", "PUBLISHED", "suppress_sums"),
}

if not TYPE_CHECKING:
    __getattr__ = lazily(__name__, _ROOMS)
