"""Following a choice: ask, confirm, stop."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkwijzer_web.core.work.limits import caller
from wijkwijzer_web.follow import service as following
from wijkwijzer_web.knowledge.catalogue.pages import overview
from wijkwijzer_web.knowledge.following import actions
from wijkwijzer_web.knowledge.following.forms import FollowForm

__all__ = ["confirm", "follow", "stop"]

TOPIC = "kennis:"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask to hear of what is new in this choice."""
    form = FollowForm(request.POST or None)
    shown = overview(dict(request.GET.lists()), 1)
    sent = False
    if request.method == "POST" and form.is_valid():
        actions.ask_to_follow(
            actor=None, query=shown.query, email=form.cleaned_data["email"], caller=caller(request)
        )
        sent = True
    context = {"form": form, "shown": shown, "sent": sent}
    return render(request, "knowledge/follow.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A mail scanner that only opens the link confirms nothing."""
    done = False
    if request.method == "POST":
        found = following.confirm(token)
        if found is None or not found.topic.startswith(TOPIC):
            raise Http404("no such link")
        done = True
    return render(request, "knowledge/follow_answer.html", {"done": done, "stop": False})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, mark: str) -> HttpResponse:
    """Stop, and forget the address; opening a link twice is no mistake."""
    if request.method == "POST":
        following.unfollow_by(mark)
    return render(request, "knowledge/follow_answer.html", {"done": request.method == "POST", "stop": True})
