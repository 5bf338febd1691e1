"""For staff: themes, the verslag and promises. For everyone: following, and reporting a message."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core.clean import clean_line, number
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.core.work.limits import caller
from wijkwijzer_web.dialogue.actions import outcome as actions
from wijkwijzer_web.dialogue.actions.documents import verslag as report_actions
from wijkwijzer_web.dialogue.actions.documents.findings import start_findings
from wijkwijzer_web.dialogue.forms.outcome import FollowForm, PromiseForm, ThemeForm
from wijkwijzer_web.dialogue.models import (
    Dialogue,
    Event,
    Message,
    Promise,
    Question,
    Report,
    Theme,
    topic_of,
)
from wijkwijzer_web.dialogue.queries import themes as theme_queries
from wijkwijzer_web.dialogue.queries.outcome.links import with_links
from wijkwijzer_web.dialogue.queries.outcome.reports import reading_language, shown_document
from wijkwijzer_web.dialogue.queries.outcome.results import parts_of
from wijkwijzer_web.dialogue.queries.staff import dialogue_for
from wijkwijzer_web.dialogue.queries.structure import dialogue_by_slug
from wijkwijzer_web.dialogue.take_part import session
from wijkwijzer_web.dialogue.take_part.record import Entry, RefusedError, record
from wijkwijzer_web.dialogue.take_part.refusals import explain_refusals
from wijkwijzer_web.follow import service as following
from wijkwijzer_web.publishing import service as publishing

__all__ = ["confirm", "flag", "follow", "preview", "promises", "stop", "themes", "verslag"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, add and merge themes; say of messages where they belong, the most useful first."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    if request.method == "POST":
        try:
            _change_themes(request, slug)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        start_findings(dialogue, again=True)
        return redirect(request.path)
    context = {"dialogue": dialogue, "questions": theme_queries.by_question(dialogue), "form": ThemeForm()}
    return render(request, "dialogue/werk/themas.html", context)


def _change_themes(request: HttpRequest, slug: str) -> None:
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    own = Theme.objects.filter(question__topic__dialogue=dialogue)
    what = request.POST.get("doe")
    if what == "bewaar":
        asked = get_object_or_404(Question, pk=_number(request.POST.get("vraag")), topic__dialogue=dialogue)
        theme = own.filter(pk=_number(request.POST.get("thema"))).first()
        form = ThemeForm(request.POST)
        if not form.is_valid():
            raise ValidationError([str(e) for errors in form.errors.values() for e in errors])
        actions.save_theme(
            actor=actor_of(request),
            dialogue=dialogue,
            question=asked,
            theme=theme,
            values=form.cleaned_data,
            version=request.POST.get("versie", ""),
        )
    elif what == "samen":
        keep = get_object_or_404(own, pk=_number(request.POST.get("blijft")))
        drop = get_object_or_404(own, pk=_number(request.POST.get("gaat")))
        actions.merge_themes(actor=actor_of(request), dialogue=dialogue, keep=keep, drop=drop)
    elif what == "nakijken":
        decisions = {
            _number(name.removeprefix("bericht_")): _number(str(value)) or None
            for name, value in request.POST.items()
            if name.startswith("bericht_") and value
        }
        count = actions.check_messages(actor=actor_of(request), dialogue=dialogue, decisions=decisions)
        words = ngettext("%(n)s bericht nagekeken.", "%(n)s berichten nagekeken.", count)
        messages.success(request, words % {"n": count})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verslag(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a version, put sentences in other words, publish."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    reports = Report.objects.filter(dialogue=dialogue).order_by("-version")
    if request.method == "POST":
        what = request.POST.get("doe")
        if what == "nieuw":
            job = report_actions.start_report(actor_of(request), dialogue, request.path)
            if job is None:
                messages.error(request, _("Er heeft nog niemand geantwoord."))
            return redirect(job or request.path)
        report = get_object_or_404(reports, version=_number(request.POST.get("versie")))
        if what == "bewaar":
            edits = {
                name.removeprefix("zin_"): str(value).strip()[:2000]
                for name, value in request.POST.items()
                if name.startswith("zin_")
            }
            conflict = _edit(request, report, edits)
            if conflict is not None:
                return conflict
        elif what == "publiceer":
            report_actions.publish_report(actor=actor_of(request), report=report)
            messages.success(request, _("Het verslag is gepubliceerd."))
        elif what == "neem-terug":
            _retract(request, report)
        return redirect(request.path)
    return _verslag_page(request, dialogue)


def _verslag_page(
    request: HttpRequest, dialogue: Dialogue, mine: Mapping[str, str] | None = None
) -> HttpResponse:
    """The page; with `mine` what somebody wanted to save over what another saved in between."""
    reports = Report.objects.filter(dialogue=dialogue).order_by("-version")
    newest = reports.first()
    context: dict[str, object] = {"dialogue": dialogue, "reports": reports, "newest": newest}
    if newest is not None and newest.published_at is None:
        rows = publishing.sentences(newest)
        lost = {id: words for id, words in (mine or {}).items() if words}
        context["sentences"] = [
            (one, own, lost.get(one.id, "") if lost.get(one.id, own) != own else "") for one, own in rows
        ]
        context["state"] = publishing.version_of(*publishing.state_of(newest))
    return render(request, "dialogue/werk/verslag.html", context, status=200 if mine is None else 409)


def _retract(request: HttpRequest, report: Report) -> None:
    why = clean_line(request.POST.get("waarom", ""))[:300]
    try:
        report_actions.retract_report(actor=actor_of(request), report=report, why=why)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Het verslag is teruggenomen. Op die plek staat nu wanneer en waarom."))


@login_required
@never_cache
@require_safe
def preview(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version as everyone will see it, for staff only, before it is published."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    report = get_object_or_404(Report, dialogue=dialogue, version=version)
    parts = parts_of(with_links(shown_document(report, reading_language()), dialogue))
    context = {"dialogue": dialogue, "report": report, "parts": parts, "preview": True}
    return render(request, "dialogue/verslag.html", context)


def _edit(request: HttpRequest, report: Report, edits: dict[str, str]) -> HttpResponse | None:
    try:
        report_actions.edit_report(
            actor=actor_of(request), report=report, edits=edits, version=request.POST.get("stand", "")
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except publishing.ChangedError as error:
        messages.error(request, str(error))
        return _verslag_page(request, report.dialogue, edits)
    else:
        messages.success(request, _("Bewaard. De bronnen van elke zin zijn hetzelfde gebleven."))
    return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def promises(request: HttpRequest, slug: str, key: int | None = None) -> HttpResponse:
    """What was promised, and how it stands."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    promise = get_object_or_404(dialogue.promises, pk=key) if key else Promise(dialogue=dialogue)
    form = PromiseForm(request.POST or None, instance=promise, dialogue=dialogue)
    if request.method == "POST" and form.is_valid():
        address = request.build_absolute_uri(reverse("dialogue:results", args=[slug]))
        actions.save_promise(actor=actor_of(request), promise=form.save(commit=False), address=address)
        return redirect("dialogue:promises", slug=slug)
    context = {
        "dialogue": dialogue,
        "promises": dialogue.promises.select_related("theme"),
        "form": form,
        "key": key,
    }
    return render(request, "dialogue/werk/beloften.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to hear what comes of it; the address stands apart from everything else."""
    dialogue = dialogue_by_slug(slug)
    form = FollowForm(request.POST or None)
    sent = False
    if request.method == "POST" and form.is_valid():
        token = following.follow(topic_of(dialogue.pk), form.cleaned_data["email"], caller(request))
        if token:
            yes = request.build_absolute_uri(reverse("dialogue:follow-confirm", args=[token]))
            no = request.build_absolute_uri(reverse("dialogue:follow-stop", args=[token]))
            following.later(
                f"bevestig:{token}",
                letter="dialoog-bevestig",
                to=form.cleaned_data["email"],
                values={"link": yes, "stop": no},
                organisation=dialogue.organisation,
            )
        sent = True
    context = {"dialogue": dialogue, "form": form, "sent": sent}
    return render(request, "dialogue/volg.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address; a mail scanner that only opens the link confirms nothing."""
    if request.method == "POST":
        follower = following.confirm(token)
        if follower is None:
            raise Http404
        dialogue = get_object_or_404(Dialogue, pk=number(follower.topic.rpartition(":")[2]) or 0)
        return render(request, "dialogue/volg.html", {"dialogue": dialogue, "confirmed": True})
    return render(request, "dialogue/volg.html", {"ask": "confirm"})


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mail and forget the address."""
    if request.method == "POST":
        following.unfollow(token)
        return render(request, "dialogue/volg.html", {"stopped": True})
    return render(request, "dialogue/volg.html", {"ask": "stop"})


@require_POST
@explain_refusals
def flag(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Meld dit: a participant says that a moderator should look."""
    dialogue = dialogue_by_slug(slug)
    participant = session.participant_of(request, dialogue)
    if participant is None:
        raise RefusedError("Melden kan als je meedoet aan deze dialoog.", 403)
    readable = Message.objects.filter(dialogue=dialogue, state=Message.State.VISIBLE)
    message = get_object_or_404(readable, number=number)
    mine = Event.objects.filter(
        participant_key=participant.key, kind=Event.Kind.REPORT, refers_to=message.number
    )
    if not mine.exists():
        entry = Entry(kind=Event.Kind.REPORT, question=message.question_id, refers_to=message.number)
        record(dialogue, participant.key, [entry], request=uuid.uuid4())
    messages.success(request, _("Dank je wel. Een moderator kijkt ernaar."))
    return redirect("dialogue:results", slug=slug)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0
