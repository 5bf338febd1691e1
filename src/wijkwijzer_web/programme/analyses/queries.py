"""Reading wijkanalyses: public from the day that the wijk reads them, and what differs in newer figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer.programme import Analysis, FrozenFigure, Reply, analysis_from_json
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.programme.models import AreaAnalysis, Programme, Reaction
from wijkwijzer_web.programme.programmes.queries import may_write

__all__ = [
    "Changed",
    "analyses_of",
    "analysis_for",
    "analysis_seen",
    "body_of",
    "changed_figures",
    "newest_of",
    "reaction_of",
    "reaction_refs",
    "replies_of",
    "shown_reactions",
    "unreadable_reactions",
    "waiting_reactions",
    "work_list",
]

Visitor = User | AnonymousUser


def analyses_of(area: str) -> QuerySet[AreaAnalysis]:
    """The public analyses of an area, the newest first."""
    found = AreaAnalysis.objects.filter(area=area).exclude(state=AreaAnalysis.State.DRAFT)
    return found.order_by("-made_on", "-pk")


def analysis_seen(user: Visitor, key: int) -> AreaAnalysis:
    """An analysis that this visitor may read; a draft is for its writers only."""
    found = get_object_or_404(AreaAnalysis.objects.select_related("organisation", "programme"), pk=key)
    if not found.public and not may_write(user, found.organisation):
        raise Http404
    return found


def analysis_for(user: Visitor, key: int) -> AreaAnalysis:
    """An analysis that this person may change; for others it does not exist."""
    found = get_object_or_404(AreaAnalysis.objects.select_related("organisation", "programme"), pk=key)
    if not may_write(user, found.organisation):
        raise Http404
    return found


def work_list(user: Visitor) -> list[AreaAnalysis]:
    """The analyses that this person works on."""
    every = AreaAnalysis.objects.select_related("organisation")
    return [one for one in every if may_write(user, one.organisation)]


def body_of(row: AreaAnalysis) -> Analysis:
    """The paragraphs and frozen figures of an analysis."""
    return analysis_from_json(row.body)


def shown_reactions(row: AreaAnalysis) -> QuerySet[Reaction]:
    """What the wijk said and may be read; erased words leave an empty row that stays counted."""
    return row.reactions.filter(_seen())


def waiting_reactions(row: AreaAnalysis) -> QuerySet[Reaction]:
    """What nobody looked at, or nobody answered yet."""
    return row.reactions.filter(_waiting())


def _seen(begin: str = "") -> Q:
    return Q(**{f"{begin}state__in": (Reaction.State.SHOWN, Reaction.State.ERASED)})


def _waiting(begin: str = "") -> Q:
    unread = Q(**{f"{begin}state": Reaction.State.WAITING})
    return unread | Q(**{f"{begin}state": Reaction.State.SHOWN, f"{begin}verdict": ""})


def newest_of(area: str) -> tuple[AreaAnalysis, int, int] | None:
    """The newest public analysis with its reactions and those that wait, in one question to the database."""
    row: Any = next(iter(asked(_newest_of, area)), None)
    return (row, row.seen, row.waits) if row else None


def _newest_of(area: str) -> QuerySet[Any]:
    counted = {"seen": _seen("reactions__"), "waits": _waiting("reactions__")}
    counts = {name: Count("reactions", filter=which) for name, which in counted.items()}
    return analyses_of(area).annotate(**counts)[:1]


def replies_of(row: AreaAnalysis) -> list[Reply]:
    """The readable reactions as the document prints them."""
    return [
        Reply(
            paragraph=each.paragraph,
            text=each.text,
            who=each.on_behalf or "een bewoner",
            day=each.on,
            verdict=each.verdict,  # type: ignore[arg-type]
            answer=each.answer,
            version=each.version or row.version,
            key=str(each.key),
        )
        for each in row.reactions.filter(state=Reaction.State.SHOWN)
    ]


def reaction_refs(keys: Iterable[object]) -> set[str]:
    """The ids by which documents quote reactions (`Reply.refs`)."""
    return {f"reactie:{key}" for key in keys}


def unreadable_reactions(programme: Programme) -> set[str]:
    """The ids of reactions on the analyses of a programme that nobody may read now."""
    shut = Reaction.objects.filter(analysis__programme=programme).exclude(state=Reaction.State.SHOWN)
    return reaction_refs(shut.values_list("key", flat=True))


def reaction_of(token: str) -> Reaction | None:
    """The reaction that a personal link belongs to."""
    mark = token_fingerprint(token)
    return Reaction.objects.select_related("analysis").filter(fingerprint=mark).first()


@dataclass(frozen=True, slots=True)
class Changed:
    """A frozen figure that reads otherwise in the figures of today."""

    frozen: FrozenFigure
    now: float | None


def changed_figures(row: AreaAnalysis) -> list[Changed]:
    """The figures of an analysis that a newer release gives another value for the same year."""
    today = areas.release_id()
    profile = areas.profile_of(row.area) if today and today != row.release else None
    if profile is None:
        return []
    views = {view.info.key: view for view in profile.indicators}
    found = []
    for frozen in body_of(row).figures:
        view = views.get(frozen.indicator)
        if view is None or frozen.value is None:
            continue
        values = [
            dict(zip(series.years, series.value, strict=True)).get(frozen.year or 0)
            for series in (view.own, view.base)
            if series is not None
        ]
        known = [value for value in values if value is not None]
        if known and all(abs(value - frozen.value) > 1e-9 for value in known):
            found.append(Changed(frozen, known[0]))
    return found
