"""The buttons up and down on the set-up page, and the page on which a question gets other words."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.dialogue.arranging.actions import change_question, move_part
from wijkwijzer_web.dialogue.forms.setup import QuestionForm
from wijkwijzer_web.dialogue.models import Question, Round, Topic
from wijkwijzer_web.dialogue.queries.staff import dialogue_for
from wijkwijzer_web.dialogue.queries.structure import forget
from wijkwijzer_web.dialogue.views.setup import changed, setup_page
from wijkwijzer_web.publishing.service import ChangedError, version_of

__all__ = ["move", "question"]

PARTS: dict[str, tuple[type[Topic | Question | Round], str]] = {
    "onderwerp": (Topic, "dialogue"),
    "vraag": (Question, "topic__dialogue"),
    "ronde": (Round, "dialogue"),
}


@login_required
@require_POST
def move(request: HttpRequest, slug: str, part: str, key: int) -> HttpResponse:
    """Put a part one place up or down; the focus comes back on its button, for who works by keyboard."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    way = request.POST.get("richting")
    if part not in PARTS or way not in {"op", "neer"}:
        raise Http404
    model, path = PARTS[part]
    found = get_object_or_404(model, pk=key, **{path: dialogue})
    assert isinstance(found, Topic | Question | Round)
    page = reverse("dialogue:setup", args=[slug])
    try:
        place = move_part(
            actor=actor_of(request),
            dialogue=dialogue,
            part=found,
            up=way == "op",
            version=request.POST.get("versie", ""),
        )
    except ChangedError as error:
        messages.error(request, str(error))
        return setup_page(request, dialogue, status=409)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("“%(part)s” staat nu op plaats %(place)s.") % {"part": found, "place": place}
        )
    forget(dialogue)
    return redirect(f"{page}#{way}-{part}-{key}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Change a question that nobody answered yet."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    found = get_object_or_404(Question, pk=key, topic__dialogue=dialogue)
    form = _form(request, found)
    status, theirs = 400 if form.errors else 200, None
    if request.method == "POST" and form.is_valid():
        stored = Question.objects.select_related("topic").get(pk=key)
        try:
            change_question(
                actor=actor_of(request),
                dialogue=dialogue,
                question=form.save(commit=False),
                topic=form.cleaned_data["topic_title"],
                before=_state(stored),
                version=request.POST.get("versie", ""),
            )
        except ChangedError as error:
            messages.error(request, str(error))
            status, theirs = 409, QuestionForm(instance=stored, initial=_initial(stored))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            status = 400
        else:
            forget(dialogue)
            return redirect(f"{reverse('dialogue:setup', args=[slug])}#vraag-{key}")
    now = version_of(*_state(Question.objects.select_related("topic").get(pk=key)))
    context = {"form": form, "dialogue": dialogue, "question": found, "version": now, **changed(form, theirs)}
    return render(request, "dialogue/werk/vraag.html", context, status=status)


def _form(request: HttpRequest, found: Question) -> QuestionForm:
    return QuestionForm(request.POST or None, instance=found, initial=_initial(found))


def _initial(found: Question) -> dict[str, str]:
    return {"topic_title": found.topic.title, "choices": "\n".join(found.options)}


def _state(found: Question) -> tuple[object, ...]:
    """What the form shows of a question as it is stored now."""
    return found.topic.title, found.kind, found.text, found.heading, found.options
