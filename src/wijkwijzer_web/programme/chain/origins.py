"""What an opgave can come from and a result can be measured with: things of other rooms, chosen by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.weaving import ref_of, value_of
from wijkwijzer_web.programme.programmes.queries import Visitor

__all__ = ["MEASURES", "ORIGINS", "choices", "keep"]

FIGURE = "cijfer"
ORIGINS = (
    *("signalen", "knelpunt", "thema", "dialoog", "belofte", "taak", "bijeenkomst"),
    *("advies", "afweging", FIGURE),
)
MEASURES = ("thema", "dialoog", "signalen", FIGURE)


def choices(area: str, kinds: Sequence[str], actor: Visitor, kept: str = "") -> list[tuple[str, str]]:
    """What stands in the chain of an area and everyone may read, then its figures; `kept` stays a choice."""
    found = weaving.choices(area, kinds, actor, kept)
    if area and FIGURE in kinds:
        found |= {value_of(FIGURE, key): name for key, name in areas.figure_keys(area)}
    return list(found.items())


def keep(instance: Any, kind: str, key: str, value: str) -> None:
    """Write a chosen reference in the two columns of a row."""
    ref = ref_of(value)
    setattr(instance, kind, ref.kind if ref else "")
    setattr(instance, key, ref.key if ref else "")
