"""The organiser's pages: the list, a new dialogue, its questions and script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core import clean
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import with_trial
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.dialogue.actions import setup as actions
from wijkwijzer_web.dialogue.actions.documents.findings import start_findings
from wijkwijzer_web.dialogue.actions.documents.verslag import draft_report
from wijkwijzer_web.dialogue.forms import setup as forms
from wijkwijzer_web.dialogue.models import BackgroundQuestion, Dialogue, Question, Round, Statement
from wijkwijzer_web.dialogue.preparing.queries.steps import setup_steps
from wijkwijzer_web.dialogue.queries import staff as queries
from wijkwijzer_web.dialogue.queries.arrangement import arrangement
from wijkwijzer_web.dialogue.queries.structure import forget
from wijkwijzer_web.publishing.service import ChangedError, version_of

__all__ = ["changed", "copy", "edit", "new", "remove", "setup", "setup_page", "state", "work_list"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one form on the page of set-up adds: its form, its name in the page, and what is done with it."""

    shown_as: str
    form: Callable[[QueryDict | None, Dialogue], BaseForm]
    add: Callable[[HttpRequest, Dialogue, Any], object]


def _add_question(request: HttpRequest, dialogue: Dialogue, form: forms.QuestionForm) -> None:
    topic, question = form.cleaned_data["topic_title"], form.save(commit=False)
    actions.add_question(actor=actor_of(request), dialogue=dialogue, topic=topic, question=question)


def _add_statements(request: HttpRequest, dialogue: Dialogue, form: forms.StatementsForm) -> None:
    under = Question.objects.filter(topic__dialogue=dialogue, kind=Question.Kind.STATEMENT)
    target = get_object_or_404(under, pk=_number(request.POST.get("onder", "")))
    texts = form.cleaned_data["texts"]
    actions.add_statements(actor=actor_of(request), dialogue=dialogue, question=target, texts=texts)


def _add_background(request: HttpRequest, dialogue: Dialogue, form: forms.BackgroundForm) -> None:
    text, options = form.cleaned_data["text"], form.cleaned_data["options"]
    actions.add_background_question(actor=actor_of(request), dialogue=dialogue, text=text, options=options)


def _add_round(request: HttpRequest, dialogue: Dialogue, form: forms.RoundForm) -> None:
    actions.add_round(actor=actor_of(request), dialogue=dialogue, step=form.save(commit=False))


ADDED = {
    "vraag": Part("question_form", lambda sent, _on: forms.QuestionForm(sent, prefix="v"), _add_question),
    "stellingen": Part(
        "statements_form", lambda sent, _on: forms.StatementsForm(sent, prefix="s"), _add_statements
    ),
    "achtergrond": Part(
        "background_form", lambda sent, _on: forms.BackgroundForm(sent, prefix="a"), _add_background
    ),
    "ronde": Part("round_form", lambda sent, on: forms.RoundForm(sent, prefix="r", dialogue=on), _add_round),
}
TAKEN_AWAY = {
    "vraag": (Question, "topic__dialogue"),
    "stelling": (Statement, "question__topic__dialogue"),
    "achtergrond": (BackgroundQuestion, "dialogue"),
    "ronde": (Round, "dialogue"),
}


@login_required
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The dialogues I work on."""
    context = {
        "dialogues": queries.work_list(request.user),
        "may_start": queries.organisations_for(request.user),
    }
    return render(request, "dialogue/werk/lijst.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a dialogue."""
    organisations = with_trial(queries.organisations_for(request.user), trial="proef" in request.GET)
    if not organisations:
        raise Http404
    form = forms.DialogueForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        dialogue = actions.save_dialogue(
            actor=actor_of(request),
            dialogue=form.filled(),
            moderators=form.cleaned_data["moderator_addresses"],
        )
        return redirect("dialogue:setup", slug=dialogue.slug)
    return render(request, "dialogue/werk/nieuw.html", {"form": form}, status=400 if form.errors else 200)


