"""Reading dossiers: which there are, and what is not known of their subject."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.disclosure import SMALLEST
from wijkwijzer.knowledge.gapmap import gap_map
from wijkwijzer.knowledge.records import VOCABULARIES, EvidenceClaim, Intervention
from wijkwijzer.text import fold, stem
from wijkwijzer.text.redaction.redact import find_personal_data
from wijkwijzer_web.core.models import Organisation, SectionPage
from wijkwijzer_web.knowledge.models import ArticlePage, DossierPage, EmptySearch
from wijkwijzer_web.knowledge.records.queries import public
from wijkwijzer_web.knowledge.search.queries import is_common

__all__ = ["Proof", "articles", "dossiers", "gaps", "missed", "proof", "series", "where_to_write"]

MOST_GAPS, MOST_MISSED = 3, 5
MISSED_DAYS = 365


def dossiers() -> QuerySet[DossierPage]:
    """Dossiers that everybody may read, by alphabet."""
    rows: QuerySet[DossierPage] = DossierPage.shown().order_by("title")
    return rows


def articles(sort: str = "") -> QuerySet[ArticlePage]:
    """Articles, news and blogs that everybody may read, the newest first."""
    rows: QuerySet[ArticlePage] = ArticlePage.shown().order_by("-day", "-pk")
    return rows.filter(sort=sort) if sort else rows


def series(name: str) -> list[ArticlePage]:
    """The pieces of a series in the order in which they came; `name` is as in its address."""
    found = articles().exclude(series="").order_by("day", "pk")
    return [one for one in found if slugify(one.series) == name]


def where_to_write(organisation: Organisation) -> str:
    """The address at which its people write an article; empty while it has no pages of its own."""
    section = SectionPage.objects.filter(organisation=organisation).first()
    if section is None:
        return ""
    kind = ArticlePage._meta
    return reverse("wagtailadmin_pages:add", args=[kind.app_label, kind.model_name, section.pk])


@dataclass(frozen=True, slots=True)
class Proof:
    """What was studied about a task: claims by direction, and approaches about which there is none."""

    directions: dict[str, int]
    studied: int
    approaches: int
    newest: datetime.date | None

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(self.directions.values())


def _interventions(task: str) -> list[Intervention]:
    rows = (row.typed() for row in public().filter(kind="interventie"))
    found = [one for one in rows if isinstance(one, Intervention)]
    return [one for one in found if not task or task in one.tasks]


def _claims(names: set[str]) -> tuple[list[EvidenceClaim], datetime.date | None]:
    rows = list(public().filter(kind="bewijsclaim", data__interventie__in=sorted(names)))
    newest = max((timezone.localdate(row.changed_at) for row in rows), default=None)
    return [one for one in (row.typed() for row in rows) if isinstance(one, EvidenceClaim)], newest


def proof(task: str) -> Proof:
    """The evidence about a task; about everything when there is no task."""
    approaches = _interventions(task)
    claims, newest = _claims({one.id for one in approaches})
    counted = Counter(claim.direction for claim in claims)
    order = VOCABULARIES["richting"].labels
    practices = {one.id for one in approaches if one.kind != "archetype"}
    studied = {claim.intervention for claim in claims} & practices
    return Proof({key: counted[key] for key in order if counted[key]}, len(studied), len(practices), newest)


def gaps(task: str) -> list[str]:
    """What the map of evidence leaves open, a sentence each."""
    approaches = _interventions(task)
    claims, _newest = _claims({one.id for one in approaches})
    drawn, found = gap_map(approaches, claims), proof(task)
    open_cells = Counter(column for _row, column in drawn.gaps)
    aimed = Counter(outcome for one in approaches for outcome in one.outcomes)
    labels = VOCABULARIES["effect"].labels
    kinds = len(drawn.rows)
    said = []
    if found.approaches > found.studied:
        said.append(
            ngettext(
                "Bij %(open)s van de %(all)s praktijk staat geen enkel onderzoek.",
                "Bij %(open)s van de %(all)s praktijken staat geen enkel onderzoek.",
                found.approaches,
            )
            % {"open": found.approaches - found.studied, "all": found.approaches}
        )
    for column, _times in aimed.most_common():
        if open_cells[column] and len(said) <= MOST_GAPS:
            said.append(
                _("Effect op %(effect)s: van %(open)s van de %(all)s soorten aanpak is niets onderzocht.")
                % {"effect": labels[column].lower(), "open": open_cells[column], "all": kinds}
            )
    return said


def missed(words: str, on: datetime.date) -> list[tuple[str, int]]:
    """Questions of the past year with these words that found nothing, and how often each was asked.

    A question is shown when it was asked ten times or more, and when every word stands in a word list: a name
    does not.
    """
    wanted = {stem(fold(word)) for word in words.replace(",", " ").split()}
    since = on - datetime.timedelta(days=MISSED_DAYS)
    rows = (
        EmptySearch.objects.filter(month__gte=since)
        .values("question")
        .annotate(total=Sum("times"))
        .filter(total__gte=SMALLEST)
        .order_by("-total", "question")
    )
    found = [
        (row["question"], row["total"])
        for row in rows
        if wanted & {stem(fold(word)) for word in row["question"].split()} and _plain(row["question"])
    ]
    return found[:MOST_MISSED]


def _plain(question: str) -> bool:
    """Whether it holds nothing that may be a name, an address or a number of somebody."""
    if find_personal_data(question) or any(letter.isdigit() for letter in question):
        return False
    return all(is_common(fold(word).strip("?!.,'\"")) for word in question.split())
