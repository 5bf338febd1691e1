"""Passing a question on, answering it, and letting everybody read the answer or not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge.mailing.actions import letter, tell_writer
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Passed
from wijkwijzer_web.knowledge.questions import queries
from wijkwijzer_web.knowledge.records.actions import changed, take

__all__ = [
    "answer",
    "erase_answer",
    "erase_answer_again",
    "forget_questions",
    "hide_answer_again",
    "judge_answer",
    "know_nothing",
    "pass_on",
]

ANSWER, HIDDEN = "vraag-antwoord", "vraag-antwoord-verborgen"  # in the list of erasures
KEPT_DAYS = 365


@action
def pass_on(*, actor: User, organisation: Organisation, row: KnowledgeRecord, people: Collection[str]) -> int:
    """Mail a public question to the people with these keys; only who may be asked at this moment gets it."""
    require(actor, Permission.REVIEW, organisation)
    row = KnowledgeRecord.objects.select_for_update().get(pk=row.pk)
    if row.kind != queries.KIND or not row.public:
        raise InputError(_("Deze vraag staat er niet, dus sturen we die niet door."))
    chosen = [one.person for one in queries.who_knows(row) if one.person.key in people]
    for person in chosen:
        made = Passed.objects.create(
            record=row, mark=queries.mark_of(person.address), sent_on=timezone.localdate()
        )
        letter(
            "vraag-door",
            str(made.key),
            person.address,
            about=[row.key],
            values={
                "question": row.title,
                "knows": person.knows,
                "link": queries.answer_link(made),
                "stop": person.stop,
            },
        )
    record(row, organisation=organisation, details={"people": len(chosen)})
    return len(chosen)


@action
def answer(*, actor: User | None, passed: Passed, text: str, by: str) -> Passed:
    """Take an answer in; until somebody looked at it, it may be written again.

    The same form sent twice is one answer.
    """
    passed = Passed.objects.select_for_update(of=("self",)).select_related("record").get(pk=passed.pk)
    if not passed.record.public:
        raise InputError(_("Deze vraag staat er niet meer."))
    if passed.state in (Passed.State.SHOWN, Passed.State.HIDDEN):
        raise InputError(_("Een redacteur keek al naar je antwoord. Weghalen kan nog wel."))
    passed.text, passed.by, passed.state = text, by, Passed.State.WAITING
    passed.answered_at = passed.answered_at or timezone.now()
    passed.save()
    record(passed)
    return passed


@action
def know_nothing(*, actor: User | None, passed: Passed) -> None:
    """This person does not know; nobody else hears it."""
    found = Passed.objects.filter(pk=passed.pk, state=Passed.State.SENT)
    found.update(state=Passed.State.UNKNOWN, answered_at=timezone.now())
    record(passed)


@action
def judge_answer(*, actor: User, organisation: Organisation, passed: Passed, shown: bool) -> None:
    """Let everybody read an answer, or not; who asked hears of one that is shown."""
    require(actor, Permission.REVIEW, organisation)
    passed = Passed.objects.select_for_update(of=("self",)).select_related("record").get(pk=passed.pk)
    if passed.state in (Passed.State.SENT, Passed.State.UNKNOWN):
        raise InputError(_("De schrijver haalde dit antwoord weg."))
    if not shown:
        erasures.note(HIDDEN, str(passed.key))
    _set(passed, Passed.State.SHOWN if shown else Passed.State.HIDDEN)
    record(passed, organisation=organisation, details={"shown": shown})
    if shown and passed.record.public:
        tell_writer(passed.record, passed.record.organisation, "vraag-antwoord", str(passed.key))


@action
def erase_answer(*, actor: User | None, passed: Passed) -> None:
    """Take one's answer back, also after a restore; that this person was asked stays."""
    erasures.note(ANSWER, str(passed.key))
    _erase(passed)
    record(passed)


def erase_answer_again(key: str) -> bool:
    """After a restore: take back what its writer took back since the backup."""
    found = Passed.objects.filter(key=key).exclude(text="").first()
    if found is None:
        return False
    with transaction.atomic():
        _erase(found)
    return True


def hide_answer_again(key: str) -> bool:
    """After a restore: an answer that was hidden since the backup is not shown."""
    found = Passed.objects.filter(key=key, state=Passed.State.SHOWN).first()
    if found is None:
        return False
    with transaction.atomic():
        _set(found, Passed.State.HIDDEN)
    return True


def _erase(passed: Passed) -> None:
    passed.text = passed.by = ""
    _set(passed, Passed.State.UNKNOWN)


def _set(passed: Passed, state: Passed.State) -> None:
    """Move it; what the record says follows from what is shown."""
    before, passed.state = passed.state, state
    passed.save()
    if Passed.State.SHOWN in (before, state):
        row = KnowledgeRecord.objects.select_for_update().get(pk=passed.record_id)
        take(row, row.data)
        changed(row)


@action
def forget_questions(*, actor: User | None = None) -> dict[str, int]:
    """Links that nobody used end; answers that were not shown, and who did not know, go after a year."""
    today = timezone.localdate()
    unused = Passed.objects.filter(
        state=Passed.State.SENT, sent_on__lte=today - timedelta(days=queries.LINK_DAYS)
    )
    old = Passed.objects.filter(
        state__in=(Passed.State.HIDDEN, Passed.State.UNKNOWN), sent_on__lte=today - timedelta(days=KEPT_DAYS)
    )
    number = unused.count() + old.count()
    unused.delete()
    old.delete()
    counts = {str(Passed._meta.verbose_name_plural): number}
    record(None, details=counts)
    return counts
