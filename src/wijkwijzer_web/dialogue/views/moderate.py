"""The queue: search, filter, decide in bulk; and the public log of what was hidden and why."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core.clean import number as read_number
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.dialogue.actions.documents.findings import start_findings
from wijkwijzer_web.dialogue.actions.moderate import decide, decide_statement
from wijkwijzer_web.dialogue.models import Message, Moderation, Statement
from wijkwijzer_web.dialogue.queries import moderation as queries
from wijkwijzer_web.dialogue.queries import staff
from wijkwijzer_web.dialogue.queries.outcome.beside import log_in
from wijkwijzer_web.dialogue.queries.outcome.results import findings_of
from wijkwijzer_web.dialogue.queries.structure import dialogue_by_slug, forget
from wijkwijzer_web.dialogue.take_part.answers import clean_text
from wijkwijzer_web.dialogue.take_part.refusals import explain_refusals

__all__ = ["log", "queue", "statement"]

PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_refusals
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Messages to read, with suggestions; decide on one or on many."""
    dialogue = staff.dialogue_for(request.user, slug, Permission.MODERATE)
    if request.method == "POST":
        _decide(request, slug)
        if request.POST.get("terug") == "regie":
            return redirect("dialogue:console", slug=slug)
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    show = request.GET.get("toon", "wacht")
    found = staff.queue(
        dialogue,
        words=request.GET.get("q", "")[:100],
        show=show,
        question=read_number(request.GET.get("vraag")),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "dialogue": dialogue,
        "page": page,
        "rows": [queries.with_suggestion(m) for m in page.object_list],
        "show": show,
        "states": [*Message.State.choices[:3], ("bezwaar", _("bezwaar gemaakt"))],
        "reasons": Moderation.Reason.choices,
        "statements": staff.statements_waiting(dialogue)[:PAGE],
        "questions": queries.open_questions(dialogue),
    }
    return render(request, "dialogue/werk/wachtrij.html", context)


def _decide(request: HttpRequest, slug: str) -> None:
    dialogue = staff.dialogue_for(request.user, slug, Permission.MODERATE)
    decision = request.POST.get("besluit", "")
    reason = request.POST.get("reden", "")
    chosen = request.POST.getlist("bericht")
    for one in Moderation.Decision.values:  # the button beside one message, whatever else is ticked
        if one in request.POST:
            decision, chosen = one, request.POST.getlist(one)
            reason = request.POST.get(f"reden_{chosen[0]}", reason)
    numbers = [int(n) for n in chosen if n.isascii() and n.isdigit() and len(n) < 12]
    if decision not in Moderation.Decision.values or not numbers:
        messages.error(request, _("Kies een of meer berichten en wat ermee moet gebeuren."))
        return
    if decision == Moderation.Decision.HIDE and reason not in Moderation.Reason.values:
        messages.error(request, _("Kies een reden. Die staat in het openbare logboek."))
        return
    words = clean_text(request.POST.get(f"tekst_{numbers[0]}", ""))
    if decision == Moderation.Decision.EDIT and (len(numbers) != 1 or not words):
        messages.error(request, _("Aanpassen doe je per bericht."))
        return
    try:
        changed = decide(
            actor=actor_of(request),
            dialogue=dialogue,
            numbers=numbers,
            decision=decision,
            reason=reason,
            shown_text=words,
            proposals=_proposals(request, numbers),
            versions={n: request.POST[f"versie_{n}"] for n in numbers if f"versie_{n}" in request.POST},
        )
    except PermissionDenied as error:
        messages.error(request, str(error))
        return
    start_findings(dialogue)
    messages.success(
        request,
        ngettext("%(n)s bericht bijgewerkt.", "%(n)s berichten bijgewerkt.", changed) % {"n": changed},
    )


def _proposals(request: HttpRequest, numbers: list[int]) -> dict[int, str]:
    """What stands in the boxes with a proposal beside the messages; the moderator may have changed it."""
    given = {number: clean_text(request.POST.get(f"tekst_{number}", "")) for number in numbers}
    return {number: text for number, text in given.items() if text}


@login_required
@require_POST
@explain_refusals
def statement(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Show or hide a statement that a participant wrote."""
    dialogue = staff.dialogue_for(request.user, slug, Permission.MODERATE)
    found = get_object_or_404(Statement, pk=key, question__topic__dialogue=dialogue)
    show = request.POST.get("besluit") == "toon"
    text = clean_text(request.POST.get("tekst", ""), 280)
    decide_statement(
        actor=actor_of(request),
        dialogue=dialogue,
        statement=found,
        show=show,
        text=text,
        version=request.POST.get("versie", ""),
    )
    forget(dialogue)
    return redirect("dialogue:queue", slug=slug)


@require_safe
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """For everyone: how many messages were hidden and why, never which words."""
    dialogue = dialogue_by_slug(slug)
    found = findings_of(dialogue)
    context = {
        "dialogue": dialogue,
        "log": log_in(found.aggregates if found else None),
        "reasons": Moderation.Reason.choices,
    }
    return render(request, "dialogue/logboek.html", context)
