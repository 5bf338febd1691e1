"""The pages of whoever writes a wijkanalyse."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.programme import Paragraph
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.programme.analyses import actions, pages, queries
from wijkwijzer_web.programme.analyses.forms import (
    AboutForm,
    AddForm,
    AnswerForm,
    ReviewForm,
    StartForm,
    VersionForm,
    WordsForm,
)
from wijkwijzer_web.programme.models import AreaAnalysis, PeerReview, Reaction
from wijkwijzer_web.programme.programmes.queries import organisations_for
from wijkwijzer_web.programme.views import form_page

__all__ = [
    "about",
    "add",
    "analyses",
    "answer",
    "edit",
    "hide",
    "move",
    "new",
    "remove",
    "review",
    "show",
    "work",
]

MANY = 5  # unread reactions, from which they can be hidden together


@login_required
@never_cache
@require_safe
def analyses(request: HttpRequest) -> HttpResponse:
    """The analyses I work on."""
    context = {
        "analyses": queries.work_list(request.user),
        "may_start": organisations_for(request.user),
    }
    return render(request, "programme/werk/analyses.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draft an analysis from the figures."""
    organisations = organisations_for(request.user)
    if not organisations:
        raise Http404
    initial = {"where": request.GET.get("wijk", ""), "programme": request.GET.get("programma", "")}
    form = StartForm(request.POST or None, organisations=organisations, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.start_analysis(
                actor=actor_of(request),
                organisation=data["organisation"],
                area=data["where"],
                programme=data["programme"],
            )
            return redirect("programme:write", key=row.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return form_page(request, form, _("Nieuwe wijkanalyse"), _("Maak een concept"))


@login_required
@never_cache
@require_safe
def work(request: HttpRequest, key: int) -> HttpResponse:
    """The analysis in blocks, with what waits for an answer."""
    return _page(request, queries.analysis_for(request.user, key))


def _page(request: HttpRequest, row: AreaAnalysis, status: int = 200, **more: object) -> HttpResponse:
    waiting = list(queries.waiting_reactions(row))
    unread = sum(each.state == Reaction.State.WAITING for each in waiting)
    for reaction in waiting:
        reaction.versie = AnswerForm(instance=reaction).version()  # type: ignore[attr-defined]
    context = {
        "analysis": row,
        "page": pages.analysis_page(row),
        "about_form": AboutForm(instance=row, initial={"edition": row.edition}),
        "add_form": AddForm(initial={"edition": row.edition}),
        "version_form": VersionForm(),
        "waiting": waiting,
        "many": unread > MANY,
        "verdicts": AnswerForm().fields["verdict"].choices,  # type: ignore[attr-defined]
        **more,
    }
    return render(request, "programme/werk/analyse.html", context, status=status)


def _try(request: HttpRequest, row: AreaAnalysis, do: Callable[[], object], **typed: object) -> HttpResponse:
    """Do it and go back; show both texts when somebody else was first (409)."""
    try:
        do()
    except ValidationError as error:
        return _page(request, row, 400, wrong=" ".join(error.messages), **typed)
    except actions.Outdated:
        row.refresh_from_db()
        return _page(request, row, 409, outdated=True, **typed)
    messages.success(request, _("Bewaard."))
    return redirect("programme:write", key=row.pk)


@login_required
@require_POST
def edit(request: HttpRequest, key: int, paragraph: str) -> HttpResponse:
    """Put a paragraph in other words."""
    row = queries.analysis_for(request.user, key)
    form = WordsForm(request.POST)
    typed = {"typed_key": paragraph, "typed": request.POST.get("text", "")[:4000]}
    if not form.is_valid():
        return _page(request, row, 400, wrong=_("Deze alinea is leeg of te lang."), **typed)
    return _try(
        request,
        row,
        lambda: actions.edit_paragraph(
            actor=actor_of(request), analysis=row, key=paragraph, **form.cleaned_data
        ),
        **typed,
    )


@login_required
@require_POST
def add(request: HttpRequest, key: int) -> HttpResponse:
    """Add a paragraph of people, eyes or papers."""
    row = queries.analysis_for(request.user, key)
    form = AddForm(request.POST)
    if not form.is_valid():
        return _page(request, row, 400, add_form=form)
    data = form.cleaned_data
    paragraph = Paragraph(
        "",
        data["question"],
        data["kind"],
        data["text"],
        where=data["where"],
        unknown=data["question"] == "onbekend",
    )
    return _try(
        request,
        row,
        lambda: actions.add_paragraph(
            actor=actor_of(request), analysis=row, edition=data["edition"], paragraph=paragraph
        ),
        add_form=form,
    )


@login_required
@require_POST
def remove(request: HttpRequest, key: int, paragraph: str) -> HttpResponse:
    """Take a paragraph out."""
    row = queries.analysis_for(request.user, key)
    return _try(
        request,
        row,
        lambda: actions.remove_paragraph(
            actor=actor_of(request), analysis=row, edition=row.edition, key=paragraph
        ),
    )


@login_required
@require_POST
def about(request: HttpRequest, key: int) -> HttpResponse:
    """Change the title and the sentence under it."""
    row = queries.analysis_for(request.user, key)
    form = AboutForm(request.POST, instance=queries.analysis_for(request.user, key))
    if not form.is_valid():
        return _page(request, row, 400, about_form=form)
    return _try(
        request,
        row,
        lambda: actions.save_about(actor=actor_of(request), analysis=row, **form.cleaned_data),
        about_form=form,
    )


@login_required
@require_POST
def move(request: HttpRequest, key: int) -> HttpResponse:
    """Hand it to the wijk, show a new version, or settle it."""
    row, actor = queries.analysis_for(request.user, key), actor_of(request)
    step, form = request.POST.get("stap", ""), VersionForm(request.POST)
    if step == "versie" and not form.is_valid():
        return _page(request, row, 400, version_form=form)
    steps: dict[str, Callable[[], object]] = {
        "bij-de-wijk": lambda: actions.to_area(actor=actor, analysis=row),
        "versie": lambda: actions.new_version(actor=actor, analysis=row, note=form.cleaned_data["note"]),
        "vastgesteld": lambda: actions.settle(actor=actor, analysis=row),
    }
    if step not in steps:
        raise Http404
    return _try(request, row, steps[step])


@login_required
@require_POST
def show(request: HttpRequest, key: int, reaction: int) -> HttpResponse:
    """Show a reaction, or hide it for a reason."""
    row = queries.analysis_for(request.user, key)
    found = get_object_or_404(row.reactions, pk=reaction)
    shown, because = request.POST.get("toon") == "ja", request.POST.get("omdat", "")[:200]
    return _try(
        request,
        row,
        lambda: actions.show_reaction(actor=actor_of(request), reaction=found, shown=shown, because=because),
    )


@login_required
@require_POST
def hide(request: HttpRequest, key: int) -> HttpResponse:
    """Hide the ticked reactions for one reason."""
    row = queries.analysis_for(request.user, key)
    ticked = [int(each) for each in request.POST.getlist("reactie") if each.isdecimal() and len(each) < 12]
    because = request.POST.get("omdat", "")[:200]
    return _try(
        request,
        row,
        lambda: actions.hide_reactions(actor=actor_of(request), analysis=row, keys=ticked, because=because),
    )


@login_required
@require_POST
def answer(request: HttpRequest, key: int, reaction: int) -> HttpResponse:
    """Answer a reaction."""
    row = queries.analysis_for(request.user, key)
    found = get_object_or_404(row.reactions, pk=reaction)
    form = AnswerForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, row, 400, wrong=_("Kies wat je ermee deed, en schrijf een antwoord."))
    return _try(
        request,
        row,
        lambda: actions.answer_reaction(actor=actor_of(request), reaction=found, **form.cleaned_data),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key: int) -> HttpResponse:
    """The collegiale toets of this analysis."""
    row = queries.analysis_for(request.user, key)
    found = PeerReview.objects.filter(analysis=row).first() or PeerReview(analysis=row)
    form = ReviewForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.save_review(actor=actor_of(request), review=form.save(commit=False))
        messages.success(request, _("Bewaard."))
        return redirect("programme:write", key=key)
    return form_page(request, form, _("Collegiale toets"), analysis=row)
