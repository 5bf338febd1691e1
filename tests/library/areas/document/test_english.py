"""The English report of an area, and what stands behind it, is English: only names are as they are."""

from __future__ import annotations

import datetime

import pytest

from two_languages import left_in_dutch
from wijkwijzer.areas.document.area import release_document
from wijkwijzer.areas.document.why import why_document
from wijkwijzer.areas.model import AreaProfile
from wijkwijzer.areas.release import Release

TODAY = datetime.date(2026, 11, 29)
ALIKE = ("in", "Factor", "km", "m³", "WOZ", "SES", "ELAN", "Leefbaarometer", "WijkWijzer")


def _names(release: Release, profile: AreaProfile) -> list[str]:
    names = [str(name) for name in release.areas()["name"]]
    for source in release.sources():
        names += [source.name, source.publisher, source.version, source.licence]
    for missing in profile.missing:
        names.append(missing.table)
    return names + [part for period in profile.periods for part in (period.name, period.source)]


@pytest.mark.parametrize("key", ["WK990311", "WK990205", "GM9903", "BU99010205", "ended"])
def test_no_text_of_ours_is_left_in_dutch(example_release: Release, key: str) -> None:
    if key == "ended":
        areas = example_release.areas().filter(example_release.areas()["valid_to"].is_not_null())
        key = str(areas["key"][0])
    profile = example_release.profile(key)
    names = _names(example_release, profile)
    reports = [release_document(example_release, key, made_on=TODAY, language=one) for one in ("nl", "en")]
    assert left_in_dutch(*reports, names, ALIKE) == []
    behind = [why_document(profile, made_on=TODAY, language=one) for one in ("nl", "en")]
    assert left_in_dutch(*behind, names, ALIKE) == []


def test_a_text_that_was_forgotten_is_seen(example_release: Release) -> None:
    profile = example_release.profile("WK990311")
    dutch = release_document(example_release, "WK990311", made_on=TODAY)
    assert "Krachten" in left_in_dutch(dutch, dutch, _names(example_release, profile), ALIKE)
