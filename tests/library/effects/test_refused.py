"""What is never an input is refused with a sentence, wherever it is given."""

from __future__ import annotations

import pytest

from wijkwijzer.effects.effect import make_panel
from wijkwijzer.effects.priorities.model import Alternative, Criterion, Figure, Weighing, check
from wijkwijzer.effects.refused import refuse, why_refused
from wijkwijzer.effects.signals import make_waves
from wijkwijzer.errors import InputError

REFUSED = (
    "p_niet_westers", "Aandeel herkomst buiten Europa", "nationaliteit", "kerkelijkheid", "aandeel_vrouwen",
    "rivm_eenzaam", "aandeel_wlz", "ses_woa", "SES-WOA", "lbm2_bewoners", "zvw_kosten_gem", "stemgedrag",
    "Afkomst", "huidskleur", "buitenlanders", "levensovertuiging", "p_gehuwd", "statushouders",
    "ｈｅｒｋｏｍｓｔ", "her\u00adkomst", "h\u200berkomst", "\u00c9tnische groep",
)  # fmt: skip
ALLOWED = (
    "lbm2_totaal",
    "lbm3_totaal",
    "woz_x1000",
    "bijstand_per_1000",
    "p_hh_laag_ink",
    "permanent",
    "verhuisd",
    "afval_gescheiden",
    "terras",
)


@pytest.mark.parametrize("name", REFUSED)
def test_protected_characteristics_and_what_is_modelled_from_them(name: str) -> None:
    with pytest.raises(InputError, match="mag niet meetellen"):
        refuse([name])
    with pytest.raises(InputError, match="mag niet meetellen"):
        make_panel(["A"], [2020], [[1.0]], indicator=name)
    with pytest.raises(InputError, match="mag niet meetellen"):
        make_waves(["A"], [2020], [[1.0]], [100], indicator=name)


@pytest.mark.parametrize("name", ALLOWED)
def test_ordinary_figures_pass(name: str) -> None:
    assert why_refused(name) is None


def test_people_may_want_health_but_not_weigh_origin() -> None:
    def weighing(name: str) -> Weighing:
        ends = (Figure(1, 1),)
        return Weighing(
            (Criterion("a", name),), (Alternative("x", "X", ends), Alternative("y", "Y", ends)), 1
        )

    check(weighing("Gezondheid van bewoners"))
    check(weighing("Opvang voor vluchtelingen"))
    with pytest.raises(InputError, match="herkomst"):
        check(weighing("Weinig mensen met een migratieachtergrond"))
