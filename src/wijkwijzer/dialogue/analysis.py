"""The whole analysis of a dialogue's votes as one result, the same for the same votes in any order."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from wijkwijzer import __version__
from wijkwijzer.dialogue.groups.find import SURE, Groups, find_groups
from wijkwijzer.dialogue.votes.contrast import (
    LEAST_VOTERS,
    CommonGround,
    Difference,
    common_ground,
    differences,
)
from wijkwijzer.dialogue.votes.log import Dialogue
from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.position import PositionModel, fit_positions
from wijkwijzer.dialogue.votes.shares import Shares, shares_of

__all__ = ["METHOD", "Analysis", "analyse", "number"]

METHOD = "latente-klassen"
METHOD_VERSION = "2"


@dataclass(frozen=True, eq=False)
class Analysis:
    """Everything computed from one position in the log.

    Attributes
    ----------
    dialogue : Dialogue or None
        What was read; None when only votes were given.
    votes : VoteMatrix
        Last votes of n participants on the s statements that were not left out.
    shares : Shares
        Of everyone.
    group_shares : tuple of Shares
        Of each group; show one only when ``LEAST_VOTERS`` members voted.
    positions : PositionModel
    groups : Groups
    ground : CommonGround
    differences : tuple of Difference
    seed, bootstraps : int
        What the random draws depend on.
    """

    dialogue: Dialogue | None
    votes: VoteMatrix
    shares: Shares
    group_shares: tuple[Shares, ...]
    positions: PositionModel
    groups: Groups
    ground: CommonGround
    differences: tuple[Difference, ...]
    seed: int
    bootstraps: int

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON values, with how it was made.

        Group numbers count from 1, the largest first. A participant's group is null between groups (under
        probability .9; ``nearest`` says which is nearest), and for everyone when there are no stable groups.
        """
        return {
            "method": METHOD,
            "provenance": self.provenance(),
            "verdict": verdict(self.groups.k),
            "people": self.votes.n,
            "groups": self._groups(),
            "participants": self._participants(),
            "statements": [self._statement(place) for place in range(self.votes.s)],
            "common_ground": [self.votes.statements[place] for place in self.ground.ranked()],
            "differences": [
                {
                    "group": d.group + 1,
                    "statement": self.votes.statements[d.statement],
                    "share": d.share,
                    "rest": d.rest,
                    "low": d.low,
                    "high": d.high,
                }
                for d in self.differences
            ],
            "moderated_out": self.dialogue.moderated_out if self.dialogue else [],
            "about_people": self.dialogue.about_people if self.dialogue else [],
            "notes": [str(note) for note in self.dialogue.notes] if self.dialogue else [],
        }

    def provenance(self) -> dict[str, Any]:
        """Return method, version, parameters and seed."""
        return {
            "version": f"wijkwijzer {__version__}, methode {METHOD_VERSION}",
            "status": "vastgesteld",
            "seed": self.seed,
            "parameters": {
                "bootstraps": self.bootstraps,
                "sure": SURE,
                "least_voters_per_group": LEAST_VOTERS,
                "prior_strength": self.groups.strength,
                "weighted": self.votes.propensities is not None,
                **dict(self.groups.settings),
            },
            "attempts": [
                {
                    "groups": a.groups,
                    "gain": number(a.gain),
                    "smallest": a.smallest,
                    "stability": number(a.stability),
                    "stability_votes": number(a.stability_votes),
                    "verdict": a.verdict,
                }
                for a in self.groups.attempts
            ],
        }

    def _groups(self) -> list[dict[str, Any]]:
        return [
            {
                "id": group + 1,
                "size": int(size),
                "stability": number(self.groups.stability[group]),
                "stability_votes": number(self.groups.stability_votes[group]),
            }
            for group, size in enumerate(self.groups.sizes)
        ]

    def _participants(self) -> list[dict[str, Any]]:
        columns = zip(
            self.votes.participants,
            self.groups.member.tolist(),
            self.groups.nearest.tolist(),
            self.groups.probability.tolist(),
            strict=True,
        )
        return [
            {
                "id": identifier,
                "group": group + 1 if group >= 0 else None,
                "probability": number(chance),
                "nearest": nearest + 1 if nearest >= 0 else None,
            }
            for identifier, group, nearest, chance in columns
        ]

    def _statement(self, place: int) -> dict[str, Any]:
        agree, disagree, passed = self.shares.counts[place].tolist()
        return {
            "id": self.votes.statements[place],
            **_share(self.shares, place),
            "agree": agree,
            "disagree": disagree,
            "pass": passed,
            "not_shown": self.votes.n - agree - disagree - passed,
            "common_ground": number(self.ground.geometric[place]),
            "groups": [
                {"group": group + 1, **_share(shares, place, LEAST_VOTERS)}
                for group, shares in enumerate(self.group_shares)
            ],
        }


def _share(shares: Shares, place: int, least: int = 1) -> dict[str, Any]:
    votes = int(shares.counts[place].sum())
    if votes < least:
        return {"share": None, "low": None, "high": None, "n": votes}
    values = (shares.share[place], shares.low[place], shares.high[place])
    return {**dict(zip(("share", "low", "high"), map(number, values), strict=True)), "n": votes}


def number(value: float | None) -> float | None:
    """Turn NaN into None, so that JSON stays JSON.

    Examples
    --------
    >>> number(float("nan")), number(0.5)
    (None, 0.5)
    """
    return None if value is None or math.isnan(value) else float(value)


def verdict(k: int) -> str:
    """Say how many stable groups there are.

    Examples
    --------
    >>> verdict(0), verdict(3)
    ('geen stabiele groepen', '3 groepen')
    """
    return f"{k} groepen" if k else "geen stabiele groepen"


def analyse(dialogue: Dialogue | VoteMatrix, *, bootstraps: int = 100, seed: int = 0) -> Analysis:
    """Analyse the votes of a dialogue.

    Parameters
    ----------
    dialogue : Dialogue or VoteMatrix
        The log, or only votes.
    bootstraps : int
        Bootstraps of people for the stability of groups; 0 leaves stability out.
    seed : int
        Of every random draw.

    Examples
    --------
    >>> votes = VoteMatrix.from_rows([(p, s, 1) for p in range(5) for s in range(3)])
    >>> found = analyse(votes).to_json()
    >>> found["verdict"], found["statements"][0]["share"], found["participants"][0]["group"]
    ('geen stabiele groepen', 1.0, None)
    """
    log = dialogue if isinstance(dialogue, Dialogue) else None
    votes = dialogue.matrix if isinstance(dialogue, Dialogue) else dialogue
    opinions = votes.silenced(log.about_people if log else ())
    positions = fit_positions(opinions, seed=seed)
    groups = find_groups(opinions, bootstraps=bootstraps, seed=seed)
    members = [groups.flags(group) for group in range(groups.k)]
    return Analysis(
        dialogue=log,
        votes=votes,
        shares=shares_of(votes),
        group_shares=tuple(shares_of(votes, flags) for flags in members),
        positions=positions,
        groups=groups,
        ground=common_ground(opinions, members, positions),
        differences=tuple(differences(opinions, members)),
        seed=seed,
        bootstraps=bootstraps,
    )
