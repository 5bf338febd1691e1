"""Reading the chain as programmes hold it: one question to the database for a wijk or for some things."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from wijkwijzer_web.core.rooms import Ref
from wijkwijzer_web.core.weaving import no_value
from wijkwijzer_web.programme.models import (
    Advice,
    AdviceStep,
    Effort,
    Lesson,
    Meeting,
    Opgave,
    Outcome,
    Programme,
    Task,
    TaskNews,
)

__all__ = ["Row", "programmes_with", "rows", "with_words"]

OWN = ("opgave", "inzet", "resultaat", "les", "advies", "taak", "bijeenkomst")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the chain; what its columns `a` to `d` hold depends on its kind."""

    kind: str
    key: str
    title: str
    on: datetime.date
    until: datetime.date | None
    a: str
    b: str
    c: str
    d: str
    before_kind: str
    before_key: str
    after_kind: str
    after_key: str
    page: str
    public: int

    @property
    def ref(self) -> Ref:
        """Its reference."""
        return Ref(self.kind, self.key)


def rows(areas: Sequence[str], refs: Sequence[Ref]) -> list[Row]:
    """Everything of the chain that lies in these areas or touches these references."""
    asked = _Asked(areas, refs)
    if not areas and not refs:
        return []
    roots = Opgave.objects.filter(_opgaven(asked)).values("pk")
    return _read(
        _opgave(Opgave.objects.filter(pk__in=roots)),
        _effort(Effort.objects.filter(opgave__in=roots)),
        _outcome(Outcome.objects.filter(effort__opgave__in=roots)),
        _lesson(Lesson.objects.filter(**{f"{_ROOT}__in": roots})),
        _advice(_advice_touched(asked)),
        _task(_tasks_touched(asked, roots)),
        _meeting(_meetings_touched(asked, roots)),
    )


def programmes_with(slugs: Sequence[str]) -> list[Programme]:
    """The public programmes at these addresses."""
    found = Programme.objects.filter(slug__in=slugs, public=True).select_related("organisation")
    return list(found) if slugs else []


def with_words(words: Sequence[str]) -> list[Row]:
    """Everything of the chain in whose sentence one of these words stands, the newest first."""
    if not words:
        return []
    return _read(
        _opgave(Opgave.objects.filter(_said("what", words))),
        _effort(Effort.objects.filter(_said("what", words))),
        _outcome(Outcome.objects.filter(_said("what", words))),
        _lesson(Lesson.objects.filter(_said("text", words))),
        _advice(Advice.objects.filter(_said("text", words))),
        _task(Task.objects.filter(_said("text", words))),
        most=MOST,
    )


MOST = 200
"""Hits of one question that are looked at."""


def _said(column: str, words: Sequence[str]) -> Q:
    found = Q()
    for word in words:
        found |= Q(**{f"{column}__icontains": word[:-2] if len(word) > 5 else word})
    return found


def _read(first: QuerySet[Any], *others: QuerySet[Any], most: int | None = None) -> list[Row]:
    found = first.union(*others, all=True)
    if most is not None:
        found = found.order_by("-x_on")[:most]
    return [_row(values) for values in found]


def _row(values: Sequence[Any]) -> Row:
    kind, key, title, on, until, *texts, public = values
    a, b, c, d, before_kind, before_key, after_kind, after_key, page = (text or "" for text in texts)
    return Row(
        *(kind, key, title, on, until, a, b, c, d),
        *(before_kind, before_key, after_kind, after_key, page, public),
    )


class _Asked:
    """What is asked for: areas, and references by kind."""

    def __init__(self, areas: Sequence[str], refs: Sequence[Ref]) -> None:
        self.areas = list(areas)
        self.keys: dict[str, list[str]] = {}
        for ref in refs:
            self.keys.setdefault(ref.kind, []).append(ref.key)

    def numbers(self, kind: str) -> list[int]:
        """The keys of a kind that can be a row of a table."""
        keys = self.keys.get(kind, ())
        return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 10]

    def others(self) -> Iterable[tuple[str, list[str]]]:
        """References to what other rooms hold, and to what an opgave or advice can come from."""
        return ((kind, keys) for kind, keys in self.keys.items() if kind not in OWN[:4])


def _opgaven(asked: _Asked) -> Q:
    """The opgaven that are touched; all that hangs under one comes along."""
    found = Q(area__in=asked.areas) | Q(pk__in=asked.numbers("opgave"))
    if numbers := asked.numbers("inzet"):
        found |= Q(pk__in=Effort.objects.filter(pk__in=numbers).values("opgave"))
    if numbers := asked.numbers("resultaat"):
        found |= Q(pk__in=Outcome.objects.filter(pk__in=numbers).values("effort__opgave"))
    if numbers := asked.numbers("les"):
        found |= Q(pk__in=Lesson.objects.filter(pk__in=numbers).values("outcome__effort__opgave"))
    for kind, keys in asked.others():
        found |= Q(origin_kind=kind, origin_key__in=keys)
        found |= Q(pk__in=Lesson.objects.filter(leads_to_kind=kind, leads_to_key__in=keys).values(_ROOT))
        found |= Q(pk__in=Outcome.objects.filter(from_kind=kind, from_key__in=keys).values("effort__opgave"))
    if approaches := asked.keys.get("interventie"):
        found |= Q(pk__in=Effort.objects.filter(intervention__in=approaches).values("opgave"))
    return found


_ROOT = "outcome__effort__opgave"
_NONE = Value("")


def _text(expression: Any) -> Any:
    return Cast(expression, CharField(max_length=600))


