"""Reading areas and figures: which release is shown, its names and its profiles."""

from __future__ import annotations

import datetime
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkwijzer.areas import AreaProfile, open_release
from wijkwijzer.areas import Release as Figures
from wijkwijzer_web.areas.models import ActiveRelease, Release
from wijkwijzer_web.areas.names import NameIndex, Place
from wijkwijzer_web.core.shell.trouble import Unavailable
from wijkwijzer_web.core.work.limits import asking
from wijkwijzer_web.core.work.prepared import asked

log = logging.getLogger("wijkwijzer.areas")

__all__ = [
    "Correction",
    "Current",
    "base_of",
    "correction",
    "current",
    "current_or_none",
    "gemeente",
    "notices",
    "place_at",
    "profile",
    "release_by_id",
    "releases",
    "trouble",
]


class Current:
    """A release as the pages use it: opened figures and all names; one object per release in a process."""

    def __init__(self, release_id: str, path: Path) -> None:
        self.id = release_id
        self.figures: Figures = open_release(path)
        self.names = NameIndex(_places(self.figures))


@lru_cache(maxsize=4)
def _read(release_id: str, path: Path) -> Current:
    return Current(release_id, path)


def _opened(release_id: str, path: Path) -> Current:
    """Open a release; one that is gone, damaged or of another form is a trouble of ours."""
    try:
        return _read(release_id, path)
    except Exception as error:
        log.error("release %s cannot be read: %s", release_id[:12], type(error).__name__)
        raise Unavailable(f"release {release_id}") from error


def _places(figures: Figures) -> list[Place]:
    return [
        Place(
            key=row["key"],
            code=row["code"],
            name=row["name"],
            level=row["level"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            gemeente_key=row["gemeente_key"] or "",
            gemeente_name=row["gemeente_name"] or "",
            wijk_key=row["wijk_key"] or "",
            residents=row["residents"],
            has_geometry=bool(row["has_geometry"]),
            former_names=tuple(row.get("former_names") or ()),
        )
        for row in figures.areas().iter_rows(named=True)
    ]


def current_or_none() -> Current | None:
    """The release that every process shows now; None before there is one, and while it cannot be read."""
    try:
        return _shown()
    except Unavailable:
        return None


def any_shown() -> bool:
    """Whether a release is on show, also when it cannot be read."""
    return _active() is not None


def current() -> Current:
    """The release that is shown, or "not found" when there is none yet."""
    found = _shown()
    if found is None:
        raise Http404("no release is on show")
    return found


def _shown() -> Current | None:
    """The release on show."""
    active = _active()
    return _opened(active.pk, active.path) if active else None


def _active() -> Release | None:
    """Its row; a page that only reads asks the database once which one that is."""
    request = asking.get()
    if request is None or request.method not in ("GET", "HEAD"):
        return _asked_now()
    kept: dict[str, Release | None] = vars(request)
    if "_release_shown" not in kept:
        kept["_release_shown"] = _asked_now()  # also that there is none yet
    return kept["_release_shown"]


def _asked_now() -> Release | None:
    active = next(iter(asked(_on_show)), None)
    return active.release if active else None


def _on_show() -> QuerySet[ActiveRelease]:
    return ActiveRelease.objects.select_related("release").order_by("pk")[:1]


def trouble() -> list[str]:
    """Say so when the release on show cannot be read."""
    active = ActiveRelease.objects.select_related("release").first()
    try:
        if active is not None:
            _opened(active.release.pk, active.release.path)
    except Unavailable:
        sentence = _("De uitgave die getoond wordt (%(folder)s) is niet te lezen. Bouw haar opnieuw.")
        return [sentence % {"folder": active.release.path.name if active else ""}]
    return []


def release_by_id(release_id: str) -> Current:
    """A release that was registered, also when it is no longer the one that is shown."""
    row = Release.objects.filter(pk=release_id).first()
    if row is not None and row.extends and not row.path.is_dir():
        row = Release.objects.filter(pk=row.extends).first()  # only its own areas are gone
    if row is None:
        raise Http404(f"no release {release_id}")
    return _opened(row.pk, row.path)


@lru_cache(maxsize=64)  # each takes 1 MB
def _profile(shown: Current, key: str) -> AreaProfile:
    return shown.figures.profile(key)


def profile(shown: Current, key: str) -> AreaProfile:
    """Everything that a page shows of one area; a release never changes, so a process reads it once."""
    try:
        return _profile(shown, key)
    except KeyError:
        raise Http404(f"no area {key}") from None


def place_at(shown: Current, level: str, address: str) -> Place:
    """The area of an address: its key, maybe followed by its name ("WK036301-de-spoordijk")."""
    if level == "gemeente":
        return gemeente(shown, address)
    code, *rest = address.upper().split("-")
    for key in (f"{code}-{rest[0]}" if rest else code, code):
        found = shown.names.by_key.get(key)
        if found is not None and found.level == level:
            return found
    raise Http404(f"no {level} {address}")


def gemeente(shown: Current, name: str) -> Place:
    """The gemeente of this name in the address (of today if there is one), or of this code."""
    found = shown.names.by_key.get(name.upper())
    if found is None or found.level != "gemeente":
        named = [p for p in shown.names.places if p.level == "gemeente" and slugify(p.name) == name.lower()]
        found = max(named, key=lambda p: p.valid_to or 9999, default=None)
    if found is None:
        raise Http404(f"no gemeente {name}")
    return found


@dataclass(frozen=True, slots=True)
class Correction:
    """What a page says about a correction: of the older release that it shows, or by the one it shows."""

    old: bool
    reason: str
    made_on: datetime.date


def correction(shown: Current) -> Correction | None:
    """The correction that took the place of this release, or the one that this release is.

    Own areas that were added to a release correct nothing: they count as the release beneath them.
    """
    base = _base(shown)
    rows = asked(_with_later, base, shown.id)
    for later in rows:
        if later.supersedes == base:
            return Correction(old=True, reason=later.reason, made_on=later.made_on)
    row = next((row for row in rows if row.pk == base), None)
    if row is not None and row.supersedes and Release.objects.filter(pk=row.supersedes).exists():
        return Correction(False, row.reason, row.made_on)
    return None


def _with_later(base: str, shown: str) -> QuerySet[Release]:
    return Release.objects.filter(Q(pk=base) | Q(pk=shown) | Q(supersedes=base))


def _base(shown: Current) -> str:
    return shown.figures.manifest.extends or shown.id


def base_of(shown: Current) -> Release:
    """The release as it was published, before own areas were added."""
    base = _base(shown)
    rows = {row.pk: row for row in Release.objects.filter(pk__in=[base, shown.id])}
    return rows.get(base) or rows[shown.id]


def releases() -> list[Release]:
    """Every release that was ever shown here, the newest first; own areas make no other figures."""
    return list(Release.objects.filter(extends=""))


def notices() -> list[str]:
    """Say so above every page when the figures that are shown are invented."""
    active = _active()
    text = _("Voorbeeld: de provincie Lindemark, haar steden, wijken, mensen en cijfers zijn verzonnen.")
    return [text] if active and active.example else []
