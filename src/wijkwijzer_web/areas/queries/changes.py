"""What the release on show says of an area that the one before it did not say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wijkwijzer.areas import AreaProfile, IndicatorView, Words
from wijkwijzer.report import Language, number
from wijkwijzer_web.areas.models import Release
from wijkwijzer_web.areas.queries.releases import Current, base_of, profile, release_by_id
from wijkwijzer_web.areas.words import language
from wijkwijzer_web.core.shell.trouble import Unavailable

__all__ = ["FigureChange", "changes", "releases_compared"]

SAME = 1e-9


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that got a newer year, or (`revised`) another value for the same year."""

    key: str
    name: str
    year: int
    value: str
    was_year: int
    was: str

    @property
    def revised(self) -> bool:
        """Whether the same year reads otherwise."""
        return self.year == self.was_year


def releases_compared(shown: Current) -> tuple[Release, Release] | None:
    """The release on show and the one that was on show before it, when the files of that are there still."""
    here = base_of(shown)
    older = Release.objects.filter(extends="", registered_at__lt=here.registered_at).exclude(pk=here.pk)
    found = older.order_by("-registered_at").first()
    return (here, found) if found is not None and found.path.is_dir() else None


def changes(shown: Current, before: Release, keys: list[str]) -> dict[str, tuple[FigureChange, ...]]:
    """Per area what changed between two releases; nothing when the older one cannot be read."""
    try:
        then = release_by_id(before.pk)
    except Unavailable:
        return {}
    known = [key for key in keys if key in shown.names.by_key and key in then.names.by_key]
    return {key: _changes(shown, then, key, language()) for key in known}


@lru_cache(maxsize=512)
def _changes(shown: Current, then: Current, key: str, words: Language) -> tuple[FigureChange, ...]:
    was = {view.info.key: view for view in profile(then, key).indicators}
    return tuple(_changed(profile(shown, key), was, words))


def _changed(now: AreaProfile, was: dict[str, IndicatorView], words: Language) -> list[FigureChange]:
    found = []
    for view in now.indicators:
        old = was.get(view.info.key)
        newest, before = _newest(view), _newest(old) if old else None
        if newest is None or before is None or newest[0] < before[0]:
            continue
        if newest[0] == before[0] and abs(newest[1] - before[1]) < SAME:
            continue
        said = Words(words)
        shown, shown_before = (
            f"{number(one[1], view.info.decimals, words)} {said.of(view.info.unit)}".strip()
            for one in (newest, before)
        )
        name = said.of(view.info.name)
        found.append(FigureChange(view.info.key, name, newest[0], shown, before[0], shown_before))
    return found


def _newest(view: IndicatorView) -> tuple[int, float] | None:
    if view.own is None:
        return None
    known = [(y, v) for y, v in zip(view.own.years, view.own.value, strict=True) if v is not None]
    return known[-1] if known else None
