"""The log as tables: which votes count, and since when a statement was there."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import polars as pl
import pytest

from wijkwijzer.dialogue import Dialogue, empty_table
from wijkwijzer.dialogue.votes.log import SCHEMAS

STATEMENTS = pl.DataFrame(
    {"statement": [3, 1, 2], "text": ["c", "a", "b"], "moderated": [-1, 1, 0], "time": [30, 10, 20]}
)
VOTES = pl.DataFrame(
    {
        "participant": [9, 9, 8, 8, 7],
        "statement": [1, 3, 1, 2, 3],
        "vote": [1, 1, -1, 0, 1],
        "time": [11, 31, 12, 21, 33],
    }
)


def test_what_a_moderator_left_out_is_not_counted_but_everyone_is() -> None:
    log = Dialogue(STATEMENTS, VOTES)
    assert log.matrix.statements == (1, 2)
    assert log.matrix.participants == (7, 8, 9)
    assert log.matrix.counts().tolist() == [[1, 1, 0], [0, 0, 1]]
    assert log.moderated_out == [3]


def test_everything_keeps_what_was_left_out() -> None:
    log = Dialogue(STATEMENTS, VOTES)
    assert log.everything.statements == (1, 2, 3)
    assert log.everything.counts().tolist() == [[1, 1, 0], [0, 0, 1], [2, 0, 0]]


def test_the_last_vote_counts() -> None:
    again = pl.concat([VOTES, VOTES[:1].with_columns(vote=pl.lit(-1, pl.Int64), time=pl.lit(99, pl.Int64))])
    for table in (again, again.reverse()):
        assert Dialogue(STATEMENTS, table).matrix.counts().tolist()[0] == [0, 2, 0]


def test_draws_weigh_with_the_moment_each_statement_was_there() -> None:
    drawn = VOTES.with_columns(probability=pl.lit(0.5))
    late = STATEMENTS.with_columns(time=pl.col("time") * 100)
    early, after = Dialogue(STATEMENTS, drawn).matrix, Dialogue(late, drawn).matrix
    assert early.propensities is not None
    assert after.propensities is not None
    assert early.propensities.tolist() != after.propensities.tolist()
    unknown = Dialogue(STATEMENTS.with_columns(time=pl.lit(None, pl.Int64)), drawn).matrix
    assert unknown.propensities is not None
    assert Dialogue(STATEMENTS, VOTES).matrix.propensities is None


@pytest.mark.parametrize("name", SCHEMAS)
def test_empty_tables_have_their_columns(name: str) -> None:
    assert empty_table(name).height == 0
    assert dict(empty_table(name).schema) == SCHEMAS[name]


def test_a_dialogue_without_more_is_empty() -> None:
    log = Dialogue(STATEMENTS, VOTES)
    assert (log.title, log.summary, log.offered, log.published_groups) == ("", {}, {}, {})
    assert [table.height for table in (log.ratings, log.rankings, log.background)] == [0, 0, 0]


def test_statements_about_the_voter_are_known_when_the_log_tells_them() -> None:
    assert Dialogue(STATEMENTS, VOTES).about_people == []
    told = STATEMENTS.with_columns(meta=pl.Series([True, False, True]))
    assert Dialogue(told, VOTES).about_people == [2, 3]


def test_a_dialogue_is_read_once_and_does_not_change() -> None:
    log = Dialogue(STATEMENTS, VOTES)
    assert log.matrix is log.matrix
    assert log.everything is log.everything
    with pytest.raises(FrozenInstanceError):
        log.title = "Anders"  # type: ignore[misc]
