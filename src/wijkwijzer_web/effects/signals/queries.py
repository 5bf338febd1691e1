"""What the release on show allows to say: learnt once per release, and kept beside the figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from wijkwijzer.areas import IndicatorInfo, Release
from wijkwijzer.effects import (
    AreaSignal,
    Foresight,
    ReleaseAudit,
    Waves,
    audits_of,
    from_json,
    learn,
    signal,
    signal_score,
    to_json,
    waves_of,
)
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import service as areas

__all__ = ["Learnt", "audits", "learnt", "signal_of"]


@dataclass(frozen=True)
class Learnt:
    """What was learnt from one release."""

    release: str
    score: IndicatorInfo
    waves: Waves
    foresight: Foresight


def learnt(identifier: str = "") -> Learnt | None:
    """What a release says about what may come; None when it holds no score of enough wijken."""
    release = areas.figures(identifier)
    return _learnt(release.info.id, release) if release else None


@lru_cache(maxsize=4)
def _learnt(identifier: str, release: Release) -> Learnt | None:
    score, waves = signal_score(release), waves_of(release)
    if score is None or waves is None:
        return None
    kept = Path(settings.VAR) / "foresight" / f"{identifier}-{score.key}.json"
    try:
        before = from_json(Foresight, kept.read_text(encoding="utf-8"))
        if before.current:
            return Learnt(identifier, score, waves, before)
    except (OSError, InputError):
        pass  # not learnt yet, or by an older version
    try:
        foresight = learn(waves)
    except InputError:
        return None
    _keep(kept, to_json(foresight))
    return Learnt(identifier, score, waves, foresight)


def _keep(path: Path, text: str) -> None:
    """What was learnt is kept for the other processes; a full disk costs a second, and no page."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".half")
        draft.write_text(text, encoding="utf-8")
        draft.rename(path)
    except OSError:
        return


def signal_of(found: Learnt, key: str) -> AreaSignal | None:
    """What may be said of one wijk; None when it is not in the panel."""
    return signal(found.foresight, found.waves, key) if key in found.waves.areas else None


def audits(found: Learnt) -> tuple[tuple[IndicatorInfo, ReleaseAudit], ...]:
    """Whether false alarms fell on some wijken more than on others: by which figure, and what was found."""
    release = areas.figures(found.release)
    return _audits(release, found.release) if release else ()


@lru_cache(maxsize=4)
def _audits(release: Release, identifier: str) -> tuple[tuple[IndicatorInfo, ReleaseAudit], ...]:
    waves = waves_of(release)
    if waves is None:
        return ()
    return tuple((release.indicator(one.audit.grouped_by), one) for one in audits_of(release, waves))
