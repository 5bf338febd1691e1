"""Taking in a reaction about anything."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import User
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.reactions.actions import react
from wijkwijzer_web.knowledge.reactions.forms import ReactionForm

__all__ = ["react_to_record"]


@require_POST
def react_to_record(request: HttpRequest, key: str) -> HttpResponse:
    """A reaction about a record."""
    row = get_object_or_404(KnowledgeRecord, key=key, public=True)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een knop en schrijf hooguit duizend tekens."))
        return redirect(row)
    given = form.cleaned_data
    actor = request.user if isinstance(request.user, User) else None
    try:
        react(
            actor=actor, kind="stuk", key=row.key, sort=given["sort"], text=given["text"], form=given["form"]
        )
    except InputError as error:
        messages.error(request, str(error))
    else:
        said = _("Dank je. Een redacteur leest je zin; daarna zien anderen hem ook.")
        messages.success(request, said if given["text"] else _("Dank je, dat telt mee."))
    back = given["back"]
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if back and safe else row)
