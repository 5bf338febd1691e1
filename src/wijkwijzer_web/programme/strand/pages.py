"""The chain of programmes in sentences: what each thing is, when it was, and what is loose about it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.programme import months_between
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.rooms import Linked, Ref, Strand
from wijkwijzer_web.core.weaving import matched
from wijkwijzer_web.programme.chain.pages import WITHOUT_RESULT
from wijkwijzer_web.programme.models import Advice, Outcome, Programme, Task, TaskNews
from wijkwijzer_web.programme.programmes.queries import Visitor
from wijkwijzer_web.programme.strand.queries import Row, programmes_with, rows, with_words

__all__ = ["recalled", "strand"]

PROGRAMME = "programma"


def strand(areas: Sequence[str], refs: Sequence[Ref], actor: Visitor) -> Strand:
    """All of the chain that programmes hold of these areas or things."""
    found = rows(areas, refs)
    kinds = _Under(found)
    things = [_thing(row, kinds) for row in found]
    named = [ref.key for ref in refs if ref.kind == PROGRAMME]
    things += [_programme(each) for each in programmes_with(named)]
    return Strand(tuple(things), tuple(pair for row in found for pair in _pairs(row)))


def recalled(words: Sequence[str], actor: Visitor) -> list[tuple[float, Ref]]:
    """What everyone may read of opgaven, what came of them, advice and tasks, with these words in it."""
    return [(matched(words, row.title), row.ref) for row in with_words(words) if row.public]


def _pairs(row: Row) -> list[tuple[Ref, Ref]]:
    """What came before a thing and what it led to."""
    found = []
    if row.before_key:
        found.append((Ref(row.before_kind, row.before_key), row.ref))
    if row.kind == "resultaat" and row.after_key:  # what it was measured with
        found.append((Ref(row.after_kind, row.after_key), row.ref))
    elif row.kind == "taak" and row.after_key:  # "opgave:12"
        kind, _colon, key = row.after_key.partition(":")
        found += [(row.ref, Ref(kind, key))] if key else []
    elif row.after_key:
        found.append((row.ref, Ref(row.after_kind, row.after_key)))
    if row.kind == "inzet" and row.d:
        found.append((Ref("interventie", row.d), row.ref))
    return found


class _Under:
    """Which things have something under them, to see what is loose."""

    def __init__(self, found: Sequence[Row]) -> None:
        self._above = {(row.before_kind, row.before_key) for row in found if row.kind in _CHAIN}

    def has(self, row: Row) -> bool:
        """Whether something follows in the chain from opgave to les."""
        return (row.kind, row.key) in self._above


_CHAIN = ("inzet", "resultaat", "les")


def _thing(row: Row, under: _Under) -> Linked:
    label, note, loose, url = _WORDS[row.kind](row, under)
    if not row.public:
        return Linked(row.ref, "", "", row.on, label=label)
    planned = row.kind in ("taak", "advies") and _waits(row)
    until = row.until if row.kind in ("opgave", "inzet") else None
    return Linked(row.ref, row.title, url, row.on, note, label, until, loose, planned)


def _programme(row: Programme) -> Linked:
    who, until = _("van %(who)s") % {"who": row.organisation}, row.ends_on
    url = row.get_absolute_url()
    return Linked(Ref(PROGRAMME, row.slug), row.name, url, row.begins_on, who, _("Programma"), until)


def _waits(row: Row) -> bool:
    return row.b not in Advice.CLOSED if row.kind == "advies" else row.b == Task.State.CONFIRMED and not row.d


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _opgave(row: Row, under: _Under) -> tuple[str, str, str, str]:
    loose = "" if under.has(row) or row.until else _("Hier is nog geen inzet voor.")
    label = row.c if not row.before_key else ""
    came = _("komt uit: %(where)s") % {"where": label} if label else ""
    note = _joined(_("van %(who)s") % {"who": row.a}, row.b, came)
    return _("Opgave"), note, loose, reverse("programme:opgave", args=[row.page])


def _effort(row: Row, under: _Under) -> tuple[str, str, str, str]:
    today = timezone.localdate()
    over = row.until is not None and months_between(row.until, today) >= WITHOUT_RESULT
    stopped = _("gestopt omdat %(why)s") % {"why": row.c} if row.c else ""
    note = _joined(row.a, row.b, _until(row.until, today), stopped)
    loose = _("Wat dit bracht, is niet vastgelegd.") if over and not under.has(row) else ""
    return _("Inzet"), note, loose, _place(row)


def _until(until: datetime.date | None, today: datetime.date) -> str:
    if until is None or until >= today:
        return _("loopt")
    return _("tot %(day)s") % {"day": written_day(until)}


def _outcome(row: Row, under: _Under) -> tuple[str, str, str, str]:
    measured = row.a != Outcome.How.NOT
    caution = _("Of het hierdoor komt, laat dit niet zien.") if measured else ""
    how = str(dict(Outcome.How.choices).get(row.a, row.a))
    loose = "" if under.has(row) else _("Wat we hiervan leerden, is niet vastgelegd.")
    return _("Resultaat"), _joined(how, row.c, row.b, caution), loose, _place(row)


def _lesson(row: Row, under: _Under) -> tuple[str, str, str, str]:
    holds = _("geldt: %(when)s") % {"when": row.a} if row.a else ""
    return _("Les"), holds, "", reverse("programme:opgave", args=[row.page])


def _place(row: Row) -> str:
    effort = row.key if row.kind == "inzet" else row.before_key
    return f"{reverse('programme:opgave', args=[row.page])}#inzet-{effort}"


def _advice(row: Row, under: _Under) -> tuple[str, str, str, str]:
    state = str(dict(Advice.State.choices).get(row.b, row.b))
    since = f"{state} ({written_day(datetime.date.fromisoformat(row.d))})" if row.d else state
    months = months_between(row.on, timezone.localdate())
    loose = ""
    if row.b == Advice.State.ISSUED and months >= 1:
        loose = ngettext("Geen antwoord sinds %(n)s maand.", "Geen antwoord sinds %(n)s maanden.", months) % {
            "n": months
        }
    note = _joined(_("aan %(who)s") % {"who": row.a}, since, row.c)
    return _("Advies"), note, loose, reverse("programme:advice-one", args=[row.page])


def _task(row: Row, under: _Under) -> tuple[str, str, str, str]:
    answer, _bar, words = row.d.partition("|")
    told = _joined(str(dict(TaskNews.Answer.choices).get(answer, "")), words)
    because = _("vervalt omdat %(why)s") % {"why": row.c} if row.c else ""
    months = months_between(row.on, timezone.localdate())
    silent = row.b == Task.State.CONFIRMED and not row.d and months >= WITHOUT_RESULT
    loose = _("Wat het werd, is niet verteld.") if silent else ""
    return _("Taak"), _joined(row.a, told, because), loose, _meeting_url(row.page)


def _meeting(row: Row, under: _Under) -> tuple[str, str, str, str]:
    return _("Bijeenkomst"), "", "", _meeting_url(row.page)


def _meeting_url(page: str) -> str:
    slug, number, uid = page.split("|")
    if slug:
        return reverse("programme:meeting-of", args=[slug, int(number)])
    return reverse("programme:meeting", args=[uuid.UUID(uid)])


_WORDS = {
    "opgave": _opgave,
    "inzet": _effort,
    "resultaat": _outcome,
    "les": _lesson,
    "advies": _advice,
    "taak": _task,
    "bijeenkomst": _meeting,
}
