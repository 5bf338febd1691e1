"""What a weighing was about in other rooms, and its own place in the chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.rooms import Linked, Ref, Strand
from wijkwijzer_web.effects.models import KINDS, Weighed, WeighedLink
from wijkwijzer_web.effects.weighing.queries import public_weighings

if TYPE_CHECKING:
    from wijkwijzer_web.core.rooms import Visitor

__all__ = ["about_of", "came_from", "offered", "refs_of", "strand"]

KIND = "afweging"
_KINDS = tuple(kind for kind, _label in KINDS)


def about_of(row: Weighed, actor: Visitor) -> list[Linked]:
    """What a weighing was about, as far as this visitor may read it."""
    refs = [Ref(each.kind, each.key) for each in row.links.order_by("pk")]
    there = weaving.linked(refs, actor) if refs else {}
    return [there[ref] for ref in refs if ref in there and there[ref].title]


def came_from(value: str, actor: Visitor) -> dict[str, str]:
    """The thing from whose page somebody starts to weigh, when it is one that can be weighed for."""
    ref = weaving.ref_of(value)
    known = ref is not None and ref.kind in _KINDS
    return weaving.choices("", _KINDS, actor, value) if known else {}


def offered(row: Weighed, actor: Visitor) -> dict[str, str]:
    """What a weighing may be linked with: the chain of its wijk, and what it was linked with before."""
    found = weaving.choices(row.area, _KINDS, actor)
    for each in row.links.order_by("pk"):
        kept = weaving.value_of(each.kind, each.key)
        found |= weaving.choices("", _KINDS, actor, kept) or {kept: found.get(kept, kept)}
    return found


def refs_of(data: Mapping[str, Any]) -> list[Ref]:
    """The references that a form sent."""
    sent = [weaving.ref_of(value) for value in data.get("about", ())]
    return [ref for ref in sent if ref is not None]


def strand(asked: Sequence[str], refs: Sequence[Ref], actor: Visitor) -> Strand:
    """Weighings of these areas, these weighings, and those about these things; only what is public."""
    numbers = [int(ref.key) for ref in refs if ref.kind == KIND and ref.key.isascii() and ref.key.isdigit()]
    wanted = Q(area__in=list(asked)) | Q(pk__in=[number for number in numbers if number < 2**31])
    for kind in _KINDS:
        if keys := [ref.key for ref in refs if ref.kind == kind]:
            about = WeighedLink.objects.filter(kind=kind, key__in=keys)
            wanted |= Q(pk__in=about.values("weighed"))
    things, pairs = dict[Ref, Linked](), []
    for row in _read(wanted):
        thing = _thing(row)
        things[thing.ref] = thing
        if row.link_kind:
            pairs.append((Ref(row.link_kind, row.link_key), thing.ref))
    return Strand(tuple(things.values()), tuple(pairs))


def _read(wanted: Q) -> QuerySet[Any]:
    """A row per weighing and thing that it was about: one question, however many there are."""
    links = {"link_kind": F("links__kind"), "link_key": F("links__key")}
    return public_weighings().filter(wanted).annotate(**links)


def _thing(row: Weighed) -> Linked:
    decided = _("besloten: %(what)s") % {"what": row.decision} if row.decided_on else _("nog niets besloten")
    who = _("woog mee: %(who)s") % {"who": row.who}
    ref = Ref(KIND, str(row.pk))
    return Linked(ref, row.title, row.get_absolute_url(), row.made_on, f"{who} · {decided}", _("Afweging"))
