"""The queue of editors, and putting records in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.records import RECORD_TYPES
from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.knowledge.contribute.queries import newest_data, state_of
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Reaction, Revision, State
from wijkwijzer_web.knowledge.reactions.actions import judge_reaction
from wijkwijzer_web.knowledge.records.actions import put_in_record, withdraw
from wijkwijzer_web.knowledge.records.pages import changed_since, differences, record_page
from wijkwijzer_web.knowledge.review import actions, queries
from wijkwijzer_web.knowledge.review.forms import RecordForm, initial_of
from wijkwijzer_web.knowledge.search.queries import LABELS
from wijkwijzer_web.publishing.service import ChangedError, version_of

__all__ = [
    "decide",
    "decide_change",
    "decide_reaction",
    "edit",
    "look",
    "new",
    "queue",
    "reviewer",
    "take_back",
]


def reviewer(request: HttpRequest, row: KnowledgeRecord | None = None) -> tuple[User, Organisation]:
    """Who looks at knowledge, and for which organisation; 403 for everybody else.

    A record of an organisation of others is not there (404).
    """
    actor = actor_of(request)
    if queries.reviewing_for(actor) is None:
        raise PermissionDenied("review")
    organisation = queries.reviewing_for(actor, row)
    if organisation is None:
        raise Http404
    return actor, organisation


@login_required
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that waits, by age."""
    actor, organisation = reviewer(request)
    context = {
        "rows": queries.new_rows(actor)[:200],
        "drafts": queries.drafts(organisation).count(),
        "gone": queries.gone(organisation)[:50],
        "changes": queries.changes(actor)[:100],
        "reactions": queries.reactions(actor)[:100],
        "answers": queries.answers(actor)[:100],
        "unasked": queries.not_passed_on(actor)[:100],
        "due": queries.due_rows(actor, timezone.localdate())[:100],
        "empty": queries.empty_searches()[:20],
        "age": queries.waiting_age(actor),
        "kinds": [(kind, LABELS[kind]) for kind in RECORD_TYPES],
    }
    return render(request, "knowledge/queue.html", context)


@login_required
@never_cache
@require_safe
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """A record as others would see it, with what an editor can do."""
    row = get_object_or_404(KnowledgeRecord, pk=pk)
    reviewer(request, row)
    return _look(request, row)


def _look(request: HttpRequest, row: KnowledgeRecord, read: Revision | None = None) -> HttpResponse:
    """The page; with `read` for who decided on words that changed meanwhile: then both stand there."""
    newest = row.revisions.order_by("-number").first()
    waiting = row.revisions.filter(status=Revision.Status.WAITING).order_by("-number").first()
    context = {
        "row": row,
        "page": record_page(row),
        "change": waiting,
        "differences": differences(row, waiting.data) if waiting and row.public else [],
        "version": version_of(*state_of(row)),
        "read": newest.pk if newest else "",
        "conflict": read is not None,
        "meanwhile": changed_since(read, newest_data(row)) if read else [],
    }
    return render(request, "knowledge/look.html", context, status=409 if read else 200)


def _read_by(request: HttpRequest, row: KnowledgeRecord) -> Revision:
    """The version that the editor read; the first one when the form does not say."""
    sent = number(request.POST.get("gelezen", "")) or 0
    found = row.revisions.filter(pk=sent).first() or row.revisions.order_by("number").first()
    return found or Revision(record=row, data=row.data)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it, or leave it with a reason."""
    row = get_object_or_404(KnowledgeRecord, pk=pk, state__in=(State.NEW, State.DRAFT))
    actor, organisation = reviewer(request, row)
    try:
        if request.POST.get("keuze") == "zet-erop":
            page = request.build_absolute_uri(row.get_absolute_url())
            sent = request.POST.get("version", "")
            actions.approve(actor=actor, organisation=organisation, row=row, page=page, version=sent)
            messages.success(request, _("Het staat erop."))
            if row.kind == "vraag":
                return redirect("knowledge:relay", pk)
        else:
            reason = request.POST.get("reden", "")
            actions.decline(actor=actor, organisation=organisation, row=row, reason=reason)
            messages.success(request, _("Het staat er niet op. De schrijver krijgt je zin."))
    except ChangedError:
        row.refresh_from_db()
        return _look(request, row, _read_by(request, row))
    except InputError as error:
        messages.error(request, str(error))
        return redirect("knowledge:look", pk)
    return redirect("knowledge:queue")


@login_required
@require_POST
def decide_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposed change over, or not."""
    revision = get_object_or_404(Revision.objects.select_related("record__organisation"), pk=pk)
    actor, organisation = reviewer(request, revision.record)
    if revision.status != Revision.Status.WAITING:
        if revision.record.revisions.filter(number__gt=revision.number).exists():
            return _look(request, revision.record, revision)
        return redirect("knowledge:queue")  # the same answer sent twice
    taken = request.POST.get("keuze") == "overnemen"
    actions.take_over(actor=actor, organisation=organisation, revision=revision, taken=taken)
    return redirect("knowledge:queue")


@login_required
@require_POST
def decide_reaction(request: HttpRequest, pk: int) -> HttpResponse:
    """Let others read a reaction, or not."""
    reaction = get_object_or_404(Reaction.objects.exclude(kind="gebied"), pk=pk)
    about = KnowledgeRecord.objects.filter(key=reaction.key).first() if reaction.kind == "stuk" else None
    actor, organisation = reviewer(request, about)
    shown = request.POST.get("keuze") == "toon"
    judge_reaction(actor=actor, reaction=reaction, organisation=organisation, shown=shown)
    return redirect("knowledge:queue")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Put a record in: all its fields, of which few are needed."""
    if kind not in RECORD_TYPES:
        raise Http404(kind)
    actor, organisation = reviewer(request)
    form = RecordForm(kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = put_in_record(
            actor=actor, organisation=organisation, kind=kind, data=form.cleaned_data["record"]
        )
        messages.success(request, _("Het staat erop."))
        return redirect(row)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "label": LABELS[kind], "row": None}
    return render(request, "knowledge/edit.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change every field of a record."""
    row = get_object_or_404(KnowledgeRecord, pk=pk)
    actor, organisation = reviewer(request, row)
    form = RecordForm(row.kind, request.POST or None, initial=initial_of(row.kind, row.data))
    if request.method == "POST" and form.is_valid():
        actions.edit(actor=actor, organisation=organisation, row=row, data=form.cleaned_data["record"])
        messages.success(request, _("Bewaard."))
        return redirect("knowledge:look", pk)
    status = 400 if request.method == "POST" else 200
    return render(
        request, "knowledge/edit.html", {"form": form, "label": LABELS[row.kind], "row": row}, status=status
    )


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a record, with a reason and perhaps what came instead."""
    row = get_object_or_404(KnowledgeRecord, pk=pk, public=True)
    actor, _organisation = reviewer(request, row)
    successor = KnowledgeRecord.objects.filter(public=True, key=request.POST.get("opvolger", "")).first()
    try:
        withdraw(actor=actor, row=row, reason=request.POST.get("reden", ""), successor=successor)
    except InputError as error:
        messages.error(request, str(error))
        return redirect("knowledge:look", pk)
    messages.success(request, _("Ingetrokken."))
    return redirect("knowledge:queue")
