"""The register of mails: what each says, to whom it goes, and how it reads with an example filled in.

A room names its mails in the hook `letters`. Nothing else sends mail: `tests/site/core/mailing` looks at
every module. So the page that shows all mails shows all of them, and each carries the name, the hours and the
privacy contact of the organisation that sends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as translated

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.card.queries import card_of, signature_lines
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import Letter

__all__ = ["Written", "letter", "letters", "preview", "written"]


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it goes out; `calendar` is a date for the reader's own agenda (iCalendar), or empty."""

    subject: str
    body: str
    calendar: str = ""


@cache
def _register() -> Mapping[str, Letter]:
    found = rooms.letters()
    keys = [one.key for one in found]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise RuntimeError(f"two mails under one name: {', '.join(twice)}")
    return {one.key: one for one in found}


def letters() -> list[Letter]:
    """Every mail, in the order of the rooms."""
    return list(_register().values())


def letter(key: str) -> Letter:
    """The mail with this name; KeyError when no room has it."""
    return _register()[key]


def written(key: str, organisation: Organisation | None, values: Mapping[str, str]) -> Written:
    """The mail in the language of now: own first sentence, text, signature."""
    one = letter(key)
    body = translated(one.body).strip() % values
    if one.may_begin and organisation is not None:
        own = str(card_of(organisation).intros.get(key, "")).strip()
        body = f"{own}\n\n{body}" if own else body
    signed = signature_lines(organisation)
    if signed:
        body = "\n".join([body, "", "-- ", *signed])
    subject = " ".join((translated(one.subject) % values).split())
    return Written(subject[:150], f"{body}\n")


def preview(key: str, organisation: Organisation, language: str) -> Written:
    """The mail with the values of its example, in a language."""
    with translation.override(language):
        values = {name: translated(value) for name, value in letter(key).example.items()}
        return written(key, organisation, values)
