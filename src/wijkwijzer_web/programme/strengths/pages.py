"""What pages show of krachten: per kind the lines, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkwijzer_web.programme.models import Strength
from wijkwijzer_web.programme.strengths.queries import shown_of

__all__ = ["StrengthKind", "by_kind", "kind_names"]


@dataclass(frozen=True, slots=True)
class StrengthKind:
    """Places, groups or skills."""

    key: str
    name: str
    rows: tuple[Strength, ...]


def kind_names() -> dict[str, str]:
    """What the kinds are called above their lines."""
    return {
        Strength.Kind.PLACE.value: _("Plekken"),
        Strength.Kind.GROUP.value: _("Groepen"),
        Strength.Kind.SKILL.value: _("Wat mensen kunnen"),
    }


def by_kind(area: str) -> list[StrengthKind]:
    """The krachten of an area by kind; a kind without any stands there too."""
    rows = list(shown_of(area))
    return [
        StrengthKind(kind.value, kind_names()[kind.value], tuple(row for row in rows if row.kind == kind))
        for kind in Strength.Kind
    ]
