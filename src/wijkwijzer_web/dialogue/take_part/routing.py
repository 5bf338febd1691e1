"""Which statement next: the library's rule over this dialogue's counts, renewed every few seconds."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import numpy as np
from django.core.cache import caches
from django.db.models import Count, Q

from wijkwijzer.dialogue import draw_probabilities, router_weights
from wijkwijzer_web.dialogue.models import Event
from wijkwijzer_web.dialogue.queries.structure import AskedQuestion, AskedStatement

__all__ = ["choose", "vote_counts"]

SECONDS = 5
_random = secrets.SystemRandom()


def choose(question: AskedQuestion, left: Sequence[AskedStatement]) -> tuple[AskedStatement, float]:
    """Draw one of the statements that are left; return it with the probability it had."""
    counts = vote_counts(question)
    table = np.array([counts.get(s.pk, (0, 0, 0)) for s in question.statements])
    weights = router_weights(table, None, int(table.sum(axis=1).max()))
    waiting = {s.pk for s in left}
    eligible = np.array([s.pk in waiting for s in question.statements])
    chances = draw_probabilities(weights, eligible)
    place = _random.choices(range(len(chances)), weights=chances.tolist())[0]
    return question.statements[place], float(chances[place])


def vote_counts(question: AskedQuestion) -> dict[int, tuple[int, int, int]]:
    """Agree, disagree and pass per statement, counted at most every five seconds per process."""
    cache, key = caches["local"], f"dialogue-votes:{question.pk}"
    counts: dict[int, tuple[int, int, int]] | None = cache.get(key)
    if counts is None:
        rows = (
            Event.objects.filter(question_id=question.pk, kind=Event.Kind.VOTE)
            .values_list("statement_id")
            .annotate(
                agree=Count("id", filter=Q(value=1)),
                disagree=Count("id", filter=Q(value=-1)),
                passed=Count("id", filter=Q(value=0)),
            )
        )
        counts = {statement: (agree, disagree, passed) for statement, agree, disagree, passed in rows}
        cache.set(key, counts, SECONDS)
    return counts