def changed(mine: BaseForm, theirs: BaseForm | None) -> dict[str, object]:
    """What another saved in between, per field in which it differs from what somebody wants to save now."""
    if theirs is None:
        return {}
    pairs = [(mine[name], theirs[name]) for name in mine.fields]
    return {"changed": [(t.label, t.value()) for m, t in pairs if str(m.value()) != str(t.value())]}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a dialogue is about and who reads it."""
    dialogue = queries.dialogue_for(request.user, slug, Permission.WRITE)
    organisations = with_trial(
        queries.organisations_for(request.user), trial=dialogue.organisation.trial_of_id is not None
    )
    form = forms.DialogueForm(request.POST or None, instance=dialogue, organisations=organisations)
    status, theirs = 400 if form.errors else 200, None
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_dialogue(
                actor=actor_of(request),
                dialogue=form.filled(),
                moderators=form.cleaned_data["moderator_addresses"],
                version=request.POST.get("versie", ""),
                state=form.state,
            )
        except ChangedError as error:
            messages.error(request, str(error))
            status, theirs = (
                409,
                forms.DialogueForm(
                    instance=Dialogue.objects.get(pk=dialogue.pk), organisations=organisations
                ),
            )
        else:
            forget(dialogue)
            return redirect("dialogue:setup", slug=slug)
    context = {"form": form, "dialogue": dialogue, "version": version_of(*form.state())}
    return render(request, "dialogue/werk/nieuw.html", context | changed(form, theirs), status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, slug: str) -> HttpResponse:
    """Questions, statements, background questions and script on one page; each form adds one thing."""
    dialogue = queries.dialogue_for(request.user, slug, Permission.WRITE)
    wanted = request.POST.get("deel", "")
    shown = _forms(request, dialogue, wanted)
    if request.method != "POST":
        return _page(request, dialogue, shown, 200)
    if wanted not in ADDED:
        raise Http404
    part, form = ADDED[wanted], shown[ADDED[wanted].shown_as]
    try:
        if form.is_valid():
            part.add(request, dialogue, form)
            forget(dialogue)
            return redirect(f"{request.path}#{wanted}")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _page(request, dialogue, shown, 400)


def setup_page(request: HttpRequest, dialogue: Dialogue, status: int) -> HttpResponse:
    """The page with empty forms, after something that was not done."""
    return _page(request, dialogue, _forms(request, dialogue, ""), status)


def _forms(request: HttpRequest, dialogue: Dialogue, wanted: str) -> dict[str, BaseForm]:
    """The forms of the page, the one that was sent with what was filled in."""
    return {
        part.shown_as: part.form(request.POST if name == wanted else None, dialogue)
        for name, part in ADDED.items()
    }


def _page(
    request: HttpRequest, dialogue: Dialogue, shown: Mapping[str, BaseForm], status: int
) -> HttpResponse:
    moderation = queries.moderation_of(request.user, dialogue)
    context = {
        "dialogue": dialogue,
        "topics": queries.questions_by_topic(
            dialogue, clean.number(request.GET.get("onder")), request.GET.get("pagina")
        ),
        "order": version_of(*arrangement(dialogue)),
        **moderation,
        "steps": setup_steps(dialogue, moderates=bool(moderation["moderates"])),
        **shown,
    }
    return render(request, "dialogue/werk/opzet.html", context, status=status)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, part: str, key: int) -> HttpResponse:
    """Take away a part that nobody answered yet."""
    dialogue = queries.dialogue_for(request.user, slug, Permission.WRITE)
    if part not in TAKEN_AWAY:
        raise Http404
    model, path = TAKEN_AWAY[part]
    found = get_object_or_404(model, pk=key, **{path: dialogue})
    try:
        actions.remove_part(actor=actor_of(request), dialogue=dialogue, part=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    forget(dialogue)
    return redirect("dialogue:setup", slug=slug)


@login_required
@require_POST
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or close."""
    dialogue = queries.dialogue_for(request.user, slug, Permission.WRITE)
    wanted = request.POST.get("stand", "")
    if wanted not in {Dialogue.State.OPEN, Dialogue.State.CLOSED}:
        raise Http404
    try:
        actions.change_state(actor=actor_of(request), dialogue=dialogue, state=wanted)
        if wanted == Dialogue.State.CLOSED:
            start_findings(dialogue)
            draft_report(actor_of(request), dialogue, reverse("dialogue:report-edit", args=[slug]))
        messages.success(
            request, _("De dialoog is open.") if wanted == "open" else _("De dialoog is gesloten.")
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    forget(dialogue)
    return redirect("dialogue:setup", slug=slug)


@login_required
@require_POST
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a new dialogue from this one."""
    dialogue = queries.dialogue_for(request.user, slug, Permission.WRITE)
    form = forms.CopyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Geef de nieuwe dialoog een titel."))
        return redirect("dialogue:setup", slug=slug)
    title = form.cleaned_data["title"]
    made = actions.copy_dialogue(
        actor=actor_of(request), dialogue=dialogue, slug=forms.free_slug(title), title=title
    )
    return redirect("dialogue:setup", slug=made.slug)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
