"""What dialogues hold of the chain: themes that people named, and what was promised about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.rooms import Linked, Ref, Strand
from wijkwijzer_web.core.weaving import matched, no_value
from wijkwijzer_web.dialogue.models import Dialogue, Promise, Theme

__all__ = ["recalled", "strand"]

MOST = 50


def strand(areas: Sequence[str], refs: Sequence[Ref], actor: Any) -> Strand:
    """All that dialogues hold of the chain of these areas or things; never the words of one person."""
    keys = {kind: _numbers(refs, kind) for kind in ("dialoog", "thema", "belofte")}
    if not areas and not any(keys.values()):
        return Strand()
    found = _promises(areas, keys).union(_themes(areas, keys), _dialogues(areas, keys), all=True)
    things, pairs = [], []
    for kind, key, title, slug, on, moment, state, owner, before_kind, before, public in found:
        ref = Ref(kind, str(key))
        day = moment.date() if isinstance(moment, datetime) else None
        things.append(_thing(ref, title, slug, day or on, on, state, owner) if public else _closed(ref))
        if before:
            pairs.append((Ref(before_kind, str(before)), ref))
    return Strand(tuple(things), tuple(pairs))


def recalled(words: Sequence[str], actor: Any) -> list[tuple[float, Ref]]:
    """Promises in which these words stand, with the theme that they are about."""
    every = Q()
    for word in words:
        for column in ("text", "owner", "theme__label"):
            every |= Q(**{f"{column}__icontains": word})
    rows = Promise.objects.exclude(dialogue__state=Dialogue.State.DRAFT).filter(every)
    rows = rows.filter(dialogue__organisation__trial_of=None)
    found = rows.select_related("theme")[:MOST] if words else []
    return [
        (matched(words, f"{row.text} {row.owner} {row.theme or ''}"), Ref("belofte", str(row.pk)))
        for row in found
    ]


def _numbers(refs: Iterable[Ref], kind: str) -> list[int]:
    keys = (ref.key for ref in refs if ref.kind == kind)
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 10]


def _here(areas: Sequence[str]) -> Q:
    """The dialogues that are about one of these areas."""
    found = Q(pk__in=[])
    for area in areas:
        found |= Q(x_areas__contains=f'"{area}"')
    return found


def _select(
    rows: QuerySet[Any], kind: str, path: str, touches: Q, areas: Sequence[str], **columns: Any
) -> QuerySet[Any]:
    public = ~Q(**{f"{path}state": Dialogue.State.DRAFT}) & columns.pop("only", Q())
    no_text = Value("", output_field=CharField(max_length=300))
    shape = {
        "x_kind": Value(kind, output_field=CharField(max_length=300)),
        "x_key": F("pk"),
        "x_title": Cast(columns.pop("title"), CharField(max_length=300)),
        "x_slug": Cast(f"{path}slug", CharField(max_length=300)),
        "x_on": columns.pop("on", no_value(DateField())),
        "x_moment": columns.pop("moment", no_value(DateTimeField())),
        "x_state": columns.pop("state", no_text),
        "x_owner": columns.pop("owner", no_text),
        "x_before_kind": columns.pop("before_kind", no_text),
        "x_before": columns.pop("before", no_value(IntegerField())),
        "x_public": Case(When(public, then=Value(1)), default=Value(0), output_field=IntegerField()),
    }
    known = rows.order_by().annotate(x_areas=Cast(f"{path}areas", CharField(max_length=4000)), **shape)
    real = known.filter(**{f"{path}organisation__trial_of": None})
    found: QuerySet[Any] = real.filter(touches | _here(areas)).values_list(*shape)
    return found


def _promises(areas: Sequence[str], keys: dict[str, list[int]]) -> QuerySet[Any]:
    touches = Q(pk__in=keys["belofte"]) | Q(theme__in=keys["thema"]) | Q(dialogue__in=keys["dialoog"])
    of_theme = Case(When(theme=None, then=F("dialogue_id")), default=F("theme_id"))
    kind = Case(
        When(theme=None, then=Value("dialoog")),
        default=Value("thema"),
        output_field=CharField(max_length=300),
    )
    return _select(
        Promise.objects.all(),
        "belofte",
        "dialogue__",
        touches,
        areas,
        title="text",
        on=F("due"),
        moment=F("dialogue__closed_at"),
        state=Cast("state", CharField(max_length=300)),
        owner=Cast("owner", CharField(max_length=300)),
        before_kind=kind,
        before=of_theme,
    )


def _themes(areas: Sequence[str], keys: dict[str, list[int]]) -> QuerySet[Any]:
    touches = Q(pk__in=keys["thema"]) | Q(promises__in=keys["belofte"])
    named = Theme.objects.filter(pk__in=Promise.objects.exclude(theme=None).values("theme"))
    asked = Theme.objects.filter(pk__in=keys["thema"])
    return _select(
        (named | asked).distinct(),
        "thema",
        "question__topic__dialogue__",
        touches,
        areas,
        title="label",
        moment=F("question__topic__dialogue__closed_at"),
        owner=Cast("question__topic__dialogue__title", CharField(max_length=300)),
        only=Q(state=Theme.State.CONFIRMED),
    )


def _dialogues(areas: Sequence[str], keys: dict[str, list[int]]) -> QuerySet[Any]:
    """Dialogues that are asked for, and those of which something was promised without a theme."""
    touches = Q(pk__in=keys["dialoog"])
    touches |= Q(pk__in=Promise.objects.filter(pk__in=keys["belofte"], theme=None).values("dialogue"))
    promised = Dialogue.objects.filter(pk__in=Promise.objects.filter(theme=None).values("dialogue"))
    asked = Dialogue.objects.filter(pk__in=keys["dialoog"])
    return _select(promised | asked, "dialoog", "", touches, areas, title="title", moment=F("created_at"))


def _closed(ref: Ref) -> Linked:
    return Linked(ref, "", "", label=_labels()[ref.kind])


def _labels() -> dict[str, str]:
    return {"dialoog": _("Dialoog"), "thema": _("Thema uit een dialoog"), "belofte": _("Belofte")}


def _thing(
    ref: Ref, title: str, slug: str, day: date | None, due: date | None, state: str, owner: str
) -> Linked:
    label, loose, note, planned = _labels()[ref.kind], "", "", False
    url = reverse("dialogue:results", args=[slug])
    if ref.kind == "belofte":
        planned = state not in (Promise.State.DONE, Promise.State.DROPPED)
        until = _("voor %(day)s") % {"day": written_day(due)} if due else ""
        said = str(dict(Promise.State.choices).get(state, state))
        note = " · ".join(part for part in (owner, until, said) if part)
        if planned and due is not None and due < timezone.localdate():
            loose = _("Dit zou er voor %(day)s zijn.") % {"day": written_day(due)}
            planned = False
    elif ref.kind == "thema":
        note = _("genoemd in de dialoog %(name)s") % {"name": owner}
        url = reverse("dialogue:theme", args=[slug, ref.key])
    return Linked(ref, title, url, day, note, label, None, loose, planned)
