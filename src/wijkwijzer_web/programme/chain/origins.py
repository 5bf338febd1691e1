"""What an opgave can come from and a result can be measured with: things of other rooms, chosen by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.rooms import Linked, Ref
from wijkwijzer_web.programme.programmes.queries import Visitor

__all__ = ["MEASURES", "ORIGINS", "choices", "keep", "ref_of", "value_of"]

FIGURE = "cijfer"
ORIGINS = ("signalen", "knelpunt", "thema", "dialoog", "belofte", "taak", "bijeenkomst", "advies", FIGURE)
MEASURES = ("thema", "dialoog", "signalen", FIGURE)
LONGEST = 110  # characters of a choice


def value_of(kind: str, key: str) -> str:
    """A reference as a form sends it; empty for none."""
    return f"{kind}:{key}" if kind and key else ""


def ref_of(value: str) -> Ref | None:
    """The reference that a form sent."""
    kind, _colon, key = value.partition(":")
    return Ref(kind[:20], key[:120]) if kind and key else None


def choices(area: str, kinds: Sequence[str], actor: Visitor, kept: str = "") -> list[tuple[str, str]]:
    """What stands in the chain of an area and everyone may read, then its figures; `kept` stays a choice."""
    things = weaving.woven([area], [], actor).things if area else ()
    found = {
        value_of(one.ref.kind, one.ref.key): _named(one)
        for one in things
        if one.title and one.ref.kind in kinds
    }
    if area and FIGURE in kinds:
        found |= {value_of(FIGURE, key): name for key, name in areas.figure_keys(area)}
    ref = ref_of(kept)
    if ref is not None and kept not in found:
        there = weaving.linked([ref], actor).get(ref)
        if there is not None and there.title:
            found = {kept: _named(there)} | found
        elif area:  # what was linked before stays linked, also when it may not be read now
            found = {kept: kept} | found
    return list(found.items())


def _named(thing: Linked) -> str:
    said = f"{thing.label}: {thing.title}" if thing.label else thing.title
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def keep(instance: Any, kind: str, key: str, value: str) -> None:
    """Write a chosen reference in the two columns of a row."""
    ref = ref_of(value)
    setattr(instance, kind, ref.kind if ref else "")
    setattr(instance, key, ref.key if ref else "")
