"""The classic Polis analysis as one named method: to compare with, and for people who come from Polis.

Written from its published description, with the sign of the export (agree 1): columns of statements that a
moderator left out become 0 for everyone; people with min(7, statements) votes take part (topped up to 15);
principal components of their mean-filled matrix; places scaled by sqrt(statements / votes); at most 100 base
clusters; groups by weighted k-means on those for k = 2 to 5, chosen by silhouette.

Polis runs after every vote and starts from the groups it had; a start from scratch sometimes ends in a poor
optimum that its history avoids. So each k has two starts here, the first k base clusters and the k farthest
apart (Polis' own rule when a cluster vanishes), and the tighter result counts.

Source: Small, Bjorkegren, Erkkila, Shaw & Megill (2021), Polis: scaling deliberation by mapping high
dimensional opinion spaces; Rousseeuw (1987) for the silhouette.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from wijkwijzer import __version__
from wijkwijzer.dialogue.polis.statements import Representative, consensus, representative
from wijkwijzer.dialogue.votes.matrix import Flags, Floats, Id, Ints, VoteMatrix

__all__ = ["LegacyView", "legacy_polis"]

METHOD = "legacy-polis"
LEAST_VOTES = 7
LEAST_PEOPLE = 15
BASE_CLUSTERS = 100
STARTS = 20
NEAR_TIE = 0.05
SWEEPS = 20


@dataclass(frozen=True, eq=False)
class LegacyView:
    """The classic view.

    Attributes
    ----------
    votes : VoteMatrix
        n participants, s statements (those left out included).
    places : array, shape (n, 2)
        Projection on two principal components, scaled for the number of votes.
    member : array of int, shape (n,)
        Group, -1 for people with too few votes.
    silhouettes : dict of int to float
        Silhouette on base clusters per number of groups.
    representative : tuple of tuple of Representative
        Per group at most five statements.
    consensus : array, shape (s,)
        Group-aware consensus: product over groups of the smoothed share that agrees.
    left_out : frozenset
        Statements that a moderator left out.
    """

    votes: VoteMatrix
    places: Floats
    member: Ints
    silhouettes: dict[int, float]
    representative: tuple[tuple[Representative, ...], ...]
    consensus: Floats
    left_out: frozenset[Id]

    @property
    def k(self) -> int:
        """Number of groups."""
        return len(self.representative)

    def to_json(self) -> dict[str, Any]:
        """Return JSON values in the shape of the main analysis; what the classic view lacks is null."""
        sizes = np.bincount(self.member[self.member >= 0], minlength=self.k)
        return {
            "method": METHOD,
            "provenance": {
                "version": f"wijkwijzer {__version__}, methode 3",
                "status": "vastgesteld",
                "seed": None,
                "parameters": {"least_votes": LEAST_VOTES, "base_clusters": BASE_CLUSTERS},
                "silhouettes": {str(k): value for k, value in self.silhouettes.items()},
            },
            "people": self.votes.n,
            "groups": [
                {"id": group + 1, "size": int(size), "stability": None} for group, size in enumerate(sizes)
            ],
            "participants": [
                {"id": identifier, "group": group + 1 if group >= 0 else None, "probability": None}
                for identifier, group in zip(self.votes.participants, self.member.tolist(), strict=True)
            ],
            "statements": self._statements(),
            "representative": [
                [{"statement": self.votes.statements[r.statement], **r.to_json()} for r in chosen]
                for chosen in self.representative
            ],
            "moderated_out": sorted(self.left_out),
        }

    def _statements(self) -> list[dict[str, Any]]:
        counts = self.votes.counts()
        parts = [self.votes.counts(self.member == group) for group in range(self.k)]
        rows: list[dict[str, Any]] = []
        for place, identifier in enumerate(self.votes.statements):
            if identifier not in self.left_out:
                rows.append(
                    {
                        "id": identifier,
                        **_plain_share(counts[place]),
                        "consensus": float(self.consensus[place]),
                        "groups": [
                            {"group": group + 1, **_plain_share(part[place])}
                            for group, part in enumerate(parts)
                        ],
                    }
                )
        return rows

    def to_text(self) -> str:
        """Write groups and their representative statements as plain text."""
        grouped = int((self.member >= 0).sum())
        lines = [f"Klassieke weergave van Polis: {self.votes.n} deelnemers, {grouped} in {self.k} groepen"]
        for group, chosen in enumerate(self.representative):
            lines += ["", f"groep {group + 1}: {int((self.member == group).sum())} mensen"]
            for r in chosen:
                side = "eens" if r.agrees else "oneens"
                statement = self.votes.statements[r.statement]
                lines.append(f"  {side:<7}{r.share:>4.0%} (anderen {r.rest:.0%})  stelling {statement}")
        return "\n".join(lines)


def _plain_share(counts: Ints) -> dict[str, Any]:
    n = int(counts.sum())
    return {"share": float(counts[0] / n) if n else None, "low": None, "high": None, "n": n}


def legacy_polis(
    votes: VoteMatrix, *, left_out: Collection[Id] = (), about_people: Collection[Id] = ()
) -> LegacyView:
    """Make the classic Polis view; no randomness, so no seed.

    Parameters
    ----------
    votes : VoteMatrix
        n participants, s statements, those left out included.
    left_out : collection of identifiers
        Statements that a moderator left out.
    about_people : collection of identifiers
        Statements about the voter: counted, and no part of the groups.

    Examples
    --------
    >>> camp = [(p, s, 1 if (p < 15) == (s < 4) else -1) for p in range(40) for s in range(8)]
    >>> view = legacy_polis(VoteMatrix.from_rows(camp))
    >>> view.k, sorted(np.bincount(view.member[view.member >= 0]).tolist())
    (2, [15, 25])
    """
    unseen = {*left_out, *about_people}
    hidden = np.array([identifier in unseen for identifier in votes.statements], dtype=bool)
    taking_part = _taking_part(votes)
    places = _places(votes, hidden, taking_part)
    member = np.full(votes.n, -1)
    silhouettes: dict[int, float] = {}
    if taking_part.sum() >= 2:
        member[taking_part], silhouettes = _groups(places[taking_part])
    k = int(member.max(initial=-1)) + 1
    parts = [votes.counts(member == group) for group in range(k)]
    chosen = tuple(representative(parts, group, hidden) for group in range(k))
    return LegacyView(
        votes, places, member, silhouettes, chosen, consensus(parts, votes.s), frozenset(left_out)
    )


def _taking_part(votes: VoteMatrix) -> Flags:
    given = np.bincount(votes.rows, minlength=votes.n)
    chosen = given >= min(LEAST_VOTES, votes.s)
    if chosen.sum() < LEAST_PEOPLE:
        chosen[np.lexsort([np.arange(votes.n), -given])[:LEAST_PEOPLE]] = True
    return np.asarray(chosen & (given > 0))


def _places(votes: VoteMatrix, hidden: Flags, taking_part: Flags) -> Floats:
    """Two principal components of those who take part, and everybody's place on them.

    A gap is the column's mean, so it adds nothing after centring.
    """
    voted = np.zeros((votes.n, votes.s), dtype=bool)
    centred = np.zeros((votes.n, votes.s))
    voted[votes.rows, votes.columns] = True
    counts = taking_part[votes.rows]
    total = np.bincount(votes.columns[counts], votes.values[counts], minlength=votes.s)
    means = total / np.maximum(np.bincount(votes.columns[counts], minlength=votes.s), 1)
    centred[votes.rows, votes.columns] = votes.values - means[votes.columns]
    centred[:, hidden], voted[:, hidden] = 0.0, True
    components = _leading(centred[taking_part])
    scale = np.sqrt(votes.s / np.maximum(voted.sum(axis=1), 1))
    return np.asarray((centred @ components) * scale[:, None])


def _leading(centred: Floats) -> Floats:
    """Two leading right singular vectors, shape (s, 2), each with its largest entry positive."""
    small = centred.T @ centred if centred.shape[1] <= centred.shape[0] else centred @ centred.T
    vectors = np.linalg.eigh(small)[1][:, ::-1][:, :2]
    if centred.shape[1] > centred.shape[0]:
        vectors = centred.T @ vectors
        vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=0), 1e-12)
    padded = np.zeros((centred.shape[1], 2))
    padded[:, : vectors.shape[1]] = vectors
    if len(padded):
        padded *= np.where(padded[np.abs(padded).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    return padded


def _groups(places: Floats) -> tuple[Ints, dict[int, float]]:
    _, first = np.unique(places, axis=0, return_index=True)
    start = places[np.sort(first)[:BASE_CLUSTERS]]
    base, centres = _kmeans(places, start, np.ones(len(places)))
    weights = np.bincount(base, minlength=len(centres)).astype(np.float64)
    best: Ints = np.zeros(len(centres), dtype=np.int64)
    silhouettes: dict[int, float] = {}
    labels: dict[int, Ints] = {}
    for k in range(2, min(5, 2 + len(centres) // 12, len(centres)) + 1):
        starts = (centres[:k], _far_apart(centres, weights, k), *_spread_out(centres, weights, k))
        found = [_kmeans(centres, chosen, weights) for chosen in starts]
        label = min(found, key=lambda result: _spread(centres, weights, *result))[0]
        silhouettes[k] = _silhouette(centres, label)
        labels[k] = label
    highest = max(silhouettes.values(), default=0.0)
    # Polis changes the number of groups when another was better several times: near a tie the fewest stay.
    best = next((labels[k] for k in labels if silhouettes[k] >= highest - NEAR_TIE), best)
    order = np.unique(best[base], return_inverse=True)[1]
    sizes = np.bincount(order)
    rank = np.argsort(np.argsort(-sizes, kind="stable"), kind="stable")
    return rank[order], silhouettes


def _kmeans(points: Floats, centres: Floats, weights: Floats) -> tuple[Ints, Floats]:
    """Weighted k-means from given centres; a cluster that vanishes is gone."""
    for _ in range(SWEEPS):
        label = np.unique(_distances(points, centres).argmin(axis=1), return_inverse=True)[1]
        total = np.bincount(label, weights)
        moved = np.stack([np.bincount(label, weights * axis) / total for axis in points.T], axis=1)
        if moved.shape == centres.shape and np.allclose(moved, centres, rtol=0, atol=1e-12):
            break
        centres = moved
    return _distances(points, centres).argmin(axis=1), centres


def _far_apart(points: Floats, weights: Floats, k: int) -> Floats:
    chosen = [int(_distances(points, np.average(points, axis=0, weights=weights)[None])[:, 0].argmax())]
    while len(chosen) < k:
        chosen.append(int(_distances(points, points[chosen]).min(axis=1).argmax()))
    return points[chosen]


def _spread_out(points: Floats, weights: Floats, k: int) -> Iterator[Floats]:
    """Starts as k-means++ draws them, always the same draws.

    Polis goes on from the groups of a moment ago. Cold, the first k base clusters often lead to a division
    that is far from the best one; of these starts and the two others the tightest division is kept.
    """
    draws = np.random.default_rng(k)
    for _ in range(STARTS):
        chosen = [int(draws.choice(len(points), p=weights / weights.sum()))]
        while len(chosen) < k:
            worth = weights * _distances(points, points[chosen]).min(axis=1)
            total = float(worth.sum())
            chosen.append(int(draws.choice(len(points), p=worth / total)) if total > 0 else len(chosen))
        yield points[chosen]


def _spread(points: Floats, weights: Floats, label: Ints, centres: Floats) -> float:
    return float((weights * ((points - centres[label]) ** 2).sum(axis=1)).sum())


def _distances(points: Floats, centres: Floats) -> Floats:
    return np.asarray(((points[:, None] - centres[None]) ** 2).sum(axis=2))


def _silhouette(points: Floats, label: Ints) -> float:
    """Mean silhouette, every point counting once; -1 when all points are in one cluster."""
    names, label = np.unique(label, return_inverse=True)
    if len(names) < 2:
        return -1.0
    distance = np.sqrt(_distances(points, points))
    sizes = np.bincount(label)
    sums = np.stack([distance[:, label == name].sum(axis=1) for name in range(len(names))], axis=1)
    place = np.arange(len(points))
    own = sums[place, label] / np.maximum(sizes[label] - 1, 1)
    others = sums / sizes
    others[place, label] = np.inf
    nearest = others.min(axis=1)
    value = (nearest - own) / np.maximum(np.maximum(nearest, own), 1e-12)
    return float(np.where(sizes[label] > 1, value, 0.0).mean())
