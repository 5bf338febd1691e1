"""The example's knowledge is in order, linked, and uses no word that we advise against."""

from __future__ import annotations

from collections import Counter

from wijkwijzer.example.knowledge import example_records
from wijkwijzer.knowledge.records import Raw, check_records, make_record


def test_every_record_is_read_and_every_reference_leads_somewhere() -> None:
    made = [make_record(Raw(kind, data, None)) for kind, data in example_records()]
    assert [problems for record, problems in made if record is None] == []
    assert check_records([record for record, _ in made if record is not None]) == []


def test_there_is_enough_of_everything() -> None:
    counts = Counter(kind for kind, _ in example_records())
    least = {
        "publicatie": 60,
        "interventie": 40,
        "mislukking": 12,
        "aanname": 15,
        "initiatief": 8,
        "tip": 25,
        "vraag": 5,
    }
    assert all(counts[kind] >= number for kind, number in least.items())
    assert counts["financieringsvorm"] + counts["samenwerkingsvorm"] == 10
    text = str(example_records()).lower()
    assert not any(word in text for word in ("kwets" + "bare", "achter" + "stands", "probleem" + "wijk"))
