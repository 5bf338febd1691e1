"""What staff see: only dialogues of organisations in which they have the role for it."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer.disclosure import SMALLEST
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.core.rooms import Happened, Step, Waiting
from wijkwijzer_web.dialogue.models import (
    Dialogue,
    Message,
    Promise,
    Question,
    Report,
    Round,
    Statement,
    Topic,
)
from wijkwijzer_web.dialogue.queries.people import answers, people_here

__all__ = [
    "dialogue_for",
    "happened",
    "may_moderate",
    "moderation_of",
    "organisations_for",
    "questions_by_topic",
    "queue",
    "script",
    "silent",
    "starts",
    "statements_waiting",
    "waiting",
    "work_list",
]


STATEMENTS_PER_PAGE = 50


def organisations_for(user: User | AnonymousUser) -> list[Organisation]:
    """The organisations in which this person may set up dialogues."""
    everyone = Organisation.objects.at_work()
    return [one for one in everyone if allowed(user, Permission.WRITE, one)]


def work_list(user: User | AnonymousUser) -> list[Dialogue]:
    """The dialogues this person works on, newest first, with how much waits for a moderator."""
    waiting = Count("messages", filter=Q(messages__state=Message.State.WAITING))
    dialogues = Dialogue.objects.select_related("organisation").annotate(waiting=waiting)
    return [d for d in dialogues if allowed(user, Permission.WRITE, d.organisation) or may_moderate(user, d)]


def may_moderate(user: User | AnonymousUser, dialogue: Dialogue) -> bool:
    """Whether this person moderates: by role in the organisation, or named for this dialogue."""
    if allowed(user, Permission.MODERATE, dialogue.organisation):
        return True
    return not user.is_anonymous and dialogue.moderators.filter(pk=user.pk, is_active=True).exists()


def moderation_of(user: User | AnonymousUser, dialogue: Dialogue) -> dict[str, object]:
    """Whether this person moderates, and who was named to do so (by given name, or else by address)."""
    named = dialogue.moderators.filter(is_active=True).order_by("email")
    people = [person.first_name or person.email for person in named]
    return {"moderates": may_moderate(user, dialogue), "moderators": people}


def dialogue_for(user: User | AnonymousUser, slug: str, permission: Permission) -> Dialogue:
    """The dialogue, when this person may do this with it; else 403, and 404 when it is not theirs at all."""
    dialogue = get_object_or_404(Dialogue.objects.select_related("organisation"), slug=slug)
    named = permission == Permission.MODERATE and may_moderate(user, dialogue)
    if named or allowed(user, permission, dialogue.organisation):
        return dialogue
    if not allowed(user, Permission.WRITE, dialogue.organisation) and not may_moderate(user, dialogue):
        raise Http404  # a draft of others cannot be guessed
    raise PermissionDenied(permission.value)


def questions_by_topic(
    dialogue: Dialogue, leafed: int | None = None, page: str | None = None
) -> list[tuple[Topic, list[tuple[Question, Page[Statement]]]]]:
    """The questions under their topics, each with fifty statements: `page` of the one leafed through."""
    return [
        (
            topic,
            [(one, _statements(one, page if one.pk == leafed else None)) for one in topic.questions.all()],
        )
        for topic in dialogue.topics.prefetch_related("questions")
    ]


def _statements(question: Question, page: str | None) -> Page[Statement]:
    return Paginator(question.statements.order_by("number"), STATEMENTS_PER_PAGE).get_page(page)


def queue(
    dialogue: Dialogue, *, words: str = "", show: str = "wacht", question: int | None = None
) -> QuerySet[Message]:
    """The messages for the moderator: waiting, reported, objected to, hidden or all; filtered by words."""
    messages = Message.objects.filter(dialogue=dialogue).exclude(state=Message.State.ERASED)
    if show == "bezwaar":
        messages = messages.filter(state=Message.State.HIDDEN, decisions__objected=True)
    elif show in Message.State.values:
        messages = messages.filter(state=show)
    if question:
        messages = messages.filter(question_id=question)
    if words:
        messages = messages.filter(Q(text__icontains=words) | Q(shown_text__icontains=words))
    return (
        messages.select_related("question", "statement")
        .prefetch_related("decisions")
        .distinct()
        .order_by("event__position")
    )


def statements_waiting(dialogue: Dialogue) -> QuerySet[Statement]:
    """Statements of participants that nobody has read yet."""
    return Statement.objects.filter(question__topic__dialogue=dialogue, state=Statement.State.WAITING)


def script(dialogue: Dialogue) -> QuerySet[Round]:
    """The rounds in order, with their question."""
    return dialogue.rounds.select_related("question")


def silent(dialogue: Dialogue) -> int:
    """How many people joined and have not answered anything yet."""
    spoken = answers(dialogue).values("participant_key")
    return people_here(dialogue).exclude(key__in=spoken).count()


def starts(organisation: Organisation, actor: User) -> list[Step]:
    """A place to listen: an open dialogue is one too."""
    own = Dialogue.objects.filter(organisation=organisation, is_example=False)
    opened = own.filter(state=Dialogue.State.OPEN).first()
    url = reverse("dialogue:setup", args=[opened.slug]) if opened else reverse("dialogue:new")
    note = _("%(dialogue)s is open") % {"dialogue": opened.title} if opened else ""
    title, who = _("Open een dialoog"), _("jij of een collega")
    return [Step("luisteren", title, 10, who, url, opened is not None, 51, note)]


def happened(organisation: Organisation, since: date, until: date) -> list[Happened]:
    """Dialogues that opened, verslagen that came out with how many people took part, and promises."""
    own = Dialogue.objects.filter(organisation=organisation, is_example=False)
    own = own.exclude(state=Dialogue.State.DRAFT)
    found = []
    new = own.filter(created_at__date__gte=since, created_at__date__lte=until).count()
    if new:
        text = ngettext("%(n)s dialoog ging open.", "%(n)s dialogen gingen open.", new) % {"n": new}
        found.append(Happened(new, text, reverse("dialogue:dialogues"), 50))
    for report in Report.objects.filter(dialogue__in=own, retracted_at=None, published_at__date__gte=since):
        people = int(report.aggregates.get("people", 0))
        if people >= SMALLEST and report.published_at and report.published_at.date() <= until:
            text = _("Het verslag van “%(title)s” kwam uit: %(n)s mensen deden mee.")
            values = {"title": report.dialogue.title, "n": people}
            url = reverse("dialogue:report", args=[report.dialogue.slug])
            found.append(Happened(people, text % values, url, 60))
    promises = Promise.objects.filter(dialogue__in=own)
    done = promises.filter(state=Promise.State.DONE).count()
    if total := promises.count():
        text = _("Van %(total)s beloften uit dialogen zijn er %(n)s gedaan.") % {"total": total, "n": done}
        found.append(Happened(done, text, reverse("dialogue:dialogues"), 70))
    return found


def waiting(actor: User) -> list[Waiting]:
    """Messages that a moderator has not looked at; no word of them."""
    found = []
    for dialogue in work_list(actor):
        number = getattr(dialogue, "waiting", 0)
        if number and may_moderate(actor, dialogue):
            text = ngettext(
                "%(n)s bericht wacht op een blik: %(dialogue)s",
                "%(n)s berichten wachten op een blik: %(dialogue)s",
                number,
            ) % {"n": number, "dialogue": dialogue.title}
            found.append(Waiting(text, reverse("dialogue:queue", args=[dialogue.slug])))
    return found
