"""Saying that something on the page of an area is not right; answering it; coming back with six words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.core.codes import new_code
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.knowledge.models import Reaction
from wijkwijzer_web.knowledge.objections import actions, queries
from wijkwijzer_web.knowledge.objections.forms import AnswerForm, ObjectionForm
from wijkwijzer_web.knowledge.review.queries import reviewing_for

__all__ = ["answer", "listed", "mine", "object_to", "work"]

BY_ONE, GUESSES, SECONDS = 40, 20, 3600


def _place(key: str) -> areas.Place:
    found = areas.place(key.upper()[:24])
    if found is None:
        raise Http404("no such area")
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, key: str) -> HttpResponse:
    """Say what is not right on the page of an area. No account; the six words come on the next page only."""
    place = _place(key)
    form = ObjectionForm(request.POST or None, initial={"over": request.GET.get("over", "ontwikkeling")})
    context = {"place": place, "area_url": areas.address_of(place.key), "form": form}
    status = 200
    if request.method == "POST":
        status = 400
        if not within("klopt-dit", whose=caller(request), most=BY_ONE, seconds=SECONDS):
            form.add_error(None, _("Je stuurde er net veel. Probeer het over een uur opnieuw."))
            status = 429
        elif form.is_valid():
            given, code = form.cleaned_data, new_code()
            try:
                row = actions.object_to(
                    area=place.key,
                    about=given["over"],
                    text=given["tekst"],
                    code=code,
                    form=given["formulier"],
                )
            except InputError as error:
                form.add_error(None, str(error))
            else:
                first = row.code_hash is not None and queries.by_code(code) == row
                return render(request, "knowledge/klopt_dank.html", context | {"code": code if first else ""})
    return render(request, "knowledge/klopt_dit.html", context, status=status)


@require_safe
def listed(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that was said about an area, with its answers."""
    place = _place(key)
    context = {
        "place": place,
        "area_url": areas.address_of(place.key),
        "rows": queries.shown_on(place.key)[:200],
    }
    return render(request, "knowledge/tegenspraak.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Come back with six words: read the answer, or take the words back."""
    if request.method != "POST":
        return render(request, "knowledge/klopt_mijn.html")
    typed = clean_line(request.POST.get("woorden", ""))[:120]
    row = queries.by_code(typed)
    if row is None:
        known = within("klopt-dit-code", whose=caller(request), most=GUESSES, seconds=SECONDS)
        said = _("Deze woorden kennen we niet. Wij kunnen ze niet terugvinden.")
        late = _("Er werd hier te vaak geraden. Probeer het over een uur opnieuw.")
        context = {"error": said if known else late}
        return render(request, "knowledge/klopt_mijn.html", context, status=404 if known else 429)
    if request.POST.get("wis") == "ja":
        actions.erase(row)
        return render(request, "knowledge/klopt_mijn.html", {"erased": True})
    own = {"row": row, "typed": typed, "place": areas.place(row.key)}
    return render(request, "knowledge/klopt_mijn.html", own)


@login_required
@never_cache
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What waits for a look, and what waits for an answer."""
    actor = actor_of(request)
    if reviewing_for(actor) is None:
        raise PermissionDenied("review")
    rows = [*queries.waiting_objections(actor)[:100], *queries.open_answers(actor)[:100]]
    context = {"rows": [(row, areas.place(row.key), _answer_form(row)) for row in rows]}
    return render(request, "knowledge/klopt_werk.html", context)


def _answer_form(row: Reaction, sent: Any = None) -> AnswerForm:
    shown = {Reaction.State.SHOWN: "ja", Reaction.State.HIDDEN: "nee"}.get(Reaction.State(row.state), "")
    stored = {"tonen": shown, "oordeel": row.verdict, "antwoord": row.answer}
    return AnswerForm(sent, auto_id=f"r{row.pk}-%s", initial=stored)


@login_required
@never_cache
@require_http_methods(["POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it or not, with a public answer."""
    actor = actor_of(request)
    if reviewing_for(actor) is None:
        raise PermissionDenied("review")
    row = get_object_or_404(Reaction, pk=pk, kind=queries.AREA)
    organisation = queries.answering_for(actor, row.key)
    if organisation is None:
        raise Http404
    form = _answer_form(row, request.POST)
    if not form.is_valid():
        context = {"rows": [(row, areas.place(row.key), form)]}
        return render(request, "knowledge/klopt_werk.html", context, status=400)
    given = form.cleaned_data
    try:
        actions.answer(
            actor=actor,
            reaction=row,
            organisation=organisation,
            shown=given["tonen"] == "ja",
            verdict=given["oordeel"],
            text=given["antwoord"],
        )
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Bewaard."))
    return redirect("knowledge:objections")