def _select(rows: QuerySet[Any], kind: str, title: str, on: str, **columns: Any) -> QuerySet[Any]:
    """The rows as columns of one shape; what is not given is empty."""
    shape: dict[str, Any] = {
        "x_kind": Value(kind),
        "x_key": _text("pk"),
        "x_title": _text(title),
        "x_on": F(on),
        "x_until": columns.pop("until", no_value(DateField())),
    }
    for name in ("a", "b", "c", "d", "before_kind", "before_key", "after_kind", "after_key", "page"):
        given = columns.pop(name, _NONE)
        shape[f"x_{name}"] = _text(F(given) if isinstance(given, str) else given)
    shape["x_public"] = columns.pop("public", Value(1))
    found: QuerySet[Any] = rows.order_by().annotate(**shape).values_list(*shape)
    return found


def _opgave(rows: QuerySet[Any]) -> QuerySet[Any]:
    return _select(
        rows,
        "opgave",
        "what",
        "since",
        until=F("ended_on"),
        a="owner",
        b="agreed",
        c="origin_label",
        before_kind="origin_kind",
        before_key="origin_key",
        page="pk",
    )


def _effort(rows: QuerySet[Any]) -> QuerySet[Any]:
    return _select(
        rows,
        "inzet",
        "what",
        "begins_on",
        until=F("ends_on"),
        a="carrier",
        b="money_source",
        c="stopped_because",
        d="intervention",
        before_kind=Value("opgave"),
        before_key="opgave_id",
        after_kind=Value("inzet"),
        after_key="successor_id",
        page="opgave_id",
    )


def _outcome(rows: QuerySet[Any]) -> QuerySet[Any]:
    return _select(
        rows,
        "resultaat",
        "what",
        "on",
        a="how",
        b="source",
        c="interval",
        before_kind=Value("inzet"),
        before_key="effort_id",
        after_kind="from_kind",
        after_key="from_key",
        page="effort__opgave_id",
    )


def _lesson(rows: QuerySet[Any]) -> QuerySet[Any]:
    return _select(
        rows,
        "les",
        "text",
        "on",
        a="holds_when",
        before_kind=Value("resultaat"),
        before_key="outcome_id",
        after_kind="leads_to_kind",
        after_key="leads_to_key",
        page=_ROOT,
    )


def _advice_touched(asked: _Asked) -> QuerySet[Any]:
    touches = Q(area__in=asked.areas) | Q(pk__in=asked.numbers("advies"))
    for kind, keys in asked.keys.items():
        touches |= Q(origin_kind=kind, origin_key__in=keys)
    return Advice.objects.filter(touches)


def _advice(rows: QuerySet[Any]) -> QuerySet[Any]:
    last = AdviceStep.objects.filter(advice=OuterRef("pk")).order_by("-on", "-pk")
    return _select(
        rows,
        "advies",
        "text",
        "issued_on",
        until=F("look_back_on"),
        a="to_name",
        b="state",
        c=Subquery(last.values("because")[:1]),
        d=Subquery(last.values("on")[:1]),
        before_kind="origin_kind",
        before_key="origin_key",
        page="pk",
        public=_yes(Q(programme=None) | Q(programme__public=True)),
    )


def _tasks_touched(asked: _Asked, roots: QuerySet[Any]) -> QuerySet[Any]:
    touches = Q(area__in=asked.areas) | Q(pk__in=asked.numbers("taak"))
    touches |= Q(meeting__in=asked.numbers("bijeenkomst"))
    for kind in ("advies", "knelpunt"):
        touches |= Q(leads_to__in=[f"{kind}:{key}" for key in asked.keys.get(kind, ())])
    named = Opgave.objects.filter(pk__in=roots).annotate(named=Concat(Value("opgave:"), _text("pk")))
    touches |= Q(leads_to__in=named.values("named"))
    return Task.objects.filter(touches)


def _task(rows: QuerySet[Any]) -> QuerySet[Any]:
    last = TaskNews.objects.filter(task=OuterRef("pk")).order_by("-on", "-pk")
    return _select(
        rows,
        "taak",
        "text",
        "meeting__day",
        until=F("due"),
        a="who",
        b="state",
        c="because",
        d=Subquery(last.annotate(said=Concat("answer", Value("|"), "text")).values("said")[:1]),
        before_kind=Value("bijeenkomst"),
        before_key="meeting_id",
        after_key="leads_to",
        page=_address("meeting__"),
        public=_yes(_told("meeting__")),
    )


def _meetings_touched(asked: _Asked, roots: QuerySet[Any]) -> QuerySet[Any]:
    came_from = Opgave.objects.filter(pk__in=roots, origin_kind="bijeenkomst").values("origin_key")
    touches = Q(pk__in=asked.numbers("bijeenkomst"))
    touches |= Q(pk__in=Task.objects.filter(area__in=asked.areas).values("meeting"))
    touches |= Q(pk__in=Task.objects.filter(pk__in=asked.numbers("taak")).values("meeting"))
    numbered = Meeting.objects.annotate(named=_text("pk"))
    return numbered.filter(touches | Q(named__in=came_from))


def _meeting(rows: QuerySet[Any]) -> QuerySet[Any]:
    return _select(
        rows,
        "bijeenkomst",
        "theme",
        "day",
        a="state",
        page=_address(""),
        public=_yes(_open("")),
    )


def _address(path: str) -> Any:
    """What the address of a meeting is made of: programme and number, or its own key."""
    return Concat(
        f"{path}programme__slug", Value("|"), _text(f"{path}number"), Value("|"), _text(f"{path}uid")
    )


def _open(path: str) -> Q:
    return Q(**{f"{path}programme__public": True}) | Q(**{f"{path}open_to_all": True})


def _told(path: str) -> Q:
    """Notes of a meeting are for everyone once the day is over and the team looked at them."""
    return Q(**{f"{path}state__in": (Meeting.State.DISCUSSED, Meeting.State.SETTLED)}) & _open(path)


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
