"""Paper: the print pack, and what came in; each ballot is a participant of its own and marked in results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.dialogue.actions.documents.files import PRINT_PACK
from wijkwijzer_web.dialogue.actions.documents.findings import refuse_erased
from wijkwijzer_web.dialogue.actions.log import Entry, append
from wijkwijzer_web.dialogue.languages import DUTCH, language
from wijkwijzer_web.dialogue.models import BackgroundAnswer, Dialogue, Participant
from wijkwijzer_web.dialogue.queries.outcome.findings import erased_people
from wijkwijzer_web.dialogue.queries.print_pack import print_pack_pdf
from wijkwijzer_web.dialogue.queries.structure import forget, structure
from wijkwijzer_web.publishing.service import version_of

__all__ = ["Ballot", "enter_ballots", "make_print_pack", "start_print_pack"]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The answers of one person (paper), or of one table."""

    entries: tuple[Entry, ...]
    background: tuple[tuple[int, str], ...] = ()


@action
def enter_ballots(*, actor: User, dialogue: Dialogue, source: str, ballots: Sequence[Ballot]) -> int:
    """Add ballots to the log in one step; all or none. Return how many."""
    require(actor, Permission.WRITE, dialogue.organisation)
    today = timezone.localdate()
    people = Participant.objects.bulk_create(
        Participant(dialogue=dialogue, source=source, joined_on=today) for _ in ballots
    )
    BackgroundAnswer.objects.bulk_create(
        BackgroundAnswer(participant=person, question_id=question, option=option)
        for person, ballot in zip(people, ballots, strict=True)
        for question, option in ballot.background
    )
    for person, ballot in zip(people, ballots, strict=True):
        append(dialogue, person.key, ballot.entries)
    record(dialogue, details={"source": source, "ballots": len(ballots)})
    return len(ballots)


def start_print_pack(
    *, actor: User, dialogue: Dialogue, address: str, code: str = DUTCH, return_url: str = ""
) -> Job:
    """Ask for the print pack in a language; one that was made of the same questions is given again."""
    require(actor, Permission.WRITE, dialogue.organisation)
    forget(dialogue)
    asked = structure(dialogue)
    background = [(one.text, one.options) for one in asked.background]
    told = (dialogue.title, dialogue.readers, dialogue.non_readers, dialogue.keep_until)
    state = version_of(told, address, background, asked.questions, erased_people(dialogue))
    return jobs.start(
        make_print_pack,
        kind=PRINT_PACK,
        key=f"{dialogue.slug}:{actor.pk}:{code}:{state}",
        title=_("Drukwerk van %(title)s") % {"title": dialogue.title},
        owner=actor,
        return_url=return_url,
        parameters={"slug": dialogue.slug, "address": address, "code": code},
    )


@task()
def make_print_pack(job_id: str, slug: str, address: str, code: str) -> None:
    """Draw the pack in the background: thousands of statements take minutes."""
    with jobs.work(job_id) as work:
        dialogue = Dialogue.objects.select_related("organisation").get(slug=slug)
        erased = erased_people(dialogue)
        forget(dialogue)
        work.progress(20, _("Formulier opmaken"))
        content = print_pack_pdf(dialogue, structure(dialogue), address, language(code))
        with transaction.atomic():
            refuse_erased(dialogue, erased)
            name = f"{_('drukwerk')}-{slug}" + ("" if code == DUTCH else f"-{code}")
            work.store(f"{name}.pdf", content, "application/pdf")
