"""Documents beside the rules of the archive; the day of destruction is computed, never typed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.hooks import Published
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.publishing.models import ArchiveRule

__all__ = ["SORTS", "Archived", "archived", "archived_one", "rules_of"]

SORTS = {
    "verslag": _("Verslag van een dialoog"),
    "wijkanalyse": _("Wijkanalyse"),
    "rapport": _("Rapport van een programma"),
    "dossier": _("Dossier"),
}
STATES = {
    "gepubliceerd": _("gepubliceerd"),
    "vervangen": _("vervangen"),
    "teruggenomen": _("teruggenomen"),
}


@dataclass(frozen=True, slots=True)
class Archived:
    """A document with what the archive says of it; without a rule only its state."""

    document: Published
    state: str
    rule: ArchiveRule | None
    destroy_on: datetime.date | None

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(STATES[self.state])

    @property
    def sort_label(self) -> str:
        """The sort in the reader's words."""
        return str(SORTS.get(self.document.sort, self.document.sort))

    @property
    def due(self) -> bool:
        """Whether its term is over."""
        return self.destroy_on is not None and self.destroy_on <= timezone.localdate()


def rules_of(organisation: Organisation) -> dict[str, ArchiveRule]:
    """The rules of an organisation by sort."""
    return {rule.sort: rule for rule in ArchiveRule.objects.filter(organisation=organisation)}


def archived(documents: Iterable[Published], organisation: Organisation) -> list[Archived]:
    """The documents of an organisation, beside its rules."""
    rules = rules_of(organisation)
    return [_beside(one, rules.get(one.sort)) for one in documents if one.organisation.pk == organisation.pk]


def archived_one(one: Published) -> Archived:
    """One document beside the rule of its organisation."""
    rule = ArchiveRule.objects.filter(organisation=one.organisation, sort=one.sort).first()
    return _beside(one, rule)


def _beside(one: Published, rule: ArchiveRule | None) -> Archived:
    state = "teruggenomen" if one.gone_at else "vervangen" if one.later[1] else "gepubliceerd"
    return Archived(one, state, rule, _destroy_on(one, rule))


def _destroy_on(one: Published, rule: ArchiveRule | None) -> datetime.date | None:
    """Whole calendar years after the year in which it was published, or taken back when that was later.

    So a term of seven years for what was published in 2026 ends on 1 January 2034.
    """
    if rule is None or rule.years is None:
        return None
    last = timezone.localtime(max(filter(None, (one.at, one.gone_at))))
    return datetime.date(last.year + 1 + rule.years, 1, 1)
