"""The organiser's pages: the list, a new dialogue, its questions and script."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
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
from wijkwijzer_web.dialogue.queries import staff as queries
from wijkwijzer_web.dialogue.queries.arrangement import arrangement
from wijkwijzer_web.dialogue.queries.taking_part.structure import forget
from wijkwijzer_web.publishing.service import ChangedError, version_of

__all__ = ["changed", "copy", "edit", "new", "remove", "setup", "setup_page", "state", "work_list"]

PARTS = {
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
    status = 200
    if request.method == "POST":
        save = _savers(request, dialogue, shown).get(wanted)
        if save is None:
            raise Http404
        try:
            if save():
                forget(dialogue)
                return redirect(f"{request.path}#{wanted}")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        status = 400
    return _page(request, dialogue, shown, status)


def setup_page(request: HttpRequest, dialogue: Dialogue, status: int) -> HttpResponse:
    """The page with empty forms, after something that was not done."""
    return _page(request, dialogue, _forms(request, dialogue, ""), status)


def _forms(request: HttpRequest, dialogue: Dialogue, wanted: str) -> dict[str, BaseForm]:
    """The forms of the page, the one that was sent with what was filled in."""
    data = {name: request.POST if name == wanted else None for name in ("vraag", "achtergrond", "ronde")}
    return {
        "question_form": forms.QuestionForm(data["vraag"], prefix="v"),
        "background_form": forms.BackgroundForm(data["achtergrond"], prefix="a"),
        "round_form": forms.RoundForm(data["ronde"], prefix="r", dialogue=dialogue),
        "statements_form": forms.StatementsForm(request.POST if wanted == "stellingen" else None, prefix="s"),
    }


def _page(
    request: HttpRequest, dialogue: Dialogue, shown: Mapping[str, BaseForm], status: int
) -> HttpResponse:
    context = {
        "dialogue": dialogue,
        "topics": queries.questions_by_topic(
            dialogue, clean.number(request.GET.get("onder")), request.GET.get("pagina")
        ),
        "order": version_of(*arrangement(dialogue)),
        **queries.moderation_of(request.user, dialogue),
        **shown,
    }
    return render(request, "dialogue/werk/opzet.html", context, status=status)


def _savers(
    request: HttpRequest, dialogue: Dialogue, shown: Mapping[str, BaseForm]
) -> dict[str, Callable[[], bool]]:
    """What each form on the page does when it is right; False when there is something to correct."""
    question, background = shown["question_form"], shown["background_form"]
    step, statements = shown["round_form"], shown["statements_form"]
    assert isinstance(question, forms.QuestionForm)
    assert isinstance(background, forms.BackgroundForm)
    assert isinstance(step, forms.RoundForm)
    assert isinstance(statements, forms.StatementsForm)
    actor = actor_of(request)

    def save_question() -> bool:
        if not question.is_valid():
            return False
        new_question = question.save(commit=False)
        actions.add_question(
            actor=actor, dialogue=dialogue, topic=question.cleaned_data["topic_title"], question=new_question
        )
        return True

    def save_statements() -> bool:
        under = Question.objects.filter(topic__dialogue=dialogue, kind=Question.Kind.STATEMENT)
        target = get_object_or_404(under, pk=_number(request.POST.get("onder", "")))
        if not statements.is_valid():
            return False
        actions.add_statements(
            actor=actor, dialogue=dialogue, question=target, texts=statements.cleaned_data["texts"]
        )
        return True

    def save_background() -> bool:
        if not background.is_valid():
            return False
        asked = background.cleaned_data
        actions.add_background_question(
            actor=actor, dialogue=dialogue, text=asked["text"], options=asked["options"]
        )
        return True

    def save_round() -> bool:
        if not step.is_valid():
            return False
        actions.add_round(actor=actor, dialogue=dialogue, step=step.save(commit=False))
        return True

    return {
        "vraag": save_question,
        "stellingen": save_statements,
        "achtergrond": save_background,
        "ronde": save_round,
    }


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, part: str, key: int) -> HttpResponse:
    """Take away a part that nobody answered yet."""
    dialogue = queries.dialogue_for(request.user, slug, Permission.WRITE)
    if part not in PARTS:
        raise Http404
    model, path = PARTS[part]
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
