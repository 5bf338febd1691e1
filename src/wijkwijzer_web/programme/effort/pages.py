"""What the page of the long effort shows: the figures in words, and what is on the table now."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wijkwijzer.programme import LongEffort, Share, continuity_sentence, long_effort, months_between
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Area, Panel
from wijkwijzer_web.programme.effort import queries
from wijkwijzer_web.programme.effort.timeline import Timeline, timeline
from wijkwijzer_web.programme.models import AreaRole, Effort, Unrecorded
from wijkwijzer_web.programme.programmes.queries import Visitor

__all__ = ["BreathPage", "Open", "breath_page", "on_the_table", "panels", "sub_address"]

SOON = 24
"""Months before which money or a role that ends is on the table."""
HALF = 0.5
"""Blijfkans from which somebody stayed beside the short projects."""
STAYED = 36
"""Months after which somebody who is still there "stayed"."""


@dataclass(frozen=True, slots=True)
class Open:
    """Something on the table: a sentence, whose it is, and the day on which it bites."""

    text: str
    owner: str
    due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class BreathPage:
    """The page of the long effort of an area; `found` is None while nothing is recorded."""

    place: areas.Place
    url: str
    found: LongEffort | None
    title: str
    sentences: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    timeline: Timeline | None
    roles: tuple[ShownRole, ...]
    unrecorded: tuple[Unrecorded, ...]
    stayed: tuple[str, ...]
    table: tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class ShownRole:
    """A role with the name that may be shown today, which is mostly none."""

    row: AreaRole
    name: str

    @property
    def unknown(self) -> bool:
        """Whether nothing is recorded of what it may decide."""
        return not self.row.decides and self.row.money_to is None and self.row.pushes_through is None


def sub_address(place: areas.Place | Area, name: str) -> str:
    """The address of one of our pages about an area: that of the area with a word behind it."""
    url = place.url if isinstance(place, Area) else areas.address_of(place.key)
    return f"{url}/{name}"


def breath_page(place: areas.Place) -> BreathPage:
    """Everything that the page shows."""
    today = timezone.localdate()
    efforts, roles = queries.efforts_of(place.key), queries.roles_of(place.key)
    hidden = queries.unrecorded_of(place.key)
    found = long_effort(queries.runs(efforts), queries.posts(roles), today, queries.spans(hidden))
    drawn = timeline(efforts, roles, queries.spans(hidden), today) if found else None
    return BreathPage(
        place,
        areas.address_of(place.key),
        found,
        _title(found, drawn),
        tuple(_sentences(found, efforts)) if found else (),
        tuple(_figures(found, drawn, today)) if found and drawn else (),
        tuple(_beside(found)) if found else (),
        drawn,
        tuple(ShownRole(row, _name(row, today)) for row in roles),
        tuple(hidden),
        tuple(_stayed(efforts, today)),
        tuple(on_the_table(place.key, efforts, roles, today)),
    )


def _name(row: AreaRole, today: datetime.date) -> str:
    """The name, while its bearer has a yes that did not end and the role is theirs."""
    over = row.name_until is None or row.name_until < today or (row.ends_on and row.ends_on < today)
    return "" if over else row.name


def _title(found: LongEffort | None, drawn: Timeline | None) -> str:
    if found is None or drawn is None:
        return _("Wat hier liep, is niet vastgelegd")
    if _turns(found):
        return _("Veel korte projecten na elkaar")
    if found.carousel.likely:
        return _("Iemand die bleef, en korte projecten ernaast")
    if drawn.gaps:
        return _("Een lange adem, met gaten")
    return _("Een lange adem") if found.figures.organisation else _("Nog te kort om te zeggen")


def _turns(found: LongEffort) -> bool:
    """Whether it looks like a carousel: short projects in turn, and mostly nobody who stayed beside them."""
    share = found.figures.organisation
    return found.carousel.likely and (share is None or share.high < HALF)


def _sentences(found: LongEffort, efforts: Sequence[Effort]) -> list[str]:
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    said = [continuity_sentence(found.figures, language)]
    if found.figures.organisation is None and found.figures.organisation_one_year is not None:
        said.append(
            _("Na een jaar was dezelfde organisatie er nog in %(n)s van de 100 gevallen.")
            % {"n": _hundred(found.figures.organisation_one_year)}
        )
    since = min(effort.begins_on for effort in efforts)
    said.append(_("We kennen inzetten sinds %s.") % date_format(since, "F Y"))
    if found.figures.unknown_months:
        said.append(
            ngettext(
                "Van %(n)s maand is niets vastgelegd. Daarom staat hier een laagste en een hoogste getal.",
                "Van %(n)s maanden is niets vastgelegd. Daarom staat hier een laagste en een hoogste getal.",
                found.figures.unknown_months,
            )
            % {"n": found.figures.unknown_months}
        )
    return said


def _hundred(share: Share) -> str:
    low, high = round(100 * share.low), round(100 * share.high)
    return str(low) if low == high else _("%(low)s tot %(high)s") % {"low": low, "high": high}


def _figures(found: LongEffort, drawn: Timeline, today: datetime.date) -> list[tuple[str, str]]:
    """The large figures: gaps, the longest break, and money ahead."""
    gaps = len(drawn.gaps)
    shown = [
        (
            str(gaps),
            ngettext("gat van een half jaar of langer", "gaten van een half jaar of langer", gaps),
        )
    ]
    longest = max(drawn.gaps, default=0)
    if longest:
        shown.append((_length(longest), _("duurde het langste gat")))
    if found.granted_until is not None:
        left = months_between(today, found.granted_until)
        day = date_format(found.granted_until, "F Y")
        shown.append((_length(left), _("geld vooruit: toegezegd tot en met %s") % day))
    return shown


def _length(months: int) -> str:
    years = months // 12
    if years < 1 or (months < 24 and months % 12):
        return ngettext("%(n)s maand", "%(n)s maanden", months) % {"n": months}
    return _("%(n)s jaar") % {"n": years} if months % 12 == 0 else _("ruim %(n)s jaar") % {"n": years}


def _beside(found: LongEffort) -> list[tuple[str, str]]:
    """What stands beside blijfkans, and is never summed."""
    figures = found.figures
    return [
        (_("Dezelfde organisatie"), continuity_sentence(figures, get_language() or "nl")),
        (_("Eén vaste persoon"), _person(found.person)),
        (_("Onderbrekingen"), _breaks(found)),
        (_("Geld vooruit"), _money(found)),
        (_("Projecten"), _carousel(found)),
    ]


def _person(share: Share | None) -> str:
    if share is None:
        return _(
            "Niet te zeggen: of er een vaste persoon was, is niet vastgelegd, of het is te kort geleden."
        )
    said = _("In %(n)s van de 100 gevallen was dezelfde persoon er vijf jaar later nog.") % {
        "n": _hundred(share)
    }
    if share.exact:
        return said
    return f"{said} {_('We weten niet of één functie ook steeds één mens was.')}"


def _breaks(found: LongEffort) -> str:
    if not found.figures.breaks:
        return _("Er was geen tijd van meer dan drie maanden waarin er niemand was.")
    return ngettext(
        "%(n)s keer was er langer dan drie maanden niemand. Dat duurde %(long)s.",
        "%(n)s keer was er langer dan drie maanden niemand. De langste keer duurde %(long)s.",
        found.figures.breaks,
    ) % {"n": found.figures.breaks, "long": _length(found.figures.longest_break)}


def _money(found: LongEffort) -> str:
    years = found.figures.money_ahead
    ahead = f"{years:.1f}".replace(".", _(",")).removesuffix(_(",") + "0")
    return _("Gemiddeld was er %(n)s jaar geld toegezegd. Meer dan vier jaar tellen we niet mee.") % {
        "n": ahead
    }


def _carousel(found: LongEffort) -> str:
    seen = found.carousel
    if not seen.ended:
        return _("Er is nog geen inzet gestopt.")
    said = ngettext("%(n)s inzet is gestopt.", "%(n)s inzetten zijn gestopt.", seen.ended) % {"n": seen.ended}
    if seen.short:
        said += " " + ngettext(
            "Daarvan duurde er %(n)s korter dan anderhalf jaar.",
            "Daarvan duurden er %(n)s korter dan anderhalf jaar.",
            seen.short,
        ) % {"n": seen.short}
    if _turns(found):
        said += " " + _("Dat lijkt op een projectencarrousel: steeds iets nieuws, van steeds iemand anders.")
    return said


# ---- what stayed, and what is on the table
def _stayed(efforts: Sequence[Effort], today: datetime.date) -> list[str]:
    """Carriers that are there without interruption for three years or more."""
    said = []
    for carrier in dict.fromkeys(row.carrier for row in efforts):
        since = _since(sorted((row for row in efforts if row.carrier == carrier), key=_end), today)
        if since and months_between(since, today) >= STAYED:
            said.append(
                _("%(who)s is er zonder onderbreking sinds %(day)s.")
                % {"who": carrier, "day": date_format(since, "F Y")}
            )
    return said


def _end(row: Effort) -> datetime.date:
    return row.ends_on or datetime.date.max


def _since(own: Sequence[Effort], today: datetime.date) -> datetime.date | None:
    """Since when a carrier is there without three months off; None when it is not there now."""
    begin: datetime.date | None = None
    for row in sorted(own, key=lambda each: each.begins_on, reverse=True):
        if row.begins_on > today:
            continue
        reach = begin or today
        if _end(row) >= reach or months_between(_end(row), reach) <= (3 if begin else 0):
            begin = min(begin or row.begins_on, row.begins_on)
    return begin


def on_the_table(
    area: str, efforts: Sequence[Effort], roles: Sequence[AreaRole], today: datetime.date
) -> list[Open]:
    """What asks for a decision: money and work that end, roles without a successor, opgaven without inzet."""
    found = [
        *_ending(efforts, today),
        *_vacant(roles, today),
        *_without(area, efforts),
    ]
    return sorted(found, key=lambda one: (one.due is None, one.due or datetime.date.max, one.text))


def _ending(efforts: Sequence[Effort], today: datetime.date) -> list[Open]:
    said = []
    for row in efforts:
        if row.opgave.ended_on or row.successor_id or _end(row) < today or row.begins_on > today:
            continue
        for day, text in (
            (row.money_until, _("Het geld voor %(what)s stopt in %(day)s. De opgave loopt door.")),
            (row.ends_on, _("%(what)s eindigt in %(day)s. De opgave loopt door.")),
        ):
            if day is not None and day >= today and months_between(today, day) < SOON:
                words = {"what": row.what, "day": date_format(day, "F Y")}
                said.append(Open(text % words, row.opgave.owner, day))
                break
        if row.money_until is None and not row.money_source:
            said.append(
                Open(
                    _("Waar het geld voor %(what)s vandaan komt, en tot wanneer, is niet vastgelegd.")
                    % {"what": row.what},
                    row.carrier,
                )
            )
    return said


def _vacant(roles: Sequence[AreaRole], today: datetime.date) -> list[Open]:
    said = []
    for title in dict.fromkeys(row.title for row in roles):
        last = max(
            (row for row in roles if row.title == title), key=lambda row: row.ends_on or datetime.date.max
        )
        if last.ends_on is None or months_between(today, last.ends_on) >= SOON:
            continue
        if last.ends_on < today:
            text = _("Sinds %(day)s heeft niemand de rol %(what)s.")
        else:
            text = _("De rol %(what)s eindigt in %(day)s. Er is nog geen opvolger.")
        words = {"what": title, "day": date_format(last.ends_on, "F Y")}
        said.append(Open(text % words, last.holder, last.ends_on))
    return said


def _without(area: str, efforts: Sequence[Effort]) -> list[Open]:
    served = {row.opgave_id for row in efforts}
    return [
        Open(_("Voor deze opgave is nog geen inzet: %s") % row.what, row.owner)
        for row in queries.opgaven_in(area)
        if row.pk not in served and row.ended_on is None
    ]


def panels(area: Area, actor: Visitor) -> list[Panel]:
    """The long effort in sentences on the page of a wijk, with the way to its pages."""
    if area.level not in ("wijk", "buurt", "gebied"):
        return []
    efforts = queries.efforts_on(area)
    today = timezone.localdate()
    seen = long_effort(queries.runs(efforts), (), today, queries.spans(queries.unrecorded_of(area.key)))
    context = {
        "sentences": _sentences(seen, efforts) if seen else [],
        "carousel": _carousel(seen) if seen and _turns(seen) else "",
        "table": sorted(_ending(efforts, today), key=lambda one: (one.due is None, one.text))[:2],
        "url": sub_address(area, "lange-adem"),
        "plan_url": sub_address(area, "wijkplan"),
        "together_url": sub_address(area, "samenspel"),
        "past_url": reverse("programme:past"),
    }
    return [
        Panel("lange-adem", _("Lange adem"), 450, template="programme/deel_lange_adem.html", context=context)
    ]
