"""Costs and benefits: exact where it can be, refused where it would mislead, the same out as in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures_effects import CASE, COME, euro, roughly, sure
from wijkwijzer.effects.benefits import (
    Amount,
    Benefit,
    Case,
    Cost,
    Outcome,
    Range,
    Rate,
    case_rows,
    csv_text,
    net_present_value,
    rate_of,
    rates,
    read_case,
    reckon,
    workbook,
)
from wijkwijzer.effects.benefits.words import headline
from wijkwijzer.effects.stamp import from_json, to_json
from wijkwijzer.errors import InputError


def test_known_annuities() -> None:
    assert net_present_value(0.0225, [0] + [1] * 40) == pytest.approx((1 - 1.0225**-40) / 0.0225, abs=1e-12)
    two = [0.03] * 5 + [0.02] * 35
    by_hand = sum(1 / (1.03 ** min(t, 5) * 1.02 ** max(t - 5, 0)) for t in range(1, 41))
    assert net_present_value(two, [0] + [1] * 40) == pytest.approx(by_hand, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.floats(-0.3, 0.4), st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_present_value_is_what_horner_gives(rate: float, flows: list[float]) -> None:
    worth = 0.0
    for flow in reversed(flows):
        worth = flow + worth / (1 + rate)
    assert net_present_value(rate, flows) == pytest.approx(worth, rel=1e-9, abs=1e-6)


def test_what_parties_pay_each_other_nets_to_nothing() -> None:
    with_it, without = reckon(CASE), reckon(replace(CASE, transfers=()))
    assert with_it.total == without.total
    assert with_it.parties[0].likely > without.parties[0].likely
    assert with_it.parties[1].likely < without.parties[1].likely


def test_a_case_without_doubt_is_plain_arithmetic() -> None:
    rate = Rate("r", 0.1, "", "")
    gain = Benefit("x", "B", sure(3), sure(0.5), sure(0.2), Amount(sure(100), 2025), 1, 2)
    case = Case(
        "x",
        "niets",
        2025,
        2025,
        3,
        rate,
        ("A", "B"),
        (Cost("c", "A", Amount(sure(50), 2025), 0, 1),),
        (gain,),
    )
    outcome = reckon(case, draws=100)
    assert outcome.parties[0].likely == pytest.approx(-50 - 50 / 1.1)
    assert outcome.parties[1].likely == pytest.approx(120 / 1.1 + 120 / 1.21)
    assert outcome.total.likely == pytest.approx(sum(each.likely for each in outcome.parties))
    assert outcome.turns == ()
    assert dict(outcome.ratio_chances) == {1.0: 1.0, 1.5: 1.0}


def test_what_the_decision_hangs_on() -> None:
    unrelated = Benefit("los", "Zorg", sure(0), COME, sure(0), euro(1, 2, 900), 0, 0)
    outcome = reckon(replace(CASE, benefits=(*CASE.benefits, unrelated)))
    share = {(each.name, each.kind): each.share for each in outcome.turns}
    assert share["los", "value"] < 0.005
    attribution = [each for each in outcome.turns if each.kind == "attribution"]
    assert len(attribution) == 1, "the same share with the same reason is one unknown"
    assert attribution[0].name == "los, minder schade, minder zorg", "in any order of rows the same"
    assert outcome.turns[0].share > 0.1
    assert outcome.turns[0].kind in ("attribution", "effect")


def test_an_input_that_works_both_ways_is_seen() -> None:
    from wijkwijzer.effects.benefits.reckon import _Input, _turns

    rng = np.random.default_rng(0)
    x, y = rng.uniform(-1, 1, 20_000), rng.uniform(-1, 1, 20_000)
    turns, _ = _turns(x**2 - 0.4 + 0.3 * y, [_Input(["u"], "effect", "", x), _Input(["l"], "value", "", y)])
    assert {each.name: each.share for each in turns}["u"] > 0.3
    noise, _ = _turns(x, [_Input(["n"], "effect", "", rng.random(20_000))])
    assert noise[0].share < 0.005


def test_a_benefit_without_a_price_is_not_to_be_said() -> None:
    hole = Benefit("minder uitkering", "Gemeente", roughly(1, 2, 3), COME, sure(0), None, 0, 0)
    outcome = reckon(replace(CASE, benefits=(*CASE.benefits, hole)))
    gemeente = next(each for each in outcome.parties if each.party == "Gemeente")
    assert (gemeente.known, gemeente.why_unknown) == (False, "minder uitkering")
    assert outcome.unknown == ("Gemeente: minder uitkering",)
    assert "Wat geen prijs heeft" in headline(outcome)


def test_seeds_agree_in_words_and_json_survives() -> None:
    chances = [reckon(CASE, seed=seed) for seed in range(6)]
    assert max(each.total.chance for each in chances) - min(each.total.chance for each in chances) < 0.02
    assert max(each.total.error for each in chances) <= 0.01
    assert {round(100 * party.chance) for each in chances for party in each.parties[:1]} == {0}
    assert from_json(Outcome, to_json(chances[0])) == chances[0]
    assert reckon(CASE) == chances[0]
    assert len({headline(each).split(" gevallen")[1] for each in chances}) == 1, "the same verdict in words"


def test_the_sheet_holds_all_that_was_reckoned_with(tmp_path: Path) -> None:
    odd = replace(
        CASE, title="=HYPERLINK(1)", parties=(*CASE.parties, "@bewoners"), null_alternative="-\u00e9én; niets"
    )
    for name, content in (("a.xlsx", workbook(odd)), ("a.csv", csv_text(odd).encode())):
        file = tmp_path / name
        file.write_bytes(content)
        assert read_case(file) == odd
    assert csv_text(odd).count("\r\n") == len(case_rows(odd)) + 1
    assert not any(cell.startswith("=") for line in csv_text(odd).split("\r\n") for cell in line.split(";"))


def test_rates_are_data_with_a_source_and_a_date() -> None:
    assert {each.key: each.rate for each in rates()} == {"nl-2021": 0.0225, "none": 0.0}
    assert all(each.source and each.since for each in rates())
    with pytest.raises(InputError, match="kennen we niet"):
        rate_of("nl-1995")


B = CASE.benefits[0]


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (replace(CASE, null_alternative=" "), "waarmee je vergelijkt"),
        (replace(CASE, costs=(Cost("loon", "Gemeente", euro(1, 2, 3, 2019), 0, 1),)), "prijzen van 2019"),
        (replace(CASE, costs=(Cost("loon", "Rijk", euro(1, 2, 3), 0, 1),)), "niet bij de partijen"),
        (replace(CASE, costs=(Cost("loon", "Gemeente", euro(3, 2, 3), 0, 1),)), "van laag via"),
        (replace(CASE, costs=(Cost("loon", "Gemeente", euro(-3, 2, 3), 0, 1),)), "niet negatief"),
        (replace(CASE, costs=(Cost("loon", "Gemeente", euro(1, 2, 3), 4, 10),)), "de jaren lopen"),
        (replace(CASE, benefits=(replace(B, attribution=sure(1.2)),)), "tussen 0 en 100%"),
        (replace(CASE, benefits=(replace(B, attribution=Range(0.1, 0.2, 0.3)),)), "toerekening"),
        (replace(CASE, benefits=(replace(B, effect=roughly(1, 2, float("nan"))),)), "geen getal"),
        (replace(CASE, years=0), "aantal jaren"),
        (replace(CASE, base_year=0), "jaren zoals 2025"),
        (replace(CASE, parties=("Gemeente", "Gemeente")), "twee keer"),
        (replace(CASE, costs=(), benefits=()), "geen kosten en geen baten"),
        (replace(CASE, benefits=(replace(B, name="minder migranten"),)), "herkomst"),
    ],
)
def test_what_would_mislead_is_refused(case: Case, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        reckon(case)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("soort;", "sort;"), "'soort' en 'naam'"),
        (("zaak;jaren;;10", "zaak;jaren;;tien"), "heel getal"),
        (("zaak;jaren;;10", "zaak;jaren;;١٠"), "heel getal"),
        (("zaak;titel;", "zaken;titel;"), "geen soort"),
        (("baten;minder zorg;Zorg;waarde", "baten;minder zorg;Zorg;waard"), "'wat' een van"),
        (("kosten;loon;Gemeente;bedrag;50000", "kosten;loon;Gemeente;bedrag;50.000"), "twee dingen"),
        (("kosten;loon;Gemeente;bedrag;50000", "kosten;loon;Gemeente;bedrag;veel"), "geen getal"),
        (("nl-2021", "nl-1995"), "kennen we niet"),
    ],
)
def test_a_broken_sheet_gets_a_sentence(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    text = csv_text(CASE)
    assert change[0] in text
    (tmp_path / "a.csv").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        read_case(tmp_path / "a.csv")
