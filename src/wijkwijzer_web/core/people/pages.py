"""Roles and the audit in plain words: what each sees and may do, and who did what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwijzer_web.core.models import AuditEntry, Organisation, Role
from wijkwijzer_web.core.models.audit import Result
from wijkwijzer_web.core.people.queries import members_of
from wijkwijzer_web.core.people.roles import ROLES, Permission

__all__ = ["RoleWords", "audit_words", "in_words", "roles_in_words"]

LEAST = 2
WORDS: Mapping[Permission, Promise] = {
    Permission.WRITE: gettext_lazy("schrijft: dialogen, cijfers, knelpunten, programma's"),
    Permission.WRITE_PAGES: gettext_lazy("schrijft de pagina's van de organisatie"),
    Permission.REVIEW: gettext_lazy("leest kennis na voordat anderen haar zien"),
    Permission.MODERATE: gettext_lazy("leest berichten in een dialoog na"),
    Permission.LISTEN: gettext_lazy("mag luisteraar zijn: leest alleen de verhalen van het eigen loket"),
    Permission.MANAGE_MEMBERS: gettext_lazy("beslist wie meedoet, en vult de kaart in"),
    Permission.VIEW_AUDIT: gettext_lazy("leest wie wat deed"),
}


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role: its name, what it may, how many people have it, and whether that is too few."""

    name: str
    may: list[str]
    people: int
    too_few: bool


def roles_in_words(organisation: Organisation) -> list[RoleWords]:
    """Every role with what it sees; two people at least for what must go on when one is ill."""
    roles = list(members_of(organisation).values_list("role", flat=True))
    found = []
    for role, rights in ROLES.items():
        may = [str(WORDS[right]) for right in Permission if right in rights]
        people = roles.count(role)
        few = role in {Role.ADMINISTRATOR} and people < LEAST
        found.append(RoleWords(str(role.label), may or [_("leest wat iedereen leest")], people, few))
    return found


@cache
def audit_words() -> Mapping[str, str]:
    """What each action is called in a Dutch sentence."""
    text = (Path(__file__).parent / "daden.toml").read_text(encoding="utf-8")
    return {
        f"{room}.{name}": words for room, rows in tomllib.loads(text).items() for name, words in rows.items()
    }


def in_words(entry: AuditEntry) -> str:
    """Who did what, in one Dutch sentence; an action without words is told by what it was about."""
    who = str(entry.actor) if entry.actor else _("De site zelf")
    did = audit_words().get(entry.action, _("veranderde iets"))
    about = getattr(entry, "about", "") or entry.object_label
    said = f"{who} {did}" + (f": {about}" if about else "") + "."
    if entry.result == Result.DENIED:
        return _("%(said)s Dat mocht niet, en gebeurde niet.") % {"said": said}
    if entry.result == Result.FAILED:
        return _("%(said)s Dat lukte niet.") % {"said": said}
    return said
