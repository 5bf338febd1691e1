"""One contract for every method over votes: a public function joins it, or stands among the reasons why."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

from contract_values import plain
from wijkwijzer.dialogue import Dialogue, analyse, polis_export, router_weights
from wijkwijzer.dialogue import groups as groups_room
from wijkwijzer.dialogue import polis as polis_room
from wijkwijzer.dialogue import votes as votes_room
from wijkwijzer.dialogue.groups.find import find_groups
from wijkwijzer.dialogue.polis.legacy import legacy_polis
from wijkwijzer.dialogue.public_counts import PublicStatement, public_statements
from wijkwijzer.dialogue.votes.background import shares_per_answer
from wijkwijzer.dialogue.votes.contrast import common_ground, differences
from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.position import fit_positions
from wijkwijzer.dialogue.votes.propensity import inclusion_probabilities
from wijkwijzer.dialogue.votes.rankings import rank_items
from wijkwijzer.dialogue.votes.ratings import rate
from wijkwijzer.dialogue.votes.shares import shares_of

Row = tuple[int, int, int]
Method = Callable[[list[Row], int], Any]
METHODS: dict[str, Method] = {}
OTHERWISE = {
    "beta_interval": "a formula: tested with shares_of",
    "align": "turns a result that is there",
    "last_answers": "chooses rows of a table: tested with ratings",
    "draw": "one random draw: tested with the router",
    "draw_probabilities": "a formula: tested with the router",
    "who_is_missing": "two tables of shares, no votes",
    "age_range": "reads one word",
    "shares_by_age": "two tables of shares, no votes",
    "ones_at": "a form of storage",
    "empty_table": "an empty table",
    "planted_votes": "makes votes",
    "votes_from": "makes votes",
    "coordinates": "a part of find_groups",
    "fit_classes": "a part of find_groups",
    "hasten": "a part of find_groups",
    "improve": "a part of find_groups",
    "leave_one_out": "a part of find_groups",
    "seeded_starts": "a part of find_groups",
    "choose_plan": "a part of find_groups",
    "heldout_inclination": "a part of find_groups",
    "matched_jaccard": "a part of find_groups",
    "stability_over_people": "a part of find_groups",
    "stability_over_votes": "a part of find_groups",
    "consensus": "a part of legacy_polis",
    "representative": "a part of legacy_polis",
}


def method(name: str) -> Callable[[Method], Method]:
    def register(function: Method) -> Method:
        assert name not in METHODS
        METHODS[name] = function
        return function

    return register


def matrix(rows: list[Row]) -> VoteMatrix:
    return VoteMatrix.from_rows(rows)


def dialogue(rows: list[Row]) -> Dialogue:
    kinds = {"participant": pl.Int64, "statement": pl.Int64, "vote": pl.Int8}
    votes = pl.DataFrame(rows, schema=kinds, orient="row")
    statements = pl.DataFrame(
        {
            "statement": votes["statement"].unique().sort(),
            "text": "x",
            "moderated": 1,
            "author": None,
            "time": None,
        }
    )
    people = votes["participant"].unique().sort()
    answers = pl.DataFrame(
        {
            "participant": people,
            "question": ["rol"] * len(people),
            "answer": ["bewoner" if person % 2 else "gemeente" for person in people],
        },
        schema={"participant": pl.Int64, "question": pl.String, "answer": pl.String},
    )
    return Dialogue(statements, votes, background=answers)


@method("shares_of")
def _shares(rows: list[Row], seed: int) -> Any:
    return shares_of(matrix(rows))


@method("fit_positions")
def _positions(rows: list[Row], seed: int) -> Any:
    return fit_positions(matrix(rows), seed=seed)


@method("common_ground")
def _ground(rows: list[Row], seed: int) -> Any:
    votes = matrix(rows)
    sides = [np.arange(votes.n) % 2 == side for side in range(2)]
    return common_ground(votes, sides, fit_positions(votes, seed=seed))


@method("differences")
def _differences(rows: list[Row], seed: int) -> Any:
    votes = matrix(rows)
    return differences(votes, [np.arange(votes.n) % 2 == side for side in range(2)])


@method("router_weights")
def _router(rows: list[Row], seed: int) -> Any:
    votes = matrix(rows)
    return router_weights(votes.counts(), None, votes.n)


@method("rate")
def _rate(rows: list[Row], seed: int) -> Any:
    schema = {"participant": pl.Int64, "item": pl.String, "value": pl.Int64, "time": pl.Int64}
    return rate(pl.DataFrame([(p, f"i{s}", v + 2, 0) for p, s, v in rows], schema=schema, orient="row"))


@method("rank_items")
def _rank(rows: list[Row], seed: int) -> Any:
    schema = {"participant": pl.Int64, "item": pl.String, "rank": pl.Int64}
    table = [(p, f"i{s}", 2 * s + (v > 0)) for p, s, v in rows]
    return rank_items(pl.DataFrame(table, schema=schema, orient="row"), bootstraps=20, seed=seed)


@method("inclusion_probabilities")
def _chances(rows: list[Row], seed: int) -> Any:
    schema = {"participant": pl.Int64, "statement": pl.Int64, "probability": pl.Float64}
    table = pl.DataFrame([(p, s, 1 / (2 + s)) for p, s, _ in rows], schema=schema, orient="row")
    found = inclusion_probabilities(table, 10)
    return sorted((p, s, float(chance)) for (p, s, _), chance in zip(rows, found, strict=True))


@method("shares_per_answer")
def _answers(rows: list[Row], seed: int) -> Any:
    return shares_per_answer(dialogue(rows))


@method("find_groups")
def _groups(rows: list[Row], seed: int) -> Any:
    return find_groups(matrix(rows), bootstraps=10, seed=seed)


@method("legacy_polis")
def _legacy(rows: list[Row], seed: int) -> Any:
    return legacy_polis(matrix(rows)).to_json()


@method("polis_export")
def _export(rows: list[Row], seed: int) -> Any:
    export = polis_export(dialogue(rows))
    return sorted(map(repr, export.votes.iter_rows())), sorted(map(repr, export.participants.iter_rows()))


@method("analyse")
def _analyse(rows: list[Row], seed: int) -> Any:
    return analyse(matrix(rows), bootstraps=10, seed=seed).to_json()


@method("public_statements")
def _public(rows: list[Row], seed: int) -> Any:
    found = public_statements(analyse(dialogue(rows), bootstraps=0, seed=seed))
    stored = json.loads(json.dumps([one.to_json() for one in found]))
    assert tuple(PublicStatement.from_json(one) for one in stored) == found
    return found


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    rng = np.random.default_rng(5)
    return [
        (person, statement, int(rng.choice([1, 0, -1], p=[0.6, 0.1, 0.3] if person % 2 else [0.2, 0.1, 0.7])))
        for person in range(40)
        for statement in range(12)
        if rng.random() < 0.8
    ]


def test_every_public_function_joins_or_says_why_not() -> None:
    public = set()
    for room in (votes_room, groups_room, polis_room):
        for module in pkgutil.iter_modules(room.__path__):
            loaded = importlib.import_module(f"{room.__name__}.{module.name}")
            public |= {name for name in loaded.__all__ if inspect.isfunction(getattr(loaded, name))}
    assert public <= METHODS.keys() | OTHERWISE.keys()
    assert not METHODS.keys() & OTHERWISE.keys()
    assert OTHERWISE.keys() <= public


@pytest.mark.parametrize("name", METHODS)
def test_the_same_votes_and_seed_give_the_same_in_any_order(name: str, rows: list[Row]) -> None:
    first = json.dumps(plain(METHODS[name](rows, 1)), sort_keys=True, allow_nan=False)
    shuffled = rows.copy()
    random.Random(3).shuffle(shuffled)
    assert json.dumps(plain(METHODS[name](shuffled, 1)), sort_keys=True, allow_nan=False) == first


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("few", [[], [(7, 3, 1)], [(7, 3, 0)], [(7, 3, -1), (7, 4, 1)]], ids=len)
def test_nothing_and_one_vote_are_answered(name: str, few: list[Row]) -> None:
    json.dumps(plain(METHODS[name](few, 0)), allow_nan=False)
