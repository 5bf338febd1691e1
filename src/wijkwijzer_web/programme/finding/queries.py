"""Programmes, opgaven, analyses, krachten, advice and meetings that have most of what was asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwijzer.text import matched
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Found
from wijkwijzer_web.programme.meetings.queries import agenda
from wijkwijzer_web.programme.models import Advice, AreaAnalysis, Meeting, Opgave, Strength
from wijkwijzer_web.programme.programmes.queries import Visitor, programmes

__all__ = ["found"]

ENOUGH, MOST, LOOKED_AT = 0.6, 20, 2_000


def found(question: str, language: str, actor: Visitor) -> list[Found]:
    """Hits, best first; nothing when no word of the question counts."""
    hits = [
        Found(kind, title, url, said[:200], share / 2)
        for kind, title, url, said, words in _texts()
        if (share := matched(question, words)) >= ENOUGH
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:MOST]


def _texts() -> Iterator[tuple[str, str, str, str, str]]:
    """Of everything that is public: kind, title, address, what stands under it, and its words."""
    for one in programmes()[:LOOKED_AT]:
        yield _("Programma"), str(one), one.get_absolute_url(), one.intro, f"{one.name} {one.intro}"
    for opgave in Opgave.objects.all()[:LOOKED_AT]:
        words = f"{opgave.what} {opgave.area_name}"
        yield _("Opgave"), str(opgave), opgave.get_absolute_url(), opgave.area_name, words
    for analysis in AreaAnalysis.objects.exclude(state=AreaAnalysis.State.DRAFT)[:LOOKED_AT]:
        words = f"{analysis.title} {analysis.lead}"
        yield _("Wijkanalyse"), str(analysis), analysis.get_absolute_url(), analysis.lead, words
    for strength in Strength.objects.filter(state=Strength.State.SHOWN)[:LOOKED_AT]:
        address = areas.address_of(strength.area)
        if address:
            words = f"{strength.text} {strength.area_name}"
            yield _("Kracht"), strength.text, f"{address}/krachten", strength.area_name, words
    public = Q(programme=None) | Q(programme__public=True)
    for advice in Advice.objects.filter(public)[:LOOKED_AT]:
        words = f"{advice.text} {advice.to_name} {advice.theme}"
        yield _("Advies"), str(advice), advice.get_absolute_url(), advice.to_name, words
    for meeting in agenda().exclude(state=Meeting.State.CANCELLED)[:LOOKED_AT]:
        said = f"{date_format(meeting.day, 'j F Y')}. {meeting.aim}"
        words = f"{meeting.theme} {meeting.aim} {meeting.place}"
        yield _("Bijeenkomst"), str(meeting), meeting.get_absolute_url(), said, words
