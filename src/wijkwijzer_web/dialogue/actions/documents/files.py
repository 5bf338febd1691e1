"""Files made of a dialogue: they go when their words must go."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from wijkwijzer_web.core.models import Job
from wijkwijzer_web.dialogue.models import Dialogue, topic_of
from wijkwijzer_web.follow import service as following
from wijkwijzer_web.publishing import service as publishing

__all__ = [
    "DRAFT",
    "EXAMPLE",
    "PRINT_PACK",
    "REPORT",
    "RESULTS",
    "ROWS",
    "expire_finished_work",
    "expire_rows",
    "forget_belongings",
    "remove_files",
]

REPORT, RESULTS, ROWS, PRINT_PACK = "verslag", "uitkomst", "rijen", "drukwerk"
DRAFT, EXAMPLE = "concept", "voorbeeldverslag"
ROWS_KEPT = timedelta(days=1)


def remove_files(dialogue: Dialogue) -> None:
    """Remove every file that may hold words or rows of a dialogue."""
    _remove(Job.objects.filter(kind__in=(REPORT, ROWS, PRINT_PACK), key__startswith=f"{dialogue.slug}:"))
    publishing.remove_files(topic_of(dialogue.pk))


def forget_belongings(dialogue: Dialogue) -> None:
    """Before a dialogue goes for good: what no key of it leads to, being files, work and followers."""
    remove_files(dialogue)
    work = Job.objects.filter(kind__in=(RESULTS, DRAFT, EXAMPLE))
    _remove(work.filter(Q(key=dialogue.slug) | Q(key__startswith=f"{dialogue.slug}:")))
    following.forget_topic(topic_of(dialogue.pk))


def expire_rows() -> int:
    """Remove rows that were made more than a day ago; return how many files."""
    return _remove(Job.objects.filter(kind=ROWS, created_at__lt=timezone.now() - ROWS_KEPT))


def expire_finished_work() -> int:
    """Forget work that made a result, which is stored elsewhere; a busy dialogue makes hundreds."""
    limit = timezone.now() - ROWS_KEPT
    done, _kinds = Job.objects.filter(kind=RESULTS, state=Job.State.DONE, finished_at__lt=limit).delete()
    return done


def _remove(jobs: QuerySet[Job]) -> int:
    found = list(jobs)
    for job in found:
        if job.result:
            job.path.unlink(missing_ok=True)
    jobs.delete()
    return len(found)
