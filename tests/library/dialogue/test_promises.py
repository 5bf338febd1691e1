"""What the dialogue library promises: one result for the same votes, groups only when there are any."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from wijkwijzer.cli import main
from wijkwijzer.dialogue.analysis import analyse
from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.simulation import planted_votes


def _rows(votes: VoteMatrix) -> list[tuple[int, int, int]]:
    columns = zip(votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True)
    return [(int(person), int(statement), int(value)) for person, statement, value in columns]


def test_shuffled_rows_give_equal_json() -> None:
    rows = _rows(planted_votes(90, 20, 14, groups=2, seed=3).votes)
    first = analyse(VoteMatrix.from_rows(rows), bootstraps=10).to_json()
    random.Random(1).shuffle(rows)
    again = analyse(VoteMatrix.from_rows(rows), bootstraps=10).to_json()
    assert json.dumps(first, sort_keys=True) == json.dumps(again, sort_keys=True)


def test_three_planted_groups_are_found_and_no_groups_where_none_are() -> None:
    found = [analyse(planted_votes(155, 60, 30, seed=n).votes, bootstraps=30).groups.k for n in range(5)]
    none = [
        analyse(planted_votes(155, 60, 30, groups=1, seed=n).votes, bootstraps=30).groups.k for n in range(5)
    ]
    assert sum(k == 3 for k in found) >= 4
    assert none == [0] * 5


def test_a_share_of_everyone_who_answered_has_no_interval() -> None:
    shares = analyse(planted_votes(60, 8, 8, groups=1, seed=1).votes, bootstraps=0).to_json()["statements"]
    assert all(s["low"] == s["share"] == s["high"] for s in shares if s["not_shown"] == 0)


@pytest.mark.data
@pytest.mark.parametrize(
    "conversation",
    ["canadian-electoral-reform", "scoop-hivemind.taxes", "austria-climate.5twd2jsnkf.2022-08-08"],
)
def test_the_legacy_view_agrees_with_the_published_groups(
    shared_data: Path, capsys: pytest.CaptureFixture[str], conversation: str
) -> None:
    folder = shared_data / "polis" / conversation
    assert main(["dialogue", "analyse", str(folder), "--method", "legacy-polis", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    from wijkwijzer.dialogue.files import read_dialogue

    published = {str(k): v for k, v in read_dialogue(folder).published_groups.items()}
    ours = {str(p["id"]): p["group"] for p in result["participants"] if p["group"] is not None}
    shared = sorted(published.keys() & ours.keys())
    assert len(shared) > 100
    assert _rand([published[p] for p in shared], [ours[p] for p in shared]) >= 0.80


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "geen"),
        ({"votes.csv": b"participant,statement\n1,2\n"}, "kolom"),
        ({"votes.csv": b"participant,statement,vote\n1,2,\xff\xfe\n"}, "UTF-8"),
        (
            {
                "votes.csv": b"participant,statement,vote\n1,9,1\n",
                "statements.csv": b"statement,text\n1,Een stelling\n",
            },
            "9",
        ),
        (
            {
                "votes.csv": b"participant,statement,vote\n1,1,1\n",
                "statements.csv": b"statement,text\n1,Een\n1,Twee\n",
            },
            "1",
        ),
    ],
)
def test_broken_files_get_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, bytes], words: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert main(["dialogue", "analyse", str(tmp_path)]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith("wijkwijzer: ")
    assert words in said
    assert len(said.splitlines()) == 1


def _rand(first: list[int], second: list[int]) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985)."""
    table = np.zeros((max(first) + 1, max(second) + 1))
    np.add.at(table, (first, second), 1)

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, rows, columns = pairs(table), pairs(table.sum(1)), pairs(table.sum(0))
    expected = rows * columns / pairs(np.array([float(len(first))]))
    return (both - expected) / ((rows + columns) / 2 - expected)
