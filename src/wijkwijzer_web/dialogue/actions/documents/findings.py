"""Making results: the newest findings for everyone, a version of the verslag, and files of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import default_task_backend, task

from wijkwijzer.disclosure import SMALLEST
from wijkwijzer.errors import InputError
from wijkwijzer.report import to_json
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.dialogue.actions.documents.files import RESULTS
from wijkwijzer_web.dialogue.models import (
    Counter,
    Dialogue,
    Findings,
    Message,
    Theme,
    ThemeOfMessage,
)
from wijkwijzer_web.dialogue.queries.outcome.beside import counts_beside
from wijkwijzer_web.dialogue.queries.outcome.findings import Material, erased_people, material
from wijkwijzer_web.dialogue.queries.outcome.freshness import (
    last_position,
    may_judge,
    next_place,
    whole_place,
)

__all__ = [
    "Written",
    "ask_when_ten_wrote",
    "keep_findings",
    "keep_themes",
    "refuse_erased",
    "renew_findings",
    "start_findings",
    "write_document",
]

WHILE_LIVE, SETTLED = 30, 100  # bootstraps of people for the stability of groups
PAUSE = timedelta(seconds=20)
LOOK_SECONDS = 5.0
ATTEMPTS = 4  # of making a result while people go on erasing
REMEMBERED = 3600.0


def start_findings(dialogue: Dialogue, *, again: bool = False) -> bool:
    """Ask for new findings when there is reason to; return whether they are being made.

    That is when enough people wrote, or a moderator decided on the words of ten; when the dialogue closed; or
    `again`: themes changed and the same answers have to be read anew.
    """
    known = Findings.objects.filter(dialogue=dialogue).first()
    position = last_position(dialogue)
    settled = dialogue.state == Dialogue.State.CLOSED
    if position == 0 or not _outdated(dialogue, known, settled, again):
        return False
    now = timezone.now()
    pause = not again and known and now - PAUSE < known.made_at <= now and known.settled == settled
    wait = known.made_at + PAUSE if pause and known else None
    if wait is not None and not default_task_backend.supports_defer:
        return True
    before = f"{known.position}:{known.made_at:%y%m%d%H%M%S%f}" if known else "0"
    try:
        # The work is the same as long as it follows on the same result.
        jobs.start(
            renew_findings if wait is None else renew_findings.using(run_after=wait),
            kind=RESULTS,
            key=f"{dialogue.slug}:{before}:{position}:{int(settled)}{f':{now:%H%M%S%f}' if again else ''}",
            title=_("Uitkomst van %(title)s") % {"title": dialogue.title},
            parameters={"slug": dialogue.slug},
        )
    except jobs.TooMuchWork:
        return False  # the page shows what there is; who writes next asks again
    return True


def _outdated(dialogue: Dialogue, known: Findings | None, settled: bool, again: bool) -> bool:
    if known is None:
        return settled or next_place(dialogue, None) is not None
    if again or known.settled != settled or may_judge(known):
        return True
    place = whole_place(dialogue, known) if settled else next_place(dialogue, known)
    return place is not None


def ask_when_ten_wrote(dialogue: Dialogue, writer: UUID) -> None:
    """After an answer: see whether there is reason for new findings, without counting at every answer.

    Each process counts the people that it saw itself; from ten on, or after some seconds, it looks.
    """
    cache, key = caches["local"], f"dialogue-writers:{dialogue.pk}"
    seen: frozenset[UUID] = cache.get(key, frozenset()) | {writer}
    looked = not cache.add(f"dialogue-looked:{dialogue.pk}", True, LOOK_SECONDS)
    if len(seen) >= SMALLEST or not looked:
        start_findings(dialogue)
        seen = frozenset()
    cache.set(key, seen, REMEMBERED)


@task()
def renew_findings(job_id: str, slug: str) -> None:
    """Compute the newest findings in the background."""
    with jobs.work(job_id) as work:
        dialogue = Dialogue.objects.select_related("organisation").get(slug=slug)
        for _attempt in range(ATTEMPTS):
            known = Findings.objects.filter(dialogue=dialogue).first()
            settled = dialogue.state == Dialogue.State.CLOSED
            place = whole_place(dialogue, known) if settled else next_place(dialogue, known)
            if place is None and known is None:
                return
            found = material(dialogue, place, known)
            work.progress(30, _("Berichten en stemmen lezen"))
            made = write_document(found, SETTLED if settled else WHILE_LIVE)
            work.progress(90, _("Bewaren"))
            with transaction.atomic():
                if keep_findings(found, known, settled, made):
                    return
        raise InputError(_("Intussen veranderde er steeds iets. Vraag het opnieuw."))


def keep_findings(
    found: Material,
    known: Findings | None,
    settled: bool,
    made: Written,
) -> bool:
    """Store the newest findings inside the caller's transaction, unless something changed in the meantime.

    Nothing is stored when somebody erased, or another result was stored, while this one was made.
    """
    dialogue = found.dialogue
    Counter.objects.select_for_update().get(dialogue=dialogue)
    now = Findings.objects.filter(dialogue=dialogue).first()
    if erased_people(dialogue) != found.erased or (now and now.made_at) != (known and known.made_at):
        return False
    keep_themes(dialogue, made.themed)
    Findings.objects.update_or_create(
        dialogue=dialogue,
        defaults={
            "position": found.position,
            "settled": settled,
            "document": made.document,
            "translations": made.translations,
            "aggregates": made.aggregates | counts_beside(dialogue, found.position),
        },
    )
    return True


def refuse_erased(dialogue: Dialogue, erased: int) -> None:
    """Stop when somebody erased their words while these were being read; holds the log until the commit."""
    Counter.objects.select_for_update().get(dialogue=dialogue)
    if erased_people(dialogue) != erased:
        raise InputError(_("Intussen wiste iemand zijn woorden. Vraag het opnieuw."))


@dataclass(frozen=True, slots=True)
class Written:
    """The document as JSON, the same in other languages, its counts, and the theme of each message."""

    document: dict[str, Any]
    translations: dict[str, dict[str, Any]]
    aggregates: dict[str, Any]
    themed: list[Any]


def write_document(found: Material, bootstraps: int, made_on: date | None = None) -> Written:
    """Gather once, and write in Dutch and English: the counts are the same by construction."""
    # Imported here: the language model belongs in the worker, not in every web process.
    from wijkwijzer.dialogue import check_verslag, gather, verslag_document

    gathered = gather(found.inquiry, bootstraps=bootstraps)
    day = made_on or timezone.localdate()
    document = verslag_document(gathered, made_on=day)
    english = verslag_document(gathered, made_on=day, language="en")
    aggregates = {
        "people": gathered.people,
        "sources": found.sources,
        "check": check_verslag(document, gathered),
        "position": found.position,
        "checksum": found.checksum,
        "groups": gathered.analysis.groups.sizes.tolist() if gathered.analysis else [],
        "statements": [one.to_json() for one in gathered.public.values()],
        "themes": [_public(question) for question in gathered.questions.values()],
        "background": found.inquiry.background,
        "moderation": found.moderation,
        "counted_at": found.counted_at,
    }
    # Which words are of others is asked anew for every reader: what somebody erases stands nowhere else.
    translations = {"en": to_json(replace(english, theirs=()))}
    return Written(to_json(document), translations, aggregates, list(gathered.themed.values()))


def _public(question: Any) -> dict[str, Any]:
    """A question as it is kept for pages and data; words of proposals are made of messages, and stay out."""
    return {name: value for name, value in asdict(question).items() if name != "proposals"}


def keep_themes(dialogue: Dialogue, themed: list[Any]) -> None:
    """Store which theme each message got; what a person decided stays."""
    themes = {
        (question, key): pk
        for question, key, pk in Theme.objects.filter(question__topic__dialogue=dialogue).values_list(
            "question", "key", "pk"
        )
    }
    numbers = {
        str(number): (key, question)
        for key, number, question in Message.objects.filter(dialogue=dialogue, statement=None).values_list(
            "key", "number", "question"
        )
    }
    ThemeOfMessage.objects.filter(message__dialogue=dialogue, checked=False).delete()
    decided = set(ThemeOfMessage.objects.filter(message__dialogue=dialogue).values_list("message", flat=True))
    ThemeOfMessage.objects.bulk_create(
        ThemeOfMessage(
            message_id=numbers[row.id][0],
            theme_id=themes.get((numbers[row.id][1], row.theme)),
            probability=row.probability,
            check_first=row.check_first,
        )
        for row in themed
        if row.id in numbers and numbers[row.id][0] not in decided
    )
