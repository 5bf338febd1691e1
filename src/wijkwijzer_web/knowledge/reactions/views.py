"""Taking in a reaction about anything."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import writes_for
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Reaction
from wijkwijzer_web.knowledge.reactions.actions import react, reply
from wijkwijzer_web.knowledge.reactions.forms import ReactionForm, ReplyForm

__all__ = ["react_to_record", "reply_to_record"]

BY_ONE, DAY = 9, 24 * 3600  # a public count moves for ten people: no single connection makes ten of them
UNCOUNTED = gettext_lazy(
    "Vanaf deze internetverbinding is vandaag al negen keer gezegd of dit klopt; meer telt niet mee."
)


@require_POST
def react_to_record(request: HttpRequest, key: str) -> HttpResponse:
    """A reaction about a record."""
    row = get_object_or_404(KnowledgeRecord, key=key, public=True)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een knop en schrijf hooguit duizend tekens."))
        return redirect(row)
    given = form.cleaned_data
    counts = given["sort"] == Reaction.Sort.ADDITION or _may_count(request, row)
    if not counts and not given["text"]:
        messages.error(request, f"{UNCOUNTED} {_('Kom morgen terug.')}")
        return redirect(row)
    actor = request.user if isinstance(request.user, User) else None
    sort = given["sort"] if counts else Reaction.Sort.ADDITION
    try:
        react(actor=actor, kind="stuk", key=row.key, sort=sort, text=given["text"], form=given["form"])
    except InputError as error:
        messages.error(request, str(error))
    else:
        said = _("Dank je. Een redacteur leest je zin; daarna zien anderen hem ook.")
        thanks = said if given["text"] else _("Dank je, dat telt mee.")
        messages.success(request, thanks if counts else f"{thanks} {UNCOUNTED}")
    back = given["back"]
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if back and safe else row)


def _may_count(request: HttpRequest, row: KnowledgeRecord) -> bool:
    who = caller(request)
    return within("stukreactie", whose=who and f"{who}:{row.key}", most=BY_ONE, seconds=DAY)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply_to_record(request: HttpRequest, key: str) -> HttpResponse:
    """An organisation answers a record; the answer stands beside it, and changes nothing in it."""
    row = get_object_or_404(KnowledgeRecord, key=key, public=True)
    actor = actor_of(request)
    mine = writes_for(actor)
    if not mine:
        raise PermissionDenied("write")
    form = ReplyForm(mine, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        reply(
            actor=actor,
            kind="stuk",
            key=row.key,
            sort=given["sort"],
            text=given["text"],
            organisation=given["organisation"],
            form=given["form"],
        )
        messages.success(request, _("Je antwoord staat naast het stuk."))
        return redirect(f"{row.get_absolute_url()}#reacties")
    status = 400 if request.method == "POST" else 200
    return render(request, "knowledge/reply.html", {"form": form, "row": row}, status=status)
