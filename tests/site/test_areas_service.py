"""What other apps may ask of areas."""

from __future__ import annotations

import pytest

from wijkwijzer_web.areas import service
from wijkwijzer_web.areas.queries import Current


@pytest.mark.django_db
def test_without_figures_everything_answers() -> None:
    assert service.place("WK990101") is None
    assert service.which_place("De Spoordijk") is None
    assert service.address_of("WK990101") == service.release_id() == ""
    assert service.figures() is None
    assert service.profile_of("WK990101") is None
    assert service.parts_of("GM9901", "wijk") == []
    assert not service.is_example()


def test_an_area_is_found_by_code_and_by_name_when_that_is_sure(shown: Current) -> None:
    found = service.which_place("de spoordijk havermeer")
    assert found is not None
    assert found.name == "De Spoordijk"
    assert service.which_place(found.key.lower()) == found
    assert service.which_place("nergenshuizen") is None
    assert service.which_place(found.gemeente_key) is None  # a gemeente is no wijk
    assert service.address_of(found.key).startswith(f"/wijk/{found.key}")
    assert found in service.parts_of(found.gemeente_key, "wijk")
    profile = service.profile_of(found.key)
    assert profile is not None
    assert profile.identity.name == found.name
    assert service.is_example()
