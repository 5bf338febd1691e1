"""Words of a weighing beside its numbers: "bij elke weging" stands beside 100 only, 100 beside always."""

from __future__ import annotations

import re

import numpy as np
from django.utils import translation

from wijkwijzer.effects import weigh, weighing_from_rows
from wijkwijzer_web.effects.weighing.pages import groups, headline

WORDS = {
    "bij elke weging": range(100, 101),
    "bij bijna elke weging": range(88, 100),
    "ook bij andere weging": range(1),
    "bij bijna geen weging": range(1, 13),
}


def test_every_sentence_of_a_weighing_says_what_its_number_says() -> None:
    rng, seen, leads = np.random.default_rng(2), set[str](), set[bool]()
    for _ in range(40):
        rows = [
            {"#": str(i), "voorstel": f"Plan {i}"}
            | {f"Doel {c}": f"{low:.2f} - {low + 0.2:.2f}" for c, low in enumerate(rng.random(3))}
            for i in range(6)
        ]
        question = weighing_from_rows(rows, 2)
        outcome = weigh(question, draws=2000)
        with translation.override("nl"):
            lead, shown = headline(outcome), groups(question, outcome)
        for row in (row for _title, each in shown for row in each):
            assert row.count.startswith("100 ") == (row.standing.share == 1.0)
            assert row.count.startswith("0 ") == (row.standing.share == 0.0)
        said = [(int(re.findall(r"\d+", row.count)[0]), row.why) for _title, each in shown for row in each]
        for number, why in said:
            assert number in WORDS.get(why, range(101))
            assert why in WORDS or why.startswith(("als ", "hangt "))
        sure = {number for number, why in said if why in ("bij elke weging", "bij bijna elke weging")}
        assert ("hoe je ook weegt" in lead) == (sure == {100})
        assert ("bij bijna elke weging" in lead) == bool(sure - {100})
        out = {number for number, why in said if why in ("ook bij andere weging", "bij bijna geen weging")}
        assert (" af." in lead) == bool(out)
        assert ("Bijna altijd val" in lead) == bool(out - {0})
        seen |= {why for _number, why in said}
        leads.add(sure == {100})
    assert set(WORDS) <= seen
    assert leads == {True, False}
