"""Words of a weighing beside their numbers: "bij elke weging" stands only beside 100 of 100."""

from __future__ import annotations

import re

import numpy as np
from django.utils import translation

from wijkwijzer.effects import Weighing, weigh
from wijkwijzer.effects.priorities import Alternative, Criterion, Figure
from wijkwijzer_web.effects.weighing.pages import groups, headline

WORDS = {
    "bij elke weging": range(100, 101),
    "bij bijna elke weging": range(88, 100),
    "ook bij andere weging": range(1),
    "bij bijna geen weging": range(1, 13),
}


def test_every_sentence_of_a_weighing_says_what_its_number_says() -> None:
    rng, seen, leads = np.random.default_rng(2), set[str](), set[bool]()
    criteria = tuple(Criterion(f"c{i}", f"Doel {i}") for i in range(3))
    for _ in range(40):
        things = tuple(
            Alternative(f"a{i}", f"Plan {i}", tuple(Figure(v, v + 0.2) for v in rng.random(3)))
            for i in range(6)
        )
        question = Weighing(criteria, things, 2)
        outcome = weigh(question, draws=2000)
        with translation.override("nl"):
            lead, shown = headline(outcome), groups(question, outcome)
        rows = [(int(re.findall(r"\d+", row.count)[0]), row.why) for _title, each in shown for row in each]
        for number, why in rows:
            assert number in WORDS.get(why, range(101))
            assert why in WORDS or why.startswith(("als ", "hangt "))
        sure = {number for number, why in rows if why in ("bij elke weging", "bij bijna elke weging")}
        assert ("hoe je ook weegt" in lead) == (sure == {100})
        assert ("bij bijna elke weging" in lead) == bool(sure - {100})
        seen |= {why for _number, why in rows}
        leads.add(sure == {100})
    assert set(WORDS) <= seen
    assert leads == {True, False}
