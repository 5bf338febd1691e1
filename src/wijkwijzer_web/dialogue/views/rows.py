"""The rows of a dialogue, for an organiser who gave a second factor a moment ago and says why."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.core.people.second_factor import second_factor_again
from wijkwijzer_web.dialogue.actions.documents.rows import export_rows
from wijkwijzer_web.dialogue.forms.outcome import RowsForm
from wijkwijzer_web.dialogue.queries.staff import dialogue_for

__all__ = ["rows"]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask why, and start making the file."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    if (again := second_factor_again(request)) is not None:
        return again
    form = RowsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        back = reverse("dialogue:setup", args=[slug])
        reason = form.cleaned_data["reason"]
        return redirect(
            export_rows(actor=actor_of(request), dialogue=dialogue, reason=reason, return_url=back)
        )
    context = {"dialogue": dialogue, "form": form}
    return render(request, "dialogue/werk/rijen.html", context, status=400 if form.errors else 200)
